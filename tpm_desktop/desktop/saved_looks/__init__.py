"""Looks of a view that are kept under a name in the file: chosen, saved, renamed and deleted in one menu."""

from .choice import Looking, ViewChoice

__all__ = ["Looking", "ViewChoice"]
