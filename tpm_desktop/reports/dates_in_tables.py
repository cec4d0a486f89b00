"""Dates in tables: those of one table say the year alike, all of them where one has to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from tpm_desktop.formats import Formats

if TYPE_CHECKING:
    from .tables import Content, TableRow


class DayText(str):
    """A date as text, which can be said with its year; in a sentence it is a text like any other."""

    _day: dt.date | str
    _formats: PaperFormats

    @classmethod
    def of(cls, said: str, day: dt.date | str, formats: PaperFormats) -> DayText:
        """The date as it was said."""
        made = cls(said)
        made._day, made._formats = day, formats
        return made

    @property
    def full(self) -> str:
        """With its year."""
        return self._formats.date(self._day, year=True)


class PaperFormats(Formats):
    """Formats whose dates know that they are dates."""

    @classmethod
    def like(cls, formats: Formats) -> PaperFormats:
        """The same formats for paper."""
        made = copy(formats)
        made.__class__ = cls
        assert isinstance(made, cls)
        return made

    def date(self, day: dt.date | str | None, *, year: bool | None = None, weekday: bool = False) -> str:
        said = super().date(day, year=year, weekday=weekday)
        return DayText.of(said, day, self) if day and year is None and not weekday else said


def alike(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows with their dates said alike."""
    days = [text for row in rows for content in row.cells if isinstance(text := _text(content), DayText)]
    with_year = sum(day == day.full for day in days)
    if with_year in (0, len(days)):
        return rows
    return [replace(row, cells=[_in_full(content) for content in row.cells]) for row in rows]


def _text(content: Content) -> object:
    return getattr(content, "text", content)


def _in_full(content: Content) -> Content:
    text = _text(content)
    if not isinstance(text, DayText):
        return content
    return text.full if content is text else replace(content, text=text.full)  # type: ignore[type-var]
