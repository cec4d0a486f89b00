"""The comparison in a window of its own: what differs from another file or moment, and what follows."""

from .asked import Asked
from .chooser import Chooser
from .window import CompareWindow

__all__ = ["Asked", "Chooser", "CompareWindow"]
