"""The rows that an importer found, each value known to fit its column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.model.catalogue import entry, table_names
from tpm_desktop.model.check import LONGEST_LINE, LONGEST_NOTE, ValueProblem, check, clean
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.model.record import new_id

from .report import ImportReport
from .text import cut

_TEXTS = {Kind.TITLE, Kind.TEXT, Kind.NOTE}
_ALWAYS_FIT = {Kind.FLAG, Kind.CHOICE, Kind.STATUS, Kind.REFERENCE, Kind.HOURS}  # importers give ours only


class Rows:
    """Rows by table, in the order in which they were found; the program's own fields stand apart."""

    def __init__(self, report: ImportReport) -> None:
        self.program: dict[str, Any] = {}
        self._report = report
        self._tables: dict[str, list[dict[str, Any]]] = {name: [] for name in table_names()}

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table."""
        return self._tables[table]

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {table: len(rows) for table, rows in self._tables.items()}

    def add(self, table: str, who: str, values: Mapping[str, Any]) -> str:
        """Take a row; returns its id. What does not fit is adjusted or left out, and noted under `who`."""
        row = {"id": values.get("id") or new_id(), **self.fit(table, who, values)}
        self._tables[table].append(row)
        return str(row["id"])

    def fit(self, table: str, who: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that fit their columns; the default stands in for one that does not."""
        fields = entry(table).fields
        fitting: dict[str, Any] = {}
        for name, value in values.items():
            if name == "id" or value is None:
                continue
            column = fields[name]
            if column.kind in _ALWAYS_FIT:
                fitting[name] = value
                continue
            if column.kind in _TEXTS and isinstance(value, str):
                value = self._shortened(column, who, value)
            try:
                fitting[name] = check(column, value)
            except ValueProblem as problem:
                self._report.adjusted(f"{who}: {problem}; left out")
        return fitting

    def _shortened(self, column: Column, who: str, text: str) -> str:
        several = column.kind is Kind.NOTE
        longest = LONGEST_NOTE if several else LONGEST_LINE
        if len(text) <= longest:
            return text
        whole = clean(text, lines=several)
        if len(whole) <= longest:
            return whole
        self._report.adjusted(f"{who}: {column.label} of {len(whole):,} characters shortened to {longest:,}")
        return cut(whole, longest)
