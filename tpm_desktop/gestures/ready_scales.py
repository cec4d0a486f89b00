"""Scales of risks that most programs can take as they are; amounts follow from the program's budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tpm_desktop.model.registers import IMPACT, PROBABILITY
from tpm_desktop.model.risk_parts import Scale
from tpm_desktop.plan.columns import first
from tpm_desktop.plan.policy import minor_digits
from tpm_desktop.plan.risk_scales import LEVELS, USUAL_CHANCES
from tpm_desktop.plan.state import State


@dataclass(frozen=True, slots=True)
class ReadyScale:
    """chances: up to where each level of probability reaches, hundredths of a per cent; costs: the same of
    impact as shares of the budget; days: as working days; the highest level of impact has no limit."""

    key: str
    label: str
    said: str
    chances: tuple[int, ...]
    costs: tuple[int, ...]
    days: tuple[int, ...]


READY_SCALES = (
    ReadyScale(
        "usual", "Usual", "10, 30, 50, 70 %; cost up to 5 % of the budget; up to 40 days",
        USUAL_CHANCES, (50, 100, 250, 500), (5, 10, 20, 40),
    ),
    ReadyScale(
        "tight", "Tight", "5, 15, 30, 50 %; cost up to 2 % of the budget; up to 15 days",
        (500, 1_500, 3_000, 5_000, 10_000), (20, 50, 100, 200), (2, 5, 10, 15),
    ),
    ReadyScale(
        "even", "Even", "20, 40, 60, 80 %; cost up to 10 % of the budget; up to 60 days",
        (2_000, 4_000, 6_000, 8_000, 10_000), (100, 250, 500, 1_000), (10, 20, 40, 60),
    ),
)  # fmt: skip
_QUALITY = (
    "Hardly noticed", "Small rework", "Part of the outcome is affected", "Sponsor has to accept less",
    "The outcome is of no use",
)  # fmt: skip
_STEPS = (10, 15, 20, 25, 30, 40, 50, 75)
_WHOLE = 10_000


def levels_of(state: State, ready: ReadyScale) -> list[dict[str, Any]]:
    """The rows of a ready scale; without a budget levels of impact have no limits of cost."""
    budget = int(state.money.budget.program.at_completion)
    unit = 10 ** minor_digits(first(state.inputs.tables["program"], "currency"))
    rows: list[dict[str, Any]] = []
    for level, chance in zip(LEVELS, ready.chances, strict=True):
        rows.append({"scale": Scale.PROBABILITY, "level": level, "title": PROBABILITY[level].split(",")[0],
                     "chance": chance})  # fmt: skip
    for level, quality in zip(LEVELS, _QUALITY, strict=True):
        at = level - 1
        rows.append({
            "scale": Scale.IMPACT, "level": level, "title": IMPACT[level], "quality": quality,
            "cost": _round(budget * ready.costs[at] // _WHOLE, unit) if at < 4 and budget > 0 else None,
            "days": ready.days[at] if at < 4 else None,
        })  # fmt: skip
    return _rising(rows)


def _round(amount: int, unit: int) -> int | None:
    """The nearest amount that people would say, in whole units; None of less than one."""
    whole = amount // unit
    if whole < 1:
        return None
    size = max(0, len(str(whole)) - 2)
    steps = [step * 10**size for step in (*_STEPS, 100)] if whole >= 10 else [whole]
    return min(steps, key=lambda step: abs(step - whole)) * unit


def _rising(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A budget so small that two levels would be rounded to the same has no limits of cost."""
    costs = [row["cost"] for row in rows if row.get("cost")]
    if len(set(costs)) < 4:
        for row in rows:
            row.pop("cost", None)
    return rows
