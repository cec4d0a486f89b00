"""What a command refuses in one line."""

from __future__ import annotations


class CommandError(Exception):
    """A command that can't be done as asked; the message says why and what to do."""
