"""The general page of tasks: besides the declared fields the dates that the plan computes, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.dates import set_finish, set_start
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import instant
from tpm_desktop.plan.reasons import why_here
from tpm_desktop.planning.columns import NONE

from .general import GeneralPage
from .moment import MomentEditor

_FROM_PARTS = ("duration", "elapsed", "actual_start", "actual_finish", "stop", "resume")


class TaskPage(GeneralPage):
    """Of one task all; of several what they have in common, without dates."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, entry("task"), parent)

    def hidden(self) -> set[str]:
        return {"project_id", "parent_id"}  # the place in the outline, which is changed there

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
        self._slack, self._baseline, self._why = QLabel(), QLabel(), QLabel()
        for label, name in ((self._slack, "slack"), (self._baseline, "baseline"), (self._why, "why")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self.form.add_row(self.tr("Total slack"), self._slack)
        self.form.add_row(self.tr("Baseline finish"), self._baseline)
        self.form.add_heading(self.tr("Why here"))
        self.form.add_text(self._why)

    def load(self) -> None:
        super().load()
        row = self.session.program.plan.row(self.ids[0]) if len(self.ids) == 1 else None
        self._show_dates(row)
        writable = not self.session.program.file.read_only
        summary = row is not None and bool(self.session.program.plan.state.summary[row])
        for name in _FROM_PARTS:
            self.form.editors[name].setEnabled(writable and not summary)

    def _show_dates(self, row: int | None) -> None:
        plan, formats = self.session.program.plan, self.session.formats
        state = plan.state
        for name, (editor, notice) in self._moments.items():
            at = None if row is None else instant(int(getattr(state.schedule, name)[row]))
            editor.setEnabled(
                row is not None and not state.summary[row] and not self.session.program.file.read_only
            )
            editor.show_moment(at)
            notice.hide()
            mark(editor, problem=False)
        if row is None:
            for label in (self._slack, self._baseline, self._why):
                label.setText("")
            return
        slack = formats.duration(int(state.schedule.total_slack[row]), unit="d")
        critical = bool(state.schedule.critical[row])
        self._slack.setText(self.tr("{} · critical").format(slack) if critical else slack)
        self._baseline.setText(self._baseline_text(row))
        self._why.setText(why_here(state, row, formats))

    def _baseline_text(self, row: int) -> str:
        state, formats = self.session.program.plan.state, self.session.formats
        agreed = instant(int(state.baseline.finish[row]))
        if agreed is None:
            return self.tr("none kept")
        late = int(state.finish_variance[row])
        shown = formats.date(agreed, weekday=True)
        return shown if late in (0, NONE) else f"{shown} ({formats.duration(late, unit='d', sign=True)})"

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
