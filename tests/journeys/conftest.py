"""The whole program as people use it: the command line, the real window, real files."""

from __future__ import annotations

from tests.command_line import run

__all__ = ["run"]
