"""What the file says is uncertain, as the simulation asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.model.registers import RiskKind, RiskStatus
from tpm_desktop.model.risk_parts import RiskTaskRole
from tpm_desktop.model.simulation import Distribution
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Driver, Uncertain

from .columns import Columns, first
from .moving_together import groups
from .risk_scales import Scales, scales
from .state import State
from .uncertain_costs import open_rows, uncertain_costs

__all__ = ["Read", "read_uncertain"]

_OPEN = (RiskStatus.OPEN.value, RiskStatus.TREATING.value)
_DAYS = ("days", "days_least", "days_most")
Three = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. risks: rows of the register in the order of the drivers; problems: a sentence each of
    what could not be taken; the rest goes on."""

    uncertain: Uncertain
    risks: tuple[int, ...]
    problems: tuple[str, ...]


def read_uncertain(
    state: State, subject: Subject, *, responses: bool = False, strongest: bool = False
) -> Read:
    """Ranges of tasks, risks as drivers, tasks that move together, and costs that hang on durations.

    Args: responses: whether risks count as they will after their responses, which then cost; strongest:
    of several risks that hit a task only the one that acts most counts.
    """
    problems: list[str] = []
    ranges = _ranges(state, subject, problems)
    drivers, risks = _drivers(state, subject, responses, problems)
    uncertain = Uncertain(
        names=tuple(state.outline.ids),
        ranges=ranges,
        drivers=drivers,
        groups=groups(state, ranges, problems),
        exists=_chances(state, subject),
        costs=uncertain_costs(state, subject, problems),
        at_once=strongest,
        sure_cost=_responses(state) if responses else 0.0,
    )
    return Read(uncertain, risks, tuple(problems))


def _ranges(state: State, subject: Subject, problems: list[str]) -> dict[int, Range]:
    program, left = state.inputs.tables["program"], subject.minutes_left
    duration = state.inputs.tasks.duration
    optimistic, pessimistic = state.numbers("optimistic"), state.numbers("pessimistic")
    low, high = first(program, "optimistic_share"), first(program, "pessimistic_share")
    if high < WHOLE:
        problems.append("The program's pessimistic duration is below 100 %; the planned one is taken")
        high = WHOLE
    usual = program.texts["distribution"][0] or Distribution.TRIANGULAR.value
    shapes, source = state.inputs.tables["task"].texts["distribution"], state.outline.source
    found = {}
    for row in np.flatnonzero(open_rows(state, subject)).tolist():
        whole, rest = int(duration[row]), float(left[row])
        share = rest / whole if whole else 1.0
        ends = (
            low / WHOLE * rest if optimistic[row] == NONE else float(optimistic[row]) * share,
            high / WHOLE * rest if pessimistic[row] == NONE else float(pessimistic[row]) * share,
        )
        try:
            found[row] = Range(Shape(shapes[source[row]] or usual), ends[0], rest, ends[1])
        except PlanError as error:
            problems.append(f"“{state.names[row]}” counts as planned: {error}")
    return found


def _chances(state: State, subject: Subject) -> dict[int, float]:
    chance, still = state.numbers("chance"), open_rows(state, subject) & ~subject.inputs.is_begun
    rows = np.flatnonzero(still & (chance != NONE) & (chance < WHOLE))
    return {row: int(chance[row]) / WHOLE for row in rows.tolist()}


def _responses(state: State) -> float:
    """What the responses to open risks cost, in minor units, as far as the plan does not hold it."""
    table = state.inputs.tables["risk"]
    costs = (
        _number(table, "response_cost", at) for at in range(len(table)) if table.texts["status"][at] in _OPEN
    )
    return float(sum(cost for cost in costs if cost))


def _drivers(
    state: State, subject: Subject, responses: bool, problems: list[str]
) -> tuple[tuple[Driver, ...], tuple[int, ...]]:
    table, found, rows = state.inputs.tables["risk"], [], []
    known, own = scales(state), _own_effects(state)
    for at in range(len(table)):
        if table.texts["status"][at] not in _OPEN:
            continue
        try:
            drivers = _driver(state, subject, table, at, responses, known, own.get(table.ids[at], ()))
        except PlanError as error:
            problems.append(f"Risk “{table.texts['title'][at]}” is left out: {error}")
            continue
        if _hits_nothing(state, subject, table, at) and table.ids[at] not in own:
            problems.append(
                f"Risk “{table.texts['title'][at]}” delays nothing: name a task that it hits and is not done"
            )
        found += drivers
        rows += [at] * len(drivers)
    return tuple(found), tuple(rows)


def _hits_nothing(state: State, subject: Subject, table: Columns, at: int) -> bool:
    """Whether a risk is to delay something, but what is gone, done or was never named."""
    return any(_number(table, name, at) for name in _DAYS) and not _rows_hit(state, subject, table, at)


def _own_effects(state: State) -> dict[str, list[int]]:
    """By risk the rows that name a task which it would hit besides its own."""
    table = state.inputs.tables["risk_task"]
    found: dict[str, list[int]] = {}
    for at, (risk_id, role) in enumerate(zip(table.texts["risk_id"], table.texts["role"], strict=True)):
        if role == RiskTaskRole.HIT:
            found.setdefault(risk_id or "", []).append(at)
    return found


def _driver(
    state: State,
    subject: Subject,
    table: Columns,
    at: int,
    responses: bool,
    known: Scales,
    others: Sequence[int],
) -> list[Driver]:
    """A risk as it acts, in parts for tasks with an effect of their own; none where nothing can be counted.

    Args: others: rows of the table of its tasks.
    """
    numbers = {name: _number(table, name, at) for name in _NUMBERS}
    chance = numbers["chance"]
    scale = numbers["probability"]
    days, cost = _three(numbers, "days"), _three(numbers, "cost")
    sign = -1 if table.texts["kind"][at] == RiskKind.OPPORTUNITY.value else 1
    if responses:
        if numbers["residual_probability"] is not None:
            scale, chance = numbers["residual_probability"], None
        days = _again(days, numbers["residual_days"])
        cost = _again(cost, numbers["residual_cost"])
    probability = known.middle(scale) if chance is None else chance / WHOLE
    unit = sign * first(state.inputs.tables["program"], "minutes_per_day")
    price, event = _range(cost, sign), f"risk {table.ids[at]}"
    effects = _effects(state, subject, others, days, numbers, responses)
    hit = [row for row in _rows_hit(state, subject, table, at) if row not in effects]
    hit += [row for row, three in effects.items() if three == days and row not in hit]
    delay = _range(days, unit) if hit else None
    if not probability:
        return []
    found = [Driver(event, probability, tuple(hit), delay=delay, cost=price)] if delay or price else []
    for row, three in effects.items():
        if three != days and (own := _range(three, unit)) is not None:
            name = f"{event} on {state.outline.ids[row]}"
            found.append(Driver(name, probability, (row,), delay=own, event=event))
    return found


def _effects(
    state: State,
    subject: Subject,
    others: Sequence[int],
    days: Three,
    numbers: dict[str, int | None],
    responses: bool,
) -> dict[int, Three]:
    """The delay of each further task that is hit, in proportion to what the response leaves of the risk's."""
    table = state.inputs.tables["risk_task"]
    found: dict[int, Three] = {}
    whole, left = numbers["days"], numbers["residual_days"]
    for at in others:
        own = _three({name: _number(table, name, at) for name in _DAYS}, "days")
        if not any(value is not None for value in own):
            own = days
        elif responses and left is not None:
            share = left / whole if whole else float(left > 0)
            own = tuple(None if value is None else round(value * share) for value in own)  # type: ignore[assignment]
        for row in _rows_of_task(state, subject, table.texts["task_id"][at] or ""):
            found[row] = own
    return found


_NUMBERS = (
    "chance", "probability", "residual_probability", "days", "days_least", "days_most", "cost", "cost_least",
    "cost_most", "residual_days", "residual_cost",
)  # fmt: skip


def _number(table: Columns, name: str, at: int) -> int | None:
    value = int(table.numbers[name][at])
    return None if value == NONE else value


def _three(numbers: dict[str, int | None], name: str) -> Three:
    return numbers[f"{name}_least"], numbers[name], numbers[f"{name}_most"]


def _again(before: Three, residual: int | None) -> Three:
    """What is left after the response, one number; as before where nobody said."""
    return before if residual is None else (residual, residual, residual)


def _range(three: Three, unit: int) -> Range | None:
    """A triangular range; what was not said is the likely value, without that the middle of the two."""
    low, likely, high = three
    if likely is None:
        if low is None or high is None:
            return None
        likely = round((low + high) / 2)
    ends = [likely if low is None else low, likely, likely if high is None else high]
    if not any(ends):
        return None
    if ends != sorted(ends):
        raise PlanError("its least value must not exceed the likely one, nor that the greatest")
    return Range(Shape.TRIANGULAR, *(sorted(value * unit for value in map(float, ends))))


def _rows_hit(state: State, subject: Subject, table: Columns, at: int) -> tuple[int, ...]:
    """The task that a risk hits; where it names none, the last one of its project."""
    row_of = state.outline.row
    named = table.texts["task_id"][at] or ""
    return _rows_of_task(state, subject, named if named in row_of else table.texts["project_id"][at] or "")


def _rows_of_task(state: State, subject: Subject, row_id: str) -> tuple[int, ...]:
    """A task that is hit; of a summary or project the task under it that is over last."""
    row = state.outline.row.get(row_id, -1)
    if row < 0:
        return ()
    if state.summary[row]:
        below = [each for each in state.outline.below(row) if not state.summary[each]]
        below = [each for each in below if not subject.inputs.done[each] and state.inputs.tasks.active[each]]
        row = max(below, key=lambda each: (int(state.schedule.finish[each]), -each), default=-1)
    return () if row < 0 or subject.inputs.done[row] else (row,)
