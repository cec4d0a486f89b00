"""Where the labels of points stand so that none covers another one or a point; knows no unit and no paint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RINGS = (1.0, 1.8, 2.8, 4.0, 5.4, 7.0)  # heights of a label between it and its point; the first is beside it
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_STEPS = 12  # along a leader, to see what it crosses


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Where the label of a point stands. choice: which of its texts; far: a line has to lead to it."""

    box: Box
    choice: int
    far: bool


def placed(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[Sequence[tuple[float, float]]],
    room: Box,
    reach: float,
    taken: Sequence[Box] = (),
    marks: Sequence[tuple[float, float]] | None = None,
) -> list[Label | None]:
    """A place for the label of each point, the first points choosing first; None where there is none.

    Args: sizes: width and height of each text that would do for a point, the best first; room: what labels
    must stay in; reach: half the size of a point; taken: what else they must keep off; marks: all points
    that are shown, where that is more than those that ask for a label.
    """
    points_at = [
        Box(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in (points if marks is None else marks)
    ]
    covered = _Covered([*taken, *points_at], len(points))
    found: list[Label | None] = []
    for point, texts in zip(points, sizes, strict=True):
        label = _first(point, texts, room, reach, covered)
        if label is not None:
            covered.add(label.box)
        found.append(label)
    return found


def _first(
    point: tuple[float, float],
    texts: Sequence[tuple[float, float]],
    room: Box,
    reach: float,
    covered: _Covered,
) -> Label | None:
    for ring in _RINGS:
        for choice, size in enumerate(texts):
            for side in _AROUND:
                box = _beside(point, size, side, reach, ring)
                if not _inside(box, room) or covered.by(box):
                    continue
                far = ring != _RINGS[0]
                if not far or not covered.crossed(point, end_of_leader(point, box), reach):
                    return Label(box, choice, far)
    return None


def end_of_leader(point: tuple[float, float], box: Box) -> tuple[float, float]:
    """The place of a label's edge that is nearest to its point."""
    x, y = point
    return min(max(x, box.x), box.x + box.width), min(max(y, box.y), box.y + box.height)


def _beside(
    point: tuple[float, float], size: tuple[float, float], side: tuple[int, int], reach: float, ring: float
) -> Box:
    width, height = size
    gap = reach + 2 + (ring - 1) * height
    x = point[0] - width / 2 + side[0] * (gap + width / 2)
    y = point[1] - height / 2 + side[1] * (gap + height / 2)
    return Box(x, y, width, height)


def _inside(box: Box, room: Box) -> bool:
    return (
        room.x <= box.x
        and room.y <= box.y
        and box.x + box.width <= room.x + room.width
        and box.y + box.height <= room.y + room.height
    )


class _Covered:
    """What is taken already, as arrays, since many labels ask."""

    def __init__(self, boxes: Sequence[Box], more: int) -> None:
        self._edges: NDArray[np.float64] = np.empty((len(boxes) + more, 4))
        self._count = 0
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        self._edges[self._count] = (box.x, box.y, box.x + box.width, box.y + box.height)
        self._count += 1

    def by(self, box: Box) -> bool:
        left, bottom, right, top = self._edges[: self._count].T
        hit = (box.x < right) & (left < box.x + box.width) & (box.y < top) & (bottom < box.y + box.height)
        return bool(hit.any())

    def crossed(self, start: tuple[float, float], end: tuple[float, float], reach: float) -> bool:
        """Whether a line runs over anything after it has left its own point."""
        left, bottom, right, top = self._edges[: self._count].T
        for step in range(_STEPS + 1):
            x = start[0] + (end[0] - start[0]) * step / _STEPS
            y = start[1] + (end[1] - start[1]) * step / _STEPS
            if max(abs(x - start[0]), abs(y - start[1])) <= reach:
                continue
            if ((left < x) & (x < right) & (bottom < y) & (y < top)).any():
                return True
        return False
