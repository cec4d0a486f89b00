"""The history: every edit of the file, and how to get back to one of them."""

from .panel import HistoryPanel

__all__ = ["HistoryPanel"]
