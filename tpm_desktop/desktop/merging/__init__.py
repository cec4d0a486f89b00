"""Merging another copy into the open program: choosing it, deciding conflicts, seeing what follows."""

from .begin import ask_and_merge, merge_with

__all__ = ["ask_and_merge", "merge_with"]
