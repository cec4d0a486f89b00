"""Packs on paper: pages made of shared parts from what is in the file."""

from .catalogue import CATALOGUE, IMPACT, Pack, ReportProblem, find_pack, keep, write_pack

__all__ = ["CATALOGUE", "IMPACT", "Pack", "ReportProblem", "find_pack", "keep", "write_pack"]
