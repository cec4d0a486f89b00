"""Tasks that are to be as late as possible: put off as far as those that follow them allow."""

from tpm_desktop.planning.columns import Constraint
from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.slack import room

__all__ = ["put_off"]


def put_off(inputs: Inputs, early: Early, finish: int) -> dict[int, int]:
    """How late each such task that has not begun may start, by its free slack; the last ones are put off first.

    The dates in `early` move along, except those of summaries: a further forward pass gives those.
    """
    starts: dict[int, int] = {}
    for task in reversed(inputs.network.order):
        if task >= 0 and inputs.constraint[task] == Constraint.ALAP and inputs.is_free(task):
            slack = room(inputs, early, task, finish)
            if slack > 0:
                clock, minutes = inputs.clocks, inputs.duration[task]
                start = clock.task[task].start_after(early.start[task], slack)
                early.start[task] = early.remains[task] = starts[task] = start
                early.finish[task] = clock.finish(task, start, minutes) if minutes else start
    return starts
