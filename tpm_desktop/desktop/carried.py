"""How many documents hang on each row, and what a click on a row's paper clip does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.program_file import ProgramFile

CLIP = 14
"""The side of a paper clip in a row, in pixels."""
CLIP_ROOM = CLIP + 6
"""What it takes of a cell, from the right edge of the text on."""


class Carried:
    """Of one open file; counted before it is asked, since who paints a row must not read."""

    def __init__(self, file: ProgramFile) -> None:
        self._file = file
        self._counts = self._read()

    def _read(self) -> Counter[str]:
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

    def follow(self, changes: Changes) -> None:
        """Count anew where an edit was about documents."""
        if changes.of("attachment"):
            self._counts = self._read()


class ClipClicks(QObject):
    """Says that documents are wanted when a clip is clicked on; a second click on it edits nothing.

    is_clip: whether a place in the viewport is on a clip.
    """

    def __init__(
        self, view: QAbstractItemView, is_clip: Callable[[QPoint], bool], wanted: SignalInstance
    ) -> None:
        super().__init__(view)
        self._is_clip, self._wanted = is_clip, wanted
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return False
        released = event.type() is QEvent.Type.MouseButtonRelease
        twice = event.type() is QEvent.Type.MouseButtonDblClick
        if not (released or twice) or not self._is_clip(event.position().toPoint()):
            return False
        if released:
            self._wanted.emit()
        return twice
