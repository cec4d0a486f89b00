"""The bull's-eye chart of earned value: how lines stand in cost against how they stand in time.

What window and paper share: which lines are spots, over which indices the chart reaches, what its quarters
are called and where labels stand. Each paints it by its own means.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats

from .earned_lines import Level, Line
from .labels import Box, Label, placed

BORNE = (0.9, 1.1)
"""Indices within these are borne, as in the chart of indices."""
ON_PLAN = (0.95, 1.05)
"""The bull's eye: as green as a light can be."""
QUARTERS = (
    ((-1, 1), "Behind plan, below cost"),
    ((1, 1), "Ahead of plan, below cost"),
    ((-1, -1), "Behind plan, over cost"),
    ((1, -1), "Ahead of plan, over cost"),
)
"""Where each quarter lies from the middle (time, cost), and its name."""
_NARROWEST, _WIDEST = 0.24, 0.6  # that a scale reaches to either side of 1.00
_ROOM = 1.25  # for names beyond the outermost spots
_LONGEST = 26  # characters of a name beside its spot
_MOST_NAMES = 6  # of accounts that lie on each other
_ORDER = (Level.PROGRAM, Level.PROJECT, Level.ACCOUNT)


@dataclass(frozen=True, slots=True)
class Scale:
    """The indices that an axis reaches over; 1.00 lies within."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Scale:
        """A scale that holds all values but outliers, with some room."""
        low, high = min([1.0, *values]), max([1.0, *values])
        below, above = ((apart if apart < _WIDEST else _WIDEST) for apart in (1 - low, high - 1))
        return cls(1 - max(below * _ROOM, _NARROWEST), 1 + max(above * _ROOM, _NARROWEST))

    def share(self, index: float) -> float:
        """Where an index stands from 0 to 1, outliers at the edge."""
        return min(max((index - self.low) / (self.high - self.low), 0), 1)

    def holds(self, index: float) -> bool:
        """Whether it isn't off the scale."""
        return self.low <= index <= self.high

    def steps(self) -> list[float]:
        """The indices that the axis names, 1.00 among them."""
        wide = self.high - self.low
        step = 0.05 if wide <= 0.45 else 0.1 if wide <= 0.9 else 0.2
        first, last = math.ceil((self.low - 1) / step - 1e-9), math.floor((self.high - 1) / step + 1e-9)
        return [round(1 + step * n, 2) for n in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of the chart. texts: what it may be labelled with, the best first; beyond: off a scale."""

    line: Line
    spi: float
    cpi: float
    texts: tuple[str, ...]
    beyond: bool


@dataclass(frozen=True, slots=True)
class BullsEye:
    """The spots, program and projects first, and both scales; untold: how many lines have no index yet."""

    spots: tuple[Spot, ...]
    time: Scale
    cost: Scale
    untold: int


def bulls_eye(lines: Sequence[Line], formats: Formats) -> BullsEye:
    """The lines that have both indices; outliers say their values."""
    known = [line for line in lines if not (math.isnan(line.found.spi) or math.isnan(line.found.cpi))]
    known.sort(key=lambda line: _ORDER.index(line.level))
    time = Scale.of([float(line.found.spi) for line in known])
    cost = Scale.of([float(line.found.cpi) for line in known])
    spots = tuple(_spot(line, time, cost, formats) for line in known)
    return BullsEye(spots, time, cost, len(lines) - len(known))


def _spot(line: Line, time: Scale, cost: Scale, formats: Formats) -> Spot:
    spi, cpi = float(line.found.spi), float(line.found.cpi)
    beyond = not (time.holds(spi) and cost.holds(cpi))
    values = f" ({formats.decimal(spi, 2)}, {formats.decimal(cpi, 2)})" if beyond else ""
    name = line.name if len(line.name) <= _LONGEST else f"{line.name[: _LONGEST - 1].rstrip()}…"
    texts = [f"{name}{values}", *([f"{line.code}{values}"] if line.code else [])]
    return Spot(line, spi, cpi, tuple(texts), beyond)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written beside one spot, or beside several that lie on each other. spots: their places."""

    spots: tuple[int, ...]
    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart in a frame whose second axis may go down. spots: where those of the bull's eye stand."""

    eye: BullsEye
    frame: Box
    upwards: bool
    spots: tuple[tuple[float, float], ...] = ()
    captions: tuple[Caption, ...] = ()
    quarters: tuple[tuple[Box, str], ...] = ()

    def x(self, spi: float) -> float:
        """Where a schedule index stands; outliers at the edge."""
        return self.frame.x + self.frame.width * self.eye.time.share(spi)

    def y(self, cpi: float) -> float:
        """Where a cost index stands; outliers at the edge."""
        share = self.eye.cost.share(cpi)
        return self.frame.y + self.frame.height * (share if self.upwards else 1 - share)

    @property
    def nameless(self) -> int:
        """How many spots have no room for a name."""
        return len(self.spots) - sum(len(caption.spots) for caption in self.captions)


def drawn(
    eye: BullsEye, frame: Box, size_of: Callable[[str], tuple[float, float]], mark: float, *, upwards: bool
) -> Drawn:
    """The chart in a frame. size_of: width and height of a text; mark: half the size of a spot."""
    bare = Drawn(eye, frame, upwards)
    quarters = tuple((_corner(frame, size_of(name), at, upwards), name) for at, name in QUARTERS)
    spots = tuple((bare.x(spot.spi), bare.y(spot.cpi)) for spot in eye.spots)
    groups = _groups(eye, spots, mark)
    texts = [_texts([eye.spots[n] for n in group]) for group in groups]
    sizes = [[size_of(text) for text in each] for each in texts]
    taken = [box for box, _ in quarters]
    labels = placed([spots[group[0]] for group in groups], sizes, frame, mark, taken, spots)
    captions = tuple(
        Caption(tuple(group), each[label.choice], label)
        for group, each, label in zip(groups, texts, labels, strict=True)
        if label is not None
    )
    return Drawn(eye, frame, upwards, spots, captions, quarters)


def _groups(eye: BullsEye, spots: Sequence[tuple[float, float]], mark: float) -> list[list[int]]:
    """Accounts that lie on each other are named together; program and projects each alone."""
    groups: list[list[int]] = []
    for n, (x, y) in enumerate(spots):
        near = (
            group
            for group in groups
            if eye.spots[group[0]].line.level is Level.ACCOUNT
            and abs(spots[group[0]][0] - x) <= mark
            and abs(spots[group[0]][1] - y) <= mark
        )
        group = next(near, None) if eye.spots[n].line.level is Level.ACCOUNT else None
        if group is None:
            groups.append([n])
        else:
            group.append(n)
    return groups


def _texts(spots: Sequence[Spot]) -> tuple[str, ...]:
    if len(spots) == 1:
        return spots[0].texts
    names = [spot.texts[-1] for spot in spots]
    short = names[0] + f" and {len(names) - 1} more"
    return (", ".join(names), short) if len(names) <= _MOST_NAMES else (short,)


def _corner(frame: Box, size: tuple[float, float], at: tuple[int, int], upwards: bool) -> Box:
    width, height = size
    x = frame.x + 6 if at[0] < 0 else frame.x + frame.width - width - 6
    low = (at[1] < 0) == upwards
    y = frame.y + 4 if low else frame.y + frame.height - height - 4
    return Box(x, y, width, height)


def finding(eye: BullsEye) -> str:
    """What the chart says, such as "3 of 7 accounts are behind plan and over cost"."""
    accounts = [spot for spot in eye.spots if spot.line.level is Level.ACCOUNT]
    if not accounts:
        return "No account has both indices yet"
    worst = sum(spot.spi < 1 and spot.cpi < 1 for spot in accounts)
    borne = sum(min(spot.spi, spot.cpi) >= BORNE[0] for spot in accounts)
    many = f"{len(accounts)} {'account' if len(accounts) == 1 else 'accounts'}"
    if not worst:
        return f"No account of {len(accounts)} is both behind plan and over cost"
    return f"{worst} of {many} behind plan and over cost, {borne} with both indices from {BORNE[0]:.2f}"
