"""Where everything in one lane of a roadmap stands, so that no text covers another.

All lengths in points, x from where the time scale begins, y down from the top of the lane.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics

from .milestones import Milestone, Standing
from .roadmap_lanes import Lane, Phase, moved_from
from .roadmap_texts import LONGEST_NAME, Label, Labels, Text
from .text import limited, shortened
from .theme import REGULAR
from .time_scale import TimeScale

_APART, _SIDE = 4.0, 2.5
_LEAST_LABEL = 22.0
_TRIED = 4  # milestones for each that may be shown: where those find no room the lane is full
_SHORTER = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)  # of a milestone's name, where the whole one finds no room


@dataclass(frozen=True, slots=True)
class Density:
    """How much a lane shows. size: of type; bar: height; strips, lines, marks: at most of each.

    Without lines diamonds stand among the bars, and the milestone that presses is named beside the lane.
    """

    size: float
    bar: float
    strips: int
    lines: int
    marks: int
    pad: float
    baselines: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase on its strip."""

    of: Phase
    left: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone's diamond, and where it was agreed to stand if it has moved."""

    of: Milestone
    x: float
    y: float
    moved_from: float | None


@dataclass(slots=True)
class PlacedLane:
    """What stands in a lane; y of everything counts from its top."""

    of: Lane
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    height: float = 0.0
    top: float = 0.0
    bar_height: float = 0.0
    cut: set[str] = field(default_factory=set)  # ids of the milestones whose names aren't whole
    shift: float = 0.0  # of bars, marks and texts, where the lane is higher than they need

    @property
    def lacking(self) -> int:
        """How much found no room, itself or its whole name: a milestone that is met counts half."""
        shown = {mark.of.id for mark in self.marks} - self.cut
        missing = [one.standing is Standing.MET for one in self.of.milestones if one.id not in shown]
        return 2 * (len(self.of.phases) - len(self.bars) + len(missing)) - sum(missing)

    @property
    def has_gaps(self) -> bool:
        """Whether a phase found no room."""
        return len(self.bars) < len(self.of.phases)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class _OnLine:
    """A milestone on a line below the bars. x, before: of its diamonds; at: where its label begins."""

    of: Milestone
    x: float
    before: float | None
    line: int
    at: float
    label: Label


@dataclass(slots=True)
class _OnLines:
    """Those that found room."""

    marks: list[_OnLine] = field(default_factory=list)

    def lacks(self, every: int) -> int:
        """How many of so many are missing or have a cut name."""
        return every - sum(not one.label.cut for one in self.marks)

    def has_all(self, wanted: Sequence[Milestone]) -> bool:
        """Whether none of those is missing."""
        return {one.id for one in wanted} <= {one.of.id for one in self.marks}


def placed_lane(lane: Lane, density: Density, scale: TimeScale, labels: Labels) -> PlacedLane:
    """A lane with what finds room in it at a density, as high as it needs to be."""
    return _Placing(lane, density, scale, labels).placed()


class _Placing:
    """One lane at one density."""

    def __init__(self, lane: Lane, density: Density, scale: TimeScale, labels: Labels) -> None:
        self._of, self._density, self._scale, self._labels = lane, density, scale, labels
        self._found = PlacedLane(lane, bar_height=density.bar)
        self._reach = min(4.5, density.bar / 2)
        has_baseline = density.lines and density.baselines and any(one.bar.baseline for one in lane.phases)
        self._strip = density.bar + (5.0 if has_baseline else 2.0)

    def placed(self) -> PlacedLane:
        density, found = self._density, self._found
        strips = self._bars()
        if not density.lines:
            self._marks_among_bars()
            self._label_bars()
            found.height = density.bar + 2 * density.pad
            return found
        self._label_bars()
        low = density.pad + strips * self._strip
        lines = self._marks_below(low)
        tall = low + lines * (density.size + 3) + density.pad - (2 if strips and not lines else 0)
        found.height = max(tall, density.bar + 2 * density.pad)
        return found

    def _bars(self) -> int:
        """Phases in order of time while there are strips enough, else in order of their weight."""
        by_time = sorted(self._of.phases, key=lambda one: (one.bar.start, one.bar.finish))
        strips = self._on_strips(by_time, all_or_none=True)
        if len(self._found.bars) < len(by_time):
            strips = self._on_strips(sorted(self._of.phases, key=lambda one: one.weight))
        return strips

    def _on_strips(self, phases: Sequence[Phase], *, all_or_none: bool = False) -> int:
        """Place those that find room, or none any more once one found none; returns how many strips."""
        taken: list[list[tuple[float, float]]] = []
        self._found.bars = []
        for phase in phases:
            left = self._scale.x(phase.bar.start)
            right = max(self._scale.x(phase.bar.finish), left + 1.2)
            strip = next((n for n, row in enumerate(taken) if _is_free(row, left, right)), len(taken))
            if strip == self._density.strips:
                if all_or_none:
                    break
                continue
            if strip == len(taken):
                taken.append([])
            taken[strip].append((left, right))
            self._found.bars.append(Bar(phase, left, right, self._density.pad + strip * self._strip))
        return len(taken)

    def _label_bars(self) -> None:
        """Inside the bar where it fits, beside it where there is room, cut off where there is neither."""
        size, tall = self._density.size, self._density.bar
        if tall < size + 0.8:
            return
        beside: list[tuple[float, float, float]] = []  # top of the strip, from, to
        for bar in self._found.bars:
            said = limited(bar.of.bar.label, LONGEST_NAME)
            wide = pdfmetrics.stringWidth(said, REGULAR, size)
            marks = [mark.x for mark in self._found.marks] if not self._density.lines else []
            reach = self._reach + 1
            begin = max([bar.left + _SIDE, *(x + reach for x in marks if abs(x - bar.left) <= reach)])
            inside = min([bar.right - _SIDE, *(x - reach for x in marks if x > bar.left + reach)]) - begin
            base = bar.top + tall / 2 + size * 0.36
            ground = "critical_tint" if bar.of.bar.critical else "bar_tint"
            after = bar.right + _SIDE + (reach if any(abs(x - bar.right) <= reach for x in marks) else 0)
            taken = [(one.left, one.right) for one in self._found.bars if one.top == bar.top]
            taken += [(x - reach, x + reach) for x in marks]
            taken += [(a, b) for top, a, b in beside if top == bar.top]
            end = min([self._scale.width, *(a for a, _ in taken if a >= bar.right - 0.5)])
            begun = max([0.0, *(b for _, b in taken if b <= bar.left + 0.5)])
            left = bar.left - (reach if any(abs(x - bar.left) <= reach for x in marks) else 0) - _SIDE - wide
            if wide > inside and (after + wide + _SIDE <= end or left - _SIDE >= begun):
                at = after if after + wide + _SIDE <= end else left
                beside.append((bar.top, at, at + wide))
                self._found.texts.append(Text(at, base, said, REGULAR, size))
            elif min(wide, inside) >= _LEAST_LABEL or wide <= inside:
                shown = shortened(said, REGULAR, size, inside)
                self._found.texts.append(Text(begin, base - 0.7, shown, REGULAR, size, ground=ground))

    def _marks_among_bars(self) -> None:
        """Diamonds on the strip; those that would stand on another are left out."""
        y = self._density.pad + self._density.bar / 2
        for one in self._of.milestones:
            x = self._scale.x(one.forecast)
            near = any(abs(mark.x - x) < 2 * self._reach for mark in self._found.marks)
            if not near and len(self._found.marks) < self._density.marks:
                self._found.marks.append(Mark(one, x, y, None))

    def _marks_below(self, low: float) -> int:
        """Diamonds with their labels on lines of their own; those that find no room are left out.

        The weightiest take their places first. Where that leaves something out or cuts a name, those that
        found room are placed once more in other orders, since there may be one in which more fits.
        """
        every = self._of.milestones[: _TRIED * self._density.marks]
        best = self._on_lines(every)
        if best.lacks(len(every)):
            kept = [one.of for one in best.marks]
            rest = [one for one in every if one not in kept]
            for order in (lambda one: one.forecast, self._long, self._early):
                tried = self._on_lines([*sorted(kept, key=order), *rest])
                if tried.lacks(len(every)) < best.lacks(len(every)) and tried.has_all(kept):
                    best = tried
        step, found = self._density.size + 3, self._found
        for one in best.marks:
            y = low + (one.line + 0.5) * step
            found.marks.append(Mark(one.of, one.x, y, one.before))
            found.texts += one.label.texts(one.at, y + one.label.size * 0.36)
        found.cut = {one.of.id for one in best.marks if one.label.cut}
        return max((one.line + 1 for one in best.marks), default=0)

    def _long(self, one: Milestone) -> float:
        return -self._labels.of(one, self._density.size).width

    def _early(self, one: Milestone) -> float:
        return -one.forecast.timestamp()

    def _on_lines(self, milestones: Sequence[Milestone]) -> _OnLines:
        """As many as there is room for, each on the first line on which it stands with most of its name."""
        found = _OnLines()
        lines: list[list[tuple[float, float]]] = [[] for _ in range(self._density.lines)]
        for one in milestones:
            if len(found.marks) == self._density.marks:
                break
            x, agreed = self._scale.x(one.forecast), moved_from(one)
            before = None if agreed is None else self._scale.x(agreed)
            place = self._free(one, x, x if before is None else before, lines)
            if place is not None:
                line, at, label, taken = place
                lines[line].append(taken)
                found.marks.append(_OnLine(one, x, before, line, at, label))
        return found

    def _free(
        self, one: Milestone, x: float, agreed: float, lines: list[list[tuple[float, float]]]
    ) -> tuple[int, float, Label, tuple[float, float]] | None:
        """Line, left end, label and stretch of a label: the longest text on the first line that has room."""
        left, right = min(x, agreed) - self._reach - 1, max(x, agreed) + self._reach + 1
        for share in _SHORTER:
            label = self._labels.of(one, self._density.size, share)
            wide = label.width
            for line, taken in enumerate(lines):
                for begin, end, at in (
                    (left, right + 1 + wide, right + 1),
                    (left - 1 - wide, right, left - 1 - wide),
                ):
                    inside = begin >= -self._reach - 2 and end <= self._scale.width + self._reach + 2
                    fits = at >= 0 and at + wide <= self._scale.width
                    if inside and fits and all(end + _APART <= a or b + _APART <= begin for a, b in taken):
                        return line, at, label, (begin, end)
        return None


def _is_free(row: Iterable[tuple[float, float]], left: float, right: float) -> bool:
    """Whether nothing that a strip holds, from left to right each, is in the way."""
    return all(right <= begin + 0.5 or end <= left + 0.5 for begin, end in row)
