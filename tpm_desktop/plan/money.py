"""Costs of the tasks and the budget of the accounts, asked of the finance room by the file's tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.errors import EditError
from tpm_desktop.finance.budget import Budget, Owners, budget
from tpm_desktop.finance.cost import (
    Accrual,
    CostedAssignments,
    CostedTasks,
    Costs,
    ResourceKind,
    costs,
)
from tpm_desktop.finance.errors import FinanceError
from tpm_desktop.model import resources
from tpm_desktop.planning.columns import NONE, Schedule

from .budget_lines import Parts, joint, read_parts, status_month
from .columns import first
from .dated_rates import dated
from .inputs import Inputs

_KINDS = {
    resources.ResourceKind.WORK.value: int(ResourceKind.WORK),
    resources.ResourceKind.MATERIAL.value: int(ResourceKind.MATERIAL),
    resources.ResourceKind.COST.value: int(ResourceKind.COST),
}


ACCRUALS = {choice.value: int(Accrual[choice.name]) for choice in resources.Accrual}


@dataclass(frozen=True, slots=True)
class Money:
    """What the tasks cost, by outline row, and the budget, by account in the order of `accounts`.

    parts: what the budget is made of; projects, funds: the ids of the rows of the budget's totals by project
    and by funding source.
    """

    costs: Costs
    budget: Budget
    parts: tuple[Parts, ...]
    accounts: list[str]
    account_row: dict[str, int]
    projects: list[str]
    funds: list[str]

    @property
    def cost_of_tasks(self) -> int:
        """Minor units: all tasks with their assignments."""
        return self.costs.program

    @property
    def outlook(self) -> int:
        """Minor units: what all accounts will have cost, as things stand."""
        return int(self.budget.program.outlook_at_completion)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of the program before. budgeted: its whole budget holds; posted: entries of cost,
    orders and invoices do, and where they stand."""

    money: Money
    budgeted: bool
    posted: bool


def read_money(inputs: Inputs, schedule: Schedule, before: Counted | None = None) -> Money:
    """Costs and budget; what holds of before is taken over.

    Raises: `EditError` where the amounts are too large to be counted.
    """
    try:
        spent = costs(_costed_tasks(inputs), dated(inputs, schedule, _costed_assignments(inputs)))
        if before and before.budgeted:
            return replace(before.money, costs=spent)
        return _read(inputs, spent, before.money if before and before.posted else None)
    except FinanceError as error:
        raise EditError(str(error)) from error


def _read(inputs: Inputs, spent: Costs, posted: Money | None) -> Money:
    """Args: posted: with the same accounts, entries of cost, orders and invoices."""
    tables = inputs.tables
    accounts = tables["account"]
    ordered = sorted(range(len(accounts)), key=lambda r: (accounts.texts["order"][r] or "", accounts.ids[r]))
    account_ids = [accounts.ids[row] for row in ordered]
    account_row = posted.account_row if posted else {row_id: n for n, row_id in enumerate(account_ids)}
    parts = tuple(read_parts(tables, account_row, posted.parts if posted else None))
    outline = inputs.outline
    projects = [outline.ids[row] for row in np.flatnonzero(outline.is_project)]

    def owners(field: str, ids: list[str]) -> Owners:
        row_of = {row_id: n for n, row_id in enumerate(ids)}
        texts = accounts.texts[field]
        return Owners(np.array([row_of.get(texts[row] or "", -1) for row in ordered], np.int32), len(ids))

    funds = tables["funding_source"].ids
    return Money(
        costs=spent,
        budget=budget(
            joint(parts),
            owners("project_id", projects),
            owners("funding_id", funds),
            status_month(tables),
            first(tables["program"], "fiscal_year_start"),
        ),
        parts=parts,
        accounts=account_ids,
        account_row=account_row,
        projects=projects,
        funds=funds,
    )


def _costed_tasks(inputs: Inputs) -> CostedTasks:
    outline, tasks = inputs.outline, inputs.tasks
    fixed = np.zeros(len(outline), np.int64)
    at = ~outline.is_project
    fixed[at] = inputs.tables["task"].numbers["fixed_cost"][outline.source[at]]
    return CostedTasks(
        parent=outline.parent,
        fixed_cost=fixed,
        done=tasks.done.astype(np.int64),
        started=tasks.actual_start != NONE,
        active=tasks.active,
        accrual=_accrual_of_tasks(inputs),
    )


def _accrual_of_tasks(inputs: Inputs) -> NDArray[np.int8] | None:
    """None where all fixed costs are prorated, which is the rule."""
    task, outline = inputs.tables["task"], inputs.outline
    codes = task.codes_of("fixed_accrual", ACCRUALS)
    if not codes.any():
        return None
    found = np.zeros(len(outline), np.int8)
    at = ~outline.is_project
    found[at] = codes[outline.source[at]]
    return found


def _costed_assignments(inputs: Inputs) -> CostedAssignments:
    tables, outline = inputs.tables, inputs.outline
    assignment, resource = tables["assignment"], tables["resource"]
    who = assignment.rows_of("resource_id", resource.row)
    numbers, accruals = assignment.numbers, resource.codes_of("accrual", ACCRUALS)

    def of_resource(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return np.append(resource.numbers[name], 0)[who]

    return CostedAssignments(
        task=assignment.rows_of("task_id", outline.row),
        kind=np.append(resource.codes_of("kind", _KINDS), ResourceKind.WORK)[who].astype(np.int8),
        units=numbers["units"],
        work=numbers["work"],
        actual_work=numbers["actual_work"],
        overtime=numbers["overtime"],
        actual_overtime=numbers["actual_overtime"],
        rate=of_resource("rate"),
        overtime_rate=of_resource("overtime_rate"),
        cost_per_use=of_resource("cost_per_use"),
        cost=numbers["cost"],
        actual_cost=numbers["actual_cost"],
        accrual=np.append(accruals, np.int8(0))[who] if accruals.any() else None,
    )
