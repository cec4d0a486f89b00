"""Public holidays of a country or a part of it, as days off in a calendar; the days come from `holidays`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.working_time import exception_days

from .words import quoted

_EPOCH = date(1970, 1, 1)
_MOST_YEARS = 50
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""The years whose holidays are known."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """known: the calendar has that day off already."""

    day: date
    name: str
    known: bool


@cache
def countries() -> dict[str, str]:
    """Name by code of two letters, in order of the names."""
    from babel import Locale
    from holidays import list_supported_countries

    names = Locale("en").territories
    known = {code: names.get(code, code) for code in list_supported_countries(include_aliases=False)}
    return dict(sorted(known.items(), key=lambda pair: pair[1].casefold()))


@cache
def states(country: str) -> dict[str, str]:
    """Name by code of the parts of a country whose holidays differ, in order of the names; none for many.

    Raises: `EditError` where the country is not known.
    """
    about = _days(*_place(country, None), ())
    names: dict[str, list[str]] = about.get_subdivision_aliases()
    found = {code: (names.get(code) or [code])[-1] for code in about.subdivisions}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def holidays_for(
    program: OpenProgram, calendar_id: str, country: str, state: str | None, first: int, last: int
) -> list[Holiday]:
    """The holidays of some years, by day, and which of them the calendar or one that it is based on has.

    Args: country, state: codes such as DE and BY; first, last: years.
    Raises: `EditError`.
    """
    known = _days_off(program, calendar_id)
    place = _place(country.upper(), state)
    if not first <= last < first + _MOST_YEARS:
        raise EditError(
            f"{first} to {last} is no span of up to {_MOST_YEARS} years; give the earlier year first"
        )
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise EditError(f"holidays are known from {FIRST_YEAR} to {LAST_YEAR}; give years in between")
    found = _days(*place, range(first, last + 1))
    return [Holiday(day, name.replace("; ", " / "), day in known) for day, name in sorted(found.items())]


def usual_years(program: OpenProgram, first: int | None = None, last: int | None = None) -> tuple[int, int]:
    """The years from the plan's start to its finish, as far as holidays of them can be asked for at once.

    Args: first, last: years that are asked for in place of these; the other one gives way.
    """
    found = program.plan.state.schedule
    start, finish = instant(found.program_start), instant(found.program_finish)
    begin = (start or program.file.program.start).year if first is None else first
    end = (finish.year if finish else begin) if last is None else last
    if first is None:
        begin = min(max(begin, FIRST_YEAR), LAST_YEAR, max(end, FIRST_YEAR))
    if last is None:
        end = max(min(end, begin + _MOST_YEARS - 1, LAST_YEAR), begin)
    return begin, end


def why_none(found: Sequence[Holiday]) -> str:
    """Why no day is added where all that were found are known, to complete a sentence."""
    days = "the day" if len(found) == 1 else f"all {len(found)} days"
    return f"the calendar has {days} off already" if found else "no holidays are known of these years"


def add_holidays(
    program: OpenProgram, calendar_id: str, country: str, state: str | None, first: int, last: int
) -> list[Holiday]:
    """Put the holidays of some years into a calendar as days off, but for those that it has; returns what was
    added.

    Args, raises: as `holidays_for`; `ProgramFileError`.
    """
    new = [h for h in holidays_for(program, calendar_id, country, state, first, last) if not h.known]
    if not new:
        return []
    calendars = program.plan.state.inputs.tables["calendar"]
    name = calendars.texts["name"][calendars.row[calendar_id]] or ""
    where = "-".join(part.upper() for part in (country, state) if part)
    years = str(first) if first == last else f"{first} to {last}"
    with program.file.transaction(f"Add holidays of {where} {years} to {quoted(name)}") as edit:
        edit.add_all(
            "calendar_exception",
            [
                {"calendar_id": calendar_id, "name": h.name, "first": h.day, "last": h.day, "hours": ""}
                for h in new
            ],
        )
    return new


def _place(country: str, state: str | None) -> tuple[str, str | None]:
    """Country and part as the library writes them. Raises: `EditError` where it does not know them."""
    from holidays import country_holidays

    if country not in countries():
        raise EditError(f"no holidays are known of the country “{country}”; give two letters such as DE")
    parts = country_holidays(country).subdivisions
    part = next((one for one in parts if one.casefold() == (state or "").casefold()), None)
    if state and part is None:
        there = f"there are {', '.join(parts)}" if parts else "leave it out"
        raise EditError(f"{countries()[country]} has no part “{state}”; {there}")
    return country, part


def _days(country: str, part: str | None, years: Sequence[int]) -> Any:
    """The library's days by date, named in English where it can."""
    from holidays import country_holidays

    known = country_holidays(country)
    english = next((one for one in known.supported_languages if one.startswith("en")), None)
    return country_holidays(country, subdiv=part, years=years, language=english)


def _days_off(program: OpenProgram, calendar_id: str) -> set[date]:
    """The single days that a calendar, or one that it is based on, has off by an exception."""
    tables = program.plan.state.inputs.tables
    calendars, exceptions = tables["calendar"], tables["calendar_exception"]
    if calendar_id not in calendars.row:
        raise EditError("no calendar with that id; list the table to see what it holds")
    chain = _chain(calendars, calendar_id)
    found: set[date] = set()
    for row, owner in enumerate(exceptions.texts["calendar_id"]):
        if owner in chain and not exceptions.texts["hours"][row]:
            for first, last in exception_days(exceptions, row):
                found |= {_EPOCH + timedelta(day) for day in range(first, last + 1)}
    return found


def _chain(calendars: Columns, calendar_id: str) -> set[str]:
    found: set[str] = set()
    at: str | None = calendar_id
    while at is not None and at not in found:
        found.add(at)
        at = calendars.texts["base_id"][calendars.row[at]]
    return found
