"""The whole calculation: calendars, tasks and links in, dates, slack and reasons out."""

from collections.abc import Sequence

import numpy as np

from tpm_desktop.planning.backward import Late, backward
from tpm_desktop.planning.columns import (
    NONE,
    Assignments,
    Constraint,
    Flags,
    Links,
    Options,
    Reason,
    Schedule,
    Splits,
    Tasks,
)
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.forward import Early, forward
from tpm_desktop.planning.holds import Hold
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.levels import Network, network
from tpm_desktop.planning.marks import Marks, marks_of
from tpm_desktop.planning.parts import parts
from tpm_desktop.planning.slack import free_slack, slack_between, total_slack
from tpm_desktop.planning.sweep import OutOfTables, cover, instants_given
from tpm_desktop.planning.worktime import Calendar

__all__ = ["schedule"]


def schedule(
    calendars: Sequence[Calendar],
    tasks: Tasks,
    links: Links,
    options: Options,
    assignments: Assignments | None = None,
    order: Network | None = None,
    splits: Splits | None = None,
) -> Schedule:
    """When everything happens, what may slip how far, and why.

    Args: order: the plan's network where it is known already; it holds as long as the outline and the ends of
    the links stay.
    Errors: CycleError where tasks wait for each other, CalendarError where a calendar has no working time or
    is not there, PlanError where the plan would leave the years that can be planned or a row is impossible.
    """
    order = order or network(tasks, links)
    inputs = Inputs(
        calendars, tasks, links, options, assignments or Assignments.empty(), order, splits or Splits.empty()
    )
    cover(inputs, instants_given(inputs))
    while True:
        marks = marks_of(inputs.clocks.calendars)
        try:
            return _from_finish(inputs, marks) if options.from_finish else _from_start(inputs, marks)
        except OutOfTables:
            continue  # the tables reach further now


def _from_start(inputs: Inputs, marks: Marks) -> Schedule:
    """Everything as early as it can be; then what is to be late, as late as what follows it allows."""
    early = forward(inputs, marks, inputs.options.start)
    start, finish = _span(inputs, early)
    movable = _as_late_as_possible(inputs)
    if movable:
        late = backward(inputs, marks, early, finish, only=movable)
        moved = {row for row in movable if late.start[row] > early.start[row]}
        early = forward(inputs, marks, inputs.options.start, _put_off(late, moved))
        start, finish = _span(inputs, early)
    return _schedule(inputs, marks, early, early, backward(inputs, marks, early, finish), start, finish)


def _from_finish(inputs: Inputs, marks: Marks) -> Schedule:
    """Everything hung up at the finish gives the start; what is to be as late as possible stays hung up."""
    if inputs.options.finish == NONE:
        raise PlanError("a plan that is scheduled from its finish needs one; give its finish date")
    first = forward(inputs, marks, inputs.options.start)
    late = backward(inputs, marks, first, inputs.options.finish)
    counted = inputs.is_counted
    starts = np.asarray(late.start)[counted]
    begin = int(starts.min()) if starts.size else inputs.options.finish
    early = forward(inputs, marks, begin)
    planned = forward(inputs, marks, begin, _put_off(late, _as_late_as_possible(inputs)))
    start, finish = _span(inputs, planned)
    return _schedule(inputs, marks, planned, early, late, start, finish)


def _span(inputs: Inputs, early: Early) -> tuple[int, int]:
    """The earliest start and the latest finish; the plan's begin twice where there is no task."""
    counted = inputs.is_counted
    if not counted.any():
        return inputs.options.start, inputs.options.start
    return int(np.asarray(early.start)[counted].min()), int(np.asarray(early.finish)[counted].max())


def _as_late_as_possible(inputs: Inputs) -> set[int]:
    """The tasks that may be put off: as late as possible, neither given nor begun."""
    asked = inputs.tasks.constraint == Constraint.ALAP
    free = ~(inputs.network.summary | inputs.is_given | inputs.is_begun)
    return set(np.flatnonzero(asked & free).tolist())


def _put_off(late: Late, movable: set[int]) -> dict[int, Hold]:
    """What puts each of the tasks off: what follows it, or the plan's end."""
    return {
        row: Hold(
            late.start[row],
            Reason.AS_LATE_AS_POSSIBLE if late.driver[row] >= 0 else Reason.PROJECT_FINISH,
            late.driver[row],
            row,
        )
        for row in movable
    }


def _schedule(
    inputs: Inputs, marks: Marks, planned: Early, early: Early, late: Late, start: int, finish: int
) -> Schedule:
    starts, finishes = np.asarray(early.start), np.asarray(early.finish)
    late_starts, late_finishes = np.asarray(late.start), np.asarray(late.finish)
    instants = [starts, finishes, late_starts, late_finishes, np.asarray(planned.finish)]
    cover(inputs, np.concatenate(instants), marks)
    clock = inputs.clocks.slack.number
    start_slack = slack_between(marks, clock, starts, late_starts)
    finish_slack = slack_between(marks, clock, finishes, late_finishes)
    total = total_slack(inputs, start_slack, finish_slack)
    return Schedule(
        start=np.asarray(planned.start),
        finish=np.asarray(planned.finish),
        early_start=starts,
        early_finish=finishes,
        late_start=late_starts,
        late_finish=late_finishes,
        total_slack=total,
        free_slack=free_slack(inputs, marks, planned, total, finish),
        start_slack=start_slack,
        finish_slack=finish_slack,
        critical=(total <= inputs.options.critical_threshold) & _can_be_critical(inputs),
        summary=inputs.network.summary,
        duration=np.asarray(planned.duration),
        remains=np.asarray(planned.remains),
        reason=np.asarray(planned.reason),
        driver=np.asarray(planned.driver),
        holder=np.asarray(planned.holder),
        program_start=start,
        program_finish=finish,
        parts=parts(inputs, planned),
    )


def _can_be_critical(inputs: Inputs) -> Flags:
    """What makes the plan's dates and is not done; a summary as long as any below it is so. Shape (n,)."""
    network = inputs.network
    open_ones = ~inputs.is_done & inputs.is_counted
    for rows in network.by_depth[:0:-1]:
        np.logical_or.at(open_ones, network.parent[rows], open_ones[rows])
    return np.asarray(open_ones & inputs.tasks.active)
