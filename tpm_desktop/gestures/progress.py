"""Recording progress: what was planned up to a date has happened as planned."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.plan import OpenProgram, State, instant, minutes
from tpm_desktop.plan.progress_round import as_planned
from tpm_desktop.planning.clocks import Clocks
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.splits import WHOLE_TASK
from tpm_desktop.planning.worktime import Calendar

from .crew import WHOLE, work_of
from .task_change import share_done
from .words import quoted

Row = dict[str, Any]


def record_progress(program: OpenProgram, until: datetime) -> None:
    """Note every task as done, begun or not as the plan has it at an instant, which becomes the status date.

    What was planned to be over is done, on its planned dates; what was to be under way is done up to the
    instant. Tasks that are done stay as they are, and so do those that a sent copy only shows. Late work is
    entered first: a new duration or date.
    Raises: `EditError`, `ProgramFileError`.
    """
    progress = _Progress(program.plan.state, until, program.file.promised)
    tasks, assignments = list(progress.tasks()), list(progress.assignments())
    with program.file.transaction(f"Record progress to {until.day} {until:%B %Y}") as edit:
        edit.set("program", program.file.program.id, status_date=until)
        edit.set_all("task", tasks)
        edit.set_all("assignment", assignments)


def record_as_planned(program: OpenProgram, task_ids: Collection[str]) -> None:
    """Note some tasks as done or begun just as the plan has it at the status date.

    Raises: `EditError` where there is no status date, or nothing of them was planned by then;
    `ProgramFileError`.
    """
    until = program.file.program.status_date
    if until is None:
        raise EditError("the program has no status date; set it first")
    chosen = set(task_ids)
    others = [task for task in program.plan.state.outline.ids if task not in chosen]
    progress = _Progress(program.plan.state, until, others)
    tasks, assignments = list(progress.tasks()), list(progress.assignments())
    if not tasks:
        raise EditError(
            "nothing more was planned up to the status date; say when it started, or how much is done"
        )
    names = [program.plan.name(task["id"]) for task in tasks]
    named = quoted(names[0]) if len(names) == 1 else f"{len(names)} tasks"
    with program.file.transaction(f"Record {named} as planned") as edit:
        edit.set_all("task", tasks)
        edit.set_all("assignment", assignments)


def task_clocks(state: State) -> Clocks:
    """The working time that the engine counts each task on."""
    return state.scenario.clocks()


class _Progress:
    """What has happened by an instant, by outline row."""

    def __init__(self, state: State, until: datetime, fixed: Collection[str]) -> None:
        self.state, self.until, self.at = state, until, minutes(until)
        inputs, self.schedule = state.inputs, as_planned(state)
        self.clocks = task_clocks(state)
        undone = (inputs.tasks.done < WHOLE) & (inputs.tasks.actual_finish == NONE)
        open_rows = undone & inputs.tasks.active & ~state.summary
        open_rows[[state.outline.row[task] for task in fixed]] = False
        self.over = np.flatnonzero(open_rows & (self.schedule.finish <= self.at)).tolist()
        under_way = np.flatnonzero(
            open_rows & (self.schedule.start < self.at) & (self.schedule.finish > self.at)
        ).tolist()
        self.begun = {
            row: worked for row in under_way if (worked := self._worked(row, self.clocks.task[row]))
        }

    def _worked(self, row: int, calendar: Calendar) -> int:
        """Minutes worked on a calendar from the task's start to the instant, its breaks left aside."""
        span = calendar.between(int(self.schedule.start[row]), self.at)
        return self.clocks.breaks.get(row, WHOLE_TASK).worked(span)

    def tasks(self) -> Iterator[Row]:
        """The fields to set in the tasks."""
        state = self.state
        for row in self.over:
            yield {
                "id": state.outline.ids[row],
                "percent_complete": WHOLE,
                "actual_start": instant(int(self.schedule.start[row])),
                "actual_finish": instant(int(self.schedule.finish[row])),
                "stop": None,
                "resume": None,
            }
        for row, worked in self.begun.items():
            yield {
                "id": state.outline.ids[row],
                "percent_complete": self._share(row, worked),
                "actual_start": instant(int(self.schedule.start[row])),
                "stop": self.until,
                "resume": None,
            }

    def _share(self, row: int, worked: int) -> int:
        return share_done(worked, int(self.schedule.duration[row]))

    def assignments(self) -> Iterator[Row]:
        """The work done: by people on their own hours, of materials and of lump work by the task's share."""
        table, resource = (self.state.inputs.tables[name] for name in ("assignment", "resource"))
        over = set(self.over)
        tasks = table.rows_of("task_id", self.state.outline.row).tolist()
        who = table.rows_of("resource_id", resource.row).tolist()
        calendars = resource.rows_of("calendar_id", self.state.inputs.tables["calendar"].row)
        for row, task in enumerate(tasks):
            work, units = int(table.numbers["work"][row]), int(table.numbers["units"][row])
            if task in over:
                done = work
            elif task not in self.begun:
                continue
            elif who[row] >= 0 and resource.texts["kind"][who[row]] == ResourceKind.WORK:
                done = min(
                    work, work_of(self._worked(task, self._hours(task, int(calendars[who[row]]))), units)
                )
            else:
                done = work_of(work, self._share(task, self.begun[task]))
            yield {"id": table.ids[row], "actual_work": done}

    def _hours(self, task: int, calendar: int) -> Calendar:
        """What a person works on a task by: the task's hours, unless its people keep different ones."""
        if task not in self.clocks.crew:
            return self.clocks.task[task]
        inputs = self.state.inputs
        return inputs.calendars[calendar if calendar >= 0 else inputs.options.calendar]
