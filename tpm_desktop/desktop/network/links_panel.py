"""The list of links below the graph: the same dependencies for the keyboard, screen readers and sorting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..cell_delegate import CellDelegate
from ..session import Session
from ..style import dress_table, mark
from ..widgets import FilterEdit
from .chosen_links import ChosenLinks
from .links_model import DEPENDENCY, DRIVES, ID, LAG, PREDECESSOR, SUCCESSOR, TYPE, LinksModel

_SHARES = (0.29, 0.21, 0.29, 0.21)  # of what type, lag and the last column leave
_BAR, _LEAST = 16, 480
_WIDTHS = {TYPE: 120, LAG: 72, DEPENDENCY: 150, DRIVES: 160}


class LinksPanel(QWidget):
    """chosen: ids of the links that were selected in the list. removed: ids of the links to take away."""

    chosen = Signal(tuple)
    removed = Signal(tuple)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-links-panel")
        self._session = session
        self.model = LinksModel(session, self)
        self.shown = ChosenLinks(self.model, self)
        self._is_behind = True  # the plan was not asked since it changed
        self.table = QTableView()
        self._dress(session)
        self._count = QLabel()
        mark(self._count, role="muted")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._only: frozenset[str] | None = None
        self._between = ""
        self.all = QPushButton(self.tr("Show all links"))
        self.all.setObjectName("network-links-all")
        self.all.clicked.connect(lambda: self.show_only(None, ""))
        self.all.hide()
        self.crossing = QCheckBox(self.tr("Only between component projects"))
        self.crossing.setObjectName("network-links-crossing")
        self.sought = FilterEdit(self.tr("Find in links"))
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 4)
        head.setSpacing(16)
        head.addWidget(self._count)
        head.addWidget(self.all)
        head.addStretch(1)
        head.addWidget(self.crossing)
        head.addWidget(self.sought)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table)
        self.crossing.toggled.connect(self._want)
        self.sought.filtered.connect(self._want)

    def _dress(self, session: Session) -> None:
        table = self.table
        table.setObjectName("network-links")
        table.setAccessibleName(self.tr("Links"))
        table.setModel(self.shown)
        dress_table(table)
        table.setWordWrap(False)
        table.setSortingEnabled(True)
        table.sortByColumn(PREDECESSOR, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self._delegate = CellDelegate(
            session, lambda index: self.model.cell(self.shown.mapToSource(index)), table
        )
        for column in (TYPE, LAG, DEPENDENCY):
            table.setItemDelegateForColumn(column, self._delegate)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.horizontalHeader().setStretchLastSection(True)
        self._when(QKeySequence(Qt.Key.Key_Delete), lambda: self.removed.emit(self.selected()))
        table.selectionModel().selectionChanged.connect(self._selection_changed)

    def _when(self, keys: QKeySequence, done: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, self.table, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names share the room that there is."""
        super().resizeEvent(event)
        rest = max(event.size().width() - sum(_WIDTHS.values()) - _BAR, _LEAST)
        for column, share in enumerate(_SHARES):
            self.table.setColumnWidth(column, round(rest * share))

    def load(self) -> None:
        """Ask the plan anew, as soon as the list is seen."""
        self._is_behind = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self.model.load()
            self._tell_count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def show_only(self, ids: tuple[str, ...] | None, between: str) -> None:
        """Only the links of an arrow; all again with None. between: what the arrow joins."""
        self._catch_up()
        self._only, self._between = None if ids is None else frozenset(ids), between
        self.all.setVisible(ids is not None)
        self.crossing.setVisible(ids is None)
        self._want()

    def _want(self) -> None:
        self.shown.want(self.sought.text().strip(), crossing=self.crossing.isChecked(), only=self._only)
        self._tell_count()

    def _tell_count(self) -> None:
        every, shown, number = self.model.rowCount(), self.shown.rowCount(), self._session.formats.integer
        counted = self.tr("1 link") if every == 1 else self.tr("{} links").format(number(every))
        said = counted if shown == every else self.tr("{} of {}").format(number(shown), counted)
        self._count.setText(f"{self._between} · {said}" if self._between else said)

    def selected(self) -> tuple[str, ...]:
        """The ids of the selected links."""
        return tuple(str(index.data(ID)) for index in self.table.selectionModel().selectedRows())

    def _selection_changed(self) -> None:
        if self.selected():
            self.chosen.emit(self.selected())

    def show_chosen(self, ids: tuple[str, ...]) -> None:
        """Select just these links, where they are shown."""
        if set(ids) == set(self.selected()):
            return
        selection = QItemSelection()
        rows = [row for link_id in ids if (row := self.model.row_of(link_id)) is not None]
        places = [self.shown.mapFromSource(self.model.index(row, PREDECESSOR)) for row in rows]
        for place in places:
            if place.isValid():
                selection.select(place, place.siblingAtColumn(SUCCESSOR))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        blocked = self.table.selectionModel().blockSignals(True)
        self.table.selectionModel().select(selection, flags)
        self.table.selectionModel().blockSignals(blocked)
        self.table.viewport().update()
        if places and places[0].isValid():
            self.table.scrollTo(places[0])
