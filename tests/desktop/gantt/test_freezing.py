"""Columns that stay while the others scroll: seen, pressed, edited and sorted where they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.columns import INDEX, NAME

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def scrolled(desk):
    """More columns than have room, scrolled to the right by a few hundred pixels."""
    tree = desk.view.panes.tree
    desk.do("table-tracking")
    desk.view.panes.setSizes([600, 600])
    QTest.qWait(0)
    desk.before = shot(desk)
    tree.horizontalScrollBar().setValue(237)
    assert tree.horizontalScrollBar().value() == 237
    return desk


def shot(desk):
    """The picture of what stays, of header and rows."""
    tree = desk.view.panes.tree
    edge = tree.freezing.edge() - 1
    parts = (tree.viewport(), tree.table_header.viewport())
    return [part.grab(QRect(0, 0, edge, part.height())).toImage() for part in parts]


def cell(desk, name: str, column: str) -> QPoint:
    tree = desk.view.panes.tree
    return tree.visualRect(tree.outline_model.index_of(desk.id(name), INDEX[column])).center()


def click(desk, at: QPoint) -> None:
    QTest.mouseClick(desk.view.panes.tree.viewport(), _LEFT, pos=at)


def test_number_and_name_stay_to_the_pixel_while_the_rest_scrolls(scrolled):
    assert scrolled.before == shot(scrolled)
    tree = scrolled.view.panes.tree
    assert tree.freezing.edge() == tree.columnWidth(INDEX["number"]) + tree.columnWidth(NAME)
    assert tree.freezing.left(INDEX["number"]) == 0


def test_what_is_pressed_is_what_is_seen(scrolled):
    tree = scrolled.view.panes.tree
    click(scrolled, cell(scrolled, "Install", "name"))
    assert tree.selected_ids() == [scrolled.id("Install")]
    assert tree.currentIndex().column() == NAME
    assert tree.horizontalScrollBar().value() == 237
    behind = QPoint(tree.freezing.edge() + 40, cell(scrolled, "Order", "name").y())
    click(scrolled, behind)
    assert tree.currentIndex().column() == tree.header().logicalIndexAt(behind.x())
    assert tree.currentIndex().column() != NAME


def test_a_chevron_that_stays_folds_and_the_chart_with_it(scrolled):
    tree = scrolled.view.panes.tree
    name = tree.visualRect(tree.outline_model.index_of(scrolled.id("Sites")))
    click(scrolled, QPoint(name.left() - 8, name.center().y()))
    assert not tree.isExpanded(tree.outline_model.index_of(scrolled.id("Sites"), 0))
    assert len(scrolled.view.panes.chart.shown) == 4


def test_a_name_is_edited_where_it_stays(scrolled):
    tree = scrolled.view.panes.tree
    click(scrolled, cell(scrolled, "Order", "name"))
    QTest.mouseDClick(tree.viewport(), _LEFT, pos=cell(scrolled, "Order", "name"))
    assert scrolled.editor().x() >= tree.freezing.left(NAME)
    assert scrolled.editor().geometry().right() <= tree.freezing.edge()
    tree.horizontalScrollBar().setValue(100)
    assert scrolled.editor().geometry().right() <= tree.freezing.edge()
    scrolled.type_in("Order all")
    assert "Order all" in scrolled.program.plan.state.names


def test_going_left_brings_cells_out_from_under_what_stays(scrolled):
    tree = scrolled.view.panes.tree
    scrolled.at("Order", "actual_work")
    for _ in range(5):
        scrolled.key(Qt.Key.Key_Left)
        place = tree.visualRect(tree.currentIndex())
        assert place.left() >= tree.freezing.edge() - 1
        assert place.width() == tree.columnWidth(tree.currentIndex().column())
    scrolled.key(Qt.Key.Key_Left)
    assert tree.currentIndex().column() == NAME


def test_a_heading_that_stays_sorts_by_its_own_column(scrolled):
    header = scrolled.view.panes.tree.table_header
    QTest.mouseClick(header.viewport(), _LEFT, pos=QPoint(120, header.height() - 8))
    assert [key.field for key in scrolled.view.sifting.sieve.sort] == ["name"]


def test_the_edge_of_a_heading_that_stays_is_dragged(scrolled):
    tree = scrolled.view.panes.tree
    at = QPoint(tree.freezing.edge() - 2, tree.table_header.height() - 8)
    before = tree.columnWidth(NAME)
    QTest.mousePress(tree.table_header.viewport(), _LEFT, pos=at)
    QTest.mouseMove(tree.table_header.viewport(), at + QPoint(20, 0))
    QTest.mouseMove(tree.table_header.viewport(), at + QPoint(30, 0))
    QTest.mouseRelease(tree.table_header.viewport(), _LEFT, pos=at + QPoint(30, 0))
    assert tree.columnWidth(NAME) == before + 30


def test_the_header_freezes_up_to_the_column_under_the_pointer_and_none(scrolled):
    tree = scrolled.view.panes.tree
    tree.horizontalScrollBar().setValue(0)
    at = QPoint(tree.table_header.sectionViewportPosition(INDEX["actual_start"]) + 5, 20)
    tree.table_header.customContextMenuRequested.emit(at)
    menu = scrolled.view.findChild(QMenu, "gantt-header-menu")
    next(a for a in menu.actions() if a.text() == "Freeze columns up to here").trigger()
    assert list(tree.freezing.columns()) == [INDEX[key] for key in ("number", "name", "actual_start")]
    scrolled.do("unfreeze")
    tree.horizontalScrollBar().setValue(237)
    assert tree.freezing.left(NAME) < 0
    scrolled.at("Order", "name")
    scrolled.do("freeze")
    assert tree.freezing.left(NAME) > 0


def test_columns_that_scroll_always_have_room(scrolled):
    scrolled.view.panes.tree.freeze(7)
    tree = scrolled.view.panes.tree
    assert 0 < tree.freezing.edge() <= tree.viewport().width() - 80


def test_how_many_stay_is_remembered(desk, qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    desk.view.panes.tree.freeze(3)
    desk.view.remember(settings)
    other = GanttView(desk.session, Appearance.current())
    qtbot.addWidget(other)
    other.recall(settings)
    assert other.panes.tree.freezing.count == 3
    settings.setValue("gantt/frozen", "many")
    other.recall(settings)
    assert other.panes.tree.freezing.count == 2
