"""Other programs' files: import into a new program file, export from an open one."""

from __future__ import annotations

from .errors import ExchangeProblem, ExportProblem, ImportCancelled, ImportProblem
from .exporting import export_file
from .importing import import_file
from .report import ImportReport, Note, NoteKind

__all__ = [
    "ExchangeProblem",
    "ExportProblem",
    "ImportCancelled",
    "ImportProblem",
    "ImportReport",
    "Note",
    "NoteKind",
    "export_file",
    "import_file",
]
