"""Packs on paper: pages made of shared parts from what is in the file."""

from .catalogue import CATALOGUE, IMPACT, REQUEST_FORM, find_pack
from .errors import ReportProblem
from .pack import Pack
from .told import Subject
from .writing import ENDINGS, keep, write_pack

__all__ = [
    "CATALOGUE",
    "ENDINGS",
    "IMPACT",
    "REQUEST_FORM",
    "Pack",
    "ReportProblem",
    "Subject",
    "find_pack",
    "keep",
    "write_pack",
]
