"""What slips if somebody names a row: the tasks behind a component project, a task or a commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tpm_desktop.file.errors import EditError
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
    if row_id not in table.row:
        raise EditError("that commitment is gone; choose another one")
    at = table.row[row_id]
    promise = commitments(state)[at]
    title = table.texts["title"][at] or ""
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


_READERS: dict[str, Callable[[State, str], Subject]] = {
    "task": _task,
    "project": _task,
    "commitment": _commitment,
}

SLIPPING_TABLES = tuple(_READERS)
"""The tables whose rows can be asked what follows if they slip."""
