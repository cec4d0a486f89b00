"""How the links between lanes of a roadmap run: upright at their ends, across where no text stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.plan.labels import Box

from .roadmap_lanes import End, RoadmapData, Tie
from .roadmap_layout import Lanes
from .roadmap_placing import PlacedLane
from .time_scale import TimeScale

MOST_ROUTES = 8
_APART = 2.4  # of two lines that would run over each other
_ASIDE = (0, 1, -1, 2, -2, 3, -3)


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a tie, from giver to receiver, x and y as in the lanes."""

    of: Tie
    corners: Sequence[tuple[float, float]]


def routes(data: RoadmapData, lanes: Lanes, scale: TimeScale) -> list[Route]:
    """The tightest ties, as many as can be followed by eye, each on the way that crosses least."""
    shown = dict(zip(lanes.places, lanes.placed, strict=True))
    known = [tie for tie in data.ties if tie.giver.lane in shown and tie.receiver.lane in shown]
    texts = [text.lower(lane.top + lane.shift).box for lane in lanes.placed for text in lane.texts]
    found: list[Route] = []
    for tie in known[:MOST_ROUTES]:
        found.append(Route(tie, _corners(tie, shown, scale, texts, found)))
    return found


def _corners(
    tie: Tie, shown: dict[int, PlacedLane], scale: TimeScale, texts: Sequence[Box], found: Sequence[Route]
) -> list[tuple[float, float]]:
    giver, receiver = shown[tie.giver.lane], shown[tie.receiver.lane]
    down = giver.top < receiver.top
    begin, end = scale.x(tie.giver.at), scale.x(tie.receiver.at)
    first, last = _edge(giver, tie.giver, down), _edge(receiver, tie.receiver, not down)
    low, high = sorted((giver.top, receiver.top))
    borders = [lane.top for lane in shown.values() if low < lane.top <= high]
    begin, end = _aside(begin, first, last, found), _aside(end, first, last, found)
    uprights = [x for route in found for x, _ in route.corners]
    levels = [y for route in found for _, y in route.corners[1:3]]

    def cost(y: float) -> tuple[int, float]:
        crossed = sum(_crosses(begin, first, y, box) + _crosses(end, y, last, box) for box in texts)
        shared = sum(abs(level - y) < 1 for level in levels) + sum(abs(x - end) < 1 for x in uprights)
        return crossed + shared, abs(y - last)

    choices = [border + aside * _APART / 2 for border in borders for aside in (0, 1, -1)]
    across = min(choices, key=cost)
    return [(begin, first), (begin, across), (end, across), (end, last)]


def _edge(lane: PlacedLane, end: End, below: bool) -> float:
    """The lower or upper edge of the phase that a tie is of; of what stands for it where it isn't shown."""
    bar = next((bar for bar in lane.bars if bar.of.row == end.phase), None)
    if bar is None:
        return lane.top + lane.height / 2
    tall = lane.bar_height
    return lane.top + lane.shift + bar.top + (tall if below else 0)


def _aside(x: float, first: float, last: float, found: Sequence[Route]) -> float:
    """The place itself, or one beside it where another upright runs already."""
    low, high = sorted((first, last))

    def taken(at: float) -> bool:
        for route in found:
            for (x1, y1), (x2, y2) in zip(route.corners[:-1:2], route.corners[1::2], strict=True):
                if abs(x1 - at) < _APART - 0.1 and x1 == x2 and min(y1, y2) < high and low < max(y1, y2):
                    return True
        return False

    return next((x + n * _APART for n in _ASIDE if not taken(x + n * _APART)), x)


def _crosses(x: float, one: float, other: float, box: Box) -> bool:
    low, high = sorted((one, other))
    return box.x < x < box.x + box.width and low < box.y + box.height and box.y < high
