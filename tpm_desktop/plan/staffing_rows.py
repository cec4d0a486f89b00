"""Demand against capacity by person, role, team or component project, and what stands behind a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.model.resources import ResourceType

from .columns import Columns
from .staffing import Matrix, Staffing

__all__ = ["By", "Chart", "Load", "Staffed", "chart", "grouped", "in_cells", "requests_in", "role_of", "rows"]

_FIELDS = {"role": "role", "team": "group"}


class By(StrEnum):
    """Whose demand a row shows."""

    PERSON = "person"
    ROLE = "role"
    TEAM = "team"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Staffed:
    """A row: a resource, those of a role or team, or a component project.

    key: id of the resource or project, else what the members have in common, empty for those without it or
    for nobody; name: what people call it; members: places of all resources in it; is_one: it is a resource.
    """

    by: By
    key: str
    name: str
    members: tuple[int, ...] = ()
    is_one: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Minutes by row and period, every matrix of shape (n, p).

    demand: all work; vacant: the part of it that stands against roles and nobody; capacity: what those who
    are named can work; over: what they are needed for beyond it; strained: whether somebody in the row is
    over, be there enough of all together or not; requested, committed: what was asked of line managers and
    what they promised. Component projects have no capacity of their own.
    """

    rows: tuple[Staffed, ...]
    demand: Matrix
    vacant: Matrix
    capacity: Matrix
    over: Matrix
    strained: NDArray[np.bool_]
    requested: Matrix
    committed: Matrix


@dataclass(frozen=True, slots=True)
class Load:
    """What one assignment puts into some cells.

    work: minutes; assignment, task, resource: rows in their tables or the outline, -1 for nobody.
    """

    assignment: int
    task: int
    resource: int
    work: int


def rows(staffing: Staffing, by: By) -> tuple[Staffed, ...]:
    """The rows of one kind."""
    if by is By.PERSON:
        return _people(staffing)
    return _projects(staffing) if by is By.PROJECT else grouped(staffing, _FIELDS[by.value], by)


def _people(staffing: Staffing) -> tuple[Staffed, ...]:
    """A row a resource by name, then nobody where somebody is missing."""
    table = staffing.state.inputs.tables["resource"]
    found = [
        Staffed(By.PERSON, table.ids[row], table.texts["name"][row] or "", (place,), is_one=True)
        for place, row in enumerate(staffing.resources)
    ]
    found.sort(key=lambda row: (row.name.casefold(), row.key))
    last = len(staffing.resources)
    return (*found, *([Staffed(By.PERSON, "", "", (last,))] if staffing.demand[-1].any() else []))


def grouped(staffing: Staffing, field: str, by: By) -> tuple[Staffed, ...]:
    """A row for each value that resources have in a field, the empty one last; nobody belongs to that.

    Texts are the same whatever their case; rows of a reference are named by what it points to.
    """
    table = staffing.state.inputs.tables["resource"]
    found: dict[str, list[int]] = {}
    named = {"": ""}
    for place, row in enumerate(staffing.resources):
        said = role_of(table, row) if field == "role" else " ".join((table.texts[field][row] or "").split())
        found.setdefault(said.casefold(), []).append(place)
        named.setdefault(said.casefold(), said)
    if staffing.demand[-1].any():
        found.setdefault("", []).append(len(staffing.resources))
    keys = {key: named[key] for key in found}
    names = {key: _title(table, said) for key, said in keys.items()}
    order = sorted(found, key=lambda key: (not key, names[key].casefold(), key))
    return tuple(Staffed(by, keys[key], names[key], tuple(found[key])) for key in order)


def role_of(resources: Columns, row: int) -> str:
    """The role that a resource plays; one that is a role itself plays the one of its name."""
    role = " ".join((resources.texts["role"][row] or "").split())
    if not role and resources.texts["type"][row] == ResourceType.ROLE.value:
        return " ".join((resources.texts["name"][row] or "").split())
    return role


def _title(resources: Columns, said: str) -> str:
    """What a value is called: of a reference the row that it points to."""
    return resources.texts["name"][resources.row[said]] or "" if said in resources.row else said


def _projects(staffing: Staffing) -> tuple[Staffed, ...]:
    outline, names = staffing.state.outline, staffing.state.names
    places = np.flatnonzero(outline.is_project).tolist()
    return tuple(Staffed(By.PROJECT, outline.ids[row], names[row]) for row in places)


def chart(staffing: Staffing, shown: Sequence[Staffed]) -> Chart:
    """The figures of some rows, all of them of projects or none."""
    if shown and shown[0].by is By.PROJECT:
        return _of_projects(staffing, shown)
    pairs = [(at, member) for at, row in enumerate(shown) for member in row.members]
    at, member = (np.array([pair[side] for pair in pairs], np.intp) for side in (0, 1))

    def summed(matrix: Matrix) -> Matrix:
        return _gathered(matrix[member], at, len(shown))

    tables = staffing.state.inputs.tables
    asked_of = staffing.place[tables["staffing_request"].rows_of("resource_id", tables["resource"].row)]
    requested, committed = (
        _gathered(matrix, asked_of, len(staffing.resources) + 1) for matrix in staffing.asked
    )
    demand, vacant, there = (
        summed(matrix) for matrix in (staffing.demand, staffing.vacant, staffing.capacity)
    )
    return Chart(
        rows=tuple(shown),
        demand=demand,
        vacant=vacant,
        capacity=there,
        over=np.maximum(demand - vacant - there, 0),
        strained=summed(staffing.over) > 0,
        requested=summed(requested),
        committed=summed(committed),
    )


def _gathered(matrix: Matrix, row: NDArray[np.intp], many: int) -> Matrix:
    """The lines of a matrix summed up by the row that each belongs to."""
    if np.array_equal(row, np.arange(many)):  # a line each, as of people: nothing to sum
        return matrix.astype(np.int64)
    found = np.zeros((many, matrix.shape[1]), np.int64)
    np.add.at(found, row, matrix)
    return found


def _of_projects(staffing: Staffing, shown: Sequence[Staffed]) -> Chart:
    outline, tables, loads = staffing.state.outline, staffing.state.inputs.tables, staffing.loads
    many = len(shown) + 1  # the last one for what is not shown
    row_of = np.full(len(outline) + 1, len(shown), np.intp)
    for at, row in enumerate(shown):
        row_of[outline.row[row.key]] = at
    of_load = row_of[outline.project[staffing.pieces.task[loads.segment]]]
    is_over = staffing.over[staffing.who, loads.period] > 0

    def summed(work: Matrix) -> Matrix:
        return staffing.summed(of_load, work, many)[:-1]

    asks = row_of[tables["staffing_request"].rows_of("project_id", outline.row)]
    requested, committed = (_gathered(matrix, asks, many)[:-1] for matrix in staffing.asked)
    demand = summed(loads.work)
    none = np.zeros_like(demand)
    return Chart(
        rows=tuple(shown),
        demand=demand,
        vacant=summed(np.where(staffing.is_named[staffing.who], 0, loads.work)),
        capacity=none,
        over=none,
        strained=summed(np.where(is_over, loads.work, 0)) > 0,
        requested=requested,
        committed=committed,
    )


def in_cells(staffing: Staffing, row: Staffed, periods: Iterable[int]) -> list[Load]:
    """The assignments that put something into some periods of a row, most work first."""
    loads, pieces = staffing.loads, staffing.pieces
    chosen = np.zeros(len(staffing), np.bool_)
    chosen[list(periods)] = True
    kept = chosen[loads.period]
    if row.by is By.PROJECT:
        outline = staffing.state.outline
        kept &= outline.project[pieces.task[loads.segment]] == outline.row[row.key]
    else:
        mine = np.zeros(len(staffing.resources) + 1, np.bool_)
        mine[list(row.members)] = True
        kept &= mine[staffing.who]
    at = loads.segment[kept]
    work = np.bincount(pieces.assignment[at], loads.work[kept]).astype(np.int64)
    assignments, first = np.unique(pieces.assignment[at], return_index=True)
    found = [
        Load(assignment, int(pieces.task[piece]), int(pieces.resource[piece]), int(work[assignment]))
        for assignment, piece in zip(assignments.tolist(), at[first].tolist(), strict=True)
    ]
    return sorted(found, key=lambda load: (-load.work, load.task, load.assignment))


def requests_in(staffing: Staffing, row: Staffed, periods: Sequence[int]) -> list[int]:
    """The requests of a row that ask for something in some periods, by their rows in the table."""
    tables, outline = staffing.state.inputs.tables, staffing.state.outline
    table, asked = tables["staffing_request"], staffing.asked[0][:, list(periods)].any(axis=1)
    if row.by is By.PROJECT:
        mine = table.rows_of("project_id", outline.row) == outline.row[row.key]
    else:
        mine = np.isin(staffing.place[table.rows_of("resource_id", tables["resource"].row)], row.members)
    found: list[int] = np.flatnonzero(asked & mine).tolist()
    return found
