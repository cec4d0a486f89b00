"""Who works on what when: the assignments of people as pieces of work between two instants."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.contours import Contour
from tpm_desktop.planning.loading import Segments, own_finish
from tpm_desktop.planning.worktime import Calendar

from .inputs import Inputs
from .state import State

__all__ = ["WorkPieces", "calendar_numbers", "work_pieces"]

_CONTOURS = {contour.name.lower(): int(contour) for contour in Contour}
Rows = NDArray[np.intp]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WorkPieces:
    """Pieces of work, each with the assignment that it is of.

    assignment, task: rows, (k,); resource: its row in the table, -1 where nobody is named.
    """

    assignment: Rows
    task: Rows
    resource: Rows
    segments: Segments
    calendars: tuple[Calendar, ...]

    def only(self, rows: Rows) -> WorkPieces:
        """Some of the pieces, or some several times."""
        old = self.segments
        segments = Segments(*(getattr(old, name)[rows] for name in Segments.__dataclass_fields__))
        chosen = (self.assignment[rows], self.task[rows], self.resource[rows])
        return WorkPieces(*chosen, segments, self.calendars)


def calendar_numbers(inputs: Inputs) -> NDArray[np.int32]:
    """By number of a calendar the first one of the same hours, so that those who share hours go together."""
    known: dict[int, int] = {}
    return np.array([known.setdefault(id(one), n) for n, one in enumerate(inputs.calendars)], np.int32)


def work_pieces(state: State) -> WorkPieces:
    """All work of people and of nobody yet on tasks that are active.

    It lies on the task's own calendar where it has one, else on the resource's; from the task's start, or the
    delay after it, for as long as the units take, no longer than the task; between breaks; of a begun task
    what is left lies where the rest of the task does.
    """
    found = _whole(state)
    found = _delayed(state, found)
    found = _interrupted(state, found)
    return _split(state, found)


def _whole(state: State) -> WorkPieces:
    inputs, tables, schedule = state.inputs, state.inputs.tables, state.schedule
    assignment, resource = tables["assignment"], tables["resource"]
    who = assignment.rows_of("resource_id", resource.row)
    task = assignment.rows_of("task_id", state.outline.row)
    works = np.array([kind == ResourceKind.WORK for kind in resource.texts["kind"]] + [True], np.bool_)
    kept = np.flatnonzero((task >= 0) & works[who] & (assignment.numbers["work"] > 0))
    kept = kept[inputs.tasks.active[task[kept]]]
    own = np.append(resource.rows_of("calendar_id", tables["calendar"].row), -1)[who[kept]]
    calendar = np.where(inputs.tasks.calendar[task[kept]] >= 0, inputs.tasks.calendar[task[kept]], own)
    calendar = np.where(calendar < 0, inputs.options.calendar, calendar)
    start, finish = schedule.start[task[kept]], schedule.finish[task[kept]]
    segments = Segments(
        start=start,
        finish=np.maximum(finish, start),
        work=assignment.numbers["work"][kept],
        contour=assignment.codes_of("contour", _CONTOURS)[kept],
        calendar=calendar_numbers(inputs)[calendar],
    )
    return WorkPieces(kept, task[kept].astype(np.intp), who[kept].astype(np.intp), segments, inputs.calendars)


def _delayed(state: State, pieces: WorkPieces) -> WorkPieces:
    """From when they begin, and for as long as they take."""
    assignment, segments = state.inputs.tables["assignment"], pieces.segments
    delay = (assignment.numbers["delay"] + assignment.numbers["levelling_delay"])[pieces.assignment]
    start = segments.start.copy()
    for number in np.unique(segments.calendar[delay > 0]).tolist():
        rows = np.flatnonzero((delay > 0) & (segments.calendar == number))
        calendar = pieces.calendars[number]
        later = calendar.from_work_start(calendar.to_work(start[rows]) + delay[rows])
        start[rows] = np.minimum(later, segments.finish[rows])
    segments = replace(segments, start=start)
    tasks = state.inputs.tasks
    begun = (tasks.actual_start != NONE) | (tasks.done > 0)
    is_split = np.zeros(len(state.outline), np.bool_)
    is_split[list(state.schedule.parts)] = True
    asked = ~(begun | is_split)[pieces.task]
    units = assignment.numbers["units"][pieces.assignment]
    finish = own_finish(segments, units, pieces.calendars, asked=asked)
    return replace(pieces, segments=replace(segments, finish=finish))


def _interrupted(state: State, pieces: WorkPieces) -> WorkPieces:
    """What is done of a begun task and what is left, apart where the rest of it goes on later."""
    done = state.inputs.tables["assignment"].numbers["actual_work"][pieces.assignment]
    remains, segments = state.schedule.remains[pieces.task], pieces.segments
    apart = (done > 0) & (done < segments.work) & (remains > segments.start) & (remains < segments.finish)
    rows = np.flatnonzero(apart)
    if not rows.size:
        return pieces
    work, start, finish = segments.work.copy(), segments.start, segments.finish.copy()
    work[rows], finish[rows] = done[rows], remains[rows]
    rest = pieces.only(rows).segments
    rest = replace(rest, start=remains[rows], work=rest.work - done[rows])
    pieces = pieces.only(np.concatenate([np.arange(len(work)), rows]))
    joined = replace(
        pieces.segments,
        start=np.concatenate([start, rest.start]),
        finish=np.concatenate([finish, rest.finish]),
        work=np.concatenate([work, rest.work]),
    )
    return replace(pieces, segments=joined)


def _split(state: State, pieces: WorkPieces) -> WorkPieces:
    """Work on split tasks in their parts, in proportion to these."""
    parts = {row: found for row, found in state.schedule.parts.items() if len(found) > 1}
    is_split = np.zeros(len(state.outline), np.bool_)
    is_split[list(parts)] = True
    rows = np.flatnonzero(is_split[pieces.task])
    if not rows.size:
        return pieces
    segments, starts, finishes, works, of = pieces.segments, [], [], [], []
    for row in rows.tolist():
        calendar = pieces.calendars[int(segments.calendar[row])]
        first, last, whole = (int(column[row]) for column in (segments.start, segments.finish, segments.work))
        spans = [(max(begin, first), min(end, last)) for begin, end in parts[int(pieces.task[row])]]
        spans = [span for span in spans if span[1] > span[0]] or [(first, last)]
        lengths = np.array([max(calendar.between(*span), 0) for span in spans], np.int64)
        lengths = lengths if lengths.any() else lengths + 1
        reached = np.rint(whole * (np.cumsum(lengths) / lengths.sum())).astype(np.int64)
        starts += [begin for begin, _ in spans]
        finishes += [end for _, end in spans]
        works += np.diff(reached, prepend=0).tolist()
        of += [row] * len(spans)
    others = np.setdiff1d(np.arange(len(segments)), rows)
    order = np.concatenate([others, np.array(of, np.intp)])
    pieces = pieces.only(order)
    n = len(others)
    for column, values in (("start", starts), ("finish", finishes), ("work", works)):
        getattr(pieces.segments, column)[n:] = values
    return pieces
