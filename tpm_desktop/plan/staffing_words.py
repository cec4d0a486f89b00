"""What staffing comes to in words: who is over on what, which roles are vacant, which requests are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.resources import RequestState

from .overload_words import counted
from .staffing import Span, Staffing
from .staffing_rows import By, Load, Staffed, in_cells, rows

__all__ = [
    "OpenRequest", "Over", "Vacancy", "headline", "hours", "name_of", "open_requests", "overs", "period_name",
    "vacancies",
]  # fmt: skip

_NAMELESS = {By.PERSON: "Nobody yet", By.ROLE: "No role", By.TEAM: "No team", By.PROJECT: "No name"}


@dataclass(frozen=True, slots=True)
class Over:
    """Somebody who is needed for more than there is of them in a period; demand, capacity: minutes."""

    row: Staffed
    period: int
    demand: int
    capacity: int
    loads: tuple[Load, ...]

    @property
    def over(self) -> int:
        """Minutes too many."""
        return self.demand - self.capacity


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Work of a role that nobody fills yet, or of nobody; periods: first and last; work: minutes."""

    row: Staffed
    first: int
    last: int
    work: int
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that waits for its line manager, or got less than it asks for.

    row: in its table; missing: minutes that are not committed.
    """

    row: int
    missing: int


def name_of(row: Staffed) -> str:
    """What people call a row, also one of those without what the others have in common."""
    return row.name or _NAMELESS[row.by]


def hours(minutes: int, formats: Formats) -> str:
    """Work in hours, whole ones where that is no lie; nothing is a dash."""
    if not minutes:
        return "–"
    return formats.integer(minutes // 60) if minutes % 60 == 0 else formats.decimal(minutes / 60, 1)


def period_name(staffing: Staffing, period: int, formats: Formats) -> str:
    """A week by its first day, a month by its name."""
    first = staffing.first(period)
    return formats.month(first) if staffing.span is Span.MONTH else formats.date(first, year=True)


def overs(staffing: Staffing, since: int = 0) -> list[Over]:
    """All who are over from a period on, by name, then by time."""
    people = {row.members[0]: row for row in rows(staffing, By.PERSON)}
    order = {place: at for at, place in enumerate(people)}
    loads, pieces = staffing.loads, staffing.pieces
    kept = np.flatnonzero((staffing.over[staffing.who, loads.period] > 0) & (loads.period >= since))
    found: dict[tuple[int, int], dict[int, Load]] = {}
    columns = (staffing.who[kept], loads.period[kept], loads.segment[kept], loads.work[kept])
    for place, period, piece, work in zip(*(column.tolist() for column in columns), strict=True):
        cell = found.setdefault((place, period), {})
        assignment = int(pieces.assignment[piece])
        before = cell[assignment].work if assignment in cell else 0
        cell[assignment] = Load(
            assignment, int(pieces.task[piece]), int(pieces.resource[piece]), before + work
        )
    return [
        Over(
            people[place],
            period,
            int(staffing.demand[place, period]),
            int(staffing.capacity[place, period]),
            tuple(sorted(cell.values(), key=lambda load: (-load.work, load.task, load.assignment))),
        )
        for (place, period), cell in sorted(found.items(), key=lambda one: (order[one[0][0]], one[0][1]))
    ]


def vacancies(staffing: Staffing, since: int = 0) -> list[Vacancy]:
    """Roles that nobody fills and work that nobody does, from a period on, by name."""
    found = []
    for row in rows(staffing, By.PERSON):
        needed = staffing.vacant[row.members[0], since:]
        periods = np.flatnonzero(needed).tolist()
        if periods:
            first, last = periods[0] + since, periods[-1] + since
            loads = in_cells(staffing, row, range(first, last + 1))
            found.append(Vacancy(row, first, last, int(needed.sum()), tuple(loads)))
    return found


def open_requests(staffing: Staffing, day: date | None = None) -> list[OpenRequest]:
    """Requests of which something is missing, by when they begin.

    Args: day: those that are over by then are left out.
    """
    table = staffing.state.inputs.tables["staffing_request"]
    requested, committed = staffing.asked
    missing = np.maximum(requested - committed, 0).sum(axis=1).tolist()
    least = (day - date(1970, 1, 1)).days if day else None
    found = [
        OpenRequest(row, missing[row])
        for row, state in enumerate(table.texts["state"])
        if (state == RequestState.REQUESTED.value or missing[row])
        and (least is None or int(table.numbers["last"][row]) >= least)
    ]
    first = table.numbers["first"]
    return sorted(found, key=lambda one: (int(first[one.row]), table.texts["code"][one.row] or "", one.row))


def headline(staffing: Staffing, formats: Formats) -> str:
    """What matters most from the status date on, in one line."""
    since, counting = staffing.present, counted(staffing.span.value)
    over, vacant = staffing.over[:, since:], int(staffing.vacant[:, since:].sum())
    people = int(over.any(axis=1).sum())
    if not people:
        said = [f"Nobody is needed more than there is of them ({counting})"]
    else:
        who = "resource is" if people == 1 else "resources are"
        said = [f"{formats.integer(people)} {who} over by {hours(int(over.sum()), formats)} h ({counting})"]
    if vacant:
        said.append(f"{hours(vacant, formats)} h of work have nobody yet")
    if waiting := open_requests(staffing, staffing.first(staffing.present)):
        many = formats.integer(len(waiting))
        said.append(f"{many} {'request is' if len(waiting) == 1 else 'requests are'} open")
    return ", ".join(said)
