"""Whether a value may stand in a column; what comes from anywhere passes here before it is written."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from .document_names import document_name
from .fields import Choice, Column, Kind

_INTEGERS = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.SCORE}
_SQLITE_INTEGER = 2**63 - 1
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_SHIFT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)")
# Characters that no one can see or type: they would break XML, PDF and terminals further on.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DIGITS = re.compile("[0-9A-Za-z]+")
_BEFORE_ALL = "A" + "0" * 26  # nothing could stand before it
LONGEST_LINE = 1_000
LONGEST_NOTE = 100_000


class ValueProblem(ValueError):
    """A value that its column can't hold; the message says why and what would do."""


def has_unseen(text: str) -> bool:
    """Whether the text holds characters that `clean` would take out."""
    return _UNSEEN.search(text) is not None


def clean(text: str, *, lines: bool = False) -> str:
    """The text without unseen characters; on one line unless it may have several."""
    kept = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept.strip() if lines else " ".join(kept.split())


def check(column: Column, value: Any) -> Any:
    """The value as the column's Python type.

    Args: value: of the Python type, or the stored form (ISO text, a choice's key, an integer).
    Raises: `ValueProblem`.
    """
    if value is None or (value == "" and column.kind is not Kind.HOURS):
        if column.required:
            raise ValueProblem(f"{column.label}: a value is needed")
        return None
    checked = _CHECKS[column.kind](column, value)
    if checked == "" and column.kind is not Kind.HOURS:  # of characters only that nobody sees
        return check(column, None)
    return checked


def _text(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueProblem(f"{column.label}: {value!r} is not a text")
    several = column.kind is Kind.NOTE
    text = clean(value, lines=several)
    longest = LONGEST_NOTE if several else LONGEST_LINE
    if len(text) > longest:
        raise ValueProblem(f"{column.label}: {len(text):,} characters are too many; {longest:,} fit")
    if column.file_name and text and document_name(text) != text:
        raise ValueProblem(f"{column.label}: {text!r} can't be a file's name; {document_name(text)!r} can")
    return text


def _order(column: Column, value: Any) -> str:
    text = _text(column, value)
    if text and not is_order(text):
        raise ValueProblem(f"{column.label}: {text!r} is no place among siblings, such as a0; leave it out")
    return text


def is_order(key: str) -> bool:
    """Whether a text is a fractional index, between and after which others can be made.

    Its first letter says how many digits of the whole part follow; the rest, a fraction, ends in no zero.
    Source: the fractional indexing of Figma, as the package of that name writes it.
    """
    head = ord(key[0])
    whole = head - ord("a") + 2 if key[0] >= "a" else ord("Z") - head + 2
    fraction = key[whole:]
    made = _DIGITS.fullmatch(key) and key[0].isalpha() and len(key) >= whole and fraction[-1:] != "0"
    return bool(made) and key != _BEFORE_ALL


def _integer(column: Column, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueProblem(f"{column.label}: {value!r} is not a whole number")
    low = -_SQLITE_INTEGER if column.minimum is None else column.minimum
    high = _SQLITE_INTEGER if column.maximum is None else column.maximum
    if not low <= value <= high:
        bound = f"at least {low}" if value < low else f"at most {high}"
        raise ValueProblem(f"{column.label}: {value} is out of range; {bound} fits")
    if column.kind is Kind.SCORE and column.choices and value not in list(column.choices):
        raise ValueProblem(f"{column.label}: {value} is not one of {', '.join(map(str, column.choices))}")
    return value


def _flag(column: Column, value: Any) -> bool:
    if value not in (0, 1, True, False):
        raise ValueProblem(f"{column.label}: {value!r} is neither yes nor no")
    return bool(value)


def _instant(column: Column, value: Any) -> datetime:
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueProblem(
            f"{column.label}: {value!r} is not a date and time such as 2026-05-04T08:00"
        ) from None
    _between(column, instant.date())
    return instant.replace(second=0, microsecond=0, tzinfo=None)


def _date(column: Column, value: Any) -> date:
    try:
        if isinstance(value, datetime):
            day = value.date()
        elif isinstance(value, date):
            day = value
        else:
            day = date.fromisoformat(
                value + "-01" if column.kind is Kind.MONTH and len(value) == 7 else value
            )
    except (TypeError, ValueError):
        form = "a month such as 2026-05" if column.kind is Kind.MONTH else "a date such as 2026-05-04"
        raise ValueProblem(f"{column.label}: {value!r} is not {form}") from None
    _between(column, day)
    return day.replace(day=1) if column.kind is Kind.MONTH else day


def _between(column: Column, day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise ValueProblem(f"{column.label}: {day} is out of range; dates from {EARLIEST} to {LATEST} fit")


def _choice(column: Column, value: Any) -> Choice:
    assert isinstance(column.choices, type)
    try:
        return column.choices(value)
    except ValueError:
        keys = ", ".join(column.choices)
        raise ValueProblem(f"{column.label}: {value!r} is not one of {keys}") from None


def _reference(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueProblem(f"{column.label}: {value!r} is not the id of a row of {column.target}")
    return value


def _hours(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueProblem(f"{column.label}: {value!r} are not working hours")
    shifts = parse_hours(value, column.label)
    return " ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in shifts)


def parse_hours(text: str, label: str = "Working hours") -> list[tuple[int, int]]:
    """Working periods of a day as (start, finish) minutes, in order and apart; none for an empty text.

    Raises: `ValueProblem`.
    """
    shifts = []
    for word in text.replace(",", " ").replace("–", "-").split():
        match = _SHIFT.fullmatch(word)
        if not match:
            raise ValueProblem(f"{label}: {word!r} is not a working period such as 08:00-12:00")
        start_hour, start_minute, finish_hour, finish_minute = map(int, match.groups())
        shifts.append((start_hour * 60 + start_minute, finish_hour * 60 + finish_minute))
    shifts.sort()
    previous = 0
    for start, finish in shifts:
        if finish > 1440 or start >= finish or start < previous:
            raise ValueProblem(f"{label}: the periods in {text!r} must follow each other within one day")
        previous = finish
    return shifts


_CHECKS: dict[Kind, Any] = {
    **dict.fromkeys((Kind.TITLE, Kind.TEXT, Kind.NOTE, Kind.CODE), _text),
    Kind.ORDER: _order,
    **dict.fromkeys(_INTEGERS, _integer),
    Kind.FLAG: _flag,
    Kind.INSTANT: _instant,
    Kind.DATE: _date,
    Kind.MONTH: _date,
    Kind.CHOICE: _choice,
    Kind.STATUS: _choice,
    Kind.REFERENCE: _reference,
    Kind.HOURS: _hours,
}
