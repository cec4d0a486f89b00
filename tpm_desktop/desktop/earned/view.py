"""The earned value view: the lines above, the course of the current one below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats.amounts import scale_said
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.finance import VarianceExplanation
from tpm_desktop.plan import Delta
from tpm_desktop.plan.earned_lines import Level, Line, lines
from tpm_desktop.plan.earned_value import EarnedValue, earned_value
from tpm_desktop.plan.earned_words import headline

from .bulls_eye import BullsEyePanel
from .chart import EarnedPanel, read_chart
from .table import EarnedTable

_CURVES, _SPOTS = (560, 320), (400, 480)  # heights of table and chart, as a relation
_TABLES = {Level.ACCOUNT: "account", Level.PROJECT: "project", Level.PROGRAM: ""}


class EarnedView(View):
    """Reads only, but for the explanation of a variance, which begins here."""

    key = "evm"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._earned: EarnedValue | None = None
        self._lines: list[Line] = []
        self._text = ""
        self.table, self.chart = EarnedTable(self), EarnedPanel(appearance, self)
        self.bulls_eye = BullsEyePanel(appearance, lambda line: self.table.go_to(line.level, line.id), self)
        self.empty = EmptyState(
            "money",
            self.tr("No budget to earn yet"),
            self.tr(
                "Give tasks a cost and a cost account, then take a baseline: what is earned is shown here."
            ),
            "" if session.program.file.read_only else self.tr("Open the Gantt"),
        )
        self._explain = command(
            self, "evm-explain", self.tr("Explain the variance"), "note", "Ctrl+Return", self.explain,
            enabled=not session.program.file.read_only,
        )  # fmt: skip
        self._explain.setPriority(QAction.Priority.HighPriority)
        self._aim = command(
            self, "evm-bulls-eye", self.tr("Show as bull’s-eye"), "target", "Ctrl+L", self._show_chart
        )
        self._aim.setCheckable(True)
        self._aim.setPriority(QAction.Priority.HighPriority)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._current_changed())
        self.table.activated.connect(lambda _: self._go())
        self.empty.started.connect(lambda: self.opened.emit("gantt"))

    def _lay_out(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        self._charts = QStackedWidget()
        self._charts.addWidget(self.chart)
        self._charts.addWidget(self.bulls_eye)
        splitter.addWidget(self._charts)
        splitter.setSizes(list(_CURVES))
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def kept(self) -> Mapping[str, QSplitter | QAction]:
        return {"splitter": self._splitter, "bulls-eye": self._aim}

    def commands(self) -> list[QAction]:
        return [self._explain, self._aim]

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self._earned = earned = earned_value(state)
        found = lines(state, earned) if earned.months.size else []
        self._lines = [*found[-1:], *found[:-1]]  # the program first
        self._pages.setCurrentIndex(0 if self._lines else 1)
        self._sieve()
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def restyle(self) -> None:
        self.table.viewport().update()
        self.chart.restyle()
        self.bulls_eye.restyle()

    def headline(self) -> str:
        return (
            headline(self._lines[0], self.session.formats) if self._lines else self.tr("Nothing to earn yet")
        )

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        levels = {name: level for level, name in _TABLES.items() if name}
        if table in levels and len(ids) == 1:
            self.table.go_to(levels[table], ids[0])

    def _sieve(self) -> None:
        shown = [line for line in self._lines if self._text in line.name.casefold()]
        scale = scale_said(self.session.program.file.program.amounts_in)
        self.table.show_lines(shown, self.session.formats, scale)
        self._draw()

    # The current line

    def _current_changed(self) -> None:
        line = self.table.line()
        if line is not None and line.id and self.isVisible():
            self.session.select(_TABLES[line.level], [line.id])
        self._draw()

    def _show_chart(self) -> None:
        """The bull's eye needs more height than the curves."""
        self._charts.setCurrentIndex(1 if self._aim.isChecked() else 0)
        self._splitter.setSizes(list(_SPOTS if self._aim.isChecked() else _CURVES))

    def _draw(self) -> None:
        line = self.table.line()
        self.bulls_eye.show_lines(self.table.earned.lines, line, self.session.formats)
        if line is not None and self._earned is not None:
            title = headline(line, self.session.formats)
            self.chart.show_chart(read_chart(self._earned, line, title, line.name), self.session.formats)

    def _go(self) -> None:
        line = self.table.line()
        if line is not None and line.id:
            self.went.emit(_TABLES[line.level], line.id)

    def explain(self) -> None:
        """Go to the explanation of the current account's variance in the status month; a new one if none."""
        line, earned = self.table.line(), self._earned
        if line is None or line.level is not Level.ACCOUNT or not line.id or earned is None:
            self.session.said.emit(self.tr("Choose a control account first"))
            return
        if not earned.through:
            self.session.said.emit(self.tr("Set the program's status date first"))
            return
        month = date(*year_and_month(int(earned.months[earned.through - 1])), 1)
        program = self.session.program
        written = program.file.rows(VarianceExplanation, account_id=line.id, month=month)
        row_id = written[0].id if written else self._begun(line.id, month)
        if row_id is not None:
            self.went.emit("variance_explanation", row_id)

    def _begun(self, account_id: str, month: date) -> str | None:
        values = {"cause": self.tr("Cause to be written"), "account_id": account_id, "month": month}
        program = self.session.program
        return self.session.do(lambda: add_row(program, "variance_explanation", values))
