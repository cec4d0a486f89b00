"""The weekly round: which tasks ask for an update by the status date, and what moved since the last round."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, WHOLE, Schedule
from tpm_desktop.planning.worktime import DAY

from .columns import Numbers
from .last_round import LastRound
from .state import State

Flags = NDArray[np.bool_]
WEEK = 7 * DAY
"""Calendar minutes from one round to the next."""
PROGRESS = ("percent_complete", "actual_start", "actual_finish", "stop", "resume", "duration", "manual_start",
            "manual_finish", "constraint", "constraint_date")  # fmt: skip
"""Fields of a task that an update touches."""


class Due(StrEnum):
    """What the plan expects of a task by the status date; the first three ask for an answer."""

    FINISH = "Should have finished"
    UNDER_WAY = "Should be under way"
    START = "Should have started"
    NEXT = "Starts in the next 7 days"
    DONE = "Done since the last round"


ASKED = (Due.FINISH, Due.UNDER_WAY, Due.START)


@dataclass(frozen=True, slots=True)
class Round:
    """The tasks of a round, by outline row.

    due: rows of each group, those that are due first in front. told: shape (n,), tasks that got an update
    since the status date was set; None while that isn't known. schedule: the dates as planned, before any
    uncompleted work is moved behind the status date.
    """

    due: dict[Due, Numbers]
    told: Flags | None
    schedule: Schedule

    @property
    def asked(self) -> int:
        """How many tasks ask for an update, those that got it among them."""
        done = self.due[Due.DONE]
        answered = 0 if self.told is None else int(self.told[done].sum())
        return sum(len(self.due[group]) for group in ASKED) + answered

    @property
    def left(self) -> int:
        """How many tasks still ask for an update."""
        rows = np.concatenate([self.due[group] for group in ASKED])
        return len(rows) if self.told is None else int((~self.told[rows]).sum())


@dataclass(frozen=True, slots=True)
class Since:
    """What became of one task since the last round.

    new: it was not there. start, finish: working minutes later, negative earlier. done: shares of then and
    now, hundredths of a per cent.
    """

    new: bool
    start: int
    finish: int
    done: tuple[int, int]


def progress_round(state: State, last: LastRound | None, fixed: Collection[str] = ()) -> Round | None:
    """The round of a state; None without a status date.

    Args: last: the last round, None while it isn't known; fixed: tasks that can't be edited here.
    """
    at = int(state.inputs.options.status_date)
    if at == NONE:
        return None
    planned, tasks = as_planned(state), state.inputs.tasks
    asked = tasks.active & ~state.summary
    asked[[state.outline.row[task] for task in fixed]] = False
    done = (tasks.done >= WHOLE) | (tasks.actual_finish != NONE)
    begun = (tasks.done > 0) | (tasks.actual_start != NONE)
    start, finish, undone = planned.start, planned.finish, asked & ~done
    groups = {
        Due.FINISH: undone & (finish <= at),
        Due.UNDER_WAY: undone & begun & (finish > at),
        Due.START: undone & ~begun & (start < at) & (finish > at),
        Due.NEXT: undone & ~begun & (start >= at) & (finish > at) & (start < at + WEEK),
        Due.DONE: asked & done & _newly_done(state, last, at),
    }
    first = {Due.FINISH: finish, Due.UNDER_WAY: finish, Due.DONE: finish}
    due = {group: _in_order(rows, first.get(group, start)) for group, rows in groups.items()}
    return Round(due, None if last is None else _told(state, last), planned)


def as_planned(state: State) -> Schedule:
    """The dates without uncompleted work being moved behind the status date: what was meant to be when."""
    options = state.inputs.options
    if not options.reschedule_uncompleted:
        return state.schedule
    asked = replace(state.scenario, options=replace(options, reschedule_uncompleted=False))
    found = asked.scheduled()
    return state.untied.numbered(found) if state.untied else found


def since(state: State, last: LastRound, row: int) -> Since | None:
    """What became of a task since the last round; None where there was no round before."""
    before = last.state
    if before is None:
        return None
    then = before.outline.row.get(state.outline.ids[row])
    if then is None:
        return Since(True, 0, 0, (0, int(state.done[row])))
    calendar = state.inputs.calendars[state.inputs.options.calendar]

    def later(name: str) -> int:
        now, was = (int(getattr(s.schedule, name)[r]) for s, r in ((state, row), (before, then)))
        return 0 if NONE in (now, was) else calendar.between(was, now)

    done = int(before.done[then]), int(state.done[row])
    return Since(False, later("start"), later("finish"), done)


def who_answers(state: State) -> dict[int, list[str]]:
    """Ids of the resources that answer for each outline row: its owner, else the people assigned to it."""
    outline, task = state.outline, state.inputs.tables["task"]
    assigned: dict[str, list[str]] = {}
    table = state.inputs.tables["assignment"]
    for task_id, who in zip(table.texts["task_id"], table.texts["resource_id"], strict=True):
        if task_id and who and who not in assigned.setdefault(task_id, []):
            assigned[task_id].append(who)
    owners, found = task.texts["owner_id"], {}
    for row in np.flatnonzero(~state.summary).tolist():
        owner = owners[int(outline.source[row])]
        found[row] = [owner] if owner else assigned.get(outline.ids[row], [])
    return found


def answers_the_same(state: State, before: State) -> bool:
    """Whether the tasks of two states have the same owners and people, so far as that is seen at a glance."""
    owners, people, on = (
        [s.inputs.tables[table].texts[field] for s in (state, before)]
        for table, field in (("task", "owner_id"), ("assignment", "resource_id"), ("assignment", "task_id"))
    )
    same = (owners, people, on)
    return state.outline is before.outline and all(now is then for now, then in same)


def _newly_done(state: State, last: LastRound | None, at: int) -> Flags:
    """Rows that were not done at the last round; without one those that finished within a week."""
    recent = np.asarray(state.schedule.finish > at - WEEK)
    if last is None or last.state is None:
        return recent
    before = last.state
    was_done = (before.inputs.tasks.done >= WHOLE) | (before.inputs.tasks.actual_finish != NONE)
    then = _places(state.outline.ids, before.outline.ids, before.outline.row)
    return np.where(then < 0, True, ~was_done[then]) if len(was_done) else np.ones(len(then), np.bool_)


def _told(state: State, last: LastRound) -> Flags:
    """Tasks whose progress, duration or dates are not what they were when the status date was set."""
    now, then = state.inputs.tables["task"], last.began
    places = _places(now.ids, then.ids, then.row)
    differs = places < 0
    if len(then):
        for name in PROGRESS:
            if name in now.numbers:
                differs |= now.numbers[name] != then.numbers[name][places]
            else:
                was = np.array(then.texts[name], object)[places]
                differs |= np.array(now.texts[name], object) != was
    found = np.zeros(len(state.outline), np.bool_)
    rows = ~state.outline.is_project
    found[rows] = differs[state.outline.source[rows]]
    return found


def _places(ids: list[str], there: list[str], row: dict[str, int]) -> Numbers:
    """Where each of some rows stood, -1 for those that were not there."""
    if ids == there:
        return np.arange(len(ids))
    return np.array([row.get(one, -1) for one in ids], np.int64)


def _in_order(rows: Flags, first: Numbers) -> Numbers:
    chosen = np.flatnonzero(rows)
    return chosen[np.lexsort((chosen, first[chosen]))]
