"""From values as a sample writes them to those of a program file: keys become ids, whole units minor ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Column, Kind

DAY, ELAPSED_DAY = 480, 1440
MINOR_UNITS = 100
"""Minor units of a euro, and hundredths of a per cent in a per cent."""

_BEGIN, _END = time(8), time(17)


class Keys:
    """The ids of rows by table and by the key that a sample calls them."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def learn(self, table: str, key: str, row_id: str) -> None:
        """Remember a row's id."""
        self._ids[table, key] = row_id

    def id(self, table: str, key: str) -> str:
        """The id of a row that was added before. Raises: `KeyError`."""
        return self._ids[table, key]


def fields(table: str, row: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """The fields of a row as a transaction takes them; `key` and names that are no columns are left out."""
    columns = entry(table).fields
    return {name: _value(columns[name], value, keys) for name, value in row.items() if name in columns}


def _value(column: Column, value: Any, keys: Keys) -> Any:
    if column.kind is Kind.REFERENCE:
        return keys.id(column.target, value)
    if column.kind in (Kind.MONEY, Kind.SHARE):
        return value * MINOR_UNITS
    if column.kind is Kind.INSTANT and not isinstance(value, datetime):
        return datetime.combine(value, _END if column.day_end else _BEGIN)
    return value


def end_of(day: date) -> datetime:
    """When work ends on a day."""
    return datetime.combine(day, _END)
