"""How much there is of a resource by period: read from its element and written into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from tpm_desktop.model.resources import Resource, ResourceAvailability

from . import values
from .elements import Document
from .item import Item

_FIRST_YEAR, _LAST_YEAR = 1985, 2049  # Microsoft Project's own ends of time lie in 1984 and 2049
_BEGINNING, _END = datetime(1984, 1, 1), datetime(2049, 12, 31, 23, 59)
_DAY = timedelta(days=1)


def availability_periods(item: Item) -> Iterator[dict[str, Any]]:
    """The periods of a resource; one that says the same of all time is its usual availability.

    Outside of the periods that Microsoft Project lists there is nothing of the resource.
    """
    found = [_period(part) for part in item.below("AvailabilityPeriods", "AvailabilityPeriod")]
    listed = sorted(found, key=lambda one: one["first"] or date.min)
    if not listed or (len(listed) == 1 and listed[0]["first"] is listed[0]["last"] is None):
        return
    free: date | None = date.min  # the first day of which nothing is said yet
    for one in listed:
        if free is not None and one["first"] is not None and one["first"] > free:
            yield {"first": None if free == date.min else free, "last": one["first"] - _DAY, "units": 0}
        yield one
        free = None if None in (free, one["last"]) else max(free or date.min, one["last"] + _DAY)
    if free is not None:
        yield {"first": free, "last": None, "units": 0}


def _period(part: Item) -> dict[str, Any]:
    first, last = part.instant("AvailableFrom"), part.instant("AvailableTo")
    if last is not None and last.time() == time():
        last -= _DAY  # up to the midnight with which a day begins
    return {
        "first": None if first is None or first.year < _FIRST_YEAR else first.date(),
        "last": None if last is None or last.year >= _LAST_YEAR else last.date(),
        "units": part.share("AvailableUnits") or 0,
    }


def write_periods(document: Document, resource: Resource, periods: Sequence[ResourceAvailability]) -> None:
    """Add the periods so that they follow each other, as Microsoft Project wants them."""
    ends = [row.last + _DAY for row in periods if row.last is not None and row.last.year < _LAST_YEAR]
    days = {row.first for row in periods if row.first is not None} | set(ends)
    begins = [None, *sorted(day for day in days if _FIRST_YEAR <= day.year < _LAST_YEAR)]
    with document.inside("AvailabilityPeriods"):
        for begin, end in zip(begins, [*begins[1:], None], strict=True):
            document.add(
                "AvailabilityPeriod",
                AvailableFrom=_BEGINNING if begin is None else datetime.combine(begin, time()),
                AvailableTo=_END if end is None else datetime.combine(end - _DAY, time(23, 59)),
                AvailableUnits=values.print_share(_units_on(resource, periods, begin)),
            )


def _units_on(resource: Resource, periods: Sequence[ResourceAvailability], day: date | None) -> int:
    on = day or date.min
    there = [row for row in periods if (row.first or date.min) <= on and (row.last is None or row.last >= on)]
    return max(there, key=lambda row: row.first or date.min).units if there else resource.max_units
