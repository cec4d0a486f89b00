"""The first task that is selected finds its page built; who is quicker than that gets all of it too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import Ids
from tpm_desktop.desktop.editors import FieldEditor
from tpm_desktop.desktop.inspector.general import GeneralPage
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.model.catalogue import entry


def _editors(window: MainWindow) -> set[str]:
    """What there is in the inspector, by what a screen reader calls it."""
    return {part.accessibleName() for part in window.inspector.findChildren(QWidget)}


def test_page_of_tasks_is_there_before_a_task_is_selected(window: MainWindow, ids: Ids, qtbot: QtBot) -> None:
    fields = {f"edit-{name}" for name, column in entry("task").enterable.items() if column.shown}
    fields -= {"edit-project_id", "edit-parent_id", "edit-notes"}  # changed elsewhere
    inspector = window.inspector
    qtbot.waitUntil(lambda: fields <= {part.objectName() for part in inspector.findChildren(QWidget)})
    assert {"Finish", "What moves if this slips a week"} <= _editors(window)
    assert window.session is not None
    assert window.session.selected[0] == "program"
    built = set(inspector.findChildren(FieldEditor))
    window.session.select("task", (ids.install,))
    assert set(inspector.findChildren(FieldEditor)) == built
    page = inspector.page("General")
    assert isinstance(page, GeneralPage)
    assert page.form.editors["name"].text() == "Install racks"


def test_who_selects_at_once_sees_every_field(empty_window: MainWindow, program_path: Path, ids: Ids) -> None:
    assert empty_window.files.open(program_path)
    assert "Finish" not in _editors(empty_window)
    assert empty_window.session is not None
    empty_window.session.select("task", (ids.install,))
    assert {"Duration", "Finish", "What moves if this slips a week"} <= _editors(empty_window)
    empty_window.close_program()


def test_file_closed_while_pages_are_being_built(
    empty_window: MainWindow, program_path: Path, qtbot: QtBot
) -> None:
    assert empty_window.files.open(program_path)
    qtbot.wait(1)
    empty_window.close_program()
    qtbot.wait(20)
    assert "Duration" not in _editors(empty_window)
