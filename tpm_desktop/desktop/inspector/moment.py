"""A date that the plan computes and that a person may still move: typed, or chosen from a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from tpm_desktop.desktop.editors import DateEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.check import ValueProblem

_CALENDAR = 26  # pixels that its picture takes, with what is free around it


class MomentEditor(DateEditor):
    """Shows an instant with its weekday; `moment` gives the one that was typed."""

    def __init__(self, session: Session, name: str, label: str, *, finish: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._finish_of_day, self._label = session, finish, label
        self._at: datetime | None = None
        self.setObjectName(f"edit-{name}")
        self.setAccessibleName(label)

    def show_moment(self, at: datetime | None) -> None:
        """Show an instant, or nothing."""
        self._at, self._day = at, at.date() if at else None
        self.setPlaceholderText("")
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.text() and self.text() in self._forms():
            self._say()

    def _say(self) -> None:
        """With the weekday where there is room; the tip always has it."""
        whole, short = self._forms()
        fits = self.fontMetrics().horizontalAdvance(whole) <= self._room()
        self.setText(whole if fits else short)
        self.setToolTip(whole)
        self.setCursorPosition(0)
        self.settle()

    def _forms(self) -> tuple[str, str]:
        formats, at = self.session.formats, self._at
        if at is None:
            return "", ""
        said = at.time() != (formats.day_finish if self._finish_of_day else formats.day_start)
        whole, short = (formats.instant(at, weekday=weekday, time=said) for weekday in (True, False))
        return whole, short

    def _room(self) -> int:
        """Pixels for the text beside the calendar."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return inside.width() - _CALENDAR

    def moment(self) -> datetime:
        """The instant that stands there. Raises: `ValueProblem`."""
        if not self.text().strip():
            raise ValueProblem("a date is needed, such as 4 May, today or +2w")
        return self.session.formats.parse_instant(self.text(), finish=self._finish_of_day, base=self._day)

    def values(self) -> dict[str, Any]:
        return {"moment": self.moment()}
