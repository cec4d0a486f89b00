"""A look of a register, with columns, widths, filter and groups, is saved in the file and chosen again."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.register.view import RegisterView
from tpm_desktop.desktop.saved_looks.name import ViewName
from tpm_desktop.gestures.saved_views import save_view, saved_views


def opened(window: MainWindow, table: str) -> RegisterView:
    window.show_view(table)
    return next(view for view in window.findChildren(RegisterView) if view.key == table)


def offered(view: RegisterView) -> list[str]:
    return [action.text() for action in view.looks.menu.actions() if action.isCheckable()]


def choose(view: RegisterView, name: str) -> None:
    action = next(a for a in view.looks.menu.actions() if a.text() == f"View: {name}")
    assert isinstance(action, QAction)
    action.trigger()


def save_as(view: RegisterView, name: str) -> None:
    view.looks.ask_to_save()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ViewName) and w.isVisible())
    assert dialog.said.text() == "Columns with their widths, filter, order and groups are kept in the file."
    dialog.name.setText(name)
    dialog.ok.click()


def test_a_look_is_saved_shared_and_chosen_again(window, ids):
    program, view = window.session.program, opened(window, "risk")
    assert offered(view) == []
    view.table.lay_out({"title": 310, "probability": 0, "code": 71})
    view.filter("racks")
    view.sifting.group("owner_id")
    save_as(view, "My <racks> & more")
    (saved,) = saved_views(program, "risk")
    assert saved.layout is not None and saved.layout.startswith("title 310, probability ")
    assert (saved.of_table, saved.group_by) == ("risk", "owner_id")
    assert saved_views(program) == [], "the Gantt has its own"
    assert offered(opened(window, "action")) == [], "and so has every register"

    view = opened(window, "risk")
    view.sifting.clear_filter()
    view.sifting.clear_order()
    view.table.lay_out({"code": 0, "title": 0})
    choose(view, "My <racks> && more")
    assert list(view.table.layout_of_columns()) == ["title", "probability", "code"]
    assert view.table.layout_of_columns()["title"] == 310
    assert view.sifting.sieve.group == "owner_id"
    assert view.model.found == 1
    assert [action.isChecked() for action in view.looks.menu.actions() if action.isCheckable()] == [True]
    window.session.undo()
    assert offered(view) == []


def test_a_strange_look_from_elsewhere_does_no_harm(window, ids):
    program = window.session.program
    save_view(program, "Strange", {"layout": "spy 10, title 999999999, code -4, , owner_id ²"}, "risk")
    save_view(program, "Nothing", {"layout": "spy"}, "risk")
    save_view(program, "Unread", {"condition": "spy > 3"}, "risk")
    view = opened(window, "risk")
    choose(view, "Strange")
    widths = view.table.layout_of_columns()
    assert list(widths) == ["title", "code", "owner_id"]
    assert max(widths.values()) < 3_000
    choose(view, "Nothing")
    assert "title" in view.table.layout_of_columns()
    refused: list[str] = []
    window.session.refused.connect(refused.append)
    choose(view, "Unread")
    assert refused and refused[0].startswith("“Unread” can't be used")
