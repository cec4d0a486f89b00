"""What levelling must leave alone, and how late the rest may start by the dates that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, Constraint, Minutes, Schedule, Tasks
from tpm_desktop.planning.scenario import Scenario
from tpm_desktop.planning.worktime import DAY, LAST_DAY

from .state import State

__all__ = ["HARD", "NEVER", "begun", "frozen", "latest_starts", "missed_constraints", "missed_deadlines"]

NEVER = 2**60
"""Later than any instant."""
PINNED = 1000
"""A task of this priority is never moved."""
_BEYOND = 20 * 366 * DAY  # minutes after the finish: no plan that is levelled lasts longer
HARD = (Constraint.SNLT, Constraint.FNLT, Constraint.MSO, Constraint.MFO)
"""Constraints that a later start can break."""
Flags = NDArray[np.bool_]


def begun(tasks: Tasks) -> Flags:
    """Tasks that are under way or over."""
    return np.asarray((tasks.actual_start != NONE) | (tasks.done > 0) | (tasks.actual_finish != NONE))


def frozen(state: State, tasks: Tasks) -> Flags:
    """Tasks that stay where they are."""
    return np.asarray(begun(tasks) | tasks.external | _held(state, tasks) | _supports(state))


def _held(state: State, tasks: Tasks) -> Flags:
    """Those that stay because a planner says so: what they wait for must be over when they start."""
    bound = (tasks.constraint == Constraint.MSO) | (tasks.constraint == Constraint.MFO)
    pinned = state.numbers("priority", 0) >= PINNED
    return np.asarray((tasks.manual | bound | pinned) & ~begun(tasks) & ~_supports(state))


def _supports(state: State) -> Flags:
    return np.asarray(state.numbers("level_of_effort", 0) == 1)


def latest_starts(state: State, scenario: Scenario, base: Schedule, relaxed: Flags) -> Minutes:
    """How late each task may start without passing a date of its own or of what follows it; else `NEVER`.

    Those dates are: start and finish no later than, must start and finish, deadlines, and the starts of
    tasks that stay. It's the engine's backward pass from an end far away: where it answers earlier than
    without any such date, one of them decides. No task is held to more than it keeps as the plan is.
    Args: relaxed: rows whose deadline does not count. Shape (n,).
    """
    tasks = scenario.tasks
    dated = np.isin(tasks.constraint, HARD) & (tasks.constraint_date != NONE)
    held = _held(state, tasks) & ~base.summary
    deadline = np.where(relaxed, NONE, tasks.deadline)
    if not (dated | held | (deadline != NONE)).any():
        return np.full(len(base.start), NEVER)
    given = replace(
        tasks,
        constraint=np.where(held, Constraint.SNLT, tasks.constraint).astype(tasks.constraint.dtype),
        constraint_date=np.where(held, base.start, tasks.constraint_date),
        deadline=deadline,
    )
    free = replace(
        tasks,
        constraint=np.where(dated, Constraint.ASAP, tasks.constraint).astype(tasks.constraint.dtype),
        deadline=np.full_like(tasks.deadline, NONE),
    )
    late, open_end = (_late_starts(replace(scenario, tasks=one), base) for one in (given, free))
    return np.where(late < open_end, np.maximum(late, base.start), NEVER)


def _late_starts(scenario: Scenario, base: Schedule) -> Minutes:
    """The late starts of a plan that may last much longer: all is hung up at an end far away."""
    options = replace(
        scenario.options,
        from_finish=True,
        finish=min(base.program_finish + _BEYOND, (LAST_DAY - 1) * DAY),
        honour_constraints=False,  # else what must start holds even against the late dates
        multiple_critical_paths=False,  # else a path that ends early has no time beyond its end
    )
    return replace(scenario, options=options).scheduled().late_start


def missed_constraints(tasks: Tasks, found: Schedule) -> list[int]:
    """Rows of open tasks that start or finish later than their constraint allows."""
    starts = np.isin(tasks.constraint, (Constraint.SNLT, Constraint.MSO)) & (
        found.start > tasks.constraint_date
    )
    finishes = np.isin(tasks.constraint, (Constraint.FNLT, Constraint.MFO)) & (
        found.finish > tasks.constraint_date
    )
    late = (starts | finishes) & (tasks.constraint_date != NONE) & tasks.active & ~begun(tasks)
    rows: list[int] = np.flatnonzero(late).tolist()
    return rows


def missed_deadlines(tasks: Tasks, found: Schedule) -> list[int]:
    """Rows that finish after their deadline."""
    late = (tasks.deadline != NONE) & (found.finish > tasks.deadline) & tasks.active
    rows: list[int] = np.flatnonzero(late).tolist()
    return rows
