"""Work spread over periods: worked cases, and a count minute by minute."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.conftest import DAY, HOUR, OFFICE, instant
from tpm_desktop.planning.availability import Availability
from tpm_desktop.planning.calendars import CalendarSpec, compile_calendars
from tpm_desktop.planning.columns import NONE, WHOLE
from tpm_desktop.planning.contours import Contour
from tpm_desktop.planning.loading import Segments, capacity, own_finish, spread

(STANDARD, WEEKEND) = CALENDARS = compile_calendars(
    [
        CalendarSpec("Standard", week=dict.fromkeys(range(5), OFFICE)),
        CalendarSpec("Weekend", week=dict.fromkeys((5, 6), OFFICE)),
    ]
)
WEEKS = np.array([instant(f"2026-01-{day:02d} 00:00") for day in (5, 12, 19, 26)], np.int64)


def segments(*rows: tuple[str, str, int], contour: int = Contour.FLAT, calendar: int = 0) -> Segments:
    """From, to, minutes of work."""
    return Segments(
        np.array([instant(start) for start, _, _ in rows], np.int64),
        np.array([instant(finish) for _, finish, _ in rows], np.int64),
        np.array([work for _, _, work in rows], np.int64),
        np.full(len(rows), contour, np.int8),
        np.full(len(rows), calendar, np.int32),
    )


def by_week(found: Segments) -> list[list[int]]:
    loads = spread(found, CALENDARS, WEEKS)
    table = np.zeros((len(found), len(WEEKS) - 1), np.int64)
    np.add.at(table, (loads.segment, loads.period), loads.work)
    return table.tolist()


def test_ten_days_of_which_three_lie_in_the_first_week():
    assert by_week(segments(("Wed 7", "Tue 20 17:00", 10 * DAY))) == [[3 * DAY, 5 * DAY, 2 * DAY]]


def test_work_at_half_the_units_is_half_of_it():
    assert by_week(segments(("Mon 5", "Fri 16 17:00", 5 * DAY))) == [[5 * DAY // 2, 5 * DAY // 2, 0]]


def test_a_front_loaded_contour_lies_in_front():
    (found,) = by_week(segments(("Mon 5", "Fri 16 17:00", 60 * HOUR), contour=Contour.FRONT_LOADED))
    assert found == [45 * HOUR, 15 * HOUR, 0]  # 100 100 100 75 75 of 600, then 50 50 25 15 10


def test_where_nobody_works_all_falls_into_the_week_of_the_start():
    assert by_week(segments(("Sat 10", "Sun 11 17:00", 4 * HOUR))) == [[4 * HOUR, 0, 0]]
    assert by_week(segments(("Sat 10", "Sun 18 17:00", 4 * DAY), calendar=1)) == [[2 * DAY, 2 * DAY, 0]]


def test_who_has_less_to_do_than_the_task_lasts_is_done_before():
    found = segments(("Mon 5", "Fri 16 17:00", 2 * DAY), ("Mon 5", "Fri 16 17:00", 20 * DAY))
    ends = own_finish(found, np.array([WHOLE // 2, WHOLE]), CALENDARS, asked=np.ones(2, np.bool_))
    assert ends.tolist() == [instant("Thu 8 17:00"), instant("Fri 16 17:00")]


def test_capacity_counts_hours_units_and_periods_of_less():
    leaves = Availability.of(WHOLE, [(instant("2026-01-14 00:00"), NONE, WHOLE // 2)])
    found = capacity([Availability.always(2 * WHOLE), leaves], np.array([0, 0], np.int32), CALENDARS, WEEKS)
    assert found.tolist() == [[10 * DAY] * 3, [5 * DAY, 2 * DAY + 3 * DAY // 2, 5 * DAY // 2]]


moments = st.integers(int(WEEKS[0]), int(WEEKS[-1]) - 1)


@given(
    st.lists(
        st.tuples(moments, moments, st.integers(1, 5_000), st.integers(0, 8), st.integers(0, 1)), max_size=5
    )
)
def test_no_minute_is_lost_or_made(rows):
    given_rows = np.array(rows, np.int64).reshape(-1, 5)
    found = Segments(
        given_rows[:, :2].min(axis=1),
        given_rows[:, :2].max(axis=1),
        given_rows[:, 2],
        given_rows[:, 3].astype(np.int8),
        given_rows[:, 4].astype(np.int32),
    )
    loads = spread(found, CALENDARS, WEEKS)
    assert np.bincount(loads.segment, loads.work, len(found)).tolist() == found.work.tolist()
    assert (loads.work > 0).all()
    for at, period, work in zip(loads.segment, loads.period, loads.work, strict=True):
        if found.contour[at]:
            continue
        calendar = CALENDARS[found.calendar[at]]
        whole = calendar.between(int(found.start[at]), int(found.finish[at]))
        low = max(int(found.start[at]), int(WEEKS[period]))
        part = calendar.between(low, min(int(found.finish[at]), int(WEEKS[period + 1])))
        assert not whole or work == pytest.approx(found.work[at] * part / whole, abs=1)
