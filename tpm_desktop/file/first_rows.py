"""What a new program begins with: its own row and the standard calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from .edit import Edit

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_HOURS = "08:00-12:00 13:00-17:00"


def add_first_rows(edit: Edit, program: dict[str, Any]) -> None:
    """Add them; the program starts this morning, on weekends next Monday, unless its fields say otherwise."""
    hours = dict.fromkeys(_WEEKDAYS, _HOURS)
    calendar = edit.add("calendar", name="Standard", **hours, saturday="", sunday="")
    today = datetime.combine(datetime.now(), time(8))
    start = today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() > 4 else 0)
    edit.add("program", **{"start": start, "calendar_id": calendar, **program})
