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


def with_changes(
    state: State,
    edits: Mapping[tuple[str, str], Mapping[str, Any]],
    added: Mapping[str, Sequence[Mapping[str, Any]]],
    removed: Mapping[str, Sequence[str]],
) -> State:
    """What the plan would say after edits of fields, by table and row, and rows that come and go.

    Raises: `EditError` where it can't be scheduled.
    """
    tables: dict[str, dict[str, RowChange]] = {}
    for (table, row_id), values in edits.items():
        kinds = entry(table).fields
        stored = {name: _stored(value, kinds[name].kind) for name, value in values.items()}
        tables.setdefault(table, {})[row_id] = RowChange(dict.fromkeys(stored), stored)
    for table, ids in removed.items():
        tables.setdefault(table, {}).update({row_id: RowChange({}, None) for row_id in ids})
    for table, rows in added.items():
        made = {str(row["id"]): RowChange(None, _stored_row(table, row)) for row in rows}
        tables.setdefault(table, {}).update(made)
    return State(state.inputs.after(Changes(tables)), state)


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
