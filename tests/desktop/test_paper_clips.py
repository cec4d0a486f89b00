"""Rows that carry documents have a paper clip; a click on it, or a key, leads to them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.register.model import CLIPPED
from tpm_desktop.gestures.attachments import Document, attach, attachments_of, detach

LEFT = Qt.MouseButton.LeftButton
OFFER = Document("Offer.pdf", b"%PDF-1.7 offer")
NOTES = Document("Notes.txt", b"notes")


@pytest.fixture
def clipped(window: MainWindow, ids) -> MainWindow:
    """The window, with two documents on a task and one on a risk."""
    attach(window.session.program, "task", ids.order, [OFFER, NOTES])
    attach(window.session.program, "risk", ids.late_racks, [OFFER])
    return window


def the_page(window: MainWindow) -> list[str]:
    """The documents that the inspector shows; it must be at their page."""
    page = window.inspector.page("Documents")
    assert page.isVisible()
    return [found.text for found in page.list.documents.found]


def clips(tree, y: int) -> list[int]:
    """Where along a row there is a paper clip."""
    return [x for x in range(tree.viewport().width()) if tree.is_clip(QPoint(x, y))]


def test_a_click_on_the_clip_of_a_task_shows_its_documents(clipped, ids):
    window = clipped
    window.action("inspector").setChecked(False)
    tree = window.show_view("gantt").panes.tree
    place = tree.visualRect(tree.outline_model.index_of(ids.order))
    at = clips(tree, place.center().y())
    assert at and max(at) <= place.right()
    QTest.mouseClick(tree.viewport(), LEFT, pos=QPoint(at[len(at) // 2], place.center().y()))
    assert window.session.selected == ("task", (ids.order,))
    assert the_page(window) == ["Offer.pdf", "Notes.txt"]
    assert QApplication.focusWidget() is window.inspector.page("Documents").list
    other = tree.visualRect(tree.outline_model.index_of(ids.install))
    assert clips(tree, other.center().y()) == []


def test_the_clip_is_painted_and_told_and_goes_with_the_last_document(clipped, ids):
    tree = clipped.show_view("gantt").panes.tree
    index = tree.outline_model.index_of(ids.order, INDEX["name"])
    place = tree.visualRect(index)
    right = place.adjusted(place.width() - 30, 2, 0, -2)
    bare = tree.viewport().grab(right.translated(0, place.height())).toImage()
    assert tree.viewport().grab(right).toImage() != bare
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", critical, 2 documents")
    assert "2 documents" in index.data(Qt.ItemDataRole.ToolTipRole)
    both = attachments_of(clipped.session.program.file, "task", ids.order)
    detach(clipped.session.program, [one.id for one in both])
    assert clips(tree, place.center().y()) == []
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", critical")
    clipped.session.undo()
    assert clips(tree, place.center().y())


def test_a_double_click_on_the_clip_edits_nothing(clipped, ids):
    tree = clipped.show_view("gantt").panes.tree
    place = tree.visualRect(tree.outline_model.index_of(ids.order))
    at = QPoint(clips(tree, place.center().y())[0], place.center().y())
    QTest.mouseClick(tree.viewport(), LEFT, pos=at)
    QTest.mouseDClick(tree.viewport(), LEFT, pos=at)
    assert tree.state() != tree.State.EditingState


def test_a_click_on_the_clip_in_a_register_shows_the_documents(clipped, ids):
    view = clipped.show_view("risk")
    model, table = view.model, view.table
    titled = [column.name for column in model.shown].index("title")
    late, test = (model.index(model.place(row_id), titled) for row_id in (ids.late_racks, ids.load_test))
    assert (late.data(CLIPPED), test.data(CLIPPED)) == (True, False)
    assert late.data(Qt.ItemDataRole.AccessibleTextRole) == "Racks come late, 1 document"
    place = table.visualRect(late)
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(place.right() - 10, place.center().y()))
    assert the_page(clipped) == ["Offer.pdf"]


def test_a_key_leads_from_any_row_to_its_documents_or_to_adding_one(clipped, ids):
    clipped.show_view("risk")
    clipped.session.select("risk", [ids.late_racks])
    QTest.keyClick(clipped, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert the_page(clipped) == ["Offer.pdf"]
    assert QApplication.focusWidget() is clipped.inspector.page("Documents").list
    clipped.session.select("risk", [ids.load_test])
    QTest.keyClick(clipped, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is clipped.inspector.page("Documents").add_button
