"""Holidays of a country or a state come into a calendar once, as one step, and move the plan."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.holidays import (
    add_holidays,
    countries,
    holidays_for,
    states,
    usual_years,
    why_none,
)
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.calendars import Calendar, CalendarException
from tpm_desktop.model.schedule import Constraint


@pytest.fixture
def standard(desk):
    return desk.program.file.rows(Calendar)[0].id


def test_the_holidays_of_a_state_are_days_off_and_move_the_plan(desk, standard):
    desk.task("Order", days=2)
    assert desk.finish("Order") == "Tue 06 17:00"
    add_holidays(desk.program, standard, "DE", "BY", 2026, 2026)
    assert desk.finish("Order") == "Wed 07 17:00"  # Epiphany, which Bavaria keeps and Berlin doesn't
    first, *_ = desk.program.file.rows(CalendarException)
    assert (first.name, first.first, first.last, first.hours) == (
        "New Year's Day",
        *[date(2026, 1, 1)] * 2,
        "",
    )
    undone = desk.program.file.undo()
    assert undone is not None
    assert undone.label == "Add holidays of DE-BY 2026 to “Standard”"
    assert desk.finish("Order") == "Tue 06 17:00"


def test_what_the_calendar_has_is_not_added_twice(desk, standard):
    add_row(
        desk.program,
        "calendar_exception",
        {
            "calendar_id": standard,
            "name": "Christmas",
            "first": date(2026, 12, 24),
            "last": date(2027, 1, 1),
        },
    )
    days = [h.day for h in add_holidays(desk.program, standard, "DE", None, 2026, 2027)]
    assert date(2026, 12, 25) not in days
    assert date(2027, 12, 25) in days
    assert add_holidays(desk.program, standard, "de", None, 2026, 2027) == []


def test_a_calendar_needs_no_holidays_that_its_base_has(desk, standard):
    crew = add_row(desk.program, "calendar", {"name": "Crew", "base_id": standard})
    add_holidays(desk.program, standard, "GB", "SCT", 2026, 2026)
    assert all(h.known for h in holidays_for(desk.program, crew, "GB", "SCT", 2026, 2026))


@pytest.mark.parametrize(
    ("place", "years", "said"),
    [
        (("XX", None), (2026, 2026), "no holidays are known of the country “XX”"),
        (("DE", "ZZ"), (2026, 2026), "Germany has no part “ZZ”; there are BB"),
        (("DE", None), (2027, 2026), "give the earlier year first"),
        (("DE", None), (2026, 2076), "no span of up to 50 years"),
        (("DE", None), (1900, 1901), "holidays are known from 1950 to 2100"),
        (("XX", None), (2027, 2026), "no holidays are known of the country “XX”"),
        (("DE", "ZZ"), (2027, 2026), "Germany has no part “ZZ”"),
    ],
)
def test_what_is_not_known_is_said_and_changes_nothing(desk, standard, place, years, said):
    with pytest.raises(EditError, match=said):
        add_holidays(desk.program, standard, *place, *years)
    assert desk.program.file.rows(CalendarException) == []


def test_countries_and_states_have_names(desk):
    assert countries()["DE"] == "Germany"
    assert states("DE")["BY"] == "Bayern"
    desk.task("Order", days=300)
    assert usual_years(desk.program) == (2026, 2027)


def test_the_years_that_are_offered_are_a_span_that_can_be_asked_for(desk, standard):
    desk.task("Order", days=300)
    assert usual_years(desk.program, first=2025) == (2025, 2027)
    assert usual_years(desk.program, first=2030) == (2030, 2030)
    assert usual_years(desk.program, last=2020) == (2020, 2020)
    desk.task("Far", constraint=Constraint.SNET, constraint_date=datetime(2180, 1, 7, 8))
    assert usual_years(desk.program) == (2026, 2075)
    assert holidays_for(desk.program, standard, "DE", None, *usual_years(desk.program))


def test_it_is_said_why_no_day_is_added(desk, standard):
    found = add_holidays(desk.program, standard, "DE", None, 2026, 2026)
    again = holidays_for(desk.program, standard, "DE", None, 2026, 2026)
    assert why_none(again) == f"the calendar has all {len(found)} days off already"
    assert why_none([]) == "no holidays are known of these years"
