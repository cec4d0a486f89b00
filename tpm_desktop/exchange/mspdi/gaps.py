"""Whether the work of an assignment is split: working time that lies idle between its parts."""

from __future__ import annotations

from tpm_desktop.exchange.report import ImportReport

from .calendars import Calendars
from .item import Item, Reading

_SCHEDULED, _DONE = 1, 2  # kinds of time-phased data: work still to do, and work done
_UNHEARD = Reading(
    ImportReport("", "")
)  # time-phased data is only looked at; what of it can't be read tells nothing


def has_gap(assignment: Item, calendars: Calendars, calendar: str | None) -> bool:
    """Whether working time of a calendar (its id) lies idle between two parts of the work."""
    parts = sorted(
        (start, finish, bool(part.duration("Value")))
        for element in assignment.each("TimephasedData")
        if (part := Item(element.element, _UNHEARD, "")).integer("Type") in (_SCHEDULED, _DONE)
        and (start := part.instant("Start")) is not None
        and (finish := part.instant("Finish")) is not None
    )
    busy = [at for at, (_, _, works) in enumerate(parts) if works]
    if not busy:
        return False
    between = parts[busy[0] : busy[-1]]
    return any(
        calendars.works_between(calendar, start, finish) for start, finish, works in between if not works
    )
