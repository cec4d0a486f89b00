"""The dependency matrix: who gives to whom, among component projects or among tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.planning.sequence import sequence

from .commitments import Promise
from .crossings import crossings
from .state import State

__all__ = ["Matrix", "linked_tasks", "project_matrix", "task_matrix"]

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows give, columns get; both are the same elements in the same order.

    rows: outline rows of the elements, shape (n,). cells: rows of the links, by places of giver and receiver.
    promises: commitments, by the same. loops: first and last place of elements that need each other; only
    of a matrix in sequence. gives, gets: links in the row and in the column of each element, shape (n,).
    """

    rows: tuple[int, ...]
    cells: dict[Place, tuple[int, ...]]
    promises: dict[Place, tuple[Promise, ...]]
    loops: tuple[Place, ...]
    gives: tuple[int, ...]
    gets: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def filled(self) -> set[Place]:
        """Where something is given."""
        return self.cells.keys() | self.promises.keys()

    @property
    def feedback(self) -> int:
        """How many cells lie below the diagonal: what gets stands before what gives."""
        return sum(giver > receiver for giver, receiver in self.filled)


def project_matrix(state: State, *, sequenced: bool) -> Matrix:
    """All component projects with what crosses between them. sequenced: in order of giving, with loops."""
    rows = np.flatnonzero(state.outline.is_project).tolist()
    place = {row: n for n, row in enumerate(rows)}
    found = {(place[one.giver], place[one.receiver]): one for one in crossings(state)}
    cells = {at: one.links for at, one in found.items() if one.links}
    promises = {at: one.promises for at, one in found.items() if one.promises}
    return _made(rows, cells, promises, sequenced=sequenced)


def linked_tasks(state: State, projects: Sequence[int] = ()) -> list[int]:
    """Outline rows of tasks, and of summaries with links of their own, of some projects or of all."""
    outline, links = state.outline, state.inputs.links
    linked = np.zeros(len(outline), np.bool_)
    linked[links.predecessor] = linked[links.successor] = True
    kept = ~outline.is_project & (~state.summary | linked)
    if projects:
        kept &= np.isin(outline.project, list(projects))
    return [int(row) for row in np.flatnonzero(kept)]


def task_matrix(state: State, rows: Sequence[int], *, sequenced: bool) -> Matrix:
    """Some tasks with the links among them. sequenced: in order of giving."""
    place = np.full(len(state.outline), -1, np.int64)
    place[list(rows)] = np.arange(len(rows))
    links = state.inputs.links
    givers, receivers = place[links.predecessor], place[links.successor]
    cells: dict[Place, tuple[int, ...]] = {}
    for link in np.flatnonzero((givers >= 0) & (receivers >= 0)).tolist():
        at = int(givers[link]), int(receivers[link])
        cells[at] = (*cells.get(at, ()), link)
    return _made(rows, cells, {}, sequenced=sequenced)


def _made(
    rows: Sequence[int],
    cells: dict[Place, tuple[int, ...]],
    promises: dict[Place, tuple[Promise, ...]],
    *,
    sequenced: bool,
) -> Matrix:
    loops: list[Place] = []
    if sequenced:
        weights = {at: len(cells.get(at, ())) or 1 for at in cells.keys() | promises.keys()}
        order, loops = sequence(len(rows), weights)
        to = {element: n for n, element in enumerate(order)}
        rows = [rows[element] for element in order]
        cells = {(to[a], to[b]): links for (a, b), links in cells.items()}
        promises = {(to[a], to[b]): owed for (a, b), owed in promises.items()}
    gives, gets = [0] * len(rows), [0] * len(rows)
    for (giver, receiver), links in cells.items():
        gives[giver] += len(links)
        gets[receiver] += len(links)
    return Matrix(tuple(rows), cells, promises, tuple(loops), tuple(gives), tuple(gets))
