"""Calendars: weeks, exceptions, work weeks, bases; and the working time between instants."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.calendars import (
    CalendarException,
    CalendarSpec,
    Shift,
    WorkWeek,
    common,
    compile_calendars,
)
from tpm_desktop.planning.errors import CalendarError, PlanError

MORNING, AFTERNOON = Shift(8 * 60, 12 * 60), Shift(13 * 60, 17 * 60)
OFFICE = (MORNING, AFTERNOON)
STANDARD = CalendarSpec("Standard", week=dict.fromkeys(range(5), OFFICE))
DAY = 1440


def day(month: int, number: int) -> int:
    return (date(2026, month, number) - date(1970, 1, 1)).days


def hours(spec: CalendarSpec, number: int, *bases: CalendarSpec) -> float:
    """Working hours of a day of January 2026 in the last of the calendars."""
    calendar = compile_calendars([*bases, spec])[-1]
    return calendar.between(day(1, number) * DAY, day(1, number + 1) * DAY) / 60


def test_a_week_with_a_break_and_a_weekend() -> None:
    calendar = compile_calendars([STANDARD])[0]
    friday = day(1, 9) * DAY
    assert calendar.next_work(friday + 8 * 60) == friday + 8 * 60
    assert calendar.next_work(friday + 12 * 60) == friday + 13 * 60
    assert calendar.next_work(friday + 17 * 60) == day(1, 12) * DAY + 8 * 60
    assert calendar.previous_work(day(1, 12) * DAY + 8 * 60) == friday + 17 * 60
    assert calendar.finish_after(friday + 8 * 60, 480) == friday + 17 * 60
    assert calendar.start_after(friday + 8 * 60, 480) == day(1, 12) * DAY + 8 * 60


def test_an_exception_wins_over_a_work_week_and_that_over_the_week() -> None:
    spec = CalendarSpec(
        "Plant",
        week=STANDARD.week,
        work_weeks=(WorkWeek(day(1, 5), day(1, 18), {0: (MORNING,), 5: (MORNING,)}),),
        exceptions=(CalendarException(day(1, 12), day(1, 13)),),
    )
    assert [hours(spec, number) for number in (5, 6, 10, 12, 13, 14, 17, 19)] == [4, 8, 4, 0, 0, 8, 4, 8]


def test_of_two_exceptions_on_a_day_the_one_said_first_holds() -> None:
    shutdown, shift = CalendarException(day(1, 5), day(1, 9)), CalendarException(day(1, 7), day(1, 7), OFFICE)
    assert hours(CalendarSpec("A", week=STANDARD.week, exceptions=(shift, shutdown)), 7) == 8
    assert hours(CalendarSpec("B", week=STANDARD.week, exceptions=(shutdown, shift)), 7) == 0


def test_a_derived_calendar_differs_only_where_it_says_so() -> None:
    base = CalendarSpec("Site", week=STANDARD.week, exceptions=(CalendarException(day(1, 6), day(1, 6)),))
    derived = CalendarSpec("Crew", base=0, week={0: (MORNING,)})
    assert [hours(derived, number, base) for number in (5, 6, 7)] == [4, 0, 8]


def test_a_night_shift_is_two_periods_that_make_one() -> None:
    night = (Shift(22 * 60, 24 * 60), Shift(0, 6 * 60))
    calendar = compile_calendars([CalendarSpec("Night", week=dict.fromkeys(range(5), night))])[0]
    tuesday = day(1, 6) * DAY
    assert calendar.finish_after(tuesday - 2 * 60, 480) == tuesday + 6 * 60


def test_calendars_of_the_same_hours_are_one() -> None:
    same = CalendarSpec("Installer", base=0)
    again = CalendarSpec("Restated", week=dict.fromkeys(range(5), (AFTERNOON, MORNING)))
    other = CalendarSpec("Part time", base=0, week={4: ()})
    compiled = compile_calendars([STANDARD, same, again, other])
    assert compiled[0] is compiled[1] is compiled[2]
    assert compiled[3] is not compiled[0]


def test_common_time_is_where_all_work() -> None:
    compiled = compile_calendars(
        [STANDARD, CalendarSpec("Late", week=dict.fromkeys(range(7), (Shift(10 * 60, 14 * 60),)))]
    )
    both = common(compiled)
    assert both.between(day(1, 5) * DAY, day(1, 12) * DAY) == 5 * 3 * 60
    assert both.next_work(day(1, 5) * DAY) == day(1, 5) * DAY + 10 * 60


def test_a_calendar_that_derives_from_itself_is_told() -> None:
    specs = [CalendarSpec("A", base=1), CalendarSpec("B", base=0)]
    with pytest.raises(
        CalendarError, match="these calendars derive from each other: A → B → A; choose another"
    ):
        compile_calendars(specs)


def test_a_base_that_is_missing_is_told() -> None:
    with pytest.raises(CalendarError, match="“A” derives from one that is missing; choose its base"):
        compile_calendars([CalendarSpec("A", base=7)])


@pytest.mark.parametrize(("start", "finish"), [(480, 480), (600, 480), (-1, 480), (480, 1441)])
def test_impossible_working_times_are_told(start: int, finish: int) -> None:
    with pytest.raises(CalendarError, match="cannot be; it must begin before it ends"):
        Shift(start, finish)


def test_a_calendar_without_working_time_is_told_when_it_is_used() -> None:
    calendar = compile_calendars([CalendarSpec("Never")])[0]
    with pytest.raises(CalendarError, match="“Never” has no working time; give it a working day"):
        calendar.next_work(day(1, 5) * DAY)


def test_a_calendar_that_ends_is_told_when_more_is_needed() -> None:
    calendar = compile_calendars(
        [CalendarSpec("Once", exceptions=(CalendarException(day(1, 5), day(1, 5), OFFICE),))]
    )[0]
    assert calendar.finish_after(day(1, 5) * DAY, 480) == day(1, 5) * DAY + 17 * 60
    with pytest.raises(PlanError, match="“Once” has no working time after 2026-01-05, but a task needs it"):
        calendar.finish_after(day(1, 5) * DAY, 481)


def test_instants_beyond_two_centuries_are_told() -> None:
    calendar = compile_calendars([STANDARD])[0]
    with pytest.raises(PlanError, match="keep its dates between 1900 and 2199"):
        calendar.to_work(400 * 366 * DAY)


instants = st.integers(day(1, 1) * DAY - 10 * 365 * DAY, day(1, 1) * DAY + 10 * 365 * DAY)


@given(instants, st.integers(0, 100_000))
def test_work_done_after_an_instant_is_what_lies_between(instant: int, minutes: int) -> None:
    calendar = compile_calendars([STANDARD])[0]
    start, finish = calendar.span_after(instant, minutes)
    assert calendar.between(start, finish) == minutes
    assert calendar.span_before(finish, minutes) == (start, finish)
    assert start >= instant


@given(st.lists(instants, min_size=1, max_size=50))
def test_a_column_at_once_is_each_of_it_by_itself(values: list[int]) -> None:
    calendar = compile_calendars([STANDARD])[0]
    column = np.array(values, np.int64)
    work = calendar.to_work(column)
    assert work.tolist() == [calendar.to_work(value) for value in values]
    assert calendar.from_work_start(work).tolist() == [calendar.from_work_start(at) for at in work.tolist()]
    assert calendar.from_work_finish(work).tolist() == [calendar.from_work_finish(at) for at in work.tolist()]


@given(instants, instants)
def test_growing_the_table_changes_no_number(one: int, other: int) -> None:
    grown, small = compile_calendars([STANDARD])[0], compile_calendars([STANDARD])[0]
    small.to_work(one)
    before = small.between(one, one + 30 * DAY)
    grown.to_work(one)
    number = grown.to_work(one)
    grown.to_work(other)
    assert grown.to_work(one) == number
    assert grown.between(one, one + 30 * DAY) == before
