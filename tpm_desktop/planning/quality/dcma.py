"""DCMA's 14 points, but for the critical path test.

Source: DCMA, 14-Point Assessment Metrics. Shares of links, not of tasks, as its wording says.
"""

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, LinkKind, Minutes, Rows
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.subject import Subject, rows_where

HARD = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)
MINUTES_A_DAY = 1440


def of(subject: Subject, flags: Flags, among: Flags, note: str = "") -> Found:
    """The flagged tasks among others."""
    rows = rows_where(flags & among)
    return Found(len(rows), int(among.sum()), rows, note=note)


def of_links(subject: Subject, links: Rows, among: Rows) -> Found:
    """Links among others, with their lags."""
    return Found(len(links), len(among), links=links, amounts=subject.links.lag[links])


def open_ends(subject: Subject) -> Found:
    """Unfinished tasks that lack a predecessor, a successor or both."""
    return of(subject, lacks_predecessor(subject) | lacks_successor(subject), subject.unfinished)


def lacks_predecessor(subject: Subject) -> Flags:
    """Shape (n,): without a predecessor, but for the milestone that the plan starts with."""
    found = ~subject.preceded
    opening = rows_where(subject.counted & subject.facts.milestone & found & subject.followed)
    if opening.size:
        found[opening[np.argmin(subject.schedule.start[opening])]] = False
    return found


def lacks_successor(subject: Subject) -> Flags:
    """Shape (n,): without a successor, but for the milestone that the plan ends with."""
    found = ~subject.followed
    closing = rows_where(subject.counted & subject.facts.milestone & found & subject.preceded)[::-1]
    if closing.size:
        found[closing[np.argmax(subject.schedule.finish[closing])]] = False
    return found


def leads(subject: Subject) -> Found:
    """Links with a lag below zero."""
    return of_links(subject, subject.logic[subject.links.lag[subject.logic] < 0], subject.logic)


def lags(subject: Subject) -> Found:
    """Links with a lag above zero."""
    return of_links(subject, subject.logic[subject.links.lag[subject.logic] > 0], subject.logic)


def link_types(subject: Subject) -> Found:
    """How many links are finish to start; those that aren't are what is found."""
    plain = subject.links.kind[subject.logic] == LinkKind.FS
    others = subject.logic[~plain]
    return Found(int(plain.sum()), len(plain), links=others, amounts=subject.links.lag[others])


def hard_constraints(subject: Subject) -> Found:
    """Unfinished tasks whose dates may not give way to logic."""
    return of(subject, np.isin(subject.tasks.constraint, HARD), subject.unfinished)


def high_slack(subject: Subject) -> Found:
    """Unfinished tasks with more total slack than two months."""
    return _slack(subject, subject.schedule.total_slack > subject.policy.long_days * subject.day)


def negative_slack(subject: Subject) -> Found:
    """Unfinished tasks that can't keep a date."""
    return _slack(subject, subject.schedule.total_slack < 0)


def _slack(subject: Subject, flags: Flags) -> Found:
    rows = rows_where(flags & subject.unfinished)
    amounts = subject.schedule.total_slack[rows]
    return Found(len(rows), int(subject.unfinished.sum()), rows, amounts=amounts)


def long_durations(subject: Subject) -> Found:
    """Unfinished tasks, milestones left out, longer than two months; as baselined where they were."""
    duration, note = subject.tasks.duration, "planned durations"
    if subject.baseline is not None:
        known = (subject.baseline.duration != NONE) & (subject.baseline.finish != NONE)
        duration, note = np.where(known, subject.baseline.duration, duration), "baseline durations"
    rows = rows_where(subject.work_packages & (duration > subject.policy.long_days * subject.day))
    return Found(len(rows), int(subject.work_packages.sum()), rows, amounts=duration[rows], note=note)


def invalid_forecasts(subject: Subject) -> Found:
    """Unfinished tasks whose start, or what is left of them, is planned in the past of the status date."""
    schedule = subject.schedule
    at = np.where(subject.begun, schedule.finish, schedule.start)
    return of(subject, at < subject.options.status_date, subject.unfinished)


def invalid_actuals(subject: Subject) -> Found:
    """Tasks that are said to have started or finished on a day after the status date."""
    tomorrow = (subject.options.status_date // MINUTES_A_DAY + 1) * MINUTES_A_DAY
    tasks = subject.tasks
    return of(subject, (tasks.actual_start >= tomorrow) | (tasks.actual_finish >= tomorrow), subject.counted)


def without_resources(subject: Subject) -> Found:
    """Unfinished tasks of a day or more with neither a resource nor a cost."""
    among = subject.unfinished & (subject.tasks.duration >= subject.day)
    return of(subject, ~subject.facts.provided, among)


def missed(subject: Subject) -> Found:
    """Tasks due by the status date that finished late or not at all."""
    agreed = _agreed(subject)
    finish = subject.tasks.actual_finish
    return of(subject, (finish == NONE) | (finish > agreed), due(subject))


def due(subject: Subject) -> Flags:
    """Shape (n,): tasks with a baseline finish up to the status date, complete or not."""
    agreed = _agreed(subject)
    return np.asarray(subject.counted & (agreed != NONE) & (agreed <= subject.options.status_date))


def unbaselined(subject: Subject) -> Flags:
    """Shape (n,): tasks that the baseline does not hold."""
    assert subject.baseline is not None  # checks that need one are asked only then
    lacking = (subject.baseline.start == NONE) | (subject.baseline.finish == NONE)
    return np.asarray(subject.counted & lacking)


def _agreed(subject: Subject) -> Minutes:
    assert subject.baseline is not None
    return subject.baseline.finish


def critical_path_length_index(subject: Subject) -> Found:
    """CPLI: working time left to the forecast finish and what it leaves to the baseline's, by the first."""
    agreed = _agreed(subject)[subject.counted]
    calendar, forecast = subject.plan_calendar, subject.schedule.program_finish
    length = calendar.between(int(subject.options.status_date), forecast)
    if not (agreed != NONE).any():
        return Found(0, 0)
    left = calendar.between(forecast, int(agreed.max()))
    rows = rows_where(subject.unfinished & subject.schedule.critical)
    return Found(length + left, length, rows, amounts=subject.schedule.total_slack[rows])


def baseline_execution_index(subject: Subject) -> Found:
    """BEI: tasks complete by those that should be, and those that the baseline does not hold."""
    complete = subject.counted & (subject.tasks.actual_finish != NONE)
    complete &= subject.tasks.actual_finish <= subject.options.status_date
    expected, added = due(subject), unbaselined(subject)
    rows = rows_where((expected | added) & ~complete)
    return Found(int(complete.sum()), int(expected.sum() + added.sum()), rows)
