"""Where the bars, diamonds and labels of a Gantt row stand, so that none covers another."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph

from tpm_desktop.formats import Formats

from .gantt_shapes import GanttBar, GanttMilestone, GanttRow
from .text import plain, shortened
from .theme import MEDIUM, REGULAR
from .time_scale import TimeScale

BAR = 12.0
_ABOVE, _BELOW = 6.0, 4.0
_LANE = BAR + 6  # a bar with its baseline below
_LINE = 9.0  # of milestone labels
_MARK_LANE = 11.0
_MOST_LINES, _MOST_LANES = 4, 8
_MOST_WIDE = 0.75  # of a label below its diamond, as a share of the page
_SIDE = 3.0
_APART = 4.0
_LEAST_LABEL = 16.0
_DIAMOND, _GAP = 6.0, 1.0
_MET = "✓ "


@dataclass(slots=True)
class PlacedBar:
    """left, right: across; top: down from the row's upper edge; label: what fits of it, at label_x."""

    of: GanttBar
    left: float
    right: float
    top: float
    label: str = ""
    label_x: float = 0


@dataclass(slots=True)
class PlacedMark:
    """A milestone's diamond around x, y and its label from label_x on the line label_y.

    Down from the row's edge.
    """

    of: GanttMilestone
    x: float
    y: float
    label: str = ""
    label_x: float = 0
    label_y: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Everything in a row, and how high it must be."""

    bars: list[PlacedBar]
    marks: list[PlacedMark]
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its name as paragraph, and how high both are."""

    of: GanttRow
    name: Paragraph
    name_height: float
    placed: Placed
    height: float


def place(row: GanttRow, scale: TimeScale, formats: Formats, size: float) -> Placed:
    """Place a row's content on the scale.

    Bars that overlap in time get lanes of their own. Diamonds stand among the bars, their labels below, where
    there is one lane and no bar's name under any of them; otherwise below the bars, their labels beside them.
    """
    bars, lanes = _place_bars(row, scale)
    low = _ABOVE + max(lanes, 1) * _LANE - (_LANE - BAR) + (5 if any(bar.baseline for bar in row.bars) else 1)
    milestones = sorted(row.milestones, key=lambda milestone: milestone.at)
    marks = [PlacedMark(m, scale.x(m.at), _ABOVE + BAR / 2) for m in milestones]
    for mark in marks:
        mark.label = plain(f"{_MET if mark.of.met else ''}{formats.date(mark.of.at)} {mark.of.label}")
    between = lanes <= 1 and not any(
        bar.of.label and bar.left + _DIAMOND < mark.x < bar.right - _DIAMOND for bar in bars for mark in marks
    )
    lines = _name_below(marks, scale, size, low) if between else _line_up(marks, scale, size, low)
    for bar in bars:
        _label(bar, bars, [mark.x for mark in marks] if between else [], size, scale.width)
    return Placed(bars, marks, low + lines * (_LINE if between else _MARK_LANE) + _BELOW)


def _place_bars(row: GanttRow, scale: TimeScale) -> tuple[list[PlacedBar], int]:
    ends: list[float] = []
    placed = []
    for bar in sorted(row.bars, key=lambda bar: (bar.start, bar.finish)):
        left, right = scale.x(bar.start), scale.x(bar.finish)
        lane = next((n for n, end in enumerate(ends) if end <= left + 0.5), len(ends))
        ends[lane:] = [right, *ends[lane + 1 :]]
        placed.append(PlacedBar(bar, left, right, _ABOVE + lane * _LANE))
    return placed, len(ends)


def _name_below(marks: list[PlacedMark], scale: TimeScale, size: float, low: float) -> int:
    """Labels under their diamonds, pushed into the page, on the first line where they touch no other."""
    lines: list[float] = []
    for mark in marks:
        mark.label = shortened(mark.label, MEDIUM, size, scale.width * _MOST_WIDE)
        wide = pdfmetrics.stringWidth(mark.label, MEDIUM, size)
        mark.label_x = min(max(mark.x - wide / 2, -_SIDE), scale.width - wide)
        line = next((n for n, end in enumerate(lines) if end + _APART <= mark.label_x), len(lines))
        if line == _MOST_LINES:
            mark.label = ""  # the diamond stands alone; the table of milestones names it
            continue
        lines[line:] = [mark.label_x + wide, *lines[line + 1 :]]
        mark.label_y = low + line * _LINE + size * 0.85
    return len(lines)


def _line_up(marks: list[PlacedMark], scale: TimeScale, size: float, low: float) -> int:
    """Diamonds on lanes of their own with their labels at the right, or at the left where the page ends.

    A label that fits at neither side stands at the roomier one, cut off.
    """
    lanes: list[list[tuple[float, float]]] = []
    for mark in marks:
        agreed = scale.x(mark.of.baseline) if mark.of.baseline else mark.x
        left, right = min(mark.x, agreed) - _DIAMOND, max(mark.x, agreed) + _DIAMOND
        rooms = left - _GAP, scale.width - right - _GAP
        mark.label = shortened(mark.label, MEDIUM, size, max(rooms))
        wide = pdfmetrics.stringWidth(mark.label, MEDIUM, size)
        if wide <= rooms[1]:
            mark.label_x, right = right + _GAP, right + _GAP + wide
        else:
            mark.label_x = left = left - _GAP - wide
        lane = next((n for n, taken in enumerate(lanes) if _is_free(taken, left, right)), len(lanes))
        if lane == _MOST_LANES:
            lane, mark.label = lane - 1, ""
        else:
            lanes[lane:] = [[*(lanes[lane] if lane < len(lanes) else []), (left, right)], *lanes[lane + 1 :]]
        mark.y = low + (lane + 0.5) * _MARK_LANE
        mark.label_y = mark.y + size * 0.35
    return len(lanes)


def _is_free(taken: list[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + _APART <= begin or end + _APART <= left for begin, end in taken)


def _label(bar: PlacedBar, bars: list[PlacedBar], diamonds: list[float], size: float, width: float) -> None:
    """Inside the bar where it fits, beside it where there is room, cut off where there is neither."""
    text = plain(bar.of.label)
    wide = pdfmetrics.stringWidth(text, REGULAR, size)
    begin = max([bar.left + _SIDE, *(x + _DIAMOND for x in diamonds if abs(x - bar.left) <= _DIAMOND)])
    end = min([bar.right, *(x - _DIAMOND for x in diamonds if x - bar.left > _DIAMOND)])
    inside = end - begin - _SIDE
    if wide <= inside:
        bar.label, bar.label_x = text, begin
        return
    begin_beside = max(
        [bar.right + _SIDE, *(x + _DIAMOND for x in diamonds if abs(x - bar.right) <= _DIAMOND)]
    )
    followers = (b.left for b in bars if b is not bar and b.top == bar.top and b.left >= bar.right - 0.5)
    end_beside = min([width, *followers, *(x - _DIAMOND for x in diamonds if x - bar.right > _DIAMOND)])
    if begin_beside + wide + _SIDE <= end_beside:
        bar.label, bar.label_x = text, begin_beside
    elif inside >= _LEAST_LABEL:
        bar.label, bar.label_x = shortened(text, REGULAR, size, inside), begin
