"""The inspector: one form for whatever is selected."""

from .panel import Inspector

__all__ = ["Inspector"]
