"""Earned value as lines for people: control accounts, component projects, the program; what to explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.finance.amounts import WHOLE
from tpm_desktop.finance.apportioning import added_up
from tpm_desktop.finance.earned_schedule import EarnedSchedule
from tpm_desktop.finance.earned_value import Performance, to_explain
from tpm_desktop.model.schedule import Earning

from .columns import first
from .earned_value import EarnedValue
from .state import State

_MOST_EFFORT = 0.15  # of the budget; beyond it the schedule index says little
_TCPI = 1.10  # seldom reached by what is left


class Level(StrEnum):
    """What a line sums up."""

    ACCOUNT = "account"
    PROJECT = "project"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. id: of the account or project, empty for none; rows: those of `EarnedValue` it sums.
    code: of the account or project, empty where it has none.

    period: the status month alone; without_effort: without level of effort; forecast: estimate at completion,
    minor units, the sum of the accounts' own; schedule_off, cost_off: the variance to date, or that of the
    month, asks for an explanation; explained: one is written for the status month.
    """

    level: Level
    id: str
    name: str
    rows: NDArray[np.intp]
    found: Performance
    period: Performance | None
    without_effort: Performance
    schedule: EarnedSchedule
    forecast: int
    schedule_off: bool = False
    cost_off: bool = False
    explained: bool = False
    code: str = ""

    @property
    def variance(self) -> int:
        """Budget less forecast: below 0 is over budget."""
        return int(self.found.bac) - self.forecast


@dataclass(frozen=True, slots=True)
class Finding:
    """What can't be trusted, of which account or task, and what to do."""

    id: str
    about: str
    what: str
    mend: str


def lines(state: State, earned: EarnedValue) -> list[Line]:
    """The projects, each followed by its accounts, those of no project, and the program last."""
    found: list[Line] = []
    places = [*range(len(state.money.projects)), -1]
    for place in places:
        rows = earned.rows_of(place)
        if not rows.size:
            continue
        row_id = state.money.projects[place] if place >= 0 else ""
        name = state.names[state.outline.row[row_id]] if place >= 0 else "Across projects"
        line = _line(earned, Level.PROJECT, row_id, name, rows)
        found.append(replace(line, code=_code(state, "project", row_id)))
        found += [_account(state, earned, int(row)) for row in rows]
    return [*found, _line(earned, Level.PROGRAM, "", "Program", earned.rows_of())] if found else []


def _account(state: State, earned: EarnedValue, row: int) -> Line:
    table, accounts = state.inputs.tables["account"], state.money.accounts
    rows = np.array([row], np.intp)
    if row >= len(accounts):
        return _line(earned, Level.ACCOUNT, "", "Tasks of no account", rows)
    at = table.row[accounts[row]]
    code, name = table.texts["code"][at], table.texts["name"][at]
    line = _line(earned, Level.ACCOUNT, accounts[row], " ".join(filter(None, (code, name))), rows)
    program = state.inputs.tables["program"]
    limits = first(program, "explain_share"), first(program, "explain_sum")
    parts = [to_explain(part, *limits) for part in (line.found, line.period) if part is not None]
    return replace(
        line,
        code=code or "",
        schedule_off=any(bool(schedule) for schedule, _ in parts),
        cost_off=any(bool(cost) for _, cost in parts),
        explained=accounts[row] in explained_accounts(state, earned),
    )


def _code(state: State, name: str, row_id: str) -> str:
    table = state.inputs.tables[name]
    return (table.texts["code"][table.row[row_id]] or "") if row_id else ""


def _line(earned: EarnedValue, level: Level, row_id: str, name: str, rows: NDArray[np.intp]) -> Line:
    return Line(
        level=level,
        id=row_id,
        name=name,
        rows=rows,
        found=earned.to_date(rows),
        period=earned.of_period(rows) if earned.through else None,
        without_effort=earned.without_effort(rows),
        schedule=earned.schedule(rows),
        forecast=earned.forecast(rows),
    )


FIGURES = ("bac", "pv", "ev", "ac", "sv", "cv", "forecast", "variance")
"""The amounts of a line, by name."""


def shown_amounts(found: Sequence[Line], unit: int) -> list[dict[str, int]]:
    """The amounts of lines as multiples of a unit: those of accounts make up their project's, and so on."""
    exact = [[int(getattr(one.found, name, getattr(one, name, 0))) for name in FIGURES] for one in found]
    groups: list[tuple[int, list[int]]] = []
    for n, one in enumerate(found):
        if one.level is Level.PROJECT:
            groups.append((n, []))
        elif one.level is Level.ACCOUNT and groups:
            groups[-1][1].append(n)
    top = [
        (n, [project for project, _ in groups]) for n, one in enumerate(found) if one.level is Level.PROGRAM
    ]
    shown = added_up(np.array(exact, np.int64).reshape(len(found), len(FIGURES)), [*top, *groups], unit)
    return [dict(zip(FIGURES, row, strict=True)) for row in shown.tolist()]


def explained_accounts(state: State, earned: EarnedValue) -> set[str]:
    """The accounts whose variance of the status month is explained."""
    if not earned.through:
        return set()
    table = state.inputs.tables["variance_explanation"]
    month = int(earned.months[earned.through - 1])
    owners = zip(table.texts["account_id"], table.numbers["month"].tolist(), strict=True)
    return {owner for owner, of in owners if owner and of == month}


def findings(state: State, found: list[Line]) -> Iterator[Finding]:
    """What makes the figures less than they seem, and variances that nobody has explained."""
    for line in found:
        yield from _of_line(line)
    yield from _weights(state)


def _of_line(line: Line) -> Iterator[Finding]:
    one, name = line.found, line.name
    if line.level is Level.PROGRAM:
        effort = int(one.bac - line.without_effort.bac)
        if one.bac and effort / one.bac > _MOST_EFFORT:
            said = f"{effort * 100 // int(one.bac)} % of the budget is level of effort"
            mend = "Measure more of the work; read the index without level of effort"
            yield Finding("EV-1", name, said, mend)
    if line.level is not Level.ACCOUNT:
        return
    if one.ac and not one.bac:
        yield Finding("EV-2", name, "Cost without a budget", "Assign tasks to the account, or move the cost")
    if one.ev and not one.ac:
        yield Finding("EV-3", name, "Work was done but no cost is booked", "Enter the cost or accrue it")
    if one.budget_gone:
        yield Finding(
            "EV-4", name, "The budget is spent, work is left", "Ask for a transfer or a new baseline"
        )
    elif one.tcpi > _TCPI and line.schedule.es > 0:
        said = f"What is left would have to go at an index of {float(one.tcpi):.2f}"
        yield Finding("EV-5", name, said, "Forecast anew; the budget will hardly do")
    if (line.schedule_off or line.cost_off) and not line.explained:
        which = " and ".join(
            word for word, off in (("schedule", line.schedule_off), ("cost", line.cost_off)) if off
        )
        yield Finding(
            "EV-6", name, f"The {which} variance is not explained", "Write cause, impact and action"
        )


def _weights(state: State) -> Iterator[Finding]:
    table, task = state.inputs.tables["earning_milestone"], state.inputs.tables["task"]
    sums = np.zeros(len(task), np.int64)
    np.add.at(sums, table.rows_of("task_id", task.row), table.numbers["weight"])
    for row, method in enumerate(task.texts["earning"]):
        if method == Earning.MILESTONES and sums[row] != WHOLE:
            said = f"The weights of its milestones sum to {sums[row] / 100:g} %"
            yield Finding("EV-7", task.texts["name"][row] or "", said, "Let them sum to 100 %")
