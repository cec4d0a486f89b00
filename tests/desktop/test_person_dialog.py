"""The window asks once who is at it; the answer stands in the journal and can be changed."""

from __future__ import annotations

import getpass

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit

from tests.journeys.person import LEFT, Person, cancel
from tpm_desktop.desktop.person_dialog import PersonDialog
from tpm_desktop.file import author
from tpm_desktop.file.author import Author
from tpm_desktop.gestures.records import set_fields


@pytest.fixture
def newcomer(empty_window, qtbot, tmp_path, monkeypatch) -> Person:
    """Somebody at a computer on which nobody was asked yet."""
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "data"))
    for name in ("TPM_AUTHOR", "TPM_ROLE"):
        monkeypatch.delenv(name, raising=False)
    return Person(empty_window, qtbot)


def tells(name: str, role: str):
    """The answer of somebody who says who they are."""

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        for field, text in ((dialog.name, name), (dialog.role, role)):
            assert isinstance(field, QLineEdit)
            field.selectAll()
            QTest.keyClicks(field, text)
        buttons = dialog.findChild(QDialogButtonBox, "buttons")
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)

    return give


def answer(person: Person, give) -> None:
    """Answer the question that stands in front of the window."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PersonDialog)
    give(dialog)
    assert not dialog.isVisible()
    person.come_back()


def newest(person: Person):
    return person.window.session.program.file.journal.records()[0]


def test_the_first_opening_asks_and_the_answer_stands_in_the_journal(newcomer, program_path, ids):
    window = newcomer.window
    window.files.open(program_path)
    answer(newcomer, tells("Site lead", "Programme office"))
    set_fields(window.session.program, "risk", ids.late_racks, {"title": "Late"})
    assert (newest(newcomer).author, newest(newcomer).role) == ("Site lead", "Programme office")
    window.files.open(program_path)
    assert QApplication.activeModalWidget() is None
    assert Author.here().who == "Site lead, Programme office"  # what the command line says too


def test_the_login_is_proposed_and_closing_the_question_agrees_to_it(newcomer, program_path):
    proposed = []

    def close(dialog: QDialog) -> None:
        proposed.append(dialog.name.text())
        cancel(dialog)

    newcomer.window.files.open(program_path)
    answer(newcomer, close)
    assert proposed == [getpass.getuser()]
    assert author.is_known()


def test_it_is_changed_in_the_view_menu_from_the_next_edit_on(newcomer, program_path, ids):
    author.keep("Site lead", "")
    newcomer.window.files.open(program_path)
    newcomer.choose("person")
    answer(newcomer, tells("Site lead", "Project manager"))
    assert newcomer.said == "Your edits are by Site lead, Project manager from now on"
    set_fields(newcomer.window.session.program, "risk", ids.late_racks, {"title": "Late"})
    assert newest(newcomer).who == "Site lead, Project manager"


def test_a_file_that_is_only_read_asks_nobody(newcomer, program_path):
    program_path.chmod(0o444)
    from tpm_desktop.file.program_file import ProgramFile

    with ProgramFile.open(program_path):  # is its writer now, wherever permissions do not count
        newcomer.window.files.open(program_path)
        assert QApplication.activeModalWidget() is None
