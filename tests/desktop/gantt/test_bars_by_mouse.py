"""Tasks are drawn, split, joined and pulled by the mouse, and their flags are moved to other days."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt

from tpm_desktop.desktop.gantt.drag import PullDrag
from tpm_desktop.desktop.gantt.draw_drag import DrawDrag
from tpm_desktop.desktop.gantt.flag_drag import FlagDrag
from tpm_desktop.desktop.gantt.part_drag import PartDrag, SplitDrag
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.gestures.splits import Worked, split
from tpm_desktop.model.schedule import Constraint, Task, TaskSplit


def history(desk) -> int:
    return len(desk.program.file.journal.records())


def dragged(desk):
    return desk.view.panes.chart.drag


def parts(desk, name):
    spans = Worked.of(desk.program, desk.id(name)).spans
    return [desk.session.formats.span(*(datetime.fromtimestamp(at * 60) for at in span)) for span in spans]


def empty(desk, name, moment):
    """A point in a task's row, where nothing is."""
    return QPoint(desk.x(moment), desk.middle(name).y())


def below(desk):
    """A height below all rows."""
    return len(desk.program.plan.state.outline) * desk.view.panes.chart.measures.height + 12


# Drawing


def test_a_task_is_drawn_behind_the_row_and_its_name_is_typed(desk, days):
    start = empty(desk, "Order", datetime(2026, 6, 1, 12))  # a Monday
    desk.drag(start, start + QPoint(2 * days, 0), start + QPoint(4 * days, 0))
    desk.type_in("Survey")
    assert desk.outline()[:3] == ["Sites", "  Order", "  Survey"]
    assert (desk.start("Survey"), desk.finish("Survey")) == ("Mon 01 Jun 08:00", "Fri 05 Jun 17:00")
    labels = [record.label for record in desk.program.file.journal.records()[:2]]
    assert labels == ["Rename “New task”", "Insert “New task”"]


def test_a_task_drawn_below_all_rows_is_the_last(desk, days):
    start = QPoint(desk.x(datetime(2026, 5, 20, 12)), below(desk))
    desk.drag(start, start - QPoint(days, 0))
    desk.type_in("Handover")
    assert desk.outline()[-1] == "  Handover"
    assert (desk.start("Handover"), desk.days("Handover")) == ("Tue 19 May 08:00", 2)


def test_a_task_drawn_on_a_component_project_becomes_its_first(desk, days):
    start = QPoint(desk.x(datetime(2026, 4, 30, 12)), desk.middle("Software").y())
    desk.drag(start, start + QPoint(days, 0))
    desk.type_in("Charter")
    assert desk.outline()[4:6] == ["Software", "  Charter"]


def test_while_it_is_drawn_a_task_says_its_dates_and_escape_draws_none(desk, days):
    before, start = history(desk), empty(desk, "Order", datetime(2026, 6, 1, 12))
    desk.drag(start, start + QPoint(6 * days, 0), drop=False)
    drag = dragged(desk)
    assert isinstance(drag, DrawDrag)
    assert drag._said() == ["Mon 1 Jun – Fri 5 Jun", "New task, 5 d"]
    desk.key(Qt.Key.Key_Escape)
    assert (dragged(desk), history(desk)) == (None, before)


def test_nothing_is_drawn_on_a_weekend(desk, days):
    before, start = history(desk), empty(desk, "Order", datetime(2026, 6, 6, 3))
    desk.drag(start, start + QPoint(days, 0))
    assert history(desk) == before


# Pulling the start


def test_the_left_end_is_pulled_and_the_finish_stays(desk, days):
    end = QPoint(round(desk.bar("Order").left), desk.middle("Order").y())
    desk.drag(end, end + QPoint(days, 0), end + QPoint(2 * days, 0), drop=False)
    assert isinstance(dragged(desk), PullDrag)
    desk.drag(end, end + QPoint(2 * days, 0))
    assert (desk.start("Order"), desk.finish("Order")) == ("Wed 06 May 08:00", "Fri 08 May 17:00")
    assert desk.last_label() == "Change the start of “Order”"


# Splitting


def split_point(desk, moment):
    return QPoint(desk.x(moment), desk.middle("Install").y())


def test_a_bar_is_split_where_it_is_pressed_and_the_rest_goes_on_where_it_is_dropped(desk, days):
    desk.do("split")
    at = split_point(desk, datetime(2026, 5, 14))
    desk.hover(at)
    assert desk.view.panes.chart.pointer.cut == datetime(2026, 5, 14)
    desk.drag(at, at + QPoint(2 * days, 0), at + QPoint(4 * days, 0), drop=False)
    drag = dragged(desk)
    assert isinstance(drag, SplitDrag)
    assert drag._said() == ["Stops Wed 13 May", "Goes on Mon 18 May", "Finish Tue 26 May"]
    desk.drag(at, at + QPoint(4 * days, 0))
    assert parts(desk, "Install") == ["11 May – 13 May", "18 May – 26 May"]
    assert desk.last_label() == "Split “Install”"
    assert not desk.view.panes.chart.pointer.splitting


def test_escape_splits_nothing_and_ends_splitting(desk, days):
    before = history(desk)
    desk.do("split")
    at = split_point(desk, datetime(2026, 5, 14))
    desk.drag(at, at + QPoint(4 * days, 0), drop=False)
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_Escape)
    assert (history(desk), desk.view.panes.chart.pointer.splitting) == (before, False)


def test_a_summary_says_why_it_is_not_split(desk, days):
    desk.do("split")
    at = desk.middle("Sites")
    desk.drag(at, at + QPoint(2 * days, 0))
    assert desk.refused == ["“Sites” is made of the tasks below it; split one of those"]


@pytest.fixture
def broken(desk, days):
    """Install stops after Wednesday 13 May and goes on on Monday 18 May."""
    split(desk.program, desk.id("Install"), datetime(2026, 5, 14), datetime(2026, 5, 18))
    return desk


def test_a_part_is_dragged_on_and_the_first_stays(broken, days):
    at = split_point(broken, datetime(2026, 5, 20, 12))
    broken.drag(at, at + QPoint(days, 0), drop=False)
    assert isinstance(dragged(broken), PartDrag)
    broken.drag(at, at + QPoint(days, 0))
    assert parts(broken, "Install") == ["11 May – 13 May", "19 May – 27 May"]


def test_a_part_dragged_back_is_joined(broken, days):
    at = split_point(broken, datetime(2026, 5, 20, 12))
    broken.drag(at, at - QPoint(days, 0), at - QPoint(6 * days, 0), drop=False)
    assert dragged(broken)._said() == ["In one part", "Finish Fri 22 May"]
    broken.drag(at, at - QPoint(6 * days, 0))
    assert parts(broken, "Install") == ["11 May – 22 May"]
    assert not broken.program.file.rows(TaskSplit)
    assert broken.last_label() == "Join the parts of “Install”"


def test_the_first_part_moves_the_whole_task(broken, days):
    at = split_point(broken, datetime(2026, 5, 12, 12))
    broken.drag(at, at + QPoint(days, 0))
    assert parts(broken, "Install") == ["12 May – 14 May", "19 May – 27 May"]


# Flags


def task(desk, name) -> Task:
    found = desk.program.file.row(Task, desk.id(name))
    assert found is not None
    return found


def test_a_deadline_is_dragged_to_the_end_of_another_working_day(desk, days):
    set_fields(desk.program, "task", desk.id("Order"), {"deadline": datetime(2026, 5, 13, 17)})
    flag = QPoint(desk.x(datetime(2026, 5, 13, 17)), desk.middle("Order").y())
    desk.drag(flag, flag + QPoint(3 * days, 0), drop=False)
    drag = dragged(desk)
    assert isinstance(drag, FlagDrag)
    assert drag._said() == "Deadline Fri 15 May"  # not the Saturday
    desk.drag(flag, flag + QPoint(3 * days, 0))
    assert task(desk, "Order").deadline == datetime(2026, 5, 15, 17)
    assert desk.last_label() == "Set deadline of “Order”"


def test_a_deadline_at_the_end_of_a_bar_leaves_its_upper_half_to_the_bar(desk, days):
    set_fields(desk.program, "task", desk.id("Order"), {"deadline": datetime(2026, 5, 8, 17)})
    end = QPoint(round(desk.bar("Order").right), desk.middle("Order").y())
    desk.drag(end - QPoint(0, 4), end + QPoint(3 * days, -4))
    assert task(desk, "Order").deadline == datetime(2026, 5, 8, 17)
    assert desk.days("Order") == 6
    desk.drag(end + QPoint(0, 4), end + QPoint(4 * days, 4))
    assert task(desk, "Order").deadline == datetime(2026, 5, 12, 17)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (Constraint.SNET, datetime(2026, 5, 6, 8), datetime(2026, 5, 8, 8)),
        (Constraint.FNLT, datetime(2026, 5, 13, 17), datetime(2026, 5, 15, 17)),
    ],
)
def test_the_flag_of_a_constraint_shows_with_the_row_and_is_dragged(desk, days, kind, before, after):
    values = {"constraint": kind, "constraint_date": before}
    set_fields(desk.program, "task", desk.id("Order"), values)
    desk.select("Order")
    flag = QPoint(desk.x(before), desk.middle("Order").y() - 8)
    desk.drag(flag, flag + QPoint(2 * days, 0), drop=False)
    assert dragged(desk)._said().startswith(kind.label)
    desk.drag(flag, flag + QPoint(2 * days, 0))
    assert task(desk, "Order").constraint_date == after


def test_escape_leaves_a_flag_where_it_is(desk, days):
    set_fields(desk.program, "task", desk.id("Order"), {"deadline": datetime(2026, 5, 13, 17)})
    before = history(desk)
    flag = QPoint(desk.x(datetime(2026, 5, 13, 17)), desk.middle("Order").y())
    desk.drag(flag, flag + QPoint(3 * days, 0), drop=False)
    desk.key(Qt.Key.Key_Escape)
    assert history(desk) == before


# While something is dragged


def test_the_plan_is_painted_once_for_a_whole_drag(desk, days, monkeypatch):
    chart = desk.view.panes.chart
    painted = []
    plan = type(chart).paint_plan
    monkeypatch.setattr(type(chart), "paint_plan", lambda *args: painted.append(1) or plan(*args))
    at = desk.middle("Order")
    for step in range(1, 6):
        desk.drag(at, at + QPoint(10, 0), at + QPoint(step * days, 0), drop=False)
        chart.viewport().grab()
    assert len(painted) == 1
    chart.pan(40)
    chart.viewport().grab()
    assert len(painted) == 2
