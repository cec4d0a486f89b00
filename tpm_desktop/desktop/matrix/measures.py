"""Where the parts of the matrix lie: names left and above, sums right and below, cells between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from tpm_desktop.plan.matrix import Place

CELL = QSize(52, 24)
PAD = 8
LEAST, MOST = QSize(160, 72), QSize(380, 280)  # what names take left of and above the cells
SHARE = 0.34  # of the viewport, at most, where cells ask for room too
SUM = QSize(56, 28)  # right of and below them


@dataclass(frozen=True, slots=True)
class Measures:
    """many: elements; room: the viewport's size; scroll: how far the cells are scrolled, in pixels.

    names: what names take left of and above the cells.
    """

    many: int
    room: QSize
    scroll: QPoint
    names: QSize = LEAST

    @property
    def cells(self) -> QRect:
        """The part of the viewport in which cells are seen; no larger than all of them."""
        wide = min(self.room.width() - self.names.width() - SUM.width(), self.many * CELL.width())
        tall = min(self.room.height() - self.names.height() - SUM.height(), self.many * CELL.height())
        return QRect(self.names.width(), self.names.height(), max(wide, 0), max(tall, 0))

    @property
    def rest(self) -> QSize:
        """How far it can be scrolled."""
        seen, size = self.cells, CELL
        return QSize(
            max(self.many * size.width() - seen.width(), 0), max(self.many * size.height() - seen.height(), 0)
        )

    def shown(self) -> tuple[range, range]:
        """The rows and columns that are at least partly seen."""
        seen = self.cells
        first_row, first_column = self.scroll.y() // CELL.height(), self.scroll.x() // CELL.width()
        last_row = (self.scroll.y() + seen.height() - 1) // CELL.height()
        last_column = (self.scroll.x() + seen.width() - 1) // CELL.width()
        return (
            range(first_row, min(last_row + 1, self.many)),
            range(first_column, min(last_column + 1, self.many)),
        )

    def cell(self, at: Place) -> QRect:
        """Where a cell lies in the viewport, also where it isn't seen."""
        row, column = at
        left = self.names.width() + column * CELL.width() - self.scroll.x()
        return QRect(QPoint(left, self.names.height() + row * CELL.height() - self.scroll.y()), CELL)

    def row_name(self, row: int) -> QRect:
        """Where the name at the left of a row lies."""
        return QRect(0, self.cell((row, 0)).top(), self.names.width(), CELL.height())

    def column_name(self, column: int) -> QRect:
        """Where the name above a column lies, which is turned."""
        return QRect(self.cell((0, column)).left(), 0, CELL.width(), self.names.height())

    def at(self, point: QPoint) -> tuple[int, int]:
        """The row and column under a point; -1 where that is outside the cells on that side."""
        seen = self.cells
        row = (point.y() - self.names.height() + self.scroll.y()) // CELL.height()
        column = (point.x() - self.names.width() + self.scroll.x()) // CELL.width()
        tall = seen.top() <= point.y() < seen.top() + seen.height()
        wide = seen.left() <= point.x() < seen.left() + seen.width()
        return (row if tall else -1), (column if wide else -1)


def names_for(wide: int, many: int, room: QSize) -> QSize:
    """What names take whose longest is so wide: all that they need, where all cells fit beside them.

    Otherwise no more than a share of the viewport. Args: many: elements.
    """

    def limit(side: int, cell: int, sums: int, most: int) -> int:
        return min(wide, most, max(side - sums - many * cell, round(side * SHARE)))

    across = limit(room.width(), CELL.width(), SUM.width(), MOST.width())
    down = limit(room.height(), CELL.height(), SUM.height(), MOST.height())
    return QSize(max(across, LEAST.width()), max(down, LEAST.height()))
