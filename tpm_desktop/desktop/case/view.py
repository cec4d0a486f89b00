"""The business case view: versions, years against how things stand, benefits with their curves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for, new_values
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.business_case import proposed, take_version
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.benefits import CaseState
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.benefits import Realisation, realisations
from tpm_desktop.plan.business_case import Standing, Version, standings
from tpm_desktop.plan.case_words import headline

from .chart import RealisationChart
from .lines_table import LinesTable
from .told_lines import (
    NOW,
    benefit_heads,
    benefit_lines,
    version_heads,
    version_lines,
    year_heads,
    year_lines,
)

_CASE, _BENEFIT, _POINT = "business_case", "benefit", "benefit_point"


class BusinessCaseView(View):
    """The current version is set against how things stand; the current benefit shows its curve."""

    key = "business-case"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._cases: list[Standing] = []
        self._benefits: list[Realisation] = []
        self._text, self._loading = "", False
        heads = version_heads(session.formats.currency)
        self.versions = LinesTable("case-versions", self.tr("Versions"), heads, self)
        self.years = LinesTable("case-years", self.tr("Years"), year_heads(), self)
        self.benefits = LinesTable("case-benefits", self.tr("Benefits"), benefit_heads(), self)
        self.chart = RealisationChart(appearance, self)
        writable = not session.program.file.read_only
        self.empty = EmptyState(
            "money",
            self.tr("No business case yet"),
            self.tr("A version says what the program costs and brings, year by year; benefits say how."),
            self.tr("Take the first version…") if writable else "",
        )
        self._actions = self._made_actions(writable)
        self._lay_out()
        self.setFocusProxy(self.versions)
        self.versions.selectionModel().currentRowChanged.connect(lambda *_: self._version_changed())
        self.benefits.selectionModel().currentRowChanged.connect(lambda *_: self._benefit_changed())
        self.benefits.activated.connect(lambda _: self.went.emit(_BENEFIT, self.benefits.key))
        self.empty.started.connect(self.take)

    def _made_actions(self, writable: bool) -> list[QAction]:
        made = partial(command, self, enabled=writable)
        take = made("case-take", self.tr("Take a version…"), "snapshot", "Ins", self.take)
        approve = made("case-approve", self.tr("Approve the version"), "check", "Ctrl+Return", self.approve)
        add = made("case-benefit", self.tr("Add benefit…"), "plus", None, self.add_benefit)
        read = made("case-measure", self.tr("Enter a measurement…"), "edit", "Ctrl+M", self.measure)
        for action in (take, read):
            action.setPriority(QAction.Priority.HighPriority)
        return [take, approve, add, read]

    def _lay_out(self) -> None:
        self._below = below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.benefits)
        below.addWidget(self.chart)
        below.setSizes([480, 360])
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        for part in (self.versions, self.years, below):
            splitter.addWidget(part)
        splitter.setSizes([130, 240, 240])
        for each in (below, splitter):
            each.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def kept(self) -> Mapping[str, QSplitter | QAction]:
        return {"splitter": self._splitter, "below": self._below}

    def commands(self) -> list[QAction]:
        return self._actions

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self._cases, self._benefits = standings(state), realisations(state)
        self._pages.setCurrentIndex(0 if self._cases or self._benefits else 1)
        self._sieve()
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def restyle(self) -> None:
        for table in (self.versions, self.years, self.benefits):
            table.viewport().update()
        self.chart.update()

    def headline(self) -> str:
        case = self._cases[0] if self._cases else None
        return headline(case, self._benefits, self.session.formats)

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._sieve()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if len(ids) == 1 and table in (_CASE, _BENEFIT):
            (self.versions if table == _CASE else self.benefits).go_to(ids[0])

    def _sieve(self) -> None:
        """Versions and benefits that have what was typed in their line."""
        formats, names = self.session.formats, self.session.names
        projects, people = dict(names.all("project")), dict(names.all("resource"))
        versions = version_lines(self._cases, formats, projects)
        benefits = benefit_lines(self._benefits, formats, people)
        self._loading = True
        for table, lines in ((self.versions, versions), (self.benefits, benefits)):
            table.show_lines([line for line in lines if self._text in " ".join(line.cells).casefold()])
        self._loading = False
        self._version_changed()
        self._benefit_changed()

    # The current version and the current benefit

    def _current(self) -> tuple[Standing, Version | None] | None:
        """The case that the keyboard is in, and its version; how things stand has none."""
        key = self.versions.key
        for case in self._cases:
            if key == NOW + (case.project_id or ""):
                return case, None
            for one in case.versions:
                if one.row is not None and one.row.id == key:
                    return case, one
        return None

    def _version_changed(self) -> None:
        if self._loading:
            return
        found = self._current()
        then = (found[1] or found[0].held) if found else None
        if found is None or then is None:
            self.years.show_lines([])
            return
        self.years.show_lines(year_lines(then, found[0].now or then, self.session.formats))
        if found[1] is not None and found[1].row is not None and self.versions.hasFocus():
            self.session.select(_CASE, [found[1].row.id])

    def _benefit_changed(self) -> None:
        if self._loading:
            return
        key = self.benefits.key
        one = next((each for each in self._benefits if each.benefit.id == key), None)
        self.chart.show_benefit(one, self.session.formats)
        if one is not None and self.benefits.hasFocus():
            self.session.select(_BENEFIT, [key])

    # Gestures

    def take(self) -> None:
        """Ask what the new version is called, and keep how things stand in it."""
        program, found = self.session.program, self._current()
        taken: list[str] = []

        def make(values: dict[str, Any]) -> None:
            taken.append(take_version(program, values))

        begun = proposed(program, found[0].project_id if found else None)
        ask_for(
            self.session, entry(_CASE), begun, self, fields=entry(_CASE).asked, make=make,
            title=self.tr("Take a version of the business case"), accept=self.tr("Take"),
        )  # fmt: skip
        if taken:
            self.versions.setFocus()
            self.session.select(_CASE, taken)
            self.versions.go_to(taken[0])

    def approve(self) -> None:
        """Have the current version stay as it is."""
        found = self._current()
        if found is None or found[1] is None or found[1].row is None:
            self.session.said.emit(self.tr("Choose a version first"))
            return
        row_id, values = found[1].row.id, {"state": CaseState.APPROVED}
        self.session.do(partial(set_fields, self.session.program, _CASE, row_id, values))

    def add_benefit(self) -> None:
        """Ask what the benefit is and how it is measured."""
        self._ask(_BENEFIT, {}, entry(_BENEFIT).asked)

    def measure(self) -> None:
        """Ask for what was read of the current benefit."""
        if not self.benefits.key:
            self.session.said.emit(self.tr("Choose a benefit first"))
            return
        values = {**new_values(self.session, entry(_POINT)), "benefit_id": self.benefits.key}
        self._ask(_POINT, values, ("read_on", "measured", "planned", "note"))

    def _ask(self, table: str, values: dict[str, Any], asked: tuple[str, ...]) -> None:
        make = partial(add_row, self.session.program, table)
        ask_for(self.session, entry(table), values, self, fields=asked, make=make)
