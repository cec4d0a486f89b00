"""The whole calculation: calendars, tasks and links in, dates, slack and reasons out."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.as_late import put_off
from tpm_desktop.planning.backward import Late, backward
from tpm_desktop.planning.columns import Assignments, Links, Minutes, Options, Schedule, Tasks
from tpm_desktop.planning.forward import Early, forward
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.slack import free_slack, slack_at_ends, total_slack
from tpm_desktop.planning.worktime import Calendar

__all__ = ["schedule"]


def schedule(
    calendars: Sequence[Calendar],
    tasks: Tasks,
    links: Links,
    options: Options,
    assignments: Assignments | None = None,
) -> Schedule:
    """When everything happens, what may slip how far, and why.

    Errors: CycleError where tasks wait for each other, CalendarError where a calendar has no working time or is
    not there, PlanError where the plan would leave the years that can be planned or a row is impossible.
    """
    inputs = Inputs(calendars, tasks, links, options, assignments or Assignments.empty())
    early = forward(inputs, options.start)
    start, finish = _span(inputs, early)
    late_starts = put_off(inputs, early, finish)
    if late_starts:
        early = forward(inputs, options.start, late_starts)
    late = backward(inputs, early, finish)
    return _schedule(inputs, early, late, start, finish)


def _span(inputs: Inputs, early: Early) -> tuple[int, int]:
    """The earliest start and the latest finish of all tasks that count; of an empty plan, its start twice."""
    counted = [
        row
        for row in range(inputs.n)
        if not inputs.summary[row] and inputs.active[row] and not inputs.external[row]
    ]
    if not counted:
        return inputs.options.start, inputs.options.start
    return min(early.start[row] for row in counted), max(early.finish[row] for row in counted)


def _schedule(inputs: Inputs, early: Early, late: Late, start: int, finish: int) -> Schedule:
    rows = range(inputs.n)
    can_be_critical = np.array([inputs.active[row] and not inputs.is_done(row) for row in rows], np.bool_)
    start_slack, finish_slack = slack_at_ends(inputs, early, late)
    total = total_slack(inputs, start_slack, finish_slack)
    starts, finishes = _column(early.start), _column(early.finish)
    return Schedule(
        start=starts,
        finish=finishes,
        early_start=starts,
        early_finish=finishes,
        late_start=_column(late.start),
        late_finish=_column(late.finish),
        total_slack=total,
        free_slack=free_slack(inputs, early, finish),
        start_slack=start_slack,
        finish_slack=finish_slack,
        critical=(total <= inputs.options.critical_threshold) & can_be_critical,
        summary=inputs.network.summary,
        duration=_column(early.duration),
        reason=np.array(early.reason, np.int8),
        driver=np.array(early.driver, np.int32),
        holder=np.array(early.holder, np.int32),
        program_start=start,
        program_finish=finish,
    )


def _column(values: Sequence[int]) -> Minutes:
    return np.array(values, np.int64)
