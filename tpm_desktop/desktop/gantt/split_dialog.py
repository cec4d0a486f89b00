"""Asks when the work on a task stops and goes on, for who splits it by keys; shows what becomes of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.gestures.splits import Pieces, cut_at, split, split_to
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import instant


class SplitDialog(QDialog):
    """Steps such as +2d count from the task's start, and for going on from the day on which it stops."""

    def __init__(self, session: Session, task_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._task = session, task_id
        build("split_task", self)
        title: QLabel = child(self, QLabel, "title")
        mark(title, role="section")
        title.setText(session.names.name("task", task_id))
        self.stop: QLineEdit = child(self, QLineEdit, "stop")
        self.resume: QLineEdit = child(self, QLineEdit, "resume")
        self.said: QLabel = child(self, QLabel, "said")
        buttons = child(self, QDialogButtonBox, "buttons")
        self._do: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._do.setText(self.tr("Split"))
        mark(self._do, role="primary")
        buttons.accepted.connect(self.accept)
        for line in (self.stop, self.resume):
            line.textChanged.connect(lambda _: self._read())
        self._read()

    def _moments(self) -> tuple[datetime, datetime] | None:
        """What is typed; None while it is not all there. Raises: `ValueProblem`."""
        formats, state = self._session.formats, self._session.program.plan.state
        start = instant(int(state.schedule.start[state.outline.row[self._task]]))
        typed = self.stop.text().strip(), self.resume.text().strip()
        stop = formats.parse_instant(typed[0], finish=True, base=start.date()) if typed[0] and start else None
        resume = formats.parse_instant(typed[1], base=stop.date()) if typed[1] and stop else None
        return (stop, resume) if stop and resume else None

    def _read(self) -> None:
        program, problem = self._session.program, ""
        pieces: Pieces = ()
        try:
            moments = self._moments()
        except ValueProblem as wrong:
            moments, problem = None, sentence(str(wrong))
        if moments is not None:
            pieces = split_to(program, self._task, *moments)
            if not cut_at(program, self._task, moments[0]):
                problem = self.tr("There is no work left to split there.")
            elif moments[1] <= moments[0]:
                problem = self.tr("It can only go on after it stops.")
        hint = self.tr("Steps such as +2d count from its start")
        self.said.setText(problem or (self._told(pieces) if pieces else hint))
        mark(self.said, role="problem" if problem else "muted")
        self._do.setEnabled(moments is not None and not problem)

    def _told(self, pieces: Pieces) -> str:
        formats = self._session.formats
        return ", ".join(f"{formats.date(start)} – {formats.date(finish)}" for start, finish in pieces)

    def accept(self) -> None:
        moments = self._moments()
        if moments is not None:
            self._session.do(lambda: split(self._session.program, self._task, *moments))
            super().accept()
