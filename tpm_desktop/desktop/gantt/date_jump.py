"""Asks for a date to go to, as people write it; says at once what it takes it for."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem


class DateJump(QDialog):
    """chosen: the moment that was asked for. base: the day that steps such as +2w count from."""

    chosen = Signal(object)

    def __init__(self, formats: Formats, base: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats, self._base = formats, base
        build("go_to_date", self)
        self.date: QLineEdit = child(self, QLineEdit, "date")
        self.said: QLabel = child(self, QLabel, "said")
        buttons = child(self, QDialogButtonBox, "buttons")
        self._go: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._go.setText(self.tr("Go"))
        mark(self._go, role="primary")
        buttons.accepted.connect(self.accept)
        self.date.textChanged.connect(self._read)
        self._read("")

    def _moment(self) -> datetime | None:
        """What is typed. Raises: `ValueProblem`."""
        text = self.date.text().strip()
        return self._formats.parse_instant(text, base=self._base) if text else None

    def _read(self, _text: str) -> None:
        try:
            moment, problem = self._moment(), ""
        except ValueProblem as wrong:
            moment, problem = None, sentence(str(wrong))
        base = self._formats.date(self._base, weekday=True)
        hint = self.tr("Steps such as +2w count from {}").format(base)
        found = self._formats.date(moment, year=True, weekday=True) if moment else hint
        self.said.setText(problem or found)
        mark(self.said, role="problem" if problem else "muted")
        self._go.setEnabled(moment is not None)

    def accept(self) -> None:
        moment = self._moment()
        if moment is not None:
            self.chosen.emit(moment)
            super().accept()
