"""The open risks as drivers of a simulation: what each hits, by how many days, at what cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tpm_desktop.model.registers import RiskKind, RiskStatus
from tpm_desktop.model.risk_parts import RiskTaskRole
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.distributions import Range, Shape
from tpm_desktop.planning.simulation.subject import Subject
from tpm_desktop.planning.simulation.uncertain import Driver

from .columns import Columns, first
from .risk_scales import Scales, scales
from .state import State

__all__ = ["OPEN", "drivers", "without_task"]

OPEN = (RiskStatus.OPEN.value, RiskStatus.TREATING.value)
_DAYS = ("days", "days_least", "days_most")
Three = tuple[int | None, int | None, int | None]


def drivers(
    state: State, subject: Subject, responses: bool, lost: Mapping[str, str], problems: list[str]
) -> tuple[tuple[Driver, ...], tuple[int, ...]]:
    """Each open risk as drivers, with the row of the register that each is of.

    Args: lost: of risks whose task was deleted its name, by the risk's id. problems: what can't be taken, or
    is taken otherwise than somebody may think, a sentence each.
    """
    table, found, rows = state.inputs.tables["risk"], [], []
    known, own = scales(state), _own_effects(state)
    for at in range(len(table)):
        if table.texts["status"][at] not in OPEN:
            continue
        others = own.get(table.ids[at], ())
        try:
            made = _driver(state, subject, table, at, responses, known, others)
        except PlanError as error:
            problems.append(f"Risk “{table.texts['title'][at]}” is left out: {error}")
            continue
        told = _told(state, subject, table, at, others, lost.get(table.ids[at]))
        problems += [told] if told else []
        found += made
        rows += [at] * len(made)
    return tuple(found), tuple(rows)


def without_task(state: State) -> list[str]:
    """Ids of the open risks that are to delay something and name no task that exists."""
    table, own = state.inputs.tables["risk"], _own_effects(state)
    return [
        table.ids[at]
        for at in range(len(table))
        if table.texts["status"][at] in OPEN
        and _delays(table, at)
        and not _names_task(state, table, at, own.get(table.ids[at], ()))
    ]


def _told(
    state: State, subject: Subject, table: Columns, at: int, others: Sequence[int], lost: str | None
) -> str:
    """What there is to say of where a risk acts; nothing of most."""
    if not _delays(table, at):
        return ""
    hit = _rows_hit(state, subject, table, at, others)
    risk = f"Risk “{table.texts['title'][at]}”"
    if _names_task(state, table, at, others):
        far = [row for each in others for row in _rows_of_part(state, subject, each)]
        return (
            "" if hit or far else f"{risk} delays nothing, as what it hits is done; name a task that is not"
        )
    why = "names no task" if lost is None else f"lost its task “{lost}”, which was deleted,"
    if not hit:
        return f"{risk} {why} and delays nothing; name the task that it hits"
    where = f"counts at “{state.names[hit[0]]}”, the last of its project"
    return f"{risk} {why} and {where}; name the task that it hits"


def _delays(table: Columns, at: int) -> bool:
    return any(_number(table, name, at) for name in (*_DAYS, "stretch"))


def _names_task(state: State, table: Columns, at: int, others: Sequence[int]) -> bool:
    return bool(others) or (table.texts["task_id"][at] or "") in state.outline.row


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
    hit = [row for row in _rows_hit(state, subject, table, at, others) if row not in effects]
    hit += [row for row, three in effects.items() if three == days and row not in hit]
    delay, factor = _delay(subject, hit, days, unit), _factor(numbers, sign, responses)
    if not probability:
        return []
    found = []
    if delay or price or factor:
        found.append(Driver(event, probability, tuple(hit), factor=factor, delay=delay, cost=price))
    for row, three in effects.items():
        own = _delay(subject, [row], three, unit) if three != days else None
        if row not in hit and (own or factor):
            name = f"{event} on {state.outline.ids[row]}"
            found.append(Driver(name, probability, (row,), factor=factor, delay=own, event=event))
    return found


def _factor(numbers: dict[str, int | None], sign: int, responses: bool) -> Range | None:
    """By what the minutes of its tasks are multiplied; None where it only adds to them."""
    stretch = (numbers["stretch"] or 0) / WHOLE
    if responses:
        stretch *= _left_over(numbers)
    by = max(1.0 + sign * stretch, 0.0)
    return Range(Shape.TRIANGULAR, by, by, by) if stretch else None


def _left_over(numbers: dict[str, int | None]) -> float:
    """The share of a risk's delays that its response leaves; all where nobody said."""
    whole, left = numbers["days"], numbers["residual_days"]
    if left is None:
        return 1.0
    return left / whole if whole else float(left > 0)


def _delay(subject: Subject, hit: Sequence[int], days: Three, unit: int) -> Range | None:
    """What is added to each task that is hit."""
    delay = _range(days, unit) if hit else None
    if delay is not None and delay.high > min(subject.room(row) for row in hit):
        raise PlanError("its delay leads years beyond the plan; correct it")
    return delay


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
    for at in others:
        own = _three({name: _number(table, name, at) for name in _DAYS}, "days")
        if not any(value is not None for value in own):
            own = days
        elif responses and numbers["residual_days"] is not None:
            share = _left_over(numbers)
            own = tuple(None if value is None else round(value * share) for value in own)  # type: ignore[assignment]
        for row in _rows_of_part(state, subject, at):
            found[row] = own
    return found


_NUMBERS = (
    "chance", "probability", "residual_probability", "days", "days_least", "days_most", "cost", "cost_least",
    "cost_most", "residual_days", "residual_cost", "stretch",
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


def _rows_hit(
    state: State, subject: Subject, table: Columns, at: int, others: Sequence[int]
) -> tuple[int, ...]:
    """The task that a risk hits; where it names none at all, the last one of its project."""
    task = table.texts["task_id"][at] or ""
    if _names_task(state, table, at, others):
        return _rows_of_task(state, subject, task)
    return _rows_of_task(state, subject, table.texts["project_id"][at] or "")


def _rows_of_part(state: State, subject: Subject, at: int) -> tuple[int, ...]:
    """What a row of the table of its tasks names."""
    return _rows_of_task(state, subject, state.inputs.tables["risk_task"].texts["task_id"][at] or "")


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
