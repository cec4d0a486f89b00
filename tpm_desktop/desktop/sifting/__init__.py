"""Filtering, sorting and grouping a view, as the tool bar and the menus offer it."""

from .sifting import Sifting

__all__ = ["Sifting"]
