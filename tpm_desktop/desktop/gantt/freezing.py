"""Columns that stay in sight while the others scroll: which, where they are seen, and what is seen there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QSettings
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from .frame import Inks

USUAL_FROZEN = 2
"""The rows' numbers and names."""
_LEAST_SCROLLED = 80  # pixels that are kept for columns that scroll


@dataclass(frozen=True, slots=True)
class Part:
    """Columns between two pixels: each with its left edge and its width."""

    columns: list[tuple[int, int, int]]
    left: int
    right: int


class Freezing:
    """Of a table's header. count: so many shown columns stay, counted from the left."""

    def __init__(self, header: QHeaderView) -> None:
        self._header, self.count = header, USUAL_FROZEN

    def columns(self) -> dict[int, int]:
        """Columns that stay, with their left edges; fewer where there would be no room for others."""
        header, found, edge = self._header, {}, 0
        room = header.viewport().width() - _LEAST_SCROLLED
        for column in shown_columns(header)[: self.count]:
            if edge + header.sectionSize(column) > room:
                break
            found[column] = edge
            edge += header.sectionSize(column)
        return found

    def edge(self) -> int:
        """Where the columns that scroll begin to be seen, in pixels."""
        columns = self.columns()
        return max((left + self._header.sectionSize(n) for n, left in columns.items()), default=0)

    def left(self, column: int) -> int:
        """The pixel at which a column is seen to begin."""
        stays = self.columns().get(column)
        return self._header.sectionViewportPosition(column) if stays is None else stays

    def parts(self, width: int) -> list[Part]:
        """What is painted one after the other: what scrolls, and over it what stays."""
        header, stays, edge = self._header, self.columns(), self.edge()
        places = [
            (n, header.sectionViewportPosition(n), header.sectionSize(n)) for n in shown_columns(header)
        ]
        if not header.offset() or not stays:
            seen = [(n, left, size) for n, left, size in places if left + size > 0 and left < width]
            return [Part(seen, 0, width)]
        free = [(n, x, size) for n, x, size in places if n not in stays and x + size > edge and x < width]
        kept = [(n, left, header.sectionSize(n)) for n, left in stays.items()]
        return [Part(free, edge, width), Part(kept, 0, edge)]

    def holds(self, x: float) -> bool:
        """Whether a column that stays is seen at a pixel."""
        return 0 <= x < self.edge()

    def unscrolled(self, x: int) -> int:
        """The pixel at which Qt, which scrolls all columns, has what is seen at a pixel."""
        return x - self._header.offset() if self.holds(x) else x

    def paint_edge(self, painter: QPainter, inks: Inks, top: int, bottom: int) -> None:
        """A line behind the columns that stay, heavier while others lie below them."""
        edge = self.edge()
        if edge:
            colour = inks.muted if self._header.offset() else inks.line
            painter.fillRect(edge - 1, top, 1, bottom - top, colour)


def frozen_in(settings: QSettings) -> int:
    """How many columns stayed the last time."""
    kept = str(settings.value("gantt/frozen", USUAL_FROZEN))
    return int(kept) if kept.isdecimal() and len(kept) < 4 else USUAL_FROZEN


def shown_columns(header: QHeaderView) -> list[int]:
    """Columns from left to right."""
    order = [header.logicalIndex(n) for n in range(header.count())]
    return [n for n in order if not header.isSectionHidden(n)]


def unscrolled(event: QMouseEvent, offset: int) -> QMouseEvent:
    """The same event so many pixels further left."""
    at = event.position() - QPointF(QPoint(offset, 0))
    return QMouseEvent(
        event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
    )
