"""What lies under the pointer on the chart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF

from .bar_look import Bar
from .bars import bars, half_diamond
from .frame import Frame
from .links import routes

_EDGE = 5.0
HANDLE = 8.0  # from the end of a bar to the middle of the handle that links are drawn from
HANDLE_RADIUS = 4.0
_ROOM_FOR_PROGRESS = 26.0


class Part(Enum):
    """The parts of a row that do something when dragged, and the rest."""

    NOTHING = auto()
    BAR = auto()
    FINISH = auto()
    PROGRESS = auto()
    LINK_FROM_START = auto()
    LINK_FROM_FINISH = auto()
    LINK = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """row: outline row of the line, -1 below all; bar: of that row; link: row in the table of links."""

    part: Part
    row: int = -1
    bar: Bar | None = None
    link: int = -1


def hit(frame: Frame, x: float, y: float) -> Hit:
    """What lies at a point; `frame` needs to show that point only (see `around`)."""
    row, bar = -1, None
    if frame.first <= frame.last:
        row = int(frame.shown.rows[frame.first])
        bar = next((b for b in bars(frame) if b.row == row), None)
    if bar is not None:
        part = _part(frame, bar, x, y)
        if part is not Part.NOTHING:
            return Hit(part, row, bar)
    if frame.shows.links:
        near = next((route for route in routes(frame) if route.is_near(x, y)), None)
        if near is not None:
            return Hit(Part.LINK, row, bar, near.link)
    return Hit(Part.NOTHING, row, bar)


def around(x: float, y: float) -> QRectF:
    """The area that a hit at a point needs."""
    return QRectF(x - 1, y, 2, 0.5)


def extent(frame: Frame, bar: Bar) -> tuple[float, float]:
    """Left and right end of what is drawn for a bar."""
    half = half_diamond(frame) if bar.milestone else 0.0
    return bar.left - half, bar.right + half


def _part(frame: Frame, bar: Bar, x: float, y: float) -> Part:
    top = bar.y + frame.rows.bar_top - 2
    if not top <= y <= top + frame.rows.bar + 4:
        return Part.NOTHING
    left, right = extent(frame, bar)
    plain = not bar.summary and not bar.milestone
    if plain and right - min(_EDGE, (right - left) / 3) <= x <= right + 3:
        return Part.FINISH
    if plain and right - left >= _ROOM_FOR_PROGRESS:
        done = left + (right - left) * bar.done
        if abs(x - done) <= _EDGE - 1 and left - 1 <= x < right - _EDGE:
            return Part.PROGRESS
    if left <= x <= right:
        return Part.BAR
    if frame.hovered == bar.row and not frame.cells.state.outline.is_project[bar.row]:
        if abs(x - (right + HANDLE)) <= HANDLE_RADIUS + 2:
            return Part.LINK_FROM_FINISH
        if abs(x - (left - HANDLE)) <= HANDLE_RADIUS + 2:
            return Part.LINK_FROM_START
    return Part.NOTHING
