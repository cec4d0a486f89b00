"""Two people edit copies of a program; one of them puts them together in the window, and thinks again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.command_line import Run
from tests.file.test_transactions import contents
from tests.journeys.person import LEFT, PATIENCE, Person, file_named
from tpm_desktop.desktop.merging.dialog import MergeDialog
from tpm_desktop.desktop.restoring import RestoreDialog
from tpm_desktop.file import author
from tpm_desktop.gestures.records import set_fields


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> None:
    monkeypatch.setenv("TPM_DATA", str(tmp_path_factory.mktemp("data")))
    author.keep("Test manager", "Program manager")  # so that the window does not ask


def dialog_of(person: Person, kind: type):
    """The dialog that comes, once it has worked out what it shows."""
    person.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=PATIENCE)
    dialog = QApplication.activeModalWidget()
    person.qtbot.waitUntil(lambda: not dialog._background.busy, timeout=PATIENCE)
    return dialog


def test_a_copy_comes_back_from_the_site_and_is_merged(person: Person, sample: Path, run: Run) -> None:
    theirs = Path(shutil.copy(sample, sample.with_name("from the site.tpm")))
    open_tasks = [t for t in run("schedule", sample, "--json").json if not t["summary"]]
    first, last = open_tasks[40]["id"], open_tasks[60]["id"]
    run("set", theirs, "task", first, "name=Named at the site").done()
    run("set", theirs, "task", last, "notes=Seen at the site").done()
    run("remove", theirs, "risk", "R-4").done()
    run("add", theirs, "risk", "title=The landlord sells").done()

    person.open(sample)
    program = person.window.session.program
    set_fields(program, "task", first, {"name": "Named at the desk"})
    set_fields(program, "risk", program.file.columns("risk", ["id"])[0][3], {"probability": 1})
    before = contents(program.file)

    person.answer(lambda: person.choose("merge"), file_named(theirs))
    dialog = dialog_of(person, MergeDialog)
    rows = [dialog.conflicts.topLevelItem(n) for n in range(dialog.conflicts.topLevelItemCount())]
    assert [row.text(1) for row in rows] == ["Name", "Removal"]
    assert not dialog.ok.isEnabled()
    for row, choice in zip(rows, ("theirs", "mine"), strict=True):
        person.click(dialog.conflicts.viewport(), dialog.conflicts.visualItemRect(row).center())
        radio = dialog.page.buttons[choice]
        person.click(radio, QPoint(10, radio.height() // 2))
        person.qtbot.waitUntil(lambda: not dialog._background.busy, timeout=PATIENCE)
    assert [row.text(2) for row in rows] == ["theirs", "mine"]
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert first not in shown, "people see names, never ids"
    QTest.mouseClick(dialog.ok, LEFT)
    person.wait()
    person.come_back()

    assert person.labels[0] == "Merge from the site.tpm"
    names = dict(zip(*program.file.columns("task", ["id", "name"]), strict=True))
    assert names[first] == "Named at the site"
    assert "is sound" in run("verify", sample).done().out
    person.press("Ctrl+Z")
    assert contents(program.file) == before
    person.press("Ctrl+Y")

    person.choose("restore")
    dialog = dialog_of(person, RestoreDialog)
    merge = next(n for n, b in enumerate(dialog.list._backups) if b.reason == "before-merge")
    item = dialog.list.topLevelItem(merge)
    person.click(dialog.list.viewport(), dialog.list.visualItemRect(item).center())
    person.qtbot.waitUntil(lambda: dialog.replace_button.isEnabled(), timeout=PATIENCE)
    QTest.mouseClick(dialog.replace_button, LEFT)
    person.come_back()
    assert contents(person.window.session.program.file) == before
