"""What follows when a field of a task is set, as users of Microsoft Project expect it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.schedule import Constraint, Task, TaskType
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.model.wording import within
from tpm_desktop.plan import OpenProgram, instant, minutes, refusing
from tpm_desktop.planning.worktime import DAY, Calendar

from . import manual_rules, progress_rules
from .assignment_rules import Edits, Staffing
from .crew import WHOLE, Crew
from .task_change import TaskChange

_UNDATED = (Constraint.ASAP, Constraint.ALAP)
_AT_START = (Constraint.MSO, Constraint.SNET, Constraint.SNLT)
_OF_PARTS = {"duration", "actual_start", "actual_finish", "stop", "resume", *TASK_FIGURES}


def task_edits(
    program: OpenProgram, task_id: str, values: Mapping[str, Any], staffing: Staffing | None = None
) -> Edits:
    """All that has to be set in the task and elsewhere, by (table, row id).

    Args: values: fields and figures of the task; staffing: of an edit of several rows, which then holds what
    follows for assignments.
    Raises: `EditError` where a summary is asked for what only its parts can have, or the task is gone.
    """
    people = staffing or Staffing(program)
    task, row = program.file.row(Task, task_id), program.plan.row(task_id)
    if task is None or row is None:
        raise EditError("no task with that id; list the table to see what it holds")
    found: Edits = {}
    if program.plan.state.summary[row]:
        found = _summary_edits(program, task, row, values, people)
    else:
        own = _leaf_edits(TaskChange(program, task, row, values, _stored(values)), people)
        if own:
            found["task", task_id] = own
    return found if staffing else {**found, **people.edits()}


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    figures = {"actual_duration", "remaining_duration"} & set(values)
    left_out = {*TASK_FIGURES, "elapsed"} if figures and "duration" not in values else TASK_FIGURES
    return {name: value for name, value in values.items() if name not in left_out}


def _summary_edits(
    program: OpenProgram, task: Task, row: int, values: Mapping[str, Any], people: Staffing
) -> Edits:
    if dated := _OF_PARTS & set(values):
        label = within(entry("task").enterable[min(dated)].label)
        raise EditError(
            f"“{task.name}” is a summary task: its {label} follows from the tasks below it; change those"
        )
    found: Edits = {}
    state = program.plan.state
    if "percent_complete" in values:  # the tasks below are as far as it is said to be
        done = {"percent_complete": values["percent_complete"]}
        for part in state.outline.below(row):
            if not state.summary[part]:
                found.update(task_edits(program, state.outline.ids[part], done, people))
    change = TaskChange(program, task, row, values, dict(values))
    change.own.pop("percent_complete", None)
    for rule in (_constraint, _type, manual_rules.turned):
        change.own.update(rule(change))
    if change.own:
        found["task", task.id] = change.own
    return found


def _leaf_edits(change: TaskChange, people: Staffing) -> dict[str, Any]:
    """The fields of the task to set; what follows for its people is left in `people`."""
    own = change.own
    for rule in (_type, progress_rules.of_figures, progress_rules.of_dates, manual_rules.dates):
        own.update(rule(change))
    settings = {name: own[name] for name in ("type", "effort_driven") if own.get(name) is not None}
    crew = people.crew(change.task.id, **settings)
    _set_work(change, crew)
    own.update(progress_rules.of_share(change))
    if "actual_work" not in change.asked:
        _work_done(change, crew)
    for rule in (_constraint, progress_rules.stretched, manual_rules.finish):
        own.update(rule(change))
    return own


def _work_done(change: TaskChange, crew: Crew) -> None:
    """People have done as much of their work as is done of the task."""
    share, whole = change.own.get("percent_complete"), WHOLE
    if not isinstance(share, int):
        return
    if change.past is not None and 0 < share < WHOLE:
        share, whole = change.past, change.duration
    for part in crew.parts.values():
        part.done = part.work * min(max(share, 0), whole) // whole


def _set_work(change: TaskChange, crew: Crew) -> None:
    """Let duration and work follow each other."""
    own, asked = change.own, {n for n in ("work", "actual_work", "remaining_work") if n in change.asked}
    if change.duration != crew.duration:
        crew.set_duration(change.duration)
    if asked and not crew.parts:
        raise EditError(f"nobody works on “{change.task.name}” yet; assign somebody first")
    for name, setter in (
        ("work", crew.set_work),
        ("actual_work", crew.set_done),
        ("remaining_work", crew.set_remaining),
    ):
        if (value := change.whole(name)) is not None:
            setter(value)
    if crew.duration != change.duration:
        own["duration"] = crew.duration
    if "actual_work" in change.asked:
        own.update(worked(change, crew))


def worked(change: TaskChange, crew: Crew) -> dict[str, Any]:
    """As much of the duration is done as people have done of their work."""
    done, work = sum(part.done for part in crew.parts.values()), crew.work
    past = change.duration * done // work if work else 0
    return progress_rules.under_way(change, max(past, 1) if done else 0, change.duration)


def followed(program: OpenProgram, staffing: Staffing) -> Edits:
    """What the tasks of changed assignments come to: their durations, and how much of them is done."""
    found: Edits = {}
    for task_id, crew in staffing.crews.items():
        task, row = program.file.row(Task, task_id), program.plan.row(task_id)
        if task is None or row is None:
            continue  # it is added in the same edit, with the duration that its people give it
        change = TaskChange(program, task, row, {})
        if crew.duration != task.duration:
            change.own["duration"] = crew.duration
        if task_id in staffing.progressed:
            change.own.update(worked(change, crew))
        for rule in (progress_rules.stretched, manual_rules.finish):
            change.own.update(rule(change))
        if change.own:
            found["task", task_id] = change.own
    return found


def _type(change: TaskChange) -> dict[str, Any]:
    """Fixed work is effort-driven: what people do is shared out whoever they are."""
    fixed_work = change.value("type") == TaskType.FIXED_WORK
    if fixed_work and "effort_driven" in change.asked and not change.asked["effort_driven"]:
        raise EditError("a task of fixed work is effort-driven; choose another type first")
    return {"effort_driven": True} if fixed_work and "type" in change.asked else {}


def _constraint(change: TaskChange) -> dict[str, Any]:
    """A dated constraint has a date, an undated one none; a date alone means “no earlier than”."""
    values, task, plan = change.asked, change.task, change.program.plan
    if "constraint" in values and values["constraint"] in tuple(Constraint):
        kind = Constraint(values["constraint"])
        if kind in _UNDATED:
            return {"constraint_date": None}
        if values.get("constraint_date", task.constraint_date) is None:
            at_start = kind in _AT_START
            return {"constraint_date": plan.start(task.id) if at_start else plan.finish(task.id)}
    elif values.get("constraint_date") is not None and task.constraint in _UNDATED:
        return {"constraint": Constraint.SNET}
    elif "constraint_date" in values and values["constraint_date"] is None:
        return {"constraint": Constraint.ASAP}
    return _whole_day(change)


def _whole_day(change: TaskChange) -> dict[str, Any]:
    """A day to finish on means its end: nobody finishes in its first working minute."""
    date = change.date("constraint_date")
    bound = change.value("constraint") not in (*_UNDATED, *_AT_START)
    if not bound or date is None or not {"constraint", "constraint_date"} & set(change.asked):
        return {}
    midnight = minutes(date) // DAY * DAY
    first, last = change.clock.next_work(midnight), change.clock.previous_work(midnight + DAY)
    return {"constraint_date": instant(last)} if minutes(date) <= first < last else {}


def working_start(program: OpenProgram, task_id: str, moment: datetime) -> datetime:
    """The first working minute of the task at or after a moment: what a bare date or a dropped bar means."""
    state = program.plan.state
    row = state.outline.row[task_id]
    if state.inputs.tasks.elapsed[row]:
        return moment
    calendar = calendar_of(program, row)
    with refusing():
        found = instant(calendar.next_work(minutes(moment)))
    assert found is not None
    return found


def calendar_of(program: OpenProgram, row: int) -> Calendar:
    """The working time that a task's duration counts: its own calendar, else the program's."""
    inputs = program.plan.state.inputs
    own = int(inputs.tasks.calendar[row])
    return inputs.calendars[own if own >= 0 else inputs.options.calendar]


def working_finish(program: OpenProgram, task_id: str, moment: datetime) -> datetime:
    """The last working minute of the task up to a moment: what the end of a day means."""
    row = program.plan.state.outline.row[task_id]
    if program.plan.state.inputs.tasks.elapsed[row]:
        return moment
    with refusing():
        found = instant(calendar_of(program, row).previous_work(minutes(moment)))
    assert found is not None
    return found
