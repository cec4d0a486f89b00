"""Conditions on rows, and which rows they hold for.

A condition is the same in every language: numbers are stored values, choices their keys, dates ISO text or
words that move with the day ("next fri").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Choice, Kind
from tpm_desktop.planning.columns import NONE

from .fields import CHOICES, DAY, SEVERAL, Field, Flags, Numbers, Subject
from .spans import span_of


class Op(StrEnum):
    """How a field is compared; the values are how it is typed."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    HAS = "has"
    EMPTY = "is empty"
    FILLED = "is not empty"


ORDERED = frozenset({Op.LT, Op.LE, Op.GT, Op.GE})
ALONE = frozenset({Op.EMPTY, Op.FILLED})


@dataclass(frozen=True, slots=True)
class Other:
    """The value of another field of the same row, so many days later."""

    field: str
    days: int = 0


Value = int | str | Other | None


@dataclass(frozen=True, slots=True)
class Compare:
    """A field compared. value: a number as stored; a choice's key; of a time ISO text or words for it."""

    field: str
    op: Op
    value: Value = None


@dataclass(frozen=True, slots=True)
class Contains:
    """Rows in which a text stands anywhere; unless it is exact, all words of it, in any order."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What a condition does not hold for."""

    of: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """What all parts hold for."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one part holds for."""

    parts: tuple[Condition, ...]


Condition = Compare | Contains | Not | AllOf | AnyOf


def matches(condition: Condition, rows: Subject, formats: Formats) -> Flags:
    """The rows that a condition holds for, shape (n,). Nothing is never less or more than something.

    Raises: `ValueProblem` where a word for a date can't be read.
    """
    match condition:
        case Compare():
            return _compared(condition, rows, formats)
        case Contains(text, exact):
            return _containing(text, rows, exact=exact)
        case Not(of):
            return ~matches(of, rows, formats)
        case AllOf(parts):
            return np.asarray(np.all([matches(part, rows, formats) for part in parts], axis=0))
        case AnyOf(parts):
            return np.asarray(np.any([matches(part, rows, formats) for part in parts], axis=0))


def _containing(text: str, rows: Subject, *, exact: bool) -> Flags:
    found = np.ones(len(rows), np.bool_)
    for word in [text.casefold()] if exact else text.casefold().split():
        found &= np.fromiter((word in cell for cell in rows.anywhere), np.bool_, len(rows))
    return found


def _with(cells: list[str], holds: Callable[[str], bool]) -> Flags:
    return np.fromiter((holds(cell) for cell in cells), np.bool_, len(cells))


def _compared(about: Compare, rows: Subject, formats: Formats) -> Flags:
    field = rows.fields[about.field]
    if field.is_counted:
        return _counted(about, field, rows, formats)
    return _texts(about, field, rows)


def _texts(about: Compare, field: Field, rows: Subject) -> Flags:
    cells = rows.folded(field.name)
    if about.op in ALONE:
        filled = _with(cells, bool)
        return filled if about.op is Op.FILLED else ~filled
    if isinstance(about.value, Other):
        pairs = zip(cells, rows.folded(about.value.field), strict=True)
        same = np.fromiter((one == other for one, other in pairs), np.bool_, len(cells))
        return ~same if about.op is Op.NE else same
    wanted = label_of(field, str(about.value)).casefold()
    if about.op is Op.HAS:
        return _with(cells, lambda cell: wanted in cell)
    whole = f"{SEVERAL}{wanted}{SEVERAL}"
    same = _with(cells, lambda cell: cell == wanted or (SEVERAL in cell and whole in f"\n{cell}\n"))
    return ~same if about.op is Op.NE else same


def label_of(field: Field, value: str) -> str:
    """What people read of a text value: of a choice the label."""
    if field.kind in CHOICES and isinstance(field.column.choices, type):
        choices: type[Choice] = field.column.choices
        return next((member.label for member in choices if member.value == value), value)
    return value


def _counted(about: Compare, field: Field, rows: Subject, formats: Formats) -> Flags:
    values = rows.numbers(field.name)
    known = values != NONE
    if about.op in ALONE:
        return np.asarray(known if about.op is Op.FILLED else ~known)
    low, high, given = _bounds(about, field, rows, formats)
    known &= given
    match about.op:
        case Op.LT:
            return np.asarray(known & (values < low))
        case Op.LE:
            return np.asarray(known & (values < high))
        case Op.GT:
            return np.asarray(known & (values >= high))
        case Op.GE:
            return np.asarray(known & (values >= low))
    same = known & (values >= low) & (values < high)
    return np.asarray(~same if about.op is Op.NE else same)


def _bounds(
    about: Compare, field: Field, rows: Subject, formats: Formats
) -> tuple[Numbers | int, Numbers | int, Flags | bool]:
    """From where up to before where a value equals the one compared with, and whether there is one."""
    value = about.value
    if isinstance(value, Other):
        return _other_bounds(value, field, rows)
    if isinstance(value, str):
        low, high = span_of(value, formats)
        if field.column.day_end and high - low >= DAY:
            return low + 1, high + 1, True  # what ends at midnight belongs to the day before
        return low, high, True
    assert value is not None
    return value, value + 1, True


def _other_bounds(value: Other, field: Field, rows: Subject) -> tuple[Numbers, Numbers, Flags]:
    """A date stands for its whole day, also against an instant, and so does what lies whole days off."""
    other = rows.numbers(value.field)
    low, length = np.where(other == NONE, 0, other), 1
    by_days = value.days != 0 or Kind.DATE in (field.kind, rows.fields[value.field].kind)
    if field.is_time and by_days:
        low, length = low // DAY * DAY + value.days * DAY, DAY
    return low, low + length, np.asarray(other != NONE)
