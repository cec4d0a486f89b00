"""Which time is seen: typed dates, the selection, the overview strip; two or three tiers, fiscal years."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tpm_desktop.desktop.gantt.date_jump import DateJump
from tpm_desktop.desktop.gantt.labels import lower_labels, upper_labels
from tpm_desktop.desktop.gantt.timescale import DAY, FINEST, Step, TimeScale, Unit, minutes_of
from tpm_desktop.gestures.records import set_fields


@pytest.fixture
def chart(desk, days):
    return desk.view.panes.chart


@pytest.fixture
def strip(desk, chart):
    return desk.view.strip


# Going to a date


def ask(desk) -> DateJump:
    desk.do("go-to-date")
    return desk.view.findChild(DateJump)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 Sep", datetime(2026, 9, 1, 8)),
        ("+2w", datetime(2026, 5, 18, 8)),
        ("2027-02-01", datetime(2027, 2, 1, 8)),
    ],
)
def test_a_typed_date_comes_into_sight(desk, chart, typed, meant):
    desk.at("Order")  # Monday 4 May: what +2w counts from
    dialog = ask(desk)
    QTest.keyClicks(dialog.date, typed)
    assert str(meant.year) in dialog.said.text()
    QTest.keyClick(dialog.date, Qt.Key.Key_Return)
    assert 0 < chart.scale.x(float(minutes_of(meant))) < chart.viewport().width() / 2


def test_today_comes_into_sight(desk, chart):
    desk.do("go-to-date")
    dialog = desk.view.findChild(DateJump)
    QTest.keyClicks(dialog.date, "2031-03-03")
    QTest.keyClick(dialog.date, Qt.Key.Key_Return)
    now = float(minutes_of(datetime.now()))
    assert not 0 < chart.scale.x(now) < chart.viewport().width()
    desk.do("today")
    assert 0 < chart.scale.x(now) < chart.viewport().width()


def test_what_is_no_date_is_said_and_goes_nowhere(desk, chart):
    before, dialog = chart.scale, ask(desk)
    QTest.keyClicks(dialog.date, "soonish")
    assert "“soonish” is not a date" in dialog.said.text()
    QTest.keyClick(dialog.date, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert chart.scale == before
    assert isinstance(dialog.date, QLineEdit)


# The selection


def test_the_selected_tasks_fill_the_chart(desk, chart):
    desk.select("Install", "Accepted")
    desk.do("fit-selection")
    bar = desk.bar("Install")
    assert bar.left > 0
    assert bar.right < chart.viewport().width()
    assert bar.right - bar.left > chart.viewport().width() / 2


def test_without_a_selection_it_says_what_to_do(desk, chart):
    desk.select()
    desk.do("fit-selection")
    assert desk.refused == ["No task is selected; select those to show"]


# The overview strip


def press(strip, at, to=None):
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=at)
    if to is not None:
        QTest.mouseMove(strip, to)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=to or at)


def test_the_frame_of_the_strip_is_what_the_chart_shows(desk, chart, strip):
    chart.zoom(4, 200)
    whole, seen = strip._scale(), strip.seen()
    assert whole.at(seen.left()) == pytest.approx(chart.scale.at(0), abs=whole.minutes)
    assert whole.at(seen.right()) == pytest.approx(
        chart.scale.at(chart.viewport().width()), abs=whole.minutes
    )


def test_dragging_the_frame_shows_another_time(desk, chart, strip):
    chart.zoom(4, 0)
    start = strip.seen().center().toPoint()
    before = chart.scale.left
    press(strip, start, start + QPoint(100, 0))
    assert chart.scale.left - before == pytest.approx(100 * strip._scale().minutes, rel=0.05)


def test_a_press_beside_the_frame_brings_it_there(desk, chart, strip):
    chart.zoom(6, 0)
    press(strip, QPoint(strip.width() * 3 // 4, strip.height() // 2))
    assert strip.seen().center().x() == pytest.approx(strip.width() * 3 / 4, abs=2)


def test_the_strip_scrolls_the_rows_too(desk, chart, strip):
    with desk.program.file.transaction("Set up") as edit:
        rows = [{"name": f"T{n}", "project_id": desk.id("Software"), "duration": 480} for n in range(200)]
        edit.add_all("task", rows)
    press(strip, QPoint(strip.seen().center().toPoint().x(), strip.height() - 2))
    assert chart.verticalScrollBar().value() == chart.verticalScrollBar().maximum()
    press(strip, QPoint(strip.seen().center().toPoint().x(), 1))
    assert chart.verticalScrollBar().value() == 0


def test_the_strip_is_switched_off(desk, strip):
    assert strip.isVisible()
    desk.do("overview")
    assert not strip.isVisible()


def test_the_strip_shows_critical_work_apart_from_other_work(desk, chart, strip):
    image = strip.grab().toImage()
    colours = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())}
    assert {chart.inks.bar.rgb(), chart.inks.critical.rgb()} & colours
    assert len(colours) > 4


def test_a_milestone_on_the_strip_is_a_diamond_as_wide_as_can_be_seen(desk, chart, strip):
    def picture(*, milestone: bool):
        set_fields(desk.program, "task", desk.id("Accepted"), {"duration": DAY, "milestone": milestone})
        return strip.grab().toImage()

    was, image = picture(milestone=False), picture(milestone=True)
    across = range(image.width())
    lines = [sum(image.pixel(x, y) != was.pixel(x, y) for x in across) for y in range(image.height())]
    wide = 7 * image.devicePixelRatio()
    assert max(lines) >= 0.7 * wide  # in its middle lies its bar
    assert sum(line > 0 for line in lines) == wide


# Tiers and fiscal years


def test_a_third_tier_makes_table_and_chart_begin_lower(desk, chart):
    before = chart.viewport().mapTo(desk.view, QPoint(0, 0)).y()
    desk.do("three-tiers")
    assert len(chart.frame(chart.viewport().rect().toRectF()).tiers) == 3
    after = chart.viewport().mapTo(desk.view, QPoint(0, 0)).y()
    tree = desk.view.panes.tree
    assert after == before + 22 == tree.viewport().mapTo(desk.view, QPoint(0, 0)).y()
    assert chart.header.height() == tree.header().height() == 66


def test_every_zoom_has_a_third_tier_that_is_longer():
    for n in range(100):
        steps = TimeScale(0, FINEST * 1.15**n).tiers.steps(3)
        assert len(steps) == 3
        assert steps[0].shortest > steps[1].shortest > steps[2].shortest


def test_fiscal_years_begin_with_the_programs_month(desk, chart):
    set_fields(desk.program, "program", desk.program.file.program.id, {"fiscal_year_start": 10})
    chart.set_scale(TimeScale(float(minutes_of(datetime(2026, 5, 4))), DAY / 1.5))
    upper = chart.frame(chart.viewport().rect().toRectF()).tiers[0]
    assert upper == Step(Unit.QUARTER)
    desk.do("show-fiscal")
    upper = chart.frame(chart.viewport().rect().toRectF()).tiers[0]
    assert upper == Step(Unit.QUARTER, starts_in=10)
    assert upper_labels(desk.session.formats, upper, minutes_of(datetime(2026, 10, 1)))[0] == "Q1 FY26/27"


@pytest.mark.parametrize(
    ("starts_in", "at", "first", "quarter", "year"),
    [
        (10, datetime(2026, 9, 30), datetime(2025, 10, 1), "Q4 FY25/26", "FY25/26"),
        (10, datetime(2026, 10, 1), datetime(2026, 10, 1), "Q1 FY26/27", "FY26/27"),
        (2, datetime(2026, 1, 31), datetime(2025, 2, 1), "Q4 FY25/26", "FY25/26"),
        (1, datetime(2026, 1, 31), datetime(2026, 1, 1), "Q1 2026", "2026"),
    ],
)
def test_the_tick_and_the_name_of_a_fiscal_year(desk, starts_in, at, first, quarter, year):
    set_fields(desk.program, "program", desk.program.file.program.id, {"fiscal_year_start": starts_in})
    formats = desk.session.formats
    years, quarters = (Step(unit, starts_in=starts_in) for unit in (Unit.YEAR, Unit.QUARTER))
    tick = years.floor(minutes_of(at))
    assert tick == minutes_of(first)
    assert years.after(tick) == minutes_of(first.replace(year=first.year + 1))
    assert (
        upper_labels(formats, years, minutes_of(at))[0]
        == lower_labels(formats, years, minutes_of(at))[0]
        == year
    )
    assert upper_labels(formats, quarters, minutes_of(at))[0] == quarter


def test_a_fiscal_calendar_of_weeks_has_its_own_ticks(desk, chart):
    """US retail: February 2023 is 29 January to 25 February, the year ends on 3 February 2024."""
    weeks = {
        "fiscal_year_start": 2,
        "fiscal_months": "4-5-4",
        "fiscal_year_end": "nearest",
        "fiscal_weekday": "saturday",
    }
    set_fields(desk.program, "program", desk.program.file.program.id, weeks)
    desk.do("show-fiscal")
    chart.set_scale(TimeScale(float(minutes_of(datetime(2023, 1, 25))), DAY / 1.5))
    quarters, *_ = chart.frame(chart.viewport().rect().toRectF()).tiers
    month, year = replace(quarters, unit=Unit.MONTH, starts_in=1), replace(quarters, unit=Unit.YEAR)
    began = minutes_of(datetime(2023, 1, 29))
    formats = desk.session.formats
    assert quarters.floor(began - 1) == minutes_of(datetime(2022, 10, 30))
    assert (quarters.floor(began), quarters.after(began)) == (began, minutes_of(datetime(2023, 4, 30)))
    assert month.ticks(began, began + 60 * DAY)[:3] == [
        began,
        minutes_of(datetime(2023, 2, 26)),
        minutes_of(datetime(2023, 4, 2)),
    ]
    assert year.after(began) == minutes_of(datetime(2024, 2, 4))
    assert upper_labels(formats, quarters, began)[0] == "Q1 FY23/24"
    assert lower_labels(formats, month, began)[1] == "Feb"
