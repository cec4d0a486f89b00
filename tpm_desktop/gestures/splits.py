"""Splitting a task: a break in its work, made, made longer or shorter, and closed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import Task, TaskSplit
from tpm_desktop.plan import OpenProgram, instant, minutes
from tpm_desktop.plan.figures import duration_done
from tpm_desktop.planning.worktime import Calendar

from .words import quoted

Pieces = tuple[tuple[datetime, datetime], ...]
"""Start and finish of each part of a task, in order."""


@dataclass(frozen=True, slots=True)
class Worked:
    """The parts of a task as the plan has them (minutes since 1970), and the clock they are counted on."""

    clock: Calendar
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, program: OpenProgram, task_id: str) -> Worked:
        """The parts of a task, also of one interrupted by progress; one where all is done in one go."""
        state = program.plan.state
        row = state.outline.row[task_id]
        clock = state.scenario.clocks_of(row).task[0]
        if parts := state.schedule.parts.get(row):
            return cls(clock, tuple(parts))
        start, finish = int(state.schedule.start[row]), int(state.schedule.finish[row])
        done, duration = duration_done(state, row), int(state.schedule.duration[row])
        if 0 < done < duration < clock.between(start, finish):
            stop, resume = clock.finish_after(start, done), clock.start_after(finish, done - duration)
            return cls(clock, ((start, stop), (resume, finish)))
        return cls(clock, ((start, finish),))

    def before(self, part: int) -> int:
        """Minutes of work in the parts before one."""
        return sum(self.clock.between(*span) for span in self.spans[:part])

    def by(self, at: int) -> int:
        """Minutes of work up to an instant; the last part goes on beyond its end."""
        last = len(self.spans) - 1
        return sum(
            max(self.clock.between(start, at if part == last else min(finish, at)), 0)
            for part, (start, finish) in enumerate(self.spans)
            if start < at
        )

    def pushed(self, part: int, start: int) -> tuple[tuple[int, int], ...]:
        """The parts if one began at an instant and those behind it kept their distances."""
        found = list(self.spans[:part])
        for number in range(part, len(self.spans)):
            if number > part:
                pause = self.clock.between(self.spans[number - 1][1], self.spans[number][0])
                start = self.clock.start_after(found[-1][1], pause)
            work = self.clock.between(*self.spans[number])
            found.append((start, self.clock.finish_after(start, work)))
        return tuple(found)

    def cut(self, after: int) -> Worked:
        """With one part made two after so many minutes of work, without a break between them."""
        past, found = 0, []
        for start, finish in self.spans:
            length = self.clock.between(start, finish)
            if past < after < past + length:
                stop = self.clock.finish_after(start, after - past)
                found += [(start, stop), (self.clock.start_after(start, after - past), finish)]
            else:
                found.append((start, finish))
            past += length
        return Worked(self.clock, tuple(found))


def why_whole(program: OpenProgram, task_id: str) -> str:
    """Why a task can't be split, in one line; empty where it can."""
    state = program.plan.state
    row = state.outline.row[task_id]
    name = quoted(state.names[row])
    if state.summary[row]:
        return f"{name} is made of the tasks below it; split one of those"
    if state.inputs.tasks.manual[row] or state.inputs.tasks.external[row]:
        return f"{name} keeps the dates that it was given; let it be scheduled automatically to split it"
    return "" if int(state.schedule.duration[row]) > 1 else f"{name} has no duration that could be split"


def cut_at(program: OpenProgram, task_id: str, at: datetime) -> int:
    """The minutes of work before an instant, where the task can be split there, else 0.

    What is done stays in one piece.
    """
    row = program.plan.state.outline.row[task_id]
    after = Worked.of(program, task_id).by(minutes(at))
    duration = int(program.plan.state.schedule.duration[row])
    return after if 0 < after < duration and after >= duration_done(program.plan.state, row) else 0


def split_to(program: OpenProgram, task_id: str, at: datetime, resume: datetime) -> Pieces:
    """The parts that `split` would make of a task; as they are where there is nothing to split."""
    worked = Worked.of(program, task_id)
    after = cut_at(program, task_id, at)
    if not after:
        return _dated(worked.spans)
    cut = worked.cut(after)
    part = next(n for n in range(1, len(cut.spans)) if cut.before(n) == after)
    return _dated(cut.pushed(part, max(worked.clock.next_work(minutes(resume)), cut.spans[part][0])))


def split(program: OpenProgram, task_id: str, at: datetime, resume: datetime) -> None:
    """Stop the work on a task at an instant and let it go on at a later one.

    Raises: `EditError` where it can't be split there; `ProgramFileError`.
    """
    values = break_of(program, task_id, at, resume)
    with program.file.transaction(f"Split {quoted(program.plan.name(task_id))}") as edit:
        edit.add("task_split", **values)


def break_of(program: OpenProgram, task_id: str, at: datetime, resume: datetime) -> dict[str, Any]:
    """The break that `split` gives a task. Raises: `EditError` where it can't be split there."""
    if problem := why_whole(program, task_id):
        raise EditError(problem)
    task = _task(program, task_id)
    after, worked = cut_at(program, task_id, at), Worked.of(program, task_id)
    if not after:
        raise EditError(f"{quoted(task.name)} can be split only within the work that is left of it")
    cut = worked.cut(after)
    part = next(n for n in range(1, len(cut.spans)) if cut.before(n) == after)
    begin = worked.clock.next_work(minutes(resume))
    length = worked.clock.between(cut.spans[part][0], begin)
    if length <= 0:
        raise EditError(f"{quoted(task.name)} would go on at once; let the work go on later")
    return {"task_id": task_id, "after": after, "length": length}


def part_moved_to(program: OpenProgram, task_id: str, part: int, start: datetime) -> Pieces:
    """The parts if one, from the second on, began at an instant: not before the one ahead of it is over.

    Those behind it keep their distances.
    """
    worked = Worked.of(program, task_id)
    earliest = worked.clock.next_work(worked.spans[part - 1][1])
    found = worked.pushed(part, max(worked.clock.next_work(minutes(start)), earliest))
    return _dated(tuple(_joined(found, worked.clock)))


def move_part(program: OpenProgram, task_id: str, part: int, start: datetime) -> None:
    """Begin a part of a split task at an instant; where that leaves no break, it is joined to the one before.

    Raises: `EditError` where progress, not a break, parts them; `ProgramFileError`.
    """
    task, worked = _task(program, task_id), Worked.of(program, task_id)
    after = worked.before(part)
    breaks = [row for row in program.file.rows(TaskSplit, task_id=task_id) if row.after == after]
    if not breaks:
        raise EditError(
            f"{quoted(task.name)} was interrupted when progress was recorded; change when it resumes instead"
        )
    begin = worked.clock.next_work(minutes(start))
    length = worked.clock.between(worked.spans[part - 1][1], begin)
    verb = "Move a part of" if length > 0 else "Join the parts of"
    with program.file.transaction(f"{verb} {quoted(task.name)}") as edit:
        if length > 0:
            edit.set("task_split", breaks[0].id, length=length)
        edit.remove("task_split", [row.id for row in breaks[1 if length > 0 else 0 :]])


def _task(program: OpenProgram, task_id: str) -> Task:
    task = program.file.row(Task, task_id)
    if task is None:
        raise EditError(f"{quoted(program.plan.name(task_id))} can't be split; split one of its tasks")
    return task


def _joined(spans: tuple[tuple[int, int], ...], clock: Calendar) -> list[tuple[int, int]]:
    found = [spans[0]]
    for (_, finish), (begin, end) in pairwise(spans):
        if clock.between(finish, begin) > 0:
            found.append((begin, end))
        else:
            found[-1] = (found[-1][0], end)
    return found


def _dated(spans: tuple[tuple[int, int], ...]) -> Pieces:
    dated = tuple((instant(start), instant(finish)) for start, finish in spans)
    return tuple((start, finish) for start, finish in dated if start is not None and finish is not None)
