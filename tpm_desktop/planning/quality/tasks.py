"""Checks of single tasks: constraints, durations, names, marks, the work breakdown and its milestones.

Sources: NASA Schedule Test and Assessment Tool (S), GAO Schedule Assessment Guide (G), NDIA's GASP (W, X).
"""

import re
from collections import Counter

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.dcma import (
    MINUTES_A_DAY,
    invalid_actuals,
    invalid_forecasts,
    lacks_predecessor,
    lacks_successor,
    of,
)
from tpm_desktop.planning.quality.subject import Subject, rows_where

PLACEHOLDER = re.compile(r"\s*|.*\b(tbd|tbc)\b.*|\s*<?new task>?\s*\d*\s*", re.IGNORECASE | re.DOTALL)
WEEK_DAYS = 7


def without_predecessor(subject: Subject) -> Found:
    """Unfinished tasks without a predecessor."""
    return of(subject, lacks_predecessor(subject), subject.unfinished)


def without_successor(subject: Subject) -> Found:
    """Unfinished tasks without a successor."""
    return of(subject, lacks_successor(subject), subject.unfinished)


def constrained(subject: Subject) -> Found:
    """Unfinished tasks that are not as soon as possible."""
    return of(subject, subject.tasks.constraint != Constraint.ASAP, subject.unfinished)


def status_errors(subject: Subject) -> Found:
    """Unfinished tasks planned in the past of the status date, finished ones after it."""
    late, early = invalid_forecasts(subject), invalid_actuals(subject)
    rows = np.union1d(late.tasks, early.tasks).astype(np.int32)
    return Found(len(rows), int(subject.counted.sum()), rows)


def estimated(subject: Subject) -> Found:
    """Unfinished tasks whose duration is marked as a guess."""
    return of(subject, subject.facts.estimated, subject.unfinished)


def odd_milestones(subject: Subject) -> Found:
    """Milestones that last, and tasks without duration that are not marked as milestones."""
    return of(subject, subject.facts.marked == (subject.tasks.duration > 0), subject.unfinished)


def placeholder_names(subject: Subject) -> Found:
    """Unfinished tasks that nobody has named yet."""
    unnamed = [PLACEHOLDER.fullmatch(name) is not None for name in subject.facts.names]
    return of(subject, np.array(unnamed, np.bool_), subject.unfinished)


def same_names(subject: Subject) -> Found:
    """Tasks called just like another one."""
    known = [name.strip().casefold() for name in subject.facts.names]
    times = Counter(name for name, counts in zip(known, subject.counted.tolist(), strict=True) if counts)
    again = np.array([times[name] > 1 for name in known], np.bool_)
    return of(subject, again, subject.counted)


def manual(subject: Subject) -> Found:
    """Unfinished tasks whose dates are given by hand."""
    return of(subject, subject.tasks.manual, subject.unfinished)


def kept_guesses(subject: Subject) -> Found:
    """Tasks whose duration is whole weeks, or what a new task has: a guess was kept."""
    duration, week = subject.tasks.duration, subject.facts.minutes_per_week
    guessed = (duration == subject.facts.usual_duration) | ((duration > 0) & (duration % week == 0))
    return of(subject, guessed, subject.work_packages)


def around_the_clock(subject: Subject) -> Found:
    """Tasks that work goes on at through nights and weekends."""
    first = subject.schedule.program_start // MINUTES_A_DAY
    whole_week = [
        int((finishes - starts).sum()) == WEEK_DAYS * MINUTES_A_DAY
        for starts, finishes in (calendar.periods(first, first + WEEK_DAYS) for calendar in subject.calendars)
    ]
    clock = subject.calendar
    flags = np.where(clock >= 0, np.array(whole_week, np.bool_)[clock], True)
    return of(subject, flags, subject.work_packages)


def strayed_summaries(subject: Subject) -> Found:
    """Summaries whose dates are not those of the tasks below them."""
    schedule, parent = subject.schedule, subject.tasks.parent
    child = subject.tasks.active & (parent >= 0)
    start = np.full(len(parent), np.iinfo(np.int64).max)
    finish = np.full(len(parent), NONE)
    np.minimum.at(start, parent[child], schedule.start[child])
    np.maximum.at(finish, parent[child], schedule.finish[child])
    among = schedule.summary & subject.tasks.active & (finish != NONE)
    return of(subject, (schedule.start != start) | (schedule.finish != finish), among)


def empty_projects(subject: Subject) -> Found:
    """Component projects without any task."""
    container = subject.tasks.container
    filled = np.zeros(len(container), np.bool_)
    filled[subject.tasks.parent[subject.tasks.parent >= 0]] = True
    return of(subject, ~filled, container)


def outside_breakdown(subject: Subject) -> Found:
    """Tasks right below a component project that is broken down into summary tasks otherwise."""
    parent, container = subject.tasks.parent, subject.tasks.container
    divided = np.zeros(len(parent) + 1, np.bool_)  # the last one is the program's, above those at the top
    divided[parent[subject.schedule.summary & ~container]] = True
    at_top = (parent < 0) | container[parent]
    return of(subject, at_top & divided[parent], subject.counted & ~subject.facts.milestone)


def coarse_ahead(subject: Subject) -> Found:
    """Of the tasks that start in the next 90 days those longer than a month."""
    start, policy = subject.schedule.start, subject.policy
    status = subject.options.status_date
    soon = (start >= status) & (start <= status + policy.ahead_calendar_days * MINUTES_A_DAY)
    long_ones = subject.tasks.duration > policy.detail_days * subject.day
    found = of(subject, long_ones, subject.ahead & ~subject.facts.milestone & soon)
    return Found(found.numerator, found.denominator, found.tasks, amounts=subject.tasks.duration[found.tasks])


def without_milestones(subject: Subject) -> Found:
    """Stretches of more than 92 days still to come in which a component project has no milestone.

    Found is the milestone that ends the stretch, or the project where none does.
    """
    streams = np.unique(subject.facts.stream[subject.counted]).tolist()
    stretches = [found for stream in streams for found in _stretches(subject, stream)]
    rows, days = np.array(stretches, np.int64).reshape(-1, 2).T
    bare = days > subject.policy.milestone_calendar_days
    return Found(int(bare.sum()), len(stretches), rows[bare].astype(np.int32), amounts=days[bare])


def _stretches(subject: Subject, stream: int) -> list[tuple[int, int]]:
    """What ends each stretch of a project without a milestone, and its calendar days; past ones left out."""
    mine = subject.counted & (subject.facts.stream == stream)
    begin, end = int(subject.schedule.start[mine].min()), int(subject.schedule.finish[mine].max())
    marks = rows_where(mine & subject.facts.milestone)
    marks = marks[np.argsort(subject.schedule.finish[marks], kind="stable")]
    rows = [*marks.tolist(), stream]
    at = [begin, *subject.schedule.finish[marks].tolist(), end]
    status = subject.options.status_date
    return [
        (row, later // MINUTES_A_DAY - sooner // MINUTES_A_DAY)
        for row, sooner, later in zip(rows, at, at[1:], strict=False)
        if later > status
    ]


def critical_share(subject: Subject) -> Found:
    """Unfinished tasks without slack."""
    return of(subject, subject.schedule.total_slack <= 0, subject.unfinished)


def near_critical(subject: Subject) -> Found:
    """Unfinished tasks with some slack, but not more than ten days."""
    slack = subject.schedule.total_slack
    flags: Flags = (slack > 0) & (slack <= subject.policy.near_days * subject.day)
    rows = rows_where(flags & subject.unfinished)
    return Found(len(rows), int(subject.unfinished.sum()), rows, amounts=slack[rows])
