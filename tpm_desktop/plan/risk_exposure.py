"""What each open risk weighs now and once its response is in place: scores, expected values, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tpm_desktop.model.registers import RiskKind, RiskStatus
from tpm_desktop.model.risk_parts import RiskTaskRole
from tpm_desktop.planning.columns import NONE, WHOLE

from .columns import Columns
from .plan import instant
from .risk_scales import LEVELS, scales
from .risks import score
from .state import State

COUNTING = (RiskStatus.OPEN, RiskStatus.TREATING)
_NUMBERS = (
    "probability", "impact", "residual_probability", "residual_impact", "chance", "cost", "residual_cost",
    "response_cost", "respond_by", "expires",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """One open risk. row: of the register; place, left: levels of probability and impact before and after
    the response, None while not both are known; expected, expected_left: chance times cost, minor units.

    in_place: whether its response is carried out; on: the day on which it will be, or was, where one is set;
    tasks: outline rows of the response; hits: those that it would hit.
    """

    row: int
    id: str
    code: str
    title: str
    opportunity: bool
    place: tuple[int, int] | None
    left: tuple[int, int] | None
    expected: int
    expected_left: int
    in_place: bool
    on: date | None
    expires: date | None
    response_cost: int
    tasks: tuple[int, ...]
    hits: tuple[int, ...]

    @property
    def score(self) -> int | None:
        """Before the response."""
        return score(*self.place) if self.place else None

    @property
    def residual(self) -> int | None:
        """After it; as before where nobody said."""
        at = self.left or self.place
        return score(*at) if at else None

    @property
    def exposure(self) -> int:
        """Minor units that are expected now: less only once the response is in place."""
        return self.expected_left if self.in_place else self.expected

    def exposure_on(self, day: date) -> int:
        """What will be expected on a later day, as planned."""
        if self.expires is not None and self.expires < day:
            return 0
        answered = self.in_place or (self.on is not None and self.on <= day)
        return self.expected_left if answered else self.expected

    def counts_on(self, day: date) -> bool:
        """Whether it can still happen on a later day."""
        return self.expires is None or self.expires >= day


def weighed(state: State, day: date) -> list[Weighed]:
    """All open risks in the order of the register. Args: day: of the status."""
    table = state.inputs.tables["risk"]
    read, tasks = _Register(state, table, day), tasks_of_risks(state)
    statuses = table.texts["status"]
    return [
        read.weighed(row, tasks.get(table.ids[row], {}))
        for row in range(len(table))
        if statuses[row] in COUNTING
    ]


def tasks_of_risks(state: State) -> dict[str, dict[str, tuple[int, ...]]]:
    """By risk and role the outline rows of its tasks; the task that the risk itself names is hit by it."""
    found: dict[str, dict[str, list[int]]] = {}
    outline, risks, table = state.outline.row, state.inputs.tables["risk"], state.inputs.tables["risk_task"]

    def note(risk_id: str | None, role: str | None, task_id: str | None) -> None:
        at = outline.get(task_id or "")
        if at is not None:
            rows = found.setdefault(risk_id or "", {}).setdefault(role or "", [])
            if at not in rows:
                rows.append(at)

    for own_id, task_id in zip(risks.ids, risks.texts["task_id"], strict=True):
        note(own_id, RiskTaskRole.HIT, task_id)
    texts = table.texts
    for risk_id, role, task_id in zip(texts["risk_id"], texts["role"], texts["task_id"], strict=True):
        note(risk_id, role, task_id)
    return {risk_id: {role: tuple(rows) for role, rows in roles.items()} for risk_id, roles in found.items()}


class _Register:
    """The columns of the register as lists, which are read row by row faster than arrays."""

    def __init__(self, state: State, table: Columns, day: date) -> None:
        known = scales(state)
        self._state, self._table, self._day = state, table, day
        self._middles = {level: known.middle(level) for level in LEVELS}
        self._numbers = {
            name: [None if value == NONE else value for value in table.numbers[name].tolist()]
            for name in _NUMBERS
        }

    def weighed(self, row: int, tasks: Mapping[str, tuple[int, ...]]) -> Weighed:
        """What one open risk weighs. Args: tasks: outline rows by role."""
        numbers, texts = self._numbers, self._table.texts
        chance, probability = numbers["chance"][row], numbers["probability"][row]
        left = numbers["residual_probability"][row]
        before = self._middles.get(probability or 0) if chance is None else chance / WHOLE
        after = before if left is None else self._middles.get(left)
        cost = numbers["cost"][row] or 0
        cost_left = cost if numbers["residual_cost"][row] is None else numbers["residual_cost"][row]
        answers = tasks.get(RiskTaskRole.RESPONSE, ())
        in_place, on = _in_place(self._state, numbers["respond_by"][row], answers, self._day)
        return Weighed(
            row=row,
            id=self._table.ids[row],
            code=texts["code"][row] or "",
            title=texts["title"][row] or "",
            opportunity=texts["kind"][row] == RiskKind.OPPORTUNITY,
            place=_pair(probability, numbers["impact"][row]),
            left=_pair(left, numbers["residual_impact"][row]),
            expected=round((before or 0.0) * cost),
            expected_left=round((after or 0.0) * (cost_left or 0)),
            in_place=in_place,
            on=on,
            expires=_day(numbers["expires"][row]),
            response_cost=(numbers["response_cost"][row] or 0) + _cost_of(self._state, answers),
            tasks=answers,
            hits=tasks.get(RiskTaskRole.HIT, ()),
        )


def _in_place(
    state: State, respond_by: int | None, answers: tuple[int, ...], day: date
) -> tuple[bool, date | None]:
    """By the tasks of the response where it has any, else by the day that is set."""
    active = [at for at in answers if state.inputs.tasks.active[at]]
    if active:
        ends = [instant(int(state.schedule.finish[at])) for at in active]
        last = max((end.date() for end in ends if end is not None), default=None)
        return all(int(state.done[at]) >= WHOLE for at in active), last
    by = _day(respond_by)
    return by is not None and by <= day, by


def _cost_of(state: State, rows: Iterable[int]) -> int:
    return sum(int(state.money.costs.task[at]) for at in rows)


def _pair(one: int | None, other: int | None) -> tuple[int, int] | None:
    return None if one is None or other is None else (one, other)


def _day(days: int | None) -> date | None:
    return None if days is None else date.fromordinal(_EPOCH + days)


_EPOCH = date(1970, 1, 1).toordinal()
