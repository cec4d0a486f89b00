"""What a round of estimates would make of the budget: by account and month, beside what stands there now.

An estimate says how much, its months or the plan say when. A line without an account goes to a new one of its
component project. Closed months keep their figures, which count towards the sum of their account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.finance.fiscal_year import month_number
from tpm_desktop.finance.spreading import Shape, apportioned, weights
from tpm_desktop.planning.columns import NONE

from .closing import closed_through
from .cost_parts import months_of
from .estimates import Line, Round
from .fiscal import fiscal_calendar
from .state import State

_LONGEST = 1_200  # months: a hundred years, more than any budget has columns for


@dataclass(frozen=True, slots=True)
class Place:
    """Where an amount goes: an account, or a new one of a component project (None: across projects)."""

    account_id: str | None
    project_id: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What a place has planned by month, minor units: before, and as the round would have it."""

    place: Place
    before: Mapping[int, int]
    after: Mapping[int, int]

    @property
    def months(self) -> list[int]:
        """Those in which either is planned, since 1970, in order."""
        return sorted({*self.before, *self.after})

    @property
    def changed(self) -> list[int]:
        """Those in which the amount becomes another one."""
        return [m for m in self.months if self.before.get(m, 0) != self.after.get(m, 0)]

    @property
    def was(self) -> int:
        """Minor units planned before."""
        return sum(self.before.values())

    @property
    def becomes(self) -> int:
        """Minor units planned by the round."""
        return sum(self.after.values())


@dataclass(frozen=True, slots=True)
class Rest:
    """What a project (None: the program) has planned on accounts that the round leaves alone, minor units."""

    project_id: str | None
    planned: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that making the budget from a round would do.

    others: what stays planned beside it in the projects that the round is about, those with something only.
    """

    round: Round
    shares: tuple[Share, ...]
    others: tuple[Rest, ...]

    @property
    def was(self) -> int:
        """Minor units planned before on the accounts of the round."""
        return sum(one.was for one in self.shares)

    @property
    def becomes(self) -> int:
        """Minor units that the round plans."""
        return sum(one.becomes for one in self.shares)

    @property
    def stays(self) -> int:
        """Minor units planned on the other accounts of the projects, which the round leaves as they are."""
        return sum(one.planned for one in self.others)

    @property
    def total(self) -> int:
        """Minor units that the projects of the round have planned once it is made: what is approved."""
        return self.becomes + self.stays

    @property
    def new_accounts(self) -> int:
        """How many accounts would be made."""
        return sum(one.place.account_id is None for one in self.shares)


def proposal(state: State, one: Round) -> Proposal:
    """By account in the order of the budget, the new ones last."""
    wanted: dict[Place, dict[int, int]] = {}
    for line in one.lines:
        sums = wanted.setdefault(_place(state, line), {})
        for month, amount in _by_month(state, one, line).items():
            sums[month] = sums.get(month, 0) + amount
    known = {**state.money.account_row}
    places = sorted(
        wanted, key=lambda place: (known.get(place.account_id or "", len(known)), str(place.project_id))
    )
    shares = []
    for place in places:
        before = _planned(state, place.account_id)
        shares.append(Share(place, before, _kept(state, before, wanted[place])))
    return Proposal(one, tuple(shares), _others(state, places))


def _others(state: State, places: Sequence[Place]) -> tuple[Rest, ...]:
    """By project, in the order of their accounts."""
    of_account = state.inputs.tables["account"].texts["project_id"]
    projects = dict(zip(state.inputs.tables["account"].ids, of_account, strict=True))
    about = {one.project_id if one.account_id is None else projects[one.account_id] for one in places}
    named = {one.account_id for one in places}
    sums: dict[str | None, int] = {}
    planned = state.money.budget.accounts.whole.planned.tolist()
    for account, amount in zip(state.money.accounts, planned, strict=True):
        if account not in named and projects[account] in about and amount:
            sums[projects[account]] = sums.get(projects[account], 0) + amount
    return tuple(Rest(project, amount) for project, amount in sums.items())


def _place(state: State, line: Line) -> Place:
    if line.row.account_id in state.money.account_row:
        return Place(line.row.account_id)
    return Place(None, line.project_id)


def _by_month(state: State, one: Round, line: Line) -> dict[int, int]:
    """A line's expected amount by month."""
    months, by = _entered(line) or _of_plan(state, one, line) or _of_project(state, line)
    parts = apportioned(line.expected, by)
    return {month: part for month, part in zip(months, parts, strict=True) if part}


def _entered(line: Line) -> tuple[list[int], list[int]] | None:
    first, last = line.row.first_month or line.row.last_month, line.row.last_month or line.row.first_month
    if first is None or last is None:
        return None
    begin = month_number(first.year, first.month)
    count = min(max(month_number(last.year, last.month) - begin + 1, 1), _LONGEST)
    return list(range(begin, begin + count)), weights(count, Shape(line.row.profile.value))


def _of_plan(state: State, one: Round, line: Line) -> tuple[list[int], list[int]] | None:
    months, parts = months_of(state, one.parts.only(line.parts))
    sums = np.maximum(parts.sum(axis=0), 0)
    return (months.tolist(), sums.tolist()) if sums.any() else None


def _of_project(state: State, line: Line) -> tuple[list[int], list[int]]:
    """Evenly while the line's task, its project or the program lasts."""
    row = state.outline.row.get(line.row.task_id or "", state.outline.row.get(line.project_id or ""))
    plan = state.schedule
    ends = (
        (plan.start[row], plan.finish[row]) if row is not None else (plan.program_start, plan.program_finish)
    )
    known = [int(end) for end in ends if int(end) != NONE] or [int(state.inputs.options.start)]
    fiscal = fiscal_calendar(state.inputs.tables)
    first, last = (fiscal.month_at(at) for at in (min(known), max(known)))
    count = min(last - first + 1, _LONGEST)
    return list(range(first, first + count)), [1] * count


def _planned(state: State, account_id: str | None) -> dict[int, int]:
    if account_id is None:
        return {}
    budget = state.money.budget
    amounts = budget.accounts.months.planned[state.money.account_row[account_id]].tolist()
    return {month: amount for month, amount in zip(budget.months.tolist(), amounts, strict=True) if amount}


def _kept(state: State, before: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, int]:
    """As wanted, but what is closed stays, and the open months make up the sum."""
    closed = closed_through(state)
    kept = {m: amount for m, amount in before.items() if closed is not None and m <= closed}
    if closed is None or not (kept or any(month <= closed for month in wanted)):
        return dict(wanted)
    left = {month: max(amount, 0) for month, amount in wanted.items() if month > closed} or {closed + 1: 1}
    parts = apportioned(sum(wanted.values()) - sum(kept.values()), list(left.values()))
    return {**kept, **{month: part for month, part in zip(left, parts, strict=True) if part}}
