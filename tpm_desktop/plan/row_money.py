"""What the cost of a task consists of, and which budget lines stand beside it. Amounts in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE

from .fiscal import fiscal_calendar
from .state import State
from .together import covered, topmost


@dataclass(frozen=True, slots=True)
class CostPart:
    """resource_id: whose work it is, None for fixed costs; spent: what of it has been spent so far."""

    resource_id: str | None
    cost: int
    spent: int


def cost_parts(state: State, rows: Sequence[int]) -> list[CostPart]:
    """What the cost of some rows and of all below them consists of, the dearest first; together it is all."""
    costs, table, tops = state.money.costs, state.inputs.tables["assignment"], topmost(state, rows)
    tasks = table.rows_of("task_id", state.outline.row)
    who = table.rows_of("resource_id", state.inputs.tables["resource"].row)
    counts = covered(state, rows)[tasks] & (tasks >= 0) & (who >= 0) & state.inputs.tasks.active[tasks]
    ids, parts = state.inputs.tables["resource"].ids, []
    people = np.zeros((2, len(ids)), np.int64)
    for sums, amounts in zip(people, (costs.assignment, costs.assignment_actual), strict=True):
        np.add.at(sums, who[counts], amounts[counts])
    whole, spent = int(costs.task[tops].sum()), int(costs.task_actual[tops].sum())
    fixed = CostPart(None, whole - int(people[0].sum()), spent - int(people[1].sum()))
    parts = [CostPart(ids[at], *people[:, at].tolist()) for at in np.flatnonzero(people.any(axis=0)).tolist()]
    return sorted([part for part in (fixed, *parts) if part.cost or part.spent], key=lambda part: -part.cost)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What is planned, spent and expected on an account in some months."""

    account_id: str
    planned: int
    spent: int
    outlook: int


@dataclass(frozen=True, slots=True)
class BudgetBeside:
    """first, last: months since 1970 in which the row is at work; lines: in the order of the accounts."""

    first: int
    last: int
    lines: tuple[AccountLine, ...]


def budget_beside(state: State, rows: Sequence[int]) -> BudgetBeside | None:
    """The accounts of the rows' component project in the months in which they are at work.

    None without dates, and where the rows are of several projects.

    An account without an amount in them is left out.
    """
    start, finish = int(state.schedule.start[rows].min()), int(state.schedule.finish[rows].max())
    if NONE in (*state.schedule.start[rows], *state.schedule.finish[rows]):
        return None
    projects = set(state.outline.project[rows].tolist())
    if len(projects) > 1:
        return None
    fiscal = fiscal_calendar(state.inputs.tables)
    first, last = (fiscal.month_at(at) for at in (start, finish))
    money, accounts = state.money, state.inputs.tables["account"]
    project = state.outline.ids[projects.pop()]
    within = (money.budget.months >= first) & (money.budget.months <= last)
    months, lines = money.budget.accounts.months, []
    for place, account_id in enumerate(money.accounts):
        if accounts.texts["project_id"][accounts.row[account_id]] != project:
            continue
        amounts = (
            int(part[place][within].sum()) for part in (months.planned, months.incurred, months.outlook)
        )
        line = AccountLine(account_id, *amounts)
        if line.planned or line.spent or line.outlook:
            lines.append(line)
    return BudgetBeside(first, last, tuple(lines))


def budget_months(state: State, places: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """The months of some accounts, told by their rows, that hold an amount: since 1970, and the sums.

    Returns: month, planned, spent, outlook.
    """
    money, rows = state.money, list(places)
    months = money.budget.accounts.months
    columns = [part[rows].sum(axis=0).tolist() for part in (months.planned, months.incurred, months.outlook)]
    found = zip(money.budget.months.tolist(), *columns, strict=True)
    return [month for month in found if any(month[1:])]
