"""What can go wrong with another program's file, each in one line that says what to do."""

from __future__ import annotations


class ExchangeProblem(Exception):
    """A file can't be imported or exported; nothing of it is left half-written."""


class ImportProblem(ExchangeProblem):
    """A source that can't be read, or a target that can't be made of it."""


class ImportCancelled(ImportProblem):
    """The user stopped the import."""


class ExportProblem(ExchangeProblem):
    """A program that can't be written as another program's file."""
