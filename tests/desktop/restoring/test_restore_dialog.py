"""Backups are looked into before one is brought back, and what it replaces is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tpm_desktop.desktop.restoring import RestoreDialog
from tpm_desktop.file import author, backups
from tpm_desktop.file.backups import Reason
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.restoring import restore_over
from tpm_desktop.gestures.records import set_fields

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("TPM_DATA", str(folder))
    author.keep("Test manager", "Program manager")  # so that the window does not ask
    return folder


@pytest.fixture
def edited(window, ids):
    """The window after a backup and two edits."""
    session = window.session
    session.program.file.back_up(Reason.MERGE)
    set_fields(session.program, "task", ids.order, {"name": "Order more racks"})
    session.program.file.back_up(Reason.IMPORT)
    with session.program.file.transaction("Add a risk") as edit:
        edit.add("risk", title="The landlord sells")
    return window


def opened(window, qtbot, of: Path | None = None) -> RestoreDialog:
    """The dialog, after it looked into the first backup."""
    if of is None:
        window.action("restore").trigger()
    else:
        RestoreDialog(window, of).open()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    looked(dialog, qtbot)
    return dialog


def looked(dialog: RestoreDialog, qtbot) -> dict[str, str]:
    qtbot.waitUntil(lambda: not dialog._background.busy, timeout=20_000)
    return {name.text(): value.text() for name, value in dialog.preview.lines if name.isVisibleTo(dialog)}


def choose(dialog: RestoreDialog, reason: Reason, qtbot) -> dict[str, str]:
    made = [backup.reason for backup in dialog.list._backups]
    dialog.list.setFocus()
    item = dialog.list.topLevelItem(made.index(reason))
    QTest.mouseClick(dialog.list.viewport(), LEFT, pos=dialog.list.visualItemRect(item).center())
    return looked(dialog, qtbot)


def name_of(window, ids) -> str:
    (names,) = window.session.program.file.columns("task", ["name"])
    return next(name for name in names if name.startswith("Order"))


def test_backups_are_listed_and_looked_into(edited, qtbot):
    dialog = opened(edited, qtbot)
    said = choose(dialog, Reason.IMPORT, qtbot)
    assert said["Last edit"] == "Rename “Order racks”"
    assert said["Made by"].startswith(edited.session.program.file.author.name)
    assert said["Tasks"] == "3"
    assert said["Replacing"] == "removes 1 row"
    said = choose(dialog, Reason.MERGE, qtbot)
    assert said["Replacing"] == "removes 1 row, changes 1 row"
    assert dialog.preview.title.text() == "Network renewal"
    whys = {dialog.list.topLevelItem(n).text(1) for n in range(dialog.list.topLevelItemCount())}
    assert {"before a merge", "before an import"} <= whys
    dialog.reject()


def test_the_open_file_is_replaced_and_was_kept(edited, ids, qtbot):
    path = edited.session.program.file.path
    dialog = opened(edited, qtbot)
    choose(dialog, Reason.MERGE, qtbot)
    QTest.mouseClick(dialog.replace_button, LEFT)
    assert edited.session.program.file.path == path
    assert name_of(edited, ids) == "Order racks"
    assert edited.toast.text.startswith("renewal.tpm was replaced; the last edit in it is: ")
    kept = backups.backups(path)[0]
    assert kept.reason is Reason.RESTORE

    dialog = opened(edited, qtbot)  # and back again
    choose(dialog, Reason.RESTORE, qtbot)
    QTest.mouseClick(dialog.replace_button, LEFT)
    assert name_of(edited, ids) == "Order more racks"


def test_nobody_else_can_edit_the_file_while_it_is_replaced(edited, ids, qtbot, monkeypatch):
    """Else an edit made between giving it up and replacing it would be gone, and in no backup either."""
    path, seen = edited.session.program.file.path, []

    def looked_at(backup, target):
        with ProgramFile.open(target) as other:
            seen.append(other.held_by)
        return restore_over(backup, target)

    monkeypatch.setattr("tpm_desktop.desktop.restoring.dialog.restore_over", looked_at)
    dialog = opened(edited, qtbot)
    choose(dialog, Reason.MERGE, qtbot)
    QTest.mouseClick(dialog.replace_button, LEFT)
    (held_by,) = seen
    assert held_by is not None
    assert not edited.session.program.file.read_only
    assert edited.session.program.file.path == path
    assert name_of(edited, ids) == "Order racks"


def test_what_is_restored_is_never_thrown_away_for_the_copy_of_what_it_replaces(
    edited, ids, qtbot, monkeypatch
):
    dialog = opened(edited, qtbot)
    choose(dialog, Reason.MERGE, qtbot)
    monkeypatch.setattr(backups, "MOST_BYTES", 10)
    QTest.mouseClick(dialog.replace_button, LEFT)
    assert name_of(edited, ids) == "Order racks"


def test_nothing_is_replaced_that_could_not_be_kept(edited, ids, qtbot, own_folder):
    dialog = opened(edited, qtbot)
    choose(dialog, Reason.MERGE, qtbot)
    monkey = own_folder / "backups"
    monkey.rename(own_folder / "elsewhere")
    monkey.write_text("in the way")
    QTest.mouseClick(dialog.replace_button, LEFT)
    assert "so nothing was replaced; restore it as a new file" in dialog._problem.text()
    assert name_of(edited, ids) == "Order more racks"
    dialog.reject()


def test_a_backup_becomes_a_new_file(edited, ids, qtbot, tmp_path, monkeypatch):
    path, target = edited.session.program.file.path, tmp_path / "restored.tpm"
    answers = iter([path, target])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(next(answers)), ""))
    dialog = opened(edited, qtbot)
    choose(dialog, Reason.MERGE, qtbot)
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert "renewal.tpm exists already; choose another name" in dialog._problem.text()
    QTest.mouseClick(dialog.restore_button, LEFT)
    assert edited.session.program.file.path == target
    assert name_of(edited, ids) == "Order racks"


def test_a_damaged_backup_says_so_and_is_not_offered(edited, qtbot):
    found = next(b for b in backups.backups(edited.session.program.file.path) if b.reason is Reason.MERGE)
    found.path.write_bytes(found.path.read_bytes()[:9_000])
    dialog = opened(edited, qtbot)
    assert choose(dialog, Reason.MERGE, qtbot) == {}
    assert dialog.preview.note.text().startswith("This backup can't be opened: it is damaged")
    assert not dialog.restore_button.isEnabled()
    assert not dialog.replace_button.isEnabled()
    dialog.reject()


def test_without_a_program_those_of_all_are_listed(edited, qtbot):
    edited.close_program()
    dialog = opened(edited, qtbot)
    assert dialog.list.topLevelItem(0).text(3) == "renewal.tpm"
    assert not dialog.list.isColumnHidden(3)
    assert not dialog.replace_button.isVisible()
    dialog.reject()


def test_where_there_are_none_that_is_said(window, qtbot):
    dialog = opened(window, qtbot)
    assert dialog.pages.currentIndex() == 1
    assert not dialog.restore_button.isVisible()
    dialog.reject()


def test_a_file_that_can_not_be_opened_offers_its_backups(edited, qtbot):
    path = edited.session.program.file.path
    edited.close_program()
    path.write_bytes(b"overwritten by another program")
    assert not edited.files.open(path)
    assert edited.banner.button.text() == "Restore a backup…"
    QTest.mouseClick(edited.banner.button, LEFT)
    dialog = QApplication.activeModalWidget()
    looked(dialog, qtbot)
    assert dialog.list.topLevelItemCount() >= 2
    assert dialog.restore_button.isEnabled()
    dialog.reject()
