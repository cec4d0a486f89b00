"""The evaluation view: the matrix of a package's criteria and bids above the findings of procurement."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.new_row import ask_and_add, ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.desktop.wording import shortened
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.procurement import award
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.procurement import Package, evaluation, packages
from tpm_desktop.plan.procurement_troubles import troubles
from tpm_desktop.plan.procurement_words import day_number, headline, row_name, trouble_words

from .model import EvaluationModel
from .table import EvaluationTable

_TABLES = (
    "procurement_package", "package_date", "bid_criterion", "bid", "bid_score", "vendor", "contract",
    "contract_milestone", "purchase_order", "receipt", "invoice", "program",
)  # fmt: skip
_AHEAD = 60  # days that are looked ahead for what runs out
_LONGEST = 60


class EvaluationView(View):
    """One package at a time; what is typed scores bids, a command awards the one of the current column."""

    key = "evaluation"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._text, self.found = "", list[Package]()
        self._writable = not session.program.file.read_only
        self.model = EvaluationModel(session, self)
        self.table = EvaluationTable(self.model, self)
        self.package = QComboBox()
        self.package.setObjectName("evaluation-package")
        self.package.setAccessibleName(self.tr("Procurement package"))
        self.package.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.findings = FoundView("evaluation-findings", self.tr("Findings"), self, row=0)
        self._findings_title, self._none, self._said = QLabel(), QLabel(), QLabel()
        self.empty = EmptyState(
            "bid",
            self.tr("No procurement packages yet"),
            self.tr("Bids for a package are scored here by weighted criteria, and one of them is awarded."),
            self.tr("Add the first package") if self._writable else "",
        )
        alone = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._actions = [
            command(self, f"evaluation-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in (
                ("award", self.tr("Award…"), "success", "Ctrl+Shift+A", self.award),
                ("criterion", self.tr("Add criterion"), "target", "Ctrl+Shift+T", self.add_criterion),
                ("bid", self.tr("Add bid"), "bid", "Ctrl+Shift+N", self.add_bid),
            )
        ]
        for action in self._actions:
            action.setEnabled(self._writable)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.package)
        for action in self._actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            row.addWidget(button)
        self._said.setMinimumWidth(1)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._said, 1)
        for label, role in ((self._said, "muted"), (self._none, "muted"), (self._findings_title, "section")):
            mark(label, role=role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setText(
            self.tr("Neither criteria nor bids yet. Add criteria whose weights come to 100 %, then bids.")
        )
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._matrix = QStackedWidget()
        self._matrix.addWidget(self.table)
        self._matrix.addWidget(self._none)
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._findings_title.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._findings_title)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._matrix)
        split.addWidget(lower)
        split.setSizes([400, 220])
        split.setStretchFactor(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)

    def _join(self) -> None:
        self.package.activated.connect(lambda _: self._chosen())
        self.table.named.connect(lambda table, row_id: self.session.select(table, [row_id]))
        self.table.selectionModel().currentChanged.connect(
            lambda index, _: self._select(index.row(), index.column())
        )
        self.findings.chosen.connect(lambda found: self.went.emit(found.kind, found.key))
        self.empty.started.connect(lambda: self.opened.emit("procurement_package"))

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self.found = packages(state)
        self._offer_packages()
        at = state.inputs.tables["procurement_package"].row.get(self.package_id, -1)
        if at >= 0:
            one = evaluation(state, at)
            self.model.show_evaluation(state, one)
            there = bool(one.criteria or one.bids)
            self._matrix.setCurrentIndex(0 if there else 1)
            self._said.setText(self.tr("Digits score, Delete empties") if self._writable else "")
        self._show_findings()
        self.bar.setVisible(bool(self.found))
        self.pages.setCurrentIndex(0 if self.found else 1)
        self.headline_changed.emit()

    @property
    def package_id(self) -> str:
        """The package that is shown, "" for none."""
        return str(self.package.currentData() or "")

    def _offer_packages(self) -> None:
        """Those that are judged just now come first; whichever was chosen stays."""
        state, kept = self.session.program.plan.state, self.package.currentData()
        self.package.clear()
        order = sorted(self.found, key=lambda one: (not one.bids, one.awarded >= 0, one.row))
        for one in order:
            name = row_name(state, "procurement_package", one.row)
            self.package.addItem(shortened(name, _LONGEST), userData=one.id)
        self.package.setCurrentIndex(max(self.package.findData(kept), 0))

    def _show_findings(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        wrong = troubles(state, day_number(day_of_status(state)), _AHEAD)
        words = trouble_words(state, wrong, formats)
        every = [
            Found(said.what, f"{said.kind}: {said.mend}", one.table, one.id, "warning")
            for one, said in zip(wrong, words, strict=True)
        ]
        self.findings.show_found([one for one in every if self._text in " ".join(one.folded)])
        many = (
            self.tr("1 finding")
            if len(wrong) == 1
            else self.tr("{} findings").format(formats.integer(len(wrong)))
        )
        nothing = self.tr("No finding: deliveries, dates, contracts and payments are in order")
        self._findings_title.setText(many if wrong else nothing)

    def _chosen(self) -> None:
        self.load()
        self.session.select("procurement_package", [self.package_id])

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.moved or delta.reshaped or any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if len(ids) != 1:
            return
        state = self.session.program.plan.state
        package = ids[0]
        if table in ("bid", "bid_criterion"):
            rows = state.inputs.tables[table]
            package = rows.texts["package_id"][rows.row[ids[0]]] or "" if ids[0] in rows.row else ""
        elif table != "procurement_package":
            return
        at = self.package.findData(package)
        if at >= 0 and at != self.package.currentIndex():
            self.package.setCurrentIndex(at)
            self.load()

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._show_findings()

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return self._actions

    def headline(self) -> str:
        return headline(self.found, self.session.formats).rstrip(".")

    # What it does

    def _select(self, line: int, column: int) -> None:
        bid, criterion = self.model.bid_id(column) if column >= 0 else None, self.model.criterion_id(line)
        if bid is not None:
            self.session.select("bid", [bid])
        elif criterion is not None:
            self.session.select("bid_criterion", [criterion])

    def add_criterion(self) -> None:
        """Add a criterion to the package and let its name be typed."""
        values = {"package_id": self.package_id, "title": self.tr("New criterion")}
        added = self.session.do(lambda: add_row(self.session.program, "bid_criterion", values))
        if added is not None:
            self._matrix.setCurrentWidget(self.table)
            line = next(
                n for n in range(len(self.model.found.criteria)) if self.model.criterion_id(n) == added
            )
            self.table.setCurrentIndex(self.model.index(line, 0))
            self.table.setFocus()
            self.table.edit(self.model.index(line, 0))

    def add_bid(self) -> None:
        """Add a bid of a vendor that is asked for."""
        about = entry("bid")
        ask_and_add(self.session, about, {"package_id": self.package_id}, self)

    def award(self) -> None:
        """Award the bid of the current column, else the one that comes first; asks why and who."""
        state = self.session.program.plan.state
        best, table = self.model.found.best, state.inputs.tables["bid"]
        bid = self.table.bid_id or (table.ids[best] if best is not None else None)
        if bid is None:
            self.session.said.emit(self.tr("Choose the column of the bid that is to be awarded"))
            return
        name, about = row_name(state, "bid", table.row[bid]), state.inputs.tables["procurement_package"]
        buyer = {"decided_by_id": about.texts["owner_id"][about.row[self.package_id]]}

        def make(given: dict[str, Any]) -> None:
            award(self.session.program, bid, str(given.get("outcome") or ""), given.get("decided_by_id"))

        ask_for(
            self.session, entry("decision"), buyer, self, fields=("outcome", "decided_by_id"),
            title=self.tr("Award to {}").format(shortened(name, 40)), accept=self.tr("Award"), make=make,
        )  # fmt: skip
