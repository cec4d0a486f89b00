"""Views under a name: chosen from the menu, kept in the file, renamed, deleted, undone, taken up again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.gantt import GanttView
from tpm_desktop.desktop.gantt.column_layout import layout_of
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.gantt.ready_views import READY_VIEWS
from tpm_desktop.desktop.saved_looks.name import ViewName
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.gestures.saved_views import saved_views
from tpm_desktop.plan import OpenProgram


def entries(view) -> dict[str, QAction]:
    menu = view.looks.menu
    below = [action.menu() for action in menu.actions() if isinstance(action.menu(), QMenu)]
    return {a.text(): a for part in (menu, *below) for a in part.actions() if a.text() and not a.menu()}


def choose(desk, text: str) -> None:
    entries(desk.view)[text].trigger()


def answer(desk, name: str) -> None:
    dialog = desk.view.findChildren(ViewName)[-1]
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    dialog.deleteLater()
    QTest.qWait(0)


def save(desk, name: str) -> None:
    choose(desk, "Save this view…")
    answer(desk, name)


def names(desk) -> list[str]:
    return [saved.name for saved in saved_views(desk.program)]


def sees(view) -> list[str]:
    return [view.panes.model.state.names[row] for row in view.panes.chart.shown.rows.tolist() if row >= 0]


@pytest.fixture
def long_ones(desk):
    """A view that somebody arranged: a column more, a filter, an order, a zoom, a text beside the bars."""
    tree, chart = desk.view.panes.tree, desk.view.panes.chart
    tree.setColumnHidden(INDEX["deadline"], False)
    tree.setColumnWidth(INDEX["deadline"], 133)
    tree.freeze(3)
    desk.view.filter("duration > 6d and not summary")
    desk.view.sifting.turn("name")
    desk.view.actions_of_view.texts.choose(left="duration", right="")
    chart.zoom(0.5)
    save(desk, "Long ones")
    return layout_of(tree.header()), chart.scale.minutes


def disturb(desk):
    choose(desk, "View: Whole plan")
    desk.view.actions_of_view.texts.choose(left="", right="usual")
    desk.view.panes.chart.zoom(3)


def test_a_saved_view_brings_all_of_it_back(desk, long_ones):
    disturb(desk)
    assert len(sees(desk.view)) == 7
    choose(desk, "View: Long ones")
    layout, minutes = long_ones
    assert layout_of(desk.view.panes.tree.header()) == layout
    assert "deadline 133" in layout
    assert desk.view.panes.tree.freezing.count == 3
    assert sees(desk.view) == ["Sites", "Install", "Software", "Build"]
    assert [key.field for key in desk.view.sifting.sieve.sort] == ["name"]
    assert desk.view.panes.chart.scale.minutes == pytest.approx(minutes, rel=0.002)
    assert (desk.view.actions_of_view.texts.texts.left, desk.view.actions_of_view.texts.texts.right) == (
        "duration",
        "",
    )
    assert entries(desk.view)["View: Long ones"].isChecked()
    assert desk.view.headline().startswith("2 shown, filtered by “Long ones”")


def test_a_saved_view_is_one_record_and_undone_like_other_rows(desk, long_ones):
    assert desk.last_label() == "Save view “Long ones”"
    desk.session.undo()
    assert "View: Long ones" not in entries(desk.view)
    desk.session.redo()
    assert "View: Long ones" in entries(desk.view)


def test_saving_under_a_name_that_is_there_takes_its_place(desk, long_ones):
    choose(desk, "View: Whole plan")
    save(desk, "long ones")
    assert names(desk) == ["long ones"]
    assert saved_views(desk.program)[0].condition is None


def test_a_view_is_renamed_but_not_to_what_another_is_called(desk, long_ones):
    save(desk, "Other")
    choose(desk, "Rename view: Other…")
    answer(desk, "Long ones")
    assert names(desk) == ["Long ones", "Other"]
    choose(desk, "Rename view: Other…")
    answer(desk, "Weekly & monthly")
    assert names(desk) == ["Long ones", "Weekly & monthly"]
    assert "View: Weekly && monthly" in entries(desk.view)


def test_a_deleted_view_is_gone_and_what_is_shown_stays(desk, long_ones):
    before = layout_of(desk.view.panes.tree.header())
    choose(desk, "Delete view: Long ones")
    assert names(desk) == []
    assert layout_of(desk.view.panes.tree.header()) == before
    assert "Rename view: Long ones…" not in entries(desk.view)


@pytest.mark.parametrize("ready", READY_VIEWS, ids=lambda ready: ready.key)
def test_a_ready_made_view_is_one_command_and_no_row(desk, ready):
    choose(desk, f"View: {ready.name}")
    shown = [part.split()[0] for part in layout_of(desk.view.panes.tree.header())]
    assert shown == ["number", "name", *ready.columns]
    assert (desk.view.sifting.sieve.condition is not None) == bool(ready.condition)
    assert desk.view.sifting.sieve.group == ready.group
    assert names(desk) == []
    assert desk.refused == []


def another(desk, qtbot, settings) -> GanttView:
    desk.view.remember(settings)
    view = GanttView(desk.session, Appearance.current())
    qtbot.addWidget(view)
    view.resize(1200, 500)
    view.recall(settings)
    view.load()
    return view


def test_the_last_view_of_a_file_is_shown_when_it_is_opened_again(desk, long_ones, qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    choose(desk, "View: Long ones")
    view = another(desk, qtbot, settings)
    assert sees(view) == ["Sites", "Install", "Software", "Build"]
    choose(desk, "View: Milestones")
    assert sees(another(desk, qtbot, settings)) == ["Sites", "Accepted"]


def test_another_file_is_shown_as_it_was_and_a_view_that_is_gone_is_none(desk, long_ones, qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    choose(desk, "View: Long ones")
    choose(desk, "Delete view: Long ones")
    assert len(sees(another(desk, qtbot, settings))) == 7
    choose(desk, "View: Milestones")
    desk.view.remember(settings)
    with OpenProgram.create(tmp_path / "other.tpm") as program:
        other = GanttView(type(desk.session)(program), Appearance.current())
        qtbot.addWidget(other)
        other.recall(settings)
        other.load()
        assert other.sifting.sieve.condition is None


def test_a_view_whose_condition_can_no_longer_be_read_says_so(desk, long_ones):
    (saved,) = saved_views(desk.program)
    set_fields(desk.program, "saved_view", saved.id, {"condition": "no such field = 3"})
    disturb(desk)
    choose(desk, "View: Long ones")
    assert desk.refused[-1].startswith("“Long ones” can't be used: ")
    assert not entries(desk.view)["View: Long ones"].isChecked()


def test_nonsense_in_a_saved_view_leaves_the_names(desk, long_ones):
    (saved,) = saved_views(desk.program)
    values = {"layout": "nothing 3, , start", "text_left": "nowhere", "scale": 1, "sort_by": "nobody"}
    set_fields(desk.program, "saved_view", saved.id, values)
    choose(desk, "View: Long ones")
    assert layout_of(desk.view.panes.tree.header()) == ["name 240"]
    assert not desk.view.grab().isNull()


HOSTILE = {
    "numbers": {"layout": "name 99999999999999999999, start -5, finish 0, duration 1e9, name 1"},
    "junk": {"layout": "<b>x</b> 1,,,;;; \\ %s {} name", "frozen": 1000, "scale": 1},
    "far": {"scale": 1_000_000_000, "frozen": 1000, "layout": "name 1"},
    "nested": {"condition": "(" * 990},
    "not": {"condition": "not " * 240 + "critical"},
    "or": {"condition": " or ".join(["critical"] * 80)},
    "long": {"condition": "duration > " + "9" * 900},
    "days": {"condition": "duration > 99999999999999999999d and start < 9999999999w"},
    "share": {"condition": "done > 99999999999999999999%"},
    "dates": {"condition": "start > 9999-99-99 or finish < 0001-01-01"},
    "sorts": {"sort_by": ",".join(["name", "start descending"] * 40), "group_by": "nothing; drop"},
    "texts": {"text_left": "</b>%n", "text_right": "\N{RIGHT-TO-LEFT OVERRIDE}", "group_by": "duration"},
}


def test_views_of_a_stranger_do_no_harm(desk):
    """Each is shown as far as it can be, or refused in one sentence."""
    with desk.program.file.transaction("Save views") as edit:
        edit.add_all("saved_view", [{"name": f"<i>{name}", **fields} for name, fields in HOSTILE.items()])
        edit.add_all("sieve", [{"name": n, "of_table": "journal", "condition": "(" * 500} for n in "ab"])
    said = []
    desk.view.session.refused.connect(said.append)
    for name in HOSTILE:
        choose(desk, f"View: <i>{name}")
        desk.view.grab()
    assert all("\n" not in one and one.startswith("“<i>") for one in said)
    assert {one.partition("”")[0][4:] for one in said} == {"long", "days", "share", "dates"}
    choose(desk, f"View: {READY_VIEWS[0].name}")
    assert sees(desk.view)
