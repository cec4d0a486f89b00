"""How much each lane of a roadmap shows, so that any number of them fits into the height there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats

from .roadmap_lanes import Lane
from .roadmap_placing import Density, PlacedLane, placed_lane
from .time_scale import TimeScale

LEAST_LANE = 5.7
_HIGHEST_LOW = 20.0  # of a lane of one line
_USUAL = 7.0  # size of type, below which only what fits no other way goes
_MOST_EXTRA = 12.0  # that a lane gets of what is left
_DENSITIES = (
    Density(7.5, 12, 4, 6, 12, 6),
    Density(7.5, 12, 3, 4, 10, 6),
    Density(7.5, 12, 2, 3, 7, 6),
    Density(7, 10, 4, 6, 12, 4),
    Density(7, 10, 3, 4, 10, 4),
    Density(7, 10, 3, 3, 8, 4),
    Density(7, 10, 2, 3, 8, 4),
    Density(7, 10, 2, 2, 6, 4),
    Density(7, 10, 1, 2, 5, 4),
    Density(6.5, 8.5, 2, 2, 5, 3, baselines=False),
    Density(6.5, 8.5, 1, 1, 3, 3, baselines=False),
)


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes that are shown. places: which of the data's lanes they are; named: beside the lanes, too."""

    density: Density
    placed: Sequence[PlacedLane]
    places: Sequence[int]
    inline: bool

    @property
    def height(self) -> float:
        return sum(lane.height for lane in self.placed)


def named_lanes(lanes: Sequence[Lane], scale: TimeScale, formats: Formats, room: float) -> Lanes | None:
    """Lanes that name their milestones, None where they don't fit into a height.

    Of the densities that fit it is the one that leaves least out; a smaller type where nothing else does.
    """
    found: list[tuple[int, float, Lanes]] = []
    for density in _DENSITIES:
        if found and density.size < _USUAL:
            break
        placed = [placed_lane(lane, density, scale, formats) for lane in lanes]
        spare = room - sum(lane.height for lane in placed)
        if spare >= 0:
            spare = _fuller(placed, density, spare, scale, formats)
            lacking = sum(lane.lacking**2 for lane in placed)  # rather a little of each than much of one
            found.append((lacking, spare, Lanes(density, placed, range(len(lanes)), False)))
    if not found:
        return None
    _, spare, best = min(found, key=lambda one: one[0])
    _stack(best.placed, min(spare / len(lanes), _MOST_EXTRA))
    return best


def low_lanes(lanes: Sequence[Lane], scale: TimeScale, formats: Formats, room: float) -> Lanes:
    """Lanes of a line each; where not even those fit, those are left out that weigh least."""
    ranked = sorted(range(len(lanes)), key=lambda place: lanes[place].weight)
    places = sorted(ranked[: max(int(room / LEAST_LANE), 1)])
    tall = min(room / len(places), _HIGHEST_LOW)
    bar = min(tall - 2.2, 10.0)
    density = Density(min(_USUAL, tall - 0.25), bar, 1, 0, 8, (tall - bar) / 2)
    placed = [placed_lane(lanes[place], density, scale, formats) for place in places]
    _stack(placed, 0)
    return Lanes(density, placed, places, True)


def _fuller(
    placed: list[PlacedLane], density: Density, spare: float, scale: TimeScale, formats: Formats
) -> float:
    """Give what is left, step by step, to the lane that lacks most; returns what then is left."""
    like = [one for one in _DENSITIES if (one.size, one.bar) == (density.size, density.bar)]
    steps = dict.fromkeys(range(len(placed)), like.index(density))  # of lanes that may become fuller yet
    while steps:
        n = max(steps, key=lambda n: (placed[n].lacking, -n))
        if not placed[n].lacking or not steps[n]:
            del steps[n]
            continue
        steps[n] -= 1
        better = placed_lane(placed[n].of, like[steps[n]], scale, formats)
        more = better.height - placed[n].height
        if more <= spare:
            placed[n], spare = better, spare - more
        else:
            del steps[n]
    return spare


def _stack(placed: Sequence[PlacedLane], extra: float) -> None:
    """One below the other, each with so much more height than it needs."""
    top = 0.0
    for lane in placed:
        lane.top, lane.shift = top, extra / 2
        lane.height += extra
        top += lane.height
