"""The Gantt summary: every row and milestone is there, nothing covers another, any span fits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.reports.gantt_drawing import GanttBar, GanttData, GanttMilestone, GanttRow, GanttSummary
from tpm_desktop.reports.gantt_rows import BAR, place
from tpm_desktop.reports.theme import MEDIUM, REGULAR, register_fonts
from tpm_desktop.reports.time_scale import TimeScale

FORMATS = Formats("en_GB", year=2026, today=lambda: date(2026, 6, 12))
START = datetime(2026, 5, 4, 8)
SIZE = 7.0


def wide(text: str) -> float:
    register_fonts()
    return pdfmetrics.stringWidth(text, REGULAR, 7.5)


def scale(days: int, width: float = 380) -> TimeScale:
    return TimeScale(START.date(), START.date() + timedelta(days=days), width, FORMATS, wide)


def bar(first: int, last: int, **more) -> GanttBar:
    return GanttBar(START + timedelta(days=first), START + timedelta(days=last), **more)


@pytest.mark.parametrize(
    ("days", "name"),
    [(6, "4"), (25, "4"), (80, "4"), (300, "May"), (1000, "Q2"), (3600, "2026"), (30_000, "2020")],
)
def test_the_scale_names_the_periods_that_fit(days, name):
    assert scale(days).ticks()[0].name == name


@given(st.integers(0, 60_000), st.sampled_from((150, 380, 700)), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_names_of_the_scale_never_touch(days, width, first):
    made = TimeScale(first, first + timedelta(days=days), width, FORMATS, wide)
    assert made.x(first) >= 0
    assert made.x(first + timedelta(days=days)) <= width
    for ticks in (made.ticks(), made.upper()):
        ends = [*(tick.x for tick in ticks[1:]), width][: len(ticks)]
        for tick, end in zip(ticks, ends, strict=True):
            assert tick.x < end
            assert not tick.name or tick.x + 3 + wide(tick.name) <= end
    assert len(made.ticks()) < 200


def test_years_stand_above_where_a_plan_goes_over_new_year():
    assert [tick.name for tick in scale(400).upper()] == ["2026", "2027"]
    assert scale(100).upper()[0].name == "May 2026"
    assert scale(4000).upper() == []


def test_bars_that_overlap_in_time_get_lanes_of_their_own():
    row = GanttRow("Data centre", [bar(0, 20), bar(10, 30), bar(20, 40)])
    tops = [placed.top for placed in place(row, scale(50), FORMATS, SIZE).bars]
    assert tops[0] == tops[2] != tops[1]


INTERVALS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=12)


@given(INTERVALS, st.lists(st.integers(0, 120), max_size=8))
def test_nothing_in_a_row_covers_anything_else(intervals, milestones):
    row = GanttRow(
        "Data centre",
        [bar(first, first + days, label="Install racks") for first, days in intervals],
        [GanttMilestone(START + timedelta(days=n), "Racks accepted") for n in milestones],
    )
    placed = place(row, scale(130), FORMATS, SIZE)
    for one in placed.bars:
        assert one.top + BAR <= placed.height
        for other in placed.bars:
            if other is not one and other.top == one.top:
                assert other.left >= one.right - 0.6 or other.right <= one.left + 0.6
    named = [mark for mark in placed.marks if mark.label]
    for one in named:
        right = one.label_x + pdfmetrics.stringWidth(one.label, MEDIUM, SIZE)
        assert right <= 380 + 0.01
        assert one.label_y <= placed.height
        assert one.y <= placed.height
        for other in named:
            if other is not one and other.label_y == one.label_y:
                assert other.label_x >= right or other.label_x < one.label_x


def test_diamonds_stand_between_bars_where_there_is_room_and_below_them_otherwise():
    phases = [bar(0, 20, label="Survey"), bar(30, 50, label="Install")]
    between = place(
        GanttRow("A", phases, [GanttMilestone(START + timedelta(days=25))]), scale(60), FORMATS, SIZE
    )
    assert between.bars[0].top < between.marks[0].y < between.bars[0].top + BAR
    below = place(
        GanttRow("A", phases, [GanttMilestone(START + timedelta(days=10))]), scale(60), FORMATS, SIZE
    )
    assert below.marks[0].y > below.bars[0].top + BAR


def test_a_label_too_long_for_its_bar_stands_beside_it_or_is_cut():
    alone = place(GanttRow("A", [bar(0, 2, label="Survey the sites")]), scale(100), FORMATS, SIZE).bars[0]
    assert alone.label == "Survey the sites"
    assert alone.label_x > alone.right
    packed = [bar(0, 20, label="Survey the sites"), bar(20, 40, label="Order")]
    first = place(GanttRow("A", packed), scale(200), FORMATS, SIZE).bars[0]
    assert first.label.endswith("…")
    assert first.label_x < first.right


def test_a_milestone_is_named_whole_where_its_row_has_room():
    name = "Target design approved by the design authority of the whole group"
    for day, side in ((5, "right"), (95, "left")):
        marks = [GanttMilestone(START + timedelta(days=day), name)]
        row = GanttRow("A", [bar(0, 100, label="Design")], marks)
        (mark,) = place(row, scale(100), FORMATS, SIZE).marks
        assert mark.label.endswith(name)
        assert (mark.label_x > mark.x) == (side == "right")


def test_a_page_shows_every_project_and_milestone_with_its_date(write):
    row = GanttRow(
        "Data centre", [bar(0, 60, label="Install", critical=True)], [GanttMilestone(START, "Racks accepted")]
    )
    met = GanttRow("Software", [], [GanttMilestone(START + timedelta(days=50), "Release", met=True)])
    reader = write([GanttSummary(GanttData([row, met], date(2026, 6, 12)), FORMATS)])
    text = " ".join(reader.pages[0].extract_text().split())
    for said in (
        "Data centre",
        "Install",
        "4 May Racks accepted",
        "Software",
        "✓ 23 Jun Release",
        "12 Jun",
        "May 2026",
    ):
        assert said in text


def test_many_rows_go_on_over_pages_under_the_same_scale(write):
    rows = [GanttRow(f"Project {n}", [bar(n, n + 30)], hue="#0072B2") for n in range(60)]
    reader = write([GanttSummary(GanttData(rows, date(2026, 6, 12)), FORMATS)])
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) > 1
    assert all("May 2026" in page and "12 Jun" in page for page in pages)
    assert [n for page in pages for n in range(60) if f"Project {n} " in page + " "] == list(range(60))


def test_a_status_date_far_away_does_not_squeeze_the_plan():
    data = GanttData([GanttRow("A", [bar(0, 100)])], date(2035, 1, 1))
    assert data.days() == (START.date(), START.date() + timedelta(days=100))


@pytest.mark.parametrize("rows", [[], [GanttRow("No tasks yet")]])
def test_without_dates_it_says_so(write, rows):
    assert (
        "There are no dates to draw yet"
        in write([GanttSummary(GanttData(rows), FORMATS)]).pages[0].extract_text()
    )


def test_names_of_any_kind_are_drawn(write):
    name = "<b>العربية</b> & 中文 " * 20
    row = GanttRow(name, [bar(0, 30, label=name)], [GanttMilestone(START, name)], "#0072B2", 3)
    assert len(write([GanttSummary(GanttData([row]), FORMATS)]).pages) == 1
