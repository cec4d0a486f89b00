"""What is asked of a view: which rows, in which order and groups; and how that is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tpm_desktop.formats import Formats

from .conditions import Condition
from .fields import Subject
from .reading import parse
from .sorting import SortKey
from .words import words

_DESCENDING = "descending"


class Kept(Protocol):
    """A row that holds a sieve: a saved filter or a saved view."""

    condition: str | None
    sort_by: str | None
    group_by: str | None
    highlight: bool


@dataclass(frozen=True, slots=True)
class Sieve:
    """condition: None for all rows; group: a field's name, "" for none.

    highlight: what matches is tinted, the rest stays.
    """

    condition: Condition | None = None
    sort: tuple[SortKey, ...] = ()
    group: str = ""
    highlight: bool = False

    def __bool__(self) -> bool:
        return self.condition is not None or bool(self.sort) or bool(self.group)


def kept_formats(formats: Formats) -> Formats:
    """The formats in which conditions are saved: those of the program in English, whoever opens it."""
    return Formats(
        "en_US",
        currency=formats.currency,
        minutes_per_day=formats.minutes_per_day,
        minutes_per_week=formats.minutes_per_week,
        days_per_month=formats.days_per_month,
        fiscal_year_start=formats.fiscal_year_start,
        fiscal_year_name=formats.fiscal_year_name,
        year=formats.year,
        today=formats.today,
    )


def stored(sieve: Sieve, rows: Subject, formats: Formats) -> dict[str, str | bool | None]:
    """A sieve as the fields of its row."""
    condition = sieve.condition
    keys = [f"{key.field} {_DESCENDING}" if key.descending else key.field for key in sieve.sort]
    return {
        "condition": None if condition is None else words(condition, rows, kept_formats(formats), kept=True),
        "sort_by": ", ".join(keys) or None,
        "group_by": sieve.group or None,
        "highlight": sieve.highlight,
    }


def restored(saved: Kept, rows: Subject, formats: Formats) -> Sieve:
    """The sieve that a row holds; sorting or grouping by a field that is no more is left out.

    Raises: `ConditionProblem` where its condition can't be read any more.
    """
    keys = []
    for said in (saved.sort_by or "").split(","):
        name, _, direction = said.strip().partition(" ")
        if name in rows.fields:
            keys.append(SortKey(name, direction.strip() == _DESCENDING))
    group = saved.group_by or ""
    return Sieve(
        parse(saved.condition or "", rows, kept_formats(formats)),
        tuple(keys),
        group if group in rows.fields else "",
        bool(saved.highlight),
    )
