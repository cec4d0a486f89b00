"""Where days stand across a page, and the lines and names above them, from a week to decades."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpm_desktop.formats import Formats

_ROOM = 4.0  # points beside a name


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale and the name of the period that begins there; strong ones begin a longer period."""

    x: float
    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    days: float  # about
    first: Callable[[date], date]  # of the period that a day lies in
    next: Callable[[date], date]


def _month(day: date, months: int = 1) -> date:
    ahead = day.year * 12 + day.month - 1
    return date(ahead // 12, (ahead % 12 - (ahead % 12) % months) + 1, 1)


def _later(day: date, months: int) -> date:
    ahead = day.year * 12 + day.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def _months(count: int) -> _Unit:
    return _Unit(30.4 * count, lambda day: _month(day, count), lambda day: _later(_month(day, count), count))


def _years(count: int) -> _Unit:
    return _Unit(
        365.25 * count,
        lambda day: date(day.year - day.year % count, 1, 1),
        lambda day: date(day.year - day.year % count + count, 1, 1),
    )


_DAY = _Unit(1, lambda day: day, lambda day: day + timedelta(days=1))
_WEEK = _Unit(
    7, lambda day: day - timedelta(days=day.weekday()), lambda day: day + timedelta(days=7 - day.weekday())
)
_MONTH, _QUARTER, _YEAR = _months(1), _months(3), _years(1)


class TimeScale:
    """Maps instants onto a stretch of a page.

    first, last: the days that are shown, whole periods of the scale.
    """

    def __init__(
        self, first: date, last: date, width: float, formats: Formats, wide: Callable[[str], float]
    ) -> None:
        """A scale for everything from one day to another.

        Args: width: in points; wide: the width of a name in points.
        """
        self.width, self._formats, self._wide = width, formats, wide
        last = max(last, first)
        self._unit, self._name = self._finest(max((last - first).days + 1, 1))
        self.first = self._unit.first(first)
        self.last = self._unit.next(last)
        self._span = (self.last - self.first).days

    def x(self, at: datetime | date) -> float:
        """Where an instant stands, 0 at the left end; not cut off outside of the stretch."""
        if isinstance(at, datetime):
            days = (at.date() - self.first).days + (at.hour * 60 + at.minute) / 1440
        else:
            days = (at - self.first).days
        return self.width * days / self._span

    def ticks(self) -> list[Tick]:
        """The beginnings of all periods; a name is empty where there is no room for it."""
        found = []
        for day in self._periods():
            room = self.x(min(self._unit.next(day), self.last)) - self.x(day)
            name = self._name(day)
            found.append(
                Tick(self.x(day), name if self._wide(name) + 2 * _ROOM <= room else "", self._is_strong(day))
            )
        return found

    def upper(self) -> list[Tick]:
        """The longer periods above, years over months or months over days.

        None where the names say it already.
        """
        if self._unit.days >= _YEAR.days:
            return []
        outer = _YEAR if self._unit.days > _WEEK.days else _MONTH
        starts = [self.first]
        while (following := outer.next(starts[-1])) < self.last:
            starts.append(following)
        if outer is _YEAR and len(starts) == 1:
            return []
        found = []
        for n, day in enumerate(starts):
            end = starts[n + 1] if n + 1 < len(starts) else self.last
            names = (
                [str(day.year)]
                if outer is _YEAR
                else [self._formats.month(day), self._formats.month(day, year=False)]
            )
            room = self.x(end) - self.x(day) - 2 * _ROOM
            found.append(
                Tick(self.x(day), next((n for n in names if self._wide(n) <= room), ""), strong=True)
            )
        return found

    def _periods(self) -> Iterator[date]:
        day = self.first
        while day < self.last:
            yield day
            day = self._unit.next(day)

    def _is_strong(self, day: date) -> bool:
        if self._unit.days <= _WEEK.days:
            return day.day <= 7 if self._unit is _WEEK else day.weekday() == 0
        return day.month == 1

    def _finest(self, days: int) -> tuple[_Unit, Callable[[date], str]]:
        """The shortest periods whose names fit."""
        formats = self._formats
        choices: list[tuple[_Unit, Callable[[date], str]]] = [
            (_DAY, lambda day: str(day.day)),
            (_WEEK, lambda day: str(day.day)),
            (_MONTH, lambda day: formats.month(day, year=False)),
            (_QUARTER, lambda day: formats.quarter(day, year=False)),
            *((_years(count), lambda day: str(day.year)) for count in (1, 2, 5, 10, 20, 50)),
        ]
        for unit, name in choices:
            longest = max(self._wide(name(date(2028, month, 28))) for month in range(1, 13))
            if self.width * unit.days / days >= longest + 2 * _ROOM:
                return unit, name
        return choices[-1]
