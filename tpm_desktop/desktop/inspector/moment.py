"""A date that the plan computes and that a person may still move: typed, or chosen from a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.editors import DateEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.check import ValueProblem


class MomentEditor(DateEditor):
    """Shows an instant with its weekday; `moment` gives the one that was typed."""

    def __init__(self, session: Session, name: str, label: str, *, finish: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._finish_of_day, self._label = session, finish, label
        self.setObjectName(f"edit-{name}")
        self.setAccessibleName(label)

    def show_moment(self, at: datetime | None) -> None:
        """Show an instant, or nothing."""
        formats = self.session.formats
        usual = formats.day_finish if self._finish_of_day else formats.day_start
        self._day = at.date() if at else None
        self.setPlaceholderText("")
        shown = formats.instant(at, weekday=True, time=at.time() != usual) if at else ""
        self.setText(shown)
        self.setCursorPosition(0)
        self.settle()

    def moment(self) -> datetime:
        """The instant that stands there. Raises: `ValueProblem`."""
        if not self.text().strip():
            raise ValueProblem("a date is needed, such as 4 May, today or +2w")
        return self.session.formats.parse_instant(self.text(), finish=self._finish_of_day, base=self._day)

    def values(self) -> dict[str, Any]:
        return {"moment": self.moment()}
