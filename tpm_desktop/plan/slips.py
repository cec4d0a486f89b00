"""What slips if somebody names a row: the tasks behind a project, commitment, interface or release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.interfaces import InterfaceStatus, RunResult
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.what_if import can_slip

from .commitments import commitments
from .state import State

__all__ = ["SLIPPING_TABLES", "Subject", "of_row", "slipping", "subject_of"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What slips.

    table, id: of the row that was named; name: what people call it. rows: outline rows of the tasks that
    slip.
    arrives: of what somebody outside gives the instant that is expected, `NONE` of all else: then the rows
    are the tasks that wait for it, which move only as far as it comes after their start.
    together: the rows keep their distances, as those of a summary do.
    """

    table: str
    id: str
    name: str
    rows: tuple[int, ...]
    arrives: int = NONE
    together: bool = False

    @property
    def row(self) -> int:
        """The outline row of a subject that is one, of others the first that slips; -1 without any."""
        return self.rows[0] if self.rows else -1


def slipping(state: State, row: int) -> list[int]:
    """The tasks that slip with a row: itself, or those below it that are not done."""
    rows = np.array([row, *state.outline.below(row)], np.int64)
    left = can_slip(state.inputs.tasks, state.schedule) & ~state.summary
    return [int(at) for at in rows[left[rows]]]


def of_row(state: State, row: int) -> Subject:
    """An outline row as a subject. Raises: `EditError` where nothing is left that could slip."""
    outline, rows = state.outline, slipping(state, row)
    if not rows:
        raise EditError(f"“{state.names[row]}” is done; what is done can't slip")
    table = "project" if outline.is_project[row] else "task"
    return Subject(table, outline.ids[row], state.names[row], tuple(rows), together=bool(state.summary[row]))


def subject_of(state: State, table: str, row_id: str) -> Subject:
    """What slips with a row of a table that `SLIPPING_TABLES` names.

    Raises: `EditError` where it is gone, done, or nothing of the plan hangs on it.
    """
    return _READERS[table](state, row_id)


def _task(state: State, row_id: str) -> Subject:
    row = state.outline.row.get(row_id)
    if row is None:
        raise EditError("that row is gone; choose another one")
    return of_row(state, row)


def _commitment(state: State, row_id: str) -> Subject:
    table = state.inputs.tables["commitment"]
    at, title = _of(state, "commitment", row_id)
    promise = commitments(state)[at]
    if promise.settled:
        raise EditError(f"“{title}” is delivered; what is delivered can't slip")
    if promise.giving >= 0:
        rows = slipping(state, promise.giving)
        if not rows:
            raise EditError(f"the task that gives “{title}” is done; note its delivery")
        together = bool(state.summary[promise.giving])
        return Subject("commitment", row_id, title, tuple(rows), together=together)
    if not table.texts["external_giver"][at]:
        raise EditError("no task of the plan gives this commitment; set its giving task first")
    if promise.forecast == NONE:
        raise EditError(f"nobody has said when “{title}” comes; enter the day it is promised for")
    waits = [promise.receiving] if promise.receiving >= 0 else []
    return Subject("commitment", row_id, title, tuple(waits), arrives=promise.forecast)


def _interface(state: State, row_id: str) -> Subject:
    """An interface comes later by its tests that have to be run, else by the cut-over of its release."""
    tables = state.inputs.tables
    at, title = _of(state, "interface", row_id)
    if InterfaceStatus(tables["interface"].texts["status"][at] or "") is InterfaceStatus.LIVE:
        raise EditError(f"“{title}” is live; what is live can't slip")
    tests = tables["integration_test"]
    mine = [row for row, other in enumerate(tests.texts["interface_id"]) if other == row_id]
    open_ones = [row for row in mine if tests.texts["result"][row] != RunResult.PASSED]
    tasks = tests.rows_of("task_id", state.outline.row).tolist()
    rows = _unfinished(state, [tasks[row] for row in open_ones])
    if not rows:
        release = tables["release"].row.get(tables["interface"].texts["release_id"][at] or "", -1)
        ends = tables["release"].rows_of("milestone_id", state.outline.row).tolist()
        rows = _unfinished(state, [ends[release]]) if release >= 0 else []
    if not rows:
        raise EditError(f"no task that is open tests “{title}”; tie one of its tests to a task first")
    return Subject("interface", row_id, title, tuple(rows))


def _by_task(table: str, field: str) -> Callable[[State, str], Subject]:
    """Rows that slip with the task that a field names."""

    def read(state: State, row_id: str) -> Subject:
        at, title = _of(state, table, row_id)
        row = int(state.inputs.tables[table].rows_of(field, state.outline.row)[at])
        if row < 0:
            raise EditError(f"no task of the plan dates “{title}”; set it first")
        rows = _unfinished(state, [row])
        if not rows:
            raise EditError(f"the task that dates “{title}” is done; what is done can't slip")
        return Subject(table, row_id, title, tuple(rows), together=bool(state.summary[row]))

    return read


def _of(state: State, table: str, row_id: str) -> tuple[int, str]:
    """The row of an id in a table, and what people call it. Raises: `EditError` where it is gone."""
    columns, about = state.inputs.tables[table], entry(table)
    if row_id not in columns.row:
        raise EditError(f"that {about.one} is gone; choose another one")
    at = columns.row[row_id]
    return at, columns.texts[about.title_field][at] or ""


def _unfinished(state: State, rows: Sequence[int]) -> list[int]:
    """All that is left of some rows of the outline, -1 among them for none."""
    return list(dict.fromkeys(part for row in rows if row >= 0 for part in slipping(state, row)))


_READERS: dict[str, Callable[[State, str], Subject]] = {
    "task": _task,
    "project": _task,
    "commitment": _commitment,
    "interface": _interface,
    "release": _by_task("release", "milestone_id"),
    "environment": _by_task("environment", "ready_task_id"),
}

SLIPPING_TABLES = tuple(_READERS)
"""The tables whose rows can be asked what follows if they slip."""
