"""The plan as it would be with more rows, which no file holds yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from tpm_desktop.file.changes import Changes, RowChange, Stored, Values
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .inputs import TABLES
from .state import State


def with_rows(state: State, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> State:
    """What the plan would say if these rows, each with its id, were added; the rest of a row are defaults.

    Raises: `EditError` where it can't be scheduled.
    """
    added = {
        table: {row["id"]: RowChange(None, _stored_row(table, row)) for row in rows.get(table, ())}
        for table in TABLES
    }
    changes = Changes({table: of_table for table, of_table in added.items() if of_table})
    return State(state.inputs.after(changes), state)


def _stored_row(table: str, row: Mapping[str, Any]) -> Values:
    about = entry(table)
    fields = about.model.model_fields
    filled = {name: row.get(name, fields[name].default) for name in about.fields}
    return {name: _stored(value, about.fields[name].kind) for name, value in filled.items()}


def _stored(value: Any, kind: Kind) -> Stored:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return f"{value:%Y-%m}" if kind is Kind.MONTH else value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, Enum) else value
