"""The general page of tasks: besides the declared fields the dates that the plan computes, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.dates import set_finish, set_start
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.plan import instant
from tpm_desktop.plan.figures import figures_of

from .general import GeneralPage
from .moment import MomentEditor
from .slip_list import SlipList
from .task_facts import facts

_FROM_PARTS = ("duration", "elapsed", "actual_start", "actual_finish", "stop", "resume", *TASK_FIGURES)


class TaskPage(GeneralPage):
    """Of one task all; of several what they have in common, without dates.

    went: told where a person wants to go, by table and id.
    """

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        self._went = went
        super().__init__(session, entry("task"), parent)

    def hidden(self) -> set[str]:
        return {"project_id", "parent_id", "notes"}  # changed in the outline, and on a page of its own

    def after(self, field: str) -> None:
        if field == "duration":
            self._add_dates()
        elif field == "owner_id":
            self._add_slack()

    def _add_dates(self) -> None:
        self._moments: dict[str, tuple[MomentEditor, QLabel]] = {}
        parts: tuple[tuple[str, str, Callable[..., None]], ...] = (
            ("start", self.tr("Start"), set_start),
            ("finish", self.tr("Finish"), set_finish),
        )
        for name, label, gesture in parts:
            editor = MomentEditor(self.session, name, label, finish=name == "finish", parent=self)
            self._moments[name] = editor, self.form.add_row(label, editor)
            editor.committed.connect(lambda name=name, gesture=gesture: self._move(name, gesture))

    def _add_slack(self) -> None:
        self._facts: dict[str, QLabel] = {}
        for name, text in (
            ("slack", self.tr("Total slack")),
            ("free-slack", self.tr("Free slack")),
            ("path", self.tr("Path")),
            ("baseline", self.tr("Baseline finish")),
        ):
            self.form.add_row(text, self._fact(name))
        self.form.add_heading(self.tr("Why here"))
        self.form.add_text(self._fact("why"))
        self._slip = SlipList(self.session, self._went, self)
        self.form.add_heading(self.tr("What moves if this slips a week"))
        self.form.add_wide(self._slip)

    def _fact(self, name: str) -> QLabel:
        label = self._facts[name] = QLabel()
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def read(self, ids: tuple[str, ...]) -> list[Any]:
        """The rows with what follows from their fields and their people."""
        state, found = self.session.program.plan.state, []
        for task in super().read(ids):
            row = state.outline.row[task.id]
            stored = {name: getattr(task, name) for name in self.about.fields}
            found.append({**stored, **figures_of(state, row)})
        return found

    def load(self) -> None:
        super().load()
        row = self.session.program.plan.row(self.ids[0]) if len(self.ids) == 1 else None
        self._show_dates(row)
        writable = not self.session.program.file.read_only
        summary = row is not None and bool(self.session.program.plan.state.summary[row])
        for name in _FROM_PARTS:
            self.form.editors[name].setEnabled(writable and not summary)

    def _show_dates(self, row: int | None) -> None:
        state = self.session.program.plan.state
        for name, (editor, notice) in self._moments.items():
            at = None if row is None else instant(int(getattr(state.schedule, name)[row]))
            editor.setEnabled(
                row is not None and not state.summary[row] and not self.session.program.file.read_only
            )
            editor.show_moment(at)
            notice.hide()
            mark(editor, problem=False)
        self._slip.show_task(self.ids[0] if row is not None else None)
        texts = {} if row is None else facts(self.session, row)
        for name, label in self._facts.items():
            label.setText(texts.get(name, ""))

    def _move(self, name: str, gesture: Callable[[Any, str, datetime], None]) -> None:
        editor, notice = self._moments[name]
        try:
            at = editor.moment()
            reason = self.session.attempt(lambda: gesture(self.session.program, self.ids[0], at))
        except ValueProblem as problem:
            reason = str(problem)
        notice.setText(reason)
        notice.setVisible(bool(reason))
        mark(editor, problem=bool(reason))
        announce(editor, reason)
