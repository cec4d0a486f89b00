"""Checks of what is reported as done, and of the baseline that it is held against.

Sources: NDIA Planning and Scheduling Excellence Guide; GAO Schedule Assessment Guide; NASA STAT.
"""

from datetime import date, timedelta

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Flags
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.dcma import MINUTES_A_DAY, of, unbaselined
from tpm_desktop.planning.quality.subject import Subject, rows_where

EPOCH = date(1970, 1, 1)
RATE_MONTHS = 3


def status(subject: Subject) -> Found:
    """How many tasks are complete; the note tells those in progress and to go."""
    complete = subject.counted & ~subject.unfinished
    going = subject.unfinished & subject.begun
    note = f"{int(going.sum())} in progress, {int(subject.ahead.sum())} to go"
    return Found(int(complete.sum()), int(subject.counted.sum()), note=note)


def riding_the_status_date(subject: Subject) -> Found:
    """Tasks nearly done that are to finish just after the status date."""
    rows = rows_where(subject.unfinished & (subject.tasks.done >= subject.policy.riding_share))
    finish = subject.schedule.finish[rows]
    at = np.full(len(rows), subject.options.status_date, np.int64)
    left = subject.work(rows, finish) - subject.work(rows, at)
    soon = (finish > at) & (left <= subject.policy.riding_days * subject.day[rows])
    return Found(int(soon.sum()), int(subject.unfinished.sum()), rows[soon])


def contradictions(subject: Subject) -> Found:
    """Tasks whose share done and actual dates do not go together."""
    tasks = subject.tasks
    begun, over, done = tasks.actual_start != NONE, tasks.actual_finish != NONE, tasks.done
    odd = (done >= WHOLE) & ~over
    odd |= over & (done < WHOLE)
    odd |= (done > 0) & ~begun
    odd |= begun & over & (tasks.actual_finish < tasks.actual_start)
    return of(subject, odd, subject.counted)


def untouched_durations(subject: Subject) -> Found:
    """Tasks under way that last as long as agreed: what is left follows from the share done alone.

    Remaining and actual duration make the duration, so that it differs once anybody estimated anew.
    """
    assert subject.baseline is not None  # asked only then
    going = subject.work_packages & subject.begun & (subject.baseline.duration != NONE)
    return of(subject, subject.tasks.duration == subject.baseline.duration, going)


def bow_wave(subject: Subject) -> Found:
    """Finishes forecast for the next month by what was finished a month, over the last three."""
    status_date, finish = subject.options.status_date, subject.schedule.finish
    next_ones = subject.unfinished & (finish > status_date) & (finish <= months_on(status_date, 1))
    actual = subject.tasks.actual_finish
    achieved = (actual > months_on(status_date, -RATE_MONTHS)) & (actual <= status_date) & subject.counted
    rows = rows_where(next_ones)
    note = f"{len(rows)} forecast, {int(achieved.sum())} finished in {RATE_MONTHS} months"
    return Found(RATE_MONTHS * len(rows), int(achieved.sum()), rows, note=note)


def not_in_baseline(subject: Subject) -> Found:
    """Tasks that the baseline does not hold."""
    return of(subject, unbaselined(subject), subject.counted)


def baseline_kept(subject: Subject) -> Found:
    """Whether there is a baseline at all: 1 is missing, or none."""
    return Found(int(subject.baseline is None), int(subject.counted.any()))


def baseline_after_the_fact(subject: Subject) -> Found:
    """Finished tasks whose baseline was taken after they finished or shortly before."""
    assert subject.baseline is not None  # asked only then
    over = subject.counted & (subject.tasks.actual_finish != NONE) & (subject.baseline.finish != NONE)
    if subject.baseline.taken == NONE:
        return Found(0, 0, note="nobody noted when the baseline was taken")
    margin = subject.policy.baseline_calendar_days * MINUTES_A_DAY
    return of(subject, subject.baseline.taken >= subject.tasks.actual_finish - margin, over)


def starts_made(subject: Subject) -> Found:
    """Tasks started by those that the baseline starts up to the status date; found are those not started."""
    assert subject.baseline is not None  # asked only then
    status_date, start = subject.options.status_date, subject.baseline.start
    due = subject.counted & (start != NONE) & (start <= status_date)
    made = subject.counted & subject.begun & (subject.schedule.start <= status_date)
    return Found(int(made.sum()), int(due.sum()), rows_where(due & ~made))


def hits(subject: Subject) -> Found:
    """Of the tasks due in the month up to the status date those finished by their baseline date."""
    assert subject.baseline is not None  # asked only then
    status_date, agreed = subject.options.status_date, subject.baseline.finish
    due = subject.counted & (agreed > months_on(status_date, -1)) & (agreed <= status_date)
    actual = subject.tasks.actual_finish
    hit: Flags = due & (actual != NONE) & (actual <= agreed)
    return Found(int(hit.sum()), int(due.sum()), rows_where(due & ~hit))


def milestone_slips(subject: Subject) -> Found:
    """Milestones that are later than their baseline, and by how many calendar days."""
    assert subject.baseline is not None  # asked only then
    agreed, finish = subject.baseline.finish, subject.schedule.finish
    among = subject.counted & subject.facts.milestone & (agreed != NONE)
    days = finish // MINUTES_A_DAY - agreed // MINUTES_A_DAY
    rows = rows_where(among & (days > 0))
    return Found(len(rows), int(among.sum()), rows, amounts=days[rows])


def months_on(instant: int, months: int) -> int:
    """The instant so many calendar months later; on the last day where a month is shorter."""
    days, clock = divmod(int(instant), MINUTES_A_DAY)
    day = EPOCH + timedelta(days=days)
    first = day.year * 12 + day.month - 1 + months
    begin = date(first // 12, first % 12 + 1, 1)
    length = (date((first + 1) // 12, (first + 1) % 12 + 1, 1) - begin).days
    moved = begin + timedelta(days=min(day.day, length) - 1)
    return (moved - EPOCH).days * MINUTES_A_DAY + clock
