"""Packs on paper: pages made of shared parts from what is in the file."""

from .catalogue import CATALOGUE, IMPACT, REQUEST_FORM, find_pack, keep, write_pack
from .errors import ReportProblem
from .pack import Pack

__all__ = ["CATALOGUE", "IMPACT", "REQUEST_FORM", "Pack", "ReportProblem", "find_pack", "keep", "write_pack"]
