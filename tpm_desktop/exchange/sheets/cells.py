"""A stored value as a spreadsheet's cell, and what a cell that comes back means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.formats.locales import echo
from tpm_desktop.gestures.calling import Callings
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Column, Kind

from .columns import is_plain_text

Cell = str | int | float | bool | Decimal | date | datetime | time | None


class Unclear(str):
    """An amount of a sheet whose only mark could part thousands or fractions."""

    __slots__ = ()


_SCALES = {Kind.SHARE: 10_000, Kind.NUMBER: 1, Kind.SCORE: 1}


class Cells:
    """Writes and reads the cells of one table; what it writes it reads back as the same value."""

    def __init__(self, formats: Formats, about: TableEntry, callings: Callings) -> None:
        self.formats, self.about, self.callings = formats, about, callings

    def written(self, field: str, row: Any) -> Cell:
        """Dates and numbers as such, so that a spreadsheet can sort and sum them; the rest as it is read."""
        column, value = self.about.fields[field], getattr(row, field)
        if value is None:
            return None
        match column.kind:
            case Kind.MONEY:
                return Decimal(value).scaleb(-self.formats.minor_digits)
            case Kind.SHARE:
                return Decimal(value).scaleb(-4)
            case Kind.NUMBER:
                return int(value)
            case Kind.DATE | Kind.INSTANT | Kind.MONTH:
                dated: date = value
                return dated
            case Kind.REFERENCE:
                return self.callings.say(column.target, value)
        return str(value) if is_plain_text(column) else self._in_words(field, column, row)

    def _in_words(self, field: str, column: Column, row: Any) -> str:
        """As people read it, unless that says less than what is stored: 1,455 minutes are no 3.03 days."""
        said = self.formats.show_field(self.about, field, row)
        value = getattr(row, field)
        try:
            if self.read(field, said).get(field) == value:
                return said
        except ValueProblem:
            pass
        return f"{value} min" if column.kind in (Kind.DURATION, Kind.LAG) else str(value)

    def read(self, field: str, cell: Cell) -> Mapping[str, Any]:
        """The values by field that a cell means; an empty cell means no value.

        Raises: `ValueProblem`.
        """
        column = self.about.fields[field]
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            scale = 10**self.formats.minor_digits if column.kind is Kind.MONEY else _SCALES.get(column.kind)
            if scale is not None:
                return {field: check(column, _whole(column, cell, scale))}
        if isinstance(cell, datetime) and column.kind is Kind.INSTANT:
            return {field: check(column, cell)}
        if isinstance(cell, Unclear):
            said = f"{echo(cell)} could be a thousand or a fraction; write it without a separator"
            raise ValueProblem(f"{column.label}: {said}")
        text = cell_text(column, cell)
        if is_plain_text(column):
            return {field: check(column, text)}
        return self.formats.parse_field(self.about, field, text, find=self._find)

    def _find(self, table: str, said: str) -> str | None:
        try:
            return self.callings.find(table, said)
        except EditError as problem:
            raise ValueProblem(str(problem)) from None


def _whole(column: Column, number: float | Decimal, scale: int) -> int:
    """In the units that are stored; what a sheet computed finer is rounded."""
    exact = Decimal(repr(number) if isinstance(number, float) else number)
    if not exact.is_finite() or abs(exact) > 10**18:
        raise ValueProblem(f"{column.label}: {number} is no number that fits here")
    return int((exact * scale).quantize(Decimal(1), ROUND_HALF_UP))


def cell_text(column: Column, cell: Cell) -> str:
    """A cell as text that reads the same everywhere."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if column.kind is Kind.INSTANT else _day_text(column, cell.date())
    if isinstance(cell, date):
        return _day_text(column, cell)
    if isinstance(cell, Decimal) and column.kind is Kind.SHARE:
        return f"{(cell * 100).normalize():f}%"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _day_text(column: Column, day: date) -> str:
    return f"{day:%Y-%m}" if column.kind is Kind.MONTH else day.isoformat()
