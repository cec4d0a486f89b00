"""Where everything in one lane of a roadmap stands, so that no text covers another.

All lengths in points, x from where the time scale begins, y down from the top of the lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats

from .milestones import Milestone, Standing
from .roadmap_lanes import Lane, Phase, moved_from
from .roadmap_texts import LONGEST_NAME, Text, milestone_said
from .text import limited, shortened
from .theme import MEDIUM, REGULAR
from .time_scale import TimeScale

_APART, _SIDE = 4.0, 2.5
_LEAST_LABEL = 22.0
_TRIED = 4  # milestones for each that may be shown: where those find no room the lane is full
_SHORTER = (1.0, 0.55, 0.3)  # of a milestone's name, where the whole one finds no room


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
    shift: float = 0.0  # of bars, marks and texts, where the lane is higher than they need

    @property
    def lacking(self) -> int:
        """How many phases and milestones found no room."""
        return len(self.of.phases) - len(self.bars) + len(self.of.milestones) - len(self.marks)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def placed_lane(lane: Lane, density: Density, scale: TimeScale, formats: Formats) -> PlacedLane:
    """A lane with what finds room in it at a density, as high as it needs to be."""
    return _Placing(lane, density, scale, formats).placed()


class _Placing:
    """One lane at one density."""

    def __init__(self, lane: Lane, density: Density, scale: TimeScale, formats: Formats) -> None:
        self._of, self._density, self._scale, self._formats = lane, density, scale, formats
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
        strips = self._on_strips(by_time)
        if len(self._found.bars) < len(by_time):
            strips = self._on_strips(sorted(self._of.phases, key=lambda one: one.weight))
        return strips

    def _on_strips(self, phases: Sequence[Phase]) -> int:
        taken: list[list[tuple[float, float]]] = []
        self._found.bars = []
        for phase in phases:
            left = self._scale.x(phase.bar.start)
            right = max(self._scale.x(phase.bar.finish), left + 1.2)
            free = (
                n for n, row in enumerate(taken) if all(right <= a + 0.5 or b <= left + 0.5 for a, b in row)
            )
            strip = next(free, len(taken))
            if strip == self._density.strips:
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
            others = [other.left for other in self._found.bars if other.top == bar.top and other is not bar]
            others += [x - reach for x in marks] + [a for top, a, _ in beside if top == bar.top]
            end = min([self._scale.width, *(x for x in others if x >= bar.right - 0.5)])
            if wide > inside and after + wide + _SIDE <= end:
                beside.append((bar.top, after, after + wide))
                self._found.texts.append(Text(after, base, said, REGULAR, size))
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
        """Diamonds with their labels on lines of their own; those that find no room are left out."""
        step = self._density.size + 3
        lines: list[list[tuple[float, float]]] = [[] for _ in range(self._density.lines)]
        for one in self._of.milestones[: _TRIED * self._density.marks]:
            if len(self._found.marks) == self._density.marks:
                break
            x, agreed = self._scale.x(one.forecast), moved_from(one)
            before = None if agreed is None else self._scale.x(agreed)
            place = self._free(one, x, x if before is None else before, lines)
            if place is None:
                continue
            line, left, said, taken = place
            lines[line].append(taken)
            y = low + (line + 0.5) * step
            self._found.marks.append(Mark(one, x, y, before))
            token = (
                "critical" if one.critical or one.standing in (Standing.LATE, Standing.OVERDUE) else "text"
            )
            size = self._density.size
            self._found.texts.append(Text(left, y + size * 0.36, said, MEDIUM, size, token))
        return max((n for n, line in enumerate(lines, 1) if line), default=0)

    def _free(
        self, one: Milestone, x: float, agreed: float, lines: list[list[tuple[float, float]]]
    ) -> tuple[int, float, str, tuple[float, float]] | None:
        """Line, left end, text and stretch of a label: the longest text on the first line that has room."""
        left, right = min(x, agreed) - self._reach - 1, max(x, agreed) + self._reach + 1
        for share in _SHORTER:
            said = milestone_said(one, self._formats, share)
            wide = pdfmetrics.stringWidth(said, MEDIUM, self._density.size)
            for line, taken in enumerate(lines):
                for begin, end, at in (
                    (left, right + 1 + wide, right + 1),
                    (left - 1 - wide, right, left - 1 - wide),
                ):
                    inside = begin >= -self._reach - 2 and end <= self._scale.width + self._reach + 2
                    fits = at >= 0 and at + wide <= self._scale.width
                    if inside and fits and all(end + _APART <= a or b + _APART <= begin for a, b in taken):
                        return line, at, said, (begin, end)
        return None
