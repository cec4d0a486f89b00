"""The staffing plan: what the plan needs of each role by month, which positions are filled, what is short.

A full-time equivalent of a month is all the working time that the program's calendar has in it. What the plan
needs of a role is the work on its tasks of all who play it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.pmo import Position, PositionState, Role
from tpm_desktop.model.resources import ResourceType
from tpm_desktop.planning.columns import NONE

from .plan import instant, minutes
from .staffing import Span, Staffing
from .state import State

Minutes = NDArray[np.int64]
_WHOLE = 10_000
_THINGS = (ResourceType.EQUIPMENT.value, ResourceType.ENVIRONMENT.value)
_NOTICED = 8  # hours in a month: less is no shortage


@dataclass(frozen=True, slots=True)
class RoleStaffing:
    """A role by month, every array of shape (m,) in minutes of work.

    id: empty for a role that only resources name; need: of the plan; filled: what those in positions can
    work; expected: what vacant positions add from the day on which somebody is expected; planned: all
    positions that are not closed; members: who plays the role, by place in the staffing.
    """

    id: str
    name: str
    need: Minutes
    filled: Minutes
    expected: Minutes
    planned: Minutes
    members: tuple[int, ...]

    @property
    def has_positions(self) -> bool:
        return bool(self.planned.any())

    @property
    def short(self) -> Minutes:
        """What is needed beyond all who are there or expected; only of roles that have positions."""
        missing = self.need - self.filled - self.expected
        return np.where((missing > _NOTICED * 60) & self.has_positions, missing, 0)


@dataclass(frozen=True, slots=True)
class Leaning:
    """A task that leans on a vacant position. row: in the outline; work: minutes within the time of need."""

    row: int
    work: int


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A position that nobody fills. since, until: days between which it is vacant, from the status day on.

    days: since it should have been filled; missing: minutes of work that nobody does meanwhile; tasks: those
    at work then, the earliest first; hit: when the first of them needs somebody; milestone: the outline row
    of the earliest one that waits for them, -1 for none.
    """

    position: Position
    since: date
    until: date | None
    days: int
    missing: int
    tasks: tuple[Leaning, ...] = ()
    hit: date | None = None
    milestone: int = -1


@dataclass(frozen=True, slots=True)
class StaffingPlan:
    """months: the first day of each; whole: minutes of a full-time equivalent in each, (m,)."""

    months: tuple[date, ...]
    whole: Minutes
    roles: tuple[RoleStaffing, ...]
    vacancies: tuple[Vacancy, ...]
    present: int = 0

    def equivalents(self, work: Minutes) -> list[float]:
        """Full-time equivalents by month."""
        return [float(w) / max(int(whole), 1) for w, whole in zip(work, self.whole, strict=True)]


def staffing_plan(file: ProgramFile, state: State, day: date) -> StaffingPlan:
    """Of all roles that have positions or work. Args: day: of the status; vacancies count from it on."""
    staffing = Staffing(state, Span.MONTH)
    clock = state.inputs.calendars[state.inputs.options.calendar]
    reached = clock.to_work(staffing.edges)
    positions = [one for one in file.rows(Position) if one.state is not PositionState.CLOSED]
    roles = tuple(_roles(file, staffing, positions, reached))
    months = tuple(staffing.first(n) for n in range(len(staffing)))
    named = {one.id: one for one in roles}
    after = _Followers(state)
    vacancies = [
        _vacancy(staffing, named.get(one.role_id or ""), one, day, after)
        for one in positions
        if one.state is not PositionState.FILLED and (one.finish is None or one.finish >= day)
    ]
    vacancies.sort(key=lambda one: (one.hit or date.max, -one.missing, one.since, one.position.id))
    return StaffingPlan(months, np.diff(reached), roles, tuple(vacancies), staffing.present)


# Roles


def played(state: State, staffing: Staffing) -> dict[str, list[int]]:
    """Who plays which role, by its name without regard to case: places in the staffing."""
    table, found = state.inputs.tables["resource"], dict[str, list[int]]()
    for place, row in enumerate(staffing.resources):
        if table.texts["type"][row] in _THINGS:
            continue
        name = table.texts["role"][row] or ""
        if not name and table.texts["type"][row] == ResourceType.ROLE.value:
            name = table.texts["name"][row] or ""  # it is the role itself
        if name:
            found.setdefault(folded(name), []).append(place)
    return found


def folded(name: str) -> str:
    """A name of a role as it is compared."""
    return " ".join(name.split()).casefold()


def _roles(
    file: ProgramFile, staffing: Staffing, positions: Sequence[Position], reached: Minutes
) -> Iterator[RoleStaffing]:
    members, known = played(staffing.state, staffing), file.rows(Role)
    of_role: dict[str, list[Position]] = {}
    for one in positions:
        of_role.setdefault(one.role_id or "", []).append(one)
    for role in known:
        mine = of_role.get(role.id, [])
        yield _role(staffing, role.id, role.name, members.pop(folded(role.name), []), mine, reached)
    table = staffing.state.inputs.tables["resource"]
    for places in members.values():
        row = staffing.resources[places[0]]
        name = table.texts["role"][row] or table.texts["name"][row] or ""
        yield _role(staffing, "", " ".join(name.split()), places, [], reached)


def _role(
    staffing: Staffing,
    role_id: str,
    name: str,
    members: list[int],
    positions: Sequence[Position],
    reached: Minutes,
) -> RoleStaffing:
    filled, expected, planned = (np.zeros(len(staffing), np.int64) for _ in range(3))
    for one in positions:
        whole = _given(staffing, one, one.start, reached)
        planned += whole
        if one.state is PositionState.FILLED:
            filled += _given(staffing, one, one.filled_from or one.start, reached)
        elif one.filled_from is not None:
            expected += _given(staffing, one, one.filled_from, reached)
    need = staffing.demand[members].sum(axis=0) if members else np.zeros(len(staffing), np.int64)
    return RoleStaffing(role_id, name, need, filled, expected, planned, tuple(members))


def _given(staffing: Staffing, position: Position, since: date | None, reached: Minutes) -> Minutes:
    """Minutes by month that somebody in a position can work from a day on."""
    inputs = staffing.state.inputs
    low, high = (int(edge) for edge in staffing.edges[[0, -1]])
    begin = low if since is None else _instant(since, low, high)
    end = high if position.finish is None else _instant(position.finish, low, high, after=True)
    if end <= begin:
        return np.zeros(len(staffing), np.int64)
    clock = inputs.calendars[inputs.options.calendar]
    first, last = (int(at) for at in clock.to_work(np.array([begin, end], np.int64)))
    within = np.clip(reached, first, last)
    return np.asarray((within[1:] - within[:-1]) * position.share // _WHOLE)


def _instant(day: date, low: int, high: int, *, after: bool = False) -> int:
    at = minutes(datetime.combine(day, time.min)) + (1440 if after else 0)
    return min(max(at, low), high)


# Vacancies


class _Followers:
    """Which rows wait for which, read once."""

    def __init__(self, state: State) -> None:
        self._state = state
        links = state.inputs.links
        self._next: dict[int, list[int]] = {}
        for before, after in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
            if before >= 0 and after >= 0:
                self._next.setdefault(before, []).append(after)

    def milestone(self, rows: Sequence[int]) -> int:
        """The earliest milestone to come that waits for some tasks, or lies among them; -1 for none."""
        state, seen, ahead = self._state, set(rows), list(rows)
        while ahead:
            for after in self._next.get(ahead.pop(), ()):
                if after not in seen:
                    seen.add(after)
                    ahead.append(after)
        finish, status = state.schedule.finish, state.inputs.options.status_date
        found = [
            (int(finish[row]), row)
            for row in seen
            if state.milestone[row] and (status == NONE or int(finish[row]) >= status)
        ]
        return min(found)[1] if found else -1


def _vacancy(
    staffing: Staffing, role: RoleStaffing | None, position: Position, day: date, after: _Followers
) -> Vacancy:
    since = max(position.start or day, day)
    until = position.filled_from or position.finish
    days = max((day - position.start).days, 0) if position.start else 0
    bare = Vacancy(position, since, until, days, 0)
    if role is None or (until is not None and until <= since):
        return bare
    window = _window(staffing, since, until)
    reached = np.zeros(len(staffing), np.int64)
    shortage = np.maximum(role.need - role.filled, 0)
    clock = staffing.state.inputs.calendars[staffing.state.inputs.options.calendar]
    within = np.clip(clock.to_work(staffing.edges), *clock.to_work(np.array(window, np.int64)))
    reached += np.diff(within) * position.share // _WHOLE
    missing = np.minimum(shortage, reached)
    missing = np.where(missing > _NOTICED * 60, missing, 0)
    if not missing.any():
        return bare
    tasks = _leaning(staffing, role, missing, window)
    if not tasks:
        return bare
    first = min(max(int(staffing.state.schedule.start[one.row]), window[0]) for one in tasks)
    hit = instant(first)
    milestone = after.milestone([one.row for one in tasks])
    return Vacancy(
        position, since, until, days, int(missing.sum()), tasks, hit.date() if hit else None, milestone
    )


def _window(staffing: Staffing, since: date, until: date | None) -> tuple[int, int]:
    low, high = (int(edge) for edge in staffing.edges[[0, -1]])
    return _instant(since, low, high), high if until is None else _instant(until, low, high)


def _leaning(
    staffing: Staffing, role: RoleStaffing, missing: Minutes, window: tuple[int, int]
) -> tuple[Leaning, ...]:
    """The tasks on which the role works in the months in which it is short, within the time of need."""
    state, loads, pieces = staffing.state, staffing.loads, staffing.pieces
    mine = np.zeros(len(staffing.resources) + 1, np.bool_)
    mine[list(role.members)] = True
    task = pieces.task[loads.segment]
    kept = mine[staffing.who] & (missing > 0)[loads.period]
    kept &= (state.schedule.finish[task] > window[0]) & (state.schedule.start[task] < window[1])
    kept &= state.done[task] < _WHOLE
    work: dict[int, int] = {}
    for row, minutes_ in zip(task[kept].tolist(), loads.work[kept].tolist(), strict=True):
        work[row] = work.get(row, 0) + minutes_
    start: Mapping[int, int] = {row: int(state.schedule.start[row]) for row in work}
    return tuple(Leaning(row, work[row]) for row in sorted(work, key=lambda row: (start[row], row)))
