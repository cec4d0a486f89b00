"""The view of the open reporting period: what is still missing, what is reported, and closing it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.periods import StatusReport
from tpm_desktop.plan import Delta
from tpm_desktop.plan.fiscal import fiscal_calendar, month_named
from tpm_desktop.plan.health import ProgramHealth, health_of
from tpm_desktop.plan.lights import open_period
from tpm_desktop.plan.period_gaps import Period, Step, periods, steps

from .told_lines import STEP, report_heads, report_lines, step_heads, step_lines, why

_REPORT = "status_report"


class PeriodView(View):
    """Each line leads to where it is done; the period is closed when nothing is missing, or all the same."""

    key = "period"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.period: Period | None = None
        self.steps: tuple[Step, ...] = ()
        self._health: ProgramHealth | None = None
        self.list = LinesTable("period-steps", self.tr("What is missing"), step_heads(), self)
        self.reports = LinesTable("period-reports", self.tr("Status reports"), report_heads(), self)
        self.reason = QLabel()
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.reason.setObjectName("period-reason")
        self.reason.setContentsMargins(16, 8, 16, 8)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        writable = not session.program.file.read_only
        self.empty = EmptyState(
            "calendar",
            self.tr("No reporting period is open"),
            self.tr("A period is reported at its end: progress, costs, what is said of each project. Closing"
                    " it keeps how everything stood, so that trends can be told."),
            self.tr("Open the next period") if writable else "",
        )  # fmt: skip
        self._made_actions(writable)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.activated.connect(lambda _: self.go())
        self.reports.activated.connect(lambda _: self.write())
        self.reports.selectionModel().currentRowChanged.connect(lambda *_: self._show_reason())
        self.empty.started.connect(self.begin)

    def _made_actions(self, writable: bool) -> None:
        made = partial(command, self, enabled=writable)
        self.begin_action = made("period-begin", self.tr("Open the next period"), "plus", None, self.begin)
        self.write_action = made("period-write", self.tr("Write the report…"), "edit", "Ctrl+M", self.write)
        self.close_action = made(
            "period-close", self.tr("Close the period"), "lock", "Ctrl+Return", self.close_it
        )
        self.anyway_action = made(
            "period-close-anyway",
            self.tr("Close it all the same"),
            "lock",
            None,
            lambda: self.close_it(anyway=True),
        )
        for action in (self.write_action, self.close_action):
            action.setPriority(QAction.Priority.HighPriority)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        for part in (self.list, self.reports, self.reason):
            splitter.addWidget(part)
        splitter.setSizes([300, 210, 100])
        splitter.setChildrenCollapsible(False)
        mark(self.reason, role="canvas")
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def commands(self) -> list[QAction]:
        return [self.write_action, self.close_action, self.anyway_action, self.begin_action]

    # The view's side of the window

    def load(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        current = open_period(state)
        self.period = next((one for one in periods(state) if one.id == current), None)
        self._pages.setCurrentIndex(0 if self.period else 1)
        writable = not self.session.program.file.read_only
        if self.period is not None:
            self.steps = steps(state, self.period, formats)
            self._health = health_of(self.session.program, formats)
            begun = bool(self.list.key)
            self.list.show_lines(step_lines(self.steps))
            self.reports.show_lines(report_lines(state, self._health, self.period.id))
            if not begun:
                self._begin_at_what_is_missing()
            self._show_reason()
        is_done = self.period is not None and all(step.is_done for step in self.steps)
        self.close_action.setEnabled(writable and is_done)
        self.anyway_action.setEnabled(writable and self.period is not None and not is_done)
        self.write_action.setEnabled(writable and self.period is not None)
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def restyle(self) -> None:
        for table in (self.list, self.reports):
            table.viewport().update()

    def headline(self) -> str:
        if self.period is None:
            return self.tr("No period is open")
        left = sum(len(step.missing) for step in self.steps)
        days = self.session.formats.date(self.period.finish, year=True)
        said = self.tr("{} missing").format(left) if left else self.tr("ready to be closed")
        return self.tr("{} · up to {} · {}").format(self.period.title, days, said)

    def _begin_at_what_is_missing(self) -> None:
        """The keyboard begins at the first thing that is missing, and at the program."""
        open_steps = (step for step in self.steps if not step.is_done)
        first = next((f"{step.key} {one.table} {one.id}" for step in open_steps for one in step.missing), "")
        if not self.list.go_to(first):
            self.list.selectRow(0)
        self.reports.selectRow(0)

    def _show_reason(self) -> None:
        if self._health is None:
            return
        lines = [f"{self.tr(part)}: {said}" for part, said in why(self._health, self.reports.key)]
        self.reason.setText("\n".join(lines))

    # Gestures

    def go(self) -> None:
        """To where the current line is done."""
        step, _, rest = self.list.key.partition(" ")
        table, _, row_id = rest.partition(" ")
        if step == STEP:
            self.opened.emit(rest)
        elif step == "variances":
            self._explain(row_id)
        elif step == "actuals":
            self.opened.emit("budget")
        elif table == "program" and step == "progress":
            self.opened.emit("progress")
        elif table in ("project", "program"):
            self.reports.go_to(row_id)
            self.write()
        elif table:
            self.went.emit(table, row_id)

    def _explain(self, account_id: str) -> None:
        """Ask why an account is off its plan."""
        if self.period is None:
            return
        about = entry("variance_explanation")
        asked = ("cause", "impact", "action", "owner_id", "due", "in_forecast")
        fiscal = fiscal_calendar(self.session.program.plan.state.inputs.tables)
        values = {"account_id": account_id, "month": month_named(fiscal, self.period.finish)}
        ask_for(
            self.session, about, values, self, fields=asked,
            title=self.tr("Explain the variance"), accept=self.tr("Explain"),
            make=partial(add_row, self.session.program, "variance_explanation"),
        )  # fmt: skip

    def write(self) -> None:
        """Ask for the report of the current line where there is none yet, else go to it."""
        if self.period is None:
            return
        project_id = self.reports.key or None
        rows = self.session.program.file.rows(StatusReport, period_id=self.period.id)
        there = next((row for row in rows if row.project_id == project_id), None)
        if there is not None:
            self.went.emit(_REPORT, there.id)
            return
        values = {"period_id": self.period.id, "project_id": project_id}
        ask_for(
            self.session, entry(_REPORT), values, self, fields=("headline", "done", "ahead", "help_needed"),
            title=self.tr("Write the status report"), accept=self.tr("Keep"),
            make=partial(add_row, self.session.program, _REPORT),
        )  # fmt: skip

    def begin(self) -> None:
        """Open the period that comes next."""
        self.session.do(partial(begin_period, self.session.program))

    def close_it(self, *, anyway: bool = False) -> None:
        """Close the period, and say what was kept."""
        if self.period is None:
            return
        title, program = self.period.title, self.session.program
        head = program.file.journal.head()
        self.session.do(partial(close_period, program, self.period.id, anyway=anyway))
        if program.file.journal.head() != head:
            self.session.said.emit(self.tr("“{}” is closed; how everything stood is kept").format(title))
