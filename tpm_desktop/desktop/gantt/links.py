"""Lays out and paints the links: right-angled arrows between the bars of lines that are shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from tpm_desktop.planning.columns import LinkKind

from .frame import Frame

_STUB = 6.0  # pixels that a line leads out of a bar before it turns
_ARROW = 4.0
_DEEPEST = 12.0  # pixels behind the start of a bar at which a line may still fall onto it
_AROUND = 40.0  # pixels that a link may lead out of the time between its bars
_OUTSIDE = 3  # rows
_FOLLOWED = 3  # selected rows up to which their links stand out
_NEAR = 4.0  # pixels from a line within which it is meant
Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Route:
    """A link on the chart: its row in the table of links, its corners, and how it is drawn."""

    link: int
    points: Points
    critical: bool
    crossing: bool

    def is_near(self, x: float, y: float) -> bool:
        """Whether a point lies on the line."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return any(
            min(ax, bx) - _NEAR <= x <= max(ax, bx) + _NEAR
            and min(ay, by) - _NEAR <= y <= max(ay, by) + _NEAR
            for (ax, ay), (bx, by) in pairs
        )


def routes(frame: Frame) -> list[Route]:
    """The links whose both ends are shown and that pass through the area to paint."""
    state = frame.cells.state
    links, schedule, project = state.inputs.links, state.schedule, state.outline.project
    chosen = _near(frame)
    before, after = links.predecessor[chosen], links.successor[chosen]
    driving = schedule.driver[after] == chosen
    critical = (schedule.critical[before] & schedule.critical[after] & driving).tolist()
    crossing = (project[before] != project[after]).tolist()
    ends = [_ends(frame, link) for link in chosen.tolist()]
    drawn = zip(chosen.tolist(), ends, critical, crossing, strict=True)
    return [Route(link, end.corners(), is_critical, crosses) for link, end, is_critical, crosses in drawn]


def _near(frame: Frame) -> NDArray[np.int64]:
    """Rows of the links that may be seen in the area: their lines reach it, and their time does."""
    links, schedule = frame.cells.state.inputs.links, frame.cells.state.schedule
    one, other = frame.shown.line[links.predecessor], frame.shown.line[links.successor]
    shown = (one >= 0) & (other >= 0)
    if (lines := frame.link_lines) is not None:
        begins, ends = ((lines.start <= at) & (at < lines.stop) for at in (one, other))
        shown &= begins | ends
    reach = (np.minimum(one, other) <= frame.last + 1) & (np.maximum(one, other) >= frame.first - 1)
    chosen = np.flatnonzero(shown & reach)
    before, after = links.predecessor[chosen], links.successor[chosen]
    first = np.minimum(schedule.start[before], schedule.start[after])
    last = np.maximum(schedule.finish[before], schedule.finish[after])
    low, high = (frame.scale.at(x) for x in (frame.area.left() - _AROUND, frame.area.right() + _AROUND))
    return chosen[(last > low) & (first < high)]


def _ends(frame: Frame, link: int) -> _Ends:
    state = frame.cells.state
    links, schedule = state.inputs.links, state.schedule
    before, after = int(links.predecessor[link]), int(links.successor[link])
    from_start = int(links.kind[link]) in (LinkKind.SS, LinkKind.SF)
    to_start = int(links.kind[link]) in (LinkKind.SS, LinkKind.FS)
    half = frame.rows.bar / 2 + 0.5
    start, finish = frame.x(int(schedule.start[after])), frame.x(int(schedule.finish[after]))
    leaves = frame.x(int((schedule.start if from_start else schedule.finish)[before]))
    return _Ends(
        leaves=leaves + _shift(bool(state.milestone[before]), from_start, half),
        meets=start if to_start else finish,
        y=_near_area(frame, int(frame.shown.line[before])) + frame.rows.middle,
        to=_near_area(frame, int(frame.shown.line[after])) + frame.rows.middle,
        from_start=from_start,
        to_start=to_start,
        half=half,
        width=finish - start,
        milestone=bool(state.milestone[after]),
        row_height=frame.rows.height,
    )


def _near_area(frame: Frame, line: int) -> float:
    """The upper edge of a line; far outside the area a nearer one, since painting long lines is slow."""
    outside = _OUTSIDE * frame.rows.height
    return min(max(frame.y(line), frame.area.top() - outside), frame.area.bottom() + outside)


def _shift(milestone: bool, from_start: bool, half: float) -> float:
    """A line begins at the tip of a diamond, not at its centre."""
    return 0.0 if not milestone else -half if from_start else half


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where a link leaves one bar and meets another, in pixels."""

    leaves: float
    meets: float
    y: float
    to: float
    from_start: bool
    to_start: bool
    half: float
    width: float
    milestone: bool
    row_height: int

    def corners(self) -> Points:
        out = -_STUB if self.from_start else _STUB
        turn = self.leaves + out
        if not self.from_start and self.to_start:
            drop = self._drop(turn)
            if drop is not None:
                edge = self.to - self.half if self.to > self.y else self.to + self.half
                return [(self.leaves, self.y), (drop, self.y), (drop, edge)]
        tip = self.half if self.milestone else 0.0
        end = self.meets - tip if self.to_start else self.meets + tip
        back = end + (-_STUB if self.to_start else _STUB) - (1 if self.to_start else -1) * _ARROW
        if self.from_start == self.to_start:
            side = min(turn, back) if self.to_start else max(turn, back)
            return [(self.leaves, self.y), (side, self.y), (side, self.to), (end, self.to)]
        between = self.to - self.row_height / 2 if self.to > self.y else self.to + self.row_height / 2
        return [
            (self.leaves, self.y),
            (turn, self.y),
            (turn, between),
            (back, between),
            (back, self.to),
            (end, self.to),
        ]

    def _drop(self, turn: float) -> float | None:
        """Where a line may fall straight onto the bar that follows; None where it has no room to."""
        if self.milestone:
            return self.meets if self.meets >= self.leaves - 2 else None
        if self.meets + 3 >= turn:
            return self.meets + 3
        if turn <= self.meets + min(self.width - 2, _DEEPEST):
            return turn
        if self.leaves <= self.meets + min(max(self.width, 3.0), _DEEPEST):  # zoomed out: no room to turn
            return max(self.leaves, self.meets + min(self.width / 2, 3.0))
        return None


def paint_links(painter: QPainter, frame: Frame, drawn: list[Route]) -> None:
    """All links, those that decide the finish above the others, those of the selected tasks above all."""
    inks = frame.inks
    plain = [r for r in drawn if not r.critical and not r.crossing]
    crossing = [r for r in drawn if r.crossing and not r.critical]
    critical = [r for r in drawn if r.critical]
    dashed = QPen(inks.link_critical_pen)
    dashed.setDashPattern([4, 3])
    for group, pen in (
        (plain, inks.link_pen),
        (crossing, inks.link_crossing_pen),
        ([r for r in critical if r.crossing], dashed),
        ([r for r in critical if not r.crossing], inks.link_critical_pen),
    ):
        _paint_group(painter, group, pen)
    _paint_group(painter, _of_selected(frame, drawn), QPen(inks.accent, 1.8))
    chosen = [r for r in drawn if r.link == frame.selected_link]
    _paint_group(painter, chosen, QPen(inks.accent, 2.5))


def _of_selected(frame: Frame, drawn: list[Route]) -> list[Route]:
    """The links of a few selected tasks, which are followed with the eye through the crowd of the others."""
    if not 0 < len(frame.selected) <= _FOLLOWED:
        return []
    links, rows = frame.cells.state.inputs.links, frame.selected
    ends = (links.predecessor, links.successor)
    return [r for r in drawn if any(int(end[r.link]) in rows for end in ends)]


def _paint_group(painter: QPainter, group: list[Route], pen: QPen) -> None:
    if not group:
        return
    lines, heads = QPainterPath(), QPainterPath()
    for route in group:
        x, y = route.points[0]
        lines.moveTo(_crisp(x), _crisp(y))
        for x, y in route.points[1:]:
            lines.lineTo(_crisp(x), _crisp(y))
        _add_head(heads, route.points[-2], route.points[-1])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(lines)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    painter.drawPath(heads)


def _crisp(value: float) -> float:
    return float(np.floor(value)) + 0.5 if abs(value) < 1e8 else value


def _add_head(path: QPainterPath, before: tuple[float, float], end: tuple[float, float]) -> None:
    """An arrow head whose tip is the line's end."""
    x, y = _crisp(end[0]), _crisp(end[1])
    along = QPointF(_sign(end[0] - before[0]), _sign(end[1] - before[1]))
    across = QPointF(-along.y(), along.x())
    tip = QPointF(x, y)
    base = tip - along * (_ARROW + 1)
    path.moveTo(tip)
    path.lineTo(base + across * (_ARROW - 0.5))
    path.lineTo(base - across * (_ARROW - 0.5))
    path.closeSubpath()


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 0.01 else 1.0 if value > 0 else -1.0
