"""A rectangle of cells in the Gantt's table: drawn with the mouse, or by Shift and the arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from .columns import COLUMNS, NAME
from .freezing import shown_columns

if TYPE_CHECKING:
    from .tree import OutlineTree

ROW_KEYS = ("number", "name")
"""Columns in which a drag takes whole rows along."""
_LEFT = Qt.MouseButton.LeftButton
_TINT = 46  # of 255


@dataclass(frozen=True, slots=True)
class BlockCells:
    """The cells that are painted as a block. first, last: outline rows; columns: from left to right."""

    rows: frozenset[int] = frozenset()
    first: int = -1
    last: int = -1
    columns: tuple[int, ...] = ()

    def paint_ground(
        self, painter: QPainter, accent: QColor, row: int, top: int, height: int, places: Places
    ) -> None:
        """Tint the block's cells of a row."""
        if row in self.rows:
            tint = QColor(accent)
            tint.setAlpha(_TINT)
            for left, width in (places[n] for n in self.columns if n in places):
                painter.fillRect(left, top, width, height, tint)

    def paint_frame(
        self, painter: QPainter, accent: QColor, row: int, top: int, height: int, places: Places
    ) -> None:
        """Draw what of the block's frame lies at a row."""
        if row not in self.rows:
            return
        painter.setPen(QPen(accent, 1))
        for n, (left, width) in ((n, places[n]) for n in self.columns if n in places):
            right, bottom = left + width - 1, top + height - 1
            if row == self.first:
                painter.drawLine(left, top, right, top)
            if row == self.last:
                painter.drawLine(left, bottom, right, bottom)
            if n == self.columns[0]:
                painter.drawLine(left, top, left, bottom)
            if n == self.columns[-1]:
                painter.drawLine(right, top, right, bottom)


Places = dict[int, tuple[int, int]]
"""Left edge and width of each column that is painted."""


class BlockSelection(QObject):
    """Of a table whose rows are selected whole: which of their cells are meant. active: some but not all."""

    def __init__(self, tree: OutlineTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._kept = QPersistentModelIndex()
        self._setting = False
        self._pressed = QPersistentModelIndex()
        chosen = tree.selectionModel()
        chosen.selectionChanged.connect(lambda *_: self._left())
        chosen.currentChanged.connect(lambda *_: self._left())
        tree.outline_model.layoutChanged.connect(lambda *_: self._left())
        tree.viewport().installEventFilter(self)

    @property
    def active(self) -> bool:
        """Whether cells are meant rather than rows."""
        return self._kept.isValid()

    @property
    def _corner(self) -> QModelIndex:
        """The cell that the block began with."""
        return self._kept.sibling(self._kept.row(), self._kept.column())

    def columns(self) -> list[int]:
        """The block's columns from left to right; without a block the current one."""
        shown, current = shown_columns(self._tree.header()), self._tree.currentIndex().column()
        if not self.active:
            return [max(current, NAME)]
        ends = [shown.index(n) for n in (self._corner.column(), current) if n in shown]
        return shown[min(ends) : max(ends) + 1] if ends else []

    def row_ids(self) -> list[str]:
        """The block's rows from top to bottom; without a block those that are selected."""
        tree = self._tree
        if not self.active:
            return tree.selected_ids()
        return tree.ids_between(self._corner, tree.currentIndex())

    def stretch(self, down: int, right: int) -> None:
        """Let the block reach so many rows and columns further from its first cell."""
        tree = self._tree
        current = tree.currentIndex()
        if not current.isValid():
            return
        corner = self._corner if self.active else current
        self.take(corner, tree.cell_beside(current, down, right))

    def take(self, corner: QModelIndex, to: QModelIndex) -> None:
        """Make all cells between two the block."""
        if self._tree.outline_model.row_of(to) is None or self._tree.outline_model.row_of(corner) is None:
            return
        self._setting = True
        self._kept = QPersistentModelIndex(corner)
        self._tree.select_rows(self._tree.ids_between(corner, to), to)
        self._setting = False
        self._tree.scrollTo(to)
        self._show()

    def clear(self) -> bool:
        """Mean rows again; whether there was a block."""
        before = self.active
        self._kept = QPersistentModelIndex()
        self._show()
        return before

    def _left(self) -> None:
        """Something else was selected."""
        painted = bool(self._tree.block_cells.rows)  # of a block whose rows a filter has just taken away
        if (self.active or painted) and not self._setting:
            self.clear()

    def _show(self) -> None:
        tree, row = self._tree, self._tree.outline_model.state.outline.row
        rows = [row[i] for i in self.row_ids()] if self.active else []
        tree.block_cells = BlockCells()
        if rows:
            tree.block_cells = BlockCells(frozenset(rows), rows[0], rows[-1], tuple(self.columns()))
        tree.viewport().update()

    # By mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In other columns than number and name a drag, or a click with Shift, makes a block."""
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT:
            return self._press(at, shift=event.modifiers() == Qt.KeyboardModifier.ShiftModifier)
        if event.type() == QEvent.Type.MouseMove and event.buttons() & _LEFT and self._pressed.isValid():
            self._drag(at)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = QPersistentModelIndex()
        return False

    def _press(self, at: QPoint, *, shift: bool) -> bool:
        index = self._tree.indexAt(at)
        row = self._tree.outline_model.row_of(index) if index.isValid() else None
        self._pressed = QPersistentModelIndex()
        if row is None or COLUMNS[index.column()].key in ROW_KEYS:
            return False
        if shift and self._tree.currentIndex().isValid():
            self._tree.setFocus()
            self.take(self._corner if self.active else self._tree.currentIndex(), index)
            return True
        self.clear()
        self._pressed = QPersistentModelIndex(index)
        return False

    def _drag(self, at: QPoint) -> None:
        seen = self._tree.viewport().rect()
        at = QPoint(min(max(at.x(), seen.left()), seen.right()), min(max(at.y(), seen.top()), seen.bottom()))
        index = self._tree.indexAt(at)
        if index.isValid() and (self.active or index != self._pressed):
            self.take(self._pressed.sibling(self._pressed.row(), self._pressed.column()), index)
