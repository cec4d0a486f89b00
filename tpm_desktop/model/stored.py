"""How a column's values are stored: as text, whole numbers or nothing; and what reads them back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from .fields import Choice, Column, Kind


def instant_text(value: datetime) -> str:
    """Such as “2026-05-04T08:00”."""
    return value.isoformat(timespec="minutes")


def month_text(value: date) -> str:
    """Such as “2026-05”."""
    return f"{value:%Y-%m}"


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(text: str) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None


_WRITERS: dict[Kind, tuple[type, Callable[[Any], Any]]] = {
    Kind.INSTANT: (datetime, instant_text),
    Kind.DATE: (date, date.isoformat),
    Kind.MONTH: (date, month_text),
    Kind.FLAG: (bool, int),
    Kind.CHOICE: (Choice, str),
    Kind.STATUS: (Choice, str),
}
_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.INSTANT: _instant,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.FLAG: bool,
}
_INTEGERS = {
    Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.SCORE, Kind.FLAG,
}  # fmt: skip


def stored(column: Column, value: Any) -> Any:
    """A value of the column's Python type in its stored form; one that is stored so already stays."""
    of, write = _WRITERS.get(column.kind, (Choice, str))
    return write(value) if isinstance(value, of) else value


def reader(column: Column) -> Callable[[Any], Any] | None:
    """What makes the Python type of a stored value other than NULL; None where these are the same."""
    if column.kind in (Kind.CHOICE, Kind.STATUS):
        assert isinstance(column.choices, type)
        return column.choices
    return _READERS.get(column.kind)


def is_integer(column: Column) -> bool:
    """Whether whole numbers are stored rather than text."""
    return column.kind in _INTEGERS
