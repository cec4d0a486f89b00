"""What a filter finds is seen: its bars come into sight, and where nothing is found the view says so."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.gestures.records import set_fields


def sift(desk, text: str) -> None:
    desk.view.sifting.type(text)
    QTest.qWait(0)


def seen(desk, name: str) -> bool:
    chart = desk.view.panes.chart
    start = float(desk.program.plan.state.schedule.start[desk.row(name)])
    return 0 <= chart.scale.x(start) <= chart.viewport().width()


def test_the_chart_goes_to_what_is_found_when_none_of_it_is_in_sight(desk, days):
    later = {"constraint": "snet", "constraint_date": datetime(2027, 3, 1, 8)}
    set_fields(desk.program, "task", desk.id("Design"), later)
    assert not seen(desk, "Design")
    sift(desk, "Design")
    assert seen(desk, "Design")
    sift(desk, "Order")
    assert seen(desk, "Order")


def test_the_chart_stays_where_a_bar_that_is_found_is_in_sight(desk, days):
    left = desk.view.panes.chart.scale.left
    sift(desk, "Install")
    assert desk.view.panes.chart.scale.left == left


def test_a_filter_that_finds_nothing_says_so_and_is_cleared_by_its_button(desk):
    sift(desk, "name has zebra")
    nothing = desk.view.nothing
    assert desk.view.pages.currentWidget() is nothing
    assert "zebra" in nothing.accessibleDescription()
    nothing.button.click()
    assert desk.view.pages.currentWidget() is not nothing
    assert len(desk.view.panes.chart.shown) == len(desk.outline())


def test_what_highlights_nothing_still_shows_the_plan(desk):
    desk.view.sifting.highlight(on=True)
    sift(desk, "zebra")
    assert desk.view.pages.currentWidget() is not desk.view.nothing


def test_a_block_goes_with_the_rows_that_a_filter_takes_away(desk):
    tree = desk.view.panes.tree
    index = tree.outline_model.index_of
    tree.block.take(index(desk.id("Order"), INDEX["start"]), index(desk.id("Install"), INDEX["finish"]))
    assert tree.block_cells.rows
    sift(desk, "Design")
    assert not tree.block_cells.rows
    assert not tree.block.active


def test_ready_made_views_begin_with_what_their_name_promises(desk):
    desk.do("table-cost")
    header = desk.view.panes.tree.header()
    assert header.visualIndex(INDEX["cost"]) < header.visualIndex(INDEX["fixed_cost"])
