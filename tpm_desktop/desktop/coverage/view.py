"""The coverage view: the matrix of requirements above the list of gaps, each of which leads to its row."""

from __future__ import annotations

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
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState, hint
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.requirements import CoverageCell, toggle_coverage
from tpm_desktop.plan import Delta
from tpm_desktop.plan.requirement_words import gap_words, headline, requirement_name
from tpm_desktop.plan.requirements import Covered, covered

from .model import CoverageModel, Heading
from .table import CoverageTable

_TABLES = (
    "requirement", "deliverable", "requirement_coverage", "acceptance", "review", "integration_test",
    "interface", "environment", "test_cycle", "change_request", "project", "program",
)  # fmt: skip
_MOST = 50


class CoverageView(View):
    """What meets and proves what; a cell is switched by Space, Enter or a double click."""

    key = "coverage"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text, self.found = "", Covered((), (), (), ())
        self.model = CoverageModel(session, self)
        self.table = CoverageTable(self.model, self)
        self.projects = QComboBox()
        self.projects.setObjectName("coverage-project")
        self.projects.setAccessibleName(self.tr("Component project"))
        self.projects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.gaps = FoundView("coverage-gaps", self.tr("Gaps"), self, row=0)
        self._gaps_title = QLabel()
        mark(self._gaps_title, role="section")
        self.empty = EmptyState(
            "requirement",
            self.tr("No requirements yet"),
            self.tr("What meets and what proves each requirement is seen and said here."),
            self.tr("Add the first requirement") if self._writable else "",
        )
        alone = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._only = command(
            self, "coverage-gaps-only", self.tr("Only what has gaps"), "filter", "Ctrl+Shift+A",
            self.load, context=alone,
        )  # fmt: skip
        self._only.setCheckable(True)
        self._switch = command(
            self, "coverage-switch", self.tr("Cover, or no longer"), "link", "Ctrl+T",
            lambda: self._toggle(self.table.chosen()), context=alone,
        )  # fmt: skip
        self._switch.setEnabled(self._writable)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        only = QToolButton()
        only.setDefaultAction(self._only)
        only.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.projects)
        row.addWidget(only)
        row.addWidget(
            hint(self.tr("Space covers, or no longer · filled: something has come of it · ▲ a gap")), 1
        )
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._gaps_title.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._gaps_title)
        column.addWidget(self.gaps, 1)
        column.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([420, 200])
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
        self.projects.activated.connect(lambda _: self.load())
        self.table.switched.connect(self._toggle)
        self.table.named.connect(lambda table, row_id: self.session.select(table, [row_id]))
        self.table.selectionModel().currentChanged.connect(lambda index, _: self._select(index.row()))
        self.gaps.chosen.connect(lambda found: self.went.emit(found.kind, found.key))
        self.empty.started.connect(lambda: self.opened.emit("requirement"))

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self.found = covered(state)
        self._offer_projects()
        project = state.outline.row.get(self.projects.currentData() or "", -1)
        lines = [one.row for one in self.found.requirements if project in (-1, one.project)]
        if self._text:
            lines = [row for row in lines if self._text in requirement_name(state, row).casefold()]
        broken = {(gap.table, gap.id) for gap in self.found.gaps}
        if self._only.isChecked():
            ids = state.inputs.tables["requirement"].ids
            lines = [row for row in lines if ("requirement", ids[row]) in broken]
        self.model.show_coverage(state, self.found, lines, self._columns(project, lines))
        self._show_gaps(project)
        there = bool(self.found.requirements)
        self.bar.setVisible(there)
        self.pages.setCurrentIndex(0 if there else 1)
        self.headline_changed.emit()

    def _offer_projects(self) -> None:
        state, kept = self.session.program.plan.state, self.projects.currentData()
        self.projects.clear()
        self.projects.addItem(self.tr("All component projects"), userData="")
        for row in state.outline.children(-1):
            name = state.names[row]
            self.projects.addItem(
                name if len(name) <= _MOST else f"{name[:_MOST]}…", userData=state.outline.ids[row]
            )
        self.projects.setCurrentIndex(max(self.projects.findData(kept), 0))

    def _columns(self, project: int, lines: list[int]) -> list[Heading]:
        """The deliverables of the project, and the tests in its tasks; what covers a line in any case."""
        state = self.session.program.plan.state
        met = {row for line in lines for row in self.found.requirements[line].deliverables}
        proven = {row for line in lines for row in self.found.requirements[line].tests}
        of = state.outline.project
        return [
            *(
                Heading("deliverable", one.row)
                for one in self.found.deliverables
                if project in (-1, one.project) or one.row in met
            ),
            *(
                Heading("integration_test", run.row)
                for run in self.found.tests
                if project < 0 or (run.task >= 0 and of[run.task] == project) or run.row in proven
            ),
        ]

    def _show_gaps(self, project: int) -> None:
        state = self.session.program.plan.state
        shown = [gap for gap in self.found.gaps if project < 0 or self._belongs(gap.table, gap.row, project)]
        told = gap_words(state, self.found, shown, self.session.formats)
        self.gaps.show_found(
            [
                Found(words.what, f"{words.kind}: {words.mend}", gap.table, gap.id, "warning")
                for gap, words in zip(shown, told, strict=True)
            ]
        )
        number = self.session.formats.integer(len(shown))
        many = self.tr("1 gap") if len(shown) == 1 else self.tr("{} gaps").format(number)
        self._gaps_title.setText(many if shown else self.tr("No gap: all is covered, proven and accepted"))

    def _belongs(self, table: str, row: int, project: int) -> bool:
        state = self.session.program.plan.state
        if table == "requirement":
            return self.found.requirements[row].project == project
        if table == "deliverable":
            return self.found.deliverables[row].project == project
        if table == "project":
            return state.outline.row[state.inputs.tables["project"].ids[row]] == project
        if table == "integration_test":
            task = self.found.tests[row].task
            return task >= 0 and int(state.outline.project[task]) == project
        signed = state.inputs.tables["acceptance"].rows_of(
            "deliverable_id", state.inputs.tables["deliverable"].row
        )
        return self.found.deliverables[int(signed[row])].project == project

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.moved or delta.reshaped or any(changes.of(table) for table in (*_TABLES, "task")):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table != "requirement" or len(ids) != 1:
            return
        lines = [line for line in range(len(self.model.lines)) if self.model.line_id(line) == ids[0]]
        current = self.table.currentIndex()
        if lines and lines[0] != current.row() and self.model.columns:
            self.table.setCurrentIndex(self.model.index(lines[0], max(current.column(), 0)))

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return [self._switch, self._only]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        lines = [self.found.requirements[row] for row in self.model.lines]
        said = headline(self.found, self.session.formats, lines).rstrip(".")
        return self.tr("{} · filtered").format(said) if self._text or self._only.isChecked() else said

    # What it does

    def _select(self, line: int) -> None:
        if 0 <= line < len(self.model.lines):
            self.session.select("requirement", [self.model.line_id(line)])

    def _toggle(self, cells: list[CoverageCell]) -> None:
        if self._writable and cells:
            self.session.do(lambda: toggle_coverage(self.session.program, cells))
