"""The overview: how the program stands, its projects, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState, RagBadge
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.outline import insert_project
from tpm_desktop.plan import Delta

from .cards import Card, ItemList
from .checking import Checking
from .figures import Overview, Registers, read_overview
from .needs import read_needs
from .projects_table import ProjectsTable

_CARDS = 5
_SIDE_BY_SIDE = 980


class OverviewView(View):
    """Reads only; everything in it leads to where it is edited."""

    key = "overview"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._registers = Registers(session)
        self._checking = Checking(session, self)
        self.shown: Overview | None = None
        self.badge, self._name, self._reason, self._about = RagBadge(), QLabel(), QLabel(), QLabel()
        self.cards = [Card(self) for _ in range(_CARDS)]
        self.projects = ProjectsTable(self)
        self.milestones = ItemList(self.tr("Next milestones"), self.tr("No milestones ahead"), self)
        self.decisions = ItemList(self.tr("Decisions due"), self.tr("No decision is asked for"), self)
        self.needs = ItemList(self.tr("Needs you now"), self.tr("Nothing is due, late or off course"), self)
        self.needs.setObjectName("overview-needs")
        self._is_judged_anew = False
        self.risks = ItemList(self.tr("Top risks"), self.tr("No open risk is scored"), self)
        self.milestones.setObjectName("overview-milestones")
        self.empty = EmptyState(
            "project",
            self.tr("No component projects yet"),
            self.tr("A program is made of parallel component projects; how they stand is shown here."),
            "" if session.program.file.read_only else self.tr("Add a component project"),
            other_step=self.tr("Add one from a template…"),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget()
        mark(page, role="canvas")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addLayout(self._head())
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for card in self.cards:
            cards.addWidget(card)
        column.addLayout(cards)
        column.addWidget(self.needs)
        column.addWidget(self.projects)
        column.addWidget(self.empty, 1)
        self._lists = QGridLayout()
        self._lists.setHorizontalSpacing(32)
        self._lists.setVerticalSpacing(16)
        column.addLayout(self._lists)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the keyboard through what is in it
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._arrange_lists(columns=2)

    def _head(self) -> QVBoxLayout:
        mark(self._name, role="title")
        mark(self._about, role="muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.badge)
        row.addWidget(self._reason, 1)
        self._reason.setWordWrap(True)
        head = QVBoxLayout()
        head.setSpacing(4)
        for label in (self._name, self._about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            head.addWidget(label)
        head.addLayout(row)
        return head

    def _connect(self) -> None:
        for card in self.cards:
            card.wanted.connect(self.opened)
        for listed in (self.milestones, self.decisions, self.risks):
            listed.wanted.connect(self.went)
        self.needs.wanted.connect(self._go)
        self.session.judged.connect(self._hear_judged)
        self._checking.changed.connect(self._hear_judged)
        self.projects.wanted.connect(lambda row_id: self.went.emit("project", row_id))
        self.projects.selectionModel().currentRowChanged.connect(self._select)
        self.empty.started.connect(self._begin)
        self.empty.other_started.connect(self._begin_with_template)

    def load(self) -> None:
        self.shown = shown = read_overview(self.session, self._registers)
        self._show_head(shown)
        for card, figure in zip(self.cards, shown.figures, strict=True):
            card.show_figure(figure)
        self.projects.show_lines(shown.projects)
        self.projects.setVisible(bool(shown.projects))
        self.empty.setVisible(not shown.projects)
        self._show_needs()
        for listed, items in (
            (self.milestones, shown.milestones),
            (self.decisions, shown.decisions),
            (self.risks, shown.risks),
        ):
            listed.show_items(items)
            listed.setVisible(bool(shown.projects))

    def _show_needs(self) -> None:
        self._is_judged_anew = False
        self._checking.look()
        self.needs.show_items(read_needs(self.session, self._registers, self._checking.found))
        self.needs.setVisible(bool(self.session.program.plan.state.money.projects))

    def _hear_judged(self) -> None:
        """What policy and checks say comes a moment after an edit; while nobody looks it waits."""
        if self.isVisible() and self.shown is not None:
            self._show_needs()
        else:
            self._is_judged_anew = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_judged_anew and self.shown is not None:
            self._show_needs()

    def _go(self, table: str, target: str) -> None:
        """To a row, or to the view that lists several."""
        if table:
            self.went.emit(table, target)
        else:
            self.opened.emit(target)

    def _show_head(self, shown: Overview) -> None:
        program, names = self.session.program.file.program, self.session.names
        overall = shown.health.program.overall
        self.badge.show_status(overall.letter, overall.reason)
        self.badge.setVisible(overall.rag is not None)
        self._name.setText(program.name)
        self._reason.setText(overall.reason)
        people = [
            (self.tr("Program manager: {}"), program.manager_id),
            (self.tr("Sponsor: {}"), program.sponsor_id),
        ]
        said = [text.format(names.name("resource", who)) for text, who in people if who]
        parts = [
            self.tr("Phase: {}").format(program.phase.label),
            *said,
            program.classification or "",
        ]
        self._about.setText(" · ".join(part for part in parts if part))

    def follow(self, changes: Changes, delta: Delta) -> None:
        self._registers.forget(changes)
        self.load()

    def restyle(self) -> None:
        lists = (self.needs, self.milestones, self.decisions, self.risks)
        for part in (*self.cards, self.projects.viewport(), *lists):
            part.update()

    def headline(self) -> str:
        count = len(self.session.program.plan.state.money.projects)
        projects = (
            self.tr("1 component project") if count == 1 else self.tr("{} component projects").format(count)
        )
        at = self.session.program.file.program.status_date
        if at is None:
            return projects
        when = self.session.formats.date(at, weekday=True, year=True)
        return self.tr("{} · as of {}").format(projects, when)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_lists(columns=2 if self.width() >= _SIDE_BY_SIDE else 1)

    def _arrange_lists(self, columns: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if columns == 2:
            places = ((self.milestones, 0, 0, 2), (self.decisions, 0, 1, 1), (self.risks, 1, 1, 1))
        else:
            places = ((self.milestones, 0, 0, 1), (self.decisions, 1, 0, 1), (self.risks, 2, 0, 1))
        for listed, row, column, rows in places:
            self._lists.addWidget(listed, row, column, rows, 1, top)
        self._lists.setColumnStretch(0, 1)
        self._lists.setColumnStretch(1, 1 if columns == 2 else 0)

    def _select(self) -> None:
        row = self.projects.currentIndex().row()
        if 0 <= row < len(self.projects.lines.lines):
            self.session.select("project", [self.projects.lines.lines[row].id])

    def _begin_with_template(self) -> None:
        from tpm_desktop.desktop.templates import ask_for_template

        ask_for_template(self.session, self.window())

    def _begin(self) -> None:
        added = self.session.do(lambda: insert_project(self.session.program))
        if added is not None:
            self.session.select("project", [added])
