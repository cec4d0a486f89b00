"""The view of the closed periods: the milestone trend, figures period by period, and what moved since."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.registers import Risk
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.standing import slip_headline, standing, standing_words
from tpm_desktop.plan.trends import Closed, Slip, closed_periods, slips

from .chart import SlipChart
from .told_lines import period_heads, period_lines, since_heads, since_lines

_LISTED = 12


class TrendView(View):
    """Reads only; a selected component project is told apart from the program."""

    key = "trend"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._closed: list[Closed] = []
        self._slips: list[Slip] = []
        self._project = ""
        self.chart = SlipChart(appearance, self)
        self.figures = LinesTable("trend-figures", self.tr("Closed periods"), period_heads(), self)
        self.since = LinesTable("trend-since", self.tr("Since the last closed period"), since_heads(), self)
        self.empty = EmptyState(
            "chart",
            self.tr("No reporting period is closed yet"),
            self.tr(
                "When a period is closed, dates, money, scores and lights are kept; here they become trends."
            ),
            self.tr("Go to the period"),
        )
        self._next = command(
            self, "trend-next", self.tr("Next component project"), "move-down", "Ctrl+Down", self._step
        )
        self._lay_out()
        self.setFocusProxy(self.since)
        self.since.activated.connect(lambda _: self._go())
        self.figures.activated.connect(lambda _: self._go_to_period())
        self.empty.started.connect(lambda: self.opened.emit("period"))

    def _lay_out(self) -> None:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.since)
        below.addWidget(self.figures)
        below.setSizes([400, 440])
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.chart)
        splitter.addWidget(below)
        splitter.setSizes([360, 250])
        for each in (below, splitter):
            each.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def commands(self) -> list[QAction]:
        return [self._next]

    def load(self) -> None:
        state, file = self.session.program.plan.state, self.session.program.file
        self._closed = closed_periods(file)
        self._pages.setCurrentIndex(0 if self._closed else 1)
        if self._closed:
            self._slips = slips(state, self._closed, day_of_status(state))
            now = standing(state, self._closed[-1], file.rows(Risk))
            self.since.show_lines(since_lines(standing_words(now, self.session.formats, _LISTED)))
            self.since.selectRow(0)
            self._show()
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def restyle(self) -> None:
        for table in (self.figures, self.since):
            table.viewport().update()
        self.chart.update()

    def headline(self) -> str:
        if not self._closed:
            return self.tr("No period is closed yet")
        count, last = len(self._closed), self._closed[-1].period.title
        counted = self.tr("1 closed period") if count == 1 else self.tr("{} closed periods").format(count)
        of = self.session.names.name("project", self._project) if self._project else self.tr("The program")
        return self.tr("{} · {} · last: {}").format(of, counted, last)

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "project" and len(ids) == 1 and ids[0] != self._project:
            self._project = ids[0]
            self._show()
            self.headline_changed.emit()

    def _show(self) -> None:
        """The chart and the figures of the program, or of the project that was chosen."""
        state = self.session.program.plan.state
        if self._project and self._project not in state.outline.row:
            self._project = ""
        name = state.names[state.outline.row[self._project]] if self._project else ""
        shown = [one for one in self._slips if not name or one.project == name]
        self.chart.show_slips(shown, slip_headline(shown), self.session.formats)
        self.figures.show_lines(period_lines(self._closed, self._project, self.session.formats))

    def _step(self) -> None:
        """To the next component project, after the last one back to the program."""
        ids = ["", *self.session.program.plan.state.money.projects]
        at = ids.index(self._project) if self._project in ids else 0
        self._project = ids[(at + 1) % len(ids)]
        self._show()
        self.headline_changed.emit()

    def _go(self) -> None:
        table, _, row_id = self.since.key.partition(" ")
        if table in ("task", "risk"):
            self.went.emit(table, row_id)

    def _go_to_period(self) -> None:
        if self.figures.key:
            self.went.emit("reporting_period", self.figures.key)
