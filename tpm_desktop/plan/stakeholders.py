"""Where stakeholders stand: quadrants of power and interest, and how far stances are from those wanted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpm_desktop.model.stakeholders import Stakeholder, Stance

from .labels import Box, Label, placed

SIDE = 5
_LONGEST = 34  # characters of a name beside its spot
HIGH = 3
"""From this level on power and interest count as high."""


class Quadrant(StrEnum):
    """What is done about a stakeholder, by power and interest."""

    MANAGE = "Manage closely"
    SATISFY = "Keep satisfied"
    INFORM = "Keep informed"
    MONITOR = "Monitor"

    @property
    def corner(self) -> tuple[int, int]:
        """Where it lies: interest to the right, power upwards; -1 or 1."""
        right = 1 if self in (Quadrant.MANAGE, Quadrant.INFORM) else -1
        return right, 1 if self in (Quadrant.MANAGE, Quadrant.SATISFY) else -1


def quadrant(power: int | None, interest: int | None) -> Quadrant | None:
    """None while either is not known."""
    if power is None or interest is None:
        return None
    if power >= HIGH:
        return Quadrant.MANAGE if interest >= HIGH else Quadrant.SATISFY
    return Quadrant.INFORM if interest >= HIGH else Quadrant.MONITOR


_ORDER = {
    Stance.RESISTANT: -1, Stance.UNAWARE: 0, Stance.NEUTRAL: 1, Stance.SUPPORTIVE: 2, Stance.LEADING: 3,
}  # fmt: skip


def gap(now: Stance | None, wanted: Stance | None) -> int | None:
    """Steps from the stance now to the one that is wanted, from resistant over unaware, neutral and
    supportive to leading; below zero where somebody does more than is wanted. None while either is open."""
    return None if now is None or wanted is None else _ORDER[wanted] - _ORDER[now]


def gap_text(now: Stance | None, wanted: Stance | None) -> str:
    """“Neutral → Supportive (+1)”, “Supportive, as wanted”; empty where nothing is said."""
    apart = gap(now, wanted)
    if apart is None:
        known = now or wanted
        return "" if known is None else known.label if now else f"? → {known.label}"
    assert now is not None
    assert wanted is not None
    return f"{now.label} → {wanted.label} ({apart:+d})" if apart else f"{now.label}, as wanted"


def headline(rows: Sequence[Stakeholder]) -> str:
    """How many there are and how many are not where they should be, without its stop."""
    if not rows:
        return "No stakeholder is known"
    many = "1 stakeholder" if len(rows) == 1 else f"{len(rows):,} stakeholders"
    away = sum((gap(row.stance, row.stance_wanted) or 0) > 0 for row in rows)
    placed = sum(quadrant(row.power, row.interest) is None for row in rows)
    parts = [many, f"{away} not yet where wanted" if away else "all where wanted"]
    if placed:
        parts.append(f"{placed} without power or interest")
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stakeholder stands in a grid of a width and height, y downwards, and its name beside it.

    text: None where there is no room for a name.
    """

    id: str
    x: float
    y: float
    text: str | None
    label: Label | None


def spots(
    rows: Sequence[Stakeholder],
    frame: Box,
    size_of: Callable[[str], tuple[float, float]],
    reach: float,
    taken: Sequence[Box],
) -> list[Spot]:
    """Those with power and interest, apart from each other within their cells, with names that never overlap.

    Args: size_of: width and height of a text; reach: half the size of a spot; taken: what names keep off.
    """
    cells: dict[tuple[int, int], list[Stakeholder]] = {}
    for row in rows:
        if row.power is not None and row.interest is not None:
            cells.setdefault((row.interest, row.power), []).append(row)
    found: list[tuple[Stakeholder, float, float]] = []
    wide, high = frame.width / SIDE, frame.height / SIDE
    for (interest, power), there in cells.items():
        left, top = frame.x + (interest - 1) * wide, frame.y + (SIDE - power) * high
        for row, (x, y) in zip(there, _apart(len(there), wide, high), strict=True):
            found.append((row, left + x, top + y))
    texts = [_texts(row) for row, _, _ in found]
    sizes = [[size_of(text) for text in each] for each in texts]
    labels = placed([(x, y) for _, x, y in found], sizes, frame, reach, taken)
    return [
        Spot(row.id, x, y, each[label.choice] if label else None, label)
        for (row, x, y), each, label in zip(found, texts, labels, strict=True)
    ]


def _apart(count: int, wide: float, high: float) -> list[tuple[float, float]]:
    """Places in a cell: as many lines as columns, or one more."""
    columns = math.ceil(math.sqrt(count))
    lines = math.ceil(count / columns)
    return [
        (wide * (n % columns + 1) / (columns + 1), high * (n // columns + 1) / (lines + 1))
        for n in range(count)
    ]


def _texts(row: Stakeholder) -> tuple[str, ...]:
    name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1].rstrip()}…"
    return (name, row.code) if row.code else (name,)


def corners(frame: Box, size_of: Callable[[str], tuple[float, float]]) -> list[tuple[Quadrant, Box]]:
    """Where the names of the quadrants stand: in the corners of the grid, y downwards."""
    found = []
    for one in Quadrant:
        wide, high = size_of(one.value)
        right, up = one.corner
        x = frame.x + frame.width - wide - 6 if right > 0 else frame.x + 6
        y = frame.y + 4 if up > 0 else frame.y + frame.height - high - 4
        found.append((one, Box(x, y, wide, high)))
    return found
