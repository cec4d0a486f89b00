"""How near to critical tasks are: bands of total slack."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from tpm_desktop.planning.columns import NONE, WHOLE, Codes, Options, Schedule, Tasks

__all__ = ["Band", "SlackBands", "bands"]

ELAPSED_DAY = 1440


class Band(IntEnum):
    """Where a task's total slack lies; `DONE` where that says nothing any more, as of inactive tasks."""

    DONE = -1
    NEGATIVE = 0
    ZERO = 1
    NEAR = 2
    NORMAL = 3
    HIGH = 4


@dataclass(frozen=True, slots=True)
class SlackBands:
    """Up to how many days of slack a task is near-critical, and beyond how many its slack is high.

    Defaults: GAO's bands and DCMA's 44 days, two months of 22 working days.
    """

    near: int = 10
    high: int = 44


def bands(tasks: Tasks, found: Schedule, options: Options, limits: SlackBands | None = None) -> Codes:
    """The `Band` of each row, shape (n,).

    Days are minutes by the plan's minutes a day, compared unrounded; of elapsed tasks they have 24 hours.
    """
    limits, slack = limits or SlackBands(), found.total_slack
    day = np.where(tasks.elapsed & ~found.summary, ELAPSED_DAY, options.minutes_per_day)
    band = np.select(
        [slack < 0, slack == 0, slack <= limits.near * day, slack <= limits.high * day],
        [Band.NEGATIVE, Band.ZERO, Band.NEAR, Band.NORMAL],
        Band.HIGH,
    )
    over = ~found.summary & ((tasks.actual_finish != NONE) | (tasks.done >= WHOLE))
    return np.where(over | ~tasks.active, Band.DONE, band).astype(np.int8)
