"""Calendars: weeks, derivation, exceptions and how they come again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.documents import (
    assignment,
    calendar,
    document,
    element,
    exception,
    resource,
    task,
    times,
    weekday,
)
from tpm_desktop.model.calendars import Calendar, CalendarException, Recurrence, WorkWeek
from tpm_desktop.model.resources import Resource

MORNING = ("08:00:00", "12:00:00")


def exceptions(*inner: str) -> str:
    return element("Exceptions", *inner)


def test_a_week_with_its_hours(imported):
    night = element(
        "Calendar",
        element(
            "WeekDays",
            weekday(1),
            weekday(2, ("23:00:00", "00:00:00")),
            weekday(3, ("00:00:00", "03:00:00"), ("04:00:00", "08:00:00"), ("23:00:00", "00:00:00")),
            weekday(4, ("00:00:00", "00:00:00")),
        ),
        UID=1,
        Name="Night shift",
        IsBaseCalendar=1,
        BaseCalendarUID=-1,
    )
    (row,) = imported(document(task(1), calendars=night)).rows(Calendar)
    assert (row.name, row.uid) == ("Night shift", 1)
    assert row.sunday == ""
    assert row.monday == "23:00-24:00"
    assert row.tuesday == "00:00-03:00 04:00-08:00 23:00-24:00"
    assert row.wednesday == "00:00-24:00"
    assert row.thursday is None


def test_the_files_calendars_replace_that_of_a_new_program(imported):
    made = imported(document(task(1), calendars=calendar(uid=4, name="Site"), CalendarUID=4))
    (row,) = made.rows(Calendar)
    assert (row.name, row.id) == ("Site", made.program.calendar_id)


def test_without_calendars_the_new_programs_own_stays(imported):
    made = imported(document(task(1), calendars="<!-- none -->"))
    (row,) = made.rows(Calendar)
    assert (row.name, row.id) == ("Standard", made.program.calendar_id)


def test_a_calendar_of_one_person_is_kept_only_if_it_differs(imported):
    own = calendar(
        exceptions(exception(first="2026-01-07", last="2026-01-07")), uid=2, name="Away", base=1, days=()
    )
    same = calendar(uid=3, name="Same as all", base=1, days=())
    made = imported(
        document(
            task(1),
            calendars=calendar() + own + same,
            resources=resource(1, "Architect", CalendarUID=2) + resource(2, "Engineer", CalendarUID=3),
        )
    )
    by_name = {row.name: row for row in made.rows(Calendar)}
    assert set(by_name) == {"Standard", "Away"}
    assert by_name["Away"].base_id == by_name["Standard"].id
    assert [row.calendar_id for row in made.rows(Resource)] == [by_name["Away"].id, None]


def test_days_off_of_a_person_move_his_task(imported):
    own = calendar(
        exceptions(exception(first="2026-01-06", last="2026-01-06")), uid=2, name="Away", base=1, days=()
    )
    made = imported(
        document(
            task(1, "Install", hours=16),
            calendars=calendar() + own,
            resources=resource(1, "Engineer", CalendarUID=2),
            assignments=assignment(1, 1, 1, Work="PT16H0M0S"),
        )
    )
    assert made.finish("Install") == "2026-01-07 17:00"


def test_a_holiday_and_an_extra_shift(imported):
    days = exceptions(
        exception(first="2026-01-06", last="2026-01-07", name="Inventory"),
        exception(MORNING, first="2026-01-10", last="2026-01-10"),
    )
    made = imported(document(task(1, hours=28), calendars=calendar(days)))
    rows = {row.name: row for row in made.rows(CalendarException)}
    assert (rows["Inventory"].first, rows["Inventory"].last, rows["Inventory"].hours) == (
        date(2026, 1, 6),
        date(2026, 1, 7),
        "",
    )
    assert rows["Working time"].hours == "08:00-12:00"
    assert made.finish("Work") == "2026-01-10 12:00"


def test_an_exception_without_end(imported):
    days = exceptions(exception(MORNING, first="1984-01-01", last="9999-12-31", name="Half days"))
    days = days.replace("9999-12-31T23:59:00", "2049-12-31T23:59:00")
    (row,) = imported(document(task(1, hours=8), calendars=calendar(days))).rows(CalendarException)
    assert (row.first, row.last) == (date(1984, 1, 1), date(2049, 12, 31))
    days = exceptions(exception(MORNING, first="1066-10-14", last="9999-12-31", name="Half days"))
    (row,) = imported(document(task(1, hours=8), calendars=calendar(days))).rows(CalendarException)
    assert (row.first, row.last) == (date(1900, 1, 1), date(2199, 12, 31))


def test_exceptions_among_the_weekdays_count_only_without_the_newer_form(imported):
    period = element("TimePeriod", FromDate="2026-01-05T00:00:00", ToDate="2026-01-05T23:59:59")
    old = element("WeekDay", period, DayType=0, DayWorking=0)
    week = element("WeekDays", *(weekday(day, MORNING) for day in range(1, 8)), old)
    head = {"UID": 1, "Name": "Old", "IsBaseCalendar": 1, "BaseCalendarUID": -1}
    newer = exceptions(exception(first="2026-01-06", last="2026-01-06"))
    made = imported(document(task(1), calendars=element("Calendar", week, **head)))
    assert [row.first for row in made.rows(CalendarException)] == [date(2026, 1, 5)]
    made = imported(document(task(1), calendars=element("Calendar", week, newer, **head)))
    assert [row.first for row in made.rows(CalendarException)] == [date(2026, 1, 6)]


@pytest.mark.parametrize(
    ("parts", "recurrence", "kept"),
    [
        ({"Type": 1, "Period": 3}, Recurrence.DAILY, {"interval": 3}),
        ({"Type": 7, "Period": 2}, Recurrence.DAILY, {"interval": 2}),
        ({"Type": 6, "Period": 2, "DaysOfWeek": 35}, Recurrence.WEEKLY, {"interval": 2, "weekdays": "1 5 7"}),
        ({"Type": 4, "Period": 1, "MonthDay": 15}, Recurrence.MONTHLY_DAY, {"month_day": 15}),
        (
            {"Type": 5, "Period": 1, "MonthItem": 8, "MonthPosition": 4},
            Recurrence.MONTHLY_POSITION,
            {"weekdays": "5", "position": 5},
        ),
        ({"Type": 2, "Month": 11, "MonthDay": 25}, Recurrence.YEARLY_DAY, {"month": 12, "month_day": 25}),
        (
            {"Type": 3, "Month": 4, "MonthItem": 3, "MonthPosition": 0},
            Recurrence.YEARLY_POSITION,
            {"month": 5, "weekdays": "7", "position": 1},
        ),
        (
            {"Type": 6, "Period": 1, "DaysOfWeek": 4, "EnteredByOccurrences": 1, "Occurrences": 3},
            Recurrence.WEEKLY,
            {"weekdays": "2", "occurrences": 3},
        ),
    ],
)
def test_ways_to_come_again(imported, parts, recurrence, kept):
    days = exceptions(exception(first="2026-01-05", last="2027-12-31", name="Off", **parts))
    (row,) = imported(document(task(1), calendars=calendar(days))).rows(CalendarException)
    assert row.recurrence is recurrence
    assert {name: getattr(row, name) for name in kept} == kept


def test_every_second_friday_off_is_planned_around(imported):
    days = exceptions(exception(first="2026-01-09", last="2026-03-31", Type=6, Period=2, DaysOfWeek=32))
    made = imported(document(task(1, hours=40), calendars=calendar(days)))
    assert made.finish("Work") == "2026-01-12 17:00"


@pytest.mark.parametrize("parts", [{"Type": 5, "MonthItem": 1, "MonthPosition": 0}, {"Type": 8, "Period": 2}])
def test_what_a_calendar_here_can_not_say_is_set_aside(imported, parts):
    days = exceptions(exception(first="2026-01-05", last="2026-12-31", name="Payday", **parts))
    made = imported(document(task(1), calendars=calendar(days)))
    assert made.rows(CalendarException) == []
    assert any("Payday" in text for text in made.set_aside)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_work_week(imported, wrapped):
    days = weekday(2, MORNING) + weekday(6)
    week = element(
        "WorkWeek",
        element("TimePeriod", FromDate="2026-01-05T00:00:00", ToDate="2026-01-11T23:59:00"),
        element("Name") + element("WeekDays", days) if wrapped else days,
    )
    made = imported(document(task(1, hours=36), calendars=calendar(element("WorkWeeks", week))))
    (row,) = made.rows(WorkWeek)
    assert (row.first, row.last) == (date(2026, 1, 5), date(2026, 1, 11))
    assert (row.monday, row.tuesday, row.friday) == ("08:00-12:00", None, "")
    assert made.finish("Work") == "2026-01-12 17:00"


def test_a_calendar_without_working_time_is_used_by_nothing(imported):
    made = imported(
        document(
            task(1, "Work", CalendarUID=2), calendars=calendar() + calendar(uid=2, name="Never", days=(9,))
        )
    )
    assert made.task("Work").calendar_id is None
    assert any("Never" in text for text in made.adjusted)


def test_a_plan_on_a_calendar_without_working_time_takes_another(imported):
    made = imported(document(task(1), calendars=calendar(name="Never", days=(9,))))
    names = {row.id: row.name for row in made.rows(Calendar)}
    assert names[made.program.calendar_id] == "Standard"
    assert made.finish("Work") == "2026-01-05 17:00"


def test_unknown_calendars_are_named(imported):
    made = imported(
        document(
            task(1, "Install", CalendarUID=77), calendars=calendar() + calendar(uid=3, name="Odd", base=88)
        )
    )
    assert any("Install" in text and "77" in text for text in made.set_aside)
    assert any("Odd" in text and "88" in text for text in made.adjusted)


def test_calendars_that_derive_from_each_other(imported):
    ring = calendar(uid=2, name="One", base=3) + calendar(uid=3, name="Other", base=2)
    made = imported(document(task(1, CalendarUID=2), calendars=calendar() + ring))
    assert any("derive from itself" in text for text in made.adjusted)


def test_working_times_that_overlap_are_joined(imported):
    odd = times(("08:00:00", "12:00:00"), ("11:00:00", "17:00:00"), ("18:00:00", "07:00:00"))
    days = element("WeekDays", element("WeekDay", odd, DayType=2, DayWorking=1))
    base = element("Calendar", days, UID=1, Name="Odd", IsBaseCalendar=1, BaseCalendarUID=-1)
    made = imported(document(task(1), calendars=base))
    assert made.rows(Calendar)[0].monday == "08:00-17:00"
    assert any("Odd" in text and "monday" in text for text in made.adjusted)
