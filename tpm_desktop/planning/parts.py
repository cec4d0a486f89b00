"""The parts between the breaks of split tasks, as dates."""

from collections.abc import Iterator
from itertools import pairwise

from tpm_desktop.planning.forward import Early
from tpm_desktop.planning.inputs import Inputs
from tpm_desktop.planning.progress import minutes_done
from tpm_desktop.planning.worktime import Calendar

__all__ = ["Parts", "parts"]

Parts = tuple[tuple[int, int], ...]
"""Start and finish of each part of a task, in order."""


def parts(inputs: Inputs, planned: Early) -> dict[int, Parts]:
    """When each task that is split is worked on, by row; tasks that keep given dates are left out.

    Of a crew of different hours it is whoever works longest.
    """
    return {
        row: tuple(_joined(_pieces(inputs, planned, row), inputs.clocks.task[row]))
        for row in inputs.clocks.breaks
        if inputs.duration[row] and not (inputs.summary[row] or inputs.given[row])
    }


def _pieces(inputs: Inputs, planned: Early, row: int) -> Iterator[tuple[int, int]]:
    """From break to break; where the work done ends, what is left goes on from where that stands."""
    clock, breaks, minutes = inputs.clocks.task[row], inputs.clocks.breaks[row], inputs.duration[row]
    done = 0
    if inputs.begun[row]:
        share, stop = inputs.share_done[row], inputs.stop[row]
        done = minutes_done(minutes, share, clock, planned.start[row], stop, breaks)
    edges = sorted({0, done, minutes, *(after for after, _ in breaks.parts if after < minutes)})
    for begin, end in pairwise(edges):
        worked = done if begin >= done else 0
        origin = planned.remains[row] if inputs.begun[row] and begin >= done else planned.start[row]
        pause = breaks.after(begin) if begin > worked else 0
        yield (
            clock.start_after(origin, breaks.span(begin, worked) + pause),
            clock.finish_after(origin, breaks.span(end, worked)),
        )


def _joined(pieces: Iterator[tuple[int, int]], clock: Calendar) -> Iterator[tuple[int, int]]:
    """Pieces with those that follow each other at once made one."""
    start, finish = next(pieces)
    for begin, end in pieces:
        if clock.between(finish, begin):
            yield start, finish
            start = begin
        finish = end
    yield start, finish
