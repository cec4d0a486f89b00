"""One stroke each in the weekly round: done, so much per cent, started, finished, so much left.

What is left of a task is planned behind the status date: by then it was not done. A start or a finish after
the status date is a plan, one up to it a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.schedule import Constraint, Task
from tpm_desktop.plan import OpenProgram, State, instant, minutes
from tpm_desktop.plan.progress_round import as_planned
from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.worktime import DAY

from .crew import WHOLE
from .following import apply, following
from .task_rules import calendar_of, working_start
from .words import quoted

Values = dict[str, Any]
_WEEK = timedelta(weeks=1)


def next_status_date(program: OpenProgram, today: date) -> datetime:
    """A week after the status date; without one the end of the last working day up to today."""
    at = program.file.program.status_date
    if at is not None:
        return at + _WEEK
    inputs = program.plan.state.inputs
    midnight = datetime.combine(today, datetime.min.time())
    found = inputs.calendars[inputs.options.calendar].previous_work(minutes(midnight) + DAY)
    return instant(found) or midnight


def set_status_date(program: OpenProgram, moment: datetime) -> None:
    """Begin the round of another date. Raises: `ProgramFileError`."""
    with program.file.transaction(f"Set the status date to {moment.day} {moment:%B %Y}") as edit:
        edit.set("program", program.file.program.id, status_date=moment)


def set_done(program: OpenProgram, task_ids: Sequence[str]) -> None:
    """Tasks are done: on their planned dates, or by the status date where those are later.

    Raises: `EditError`, `ProgramFileError`, as all of these do; then nothing is changed.
    """
    update = _Update(program, task_ids)
    update.make("Record {} as done", update.done)


def set_share(program: OpenProgram, task_ids: Sequence[str], share: int) -> None:
    """So much of the tasks is done. Args: share: hundredths of a per cent."""
    if share >= WHOLE:
        set_done(program, task_ids)
        return
    update = _Update(program, task_ids)
    update.make(f"Record {{}} as {share // 100} % done", lambda task: update.share(task, share))


def set_remaining(program: OpenProgram, task_ids: Sequence[str], left: int) -> None:
    """So much is left of the tasks. Args: left: minutes of each one's own time; 0: they are done."""
    if left <= 0:
        set_done(program, task_ids)
        return
    update = _Update(program, task_ids)
    update.make("Record what is left of {}", lambda task: update.remaining(task, left))


def set_started(program: OpenProgram, task_ids: Sequence[str], moment: datetime) -> None:
    """The tasks started at a moment, or will start no earlier where it is after the status date."""
    update = _Update(program, task_ids)
    said = "Record the start of {}" if minutes(moment) <= update.at else "Plan the start of {}"
    update.make(said, lambda task: update.started(task, moment))


def set_finished(program: OpenProgram, task_ids: Sequence[str], moment: datetime) -> None:
    """The tasks finished at a moment, or are expected to where it is after the status date."""
    update = _Update(program, task_ids)
    said = "Record the finish of {}" if minutes(moment) <= update.at else "Expect the finish of {}"
    update.make(said, lambda task: update.finished(task, moment))


class _Update:
    """An update of tasks by the status date. at: minutes since 1970."""

    def __init__(self, program: OpenProgram, task_ids: Sequence[str]) -> None:
        self.program, self.ids = program, list(task_ids)
        self.state: State = program.plan.state
        self.at = int(self.state.inputs.options.status_date)
        if self.at == NONE:
            raise EditError("the program has no status date; set it first")
        if not self.ids:
            raise EditError("no task is selected; select those to update")
        self._planned: Schedule = as_planned(self.state)

    def make(self, label: str, values_of: Callable[[Task], Values]) -> None:
        """Set the values of every task and what follows from them, as one step."""
        asked = {task_id: values_of(self._task(task_id)) for task_id in self.ids}
        edits, _ = following(self.program, "task", asked)
        for task_id in asked:
            self._go_on_after_status(task_id, edits.get(("task", task_id), {}))
        one = quoted(self.program.plan.name(self.ids[0])) if len(self.ids) == 1 else f"{len(self.ids)} tasks"
        with self.program.file.transaction(label.format(one)) as edit:
            apply(edit, edits)

    def _task(self, task_id: str) -> Task:
        task = self.program.file.row(Task, task_id)
        if task is None:
            raise EditError("a selected task is gone; select it again")
        if self.state.summary[self._row(task_id)]:
            raise EditError(
                f"{quoted(task.name)} is a summary task: its progress follows from the tasks below it; "
                "update those"
            )
        return task

    def _row(self, task_id: str) -> int:
        return self.state.outline.row[task_id]

    def _dates(self, task: Task) -> tuple[int, int]:
        row = self._row(task.id)
        return int(self._planned.start[row]), int(self._planned.finish[row])

    def _refuse_future(self, task: Task) -> None:
        if task.actual_start is None and self._dates(task)[0] >= self.at:
            raise EditError(
                f"{quoted(task.name)} is planned to start after the status date; say first when it started"
            )

    def done(self, task: Task) -> Values:
        """On its planned dates, by the status date at the latest."""
        start, finish = self._dates(task)
        if finish > self.at:
            return {"actual_finish": instant(self.at)}
        row = self._row(task.id)
        if finish == int(self.state.schedule.finish[row]):
            return {"percent_complete": WHOLE}
        return {"actual_start": task.actual_start or instant(start), "actual_finish": instant(finish)}

    def share(self, task: Task, share: int) -> Values:
        if share > 0:
            self._refuse_future(task)
        if share <= 0 or task.actual_start is not None:
            return {"percent_complete": share}
        start = instant(self._dates(task)[0])
        undone = dict.fromkeys(("actual_finish", "stop", "resume"))
        return {"percent_complete": share, "actual_start": start, **undone}

    def remaining(self, task: Task, left: int) -> Values:
        return {"remaining_duration": left, "elapsed": task.elapsed}

    def started(self, task: Task, moment: datetime) -> Values:
        start = working_start(self.program, task.id, moment)
        if minutes(moment) <= self.at:
            return {"actual_start": start}
        if task.actual_start is not None:
            raise EditError(f"{quoted(task.name)} has started; enter a date up to the status date")
        if task.manual or task.external:
            return {"manual_start": start}
        return {"constraint": Constraint.SNET, "constraint_date": start}

    def finished(self, task: Task, moment: datetime) -> Values:
        """Up to the status date it is over; after it what is left lasts until then."""
        if minutes(moment) <= self.at:
            return {"actual_finish": moment}
        row = self._row(task.id)
        begun = task.actual_start is not None or task.percent_complete > 0
        start = max(self.at, int(self.state.schedule.start[row])) if begun else self._dates(task)[0]
        if minutes(moment) <= start:
            raise EditError(f"{quoted(task.name)} starts later than that; enter a later finish")
        clock = calendar_of(self.program, row)
        left = minutes(moment) - start if task.elapsed else clock.between(start, minutes(moment))
        if task.manual or task.external:
            return {"manual_finish": moment}
        return {"remaining_duration": max(left, 1), "elapsed": task.elapsed}

    def _go_on_after_status(self, task_id: str, own: Values) -> None:
        """Let what is left of a begun task wait for the status date where less was done by then."""
        task, row = self.program.file.row(Task, task_id), self._row(task_id)
        share = own.get("percent_complete", task.percent_complete if task else 0)
        if task is None or not {"percent_complete", "stop"} & set(own) or not 0 < share < WHOLE:
            return
        duration = own.get("duration", task.duration)
        start = minutes(own.get("actual_start", task.actual_start))
        clocks = self.state.scenario.clocks_of(row)
        worked = clocks.task[0].finish_after(start, clocks.span(0, duration * share // WHOLE))
        done_until = minutes(own.get("stop")) if own.get("stop") else worked
        if done_until < self.at and not task.manual:
            own["resume"] = instant(clocks.task[0].next_work(self.at))
