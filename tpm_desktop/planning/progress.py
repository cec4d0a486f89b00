"""Tasks that have begun: how much is done, and where what is left goes on."""

from dataclasses import dataclass

from tpm_desktop.planning.columns import NONE, WHOLE, Reason
from tpm_desktop.planning.holds import Hold
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.splits import WHOLE_TASK, Breaks
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Rest", "minutes_done", "rest"]

ROUNDING = 100
"""A share of the duration is rounded to whole per cents by many who report it: one part of so many."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a task: where it goes on and ends, and what moved it there if not the work done."""

    start: int
    finish: int
    reason: Hold | None = None


def rest(inputs: Inputs, task: int, start: int, after: int) -> Rest:
    """What is left of a task that began at `start`.

    It follows what is done (the stop) and waits for the resume date, for the status date where uncompleted
    work is rescheduled, and for `after`, since links hold what is left as they would have held it all.
    """
    options, clocks, minutes = inputs.options, inputs.clocks, inputs.duration[task]
    stop = inputs.stop[task]
    breaks = clocks.breaks.get(task, WHOLE_TASK)
    done = minutes_done(minutes, inputs.share_done[task], clocks.task[task], start, stop, breaks)
    if stop < start:
        stop = clocks.task[task].finish_after(start, clocks.span(task, done)) if done else start
    at = max(stop, inputs.resume[task])
    if done >= minutes:
        return Rest(at, at)
    if task in clocks.breaks and inputs.resume[task] <= stop:
        at = max(at, _after_break(inputs, task, start, done))
    reason = None
    if options.reschedule_uncompleted and at < options.status_date:
        at = clocks.next_work(task, options.status_date)
        reason = Hold(start, Reason.STATUS_DATE, holder=task)
    if after > at:
        at = clocks.next_work(task, after)
    return Rest(at, clocks.finish_rest(task, at, done, minutes), reason)


def _after_break(inputs: Inputs, task: int, start: int, done: int) -> int:
    """Where a split task goes on that has come to a break; NONE where it has not."""
    clock, breaks = inputs.clocks.task[task], inputs.clocks.breaks[task]
    pause = breaks.after(done)
    return clock.start_after(start, breaks.span(done) + pause) if pause else NONE


def minutes_done(
    minutes: int, share: int, clock: Calendar, start: int, stop: int, breaks: Breaks = WHOLE_TASK
) -> int:
    """The minutes done: up to the stop where that agrees with the share done but for its rounding."""
    done = round(minutes * min(share, WHOLE) / WHOLE)
    if stop > start:
        stopped = breaks.worked(clock.between(start, stop))
        if abs(stopped - done) * ROUNDING <= minutes:
            return min(stopped, minutes)
    return done
