"""Patterns of dates and times, such as "E d MMM y": one locale's, to write by and to read by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from unicodedata import normalize

from babel.localedata import LocaleDataDict, load

from .locales import plain

_PIECES = re.compile(r"'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+")
_CONTEXTS, _WIDTHS = ("format", "stand-alone"), ("wide", "abbreviated")
_SAME = {"L": "M", "c": "E", "Y": "y", "b": "a", "B": "a", "K": "h", "k": "H"}
_NAMELESS = "M01"  # what Babel says where nobody has told it the month's name in a language
_HALVES = {"am": "AM", "pm": "PM"}
_AS_WIDE_AS_ALL = {"Sept": "Sep"}

Names = dict[int, str]

_VALUES: dict[str, Callable[[Any], int]] = {
    "y": lambda day: day.year,
    "M": lambda day: day.month,
    "d": lambda day: day.day,
    "E": lambda day: day.weekday(),
    "a": lambda time: time.hour // 12,
    "h": lambda time: (time.hour + 11) % 12 + 1,
    "H": lambda time: time.hour,
    "m": lambda time: time.minute,
}


def folded(text: str) -> str:
    """A text as it is compared: spaces, capitals and the way accents are written make no difference."""
    return normalize("NFC", normalize("NFC", plain(text)).casefold())


@dataclass(frozen=True, slots=True)
class DateNames:
    """What a locale calls months, from 1, weekdays, from 0 for Monday, and the halves of a day, 0 and 1.

    months, days: by context and width, such as ("format", "wide"); English where the locale has no names.
    """

    months: dict[tuple[str, str], Names]
    days: dict[tuple[str, str], Names]
    halves: Names
    wide_halves: Names

    def of(self, letter: str, length: int) -> Names:
        """The names that a field of a pattern, such as four times "M", is written with; none for numbers."""
        kind = _SAME.get(letter, letter)
        if kind == "a":
            return self.halves
        if kind not in "ME" or (kind == "M" and length < 3):
            return {}
        key = "stand-alone" if letter in "Lc" else "format", "wide" if length > 3 else "abbreviated"
        return (self.months if kind == "M" else self.days)[key]


@cache
def names_of(locale: str) -> DateNames:
    """The names of a locale by its identifier.

    They come from a copy: Babel keeps what it finds of one language in what it shares with others, so that a
    language without a name of its own would be given one of whatever language was asked before.
    """
    loaded = load(locale)
    data = LocaleDataDict(deepcopy({key: loaded[key] for key in ("months", "days", "day_periods")}))
    keys = [(context, width) for context in _CONTEXTS for width in _WIDTHS]
    months, days = ({key: dict(data[kind][key[0]][key[1]]) for key in keys} for kind in ("months", "days"))
    if _NAMELESS in months["format", "wide"].values():
        months = names_of("en").months
    if locale.partition("_")[0] == "en":
        months = {k: {n: _AS_WIDE_AS_ALL.get(name, name) for n, name in m.items()} for k, m in months.items()}
    periods = data["day_periods"]["format"]
    short, wide = (_HALVES | dict(periods.get(width, {})) for width in ("abbreviated", "wide"))
    return DateNames(months, days, *({0: halves["am"], 1: halves["pm"]} for halves in (short, wide)))


@dataclass(frozen=True, slots=True)
class _Field:
    """A day, an hour...: its letter in a pattern, least digits, and the names it is written with, if any."""

    kind: str
    length: int
    names: Names
    known: dict[str, int]  # each name as it is compared

    def show(self, at: dt.date | dt.time) -> str:
        value = _VALUES[self.kind](at)
        return self.names[value] if self.names else f"{value:0{self.length}}"

    def meant(self, said: str) -> int:
        return self.known[said] if self.known else int(said)

    @property
    def expression(self) -> str:
        longest_first = sorted(map(re.escape, self.known), key=len, reverse=True)
        wanted = "|".join(longest_first) or (r"\d{1,4}" if self.kind == "y" else r"\d{1,2}")
        return f"(?P<{self.kind}>{wanted})"


class Pattern:
    """A pattern of one locale, such as "E d MMM y" or "h:mm a", in the letters of the Unicode locale data."""

    def __init__(self, pattern: str, names: DateNames) -> None:
        self._fields: dict[str, _Field] = {}
        self._pieces: list[_Field | str] = []
        for match in _PIECES.finditer(pattern):
            if letter := match[2]:
                kind, length = _SAME.get(letter, letter), len(match[0])
                shown = names.of(letter, length)
                read = (names.wide_halves, shown) if kind == "a" else (shown,)
                known = {folded(name): number for table in read for number, name in table.items()}
                self._fields[kind] = field = _Field(kind, length, shown, known)
                self._pieces.append(field)
            else:
                self._pieces.append(match[0] if match[1] is None else match[1].replace("''", "'") or "'")

    @property
    def texts(self) -> list[str]:
        """What stands between the fields, such as "de"."""
        return [piece for piece in self._pieces if isinstance(piece, str)]

    @property
    def halves_days(self) -> bool:
        """Whether its hours are counted from one to twelve, twice a day."""
        return "a" in self._fields

    def show(self, at: dt.date | dt.time) -> str:
        """A date or a time as the pattern has it."""
        return "".join(piece if isinstance(piece, str) else piece.show(at) for piece in self._pieces)

    def read(self, text: str) -> dict[str, int] | None:
        """What a folded text says by each field's letter, such as "d" and "M"; None where it is another."""
        match = self._expression.fullmatch(text)
        return self._said(match) if match else None

    def end_of(self, text: str) -> tuple[str, dict[str, int]] | None:
        """What a folded text that ends by the pattern says before it, and by it."""
        match = self._ending.fullmatch(text)
        return (match["before"], self._said(match)) if match else None

    def _said(self, match: re.Match[str]) -> dict[str, int]:
        return {kind: field.meant(match[kind]) for kind, field in self._fields.items()}

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(
            "".join(
                " ".join(re.escape(folded(word)) for word in re.split(r"\s+", piece))
                if isinstance(piece, str)
                else piece.expression
                for piece in self._pieces
            ).strip()
        )

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<before>.*[^ ,]),? {self._expression.pattern}")
