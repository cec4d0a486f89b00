"""The rows of capital requests and purchases: as the file holds them, or as an edit would leave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from tpm_desktop.finance.fiscal_calendar import CALENDAR_YEARS, FiscalCalendar
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import check
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.model.record import Record
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.planning.columns import NONE

from .counting import Counted, counted_by_request

CAPITAL_TABLES = (
    "capital_request", "capital_cost", "capital_alternative", "capital_flow", "quote", "capital_step",
    "purchase_order", "payment_stage", "receipt", "invoice", "payment", "asset", "asset_change",
)  # fmt: skip
_ABOVE = {
    "payment_stage": "order_id", "receipt": "order_id", "invoice": "order_id", "payment": "invoice_id",
    "asset_change": "asset_id",
}  # fmt: skip
_OWNERS = {
    "order_id": "purchase_order",
    "invoice_id": "invoice",
    "asset_id": "asset",
    "request_id": "capital_request",
}

R = TypeVar("R", bound=Record)
_EPOCH = date(1970, 1, 1).toordinal()
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CapitalRows:
    """By table and id, in order of their making.

    counted: by request what counts as open and as spent; only of the plan as it is, not of an edit of it.
    fiscal: the calendar that says in which month a day falls.
    """

    tables: Mapping[str, Mapping[str, Record]]
    counted: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    fiscal: FiscalCalendar = CALENDAR_YEARS

    @classmethod
    def of(cls, tables: Mapping[str, Columns]) -> CapitalRows:
        """Of the plan's columns."""
        found = {name: records_of(tables[name]) for name in CAPITAL_TABLES}
        return cls(found, counted_by_request(tables), fiscal_calendar(tables))

    def recounted(self, tables: Mapping[str, Columns]) -> CapitalRows:
        """The same rows after an edit of the postings that may speak for them."""
        return CapitalRows(self.tables, counted_by_request(tables), self.fiscal)

    def all(self, model: type[R]) -> dict[str, R]:
        """Every row of a table."""
        found = self.tables[model.__table__.name]  # type: ignore[attr-defined]
        return dict(found)  # type: ignore[arg-type]

    def after(
        self, table: str, edits: Mapping[str, Values], added: Sequence[Values], removed: Iterable[str]
    ) -> CapitalRows:
        """As an edit of one table would leave them. Raises: `ValueProblem` where a value can't be held."""
        about, gone = entry(table), set(removed)
        rows = {row_id: row for row_id, row in self.tables[table].items() if row_id not in gone}

        def checked(values: Values) -> dict[str, Any]:
            return {name: check(about.fields[name], v) for name, v in values.items() if name in about.fields}

        for row_id, values in edits.items():
            if row_id in rows:
                rows[row_id] = about.model(**{**rows[row_id].model_dump(), **checked(values)})
        for values in added:
            given = {"id": values["id"]} if "id" in values else {}
            row = about.model(**{**given, **checked(values)})
            rows[row.id] = row
        return CapitalRows({**self.tables, table: rows}, fiscal=self.fiscal).whole()

    def whole(self) -> CapitalRows:
        """Without rows whose owner is gone, as the file would remove them."""
        kept: dict[str, Mapping[str, Record]] = {"capital_request": self.tables["capital_request"]}
        for table in CAPITAL_TABLES[1:]:
            field = _ABOVE.get(table, "request_id")
            owners = kept[_OWNERS[field]]
            kept[table] = {k: row for k, row in self.tables[table].items() if getattr(row, field) in owners}
        return CapitalRows(kept, fiscal=self.fiscal)

    def request_of(self, table: str, row: Values | Record) -> str | None:
        """The id of the request that a row of any of the tables belongs to."""
        if table == "capital_request":
            return str(_read(row, "id"))
        field = _ABOVE.get(table, "request_id")
        owner = self.tables[_OWNERS[field]].get(str(_read(row, field)))
        if owner is None:
            return None
        return owner.id if field == "request_id" else self.request_of(_OWNERS[field], owner)


def _read(row: Values | Record, field: str) -> Any:
    return row.get(field) if isinstance(row, Mapping) else getattr(row, field)


def records_of(columns: Columns) -> dict[str, Record]:
    """The rows of a table of the plan by id, in order of their making."""
    about = entry(columns.table)
    values: dict[str, list[Any]] = {
        name: [_value(column, stored) for stored in _stored(columns, name)]
        for name, column in about.fields.items()
    }
    rows = (dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True))
    return {row_id: about.model(id=row_id, **row) for row_id, row in zip(columns.ids, rows, strict=True)}


def _stored(columns: Columns, name: str) -> list[Any]:
    if name in columns.texts:
        return list(columns.texts[name])
    return [None if number == NONE else number for number in columns.numbers[name].tolist()]


def _value(column: Column, stored: Any) -> Any:
    if stored is None:
        return None
    if column.kind is Kind.FLAG:
        return stored == 1
    if column.kind is Kind.DATE:
        return date.fromordinal(_EPOCH + stored)
    if column.kind is Kind.MONTH:
        return date(*year_and_month(stored), 1)
    if isinstance(column.choices, type):
        return column.choices(stored)
    return stored
