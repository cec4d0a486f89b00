"""The progress round: who asks every week what was done, and writes it down with one key a task."""

from .view import ProgressView

__all__ = ["ProgressView"]
