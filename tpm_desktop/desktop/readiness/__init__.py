"""Whether a release can go live: its figures, what blocks its date, and its interfaces."""

from .view import ReadinessView

__all__ = ["ReadinessView"]
