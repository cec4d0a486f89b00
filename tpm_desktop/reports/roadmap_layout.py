"""How much each lane of a roadmap shows, so that any number of them fits into the height there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .roadmap_lanes import Lane
from .roadmap_placing import Density, PlacedLane, placed_lane
from .roadmap_texts import Labels
from .time_scale import TimeScale

LEAST_LANE = 5.7
_HIGHEST_LOW = 20.0  # of a lane of one line
_USUAL = 7.0  # size of type, below which only what fits no other way goes
_MOST_MARKS = 12
_MOST_EXTRA = 12.0  # that a lane gets of what is left
_DENSITIES = (
    Density(7.5, 12, 1, 1, _MOST_MARKS, 6),
    Density(7, 10, 1, 1, _MOST_MARKS, 4),
    Density(6.5, 8.5, 1, 1, 3, 3, baselines=False),
)
"""The least that a lane with named milestones shows."""
_MORE = ((0, 1), (1, 0), (1, 1), (0, 2))  # lines and strips that a lane may get at once
_MOST_LINES, _MOST_STRIPS = 6, 4


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes that are shown. places: which of the data's lanes they are; named: beside the lanes, too."""

    density: Density
    placed: Sequence[PlacedLane]
    places: Sequence[int]
    inline: bool

    @property
    def baselines(self) -> bool:
        """Whether those of bars are drawn."""
        return self.density.baselines and not self.inline

    @property
    def height(self) -> float:
        return sum(lane.height for lane in self.placed)


def named_lanes(lanes: Sequence[Lane], scale: TimeScale, labels: Labels, room: float) -> Lanes | None:
    """Lanes that name their milestones, None where they don't fit into a height.

    Of the sizes of type that fit it is the one that leaves least out; a smaller one where nothing else does.
    """
    found: list[tuple[int, float, Lanes]] = []
    for density in _DENSITIES:
        if found and density.size < _USUAL:
            break
        placed = [placed_lane(lane, density, scale, labels) for lane in lanes]
        spare = room - sum(lane.height for lane in placed)
        if spare >= 0:
            spare = _fuller(placed, density, spare, scale, labels)
            lacking = sum(lane.lacking**2 for lane in placed)  # rather a little of each than much of one
            found.append((lacking, spare, Lanes(density, placed, range(len(lanes)), False)))
    if not found:
        return None
    _, spare, best = min(found, key=lambda one: one[0])
    _stack(best.placed, min(spare / len(lanes), _MOST_EXTRA))
    return best


def low_lanes(lanes: Sequence[Lane], scale: TimeScale, labels: Labels, room: float) -> Lanes:
    """Lanes of a line each; where not even those fit, those are left out that weigh least."""
    ranked = sorted(range(len(lanes)), key=lambda place: lanes[place].weight)
    places = sorted(ranked[: max(int(room / LEAST_LANE), 1)])
    tall = min(room / len(places), _HIGHEST_LOW)
    bar = min(tall - 2.2, 10.0)
    density = Density(min(_USUAL, tall - 0.25), bar, 1, 0, 8, (tall - bar) / 2)
    placed = [placed_lane(lanes[place], density, scale, labels) for place in places]
    _stack(placed, 0)
    return Lanes(density, placed, places, True)


def _fuller(
    placed: list[PlacedLane], density: Density, spare: float, scale: TimeScale, labels: Labels
) -> float:
    """Give what is left, step by step, to the lane in which it helps most; returns what then is left."""
    densities = [density] * len(placed)
    steps = {n: _steps(one, density, scale, labels) for n, one in enumerate(placed)}
    while True:
        fitting = [
            (gain, n, better, tried)
            for n, mine in steps.items()
            for gain, better, tried in mine
            if better.height - placed[n].height <= spare
        ]
        if not fitting:
            return spare
        _, n, better, tried = max(fitting, key=lambda one: (one[0], -one[1]))
        spare -= better.height - placed[n].height
        placed[n], densities[n] = better, tried
        steps[n] = _steps(better, tried, scale, labels)


def _steps(
    lane: PlacedLane, density: Density, scale: TimeScale, labels: Labels
) -> list[tuple[float, PlacedLane, Density]]:
    """What more lines or strips would do for a lane that lacks something: what each point of height gains."""
    found = []
    for lines, strips in _MORE if lane.lacking else ():
        tried = replace(density, lines=density.lines + lines, strips=density.strips + strips)
        if tried.lines > _MOST_LINES or tried.strips > _MOST_STRIPS:
            continue
        better = placed_lane(lane.of, tried, scale, labels)
        gain = lane.lacking**2 - better.lacking**2
        if gain > 0:
            found.append((gain / max(better.height - lane.height, 1.0), better, tried))
    return found


def _stack(placed: Sequence[PlacedLane], extra: float) -> None:
    """One below the other, each with so much more height than it needs."""
    top = 0.0
    for lane in placed:
        lane.top, lane.shift = top, extra / 2
        lane.height += extra
        top += lane.height
