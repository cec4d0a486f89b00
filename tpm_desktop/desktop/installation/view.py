"""The installation view: components and services by checklist above what is the matter with them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.coverage.table import MarkDelegate
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.desktop.wording import shortened
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.installation import add_checklists, toggle_steps
from tpm_desktop.model.installation import ComponentState
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.installation import WHOLE, components, environments, services
from tpm_desktop.plan.installation_lacks import lacks
from tpm_desktop.plan.installation_words import headline, installed_name, lack_words
from tpm_desktop.plan.procurement_words import day_number
from tpm_desktop.theme import measures

from .model import OWN, InstallationModel, Line, is_whole

_TABLES = (
    "environment", "component", "component_version", "installation_step", "service_transition", "known_error",
    "booking", "site", "resource", "program",
)  # fmt: skip
_AHEAD, _LONGEST = 60, 60
_NAMES, _STATE, _SHARE, _STEP = 240, 104, 64, 124
_SWITCH = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class InstallationTable(QTableView):
    """switched: cells whose steps are to be ticked off or opened; named: a line was asked for."""

    switched = Signal(list)
    named = Signal(int)

    def __init__(self, model: InstallationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("installation-table")
        self.setAccessibleName(self.tr("Components and services by the steps of their checklists"))
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(self))
        words = QStyledItemDelegate(self)  # state and share are words and figures
        for column in range(OWN):
            self.setItemDelegateForColumn(column, words)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        dress_table(self)
        columns = self.horizontalHeader()
        columns.setDefaultSectionSize(_STEP)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        names = self.verticalHeader()
        names.show()
        names.setDefaultSectionSize(measures().window.row + 2)
        names.setFixedWidth(_NAMES)
        names.setDefaultAlignment(_LEFT)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.sectionClicked.connect(self.named)
        model.modelReset.connect(self._set_widths)

    def _set_widths(self) -> None:
        for column, width in enumerate((_STATE, _SHARE)):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() and event.key() in _SWITCH:
            self.switched.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.switched.emit([index])
        else:
            super().mouseDoubleClickEvent(event)

    def chosen(self) -> list[QModelIndex]:
        """The cells that are selected, else the current one."""
        current = self.currentIndex()
        return self.selectionModel().selectedIndexes() or ([current] if current.isValid() else [])


class InstallationView(View):
    """A step is ticked off by Space, Enter or a double click; checklists are copied by a command."""

    key = "installation"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable, self._text = not session.program.file.read_only, ""
        self._said_headline = ""
        self.model = InstallationModel(session, self)
        self.table = InstallationTable(self.model, self)
        self.place = QComboBox()
        self.place.setObjectName("installation-environment")
        self.place.setAccessibleName(self.tr("Environment"))
        self.place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.findings = FoundView("installation-findings", self.tr("Findings"), self, row=0)
        self._title, self._hint = QLabel(), QLabel()
        self.empty = EmptyState(
            "component",
            self.tr("No components yet"),
            self.tr("Components of the environments are seen here with the steps of their installation."),
            self.tr("Add the first component") if self._writable else "",
        )
        alone = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._tick = command(
            self, "installation-tick", self.tr("Tick off, or open again"), "check", "Ctrl+T",
            lambda: self._switch(self.table.chosen()), context=alone,
        )  # fmt: skip
        self._checklist = command(
            self, "installation-checklist", self.tr("Add checklist"), "checklist", "Ctrl+Shift+N",
            self.add_checklists, context=alone,
        )  # fmt: skip
        self._open = command(
            self, "installation-open", self.tr("Only what is open"), "filter", "Ctrl+Shift+A", self.load,
            context=alone,
        )  # fmt: skip
        self._open.setCheckable(True)
        self._tick.setEnabled(self._writable)
        self._checklist.setEnabled(self._writable)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.place)
        for action in (self._checklist, self._open):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            row.addWidget(button)
        self._hint.setText(self.tr("Space ticks off · ! overdue"))
        self._hint.setMinimumWidth(1)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark(self._hint, role="muted")
        row.addWidget(self._hint, 1)
        mark(self._title, role="section")
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._title.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._title)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
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
        self.place.activated.connect(lambda _: self.load())
        self.table.switched.connect(self._switch)
        self.table.named.connect(self._select)
        self.table.selectionModel().currentChanged.connect(lambda index, _: self._select(index.row()))
        self.findings.chosen.connect(lambda found: self.went.emit(found.kind, found.key))
        self.empty.started.connect(lambda: self.opened.emit("component"))

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self._offer_places()
        lines = self._lines()
        there = bool(lines)
        place = self.place.currentData() or ""
        ids = state.inputs.tables["environment"].ids
        shown = [
            line
            for line, where in lines
            if (not place or (where >= 0 and ids[where] == place))
            and self._text in installed_name(state, line.table, line.row).casefold()
            and not (self._open.isChecked() and is_whole(line))
        ]
        day = day_number(day_of_status(state))
        self.model.show_lines(state, shown, day)
        self._show_findings(day)
        self._said_headline = headline(environments(state), self.session.formats).rstrip(".")
        self.bar.setVisible(there)
        self.pages.setCurrentIndex(0 if there else 1)
        self.headline_changed.emit()

    def _lines(self) -> list[tuple[Line, int]]:
        """Components by environment, then services; each with the row of its environment, -1 for none."""
        state = self.session.program.plan.state
        found = []
        for one in sorted(components(state), key=lambda one: (one.environment < 0, one.environment, one.row)):
            if one.state is not ComponentState.RETIRED:
                place = installed_name(state, "environment", one.environment)
                line = Line("component", one.row, place, one.state.label, one.steps, one.share)
                found.append((line, one.environment))
        table = state.inputs.tables["service_transition"]
        where = table.rows_of("environment_id", state.inputs.tables["environment"].row).tolist()
        for service in services(state):
            share = WHOLE * service.done // len(service.steps) if service.steps else 0
            said = service.state.label
            line = Line("service_transition", service.row, "", said, service.steps, share)
            found.append((line, where[service.row]))
        return found

    def _offer_places(self) -> None:
        state, kept = self.session.program.plan.state, self.place.currentData()
        self.place.clear()
        self.place.addItem(self.tr("All environments"), userData="")
        for row, row_id in enumerate(state.inputs.tables["environment"].ids):
            self.place.addItem(
                shortened(installed_name(state, "environment", row), _LONGEST), userData=row_id
            )
        self.place.setCurrentIndex(max(self.place.findData(kept), 0))

    def _show_findings(self, day: int) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        found = lacks(state, day, _AHEAD)
        words = lack_words(state, found, formats)
        self.findings.show_found(
            [
                Found(said.what, f"{said.kind}: {said.mend}", one.table, one.id, "warning")
                for one, said in zip(found, words, strict=True)
            ]
        )
        many = (
            self.tr("1 finding")
            if len(found) == 1
            else self.tr("{} findings").format(formats.integer(len(found)))
        )
        self._title.setText(many if found else self.tr("No finding: all is on time, checked and covered"))

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.moved or delta.reshaped or any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if len(ids) != 1:
            return
        lines = [
            n
            for n, line in enumerate(self.model.lines)
            if line.table == table and self.model.line_id(n) == ids[0]
        ]
        current = self.table.currentIndex()
        if lines and lines[0] != current.row():
            self.table.setCurrentIndex(self.model.index(lines[0], max(current.column(), 0)))

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return [self._tick, self._checklist, self._open]

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        filtered = self._text or self._open.isChecked()
        return self.tr("{} · filtered").format(self._said_headline) if filtered else self._said_headline

    # What it does

    def _select(self, line: int) -> None:
        if 0 <= line < len(self.model.lines):
            self.session.select(self.model.lines[line].table, [self.model.line_id(line)])

    def _switch(self, cells: list[QModelIndex]) -> None:
        ids = self.model.step_ids(cells)
        if self._writable and ids:
            self.session.do(lambda: toggle_steps(self.session.program, ids))

    def add_checklists(self) -> None:
        """Give the chosen lines the steps of their checklist that they lack."""
        rows = sorted({index.row() for index in self.table.chosen()})
        if not rows:
            self.session.said.emit(self.tr("Choose components or services to add their checklists"))
            return
        table = self.model.lines[rows[0]].table
        ids = [self.model.line_id(row) for row in rows if self.model.lines[row].table == table]
        self.session.do(lambda: add_checklists(self.session.program, table, ids))
