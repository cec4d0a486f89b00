"""What follows when a field of a task is set, as users of Microsoft Project expect it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import Constraint, Task, TaskType
from tpm_desktop.plan import OpenProgram, instant, minutes
from tpm_desktop.planning.calendars import Calendar

from .assignment_rules import WHOLE, Edits, after_duration, after_progress
from .progress import share_done, task_clocks

_UNDATED = (Constraint.ASAP, Constraint.ALAP)
_AT_START = (Constraint.MSO, Constraint.SNET, Constraint.SNLT)


def task_edits(program: OpenProgram, task_id: str, values: Mapping[str, Any]) -> Edits:
    """All that has to be set in the task and elsewhere, by (table, row id).

    Raises: `EditError` where a summary is asked for what only its parts can have, or the task is gone.
    """
    task = program.file.row(Task, task_id)
    row = program.plan.row(task_id)
    if task is None or row is None:
        raise EditError("no task with that id; list the table to see what it holds")
    summary = bool(program.plan.state.summary[row])
    if summary and (dated := {"duration", "actual_start", "actual_finish", "stop", "resume"} & set(values)):
        label = Task.columns()[min(dated)].label.lower()
        raise EditError(
            f"“{task.name}” is a summary task: its {label} follows from the tasks below it; change those"
        )
    edits: Edits = {}
    if summary and "percent_complete" in values:
        edits.update(_parts_done(program, row, values["percent_complete"]))
        values = {name: value for name, value in values.items() if name != "percent_complete"}
    own = {**values}
    for rule in (_progress, _actuals, _constraint, _manual):
        own.update(rule(program, task, own))
    done = own.get("percent_complete")
    own.update(_stretched(program, task, own))
    if own:
        edits["task", task_id] = own
    if "duration" in values and values["duration"] != task.duration and isinstance(values["duration"], int):
        edits.update(
            after_duration(program, task_id, TaskType(values.get("type", task.type)), values["duration"])
        )
    if isinstance(done, int):
        after_progress(program, task_id, done, edits)
    return edits


def _parts_done(program: OpenProgram, summary: int, done: Any) -> Edits:
    """The tasks below a summary are as far as it is said to be."""
    state = program.plan.state
    parts = [state.outline.ids[row] for row in state.outline.below(summary) if not state.summary[row]]
    found: Edits = {}
    for task_id in parts:
        found.update(task_edits(program, task_id, {"percent_complete": done}))
    return found


def _progress(program: OpenProgram, task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """Work that has begun has a start; work that is all done has a finish; none done has neither."""
    done = values.get("percent_complete")
    if not isinstance(done, int) or {"actual_start", "actual_finish"} & set(values):
        return {}
    if done <= 0:
        return {"actual_start": None, "actual_finish": None, "stop": None, "resume": None}
    found: dict[str, Any] = {"stop": None, "resume": None, "actual_finish": None}
    if task.actual_start is None:
        found["actual_start"] = program.plan.start(task.id)
    if done >= WHOLE:
        found["actual_finish"] = program.plan.finish(task.id)
    return found


def _actuals(program: OpenProgram, task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """A task with an actual finish is done and has begun."""
    if values.get("actual_finish") is None or "percent_complete" in values:
        return {}
    found: dict[str, Any] = {"percent_complete": WHOLE, "stop": None, "resume": None}
    if task.actual_start is None and "actual_start" not in values:
        found["actual_start"] = program.plan.start(task.id)
    return found


def _stretched(program: OpenProgram, task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is done of a task under way stays done when its duration changes; the share is of the new one.

    Source: in Microsoft Project the actual duration stays and the percent complete follows.
    """
    new = values.get("duration")
    under_way = task.actual_start is not None and 0 < task.percent_complete < WHOLE
    if not isinstance(new, int) or "percent_complete" in values or not under_way:
        return {}
    clock = task_clocks(program.plan.state).task[program.plan.state.outline.row[task.id]]
    start = minutes(task.actual_start)
    done = task.duration * task.percent_complete // WHOLE
    if task.stop is not None:
        done = clock.between(start, minutes(task.stop))
    if done >= new:
        finish = instant(clock.finish_after(start, new))
        return {"percent_complete": WHOLE, "actual_finish": finish, "stop": None, "resume": None}
    return {
        "percent_complete": share_done(done, new),
        "stop": task.stop or instant(clock.finish_after(start, done)),
    }


def _constraint(program: OpenProgram, task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """A dated constraint has a date, an undated one none; a date alone means “no earlier than”."""
    if "constraint" in values and values["constraint"] in tuple(Constraint):
        kind = Constraint(values["constraint"])
        if kind in _UNDATED:
            return {"constraint_date": None}
        if values.get("constraint_date", task.constraint_date) is None:
            at_start = kind in _AT_START
            return {
                "constraint_date": program.plan.start(task.id) if at_start else program.plan.finish(task.id)
            }
    elif values.get("constraint_date") is not None and task.constraint in _UNDATED:
        return {"constraint": Constraint.SNET}
    elif "constraint_date" in values and values["constraint_date"] is None:
        return {"constraint": Constraint.ASAP}
    return {}


def _manual(program: OpenProgram, task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    """A task that is taken out of automatic scheduling stays where it is."""
    if not values.get("manual") or task.manual or {"manual_start", "manual_finish"} & set(values):
        return {}
    return {"manual_start": program.plan.start(task.id), "manual_finish": program.plan.finish(task.id)}


def working_start(program: OpenProgram, task_id: str, moment: datetime) -> datetime:
    """The first working minute of the task at or after a moment: what a bare date or a dropped bar means."""
    state = program.plan.state
    row = state.outline.row[task_id]
    if state.inputs.tasks.elapsed[row]:
        return moment
    calendar = calendar_of(program, row)
    found = instant(calendar.next_work(minutes(moment)))
    assert found is not None
    return found


def calendar_of(program: OpenProgram, row: int) -> Calendar:
    """The working time that a task's duration counts: its own calendar, else the program's."""
    inputs = program.plan.state.inputs
    own = int(inputs.tasks.calendar[row])
    return inputs.calendars[own if own >= 0 else inputs.options.calendar]
