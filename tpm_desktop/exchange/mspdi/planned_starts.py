"""When the plan had work start that has not begun, for each calendar of a resource."""

from __future__ import annotations

from datetime import datetime

from .item import Item


def planned_starts(root: Item) -> dict[int, list[datetime]]:
    """The instants by the number of the calendar."""
    calendars = {
        uid: calendar
        for resource in root.below("Resources", "Resource")
        if (uid := resource.integer("UID")) is not None
        and (calendar := resource.integer("CalendarUID")) is not None
    }
    found: dict[int, list[datetime]] = {}
    for assignment in root.below("Assignments", "Assignment"):
        uid, start = assignment.integer("ResourceUID"), assignment.instant("Start")
        if uid in calendars and start is not None and not assignment.has("ActualStart"):
            found.setdefault(calendars[uid], []).append(start)
    return found
