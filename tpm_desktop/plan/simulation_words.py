"""A simulation in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats
from tpm_desktop.planning.simulation.simulate import PROGRAM

from .plan import instant
from .simulation import JOINT, Confidence, Mattering, Outcome

__all__ = ["Told", "day", "decides", "facts", "headline", "target_name", "targets"]

_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Told:
    """A figure: what it is, how much, and what it is measured against. bad: whether somebody must act."""

    label: str
    value: str
    note: str
    bad: bool = False


def day(at: int, formats: Formats) -> str:
    """The day of an instant."""
    when = instant(at)
    return formats.date(when.date()) if when else "–"


def chance(share: float, formats: Formats) -> str:
    """A chance in whole per cents; runs that all missed it make it unlikely, not impossible."""
    if share < 0.005:
        return f"under {formats.share(100)}"
    if 0.995 < share < 1:
        return f"over {formats.share(9_900)}"
    return formats.share(round(share * 100) * 100)


def target_name(outcome: Outcome, one: Confidence) -> str:
    """What a finish or cost is of."""
    state = outcome.state
    return (
        state.inputs.tables["program"].texts["name"][0] or "" if one.row == PROGRAM else state.names[one.row]
    )


def headline(outcome: Outcome, formats: Formats) -> str:
    """The one sentence: how likely the planned finish is, and by when it is nearly sure."""
    finish = outcome.finishes[0]
    likely = chance(finish.chance, formats)
    return (
        f"The planned finish, {day(finish.planned, formats)}, has a chance of {likely}; "
        f"with 80 % confidence all is done by {day(finish.at(_SURE), formats)}"
    )


def facts(outcome: Outcome, formats: Formats) -> list[Told]:
    """The six figures that a committee asks for."""
    finish, cost = outcome.finishes[0], outcome.costs[0]
    late = outcome.working_days(finish.planned, finish.at(_SURE))
    need = cost.at(_SURE) - cost.planned
    both = outcome.both(_SURE)
    in_time, in_budget = (chance(one.chance, formats) for one in (finish, cost))
    return [
        Told("Planned finish", day(finish.planned, formats), f"chance {in_time}", finish.chance < 0.5),
        Told("Finish P50", day(finish.at(0.5), formats), "as likely earlier as later"),
        Told("Finish P80", day(finish.at(_SURE), formats), _reserve(late, formats)),
        Told("Planned cost", formats.compact(cost.planned), f"chance {in_budget}", cost.chance < 0.5),
        Told("Cost P80", formats.compact(cost.at(_SURE)), f"reserve {formats.compact(need, sign=True)}"),
        Told("Both within P80", chance(both, formats), "finish and cost together", both < JOINT),
    ]  # fmt: skip


def _reserve(days: int, formats: Formats) -> str:
    unit = "working day" if abs(days) == 1 else "working days"
    return f"{formats.integer(days, sign=True)} {unit}"


def targets(outcome: Outcome, formats: Formats) -> list[tuple[Confidence, tuple[str, ...]]]:
    """Each finish with its cells: name, planned, chance, P50, P80, working days from planned to P80."""
    return [
        (
            one,
            (
                target_name(outcome, one),
                day(one.planned, formats),
                chance(one.chance, formats),
                day(one.at(0.5), formats),
                day(one.at(_SURE), formats),
                formats.integer(outcome.working_days(one.planned, one.at(_SURE)), sign=True),
            ),
        )
        for one in outcome.finishes
    ]


def decides(outcome: Outcome, formats: Formats, most: int = 10) -> list[tuple[Mattering, tuple[str, ...]]]:
    """What decides the finish, with its cells: task, how often critical, sensitivity, cruciality."""
    return [
        (
            one,
            (
                outcome.state.names[one.row],
                chance(one.critical, formats),
                _index(one.sensitivity, formats),
                _index(one.cruciality, formats),
            ),
        )
        for one in _foremost(outcome.mattering, most)
    ]


def _foremost(mattering: Sequence[Mattering], most: int) -> list[Mattering]:
    return sorted(mattering, key=lambda one: -(one.cruciality or 0.0))[:most]


def _index(value: float | None, formats: Formats) -> str:
    return "–" if value is None else formats.decimal(value, 2)
