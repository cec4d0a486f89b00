"""What stands in a column's cell and what is typed into it, whichever view, page or sheet it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from typing import Any, Self

from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Choice, Column, Kind
from tpm_desktop.model.schedule import LagUnit

from .dates import DateFormats
from .durations import DurationFormats
from .locales import echo

NameOf = Callable[[str, str], str]  # table and id -> the name that people know the row by
Find = Callable[[str, str], str | None]  # table and typed text -> the id of the row meant

_COUNTED_OTHERWISE = {Kind.SHARE, Kind.MONEY, Kind.DURATION}
_RIGHT = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.INSTANT, Kind.DATE, Kind.MONTH}
_TEXTS = {Kind.TITLE, Kind.TEXT, Kind.NOTE, Kind.CODE, Kind.ORDER}
_LENGTHS = (("task", "duration"), ("task", "actual_duration"), ("task", "remaining_duration"))
_YES, _NO = ("yes", "y", "true", "1", "x", "✓", "on"), ("no", "n", "false", "0", "off", "–", "-")


def is_right_aligned(column: Column) -> bool:
    """Whether values of the column line up at the right: numbers and dates do."""
    return column.kind in _RIGHT or bool(column.own_of)


class CellFormats(DateFormats, DurationFormats):
    """Shows and reads the value of any declared column.

    scales: the words of the program's own scales by the scale's key and the level's number.
    """

    scales: Mapping[str, Mapping[int, str]] = {}

    def with_scales(self, scales: Mapping[str, Mapping[int, str]]) -> Self:
        """The same, but scores are shown in the words of a program's own scales."""
        made = copy(self)
        made.scales = scales
        return made

    def levels(self, column: Column) -> Mapping[int, str]:
        """The words of a score's levels: the program's own where it has such a scale."""
        usual = column.choices if isinstance(column.choices, Mapping) else {}
        return self.scales.get(column.scale, usual) if column.scale else usual

    def heading(self, column: Column) -> str:
        """What stands over the column: its label and the unit, which the cells then leave out."""
        unit = column.unit
        if column.kind is Kind.MONEY:
            unit = f"{self.currency} {unit}".strip()
        return f"{column.label}, {unit}" if unit else column.label

    def show(
        self,
        column: Column,
        value: Any,
        *,
        name_of: NameOf | None = None,
        elapsed: bool = False,
        lag_unit: LagUnit | str = LagUnit.WORKING,
    ) -> str:
        """A value, in its Python or its stored form, as people read it; nothing is "".

        Args: name_of: gives the names of rows referred to; elapsed, lag_unit: how a duration and a lag count,
        which other columns of the row say (`show_field` looks there).
        """
        if value is None:
            return ""
        kind = column.kind
        if kind is Kind.DURATION:
            return self.duration(value, elapsed=elapsed)
        if kind is Kind.LAG:
            return self.lag(value, lag_unit)
        if kind is Kind.INSTANT:
            return self.moment(value, finish=column.day_end)
        if kind is Kind.REFERENCE:
            return name_of(column.target, value) if name_of else ""
        return self._show_simple(column, value)

    def _show_simple(self, column: Column, value: Any) -> str:
        match column.kind:
            case Kind.MONEY:
                return self.money(value)
            case Kind.SHARE:
                return self.share(value)
            case Kind.NUMBER:
                return self.integer(value)
            case Kind.DATE:
                return self.date(value)
            case Kind.MONTH:
                return self.month(value)
            case Kind.HOURS:
                return self.hours(value)
            case Kind.FLAG:
                return "Yes" if value else "No"
            case Kind.CHOICE | Kind.STATUS:
                return _choice(column, value).label
            case Kind.SCORE:
                return _score(self.levels(column), value)
        return str(value)

    def show_field(self, entry: TableEntry, field: str, row: Any, *, name_of: NameOf | None = None) -> str:
        """What stands in a row's cell; the row is a record or a mapping of (stored) values by field."""
        read = row.get if isinstance(row, Mapping) else lambda name: getattr(row, name)
        others: dict[str, Any] = {}
        if (entry.name, field) in _LENGTHS:
            others["elapsed"] = bool(read("elapsed"))
        elif (entry.name, field) == ("link", "lag"):
            others["lag_unit"] = read("lag_unit") or LagUnit.WORKING
        elif entry.enterable[field].own_of:
            return self.own_sum(read(field), read("currency"))
        return self.show(entry.enterable[field], read(field), name_of=name_of, **others)

    def parse(self, column: Column, text: str, *, find: Find | None = None, base: date | None = None) -> Any:
        """The Python value that a typed text means for a column; nothing typed is None.

        Args: find: gives the id of a row by what people call it; base: the day that steps such as "+2w" start
        from.
        Raises: `ValueProblem`, beginning with the column's label.
        """
        typed = text.strip()
        if not typed and (column.kind is not Kind.HOURS or not column.required):
            return check(column, None)
        try:
            value = self._read(column, typed, find, base)
        except ValueProblem as problem:
            said = str(problem)
            raise ValueProblem(said if said.startswith(column.label) else f"{column.label}: {said}") from None
        self._refuse_beyond(column, value)
        return check(column, value)

    def _refuse_beyond(self, column: Column, value: Any) -> None:
        """Say what fits as it would be typed; the check that follows knows only stored numbers."""
        if column.kind not in _COUNTED_OTHERWISE or not isinstance(value, int):
            return
        for bound, word, beyond in (
            (column.minimum, "at least", column.minimum is not None and value < column.minimum),
            (column.maximum, "at most", column.maximum is not None and value > column.maximum),
        ):
            if beyond:
                raise ValueProblem(
                    f"{column.label}: {self.show(column, value)} is out of range; "
                    f"{word} {self.show(column, bound)} fits"
                )

    def parse_field(
        self, entry: TableEntry, field: str, text: str, *, find: Find | None = None, base: date | None = None
    ) -> dict[str, Any]:
        """The values by field that a text typed into a row's cell means.

        Usually one; "3 ed" in a task's duration also says that it is elapsed, "50 %" in a link's lag how it
        counts.
        Raises: `ValueProblem`.
        """
        column = entry.enterable[field]
        if text.strip() and (entry.name, field) in (*_LENGTHS, ("link", "lag")):
            read, other = (self.parse_lag, "lag_unit") if field == "lag" else (self.parse_duration, "elapsed")
            try:
                value, counts = read(text)
            except ValueProblem as problem:
                raise ValueProblem(f"{column.label}: {problem}") from None
            return {field: check(column, value), other: counts}
        return {field: self.parse(column, text, find=find, base=base)}

    def _read(self, column: Column, typed: str, find: Find | None, base: date | None) -> Any:
        kind = column.kind
        if kind in _TEXTS:
            return typed
        if kind is Kind.DATE:
            return self.parse_date(typed, base=base)
        if kind is Kind.INSTANT:
            return self.parse_instant(typed, finish=column.day_end, base=base)
        if kind is Kind.DURATION:
            return self._read_duration(column, typed)
        if kind is Kind.LAG:
            return self._read_lag(typed)
        if kind is Kind.REFERENCE:
            return _found(column, typed, find)
        if kind in (Kind.CHOICE, Kind.STATUS):
            return _chosen(column, typed)
        if kind is Kind.FLAG:
            return _flag(typed)
        if kind is Kind.SCORE:
            return _scored(self.levels(column), typed)
        readers: dict[Kind, Callable[[str], Any]] = {
            Kind.NUMBER: self.parse_number,
            Kind.SHARE: self.parse_share,
            Kind.MONEY: self.parse_money,
            Kind.MONTH: self.parse_month,
            Kind.HOURS: self.parse_hours,
        }
        return readers[kind](typed)

    def _read_duration(self, column: Column, typed: str) -> int:
        minutes, elapsed = self.parse_duration(typed, below_zero=column.minimum is None or column.minimum < 0)
        if elapsed:
            raise ValueProblem(f"{echo(typed)} is elapsed time; working time is asked for here, such as 3 d")
        return minutes

    def _read_lag(self, typed: str) -> int:
        lag, unit = self.parse_lag(typed)
        if unit is not LagUnit.WORKING:
            raise ValueProblem(f"{echo(typed)} also says how the lag counts; set “Lag counts” first")
        return lag


def _choice(column: Column, value: Any) -> Choice:
    assert isinstance(column.choices, type)
    return column.choices(value)


def _score(words: Mapping[int, str], value: int) -> str:
    """The number and its word, without the range that explains it."""
    return f"{value} {words.get(value, '').split(',')[0]}".strip()


def _found(column: Column, typed: str, find: Find | None) -> str:
    row_id = find(column.target, typed) if find else None
    if row_id is None:
        raise ValueProblem(f"nothing is called {echo(typed)} here; choose one from the list or add it first")
    return row_id


def _chosen(column: Column, typed: str) -> Choice:
    """The choice whose label or key was typed, or that alone begins like it."""
    assert isinstance(column.choices, type)
    wanted = typed.casefold()
    members = list(column.choices)
    exact = [m for m in members if wanted in (m.label.casefold(), m.value)]
    alike = exact or [m for m in members if m.label.casefold().startswith(wanted)]
    if len(alike) != 1:
        raise ValueProblem(f"{echo(typed)} is not one of {', '.join(m.label for m in members)}")
    return alike[0]


def _flag(typed: str) -> bool:
    word = typed.casefold()
    if word not in _YES + _NO:
        raise ValueProblem(f"{echo(typed)} is neither yes nor no")
    return word in _YES


def _scored(words: Mapping[int, str], typed: str) -> int:
    """A score by its number, alone or before its word, or by its word."""
    head = typed.split()[0]
    if head.isdecimal() and len(head) < 10:
        return int(head)
    alike = [number for number, word in words.items() if word.casefold().startswith(typed.casefold())]
    if len(alike) != 1:
        offered = ", ".join(f"{n} {w.split(',')[0]}" for n, w in words.items()) or "a whole number"
        raise ValueProblem(f"{echo(typed)} is not one of {offered}")
    return alike[0]
