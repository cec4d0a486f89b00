"""How many documents hang on each row; read once until some come or go."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.program_file import ProgramFile

CLIP = 14
"""The side of a paper clip in a row, in pixels."""
CLIP_ROOM = CLIP + 6
"""What it takes of a cell, from the right edge of the text on."""


class Carried:
    """Of one open file."""

    def __init__(self, file: ProgramFile) -> None:
        self._file = file

    @cached_property
    def _counts(self) -> Counter[str]:
        (row_ids,) = self._file.columns("attachment", ["row_id"])
        return Counter(row_ids)

    def count(self, row_id: str) -> int:
        """How many documents a row has; ids are never used again, so the table need not be named."""
        return self._counts[row_id]

    def said(self, row_id: str) -> str:
        """The same in words; empty where there is none."""
        count = self.count(row_id)
        if count < 2:
            return QCoreApplication.translate("Documents", "1 document") if count else ""
        return QCoreApplication.translate("Documents", "{} documents").format(count)

    def forget(self, changes: Changes) -> None:
        """Count anew when next asked, where an edit was about documents."""
        if changes.of("attachment"):
            self.__dict__.pop("_counts", None)
