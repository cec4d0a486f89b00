"""The tasks behind the chosen cells: who works on what for how long there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from tpm_desktop.plan import instant
from tpm_desktop.plan.staffing import Staffing
from tpm_desktop.plan.staffing_rows import Load
from tpm_desktop.plan.staffing_words import hours

from ..readiness.tables import Line, LinesModel
from ..session import Session
from ..style import dress_lines, mark

_WIDTHS = {1: 136, 2: 116, 3: 56, 4: 60, 5: 108, 6: 108}
_MOST = 500


class TasksPanel(QWidget):
    """wanted: id of a task that is gone to. asked: a menu, where on screen. left: back to the heat map."""

    wanted = Signal(str)
    asked = Signal(QPoint)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        tr = self.tr
        self._session = session
        self.loads: list[Load] = []
        self.heading = QLabel()
        mark(self.heading, role="caption")
        self.heading.setContentsMargins(8, 4, 8, 2)
        self.heading.setMinimumWidth(1)
        self.table = _Tasks(self)
        heads = (
            tr("Task"), tr("Component project"), tr("Who"), tr("Hours"), tr("Units"), tr("Start"),
            tr("Finish"),
        )  # fmt: skip
        self.model = LinesModel(heads, frozenset({3, 4, 5, 6}), self)
        self.table.setModel(self.model)
        dress_lines(self.table, "staffing-tasks", tr("Tasks behind the chosen cells"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(
            lambda at: self.asked.emit(self.table.viewport().mapToGlobal(at))
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._select())
        self.table.activated.connect(lambda index: self.wanted.emit(self.model.lines[index.row()].id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)

    def show_loads(self, staffing: Staffing, loads: Sequence[Load], said: str) -> None:
        """The assignments in some cells. said: which these are."""
        state, formats = staffing.state, self._session.formats
        resource, assignment = (state.inputs.tables[name] for name in ("resource", "assignment"))
        self.loads = list(loads[:_MOST])
        self.heading.setText(said)
        lines = []
        for load in self.loads:
            who = resource.texts["name"][load.resource] if load.resource >= 0 else self.tr("Nobody yet")
            start, finish = (
                formats.moment(instant(int(at[load.task])), finish=side)
                for side, at in ((False, state.schedule.start), (True, state.schedule.finish))
            )
            cells = (
                state.names[load.task],
                state.names[int(state.outline.project[load.task])],
                who or "",
                hours(load.work, formats),
                formats.share(int(assignment.numbers["units"][load.assignment])),
                start,
                finish,
            )
            lines.append(Line("task", state.outline.ids[load.task], cells))
        self.model.show_lines(lines)

    def _select(self) -> None:
        """The selected tasks are what the inspector shows."""
        if self.table.hasFocus():
            rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
            ids = [self.model.lines[row].id for row in rows if row < len(self.model.lines)]
            if ids:
                self._session.select("task", list(dict.fromkeys(ids)))

    def chosen(self) -> list[Load]:
        """The selected ones, all where none is."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.loads[row] for row in rows if row < len(self.loads)] or list(self.loads)


class _Tasks(QTableView):
    """Escape goes back to where the tasks were asked for."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        panel = self.parentWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(panel, TasksPanel):
            panel.left.emit()
        else:
            super().keyPressEvent(event)
