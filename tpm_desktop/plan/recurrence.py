"""Days that come again and again, by the rules of iCalendar: of calendar exceptions and recurring tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil import rrule

from tpm_desktop.model.calendars import Recurrence

LAST_WEEK = 5
_SHORTEST_MONTH = 28
_MOST_DAYS = 20_000  # of one rule: more than fifty years of every day


@dataclass(frozen=True, slots=True)
class Rule:
    """Which days come again. weekdays: 0 is Monday; position: which of them in the month, 5 is the last.

    short_months: a month that has no such day has its last one in its place; else it has none.
    """

    recurrence: Recurrence
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month: int | None = None
    month_day: int | None = None
    position: int | None = None
    short_months: bool = False


def days(rule: Rule, first: date, last: date | None = None, count: int | None = None) -> Iterator[date]:
    """The days from the first to the last, or so many of them."""
    frequency, by = _parts(rule)
    found = rrule.rrule(
        frequency,  # type: ignore[arg-type]
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()) if last else None,
        interval=rule.interval,
        **by,  # type: ignore[arg-type]
    )
    for n, moment in enumerate(found):
        if n >= min(count or _MOST_DAYS, _MOST_DAYS):
            return
        yield moment.date()


def _parts(rule: Rule) -> tuple[int, dict[str, object]]:
    """Frequency and what narrows it down, as dateutil names them."""
    weekdays, nth = rule.weekdays or None, -1 if rule.position == LAST_WEEK else rule.position
    on_day: dict[str, object] = {"bymonthday": rule.month_day}
    if rule.short_months and (rule.month_day or 0) > _SHORTEST_MONTH:
        on_day = {"bymonthday": range(_SHORTEST_MONTH, (rule.month_day or 0) + 1), "bysetpos": -1}
    parts: dict[Recurrence, tuple[int, dict[str, object]]] = {
        Recurrence.EVERY_DAY: (rrule.DAILY, {}),
        Recurrence.DAILY: (rrule.DAILY, {}),
        Recurrence.WEEKLY: (rrule.WEEKLY, {"byweekday": weekdays}),
        Recurrence.MONTHLY_DAY: (rrule.MONTHLY, on_day),
        Recurrence.MONTHLY_POSITION: (rrule.MONTHLY, {"byweekday": weekdays, "bysetpos": nth}),
        Recurrence.YEARLY_DAY: (rrule.YEARLY, {"bymonth": rule.month, **on_day}),
        Recurrence.YEARLY_POSITION: (
            rrule.YEARLY,
            {"bymonth": rule.month, "byweekday": weekdays, "bysetpos": nth},
        ),
    }
    return parts[rule.recurrence]
