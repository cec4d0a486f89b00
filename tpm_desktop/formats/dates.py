"""Dates, times, months and fiscal years as people of a locale write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from babel import Locale

from tpm_desktop.model.check import ValueProblem, parse_hours

from .date_words import NUMBERS, DateWords
from .locales import DASH, echo, plain
from .patterns import Pattern, folded, names_of

_TIME = re.compile(
    r"(?:^|[ ,]+|(?<=\d)t|\bat )(?P<hour>[01]?\d|2[0-4])(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?$"
)
_DAY_OFF = "Day off"
_SKELETONS = {
    (False, False): "MMMd",
    (True, False): "yMMMd",
    (False, True): "MMMEd",
    (True, True): "yMMMEd",
}
_MONTHS = ("yMMM", "yMMMM", "MMM", "MMMM")


class DateFormats:
    """Dates and times of one locale; a year is left out where it is `year`, which everybody thinks of.

    An instant at `day_start`, or for a finish at `day_finish`, is shown and read as a bare date.
    """

    def __init__(
        self,
        locale: Locale,
        year: int | None,
        today: Callable[[], dt.date],
        fiscal_year_start: int,
        fiscal_year_name: str,
        day: tuple[dt.time, dt.time],
    ) -> None:
        self._locale = locale
        self.today = today
        self.year = year if year is not None else today().year
        self.fiscal_year_start = fiscal_year_start
        self.fiscal_year_name = fiscal_year_name
        self.day_start, self.day_finish = day
        self._patterns: dict[str, Pattern] = {}
        self._clock = self._pattern(locale.time_formats["short"].pattern)
        self._words = DateWords(
            locale,
            self.year,
            today,
            [self._by_skeleton(skeleton) for skeleton in _SKELETONS.values()],
            [self._by_skeleton(skeleton) for skeleton in _MONTHS],
        )
        self._shown: dict[tuple[dt.date, str], str] = {}

    def date(self, day: dt.date | str | None, *, year: bool | None = None, weekday: bool = False) -> str:
        """A date, such as "4 May" or "Mon 4 May 2027".

        Args: day: a date, an instant or the ISO text of one; year: whether to say it, None where it isn't
        clear.
        """
        if not day:
            return ""
        value = _day(day)
        with_year = value.year != self.year if year is None else year
        return self._said(value, _SKELETONS[with_year, weekday])

    def instant(
        self,
        at: dt.datetime | str | None,
        *,
        time: bool = False,
        year: bool | None = None,
        weekday: bool = False,
    ) -> str:
        """The date of an instant, and its time when asked: "4 May", "4 May 10:30"."""
        if not at:
            return ""
        value = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(at)
        day = self.date(value, year=year, weekday=weekday)
        return f"{day}{', ' if self._clock.halves_days else ' '}{self.time(value)}" if time else day

    def moment(self, at: dt.datetime | str | None, *, finish: bool = False, weekday: bool = False) -> str:
        """An instant without loss: its time is said unless it is the usual one of a start, or of a finish."""
        if not at:
            return ""
        value = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(at)
        said = value.time() != (self.day_finish if finish else self.day_start)
        return self.instant(value, time=said, weekday=weekday)

    def time(self, at: dt.datetime | dt.time) -> str:
        """A time of day, such as "08:00"."""
        return self._clock.show(at.time() if isinstance(at, dt.datetime) else at).replace(
            "\N{NARROW NO-BREAK SPACE}", " "
        )

    def month(self, month: dt.date | str | None, *, year: bool = True, full: bool = False) -> str:
        """A month, such as "May 2026", "Sep" or "September 2026"; from a date in it or ISO text."""
        if not month:
            return ""
        value = _day(month + "-01" if isinstance(month, str) and len(month) == 7 else month)
        if year:
            return self._said(value, "yMMMM" if full else "yMMM")
        return self._said(value, "MMMM" if full else "MMM")

    def weekday(self, day: dt.date) -> str:
        """The weekday of a date, such as "Mon"."""
        return self._said(_day(day), "EEE")

    @property
    def first_weekday(self) -> int:
        """The weekday that a week begins with, 0 for Monday."""
        return int(self._locale.first_week_day)

    def quarter(self, day: dt.date, *, year: bool = True) -> str:
        """The calendar quarter, such as "Q3 2026"."""
        quarter = f"Q{(day.month + 2) // 3}"
        return f"{quarter} {day.year}" if year else quarter

    def fiscal_year(self, day: dt.date) -> str:
        """The fiscal year that a date falls into: "2026", or where it isn't the calendar's "FY26/27".

        By its choice just "FY27" or "FY26", the year that it ends or starts in.
        """
        if self.fiscal_year_start == 1:
            return str(day.year)
        first = day.year if day.month >= self.fiscal_year_start else day.year - 1
        named = {"end": f"{(first + 1) % 100:02}", "start": f"{first % 100:02}"}
        return f"FY{named.get(self.fiscal_year_name, f'{first % 100:02}/{(first + 1) % 100:02}')}"

    def fiscal_quarter(self, day: dt.date, *, year: bool = True) -> str:
        """The quarter of the fiscal year, such as "Q1 FY26/27"."""
        quarter = f"Q{(day.month - self.fiscal_year_start) % 12 // 3 + 1}"
        return f"{quarter} {self.fiscal_year(day)}" if year else quarter

    def span(self, first: dt.date, last: dt.date) -> str:
        """From one day to another, such as "4 May – 12 Jun"; one day alone where they are the same."""
        if _day(first) == _day(last):
            return self.date(first)
        return f"{self.date(first)} {DASH} {self.date(last)}"

    def hours(self, text: str | None) -> str:
        """Working hours, such as "08:00–12:00, 13:00–17:00".

        Nothing for a day that follows another calendar.
        """
        if text is None:
            return ""
        return text.replace("-", DASH).replace(" ", ", ") if text else _DAY_OFF

    def parse_date(self, text: str, *, base: dt.date | None = None) -> dt.date:
        """The date that "4 May", "4/5/26", "2026-05-04", "today", "mon" or "+2w" means.

        Steps count from `base`, or from today.

        Raises: `ValueProblem`.
        """
        return self._words.day(plain(text), base or self.today(), self._example)

    def numbers_as(self, text: str) -> str:
        """How a date of numbers only, such as "4/5/26", is read; empty for any other text."""
        if not NUMBERS.fullmatch(plain(text)):
            return ""
        try:
            return self.date(self.parse_date(text), year=True)
        except ValueProblem:
            return ""

    def parse_instant(self, text: str, *, finish: bool = False, base: dt.date | None = None) -> dt.datetime:
        """The instant that "4 May 10:30" means; without a time it is the usual start, or finish, of that day.

        Raises: `ValueProblem`.
        """
        typed = plain(text)
        if at := self._shown_instant(typed, base):
            return at
        match = _TIME.search(typed.casefold())
        if match and (match["minute"] or match["half"]) and match.start() > 0:
            clock = _clock(match, typed)
            day = self.parse_date(typed[: match.start()], base=base)
            return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=clock)
        return dt.datetime.combine(
            self.parse_date(typed, base=base), self.day_finish if finish else self.day_start
        )

    def _shown_instant(self, typed: str, base: dt.date | None) -> dt.datetime | None:
        """A date and a time as this locale shows it, such as "4. maj 10.30"; None for any other text."""
        found = self._clock.end_of(folded(typed))
        if not found:
            return None
        before, said = found
        if not 1 <= said.get("h", 1) <= 12:
            return None
        try:
            hour = said["h"] % 12 + 12 * said["a"] if "h" in said else said["H"]
            return dt.datetime.combine(self.parse_date(before, base=base), dt.time(hour, said["m"]))
        except ValueError:
            return None

    def parse_month(self, text: str) -> dt.date:
        """The first day of the month that "May 2026", "05/2026" or "2026-05" means.

        Raises: `ValueProblem`.
        """
        return self._words.month(plain(text), self.month(self.today()))

    def parse_hours(self, text: str) -> str:
        """Working hours in their stored form; "day off" is none. Raises: `ValueProblem`."""
        typed = plain(text)
        if typed.casefold() in ("day off", "off", "none", "not working", "closed", ""):
            return ""
        shifts = parse_hours(re.sub(r"\s*[-\N{EN DASH}]\s*", "-", typed))
        return " ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in shifts)

    @property
    def _example(self) -> str:
        return self.date(self.today(), year=True)

    def _said(self, day: dt.date, skeleton: str) -> str:
        shown = self._shown.get((day, skeleton))
        if shown is None:
            shown = self._shown[day, skeleton] = self._by_skeleton(skeleton).show(day)
        return shown

    def _by_skeleton(self, skeleton: str) -> Pattern:
        found = self._locale.datetime_skeletons.get(skeleton)
        pattern = found.pattern if found else skeleton
        return self._pattern(re.sub(r"(?<=[Ec]), (?=d)", " ", pattern))  # a weekday needs no comma

    def _pattern(self, pattern: str) -> Pattern:
        if pattern not in self._patterns:
            self._patterns[pattern] = Pattern(pattern, names_of(str(self._locale)))
        return self._patterns[pattern]


def _day(value: Any) -> dt.date:
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value).date()
    return value.date() if isinstance(value, dt.datetime) else value


def _clock(match: re.Match[str], typed: str) -> int:
    """Minutes since midnight. Raises: `ValueProblem`."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueProblem(f"{echo(typed)} names no time of day; write it as 08:00")
        hour = hour % 12 + (12 if match["half"][0] == "p" else 0)
    if hour * 60 + minute > 1440:
        raise ValueProblem(f"{echo(typed)} names no time of day; write it as 08:00")
    return hour * 60 + minute
