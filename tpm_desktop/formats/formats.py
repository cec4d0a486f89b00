"""The formats of one program for one person: of the locale and of the program's units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from tpm_desktop.model.program import Program

from .amounts import AmountFormats
from .cells import CellFormats
from .dates import DateFormats
from .locales import find_locale

_WORKING_DAY = (time(8), time(17))
_ASKED = (
    "currency", "minutes_per_day", "minutes_per_week", "days_per_month", "fiscal_year_start",
    "fiscal_year_name",
)  # fmt: skip


class Formats(CellFormats):
    """Everything that is shown to or read from people. It holds no state besides what it was made with."""

    def __init__(
        self,
        locale: str = "system",
        *,
        currency: str = "USD",
        minutes_per_day: int = 480,
        minutes_per_week: int = 2400,
        days_per_month: int = 20,
        fiscal_year_start: int = 1,
        fiscal_year_name: str = "both",
        year: int | None = None,
        day: tuple[time, time] = _WORKING_DAY,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Formats of a locale such as "en_GB", or the "system" one.

        Args: year: left out of dates, this year where none is given; day: the usual start and finish of a
        working day.
        """
        found = find_locale(locale)
        DateFormats.__init__(self, found, year, today, fiscal_year_start, fiscal_year_name, day)
        AmountFormats.__init__(self, found, currency)
        self.minutes_per_day = minutes_per_day
        self.minutes_per_week = minutes_per_week
        self.days_per_month = days_per_month

    @classmethod
    def of(
        cls, program: Program, locale: str = "system", *, day: tuple[time, time] = _WORKING_DAY
    ) -> Formats:
        """The formats that a program's row asks for; dates of its status year are shown without the year."""
        asked = {name: getattr(program, name) for name in (*_ASKED, "status_date")}
        return cls.of_stored(asked, locale, day=day)

    @classmethod
    def of_stored(
        cls, values: Mapping[str, Any], locale: str = "system", *, day: tuple[time, time] = _WORKING_DAY
    ) -> Formats:
        """The same by the stored values of a program's row; the usual ones for what is missing."""
        given = {name: values[name] for name in _ASKED if values.get(name) is not None}
        status = values.get("status_date")
        return cls(locale, **given, year=int(str(status)[:4]) if status else None, day=day)
