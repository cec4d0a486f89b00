"""The days without work between what decided a start and the start itself."""

from __future__ import annotations

from datetime import date, timedelta

from tpm_desktop.formats import Formats
from tpm_desktop.planning.calendars import Calendar
from tpm_desktop.planning.clocks import ELAPSED
from tpm_desktop.planning.worktime import DAY

from .state import State

_EPOCH = date(1970, 1, 1)


def between(state: State, row: int, decided: int, formats: Formats) -> str:
    """What keeps a task from starting at once: " and 10 Jan – 11 Jan are not working days".

    Empty where it starts at once or after the night. Days of a calendar other than the plan's say whose.
    """
    at = int(state.schedule.start[row])
    if decided >= at or state.summary[row]:
        return ""
    clocks = state.scenario.clocks_of(row)
    crew = clocks.crew.get(0)
    calendars = [part.calendar for part in crew] if crew else [clocks.task[0]]
    first = decided // DAY
    if _works(calendars, first * DAY, (first + 1) * DAY) or _is_evening(state, decided):
        first += 1
    last, whose = at // DAY - 1, _whose(state, row, calendars)
    if first > last:
        same_day = decided // DAY == at // DAY
        return f" and working time{whose} goes on then" if whose and same_day else ""
    if _works(calendars, first * DAY, (last + 1) * DAY):
        return ""  # the start was decided otherwise as well, as by a lag in time of another calendar
    days = formats.span(_EPOCH + timedelta(first), _EPOCH + timedelta(last))
    return f" and {days} {'is not a working day' if first == last else 'are not working days'}{whose}"


def _works(calendars: list[Calendar], start: int, finish: int) -> bool:
    return any(calendar.between(start, finish) for calendar in calendars)


def _is_evening(state: State, instant: int) -> bool:
    """Whether the plan's working day is over by then."""
    usual = state.inputs.calendars[state.inputs.options.calendar]
    midnight = instant // DAY * DAY
    return usual.between(midnight, instant) > 0 == usual.between(instant, midnight + DAY)


def _whose(state: State, row: int, calendars: list[Calendar]) -> str:
    """ " of “Site crew”" where the working time is not the plan's."""
    inputs = state.inputs
    usual = inputs.calendars[inputs.options.calendar]
    if all(calendar is usual or calendar is ELAPSED for calendar in calendars):
        return ""
    own = int(inputs.tasks.calendar[row])
    if own >= 0 and len(calendars) == 1 and calendars[0] is inputs.calendars[own]:
        return f" of calendar “{inputs.tables['calendar'].texts['name'][own]}”"
    assigned, people = inputs.tables["assignment"], inputs.tables["resource"]
    task = state.outline.ids[row]
    names = {
        people.texts["name"][people.row[resource]]
        for owner, resource in zip(assigned.texts["task_id"], assigned.texts["resource_id"], strict=True)
        if owner == task and resource
    }
    return f" of “{names.pop()}”" if len(names) == 1 else " of its people"
