"""The one way to declare a column: what it is called, what kind of value it holds, who may refer to whom.

A declaration made here feeds the register view, the inspector form, search, the command line, the journal's
labels and the report tables, so nothing else says a second time what a column is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Self

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field


class Kind(StrEnum):
    """What a stored value means, and so how it is stored, checked, shown, entered and summed."""

    TITLE = "title"  # the line by which a person knows the row
    TEXT = "text"
    NOTE = "note"  # several lines
    CODE = "code"  # made by the program, shown to people
    NUMBER = "number"
    SHARE = "share"  # hundredths of a per cent
    MONEY = "money"  # minor units of the program's currency
    DURATION = "duration"  # minutes
    LAG = "lag"  # minutes, or hundredths of a per cent: the link's lag unit says which
    INSTANT = "instant"  # local wall-clock time to the minute
    DATE = "date"
    MONTH = "month"  # the first day of it
    HOURS = "hours"  # "08:00-12:00 13:00-17:00"; empty is a day off
    CHOICE = "choice"
    STATUS = "status"  # a choice that says how far the row has come
    SCORE = "score"  # one of a few whole numbers that carry words
    FLAG = "flag"
    REFERENCE = "reference"
    ORDER = "order"  # fractional index among siblings


class Choice(StrEnum):
    """A choice with its stable key as value and the words people read as label."""

    label: str

    def __new__(cls, key: str, label: str = "") -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        return member


class OnDelete(Enum):
    """What happens to a row when the row that it refers to is removed."""

    REMOVE = "CASCADE"  # it is part of the other one
    CLEAR = "SET NULL"  # it lives on without


@dataclass(frozen=True, slots=True)
class Column:
    """All that is known about a column besides its name in the table."""

    label: str
    kind: Kind
    unit: str = ""
    help: str = ""
    choices: type[Choice] | Mapping[int, str] | None = None
    target: str = ""  # table referred to
    table_in: str = ""  # the field that names the table referred to, where that may be any
    holds_table: bool = False  # its text is the name of a table, which people know by its plural
    prefix: str = ""  # of codes
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    shown: bool = True  # in forms and column choosers; hidden ones are bookkeeping (order, source ids)
    fixed: bool = False  # given when the row is made, and never another one
    recorded: bool = False  # set by steps that are recorded, never typed
    file_name: bool = False  # such as a file may have on every system
    day_end: bool = False  # a bare date means the end of that working day, not its start
    adds_up: bool = False  # whether the values of several rows can be summed, as amounts can but rates can't
    promises: bool = False  # names a task whose dates a copy shows even where the task stays behind
    tells_amounts: bool = False  # a text in which rates and costs can be: a copy without them lacks it
    scale: str = ""  # of a score whose levels each program may name itself: the scale's key
    group: str = ""  # the heading in a form under which it stands with its like; empty is the first group
    own_of: str = ""  # the amount of the row that follows from this sum in the row's own currency
    rated_on: tuple[str, ...] = ()  # of such a sum the fields that say the day of its rate, the first filled
    at_budget: bool = False  # and whether it counts at the budget rate, not at that of the day


class _Stored(TypeDecorator[Any]):
    impl = Text


class InstantText(_Stored):
    """`datetime` <-> "2026-05-04T08:00"."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return datetime.fromisoformat(value) if value else None


class DateText(_Stored):
    """`date` <-> "2026-05-04"."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return date.fromisoformat(value) if value else None


class MonthText(_Stored):
    """The first `date` of a month <-> "2026-05"."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return date.fromisoformat(value + "-01") if value else None


class ChoiceText(_Stored):
    """A member of a `Choice` <-> its key."""

    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.choices(value)


class FlagInteger(TypeDecorator[bool]):
    """`bool` <-> 0 or 1."""

    cache_ok = True
    impl = Integer

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else bool(value)


OWN = "In its own currency"
"""The heading over what a row says in another currency than the program's."""

MOST_MONEY = 10**14
"""Minor units in one field: a budget of tens of thousands of such amounts can still be summed exactly."""

LONGEST, MOST_WORK = 100_000_000, 1_000_000_000
"""Minutes: a duration of two centuries by the calendar, and the work of many people in it."""

MOST_DAYS = 100_000
"""An effect on a date, either way: more than all dates that fit lie apart is no effect."""

_INTEGERS = {Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG, Kind.SCORE}
_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.INSTANT: InstantText,
    Kind.DATE: DateText,
    Kind.MONTH: MonthText,
    Kind.FLAG: FlagInteger,
}


def _stored_type(kind: Kind, choices: Any) -> Any:
    if kind in (Kind.CHOICE, Kind.STATUS):
        return ChoiceText(choices)
    return Integer if kind in _INTEGERS else _TYPES.get(kind, Text)


def column(
    label: str,
    kind: Kind = Kind.TEXT,
    *,
    default: Any = None,
    required: bool | None = None,
    choices: Any = None,
    on_delete: OnDelete | None = None,
    **described: Any,
) -> Any:
    """Declare a column of a `Record`.

    Args: label: what people read; kind: see `Kind`; default: value of a new row; required: must hold a value
    (as titles do unless said otherwise); described: the rest of `Column`.
    """
    if kind is Kind.MONEY:
        described = {"minimum": -MOST_MONEY, "maximum": MOST_MONEY, "adds_up": True, **described}
    needed = (kind is Kind.TITLE) if required is None else required
    spec = Column(label, kind, choices=choices, required=needed, **described)
    args: tuple[Any, ...] = ()
    if spec.target:
        rule = (on_delete or OnDelete.CLEAR).value
        args = (ForeignKey(f"{spec.target}.id", ondelete=rule, deferrable=True, initially="DEFERRED"),)
    return Field(
        default=default,
        sa_type=_stored_type(kind, choices),
        nullable=not needed,
        index=bool(spec.target or spec.table_in),
        sa_column_args=args,
        sa_column_kwargs={"info": {"column": spec}},
    )


def code(prefix: str) -> Any:
    """A short code such as R-12, given by the program when the row is made."""
    return column("Code", Kind.CODE, prefix=prefix)


def reference(
    table: str, label: str, *, required: bool = False, on_delete: OnDelete | None = None, **described: Any
) -> Any:
    """A reference to a row of another table, by its id; a required one makes this row a part of that one."""
    rule = on_delete or (OnDelete.REMOVE if required else OnDelete.CLEAR)
    return column(label, Kind.REFERENCE, target=table, required=required, on_delete=rule, **described)


def order() -> Any:
    """The place among siblings: a fractional index, so that copies can insert without renumbering."""
    return column("Order", Kind.ORDER, shown=False)


def currency(hint: str = "Of the sums in its currency, such as EUR; empty: the program's") -> Any:
    """The currency that a row's own sums are in."""
    return column("Currency", help=hint, group=OWN)


def own_sum(amount: str, label: str, *rated_on: str, at_budget: bool = False) -> Any:
    """An amount as it was agreed, in the row's own currency: exact text such as "48250.00".

    Args: amount: the field that follows from it by the rate; rated_on: the fields that say which day's rate,
    the first that is filled, the program's start where none can be.
    """
    rate = "budget rate" if at_budget else "rate of its date"
    return column(
        label,
        help=f"The amount follows from it by the {rate}",
        tells_amounts=True,
        group=OWN,
        own_of=amount,
        rated_on=rated_on,
        at_budget=at_budget,
    )


def source_uid() -> Any:
    """The row's own number in the file that it was imported from."""
    return column("Source id", Kind.NUMBER, shown=False)
