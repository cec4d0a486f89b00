"""What a merge means for amounts: those in other currencies count at the rates that both copies come to.

Each copy valued its rows by the rates that it knew. Amounts in two program currencies are never put together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.dialects import sqlite

from tpm_desktop.file.changes import Values
from tpm_desktop.file.conflicts import RowKey, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.merge import Merge
from tpm_desktop.file.merged import Merged
from tpm_desktop.file.program_money import amounts_in
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.program import Program
from tpm_desktop.model.record import Record

from .fiscal import fiscal_calendar_of
from .rates import IN_OWN, Rates, own_sums
from .revaluing import closed_by, month_of, revalued
from .valuing import rate_rows

R = TypeVar("R", bound=Record)
_DIALECT = sqlite.dialect()


def settle_money(merge: Merge) -> tuple[RowKey, ...]:
    """Value rows anew where a side valued them by other rates; returns which.

    What a side has closed keeps its amounts. Rows that the merge leaves without a rate stay, and are found by
    `exchange_findings`. Nothing is to be done where one side only follows the other.
    Raises: `EditError` where one copy has amounts in another currency of the program than the merge.
    """
    if merge.as_it_stands:
        return ()
    merged = merge.merged
    _refuse_two_currencies(merged)
    if not any(merged.touched("exchange_rate")):
        return ()
    after = _Reading(merged.sides[Side.MINE].after(merged.changes()))
    rates = Rates(rate_rows(after))
    codes = {code for side in merged.sides.values() for code in rates.differing(_rates(side))}
    _keep_closed(merged, after, codes)
    found = revalued(after, rates, codes, leniently=True)
    for (table, row_id), values in found.items():
        merged.set(table, row_id, values)
    return tuple(found)


def _keep_closed(merged: Merged, after: _Reading, codes: set[str]) -> None:
    """Amounts of months that only one side closed are that side's, unless the sums behind them differ."""
    closed = {side: closed_by(_Reading(rows)) for side, rows in merged.sides.items()}
    fiscal = fiscal_calendar_of(after.program)
    for table in IN_OWN if closed[Side.MINE] != closed[Side.THEIRS] else ():
        sums = own_sums(table)
        amounts = [*(own.own_of for own in sums.values()), *({"total"} & set(entry(table).fields))]
        for row in (row for code in codes for row in after.rows(entry(table).model, currency=code)):
            month = month_of(fiscal, table, row.model_dump())
            closers = [side for side, to in closed.items() if month and to and month <= to]
            both = [rows.get(table, row.id) for rows in merged.sides.values()]
            if len(closers) == 1 and None not in both and all(both[0][n] == both[1][n] for n in sums):  # type: ignore[index]
                merged.settle(closers[0], table, row.id, amounts)


def _rates(rows: Rows) -> Rates:
    return Rates(rate_rows(_Reading(rows)))


def _refuse_two_currencies(merged: Merged) -> None:
    about = {side: _Reading(rows).program for side, rows in merged.sides.items()}
    if about[Side.MINE].currency == about[Side.THEIRS].currency:
        return
    new = str((merged.get("program", about[Side.MINE].id) or {})["currency"])
    for side, rows in merged.sides.items():
        now = about[side].currency
        if now != new and (where := next(amounts_in(rows), None)):
            raise EditError(
                f"one copy counts in {now} ({where}), the other one in {new}; amounts can't be put together,"
                " so let both be in the same currency first"
            )


class _Reading:
    """Rows that lie in no file, as objects."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    @property
    def program(self) -> Program:
        return self.rows(Program)[0]

    def rows(self, model: type[R], **equal: Any) -> list[R]:
        table = self._rows.table(str(model.__tablename__)).values()
        return [_read(model, row) for row in table if all(row[name] == equal[name] for name in equal)]

    def row(self, model: type[R], row_id: str) -> R | None:
        row = self._rows.get(str(model.__tablename__), row_id)
        return None if row is None else _read(model, row)


def _read(model: type[R], row: Values) -> R:
    read, found = _readers(str(model.__tablename__)), dict[str, Any](row)
    found.update((name, as_value(found[name])) for name, as_value in read.items() if found[name] is not None)
    return model(**found)


@cache
def _readers(table: str) -> dict[str, Callable[[Any], Any]]:
    """What makes values of stored ones, of the columns where these differ."""
    types = {column.key: column.type.dialect_impl(_DIALECT) for column in entry(table).table.c}
    found = {name: of.result_processor(_DIALECT, None) for name, of in types.items()}
    return {name: read for name, read in found.items() if read}
