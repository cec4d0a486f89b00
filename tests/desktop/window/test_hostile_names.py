"""Names out of a file are shown as they are written: nothing in them is taken for HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from tpm_desktop.desktop.audit.field_history import FieldHistory
from tpm_desktop.desktop.import_dialog import ImportReportDialog
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.views import views
from tpm_desktop.exchange import ImportReport
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.fields import Kind

BOLD, WORD = "<b>Hostile</b>", "Hostile"  # a word that no earlier name holds: the audit shows those too


@pytest.fixture
def hostile(window: MainWindow) -> MainWindow:
    """The window on a program in which every text that people type is HTML."""
    file = window.session.program.file
    with file.transaction("Add what the small program lacks") as edit:
        rows = {"release": "R", "environment": "E", "test_cycle": "C", "system": "S"}
        made = {f"{table}_id": edit.add(table, name=name) for table, name in rows.items()}
        release, system = made["release_id"], made["system_id"]
        one = edit.add("interface", title="Orders", release_id=release, from_system_id=system)
        where = {"environment_id": made["environment_id"], "cycle_id": made["test_cycle_id"]}
        edit.add("integration_test", interface_id=one, result="failed", **where)
    with file.transaction(f"Rename {BOLD}") as edit:
        for entry in CATALOGUE:
            texts = [n for n, c in entry.fields.items() if c.kind in (Kind.TITLE, Kind.TEXT, Kind.NOTE)]
            for number, row_id in enumerate(file.columns(entry.name, ["id"])[0]):
                edit.set(entry.name, row_id, **dict.fromkeys(texts, f"{BOLD} {number}"))
    return window


def shown(text: str) -> str:
    """What a tooltip, or a label of no certain format, shows of a text."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def tips(widget: QWidget) -> Iterator[str]:
    """Every tooltip of a window and of the cells of its tables."""
    for part in widget.findChildren(QWidget):
        yield part.toolTip()
    for action in widget.findChildren(QAction):
        yield action.toolTip()
    for table in widget.findChildren(QAbstractItemView):
        if table.model() is not None:
            yield from cell_tips(table.model(), QModelIndex())


def cell_tips(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            yield model.index(row, column, parent).data(Qt.ItemDataRole.ToolTipRole) or ""
        yield from cell_tips(model, model.index(row, 0, parent))


def as_written(widget: QWidget) -> int:
    """How many labels and tooltips show the name; asserts that each shows it as it is written."""
    found = 0
    for label in widget.findChildren(QLabel):
        label.ensurePolished()
        plain = label.textFormat() is Qt.TextFormat.PlainText
        found += _whole(label.text() if plain else shown(label.text()))
    return found + sum(map(_whole, map(shown, tips(widget))))


def _whole(text: str) -> bool:
    assert text.count(WORD) == text.count(BOLD), text
    return WORD in text


def test_every_view_shows_names_as_they_are_written(hostile: MainWindow, subtests: pytest.Subtests):
    for view in views():
        with subtests.test(view.key):
            for part in (hostile.show_view(view.key), hostile.header):
                as_written(part)
    assert as_written(hostile) > 1_000


def test_the_inspector_shows_names_as_they_are_written(hostile: MainWindow, subtests: pytest.Subtests):
    for entry in CATALOGUE:
        for row_id in hostile.session.program.file.columns(entry.name, ["id"])[0][:1]:
            with subtests.test(entry.name):
                hostile.session.select(entry.name, [row_id])
                for at in range(hostile.inspector._tabs.count()):
                    hostile.inspector._tabs.button(at).click()
                    as_written(hostile.inspector._stack.currentWidget())
                assert BOLD in hostile.inspector.title
    assert as_written(hostile.inspector)


def test_what_is_said_shows_names_as_they_are_written(hostile: MainWindow):
    hostile.session.undo()
    assert BOLD in hostile.status.said
    hostile.session.redo()
    hostile.session.refused.emit(f"{BOLD} is refused")
    hostile.files.say_problem(f"{BOLD}.tpm can't be read")
    assert as_written(hostile) > 3


def test_an_import_report_shows_names_as_they_are_written(window: MainWindow, qtbot):
    report = ImportReport(f"{BOLD}.xml", "MS Project XML")
    report.adjusted(f"“{BOLD}” had a finish before its start")
    report.close({"task": 12})
    dialog = ImportReportDialog(window, report)
    qtbot.addWidget(dialog)
    assert as_written(dialog) > 1


def test_the_history_of_a_value_shows_names_as_they_are_written(hostile: MainWindow, ids, qtbot):
    dialog = FieldHistory(hostile.session, "risk", ids.late_racks, "title", hostile)
    qtbot.addWidget(dialog)
    assert as_written(dialog) > 1
