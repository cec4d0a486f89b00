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
_ABOVE, _BELOW = 6.0, 6.0
_LANE = BAR + 6  # a bar with its baseline below
_LINE = 9.0  # of milestone labels
_MOST_LINES = 4
_SIDE = 3.0
_APART = 4.0
_LEAST_LABEL = 16.0
_DIAMOND = 6.0
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
    """A milestone at x; label_top: down from the row's upper edge."""

    of: GanttMilestone
    x: float
    label: str = ""
    label_x: float = 0
    label_top: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Everything in a row.

    Mark_line: where the diamonds stand, down from its upper edge; height: what it needs.
    """

    bars: list[PlacedBar]
    marks: list[PlacedMark]
    mark_line: float
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

    Bars that overlap in time get lanes of their own, the diamonds stand on the first lane, their labels below
    all bars on as many lines as they need.
    """
    bars, lanes = _place_bars(row, scale)
    low = _ABOVE + max(lanes, 1) * _LANE - (_LANE - BAR)
    has_baseline = any(bar.baseline for bar in row.bars)
    marks, lines = _place_marks(row, scale, formats, size, low + (5 if has_baseline else 2))
    for bar in bars:
        _label(bar, bars, marks, size, scale.width)
    height = low + (4 if has_baseline else 0) + lines * _LINE + _BELOW
    return Placed(bars, marks, _ABOVE + BAR / 2, height)


def _place_bars(row: GanttRow, scale: TimeScale) -> tuple[list[PlacedBar], int]:
    ends: list[float] = []
    placed = []
    for bar in sorted(row.bars, key=lambda bar: (bar.start, bar.finish)):
        left, right = scale.x(bar.start), scale.x(bar.finish)
        lane = next((n for n, end in enumerate(ends) if end <= left + 0.5), len(ends))
        ends[lane:] = [right, *ends[lane + 1 :]]
        placed.append(PlacedBar(bar, left, right, _ABOVE + lane * _LANE))
    return placed, len(ends)


def _place_marks(
    row: GanttRow, scale: TimeScale, formats: Formats, size: float, below: float
) -> tuple[list[PlacedMark], int]:
    """Labels under their diamonds, pushed into the page, on the first line where they touch no other."""
    lines: list[float] = []
    placed = []
    for milestone in sorted(row.milestones, key=lambda m: m.at):
        mark = PlacedMark(milestone, scale.x(milestone.at))
        placed.append(mark)
        text = plain(f"{_MET if milestone.met else ''}{formats.date(milestone.at)} {milestone.label}")
        text = shortened(text, MEDIUM, size, min(scale.width, 150))
        wide = pdfmetrics.stringWidth(text, MEDIUM, size)
        x = min(max(mark.x - wide / 2, -_SIDE), scale.width - wide)
        line = next((n for n, end in enumerate(lines) if end + _APART <= x), len(lines))
        if line == _MOST_LINES:
            continue  # the diamond stands alone; the table of milestones names it
        lines[line:] = [x + wide, *lines[line + 1 :]]
        mark.label, mark.label_x, mark.label_top = text, x, below + line * _LINE
    return placed, len(lines)


def _label(bar: PlacedBar, bars: list[PlacedBar], marks: list[PlacedMark], size: float, width: float) -> None:
    """Inside the bar where it fits, beside it where there is room, cut off where there is neither."""
    text = plain(bar.of.label)
    wide = pdfmetrics.stringWidth(text, REGULAR, size)
    diamonds = [mark.x for mark in marks] if bar.top == _ABOVE else []
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
