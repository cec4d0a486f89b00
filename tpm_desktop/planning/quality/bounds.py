"""When links let their successors be, and how much room they leave."""

import numpy as np

from tpm_desktop.planning.columns import WHOLE, LagUnit, LinkKind, Minutes, Rows
from tpm_desktop.planning.quality.subject import FROM_FINISH, TO_START, Subject

__all__ = ["NEVER", "demands", "lag_minutes", "least_room", "room"]

NEVER = int(np.iinfo(np.int64).max)
"""More room than there is: of a task that no link holds."""

ELAPSED_LAGS = (LagUnit.ELAPSED, LagUnit.ELAPSED_PERCENT)
PERCENT_LAGS = (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT)


def lag_minutes(subject: Subject, links: Rows) -> Minutes:
    """The lag of each link, shape (m,): working minutes, or elapsed ones where it counts so."""
    lag = subject.links.lag[links]
    duration = subject.schedule.duration[subject.links.predecessor[links]]
    share = np.rint(duration * lag / WHOLE).astype(np.int64)
    return np.where(np.isin(subject.links.lag_unit[links], PERCENT_LAGS), share, lag)


def demands(subject: Subject, links: Rows) -> Minutes:
    """The instant before which each link lets its successor not start (FS, SS) or not finish (FF, SF)."""
    kind, before = subject.links.kind[links], subject.links.predecessor[links]
    held = np.where(
        np.isin(kind, FROM_FINISH), subject.schedule.finish[before], subject.schedule.start[before]
    )
    lag = lag_minutes(subject, links)
    elapsed = np.isin(subject.links.lag_unit[links], ELAPSED_LAGS)
    found = np.where(elapsed, held + lag, held)
    own = subject.tasks.calendar[subject.links.successor[links]]
    clock = np.where(own >= 0, own, subject.options.calendar)
    to_start = kind == LinkKind.SS
    working = (lag != 0) & ~elapsed
    for at in np.unique(clock[working]).tolist():
        calendar = subject.calendars[at]
        for flag, back in ((to_start, calendar.from_work_start), (~to_start, calendar.from_work_finish)):
            mine = working & (clock == at) & flag
            found[mine] = back(calendar.to_work(held[mine]) + lag[mine])
    return found


def room(subject: Subject, links: Rows) -> Minutes:
    """How much later each link's successor stands than the link demands, shape (m,).

    Working minutes of the successor's clock; negative where it stands too early.
    """
    after = subject.links.successor[links]
    stands = np.where(
        np.isin(subject.links.kind[links], TO_START),
        subject.schedule.start[after],
        subject.schedule.finish[after],
    )
    return subject.work(after, stands) - subject.work(after, demands(subject, links))


def least_room(subject: Subject, links: Rows, rooms: Minutes) -> Minutes:
    """The room that the tightest link into each task leaves, shape (n,); `NEVER` where none comes in."""
    found = np.full(len(subject.tasks), NEVER, np.int64)
    np.minimum.at(found, subject.links.successor[links], rooms)
    return found
