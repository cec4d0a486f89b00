"""Where the parts of the heat map lie: names left, periods above, cells between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

ROW, HEAD, PAD = 24, 42, 8
WEEK, MONTH, TWO_FIGURES = 44, 58, 74
NAMES = (150, 260)  # least and most width of the names
SHARE = 0.3  # of the viewport that names take at most


@dataclass(frozen=True, slots=True)
class Measures:
    """lines, periods: how many; wide: a column; room: the viewport; names: their width; scroll: in pixels."""

    lines: int
    periods: int
    wide: int
    room: QSize
    names: int
    scroll: QPoint

    @property
    def cells(self) -> QRect:
        """The part of the viewport in which cells are seen."""
        across = min(self.room.width() - self.names, self.periods * self.wide)
        down = min(self.room.height() - HEAD, self.lines * ROW)
        return QRect(self.names, HEAD, max(across, 0), max(down, 0))

    @property
    def rest(self) -> QSize:
        """How far it can be scrolled."""
        seen = self.cells
        return QSize(
            max(self.periods * self.wide - max(self.room.width() - self.names, 0), 0),
            max(self.lines * ROW - max(self.room.height() - HEAD, 0), 0) if seen.height() else 0,
        )

    def shown(self) -> tuple[range, range]:
        """The lines and periods that are at least partly seen."""
        seen = self.cells
        line, period = self.scroll.y() // ROW, self.scroll.x() // self.wide
        last_line = (self.scroll.y() + seen.height() - 1) // ROW
        last_period = (self.scroll.x() + seen.width() - 1) // self.wide
        return range(line, min(last_line + 1, self.lines)), range(period, min(last_period + 1, self.periods))

    def left(self, period: int) -> int:
        """Where a period begins."""
        return self.names + period * self.wide - self.scroll.x()

    def cell(self, at: tuple[int, int]) -> QRect:
        """Where a cell lies, also where it isn't seen."""
        return QRect(self.left(at[1]), HEAD + at[0] * ROW - self.scroll.y(), self.wide, ROW)

    def name(self, line: int) -> QRect:
        """Where the name of a line lies."""
        return QRect(0, HEAD + line * ROW - self.scroll.y(), self.names, ROW)

    def at(self, point: QPoint) -> tuple[int, int]:
        """The line and period under a point; -1 where that is outside the cells on that side."""
        seen = self.cells
        line = (point.y() - HEAD + self.scroll.y()) // ROW
        period = (point.x() - self.names + self.scroll.x()) // self.wide
        down = seen.top() <= point.y() < seen.top() + seen.height()
        across = seen.left() <= point.x() < seen.left() + seen.width()
        return (line if down else -1), (period if across else -1)
