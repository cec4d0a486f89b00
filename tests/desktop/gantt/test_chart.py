"""Working on the chart: bars are moved, stretched and linked, time is zoomed, rows scroll with the table."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, qGray
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.gantt.drag import MoveDrag, ProgressDrag, StretchDrag
from tpm_desktop.desktop.gantt.hits import HANDLE, Part
from tpm_desktop.desktop.gantt.link_drag import LinkDrag
from tpm_desktop.desktop.gantt.links import routes
from tpm_desktop.desktop.gantt.timescale import DAY, minutes_of
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures import outline


def test_a_dragged_bar_starts_where_it_is_dropped_and_what_waits_for_it_follows(desk, days):
    at = desk.middle("Order")
    desk.drag(at, at + QPoint(days, 0), at + QPoint(2 * days, 0))
    assert desk.start("Order") == "Wed 06 May 08:00"
    assert desk.start("Install") == "Wed 13 May 08:00"
    assert desk.last_label() == "Move “Order”"
    desk.session.undo()
    assert desk.start("Order") == "Mon 04 May 08:00"


def test_critical_near_critical_and_other_bars_differ_in_black_and_white(desk, days):
    with desk.program.file.transaction("Set up") as edit:
        for name, length in (("Near", 10), ("Plain", 5)):
            edit.add("task", name=name, project_id=desk.id("Software"), duration=length * 480)
    kinds = {desk.bar(name): name for name in ("Build", "Near", "Plain")}
    assert [(bar.critical, bar.near) for bar in kinds] == [(True, False), (False, True), (False, False)]

    image = desk.view.panes.chart.viewport().grab().toImage()
    share = image.devicePixelRatio()

    def tones(name: str) -> set[int]:
        """The greys inside a bar, its edge and line of progress left out."""
        bar, top = desk.bar(name), desk.bar(name).y + desk.view.panes.chart.measures.bar_top
        return {
            qGray(image.pixel(round(x * share), round(y * share)))
            for x in range(round(bar.left) + 6, round(bar.left) + 60)
            for y in range(round(top) + 3, round(top) + 9)
        }

    assert len(tones("Plain")) == 1
    for name in ("Near", "Build"):
        assert max(tones(name)) - min(tones(name)) > 40


def test_a_bar_dropped_on_a_weekend_starts_after_it(desk, days):
    at = desk.middle("Order")
    desk.drag(at, at + QPoint(5 * days, 0))
    assert desk.start("Order") == "Mon 11 May 08:00"


def test_escape_lets_go_of_a_bar(desk, days):
    at = desk.middle("Order")
    desk.drag(at, at + QPoint(3 * days, 0), drop=False)
    assert isinstance(desk.view.panes.chart.drag, MoveDrag)
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.panes.chart.drag is None
    assert desk.start("Order") == "Mon 04 May 08:00"


def test_a_plan_of_one_day_is_first_seen_in_its_month(desk):
    chart = desk.view.panes.chart
    first = minutes_of(desk.program.plan.start(desk.id("Order")))
    chart.span = lambda: (first, first + DAY)
    chart.look()
    seen = chart.viewport().width() * chart.scale.minutes / DAY
    assert 28 <= seen <= 35
    assert 0 < chart.scale.x(first) < chart.viewport().width() / 4
    chart.fit()
    assert chart.viewport().width() * chart.scale.minutes < 3 * DAY


def test_while_it_is_dragged_a_bar_says_its_new_dates(desk, days):
    at = desk.middle("Order")
    desk.drag(at, at + QPoint(2 * days, 0), drop=False)
    drag = desk.view.panes.chart.drag
    assert isinstance(drag, MoveDrag)
    assert drag.span is not None
    assert f"{drag.span.start:%a %d} to {drag.span.finish:%a %d %H:%M}" == "Wed 06 to Tue 12 17:00"


def test_the_right_end_stretches_to_whole_working_days(desk, days):
    bar = desk.bar("Order")
    end = QPoint(round(bar.right) - 2, desk.middle("Order").y())
    desk.drag(end, end + QPoint(days, 0), end + QPoint(5 * days, 0), drop=False)
    assert isinstance(desk.view.panes.chart.drag, StretchDrag)
    desk.drag(end, end + QPoint(5 * days, 0))
    assert (desk.days("Order"), desk.finish("Order")) == (8, "Wed 13 May 17:00")


def test_progress_is_dragged_in_steps_of_five_per_cent(desk, days):
    start = desk.middle("Install", 0.0) + QPoint(8, 0)
    to = desk.middle("Install", 0.41)
    desk.drag(start, start + QPoint(10, 0), drop=False)
    assert isinstance(desk.view.panes.chart.drag, ProgressDrag)
    desk.drag(start, start + QPoint(10, 0), to)
    assert desk.shown("Install", "done") == "40 %"


def test_a_bar_dragged_down_onto_another_links_them(desk, days):
    start, to = desk.middle("Order", 0.6), desk.middle("Build", 0.2)
    desk.drag(start, start + QPoint(0, 20), to, drop=False)
    assert isinstance(desk.view.panes.chart.drag, LinkDrag)
    desk.drag(start, start + QPoint(0, 20), to)
    assert ("Order", "Build", "fs") in desk.links()


def test_a_link_is_drawn_from_the_handle_at_the_start(desk, days):
    chart = desk.view.panes.chart
    QTest.mouseMove(chart.viewport(), desk.middle("Order"))
    chart.pointer.move(QPointF(desk.middle("Order")))
    handle = QPoint(round(desk.bar("Order").left - HANDLE), desk.middle("Order").y())
    assert chart.pointer.hit(QPointF(handle)).part is Part.LINK_FROM_START
    desk.drag(handle, handle + QPoint(0, 20), desk.middle("Design", 0.2))
    assert ("Order", "Design", "ss") in desk.links()


def test_a_link_that_would_close_a_ring_is_refused_before_the_drop_and_names_it(desk, days):
    start, to = desk.middle("Install", 0.6), desk.middle("Order", 0.3)
    before = desk.links()
    desk.drag(start, start - QPoint(0, 20), to, drop=False)
    drag = desk.view.panes.chart.drag
    assert isinstance(drag, LinkDrag)
    assert "“Install”" in drag.problem
    assert "“Order”" in drag.problem
    assert "wait for each other" in drag.problem
    assert desk.view.panes.chart.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    desk.drag(start, start - QPoint(0, 20), to)
    assert desk.links() == before
    assert "wait for each other" in desk.refused[-1]


def test_a_summary_says_why_it_is_not_moved(desk, days):
    desk.enter("Install", "predecessors", "")
    outline.indent(desk.program, [desk.id("Install")])
    at = desk.middle("Order")
    desk.drag(at, at + QPoint(2 * days, 0))
    assert "tasks below it" in desk.refused[-1]
    assert desk.start("Order") == "Mon 04 May 08:00"


def test_a_component_project_is_dragged_with_its_tasks(desk, days):
    at = desk.middle("Software")
    desk.drag(at, at + QPoint(7 * days, 0))
    assert desk.start("Design") == "Mon 11 May 08:00"


def test_a_press_on_a_bar_selects_its_row_everywhere(desk, days):
    desk.drag(desk.middle("Build"), desk.middle("Build"))
    assert desk.session.selected == ("task", (desk.id("Build"),))
    assert desk.view.panes.tree.selected_ids() == [desk.id("Build")]
    desk.session.select("project", [desk.id("Software")])
    assert desk.view.panes.tree.selected_ids() == [desk.id("Software")]


def test_a_link_is_selected_by_a_click_and_removed_by_delete(desk, days):
    bar, below = desk.bar("Order"), desk.bar("Install")
    on_link = QPoint(round(below.left + 3), round((bar.y + below.y) / 2 + 7))
    desk.drag(on_link, on_link)
    assert desk.session.selected[0] == "link"
    desk.do("remove")
    assert ("Order", "Install", "fs") not in desk.links()
    assert "  Order" in desk.outline()


@pytest.mark.parametrize("x", [0, 137, 400])
def test_ctrl_and_wheel_zoom_around_the_pointer(desk, days, x):
    chart = desk.view.panes.chart
    before = chart.scale.at(x)
    at = QPointF(x, 60)
    event = QWheelEvent(
        at,
        chart.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.scale.minutes < DAY / 20
    assert chart.scale.at(x) == pytest.approx(before, abs=1)


def test_fit_shows_all_bars(desk):
    desk.view.panes.chart.zoom(40)
    desk.do("fit")
    width = desk.view.panes.chart.viewport().width()
    for name in ("Order", "Build"):
        assert desk.bar(name).left >= 0
        assert desk.bar(name).right <= width


def test_table_and_chart_scroll_together(desk):
    desk.view.resize(900, 170)
    QApplication.processEvents()
    tree, chart = desk.view.panes.tree, desk.view.panes.chart
    assert chart.verticalScrollBar().maximum() == tree.verticalScrollBar().maximum() > 0
    chart.verticalScrollBar().setValue(30)
    assert tree.verticalScrollBar().value() == 30
    tree.verticalScrollBar().setValue(48)
    assert chart.verticalScrollBar().value() == 48
    place = tree.visualRect(tree.outline_model.index_of(desk.id("Build")))
    assert round(desk.bar("Build").y) == place.top()


def test_nothing_can_be_dragged_in_a_file_that_is_only_read(opened, qtbot):
    from tpm_desktop.desktop.appearance import Appearance
    from tpm_desktop.desktop.gantt import GanttView
    from tpm_desktop.desktop.session import Session
    from tpm_desktop.plan import OpenProgram

    with OpenProgram(ProgramFile.open(opened.file.path, read_only=True)) as read_only:
        view = GanttView(Session(read_only), Appearance.current())
        qtbot.addWidget(view)
        view.resize(1000, 400)
        view.show()
        view.load()
        assert not view.panes.model.has_empty_row
        assert {a.objectName() for a in view.commands() if not a.isEnabled()} >= {
            "gantt-insert",
            "gantt-link",
        }
        assert {a.objectName() for a in view.commands() if a.isEnabled()} >= {"gantt-copy", "gantt-fit"}


@pytest.mark.parametrize("minutes_a_pixel", [60, 720, 1440, 4000, 20_000])
def test_a_link_to_work_that_follows_never_goes_round_its_bars(desk, minutes_a_pixel):
    chart = desk.view.panes.chart
    chart.set_scale(type(chart.scale)(float(minutes_of(datetime(2026, 4, 20))), minutes_a_pixel))
    frame = chart.frame(chart.viewport().rect().toRectF())
    found = routes(frame)
    assert len(found) == 3
    links = frame.cells.state.inputs.links
    for route in found:
        before = desk.bar(frame.cells.state.names[int(links.predecessor[route.link])])
        assert min(x for x, _ in route.points) >= before.left
        assert all(ax == bx or ay == by for (ax, ay), (bx, by) in pairwise(route.points))


def test_the_links_of_the_selected_task_stand_out(desk, days):
    chart = desk.view.panes.chart

    def stands_out(name: str) -> bool:
        """Whether the link to a task has the accent's colour halfway."""
        frame = chart.frame(chart.viewport().rect().toRectF())
        ends = frame.cells.state.inputs.links
        route = next(r for r in routes(frame) if int(ends.successor[r.link]) == desk.row(name))
        (x, top), (_, bottom) = route.points[-2:]
        image = chart.viewport().grab().toImage()
        share, y = image.devicePixelRatio(), (top + bottom) / 2
        return image.pixelColor(int(x * share), int(y * share)).rgb() == chart.inks.accent.rgb()

    desk.select("Order")
    assert (stands_out("Install"), stands_out("Build")) == (True, False)
    desk.select("Design")
    assert (stands_out("Install"), stands_out("Build")) == (False, True)
