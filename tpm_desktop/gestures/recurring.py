"""Recurring tasks: a summary with a task for every time that the work comes again."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.record import new_id
from tpm_desktop.model.schedule import Constraint, TaskType
from tpm_desktop.plan import OpenProgram, instant, minutes
from tpm_desktop.plan.recurrence import Rule, days
from tpm_desktop.planning.worktime import DAY

from .outline import place_of
from .words import quoted

MOST = 999
"""Occurrences of one recurring task; Microsoft Project has the same limit."""


def occurrences(
    program: OpenProgram, rule: Rule, first: date, last: date | None = None, count: int | None = None
) -> list[datetime]:
    """When each time begins: at the first working minute of its day, or of the next working day.

    Args: last: the last day; count: so many times. One of them is needed.
    Raises: `EditError` where there is none, or too many.
    """
    if last is None and count is None:
        raise EditError("it is not said when this ends; give the last day or how often it comes")
    inputs = program.plan.state.inputs
    calendar = inputs.calendars[inputs.options.calendar]
    found: dict[int, datetime] = {}
    for day in days(rule, first, last):
        if count is not None and len(found) >= count:
            break
        if len(found) >= MOST:
            raise EditError(f"this comes more than {MOST} times; let it end earlier or come less often")
        at = calendar.next_work(minutes(datetime.combine(day, time())))
        begin = instant(at)
        assert begin is not None
        found.setdefault(at // DAY, begin)  # all days of a weekend come on its Monday, once
    if not found:
        raise EditError("no day fits; let it begin earlier, or end later")
    return list(found.values())


def insert_recurring(
    program: OpenProgram,
    starts: list[datetime],
    *,
    name: str,
    duration: int,
    parent: str,
    before: str | None = None,
) -> str:
    """Add a summary and below it a task for every start, no earlier than then; returns the summary's id.

    Args: duration: minutes of each time; parent, before: as for `insert_task`.
    Raises: `EditError`, `ProgramFileError`.
    """
    summary = new_id()
    with program.file.transaction(f"Insert recurring {quoted(name)}, {len(starts)} times") as edit:
        (key,), place = place_of(program, edit, parent, before, 1)
        edit.add("task", id=summary, name=name, order=key, **place)
        below = {**place, "parent_id": summary}
        edit.add_all("task", [_time(name, n, at, duration, below) for n, at in enumerate(starts, 1)])
    return summary


def _time(name: str, number: int, at: datetime, duration: int, place: dict[str, Any]) -> dict[str, Any]:
    return {
        **place,
        "name": f"{name} {number}",
        "duration": duration,
        "milestone": duration == 0,
        "type": TaskType.FIXED_DURATION,
        "constraint": Constraint.SNET,
        "constraint_date": at,
    }
