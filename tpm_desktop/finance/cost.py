"""What tasks cost: work at a rate, cost per use, materials and fixed costs, rolled up over the outline.

The rules are Microsoft Project's: overtime is charged at the overtime rate, all other work at the rate, each
hour at the rate of its day. A work resource's cost per use is charged for each unit assigned, a material's
once, and either falls due when the task starts. All else accrues with the work or share done, or as a whole
when the task starts or is finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from .amounts import WHOLE, Codes, Flags, Minutes, Money, Rows, Shares, given, refuse_overflow, scaled

HOUR = 60


class ResourceKind(IntEnum):
    """What a resource is spent as."""

    WORK = 0
    MATERIAL = 1
    COST = 2


class Accrual(IntEnum):
    """When a cost becomes an actual one."""

    PRORATED = 0
    START = 1
    END = 2


@dataclass(frozen=True, slots=True)
class DatedWork:
    """Work of assignments whose rates change, in pieces of one rate each, every array of shape (p,).

    assignment: its row; the pieces of an assignment make up its work. Minutes, and minor units per hour.
    """

    assignment: Rows
    work: Minutes
    actual_work: Minutes
    overtime: Minutes
    actual_overtime: Minutes
    rate: Money
    overtime_rate: Money


@dataclass(frozen=True, slots=True)
class CostedTasks:
    """What of the tasks matters for cost, every array of shape (n,), a summary before its children.

    parent: row of the summary above, -1 at the top; fixed_cost: minor units; done: hundredths of a per cent;
    started: has an actual start; active: an inactive task costs nothing; accrual: `Accrual` of the fixed
    cost, None where all are prorated.
    """

    parent: Rows
    fixed_cost: Money
    done: Shares
    started: Flags
    active: Flags
    accrual: Codes | None = None


@dataclass(frozen=True, slots=True)
class CostedAssignments:
    """What of the assignments matters for cost, every array of shape (k,).

    task: row of the task; kind: `ResourceKind`; units: hundredths of a per cent of the resource;
    work, actual_work: minutes, of a material 60 for each unit of it, as Microsoft Project keeps quantities;
    overtime, actual_overtime: the part of these that is charged at overtime_rate;
    rate, overtime_rate: minor units per hour, or per unit of a material; cost_per_use: minor units;
    cost, actual_cost: given in place of what follows from work and rate, NONE where not; accrual: `Accrual`,
    None where all are prorated; dated: the work of those whose rates change, in place of work and rate.
    """

    task: Rows
    kind: Codes
    units: Shares
    work: Minutes
    actual_work: Minutes
    overtime: Minutes
    actual_overtime: Minutes
    rate: Money
    overtime_rate: Money
    cost_per_use: Money
    cost: Money
    actual_cost: Money
    accrual: Codes | None = None
    dated: DatedWork | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs in minor units.

    assignment, assignment_actual: (k,); own, own_actual: per task without its children, (n,);
    task, task_actual: per task with all below it, (n,); program, program_actual: all of it.
    """

    assignment: Money
    assignment_actual: Money
    own: Money
    own_actual: Money
    task: Money
    task_actual: Money
    program: int
    program_actual: int


def costs(tasks: CostedTasks, assignments: CostedAssignments) -> Costs:
    """What every assignment and task costs, and has cost so far.

    Raises: `FinanceError` when a cost is larger than can be counted.
    """
    whole = _planned(assignments)
    spent = _spent(tasks, assignments, whole)
    fixed_spent = scaled(tasks.fixed_cost, tasks.done, WHOLE)
    if tasks.accrual is not None:
        begun = tasks.started | (tasks.done > 0)
        fixed_spent = _accrued(fixed_spent, tasks.fixed_cost, tasks.accrual, begun, tasks.done >= WHOLE)
    refuse_overflow(whole, tasks.fixed_cost)
    refuse_overflow(spent, fixed_spent)
    own = _own(tasks, assignments, tasks.fixed_cost, whole)
    own_spent = _own(tasks, assignments, fixed_spent, spent)
    return Costs(
        assignment=whole,
        assignment_actual=spent,
        own=own,
        own_actual=own_spent,
        task=rolled_up(own, tasks.parent),
        task_actual=rolled_up(own_spent, tasks.parent),
        program=int(own.sum()),
        program_actual=int(own_spent.sum()),
    )


def rolled_up(own: Money, parent: Rows) -> Money:
    """Each row's own amount with those of all rows below it.

    Args: own: shape (n,); parent: row of the summary above, -1 at the top, a summary before its children.
    """
    levels, rows = [], np.flatnonzero(parent >= 0)
    above = parent.copy()
    while rows.size:  # those below another, those below two others, and so on
        levels.append(rows)
        above[rows] = parent[above[rows]]
        rows = rows[above[rows] >= 0]
    total, summed = own.copy(), np.zeros(len(own), np.bool_)
    for rows in reversed(levels):
        deepest = rows[~summed[rows]]
        np.add.at(total, parent[deepest], total[deepest])
        summed[deepest] = True
    return total


def _planned(assignments: CostedAssignments) -> Money:
    by_work = _at_rates(assignments, assignments.work, assignments.overtime, _per_use(assignments))
    if (dated := assignments.dated) is not None:
        by_work = _at_dated_rates(
            assignments, dated, dated.work, dated.overtime, by_work, _per_use(assignments)
        )
    by_work[assignments.kind == ResourceKind.COST] = 0
    return np.where(given(assignments.cost), assignments.cost, by_work)


def _spent(tasks: CostedTasks, assignments: CostedAssignments, whole: Money) -> Money:
    begun = tasks.started[assignments.task] | (assignments.actual_work > 0)
    per_use = np.where(begun, _per_use(assignments), 0)
    by_work = _at_rates(assignments, assignments.actual_work, assignments.actual_overtime, per_use)
    if (dated := assignments.dated) is not None:
        done, extra = dated.actual_work, dated.actual_overtime
        by_work = _at_dated_rates(assignments, dated, done, extra, by_work, per_use)
    by_share = scaled(whole, tasks.done[assignments.task], WHOLE)
    lump = (assignments.kind == ResourceKind.COST) | given(assignments.cost)
    follows = np.where(lump, by_share, by_work)
    if assignments.accrual is not None:
        finished = tasks.done[assignments.task] >= WHOLE
        follows = _accrued(follows, whole, assignments.accrual, begun | (by_share != 0), finished)
    return np.where(given(assignments.actual_cost), assignments.actual_cost, follows)


def _at_rates(assignments: CostedAssignments, work: Minutes, overtime: Minutes, per_use: Money) -> Money:
    """Work at the rate and the part of it that is overtime at the overtime rate, with the cost per use."""
    late = np.where(assignments.kind == ResourceKind.WORK, np.minimum(overtime, work), 0)
    worked = scaled(work - late, assignments.rate, HOUR)
    extra = scaled(late, assignments.overtime_rate, HOUR)
    refuse_overflow(worked, extra, per_use)
    return worked + extra + per_use


def _at_dated_rates(
    assignments: CostedAssignments,
    dated: DatedWork,
    work: Minutes,
    overtime: Minutes,
    otherwise: Money,
    per_use: Money,
) -> Money:
    """The pieces each at its rate, summed up by assignment; those without pieces as otherwise."""
    late = np.where(assignments.kind[dated.assignment] == ResourceKind.WORK, np.minimum(overtime, work), 0)
    worked, extra = scaled(work - late, dated.rate, HOUR), scaled(late, dated.overtime_rate, HOUR)
    refuse_overflow(worked, extra, per_use)
    sums = np.zeros(len(otherwise), np.int64)
    np.add.at(sums, dated.assignment, worked + extra)
    found = otherwise.copy()
    rows = np.unique(dated.assignment)
    found[rows] = sums[rows] + per_use[rows]
    return found


def _accrued(prorated: Money, whole: Money, accrual: Codes, begun: Flags, finished: Flags) -> Money:
    """What of a cost is an actual one by when it accrues."""
    at_start, at_end = np.where(begun, whole, 0), np.where(finished, whole, 0)
    found = np.where(accrual == Accrual.START, at_start, prorated)
    return np.where(accrual == Accrual.END, at_end, found)


def _per_use(assignments: CostedAssignments) -> Money:
    each_unit = scaled(assignments.cost_per_use, assignments.units, WHOLE)
    return np.where(assignments.kind == ResourceKind.MATERIAL, assignments.cost_per_use, each_unit)


def _own(tasks: CostedTasks, assignments: CostedAssignments, fixed: Money, charged: Money) -> Money:
    own = fixed.copy()
    np.add.at(own, assignments.task, charged)
    own[~tasks.active] = 0
    return own
