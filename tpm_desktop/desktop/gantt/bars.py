"""Paints what stands in the rows of the chart: bars, brackets, diamonds, baselines and deadlines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tpm_desktop.planning.columns import NONE, WHOLE

from .bar_look import Bar, diamond, look, paint_pins
from .cells import Cells
from .earlier import paint_earlier
from .frame import Frame

_RADIUS = 2.0
_DONE = 4.0  # height of the line that shows progress
_LEAST = 3.0  # a bar is never narrower
_BRACKET = 4.5
_TIP = 5.0


def bars(frame: Frame) -> list[Bar]:
    """The bars of the lines to paint; rows without dates have none, milestones stand where they finish."""
    lines = np.flatnonzero(frame.lines >= 0)
    state, rows = frame.cells.state, frame.lines[lines]
    schedule, tasks, milestone = state.schedule, state.inputs.tasks, state.milestone[rows]
    starts, finishes = schedule.start[rows], schedule.finish[rows]
    lefts, rights = frame.xs(starts), frame.xs(finishes)
    known = (starts != NONE) & (finishes != NONE)
    facts = zip(
        rows.tolist(),
        map(frame.y, (frame.first + lines).tolist()),
        np.where(milestone, rights, lefts).tolist(),
        np.where(milestone, rights, np.maximum(rights, lefts + _LEAST)).tolist(),
        (state.done[rows] / WHOLE).tolist(),
        state.summary[rows].tolist(),
        milestone.tolist(),
        schedule.critical[rows].tolist(),
        state.near_critical[rows].tolist(),
        tasks.active[rows].tolist(),
        tasks.external[rows].tolist(),
        strict=True,
    )
    drawn = [Bar(*fact) for fact, dated in zip(facts, known.tolist(), strict=True) if dated]
    given = tasks.manual | tasks.external
    return [_pinned(frame.cells, bar) if given[bar.row] else bar for bar in drawn]


def _pinned(cells: Cells, bar: Bar) -> Bar:
    """A bar whose dates are given, but for those that are only known in words."""
    start, finish, duration = (bool(cells.words(bar.row, key)) for key in ("start", "finish", "duration"))
    return replace(bar, pinned=(not start, not finish), vague=start or finish or duration)


def half_diamond(frame: Frame) -> float:
    """Half the width of a milestone's diamond."""
    return frame.rows.bar / 2 + 0.5


def paint_bars(painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
    """Baselines below, bars, brackets and diamonds above."""
    if frame.shows.baseline:
        paint_earlier(painter, frame)
    if frame.shows.slack:
        _paint_slack(painter, frame, drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for bar in drawn:
        if bar.right < frame.area.left() - 20 or bar.left > frame.area.right() + 20:
            continue
        paint_bar(painter, frame, bar)


def paint_bar(painter: QPainter, frame: Frame, bar: Bar) -> None:
    """A bar, a bracket or a diamond."""
    if bar.milestone:
        _paint_milestone(painter, frame, bar)
    elif bar.summary:
        _paint_summary(painter, frame, bar)
    else:
        drawn = pieces(frame, bar)
        paint_pieces(painter, frame, bar, drawn, _done_of(frame, bar, len(drawn)))


def paint_pieces(
    painter: QPainter, frame: Frame, bar: Bar, drawn: list[tuple[float, float]], shares: list[float]
) -> None:
    """A task in its parts, from where to where each, with the share of each that is done."""
    if len(drawn) > 1:
        painter.setPen(QPen(frame.inks.muted, 1, Qt.PenStyle.DotLine))
        y = bar.y + frame.rows.middle
        painter.drawLine(QPointF(bar.left, y), QPointF(bar.right, y))
    for piece, done in zip(drawn, shares, strict=True):
        shown = replace(bar, left=piece[0], right=piece[1], done=done)
        _paint_piece(painter, frame, shown)
        if done > 0:
            _paint_done(painter, frame, shown)


def parts_done(frame: Frame, bar: Bar) -> list[tuple[float, float, float]]:
    """The parts of a task as they are drawn: from where to where, and the share of each that is done."""
    drawn = pieces(frame, bar)
    shares = _done_of(frame, bar, len(drawn))
    return [(left, right, share) for (left, right), share in zip(drawn, shares, strict=True)]


def _done_of(frame: Frame, bar: Bar, count: int) -> list[float]:
    """How much of each part is done: work runs on over the breaks."""
    if count == 1:
        return [bar.done]
    state = frame.cells.state
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    work = [max(calendar.between(start, finish), 1) for start, finish in state.schedule.parts[bar.row]]
    before = [sum(work[:part]) for part in range(count)]
    done = bar.done * sum(work)
    return [min(max((done - past) / own, 0.0), 1.0) for past, own in zip(before, work, strict=True)]


def pieces(frame: Frame, bar: Bar) -> list[tuple[float, float]]:
    """From where to where a bar is drawn: once, or in parts where the task is split."""
    parts = frame.cells.state.schedule.parts.get(bar.row, ())
    if len(parts) < 2:
        return [(bar.left, bar.right)]
    edges = [(frame.scale.x(float(start)), frame.scale.x(float(finish))) for start, finish in parts]
    return [(left, max(right, left + _LEAST)) for left, right in edges]


def _paint_piece(painter: QPainter, frame: Frame, bar: Bar) -> None:
    rows = frame.rows
    pen, ground, pattern = look(frame, bar)
    place = QRectF(bar.left + 0.5, bar.y + rows.bar_top + 0.5, bar.right - bar.left - 1, rows.bar - 1)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    if pattern is not None:
        pattern.fill(painter, place.adjusted(1, 1, -1, -1), QPointF(bar.left, bar.y))
    if any(bar.pinned) and bar.active:
        paint_pins(painter, frame, bar)


def _paint_done(painter: QPainter, frame: Frame, bar: Bar) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(frame.inks.done)
    middle, width = bar.y + frame.rows.middle, max(2.0, (bar.right - bar.left - 3) * bar.done)
    painter.drawRect(QRectF(bar.left + 1.5, middle - _DONE / 2, width, _DONE))


def _paint_summary(painter: QPainter, frame: Frame, bar: Bar) -> None:
    """A bracket over the row's parts."""
    top = bar.y + frame.rows.bar_top + 1
    tip = min(_TIP + 1, (bar.right - bar.left) / 2)
    down = top + _BRACKET + _TIP
    shape = QPolygonF(
        [
            QPointF(bar.left, top),
            QPointF(bar.right, top),
            QPointF(bar.right, down),
            QPointF(bar.right - tip, top + _BRACKET),
            QPointF(bar.left + tip, top + _BRACKET),
            QPointF(bar.left, down),
        ]
    )
    _fill_or_outline(painter, frame, bar, frame.inks.summary)
    painter.drawPolygon(shape)


def _fill_or_outline(painter: QPainter, frame: Frame, bar: Bar, ink: QColor) -> None:
    """Filled where it drives something, else hollow and dotted."""
    if bar.active:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
    else:
        painter.setPen(QPen(frame.inks.muted, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_milestone(painter: QPainter, frame: Frame, bar: Bar) -> None:
    critical = bar.critical and frame.shows.critical
    centre = QPointF(bar.left, bar.y + frame.rows.middle)
    ink = frame.inks.muted if bar.external else frame.inks.milestone
    _fill_or_outline(painter, frame, bar, frame.inks.critical if critical else ink)
    if bar.vague and bar.active:
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(frame.inks.canvas)
    painter.drawPath(diamond(centre, half_diamond(frame)))
    if bar.external and bar.active and not bar.vague:
        painter.setBrush(frame.inks.baseline)
        painter.drawPath(diamond(centre, half_diamond(frame) - 2.5))
    if bar.done >= 1:
        painter.setBrush(frame.inks.canvas)
        painter.drawPath(diamond(centre, half_diamond(frame) - 3.5))


def _paint_slack(painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
    """A thin line from each finish to the latest one that delays nothing."""
    state = frame.cells.state
    for bar in drawn:
        late = int(state.schedule.late_finish[bar.row])
        if bar.summary or late == NONE or late <= int(state.schedule.finish[bar.row]):
            continue
        y, end = bar.y + frame.rows.middle, min(frame.scale.x(float(late)), frame.width + 50.0)
        paint_slack(painter, frame, bar.right, end, y)


def paint_slack(painter: QPainter, frame: Frame, left: float, right: float, y: float) -> None:
    """A thin line to the latest finish, with a stroke across its end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(frame.inks.muted, 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.drawLine(QPointF(right, y - 3), QPointF(right, y + 3))


def paint_deadlines(painter: QPainter, frame: Frame) -> None:
    """An arrow down onto each deadline."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    deadlines, lines = frame.cells.state.inputs.tasks.deadline, np.flatnonzero(frame.lines >= 0)
    for n in lines[deadlines[frame.lines[lines]] != NONE].tolist():
        x = frame.scale.x(float(deadlines[frame.lines[n]]))
        if frame.area.left() - 9 <= x <= frame.area.right() + 9:
            row = int(frame.lines[n])
            missed = frame.cells.deadline_missed(row)
            top = frame.y(frame.first + n) + frame.rows.bar_top
            paint_deadline(painter, frame, QPointF(x, top), missed=missed)


def paint_deadline(painter: QPainter, frame: Frame, at: QPointF, *, missed: bool) -> None:
    """An arrow down onto the date: hollow while it is kept, filled once it is missed."""
    colour, height = (frame.inks.critical if missed else frame.inks.deadline), float(frame.rows.bar)
    middle = at.y() + height * 0.5
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if missed else frame.inks.canvas)
    painter.drawLine(QPointF(at.x(), at.y()), QPointF(at.x(), middle))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(at.x() - 4, middle),
                QPointF(at.x() + 4, middle),
                QPointF(at.x(), at.y() + height),
            ]
        )
    )
