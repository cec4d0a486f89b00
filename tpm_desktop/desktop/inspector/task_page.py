"""The general page of tasks: besides the declared fields the dates that the plan computes, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.form import Form
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.dates import set_finishes, set_starts
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.figures import figures_of

from .general import GeneralPage
from .moment import MomentEditor
from .slip_list import SlipList
from .task_facts import facts, facts_together

Move = Callable[[OpenProgram, Sequence[str], datetime], None]
_FROM_PARTS = ("duration", "elapsed", "actual_start", "actual_finish", "stop", "resume", *TASK_FIGURES)


class TaskPage(GeneralPage):
    """Of one task all; of several what they have in common, and the dates that are then given to all.

    went: told where a person wants to go, by table and id.
    """

    at_once = None  # its dates and facts are shown with its fields

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
        parts: tuple[tuple[str, str, Move], ...] = (
            ("start", self.tr("Start"), set_starts),
            ("finish", self.tr("Finish"), set_finishes),
        )
        for name, label, gesture in parts:
            editor = MomentEditor(self.session, name, label, finish=name == "finish", parent=self)
            self._moments[name] = editor, self.form.add_row(label, editor)
            editor.committed.connect(lambda name=name, gesture=gesture: self._move(name, gesture))

    def _add_slack(self) -> None:
        """What is known of a single task: a form of its own, which is hidden where several are selected."""
        self._facts: dict[str, QLabel] = {}
        self._single = Form(self.session, self.about, (), self)
        for name, text in (
            ("slack", self.tr("Total slack")),
            ("free-slack", self.tr("Free slack")),
            ("path", self.tr("Path")),
            ("baseline", self.tr("Baseline finish")),
        ):
            self._single.add_row(text, self._fact(name))
        self._single.add_heading(self.tr("Why here"))
        self._single.add_text(self._fact("why"))
        self._slip = SlipList(self.session, "task", self._went, self)
        self._single.add_heading(self.tr("What moves if this slips a week"))
        self._single.add_wide(self._slip)
        self.form.add_wide(self._single)
        self._add_sums()

    def _add_sums(self) -> None:
        """What several tasks come to: a form of its own too, hidden where one is selected."""
        self._several = Form(self.session, self.about, (), self)
        self._several.add_heading(self.tr("Together"))
        self._several.setContentsMargins(0, 12, 0, 0)
        for name, text in (
            ("together-span", self.tr("From – to")),
            ("together-length", self.tr("Working time")),
            ("together-work", self.tr("Work")),
            ("together-cost", self.tr("Cost")),
            ("together-slack", self.tr("Least slack")),
            ("together-critical", self.tr("Critical tasks")),
        ):
            self._several.add_row(text, self._fact(name))
        self.form.add_wide(self._several)

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
            stored = {name: getattr(task, name) for name in ("id", *self.about.fields)}
            found.append({**stored, **figures_of(state, row)})
        return found

    def load(self) -> None:
        super().load()
        state, single = self.session.program.plan.state, len(self.ids) == 1
        rows = [state.outline.row[task_id] for task_id in self.ids if task_id in state.outline.row]
        leaves = bool(rows) and not state.summary[rows].any()
        movable = leaves and not self.session.program.file.read_only
        self._show_dates(rows)
        for name in _FROM_PARTS:
            self.form.editors[name].setEnabled(movable)
        for editor, _ in self._moments.values():
            editor.setEnabled(movable)
        self._single.setVisible(single)
        self._several.setVisible(len(rows) > 1)
        self._slip.show_row(self.ids[0] if single and rows else None)
        texts = facts(self.session, rows[0]) if single and rows else {}
        if len(rows) > 1:
            texts = facts_together(self.session, rows)
        for name, label in self._facts.items():
            label.setText(texts.get(name, ""))

    def _show_dates(self, rows: list[int]) -> None:
        schedule = self.session.program.plan.state.schedule
        for name, (editor, notice) in self._moments.items():
            if editor.touched() and editor.hasFocus():
                continue
            dates = set(getattr(schedule, name)[rows].tolist())
            if len(dates) > 1:
                editor.show_several()
                editor.settle()
            else:
                editor.show_moment(instant(dates.pop()) if dates else None)
            notice.hide()
            mark(editor, problem=False)

    def _move(self, name: str, gesture: Move) -> None:
        editor, notice = self._moments[name]
        try:
            at = editor.moment()
            editor.settle()
            reason = self.session.attempt(lambda: gesture(self.session.program, self.ids, at))
        except ValueProblem as problem:
            reason = str(problem)
        notice.setText(reason)
        notice.setVisible(bool(reason))
        mark(editor, problem=bool(reason))
        announce(editor, reason)
