"""Arranging what the canvas shows by hand, and saving it as it is arranged."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF

from tpm_desktop.gestures.map_places import arrange_anew, place_on_map

from .. import file_dialogs
from ..session import Session
from .canvas import Canvas
from .picture import save_picture
from .stage import Stage


class Arranging(QObject):
    """Turns what was dragged into edits of the file."""

    def __init__(self, session: Session, canvas: Canvas, stage: Stage) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._stage = session, canvas, stage

    def place(self, project_id: str, by: QPointF) -> None:
        """Put a component project that far from where it stands; one that can't be put there goes back."""
        left, top = self._stage.closed[project_id]
        at = left + by.x(), top + by.y()
        reason = self._session.attempt(lambda: place_on_map(self._session.program, project_id, *at))
        if reason:
            self._stage.put_back()
            self._session.refused.emit(reason)

    def anew(self) -> None:
        """Leave all places to the layout."""
        self._session.do(lambda: arrange_anew(self._session.program))

    def save_picture(self) -> None:
        """Ask where to, and write a PDF or a picture of all that is shown."""
        name = f"{self._session.program.file.path.stem} {self.tr('dependencies')}"
        kinds = self.tr("PDF (*.pdf);;Picture (*.png)")
        title = self.tr("Save as PDF or picture")
        target = file_dialogs.ask_save(self._canvas, title, f"{name}.pdf", kinds)
        if target is None:
            return
        reason = self._session.attempt(lambda: save_picture(self._canvas.scene(), target, name))
        if reason:
            self._session.refused.emit(reason)
        else:
            self._session.said.emit(self.tr("Saved {}").format(target.name))
