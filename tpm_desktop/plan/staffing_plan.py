"""The staffing plan: what the plan needs of each role by month, which positions are filled, what is short.

A full-time equivalent of a month is all the working time that the program's calendar has in it. What the plan
needs of a role is the work on its tasks of all who play it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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
_WHOLE, _DAY = 10_000, timedelta(days=1)
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


def staffing_plan(file: ProgramFile, state: State, day: date) -> StaffingPlan:
    """Of all roles that have positions or work. Args: day: of the status; vacancies count from it on."""
    staffing = Staffing(state, Span.MONTH)
    clock = state.inputs.calendars[state.inputs.options.calendar]
    reached = clock.to_work(staffing.edges)
    positions = [one for one in file.rows(Position) if one.state is not PositionState.CLOSED]
    roles = tuple(_roles(file, staffing, positions, reached))
    months = tuple(staffing.first(n) for n in range(len(staffing)))
    named = {one.id: one for one in roles}
    vacant = [
        one
        for one in positions
        if one.state is not PositionState.FILLED and (one.finish is None or one.finish >= day)
    ]
    vacancies = list(_vacancies(staffing, named, vacant, day, reached))
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
    place = {role.id: n for n, role in enumerate(known)}
    of = np.array([place.get(one.role_id or "", len(known)) for one in positions], np.intp)
    share = np.array([one.share for one in positions], np.int64)
    is_filled = np.array([one.state is PositionState.FILLED for one in positions], np.bool_)
    comes = [one.filled_from or (one.start if full else None)
             for one, full in zip(positions, is_filled.tolist(), strict=True)]  # fmt: skip
    known_day = np.array([day is not None for day in comes], np.bool_) | is_filled
    finish = [one.finish for one in positions]
    whole = _given(staffing, [one.start for one in positions], finish, share, reached)
    there = _given(staffing, comes, finish, share, reached)

    def summed(work: Minutes, which: NDArray[np.bool_]) -> Minutes:
        found = np.zeros((len(known) + 1, len(staffing)), np.int64)
        np.add.at(found, of[which], work[which])
        return found

    planned = summed(whole, np.ones(len(positions), np.bool_))
    filled, expected = summed(there, is_filled), summed(there, known_day & ~is_filled)
    for role in known:
        n, mine = place[role.id], tuple(members.pop(folded(role.name), ()))
        need = _need(staffing, mine)
        yield RoleStaffing(role.id, role.name, need, filled[n], expected[n], planned[n], mine)
    table, none = staffing.state.inputs.tables["resource"], np.zeros(len(staffing), np.int64)
    for places in members.values():
        row = staffing.resources[places[0]]
        name = " ".join((table.texts["role"][row] or table.texts["name"][row] or "").split())
        yield RoleStaffing("", name, _need(staffing, places), none, none, none, tuple(places))


def _need(staffing: Staffing, members: Sequence[int]) -> Minutes:
    return np.asarray(staffing.demand[list(members)].sum(axis=0))


def _given(
    staffing: Staffing,
    since: Sequence[date | None],
    until: Sequence[date | None],
    share: Minutes,
    reached: Minutes,
) -> Minutes:
    """Minutes by position and month that a share of somebody can work between two days. Shape (n, m).

    Args: since, until: the first and the last day, None for the ends of the plan.
    """
    low, high = (int(edge) for edge in staffing.edges[[0, -1]])
    begin = [low if day is None else _instant(day, low, high) for day in since]
    end = [high if day is None else _instant(day, low, high, after=True) for day in until]
    inputs = staffing.state.inputs
    clock = inputs.calendars[inputs.options.calendar]
    first, last = (clock.to_work(np.array(side, np.int64)) for side in (begin, end))
    last = np.maximum(first, last)
    within = np.clip(reached[None, :], first[:, None], last[:, None])
    return np.asarray((within[:, 1:] - within[:, :-1]) * share[:, None] // _WHOLE)


def _instant(day: date, low: int, high: int, *, after: bool = False) -> int:
    at = minutes(datetime.combine(day, time.min)) + (1440 if after else 0)
    return min(max(at, low), high)


# Vacancies


class _Followers:
    """Which rows wait for which, read once."""

    def __init__(self, state: State) -> None:
        self._state = state
        links = state.inputs.links
        self._known: dict[tuple[int, ...], int] = {}
        self._next: dict[int, list[int]] = {}
        for before, after in zip(links.predecessor.tolist(), links.successor.tolist(), strict=True):
            if before >= 0 and after >= 0:
                self._next.setdefault(before, []).append(after)

    def milestone(self, rows: tuple[int, ...]) -> int:
        """The earliest milestone to come that waits for some tasks, or lies among them; -1 for none."""
        if rows not in self._known:
            self._known[rows] = self._read(rows)
        return self._known[rows]

    def _read(self, rows: tuple[int, ...]) -> int:
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


def _vacancies(
    staffing: Staffing,
    roles: Mapping[str, RoleStaffing],
    positions: Sequence[Position],
    day: date,
    reached: Minutes,
) -> Iterator[Vacancy]:
    """Each vacant position with what leans on it from the status day on."""
    since = [max(one.start or day, day) for one in positions]
    until = [one.filled_from or one.finish for one in positions]
    last = [
        one.filled_from - _DAY if one.filled_from and one.filled_from > date.min else one.finish
        for one in positions
    ]
    share = np.array([one.share for one in positions], np.int64)
    able = _given(staffing, since, last, share, reached)
    leaning, after = _Leaning(staffing), _Followers(staffing.state)
    for one, begin, end, work in zip(positions, since, until, able, strict=True):
        days = max((day - one.start).days, 0) if one.start else 0
        bare = Vacancy(one, begin, end, days, 0)
        role = roles.get(one.role_id or "")
        if role is None or (end is not None and end <= begin):
            yield bare
            continue
        missing = np.minimum(np.maximum(role.need - role.filled, 0), work)
        missing = np.where(missing > _NOTICED * 60, missing, 0)
        window = _window(staffing, begin, end)
        tasks = leaning.tasks(role, missing, window) if missing.any() else ()
        if not tasks:
            yield bare
            continue
        hit = instant(max(int(staffing.state.schedule.start[tasks[0].row]), window[0]))
        milestone = after.milestone(tuple(task.row for task in tasks))
        day_hit = hit.date() if hit else None
        yield Vacancy(one, begin, end, days, int(missing.sum()), tasks, day_hit, milestone)


def _window(staffing: Staffing, since: date, until: date | None) -> tuple[int, int]:
    low, high = (int(edge) for edge in staffing.edges[[0, -1]])
    return _instant(since, low, high), high if until is None else _instant(until, low, high)


class _Leaning:
    """The work of each role, read once."""

    def __init__(self, staffing: Staffing) -> None:
        self._staffing = staffing
        self._of: dict[str, tuple[NDArray[np.intp], NDArray[np.intp], Minutes]] = {}
        self._known: dict[tuple[str, bytes, tuple[int, int]], tuple[Leaning, ...]] = {}

    def _work(self, role: RoleStaffing) -> tuple[NDArray[np.intp], NDArray[np.intp], Minutes]:
        """Task, month and minutes of what is left to do in a role."""
        if role.id not in self._of:
            loads, pieces, state = self._staffing.loads, self._staffing.pieces, self._staffing.state
            mine = np.zeros(len(self._staffing.resources) + 1, np.bool_)
            mine[list(role.members)] = True
            task = pieces.task[loads.segment]
            kept = mine[self._staffing.who] & (state.done[task] < _WHOLE)
            self._of[role.id] = task[kept], loads.period[kept], loads.work[kept]
        return self._of[role.id]

    def tasks(self, role: RoleStaffing, missing: Minutes, window: tuple[int, int]) -> tuple[Leaning, ...]:
        """Those on which the role works in months in which it is short, within the time of need."""
        asked = (role.id, (missing > 0).tobytes(), window)
        if asked not in self._known:
            self._known[asked] = self._read(role, missing, window)
        return self._known[asked]

    def _read(self, role: RoleStaffing, missing: Minutes, window: tuple[int, int]) -> tuple[Leaning, ...]:
        task, period, work = self._work(role)
        start, finish = self._staffing.state.schedule.start, self._staffing.state.schedule.finish
        kept = (missing > 0)[period] & (finish[task] > window[0]) & (start[task] < window[1])
        rows, place = np.unique(task[kept], return_inverse=True)
        sums = np.bincount(place, work[kept], len(rows)).astype(np.int64)
        order = np.lexsort((rows, start[rows]))
        found = zip(rows[order].tolist(), sums[order].tolist(), strict=True)
        return tuple(Leaning(row, done) for row, done in found)
