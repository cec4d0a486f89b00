"""Find and replace in the table of a view."""

from .bar import FindBar
from .matching import Pattern
from .searched import At, Searched

__all__ = ["At", "FindBar", "Pattern", "Searched"]
