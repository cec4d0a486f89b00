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
    Minutes,
    Options,
    Reason,
    Schedule,
    Tasks,
)
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.forward import Early, forward
from tpm_desktop.planning.holds import Hold
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.slack import free_slack, slack_between, total_slack
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

    Errors: CycleError where tasks wait for each other, CalendarError where a calendar has no working time or
    is not there, PlanError where the plan would leave the years that can be planned or a row is impossible.
    """
    inputs = Inputs(calendars, tasks, links, options, assignments or Assignments.empty())
    return _from_finish(inputs) if options.from_finish else _from_start(inputs)


def _from_start(inputs: Inputs) -> Schedule:
    """Everything as early as it can be; then what is to be late, as late as what follows it allows."""
    early = forward(inputs, inputs.options.start)
    start, finish = _span(inputs, early)
    movable = _as_late_as_possible(inputs)
    if movable:
        late = backward(inputs, early, finish, only=movable)
        moved = {row for row in movable if late.start[row] > early.start[row]}
        early = forward(inputs, inputs.options.start, _put_off(late, moved))
        start, finish = _span(inputs, early)
    return _schedule(inputs, early, early, backward(inputs, early, finish), start, finish)


def _from_finish(inputs: Inputs) -> Schedule:
    """Everything hung up at the finish gives the start; what is to be as late as possible stays hung up."""
    if inputs.options.finish == NONE:
        raise PlanError("a plan that is scheduled from its finish needs one; give its finish date")
    late = backward(inputs, forward(inputs, inputs.options.start), inputs.options.finish)
    begin = min((late.start[row] for row in _counted(inputs)), default=inputs.options.finish)
    early = forward(inputs, begin)
    planned = forward(inputs, begin, _put_off(late, _as_late_as_possible(inputs)))
    start, finish = _span(inputs, planned)
    return _schedule(inputs, planned, early, late, start, finish)


def _counted(inputs: Inputs) -> list[int]:
    """The tasks that make the plan's own dates: no summaries, none that is inactive or somebody else's."""
    return [
        row
        for row in range(inputs.n)
        if inputs.active[row] and not inputs.summary[row] and not inputs.external[row]
    ]


def _span(inputs: Inputs, early: Early) -> tuple[int, int]:
    """The earliest start and the latest finish; the plan's begin twice where there is no task."""
    counted = _counted(inputs)
    start = min((early.start[row] for row in counted), default=inputs.options.start)
    return start, max((early.finish[row] for row in counted), default=start)


def _as_late_as_possible(inputs: Inputs) -> set[int]:
    """The tasks that may be put off: as late as possible, neither given nor begun."""
    return {
        row
        for row, constraint in enumerate(inputs.constraint)
        if constraint == Constraint.ALAP
        and not (inputs.summary[row] or inputs.given[row] or inputs.begun[row])
    }


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


def _schedule(inputs: Inputs, planned: Early, early: Early, late: Late, start: int, finish: int) -> Schedule:
    clocks = inputs.clocks.slack
    start_slack = slack_between(clocks, early.start, late.start)
    finish_slack = slack_between(clocks, early.finish, late.finish)
    total = total_slack(inputs, start_slack, finish_slack)
    return Schedule(
        start=_column(planned.start),
        finish=_column(planned.finish),
        early_start=_column(early.start),
        early_finish=_column(early.finish),
        late_start=_column(late.start),
        late_finish=_column(late.finish),
        total_slack=total,
        free_slack=free_slack(inputs, planned, total, finish),
        start_slack=start_slack,
        finish_slack=finish_slack,
        critical=(total <= inputs.options.critical_threshold) & _can_be_critical(inputs),
        summary=inputs.network.summary,
        duration=_column(planned.duration),
        reason=np.array(planned.reason, np.int8),
        driver=np.array(planned.driver, np.int32),
        holder=np.array(planned.holder, np.int32),
        program_start=start,
        program_finish=finish,
    )


def _can_be_critical(inputs: Inputs) -> Flags:
    """Whatever is neither done nor inactive; a summary as long as any of its children is not done."""
    finished = list(inputs.done)
    for row in reversed(range(inputs.n)):
        if inputs.summary[row]:
            finished[row] = all(finished[child] for child in inputs.network.children[row])
    return np.array([inputs.active[row] and not finished[row] for row in range(inputs.n)], np.bool_)


def _column(values: Sequence[int]) -> Minutes:
    return np.array(values, np.int64)
