"""Dates and amounts said alike: all dates of a table with their year, all amounts of a column with cents.

Or none of them, where none needs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from tpm_desktop.formats import Formats

if TYPE_CHECKING:
    from .tables import Content, TableRow


class Brief(str):
    """A text that could say more; in a sentence it is a text like any other."""

    _more: Callable[[], str]

    @classmethod
    def of(cls, said: str, more: Callable[[], str]) -> Self:
        """What is said, and what would be said in full."""
        made = cls(said)
        made._more = more
        return made

    @property
    def full(self) -> str:
        """All that could be said."""
        return self._more()


class DayText(Brief):
    """A date, perhaps without its year."""


class MoneyText(Brief):
    """An amount, perhaps without the minor digits that it doesn't need."""


class PaperFormats(Formats):
    """Formats whose dates and amounts know what they left out."""

    @classmethod
    def like(cls, formats: Formats) -> PaperFormats:
        """The same formats for paper."""
        made = copy(formats)
        made.__class__ = cls
        assert isinstance(made, cls)
        return made

    def date(self, day: dt.date | str | None, *, year: bool | None = None, weekday: bool = False) -> str:
        said = super().date(day, year=year, weekday=weekday)
        if not day or weekday or year is not None:
            return said
        return DayText.of(said, lambda: super(PaperFormats, self).date(day, year=True))

    def money(
        self,
        minor: int | None,
        *,
        currency: bool = False,
        whole: bool | None = None,
        dash: bool = False,
        sign: bool = False,
    ) -> str:
        def said(whole: bool | None) -> str:
            return super(PaperFormats, self).money(
                minor, currency=currency, whole=whole, dash=dash, sign=sign
            )

        if whole is not None or minor is None or (dash and not minor):
            return said(whole)
        return MoneyText.of(said(None), lambda: said(False))


def alike(rows: Sequence[TableRow], among: Sequence[TableRow] = ()) -> Sequence[TableRow]:
    """The rows with their dates and amounts said as those of all rows are, `among` which they stand."""
    columns = range(max((len(row.cells) for row in among or rows), default=0))
    found = [[_text(row.cells[n]) for row in among or rows if n < len(row.cells)] for n in columns]
    days = _wanting(DayText, [text for column in found for text in column])
    kinds = [days | _wanting(MoneyText, column) for column in found]
    if not any(kinds):
        return rows
    return [replace(row, cells=[*map(_in_full, row.cells, kinds)]) for row in rows]


def _wanting(kind: type[Brief], texts: Iterable[object]) -> set[type]:
    """The kind, if some of its texts are said in full and others are not."""
    said = {text == text.full for text in texts if isinstance(text, kind)}
    return {kind} if len(said) > 1 else set()


def _text(content: Content) -> object:
    return getattr(content, "text", content)


def _in_full(content: Content, kinds: set[type]) -> Content:
    text = _text(content)
    if not isinstance(text, Brief) or type(text) not in kinds:
        return content
    return text.full if content is text else replace(content, text=text.full)  # type: ignore[type-var]
