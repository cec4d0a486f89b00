"""Checks of who does the work: booked beyond what they have, away, or one person for too much.

Source: GAO Schedule Assessment Guide, practice 3; the limits are ours.
"""

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Flags, Minutes, Rows
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.dcma import MINUTES_A_DAY, of
from tpm_desktop.planning.quality.subject import Subject, rows_where


def without_owner(subject: Subject) -> Found:
    """Unfinished tasks that nobody answers for."""
    return of(subject, subject.facts.owner < 0, subject.unfinished)


def concentration(subject: Subject) -> Found:
    """Of the critical tasks with an owner those of the one who has most."""
    critical = subject.unfinished & subject.schedule.critical
    owner = subject.facts.owner
    held = owner[critical & (owner >= 0)]
    if not held.size:
        return Found(0, 0, note="no critical task has an owner")
    most = int(np.bincount(held).argmax())
    rows = rows_where(critical & (owner == most))
    return Found(len(rows), int(critical.sum()), rows, people=owner[rows])


def overbooked(subject: Subject) -> Found:
    """Days on which a resource is booked beyond its capacity, from the status date on.

    Found are the tasks of those days, each with the resource and the minutes beyond its capacity while the
    task goes on. Days before the status date can't be mended and do not count.
    """
    booked, days, over = subject.bookings, 0, 0
    tasks: list[int] = []
    people: list[int] = []
    amounts: list[int] = []
    live = rows_where(subject.unfinished[booked.task] & (booked.units > 0) & (booked.resource >= 0))
    for mine in _crowded(subject, live):
        resource = int(booked.resource[mine[0]])
        day, beyond = _beyond(subject, mine)
        days += len(day)
        over += int(beyond.sum())
        found = _over_each(subject, mine, day, beyond)
        tasks += booked.task[mine][found > 0].tolist()
        amounts += found[found > 0].tolist()
        people += [resource] * int((found > 0).sum())
    note = f"{over / 60:g} h beyond capacity" if days else ""
    rows, who = np.array(tasks, np.int32), np.array(people, np.int32)
    return Found(days, len(live), rows, amounts=np.array(amounts, np.int64), people=who, note=note)


def _crowded(subject: Subject, live: Rows) -> list[Rows]:
    """The bookings of each resource that is ever booked beyond its units at one moment."""
    booked, schedule = subject.bookings, subject.schedule
    start, finish = schedule.start[booked.task[live]], schedule.finish[booked.task[live]]
    who = np.tile(booked.resource[live], 2)
    change = np.concatenate([booked.units[live], -booked.units[live]])
    # Ends come before starts of the same moment, and a resource's changes sum to nothing before the next's.
    order = np.lexsort((change, np.concatenate([start, finish]), who))
    least = np.array([there.least for there in booked.capacity], np.int64)
    above = np.cumsum(change[order]) > least[who[order]]
    crowded = np.unique(who[order][above])
    mine = live[np.isin(booked.resource[live], crowded)]
    mine = mine[np.argsort(booked.resource[mine], kind="stable")]
    _, first = np.unique(booked.resource[mine], return_index=True)
    return np.split(mine, first[1:]) if mine.size else []


def _beyond(subject: Subject, mine: Rows) -> tuple[Minutes, Minutes]:
    """The days on which one resource's bookings exceed its capacity, and the minutes beyond it on each."""
    booked, schedule = subject.bookings, subject.schedule
    calendar = subject.calendars[int(booked.calendar[mine[0]])]
    start, finish = schedule.start[booked.task[mine]], schedule.finish[booked.task[mine]]
    begin = int(start.min()) if subject.options.status_date == NONE else subject.options.status_date
    days = np.arange(begin // MINUTES_A_DAY, max(int(finish.max()), begin) // MINUTES_A_DAY + 2)
    edges = calendar.to_work(days * MINUTES_A_DAY)
    at = np.concatenate([calendar.to_work(start), calendar.to_work(finish)])
    rate = np.concatenate([booked.units[mine], -booked.units[mine]])
    order = np.argsort(at, kind="stable")
    demand = np.diff(_booked_until(at[order], rate[order], edges))
    there = booked.capacity[int(booked.resource[mine[0]])].at(days[:-1] * MINUTES_A_DAY)
    beyond = demand - there * np.diff(edges)
    over = beyond > 0
    return days[:-1][over], beyond[over] // WHOLE


def _booked_until(at: Minutes, rate: Minutes, edges: Minutes) -> Minutes:
    """Booked minutes, in hundredths of a per cent, up to each of the working minutes `edges`."""
    rates = np.cumsum(rate)
    until = np.concatenate([[0], np.cumsum(rates[:-1] * np.diff(at))])
    place = np.searchsorted(at, edges, "right") - 1
    since = until[place] + rates[place] * (edges - at[place])
    return np.where(place < 0, 0, since)


def _over_each(subject: Subject, mine: Rows, days: Minutes, beyond: Minutes) -> Minutes:
    """The minutes beyond capacity on the days of each booking."""
    tasks, schedule = subject.bookings.task[mine], subject.schedule
    until = np.concatenate([[0], np.cumsum(beyond)])
    first = np.searchsorted(days, schedule.start[tasks] // MINUTES_A_DAY, "left")
    last = np.searchsorted(days, schedule.finish[tasks] // MINUTES_A_DAY, "right")
    return np.where(last > first, until[last] - until[first], 0)


def away(subject: Subject) -> Found:
    """Tasks that go on while somebody booked on them is away, and on how many days.

    Dates that follow people's calendars pass over their days off; asked are those that don't: given by hand,
    elapsed, or on a task calendar that ignores its resources'.
    """
    booked, tasks = subject.bookings, subject.tasks
    by_hand = tasks.manual & (tasks.manual_start != NONE) & (tasks.manual_finish != NONE)
    deaf: Flags = by_hand | tasks.elapsed | (tasks.ignore_resource_calendars & (tasks.calendar >= 0))
    asked = subject.unfinished & deaf & (tasks.duration > 0)
    live = rows_where(subject.unfinished[booked.task] & (booked.resource >= 0))
    missing = np.zeros(len(live), np.int64)
    for at in np.flatnonzero(asked[booked.task[live]]).tolist():
        missing[at] = _days_away(subject, int(booked.task[live[at]]), int(booked.calendar[live[at]]))
    found = live[missing > 0]
    rows, amounts = booked.task[found], missing[missing > 0]
    note = f"{int(amounts.sum())} days" if len(rows) else ""
    return Found(
        len(np.unique(rows)),
        len(np.unique(booked.task[live])),
        rows,
        amounts=amounts,
        people=booked.resource[found],
        note=note,
    )


def _days_away(subject: Subject, task: int, calendar: int) -> int:
    """Days of a task on which the plan works and the calendar does not."""
    first = int(subject.schedule.start[task]) // MINUTES_A_DAY
    days = np.arange(first, int(subject.schedule.finish[task] - 1) // MINUTES_A_DAY + 2) * MINUTES_A_DAY
    own = int(subject.calendar[task])
    usual = subject.calendars[own] if own >= 0 else subject.plan_calendar
    works = np.diff(usual.to_work(days)) > 0
    return int((works & (np.diff(subject.calendars[calendar].to_work(days)) == 0)).sum())
