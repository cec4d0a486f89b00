"""Asks above the list for what a key can't say: a date, a share, or how much is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.desktop.inspector.moment import MomentEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import capitalised
from tpm_desktop.model.check import ValueProblem

Take = Callable[[Any], str]
"""Takes what was entered; gives why it can't be taken, empty where it was."""


class AskLine(QFrame):
    """A question, a field and what is wrong with it; Enter records, Esc gives up.

    left: the question is over, one way or the other.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("progress-ask")
        mark(self, role="panel")
        self._session = session
        self._take: Take | None = None
        self._read: Callable[[], Any] = str
        self._question, self._problem = QLabel(), QLabel()
        self._problem.setObjectName("progress-ask-problem")
        self._problem.setWordWrap(True)
        mark(self._problem, role="problem")
        self.start = MomentEditor(session, "progress-start", self.tr("Start"), finish=False, parent=self)
        self.finish = MomentEditor(session, "progress-finish", self.tr("Finish"), finish=True, parent=self)
        self.amount = QLineEdit()
        self.amount.setObjectName("progress-amount")
        self._record, self._cancel = QPushButton(self.tr("Record")), QPushButton(self.tr("Cancel"))
        self._lay_out()
        self._record.clicked.connect(self.record)
        self._cancel.clicked.connect(self.give_up)
        for editor in (self.start, self.finish, self.amount):
            editor.returnPressed.connect(self.record)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._question)
        for editor in (self.start, self.finish, self.amount):
            editor.setFixedWidth(150)
            row.addWidget(editor)
        mark(self._record, role="primary")
        row.addWidget(self._record)
        row.addWidget(self._cancel)
        row.addWidget(self._problem, 1)

    def ask_date(self, question: str, proposed: datetime | None, take: Take, *, finish: bool) -> None:
        """Ask for a date."""
        editor = self.finish if finish else self.start
        editor.show_moment(proposed)
        self._ask(question, editor, editor.moment, take)

    def ask_amount(self, question: str, proposed: str, read: Callable[[str], Any], take: Take) -> None:
        """Ask for a duration or a share. read: raises `ValueProblem` for what it can't."""
        self.amount.setText(proposed)
        self._ask(question, self.amount, lambda: read(self.amount.text()), take)

    def _ask(self, question: str, editor: QLineEdit, read: Callable[[], Any], take: Take) -> None:
        self._read, self._take = read, take
        self._question.setText(question)
        self._say("", editor)
        for other in (self.start, self.finish, self.amount):
            other.setVisible(other is editor)
        editor.setAccessibleName(question)
        self.show()
        editor.selectAll()
        editor.setFocus()

    @property
    def _editor(self) -> QLineEdit:
        return next(e for e in (self.start, self.finish, self.amount) if not e.isHidden())

    def record(self) -> None:
        """Take what was entered; where it can't be taken, what was typed stays and the line says why."""
        if self._take is None:
            return
        try:
            problem = self._take(self._read())
        except ValueProblem as error:
            problem = str(error)
        if problem:
            self._say(problem, self._editor)
            self._editor.setFocus()
        else:
            self.give_up()

    def give_up(self) -> None:
        """Ask no more."""
        if self._take is not None:
            self._take = None
            self.hide()
            self.left.emit()

    def _say(self, problem: str, editor: QLineEdit) -> None:
        self._problem.setText(capitalised(problem) if problem else "")
        mark(editor, problem=bool(problem))
        if problem:
            announce(editor, problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
