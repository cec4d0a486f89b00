"""What the cost of a task consists of, and which budget lines stand beside it. Amounts in minor units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.columns import NONE

from .state import State


@dataclass(frozen=True, slots=True)
class CostPart:
    """resource_id: whose work it is, None for fixed costs; spent: what of it has been spent so far."""

    resource_id: str | None
    cost: int
    spent: int


def cost_parts(state: State, row: int) -> list[CostPart]:
    """What the cost of a row and of all below it consists of, the dearest first; together it is all of it."""
    costs, table = state.money.costs, state.inputs.tables["assignment"]
    tasks = table.rows_of("task_id", state.outline.row)
    counts = (tasks >= row) & (tasks <= int(state.outline.last[row])) & state.inputs.tasks.active[tasks]
    sums: dict[str | None, list[int]] = {None: [int(costs.task[row]), int(costs.task_actual[row])]}
    for at in np.flatnonzero(counts).tolist():
        who = table.texts["resource_id"][at] or None
        if who is None:
            continue
        part = sums.setdefault(who, [0, 0])
        for place, amounts in enumerate((costs.assignment, costs.assignment_actual)):
            part[place] += int(amounts[at])
            sums[None][place] -= int(amounts[at])
    parts = [CostPart(who, *amounts) for who, amounts in sums.items() if any(amounts)]
    return sorted(parts, key=lambda part: -part.cost)


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


def budget_beside(state: State, row: int) -> BudgetBeside | None:
    """The accounts of a row's component project in the months in which it is at work; None without dates.

    An account without an amount in them is left out.
    """
    start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
    if NONE in (start, finish):
        return None
    ends = np.array([start, finish]).astype("datetime64[m]").astype("datetime64[M]").astype(np.int64)
    first, last = (int(month) for month in ends)
    money, accounts = state.money, state.inputs.tables["account"]
    project = state.outline.ids[int(state.outline.project[row])]
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


def budget_months(state: State, account_id: str) -> list[tuple[int, int, int, int]]:
    """The months of an account that hold an amount: month since 1970, planned, spent, outlook."""
    money = state.money
    place = money.account_row[account_id]
    months = money.budget.accounts.months
    columns = [part[place].tolist() for part in (months.planned, months.incurred, months.outlook)]
    rows = zip(money.budget.months.tolist(), *columns, strict=True)
    return [row for row in rows if any(row[1:])]
