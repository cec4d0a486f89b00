"""What follows from a task's fields and its assignments, and may still be entered: what is done and left."""

from __future__ import annotations

from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.progress import minutes_done
from tpm_desktop.planning.splits import WHOLE_TASK

from .state import State


def figures_of(state: State, row: int) -> dict[str, int]:
    """What stands in the columns of a task that follow from others, by name; minutes."""
    whole, done = int(state.work.whole[row]), int(state.work.done[row])
    duration, past = int(state.schedule.duration[row]), duration_done(state, row)
    return {
        "actual_duration": past,
        "remaining_duration": duration - past,
        "work": whole,
        "actual_work": done,
        "remaining_work": whole - done,
    }


def duration_done(state: State, row: int) -> int:
    """Minutes of a row's duration that are done, exactly as the engine counts them."""
    duration, share = int(state.schedule.duration[row]), int(state.done[row])
    stop = int(state.inputs.tasks.stop[row])
    if state.summary[row] or stop == NONE or not 0 < share < WHOLE:
        return duration * min(share, WHOLE) // WHOLE
    clocks, start = state.scenario.clocks_of(row), int(state.schedule.start[row])
    return minutes_done(duration, share, clocks.task[0], start, stop, clocks.breaks.get(0, WHOLE_TASK))
