"""The test matrix: interfaces by the environments and cycles in which they are tested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tpm_desktop.model.interfaces import EnvironmentState

from .integration import Run, runs
from .state import State

__all__ = ["Column", "RunMatrix", "run_matrix"]


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """An environment and a cycle, by their rows; -1 for tests that name none."""

    environment: int
    cycle: int


@dataclass(frozen=True, slots=True)
class RunMatrix:
    """interfaces: their rows, one a line; cells: the tests by line and column, several if a file holds so."""

    interfaces: tuple[int, ...]
    columns: tuple[Column, ...]
    cells: dict[tuple[int, int], tuple[Run, ...]]

    def runs(self, line: int, column: int) -> tuple[Run, ...]:
        """The tests of a cell."""
        return self.cells.get((line, column), ())


def run_matrix(state: State, interfaces: Iterable[int] | None = None, *, whole: bool = False) -> RunMatrix:
    """The matrix of some interfaces, of all unless given.

    Args: whole: with every environment that is not retired and every cycle of their releases; else those in
    which something is tested, all where nothing is.
    """
    tables = state.inputs.tables
    rows = tuple(range(len(tables["interface"])) if interfaces is None else interfaces)
    lines = {row: line for line, row in enumerate(rows)}
    found = [run for run in runs(state) if run.interface in lines]
    used = {Column(run.environment, run.cycle) for run in found}
    columns = sorted(used | _every(state, rows) if whole or not used else used, key=_last_where_none)
    places = {column: at for at, column in enumerate(columns)}
    cells: dict[tuple[int, int], tuple[Run, ...]] = {}
    for run in found:
        at = lines[run.interface], places[Column(run.environment, run.cycle)]
        cells[at] = (*cells.get(at, ()), run)
    return RunMatrix(rows, tuple(columns), cells)


def _every(state: State, interfaces: Sequence[int]) -> set[Column]:
    """In every environment that is there every cycle of the interfaces' releases, or of none."""
    tables = state.inputs.tables
    states = tables["environment"].texts["state"]
    there = [row for row, one in enumerate(states) if one != EnvironmentState.RETIRED]
    releases = tables["interface"].texts["release_id"]
    theirs = {None, *(releases[row] for row in interfaces)}
    cycles = [row for row, one in enumerate(tables["test_cycle"].texts["release_id"]) if one in theirs]
    return {Column(row, cycle) for row in there for cycle in cycles}


def _last_where_none(column: Column) -> tuple[bool, int, bool, int]:
    return column.environment < 0, column.environment, column.cycle < 0, column.cycle
