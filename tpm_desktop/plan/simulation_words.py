"""A simulation in words: for window, page and terminal alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats
from tpm_desktop.planning.simulation.simulate import PROGRAM

from .plan import instant
from .simulation import JOINT, Confidence, Mattering, Outcome

__all__ = [
    "Told", "assumptions", "chance", "compared", "day", "decides", "facts", "headline", "problems", "sure",
    "target_name", "targets", "weighed",
]  # fmt: skip

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


def assumptions(outcome: Outcome, formats: Formats) -> str:
    """What was drawn, and how well the P80 is known."""
    uncertain, risks = outcome.read.uncertain, len(set(outcome.read.risks))
    spread = sum(not one.is_certain for one in uncertain.ranges.values())
    costs = sum(one.factor is not None for one in uncertain.costs.values())
    counts = [
        (spread, "task with a range", "tasks with ranges"),
        (costs, "task whose cost differs besides", "tasks whose costs differ besides"),
        (sum(len(one.rows) for one in uncertain.groups), "that moves with others", "that move together"),
        (len(uncertain.exists), "that may not be needed", "that may not be needed"),
        (risks, "risk", "risks"),
    ]
    said = [f"{formats.integer(count)} {one if count == 1 else many}" for count, one, many in counts if count]
    low, high = (day(at, formats) for at in outcome.band)
    how = "after responses" if outcome.responses else "before responses"
    if outcome.strongest:
        how += ", only the strongest risk of a task"
    known = f"P80 lies {'on ' + low if low == high else f'between {low} and {high}'} with 95 % confidence"
    drawn = ", ".join(said) if said else "nothing that differs"
    return f"Drawn: {drawn} ({how}); the {known}"


def sure(outcome: Outcome, one: Confidence, share: float, formats: Formats, *, cost: bool) -> str:
    """What it takes to be so sure of a finish or cost: the value, and the contingency beyond the plan."""
    value, name = one.at(share), f"{round(share * 100)} % sure"
    if cost:
        need = formats.compact(value - one.planned, currency=True, sign=True)
        return f"{name}: {formats.compact(value, currency=True)}, a contingency of {need}"
    days = outcome.working_days(one.planned, value)
    return f"{name}: {day(value, formats)}, a contingency of {_reserve(days, formats)}"


def compared(outcome: Outcome, formats: Formats) -> str:
    """What the responses bring; nothing where they were not asked for."""
    after = outcome.after
    if after is None:
        return ""
    finish, cost = outcome.finishes[0], outcome.costs[0]
    days = outcome.working_days(finish.at(_SURE), after.finishes[0].at(_SURE))
    money = formats.compact(after.costs[0].at(_SURE) - cost.at(_SURE), currency=True, sign=True)
    price = round(after.read.uncertain.sure_cost)
    own = f", their own cost of {formats.compact(price, currency=True)} included" if price else ""
    return (
        f"Responses move the P80 of the finish by {_reserve(days, formats)} to "
        f"{day(after.finishes[0].at(_SURE), formats)} and that of the cost by {money}{own}"
    )


def problems(outcome: Outcome, most: int = 3) -> list[str]:
    """What could not be taken as it stands, so many of them, and how many more there are."""
    found = outcome.read.problems
    told = [f"{problem}." for problem in found[:most]]
    if len(found) > most:
        told.append(f"And {len(found) - most} more: the simulate command tells them all.")
    return told


def weighed(outcome: Outcome, formats: Formats) -> list[tuple[str, tuple[str, ...]]]:
    """Each weighed risk by its id, with its cells: risk, working days and cost that it adds to the P80."""
    table = outcome.state.inputs.tables["risk"]
    finish = outcome.finishes[0].at(_SURE)
    return [
        (
            table.ids[one.risk],
            (
                " ".join(filter(None, (table.texts["code"][one.risk], table.texts["title"][one.risk]))),
                formats.integer(outcome.working_days(finish - one.finish, finish), sign=True, dash=True),
                formats.compact(one.cost, sign=True) if one.cost else "–",
            ),
        )
        for one in outcome.weighed
    ]


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
