"""Where stakeholders stand: quadrants of power and interest, and how far stances are from those wanted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tpm_desktop.model.stakeholders import Stakeholder, Stance

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
