"""What lies under the pointer on the chart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF

from .bar_look import Bar
from .bars import bars, half_diamond, pieces
from .flags import constraint_x, deadline_x
from .frame import Frame
from .links import routes

_EDGE = 5.0
_INSIDE = 3.0  # pixels of a bar at which its start is pulled; a bar without progress has that behind it
HANDLE = 8.0  # from the end of a bar to the middle of the handle that links are drawn from
HANDLE_RADIUS = 4.0
_ROOM_FOR_PROGRESS = 26.0


class Part(Enum):
    """The parts of a row that do something when dragged, and the rest."""

    NOTHING = auto()
    BAR = auto()
    START = auto()
    FINISH = auto()
    PROGRESS = auto()
    LINK_FROM_START = auto()
    LINK_FROM_FINISH = auto()
    LINK = auto()
    DEADLINE = auto()
    CONSTRAINT = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """row: outline row of the line, -1 below all; bar: of that row; link: row in the table of links.

    piece: which part of a split bar.
    """

    part: Part
    row: int = -1
    bar: Bar | None = None
    link: int = -1
    piece: int = 0


def hit(frame: Frame, x: float, y: float) -> Hit:
    """What lies at a point; `frame` needs to show that point only (see `around`)."""
    row, bar = -1, None
    if frame.first <= frame.last:
        row = int(frame.shown.rows[frame.first])
        bar = next((b for b in bars(frame) if b.row == row), None)
    flag = _flag(frame, bar, row, x, y) if row >= 0 else None
    if flag is not None:
        return Hit(flag, row, bar)
    if bar is not None:
        part = _part(frame, bar, x, y)
        if part is not Part.NOTHING:
            return Hit(part, row, bar, piece=_piece(frame, bar, x))
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


def _flag(frame: Frame, bar: Bar | None, row: int, x: float, y: float) -> Part | None:
    """The flag at a point; where a deadline lies on the bar only its arrow head is it."""
    down = y - frame.y(int(frame.shown.line[row])) - frame.rows.bar_top
    constraint, deadline = constraint_x(frame, row), deadline_x(frame, row)
    if constraint is not None and abs(x - constraint) <= _EDGE + 1 and down <= 2:
        return Part.CONSTRAINT
    on_bar = bar is not None and deadline is not None and bar.left - _EDGE <= deadline <= bar.right + _EDGE
    low = frame.rows.bar / 2 if on_bar else -1.0
    if deadline is not None and abs(x - deadline) <= _EDGE and low <= down <= frame.rows.bar + 3:
        return Part.DEADLINE
    return None


def _piece(frame: Frame, bar: Bar, x: float) -> int:
    """The part of a split bar at a pixel; in a break the one before it."""
    return max((n for n, (left, _) in enumerate(pieces(frame, bar)) if left - 1 <= x), default=0)


def _part(frame: Frame, bar: Bar, x: float, y: float) -> Part:
    top = bar.y + frame.rows.bar_top - 2
    if not top <= y <= top + frame.rows.bar + 4:
        return Part.NOTHING
    left, right = extent(frame, bar)
    plain = not bar.summary and not bar.milestone
    if plain and right - min(_EDGE, (right - left) / 3) <= x <= right + 3:
        return Part.FINISH
    if plain and right - left >= _ROOM_FOR_PROGRESS and left - 3 <= x <= left + _INSIDE:
        return Part.START
    if plain and right - left >= _ROOM_FOR_PROGRESS:
        done = max(left + (right - left) * bar.done, left + _INSIDE + _EDGE)
        if abs(x - done) <= _EDGE - 1 and x < right - _EDGE:
            return Part.PROGRESS
    if left <= x <= right:
        return Part.BAR
    if frame.hovered == bar.row and not frame.cells.state.outline.is_project[bar.row]:
        if abs(x - (right + HANDLE)) <= HANDLE_RADIUS + 2:
            return Part.LINK_FROM_FINISH
        if abs(x - (left - HANDLE)) <= HANDLE_RADIUS + 2:
            return Part.LINK_FROM_START
    return Part.NOTHING
