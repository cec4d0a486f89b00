"""The heat map of risks: which risk lies in which cell before and after its response, and how bad a cell is.

What window and paper share; each paints it by its own means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from tpm_desktop.formats import Formats

from .lights import Rag, Thresholds, light_of_score
from .risk_exposure import Weighed

SIDE = 5
Place = tuple[int, int]
"""Levels of impact and probability, 1 to 5: to the right and upwards."""


class Shown(Enum):
    """Where risks are shown."""

    BEFORE = "before"
    AFTER = "after"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell besides risks. token: the colour of its light; letter: what says it in grey."""

    score: int
    letter: str
    token: str
    tint: str


def cell(place: Place, limits: Thresholds, *, opportunity: bool) -> Cell:
    """How a cell weighs: of threats by the program's lights; of opportunities a high score is the better."""
    weight = place[0] * place[1]
    light = light_of_score(weight, limits)
    if not opportunity:
        return Cell(weight, light.letter, light.name.lower(), _TINTS[light])
    better = {Rag.RED: ("H", "green", "success_surface"), Rag.AMBER: ("M", "accent", "info_surface")}
    return Cell(weight, *better.get(light, ("L", "muted", "panel")))


_TINTS = {Rag.RED: "critical_tint", Rag.AMBER: "near_tint", Rag.GREEN: "success_surface"}


def place_of(risk: Weighed, shown: Shown) -> Place | None:
    """The cell that a risk is shown in; None while it isn't scored. After the response it stays where it was
    unless somebody said."""
    at = risk.place if shown is not Shown.AFTER else risk.left or risk.place
    return None if at is None else (at[1], at[0])


def goes_to(risk: Weighed) -> Place | None:
    """The cell to which its response takes it, where that is another one."""
    at = risk.left
    return None if at is None or at == risk.place else (at[1], at[0])


def of_kind(risks: Iterable[Weighed], *, opportunities: bool) -> list[Weighed]:
    """Threats or opportunities, the highest residual score first, then what costs most."""
    found = [risk for risk in risks if risk.opportunity is opportunities]
    return sorted(found, key=lambda one: (-(one.residual or 0), -abs(one.exposure), one.code, one.id))


def headline(risks: Sequence[Weighed], limits: Thresholds, formats: Formats, *, opportunities: bool) -> str:
    """How many there are, how they weigh and what is expected of them, without its stop."""
    what = "opportunity" if opportunities else "threat"
    if not risks:
        return f"No open {what}"
    many = len(risks)
    said = f"1 open {what}" if many == 1 else (
        f"{formats.integer(many)} open {'opportunities' if opportunities else 'threats'}"
    )  # fmt: skip
    parts = [said]
    if not opportunities:
        red = sum((one.residual or 0) >= limits.score[1] for one in risks)
        parts.append(f"{red} red after their response" if red else "none red after their response")
    money = sum(one.exposure for one in risks)
    if money:
        parts.append(f"{formats.money(money, whole=True, currency=True)} expected")
    if unscored := sum(one.place is None for one in risks):
        parts.append(f"{unscored} not scored")
    return ", ".join(parts)


def flow(
    sizes: Sequence[tuple[float, float]], width: float, height: float, gap: float
) -> tuple[list[tuple[float, float]], int]:
    """Where boxes stand in a cell, line by line from its upper left; how many of the last have no room."""
    places: list[tuple[float, float]] = []
    x = y = tall = 0.0
    for wide, high in sizes:
        if x and x + wide > width:
            x, y, tall = 0.0, y + tall + gap, 0.0
        if y + high > height:
            break
        places.append((x, y))
        x, tall = x + wide + gap, max(tall, high)
    return places, len(sizes) - len(places)
