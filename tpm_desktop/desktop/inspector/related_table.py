"""Rows that belong to the selected one, edited in place: its links, its assignments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.editors import editor_for
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.register.model import RegisterModel
from tpm_desktop.desktop.register.table import RegisterTable
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.wording import within
from tpm_desktop.plan import Delta

Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 8
_WIDTHS = {"type": 60, "lag": 60, "units": 64, "work": 64, "role": 92, "days": 92}
_BY_CODE = ("type",)  # of links: planners say FS


class RelatedModel(RegisterModel):
    """Rows for a narrow table: a kind of link as planners abbreviate it, in full in its tip."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or self.shown[index.column()].name not in _BY_CODE:
            return super().data(index, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.rows[self.row_id(index)][self.shown[index.column()].name]).upper()
        in_full = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return super().data(index, Qt.ItemDataRole.DisplayRole if in_full else role)


class RelatedTable(QWidget):
    """Rows of a table of which one field refers to the selected row, or to one of several.

    Args: field: that field; columns: what is shown of the rows, the first one refers to the other side; add:
    the gesture that makes a row, given the id of the other side; remove: the one that takes rows away.
    went: the other side of a row was asked for, by table and id.
    """

    went = Signal(str, str)

    def __init__(
        self,
        session: Session,
        table: str,
        field: str,
        columns: Sequence[str],
        heading: str,
        add: Callable[[str], object],
        remove: Callable[[Sequence[str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.field, self._add, self._remove = session, field, add, remove
        self._about = entry(table)
        self._columns = tuple(columns)
        self._other = columns[0]
        self.setObjectName(f"related-{field}")
        self.model = RelatedModel(session, self._about, self, names=columns)
        self.table = RegisterTable(session, self.model, self)
        self.table.setAccessibleName(heading)
        self.table.setSortingEnabled(False)
        self._share_width()
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.model.modelReset.connect(self._fit)
        self.model.layoutChanged.connect(self._fit)
        self._heading, self._problem = QLabel(heading), QLabel()
        self._nothing = QLabel(self.tr("None"))
        self._made_actions()
        self._lay_out()

    def _share_width(self) -> None:
        """Names share what the others leave."""
        header = self.table.horizontalHeader()
        for place, column in enumerate(self.model.shown):
            named = column.name in (self._other, self.field)
            mode = QHeaderView.ResizeMode.Stretch if named else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not named:
                self.table.setColumnWidth(place, _WIDTHS.get(column.name, 72))

    def _made_actions(self) -> None:
        self.remove_action = QAction(icon("delete"), self.tr("Remove"), self)
        self.remove_action.setShortcut(QKeySequence.StandardKey.Delete)
        self.remove_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.remove_action.triggered.connect(self.remove)
        self.go_action = QAction(icon("external"), self.tr("Go there"), self)
        self.go_action.triggered.connect(self.go)
        self.table.addAction(self.remove_action)

    def _lay_out(self) -> None:
        writable = not self.session.program.file.read_only
        mark(self._heading, role="caption")
        mark(self._problem, role="problem")
        mark(self._nothing, role="muted")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.adder = editor_for(self.session, self._about, self._other, self)
        self.adder.lineEdit().setPlaceholderText(
            self.tr("Add: type to find {}").format(within(self._about.fields[self._other].label))
        )
        self.adder.committed.connect(self._take)
        button = QToolButton()
        button.setDefaultAction(self.remove_action)
        button.setIconSize(QSize(16, 16))
        for part in (self.adder, button, self.remove_action):
            part.setEnabled(writable)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.adder, 1)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for part in (self._heading, self._nothing, self.table):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._problem)

    def show_rows(self, row_ids: Sequence[str]) -> None:
        """Show what belongs to a row; of several rows together, with the one that each belongs to."""
        self._problem.hide()
        self._empty_adder()
        several = len(row_ids) > 1
        wanted = (self._other, self.field, *self._columns[-1:]) if several else self._columns
        if tuple(column.name for column in self.model.shown) != wanted:
            self.model.show_columns(wanted)
            self._share_width()
        self.model.restrict(self.field, row_ids)

    def follow(self, changes: Changes, delta: Delta) -> None:
        """Take an edit over."""
        self.model.follow(changes, set(changes.tables), bool(delta.moved))
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few."""
        rows = self.model.rowCount()
        self.table.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0)
        high = self.table.verticalHeader().defaultSectionSize() * min(rows, _ROWS_SHOWN)
        self.table.setFixedHeight(high + self.table.horizontalHeader().sizeHint().height() + 4)

    def _take(self) -> None:
        """Add what was found."""
        try:
            other: Any = self.adder.values()[self._other]
        except ValueProblem as problem:
            self._say(str(problem))
            return
        if other:
            self._say(self.session.attempt(lambda: self._add(other)))

    def _say(self, reason: str) -> None:
        self._problem.setText(reason)
        self._problem.setVisible(bool(reason))
        if not reason:
            self._empty_adder()

    def _empty_adder(self) -> None:
        self.adder.blockSignals(True)
        self.adder.show_row({self._other: None})
        self.adder.setCurrentIndex(-1)
        self.adder.clearEditText()
        self.adder.lineEdit().setPlaceholderText(
            self.tr("Add: type to find {}").format(within(self._about.fields[self._other].label))
        )
        self.adder.settle()
        self.adder.blockSignals(False)

    def remove(self) -> None:
        """Take the selected rows away."""
        ids = self.table.selected_ids()
        if ids:
            self._say(self.session.attempt(lambda: self._remove(ids)))

    def go(self) -> None:
        """Go to the other side of the row that the cursor is in."""
        index = self.table.currentIndex()
        if index.isValid():
            other = self.model.rows[self.model.row_id(index)][self._other]
            self.went.emit(self._about.fields[self._other].target, str(other))

    def _offer(self, at: Any) -> None:
        index = self.table.indexAt(at)
        if index.isValid():
            self.table.setCurrentIndex(index)
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions([self.go_action, self.remove_action])
            menu.popup(self.table.viewport().mapToGlobal(at))
