"""What can go wrong with a pack, as one line for people."""

from __future__ import annotations


class ReportProblem(Exception):
    """A pack that can't be written; the message says why and what to do."""
