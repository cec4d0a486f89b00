"""Breaks in the work on a task: read from the time-phased data of its assignments, and written there."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.exchange.documents import assignment, calendar, document, element, exception, resource, task
from tpm_desktop.exchange import export_file
from tpm_desktop.model.schedule import TaskSplit

NS = "{http://schemas.microsoft.com/project}"
NOBODY = -65535
ENGINEER = resource(1, "Engineer")


def spread(*parts: tuple[str, str, str | None]) -> str:
    """Time-phased work: from, to and how much."""
    said = ((f"2026-01-{start}:00:00", f"2026-01-{finish}:00:00", work) for start, finish, work in parts)
    return "".join(
        element("TimephasedData", Type=1, UID=1, Start=start, Finish=finish, Unit=2, Value=work)
        for start, finish, work in said
    )


TORN = spread(("05T08", "06T08", "PT8H0M0S"), ("06T08", "07T08", "PT0H0M0S"), ("07T08", "07T17", "PT8H0M0S"))


def breaks(made):
    return [(row.after, row.length) for row in made.rows(TaskSplit)]


@pytest.mark.parametrize("who", [1, NOBODY])
def test_a_day_without_work_is_a_break(imported, who):
    made = imported(
        document(task(1, "Torn", hours=16), resources=ENGINEER, assignments=assignment(1, 1, who, TORN))
    )
    assert breaks(made) == [(480, 480)]
    assert made.finish("Torn") == "2026-01-07 17:00"
    assert made.adjusted == []


def test_a_weekend_is_no_break_nor_is_a_day_off_that_comes_again(imported):
    weekend = spread(("09T08", "10T08", "PT8H0M0S"), ("10T08", "12T08", None), ("12T08", "12T17", "PT8H0M0S"))
    fridays = exception(first="2026-01-02", last="2026-12-31", Type=6, DaysOfWeek=1 << 5, Occurrences=52)
    off = spread(("08T08", "09T08", "PT8H0M0S"), ("09T08", "12T08", None), ("12T08", "12T17", "PT8H0M0S"))
    made = imported(
        document(
            task(1, "Over a weekend", hours=16),
            task(2, "Over a Friday off", hours=16),
            calendars=calendar() + calendar(element("Exceptions", fridays), uid=2, name="Short week"),
            resources=ENGINEER + resource(2, "Fitter", CalendarUID=2),
            assignments=assignment(1, 1, 1, weekend) + assignment(2, 2, 2, off),
        )
    )
    assert breaks(made) == []


def test_a_task_goes_on_while_anybody_works_on_it(imported):
    other = spread(("06T08", "06T17", "PT8H0M0S"))
    made = imported(
        document(
            task(1, "Shared", hours=24),
            resources=ENGINEER + resource(2, "Fitter"),
            assignments=assignment(1, 1, 1, TORN) + assignment(2, 1, 2, other),
        )
    )
    assert breaks(made) == []


def test_a_few_seconds_of_work_in_a_minute_are_work(imported):
    slow = spread(
        ("05T08", "05T12", "PT4H0M0S"), ("05T12", "06T08", "PT0H0M9S"), ("06T08", "06T17", "PT8H0M0S")
    )
    made = imported(document(task(1, hours=16), resources=ENGINEER, assignments=assignment(1, 1, 1, slow)))
    assert breaks(made) == []


def test_a_break_of_which_only_the_length_is_told_stands_in_the_middle(imported):
    dates = {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-14T17:00:00", "Work": "PT40H0M0S"}
    made = imported(
        document(
            task(1, "Torn", hours=40),
            task(2, "Uneven", hours=64),
            resources=ENGINEER,
            assignments=assignment(1, 1, 1, WorkContour=8, **dates)
            + assignment(2, 2, 1, WorkContour=8, **dates),
        )
    )
    assert breaks(made) == [(20 * 60, 24 * 60)]
    assert made.finish("Torn") == "2026-01-14 17:00"
    (note,) = made.adjusted
    assert "Torn" in note
    assert "24.0 h" in note


def test_of_a_begun_task_only_what_is_left_is_looked_at(imported):
    made = imported(
        document(
            task(
                1,
                "Torn",
                hours=32,
                PercentComplete=50,
                ActualStart="2026-01-05T08:00:00",
                Stop="2026-01-06T17:00:00",
                Resume="2026-01-08T08:00:00",
                RemainingDuration="PT16H0M0S",
            ),
            resources=ENGINEER,
            assignments=assignment(
                1, 1, 1, WorkContour=8, Start="2026-01-05T08:00:00", Finish="2026-01-12T17:00:00"
            ),
        )
    )
    assert breaks(made) == [(24 * 60, 480)]
    assert made.finish("Torn") == "2026-01-12 17:00"


def test_time_phased_data_of_no_year_and_no_order_tells_nothing(imported):
    strange = element("TimephasedData", Type=1, Start="9000-01-01T08:00:00", Finish="9000-01-02T08:00:00",
                      Value="PT8H0M0S")  # fmt: skip
    backwards = spread(("07T08", "06T08", "PT8H0M0S"), ("05T08", "05T17", "PT8H0M0S"))
    made = imported(
        document(task(1, hours=16), resources=ENGINEER, assignments=assignment(1, 1, 1, strange + backwards))
    )
    assert made.finish("Work") == "2026-01-06 17:00"


def test_breaks_are_written_as_time_without_work(imported, tmp_path):
    made = imported(
        document(
            task(1, "With people", hours=16),
            task(2, "Without", hours=16),
            resources=ENGINEER,
            assignments=assignment(1, 1, 1, TORN) + assignment(2, 2, NOBODY, TORN),
        )
    )
    export_file(made.opened.file, made.opened.plan, tmp_path / "out.xml")
    written = ElementTree.parse(tmp_path / "out.xml").getroot()
    found = list(written.iter(f"{NS}Assignment"))
    assert [one.findtext(f"{NS}ResourceUID") for one in found] == ["1", str(NOBODY)]
    for one in found:
        assert [part.findtext(f"{NS}Value") for part in one.iter(f"{NS}TimephasedData")] == [
            "PT8H0M0S",
            "PT0H0M0S",
            "PT8H0M0S",
        ]
    assert breaks(imported(tmp_path / "out.xml")) == breaks(made) == [(480, 480), (480, 480)]


def night_shift(**parts: str) -> dict[str, str]:
    evening = ("23:00:00", "00:00:00")
    morning = ("00:00:00", "07:00:00")
    night = element(
        "WeekDays", *(element("WeekDay", DayType=day, DayWorking=0) for day in (1, 7)),
        *(_night(day, evening, morning) for day in range(2, 7)),
    )  # fmt: skip
    base = element("Calendar", night, UID=2, Name="Night shift", IsBaseCalendar=1, BaseCalendarUID=-1)
    return {
        "calendars": calendar() + base + calendar(uid=3, name="Guard", base=2),
        "resources": resource(1, "Guard", CalendarUID=3),
        "assignments": assignment(1, 1, 1, Work="PT8H0M0S", **parts),
    }


def _night(day: int, *shifts: tuple[str, str]) -> str:
    times = (element("WorkingTime", FromTime=start, ToTime=end) for start, end in shifts)
    return element("WeekDay", element("WorkingTimes", *times), DayType=day, DayWorking=1)


def test_a_calendar_that_contradicts_all_work_on_it_gives_way_to_its_base(imported):
    made = imported(document(task(1), **night_shift(Start="2026-01-05T23:00:00")))
    assert made.start("Work") == "2026-01-05 23:00"
    (note,) = made.adjusted
    assert "23:00" in note
    assert "Night shift" in note


@pytest.mark.parametrize("start", [{}, {"Start": "2026-01-05T08:00:00"}, {"Start": "2026-01-05T20:00:00"}])
def test_a_calendar_that_agrees_with_work_on_it_stays(imported, start):
    made = imported(document(task(1), **night_shift(**start)))
    assert (made.start("Work"), made.adjusted) == ("2026-01-05 08:00", [])


def test_an_inserted_project_counts_for_the_finish_of_the_plan(imported):
    dates = {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-06T17:00:00"}
    made = imported(document(task(1, "Own"), task(2, "Other plan", hours=16, IsSubproject=1, **dates)))
    state = made.opened.plan.state
    assert int(state.schedule.total_slack[made.opened.plan.row(made.task("Own").id)]) == 480
