"""Moving and stretching: new dates for a task or a component project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import Constraint, Task, TaskSplit
from tpm_desktop.plan import OpenProgram, instant, minutes, refusing

from .following import apply, following
from .splits import Worked
from .task_rules import calendar_of, working_start
from .words import quoted


def set_start(program: OpenProgram, row_id: str, moment: datetime) -> None:
    """Let a task start at a moment, or at the first working time after it; a component project no earlier
    than it.

    A task that has begun gets a new actual start, a manual or external one new dates, any other “start no
    earlier than”.
    Raises: `EditError` for a summary task; `ProgramFileError`.
    """
    state = program.plan.state
    if state.outline.is_project[state.outline.row[row_id]]:
        with program.file.transaction(f"Move {quoted(program.plan.name(row_id))}") as edit:
            edit.set("project", row_id, start=moment)
        return
    task = _movable(program, row_id)
    start = working_start(program, row_id, moment)
    edits, _ = following(program, "task", {row_id: _moved(task, start)})
    with program.file.transaction(f"Move {quoted(task.name)}") as edit:
        apply(edit, edits)


def set_starts(program: OpenProgram, task_ids: Sequence[str], moment: datetime) -> None:
    """Let tasks start at a moment, all in one step. Raises: as `set_start`."""
    if len(task_ids) == 1:
        set_start(program, task_ids[0], moment)
        return
    moved = {
        task_id: _moved(_movable(program, task_id), working_start(program, task_id, moment))
        for task_id in task_ids
    }
    edits, _ = following(program, "task", moved)
    with program.file.transaction(f"Move {len(task_ids)} tasks") as edit:
        apply(edit, edits)


def shift_by(program: OpenProgram, row_ids: Sequence[str], days: int) -> None:
    """Move tasks by working days, component projects by days of the calendar; earlier where negative.

    Raises: as `set_start`.
    """
    ids = list(row_ids)
    if not ids:
        raise EditError("nothing is selected; select the tasks to move")
    outline, per_day = program.plan.state.outline, program.plan.state.inputs.options.minutes_per_day
    projects: list[dict[str, Any]] = []
    moved: dict[str, dict[str, Any]] = {}
    for row_id in ids:
        start = program.plan.start(row_id)
        assert start is not None
        row = outline.row[row_id]
        if outline.is_project[row]:
            projects.append({"id": row_id, "start": start + timedelta(days=days)})
            continue
        task = _movable(program, row_id)
        with refusing():
            later = calendar_of(program, row).start_after(minutes(start), days * per_day)
        moment = start + timedelta(days=days) if task.elapsed else instant(later) or start
        moved[row_id] = _moved(task, moment)
    edits, _ = following(program, "task", moved)
    named = quoted(program.plan.name(ids[0])) if len(ids) == 1 else f"{len(ids)} rows"
    with program.file.transaction(f"Move {named}") as edit:
        edit.set_all("project", projects)
        apply(edit, edits)


def _moved(task: Task, start: datetime) -> dict[str, Any]:
    if task.actual_start is not None:
        return {"actual_start": start}
    if task.manual or task.external:
        return {"manual_start": start}
    return {"constraint": Constraint.SNET, "constraint_date": start}


def set_finish(program: OpenProgram, task_id: str, moment: datetime) -> None:
    """Let a task finish no earlier than a moment; a task that is done finished then.

    Raises: `EditError` for a summary task or a component project; `ProgramFileError`.
    """
    set_finishes(program, [task_id], moment)


def start_values(program: OpenProgram, task_id: str, moment: datetime) -> dict[str, Any]:
    """What `set_start` sets of a task. Raises: as it does."""
    return _moved(_movable(program, task_id), working_start(program, task_id, moment))


def finish_values(program: OpenProgram, task_id: str, moment: datetime) -> dict[str, Any]:
    """What `set_finish` sets of a task. Raises: as it does."""
    return _finishing(_movable(program, task_id), moment)


def duration_between(program: OpenProgram, task_id: str | None, start: datetime, finish: datetime) -> int:
    """Minutes that a task lasts from one moment to another: of its working time, or elapsed ones.

    Args: task_id: None for one that is not there yet. Raises: `EditError` where no time lies between them.
    """
    inputs = program.plan.state.inputs
    row = None if task_id is None else program.plan.state.outline.row[task_id]
    calendar = inputs.calendars[inputs.options.calendar] if row is None else calendar_of(program, row)
    if row is not None and inputs.tasks.elapsed[row]:
        found = minutes(finish) - minutes(start)
    else:
        with refusing():
            found = calendar.between(minutes(start), minutes(finish))
    if found <= 0:
        raise EditError("the finish lies before the start; change one of them")
    return found


def set_finishes(program: OpenProgram, task_ids: Sequence[str], moment: datetime) -> None:
    """Let tasks finish no earlier than a moment, all in one step. Raises: as `set_finish`."""
    tasks = [_movable(program, task_id) for task_id in task_ids]
    edits, _ = following(program, "task", {task.id: _finishing(task, moment) for task in tasks})
    named = quoted(tasks[0].name) if len(tasks) == 1 else f"{len(tasks)} tasks"
    with program.file.transaction(f"Move the finish of {named}") as edit:
        apply(edit, edits)


def _finishing(task: Task, moment: datetime) -> dict[str, Any]:
    if task.actual_finish is not None:
        return {"actual_finish": moment}
    if task.manual or task.external:
        return {"manual_finish": moment}
    return {"constraint": Constraint.FNET, "constraint_date": moment}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a row would stand if a gesture were made, links and its people's own calendars left aside.

    duration: minutes of the task's working time, or elapsed ones.
    """

    start: datetime
    finish: datetime
    duration: int


def moved_to(program: OpenProgram, row_id: str, moment: datetime) -> Span:
    """Where `set_start` would put a row; a component project keeps its length."""
    row = program.plan.state.outline.row[row_id]
    start, finish = program.plan.start(row_id), program.plan.finish(row_id)
    assert start is not None
    assert finish is not None
    tasks = program.plan.state.inputs.tasks
    duration = int(program.plan.state.schedule.duration[row])
    if program.plan.state.summary[row]:
        return Span(moment, moment + (finish - start), duration)
    begin = working_start(program, row_id, moment)
    if tasks.elapsed[row]:
        return Span(begin, begin + timedelta(minutes=duration), duration)
    clocks = program.plan.state.scenario.clocks_of(row)
    span = clocks.span(0, duration)
    end = calendar_of(program, row).finish_after(minutes(begin), span) if duration else minutes(begin)
    return Span(begin, instant(end) or begin, duration)


def stretched_to(program: OpenProgram, task_id: str, moment: datetime) -> Span:
    """Where `stretch` would let a task finish: at the last working time up to a moment."""
    row = program.plan.state.outline.row[task_id]
    start = program.plan.start(task_id)
    assert start is not None
    if program.plan.state.inputs.tasks.elapsed[row]:
        finish = max(moment, start)
        return Span(start, finish, minutes(finish) - minutes(start))
    duration = Worked.of(program, task_id).by(minutes(moment))
    worked = calendar_of(program, row).previous_work(minutes(moment)) if duration else minutes(start)
    return Span(start, max(instant(worked) or start, start), duration)


def stretch(program: OpenProgram, task_id: str, finish: datetime) -> None:
    """Give a task the duration that lets it finish at a moment. Raises: as `set_finish`."""
    task = _movable(program, task_id)
    duration = stretched_to(program, task_id, finish).duration
    values: dict[str, Any] = {"duration": duration}
    if task.manual or task.external:
        values["manual_finish"] = finish
    edits, _ = following(program, "task", {task_id: values})
    with program.file.transaction(f"Change the duration of {quoted(task.name)}") as edit:
        apply(edit, edits)


def pulled_to(program: OpenProgram, task_id: str, moment: datetime) -> Span:
    """Where `pull` would let a task start: its finish stays; of a split task, within its first part."""
    row = program.plan.state.outline.row[task_id]
    worked, begin = Worked.of(program, task_id), minutes(working_start(program, task_id, moment))
    start, first_end = worked.spans[0]
    begin = min(begin, first_end)
    duration = int(program.plan.state.schedule.duration[row]) + worked.clock.between(begin, start)
    finish = instant(worked.spans[-1][1])
    assert finish is not None
    return Span(instant(begin) or finish, finish, duration)


def pull(program: OpenProgram, task_id: str, start: datetime) -> None:
    """Let a task start at a moment and still finish when it does: it lasts longer or shorter.

    The breaks of a split task stay where they are. Raises: as `set_finish`.
    """
    task, span = _movable(program, task_id), pulled_to(program, task_id, start)
    if span.duration <= 0:
        raise EditError(f"{quoted(task.name)} would have no duration; make it a milestone instead")
    more = span.duration - int(program.plan.state.schedule.duration[program.plan.state.outline.row[task_id]])
    values = {**_moved(task, span.start), "duration": span.duration}
    if task.manual or task.external:
        values["manual_finish"] = span.finish
    edits, _ = following(program, "task", {task_id: values})
    breaks = [
        {"id": row.id, "after": row.after + more} for row in program.file.rows(TaskSplit, task_id=task_id)
    ]
    with program.file.transaction(f"Change the start of {quoted(task.name)}") as edit:
        apply(edit, edits)
        edit.set_all("task_split", breaks)


def _movable(program: OpenProgram, task_id: str) -> Task:
    task = program.file.row(Task, task_id)
    if task is None:
        raise EditError(f"{quoted(program.plan.name(task_id))} takes its dates from its tasks; move those")
    if program.plan.state.summary[program.plan.state.outline.row[task_id]]:
        raise EditError(
            f"{quoted(task.name)} is a summary task: its dates follow from the tasks below it; move those"
        )
    return task
