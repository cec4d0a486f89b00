"""Printing and picturing the Gantt from the window's menus and by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.paper.dialog import GanttPaperDialog


def dialog(window) -> GanttPaperDialog | None:
    found = [d for d in window.findChildren(GanttPaperDialog) if d.isVisible()]
    return found[0] if found else None


def test_the_key_for_printing_shows_the_pages_of_the_gantt(window, qtbot):
    view = window.show_view("gantt")
    QTest.keyClick(view.panes.tree, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown = dialog(window)
    assert shown is not None and shown.pages is not None
    assert shown.pages.about.heads.title == "Network renewal"
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog(window) is None)


def test_views_that_are_not_printed_do_not_offer_it(window):
    window.show_view("gantt")
    assert window.action("print").isEnabled()
    window.show_view("overview")
    assert not window.action("print").isEnabled()
    window.close_program()
    assert not window.action("print").isEnabled()
    assert not window.action("export_pdf").isEnabled()


def test_a_picture_is_exported_from_any_view(window):
    window.show_view("overview")
    window.action("export_picture").trigger()
    shown = dialog(window)
    assert window.view.key == "gantt"
    assert shown is not None and shown.form.choice().is_sheet
    shown.reject()
    window.action("export_pdf").trigger()
    assert not dialog(window).form.choice().is_sheet
    dialog(window).reject()
