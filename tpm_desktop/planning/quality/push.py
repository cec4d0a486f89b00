"""DCMA's critical path test: the plan is really scheduled again with a task of its path 600 days longer."""

from dataclasses import replace

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Assignments, Minutes, Schedule, Tasks
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.subject import Subject, rows_where
from tpm_desktop.planning.schedule import schedule

__all__ = ["critical_path_test"]


def critical_path_test(subject: Subject) -> Found:
    """How many driving paths fail to hand a push of 600 days on to the finish, and where each stops.

    Tested are the paths that begin with an unfinished task of the least slack which no other of them drives;
    in large plans only the first few, as the denominator says. A plan that is scheduled from its finish has
    no finish to push.
    """
    starts = [] if subject.options.from_finish else _first_tasks(subject)
    policy, n = subject.policy, max(len(subject.tasks), 1)
    tested = starts[: max(1, min(policy.paths, policy.pushed_rows // n))]
    stops, note = [], ""
    for row in tested:
        days = policy.push_days
        try:
            after = _pushed(subject, row, days * int(subject.day[row]))
        except PlanError as problem:  # the push leaves the calendars; how far it would come can't be said
            stops.append(row)
            note = note or str(problem)
            continue
        moved = _moved(subject, after)
        if not _arrives(subject, moved):
            stops.append(_stop(subject, row, after))
            shift = moved / subject.options.minutes_per_day
            note = note or f"the finish moves by {shift:g} d of {days} d"
    rows = np.array(sorted(set(stops)), np.int32)
    return Found(len(stops), len(tested), rows, note=note)


def _first_tasks(subject: Subject) -> list[int]:
    slack = subject.schedule.total_slack
    left = subject.unfinished & (subject.tasks.done < WHOLE) & subject.schedule.critical
    if not left.any():
        return []
    path = left & (slack == slack[left].min())
    before, after = subject.links.predecessor[subject.logic], subject.links.successor[subject.logic]
    driven = np.zeros(len(path), np.bool_)
    driven[after[path[before]]] = True
    rows = rows_where(path & ~driven)
    ordered: list[int] = rows[np.lexsort((rows, subject.schedule.start[rows]))].tolist()
    return ordered


def _pushed(subject: Subject, row: int, minutes: int) -> Schedule:
    """The plan with so much more to do on one task: in its duration, and in its people's work."""
    tasks = _longer(subject.tasks, row, minutes)
    booked = subject.assignments
    mine = (booked.task == row) & (booked.work != NONE)
    work = np.where(mine, booked.work + minutes * booked.units // WHOLE, booked.work)
    assignments: Assignments = replace(booked, work=work)
    asked = subject.calendars, tasks, subject.links, subject.options, assignments
    return schedule(*asked, splits=subject.splits)


def _longer(tasks: Tasks, row: int, minutes: int) -> Tasks:
    duration, done = tasks.duration.copy(), tasks.done.copy()
    finish = tasks.manual_finish.copy()
    whole = int(duration[row]) + minutes
    done[row] = round(int(duration[row]) * int(done[row]) / whole)
    duration[row] = whole
    if tasks.manual_start[row] != NONE:
        finish[row] = NONE  # dates given by hand follow the duration for the test
    return replace(tasks, duration=duration, done=done, manual_finish=finish)


def _moved(subject: Subject, after: Schedule) -> int:
    return subject.plan_calendar.between(subject.schedule.program_finish, after.program_finish)


def _arrives(subject: Subject, moved: int) -> bool:
    """Whether nothing was lost; a push that other calendars make longer on its way has arrived as well."""
    return moved >= _whole(subject)


def _whole(subject: Subject) -> int:
    return subject.policy.push_days * subject.options.minutes_per_day - _tolerance(subject)


def _tolerance(subject: Subject) -> int:
    """A day where calendars differ or shares done are rounded, else nothing."""
    exact = np.unique(subject.calendar[subject.counted]).size <= 1 and not len(subject.assignments)
    return 0 if exact and not subject.begun.any() else subject.options.minutes_per_day


def _stop(subject: Subject, row: int, after: Schedule) -> int:
    """The first task on the way of the push that does not hand all of it on."""
    shift = _shifts(subject, after)
    followers: dict[int, list[int]] = {}
    links = subject.logic
    for before, behind in zip(
        subject.links.predecessor[links].tolist(), subject.links.successor[links].tolist(), strict=True
    ):
        followers.setdefault(before, []).append(behind)
    while shift[row] >= _whole(subject) and followers.get(row):
        row = max(followers[row], key=lambda other: int(shift[other]))
    return row


def _shifts(subject: Subject, after: Schedule) -> Minutes:
    """How much later each task finishes, on the plan's calendar."""
    calendar = subject.plan_calendar
    return calendar.to_work(after.finish) - calendar.to_work(subject.schedule.finish)
