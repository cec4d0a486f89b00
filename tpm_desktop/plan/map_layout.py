"""Where component projects stand on the program map, in the window and on paper alike, and how arrows run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .layering import Gaps, Layers, Point, Size, layers

__all__ = ["PORT", "PROJECT", "Standing", "curve", "lay_out_map"]

PROJECT: Size = (240.0, 116.0)
"""Width and height of a closed component project."""

PORT = 22.0
"""How far above the middle of a project arrows leave and arrive; those that go back as far below."""

_GAPS = Gaps(column=190.0, row=56.0, part=48.0)
_FREE = 24.0  # at least, between a project that was put somewhere and one that gives way
_AHEAD, _BACK = 24.0, 90.0  # how far an arrow reaches level before it turns


@dataclass(frozen=True, slots=True)
class Standing:
    """Where closed component projects stand already. hand: put there by people; held: as last laid out."""

    hand: Mapping[str, Point] = field(default_factory=dict)
    held: Mapping[str, Point] = field(default_factory=dict)


def lay_out_map(
    projects: Iterable[str], pairs: Iterable[tuple[str, str]], standing: Standing | None = None
) -> Layers:
    """Lay component projects out from left to right, all closed; those that stand somewhere stay there.

    Args: projects: their ids; pairs: giver and receiver. Edges keep their bends where neither end was moved.
    """
    auto = layers(dict.fromkeys(projects, PROJECT), pairs, _GAPS)
    at = _settled(auto.at, standing or Standing())
    stays = {project for project, place in auto.at.items() if at[project] == place}
    through = {pair: bends for pair, bends in auto.through.items() if stays.issuperset(pair)}
    return Layers(at, through, auto.size)


def _settled(auto: Mapping[str, Point], standing: Standing) -> dict[str, Point]:
    """Where closed projects stand: as put by hand, held, laid out; each gives way to those before."""
    wanted = {project: standing.held.get(project, at) for project, at in auto.items()}
    settled = {project: at for project, at in standing.hand.items() if project in auto}
    rest = [project for project in auto if project not in settled]
    for project in sorted(rest, key=lambda p: (p not in standing.held, wanted[p])):
        left, top = wanted[project]
        while below := [y + PROJECT[1] + _FREE for x, y in settled.values() if _touch((left, top), (x, y))]:
            top = max(below)
        settled[project] = left, top
    return settled


def _touch(one: Point, other: Point) -> bool:
    wide, tall = PROJECT[0] + _FREE, PROJECT[1] + _FREE
    return abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < tall


def curve(points: Sequence[Point], side: int) -> list[tuple[Point, Point, Point]]:
    """A line that leaves and arrives level, as cubic Bézier segments: two control points and the end of each.

    Args: points: from the beginning on; side: 1 to the right, -1 to the left.
    """
    found = []
    for (x, y), end in pairwise(points):
        ahead = (end[0] - x) * side
        reach = max(abs(ahead) / 2, _AHEAD if ahead > 0 else _BACK) * side
        if y == end[1] and ahead >= 0:
            reach = (end[0] - x) / 3
        found.append(((x + reach, y), (end[0] - reach, end[1]), end))
    return found
