"""Further checks of the logic between tasks.

Sources: AACE recommended practices on schedule quality; NASA Schedule Management Handbook; DCMA.
"""

import numpy as np

from tpm_desktop.planning.columns import NONE, Constraint, Flags, LinkKind, Minutes, Reason, Rows
from tpm_desktop.planning.network import find_cycle
from tpm_desktop.planning.quality.bounds import ELAPSED_LAGS, NEVER, demands, lag_minutes, least_room, room
from tpm_desktop.planning.quality.check import Found
from tpm_desktop.planning.quality.dcma import HARD, of, of_links
from tpm_desktop.planning.quality.subject import ELAPSED_DAY, FROM_FINISH, TO_START, Subject, rows_where

PINS = (Constraint.SNET, Constraint.FNET)
TO_FINISH_DATE = (Constraint.MFO, Constraint.FNLT)
CHANCE = 80  # per cent: what one path is taken to be on time with, to show what several come to


def dangling(subject: Subject) -> Found:
    """Tasks with links of which none holds their start, or none waits for their finish.

    A task without any link on that side is an open end; the finish of one without duration is its start.
    """
    kind = subject.links.kind[subject.ties]
    start_held = _at(subject, subject.links.successor[subject.ties][np.isin(kind, TO_START)])
    finish_used = _at(subject, subject.links.predecessor[subject.ties][np.isin(kind, FROM_FINISH)])
    at_start = subject.preceded & ~start_held & ~subject.begun
    at_finish = subject.followed & ~finish_used
    lasting = subject.tasks.duration > 0
    return of(subject, (at_start | at_finish) & lasting, subject.unfinished)


def links_of_summaries(subject: Subject) -> Found:
    """Links with a summary at an end."""
    summary = subject.schedule.summary
    rows = rows_where(summary[subject.links.predecessor] | summary[subject.links.successor])
    return Found(len(rows), len(subject.links), links=rows, amounts=subject.links.lag[rows])


def out_of_sequence(subject: Subject) -> Found:
    """Links whose successor began before they let it, or while what it waits for was not done."""
    links, tasks = subject.logic, subject.tasks
    before, after = subject.links.predecessor[links], subject.links.successor[links]
    kind = subject.links.kind[links]
    began = np.isin(kind, TO_START) & (tasks.actual_start[after] != NONE)
    links, before, after, kind = links[began], before[began], after[began], kind[began]
    early = subject.work(after, tasks.actual_start[after]) < subject.work(after, demands(subject, links))
    open_still = np.where(kind == LinkKind.FS, subject.unfinished[before], ~subject.begun[before])
    found = links[early | (open_still & (subject.links.lag[links] >= 0))]
    return of_links(subject, found, subject.logic)


def soft_pins(subject: Subject) -> Found:
    """Tasks that a date holds later than their links do, and by how much."""
    found = subject.schedule
    rooms = least_room(subject, subject.logic, room(subject, subject.logic))
    here = (found.reason == Reason.CONSTRAINT) & (found.holder == np.arange(len(rooms)))
    pinned = np.isin(subject.tasks.constraint, PINS) & here & (rooms > 0) & (rooms < NEVER)
    return _amounted(subject, pinned & subject.ahead, rooms)


def hotspots(subject: Subject) -> Found:
    """Tasks into which more than five paths come with little room.

    Source: the chance that k independent paths are all on time is p to the power of k.
    """
    near_links = room(subject, subject.logic) <= subject.policy.near_days * subject.options.minutes_per_day
    after = subject.links.successor[subject.logic][near_links]
    near = np.bincount(after, minlength=len(subject.tasks)).astype(np.int64)
    flags = (near > subject.policy.hotspot_links) & subject.unfinished
    found = _amounted(subject, flags, near)
    if not found.numerator:
        return found
    most = int(near[flags].max())
    note = f"{most} paths of {CHANCE} % each are all on time with {all_on_time(CHANCE / 100, most):.0%}"
    return Found(found.numerator, found.denominator, found.tasks, amounts=found.amounts, note=note)


def all_on_time(chance: float, paths: int) -> float:
    """The chance that so many independent paths are all on time where each is with that chance."""
    return float(chance**paths)


def open_commitments(subject: Subject) -> Found:
    """Links between component projects that nobody has agreed to, or that are promised after the need."""
    found = subject.crossings
    return Found(len(found.links), found.count, links=found.links, amounts=found.late)


def constraint_conflicts(subject: Subject) -> Found:
    """Tasks whose fixed or latest date lies before what their links allow, and by how much."""
    tasks = subject.tasks
    rooms = least_room(subject, subject.logic, room(subject, subject.logic))
    hard = np.isin(tasks.constraint, HARD) & (tasks.constraint_date != NONE) & (rooms < NEVER)
    rows = rows_where(hard & subject.ahead)
    at_finish = np.isin(tasks.constraint[rows], TO_FINISH_DATE)
    stands = np.where(at_finish, subject.schedule.finish[rows], subject.schedule.start[rows])
    by_links = subject.work(rows, stands) - rooms[rows]
    gap = subject.work(rows, tasks.constraint_date[rows]) - by_links
    short = gap < 0
    return Found(int(short.sum()), int(subject.unfinished.sum()), rows[short], amounts=gap[short])


def ring(subject: Subject) -> Found:
    """The tasks of a ring that wait for each other."""
    rows = find_cycle(subject.tasks, subject.links) or []
    return Found(len(rows), int(subject.counted.sum()), np.array(rows, np.int32))


def density(subject: Subject) -> Found:
    """Links a task."""
    return Found(len(subject.logic), int(subject.unfinished.sum()))


def start_to_finish(subject: Subject) -> Found:
    """Links from start to finish."""
    kind = subject.links.kind[subject.logic]
    return of_links(subject, subject.logic[kind == LinkKind.SF], subject.logic)


def unpaired_starts(subject: Subject) -> Found:
    """Start-to-start links without a finish-to-finish link of the same two tasks."""
    links, n = subject.logic, len(subject.tasks)
    kind = subject.links.kind[links]
    pair = subject.links.predecessor[links].astype(np.int64) * n + subject.links.successor[links]
    alone = (kind == LinkKind.SS) & ~np.isin(pair, pair[kind == LinkKind.FF])
    return of_links(subject, links[alone], links)


def long_lags(subject: Subject) -> Found:
    """Lags and leads above ten days, or longer than the predecessor of a start-to-start link."""
    links = subject.logic
    lag = lag_minutes(subject, links)
    elapsed = np.isin(subject.links.lag_unit[links], ELAPSED_LAGS)
    day = np.where(elapsed, ELAPSED_DAY, subject.options.minutes_per_day)
    duration = subject.schedule.duration[subject.links.predecessor[links]]
    overtakes = (subject.links.kind[links] == LinkKind.SS) & ~elapsed & (lag > duration)
    return of_links(subject, links[(np.abs(lag) > subject.policy.long_lag_days * day) | overtakes], links)


def driving_effort(subject: Subject) -> Found:
    """Critical level of effort that others wait for: what only lasts as long as other work can't drive it.

    Source: AACE and NASA, by whom level of effort stays off the critical path.
    """
    unfinished = subject.efforts & (subject.tasks.actual_finish == NONE)
    waits = subject.tasks.active & (subject.tasks.actual_finish == NONE)
    before, after = subject.links.predecessor, subject.links.successor
    followed = _at(subject, before[waits[after]])
    rows = rows_where(unfinished & subject.schedule.critical & followed)
    return Found(len(rows), int(unfinished.sum()), rows)


def calendar_mismatches(subject: Subject) -> Found:
    """Links between tasks whose calendars hardly have working time in common."""
    links = subject.logic
    before = subject.calendar[subject.links.predecessor[links]].astype(np.int64)
    after = subject.calendar[subject.links.successor[links]].astype(np.int64)
    pairs, of_pair = np.unique((before + 1) << 32 | (after + 1), return_inverse=True)
    shared = [_shared(subject, int(pair >> 32) - 1, int(pair & 0xFFFFFFFF) - 1) for pair in pairs.tolist()]
    apart = np.array(shared, np.int64) < subject.policy.shared_minutes_a_week
    return of_links(subject, links[apart[of_pair]], links)


def _shared(subject: Subject, one: int, other: int) -> int:
    """Minutes a week in which two calendars both work, over the plan's first year; -1 is any time."""
    if one < 0 or other < 0 or subject.calendars[one] is subject.calendars[other]:
        return subject.policy.shared_minutes_a_week
    weeks = 52
    first = subject.schedule.program_start // ELAPSED_DAY
    starts, finishes = subject.calendars[one].periods(first, first + 7 * weeks)
    to_work = subject.calendars[other].to_work
    return int((to_work(finishes) - to_work(starts)).sum()) // weeks


def gaps(subject: Subject) -> Found:
    """Critical tasks before which days of the plan go by with nothing in them: a date or a calendar."""
    links = subject.logic
    after, calendar = subject.links.successor[links], subject.plan_calendar
    to_start = np.isin(subject.links.kind[links], TO_START)
    stands = np.where(to_start, subject.schedule.start[after], subject.schedule.finish[after])
    idle = least_room(subject, links, calendar.to_work(stands) - calendar.to_work(demands(subject, links)))
    wide = (idle >= subject.options.minutes_per_day) & (idle < NEVER)
    return _amounted(subject, wide & subject.schedule.critical & subject.ahead, idle)


def broken_manual_links(subject: Subject) -> Found:
    """Links into tasks whose dates are given by hand and break them, and by how much."""
    links = subject.logic
    mine = subject.tasks.manual & subject.ahead
    by_hand = links[mine[subject.links.successor[links]]]
    rooms = room(subject, by_hand)
    return Found(int((rooms < 0).sum()), len(by_hand), links=by_hand[rooms < 0], amounts=rooms[rooms < 0])


def _amounted(subject: Subject, flags: Flags, amounts: Minutes) -> Found:
    rows = rows_where(flags)
    return Found(len(rows), int(subject.unfinished.sum()), rows, amounts=amounts[rows])


def _at(subject: Subject, rows: Rows) -> Flags:
    found = np.zeros(len(subject.tasks), np.bool_)
    found[rows] = True
    return found
