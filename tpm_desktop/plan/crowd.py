"""Who works on what, and who is needed for more than there is of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.planning.availability import Availability, Period
from tpm_desktop.planning.columns import NONE, Schedule
from tpm_desktop.planning.levelling.usage import Overload, Uses, overloads
from tpm_desktop.planning.worktime import Calendar

from .columns import Columns
from .state import State

__all__ = ["Crowd", "availability", "since_status"]

_DAY = 1440


@dataclass(frozen=True)
class Crowd:
    """Who works on what: the resources that are people or teams, by number.

    ids; available: how much there is of each over time; calendars: each one's working time.
    assignments: the id of each use.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    available: tuple[Availability, ...]
    calendars: tuple[Calendar, ...]
    uses: Uses
    assignments: tuple[str, ...]

    @classmethod
    def of(cls, state: State) -> Crowd:
        """Read from a state of the plan."""
        table, assignment = state.inputs.tables["resource"], state.inputs.tables["assignment"]
        works = [kind == ResourceKind.WORK.value for kind in table.texts["kind"]]
        number = {table.ids[at]: n for n, at in enumerate(np.flatnonzero(works).tolist())}
        rows = [table.row[row_id] for row_id in number]
        who = assignment.rows_of("resource_id", number)
        task = assignment.rows_of("task_id", state.outline.row)
        chosen = (who >= 0) & (task >= 0)
        chosen[chosen] = state.inputs.tasks.active[task[chosen]]
        calendar = table.rows_of("calendar_id", state.inputs.tables["calendar"].row)
        standard = state.inputs.options.calendar
        own = [int(calendar[row]) for row in rows]
        return cls(
            ids=tuple(number),
            names=tuple(table.texts["name"][row] or "" for row in rows),
            available=availability(table, state.inputs.tables["resource_availability"], rows),
            calendars=tuple(state.inputs.calendars[at if at >= 0 else standard] for at in own),
            uses=Uses(task[chosen], who[chosen], assignment.numbers["units"][chosen]),
            assignments=tuple(assignment.ids[at] for at in np.flatnonzero(chosen).tolist()),
        )

    def overloads(self, found: Schedule, since: int) -> list[Overload]:
        """Who is needed for more than there is, from an instant on."""
        return overloads(self.uses, self.available, self.calendars, found.start, found.finish, since)


def availability(resources: Columns, periods: Columns, rows: Sequence[int]) -> tuple[Availability, ...]:
    """How much there is of some resources over time, by their rows in the table."""
    known: dict[int, list[Period]] = {}
    first, last = periods.numbers["first"], periods.numbers["last"]
    for at, row in enumerate(periods.rows_of("resource_id", resources.row).tolist()):
        begin = NONE if first[at] == NONE else int(first[at]) * _DAY
        end = NONE if last[at] == NONE else (int(last[at]) + 1) * _DAY
        known.setdefault(row, []).append((begin, end, int(periods.numbers["units"][at])))
    usual = np.maximum(resources.numbers["max_units"], 0).tolist()
    return tuple(
        Availability.of(usual[row], known[row]) if row in known else Availability.always(usual[row])
        for row in rows
    )


def since_status(state: State) -> int:
    """From when on overloads count: what has been is left aside, so from the status date."""
    return max(state.inputs.options.status_date, state.schedule.program_start)
