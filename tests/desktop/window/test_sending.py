"""A copy is sent from the window, opened by its receiver, and merged back where it came from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tpm_desktop.desktop.merging.dialog import MergeDialog
from tpm_desktop.desktop.sending.dialog import SendDialog
from tpm_desktop.desktop.sending.mail import Mail
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.attachments import attach, read_document
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.model.attachments import Attachment
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.sent_words import sent_sentence

CHECKED = Qt.CheckState.Checked


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What the system was asked to open; there is no mail program that could attach a file."""
    found: list[str] = []
    monkeypatch.setattr(QStandardPaths, "findExecutable", lambda name: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not found.append(QUrl(url).toString()))
    return found


@pytest.fixture
def dialog(window, program_path, qtbot) -> SendDialog:
    """The dialog, opened from the menu."""
    QSettings().setValue("files/folder", str(program_path.parent))
    window.action("send").trigger()
    found = window.findChild(SendDialog)
    qtbot.waitExposed(found)
    return found


def wait(window, qtbot):
    qtbot.waitUntil(lambda: not window.files.busy, timeout=10_000)


def summed(dialog, qtbot) -> str:
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("It will hold"), timeout=10_000)
    return dialog.summary.text()


def test_the_dialog_says_what_the_copy_will_hold(dialog, qtbot):
    assert "2 component projects" in summed(dialog, qtbot)
    assert dialog.history.isEnabled()
    dialog.part.click()
    assert "Tick the projects" in dialog.summary.text()
    assert not dialog.history.isEnabled()
    dialog.projects.item(0).setCheckState(CHECKED)
    assert summed(dialog, qtbot).startswith("It will hold 1 component project, ")
    assert dialog.summary.text().endswith(("KB).", "MB)."))  # as many tables as there are


def test_a_copy_of_one_project_is_written_and_mailed(dialog, window, program_path, qtbot, asked, ids):
    dialog.part.click()
    dialog.projects.item(0).setCheckState(CHECKED)
    dialog.rates.click()
    QTest.keyClicks(dialog.note, "Please check")
    target = dialog.target
    assert target.parent == program_path.parent
    assert not target.exists()
    dialog.ok.click()
    wait(window, qtbot)
    with ProgramFile.open(target, read_only=True) as file:
        (note,) = file.sent
        assert (note.projects, note.without_rates, note.without_history) == ({ids.sites}, True, True)
        assert note.note == "Please check"
    assert asked[0] == "mailto:?subject=Network renewal"
    assert asked[1] == QUrl.fromLocalFile(str(target.parent)).toString()
    assert window.status.said == f"Attach {target.name} to the mail"


def test_all_projects_ticked_with_the_history_greyed_come_without_it(dialog, window, qtbot, asked):
    dialog.part.click()
    for row in range(dialog.projects.count()):
        dialog.projects.item(row).setCheckState(CHECKED)
    dialog.mail.click()
    target = dialog.target
    dialog.ok.click()
    wait(window, qtbot)
    with ProgramFile.open(target, read_only=True) as file:
        assert len(file.journal.records()) == 1
    assert asked == []


def test_a_copy_without_documents_says_so(dialog, window, program_path, qtbot, asked):
    paper = program_path.with_name("offer.txt")
    paper.write_text("Bid of the second vendor")
    file = window.session.program.file
    attach(window.session.program, "program", file.program.id, [read_document(paper)])
    dialog.documents.click()
    assert not dialog.history.isEnabled()
    target = dialog.target
    dialog.ok.click()
    wait(window, qtbot)
    with ProgramFile.open(target, read_only=True) as copy:
        assert copy.sent[0].without_documents
        assert "without documents and without history" in sent_sentence(copy, window.session.formats)
        assert copy.rows(Attachment) == []
    assert b"second vendor" not in target.read_bytes()


def test_what_can_not_be_written_is_said_in_the_dialog(dialog, tmp_path):
    dialog.part.click()
    dialog.ok.click()
    assert dialog.isVisible()
    assert "Tick the projects" in dialog.problem
    dialog.projects.item(0).setCheckState(CHECKED)
    (tmp_path / "taken.tpm").touch()
    dialog.new_file.suggest(tmp_path / "taken.tpm")
    assert dialog.problem == "taken.tpm exists already; choose another name."
    for nowhere in (tmp_path / "nowhere" / "copy", Path("~nobody of that name/copy")):
        dialog.new_file.suggest(nowhere)
        assert "There is no folder" in dialog.problem


def test_a_mail_program_gets_the_file_attached(window, tmp_path, qtbot, monkeypatch, asked):
    script, told = tmp_path / "xdg-email", tmp_path / "told"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\nexit $(cat "{tmp_path}/code")\n')
    script.chmod(0o755)
    monkeypatch.setattr(QStandardPaths, "findExecutable", lambda name: str(tmp_path / name))
    for code, urls in ((0, 0), (3, 2)):  # it works; it finds no mail program
        (tmp_path / "code").write_text(str(code))
        letter = Mail(window)
        with qtbot.waitSignal(letter._process.finished):
            letter.open(Path("/somewhere/copy.tpm"), "Renewal")
        assert told.read_text().splitlines() == ["--subject", "Renewal", "--attach", "/somewhere/copy.tpm"]
        assert len(asked) == urls


@pytest.fixture
def copy_of_sites(program_path, ids) -> Path:
    """A copy of one project, as its sender wrote it."""
    target = program_path.with_name("sites.tpm")
    with OpenProgram.open(program_path, read_only=True) as program:
        chosen = choose([ids.sites], rates=False, history=False)
        send_copy(program, target, chosen, "<b>Please</b> check")
    return target


def merge_dialog(qtbot) -> MergeDialog:
    """The dialog that comes once both copies are read."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=20_000)
    return QApplication.activeModalWidget()


def test_a_copy_says_what_it_is_and_merges_into_its_original(
    empty_window, program_path, copy_of_sites, qtbot, ids
):
    window = empty_window
    assert window.files.open(program_path)
    assert not window.sent.banner.isVisible()
    assert window.files.open(copy_of_sites)
    notice = window.sent.banner
    assert "“Data centre and sites”, without rates and costs and without history." in notice.text
    assert "“<b>Please</b> check”" in notice.text
    qtbot.waitUntil(lambda: notice.button.text() == "Merge into renewal.tpm…", timeout=10_000)
    file = window.session.program.file
    with file.transaction("Move") as edit:
        edit.set("task", ids.order, duration=4800)
    qtbot.mouseClick(notice.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window.session.program.file.path == program_path
    dialog = merge_dialog(qtbot)
    assert not dialog.worked.proposal.disputed
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    wait(window, qtbot)
    assert not notice.isVisible()
    state = window.session.program.plan.state
    assert state.inputs.tasks.duration[state.outline.row[ids.order]] == 4800
    assert window.status.said.startswith("Merge sites.tpm")
    window.actions_.run("undo")
    state = window.session.program.plan.state
    assert state.inputs.tasks.duration[state.outline.row[ids.order]] == 5 * 480


def test_a_copy_whose_original_is_not_known_offers_nothing(empty_window, copy_of_sites, program_path, qtbot):
    stranger = Path(shutil.copy(program_path, program_path.with_name("stranger.tpm")))
    stranger.write_bytes(b"SQLite format 3\0" + bytes(200))
    empty_window.files.remember(stranger)
    assert empty_window.files.open(copy_of_sites)
    qtbot.waitUntil(lambda: not empty_window.sent.searching, timeout=10_000)
    assert empty_window.sent.banner.isVisible()
    assert not empty_window.sent.banner.button.isVisible()


def test_what_both_edited_is_left_to_be_decided(empty_window, program_path, copy_of_sites, qtbot, ids):
    for path, days in ((program_path, 8), (copy_of_sites, 9)):
        with OpenProgram.open(path) as program, program.file.transaction("Edit") as edit:
            edit.set("task", ids.order, duration=days * 480)
    empty_window.files.remember(program_path)
    assert empty_window.files.open(copy_of_sites)
    notice = empty_window.sent.banner
    qtbot.waitUntil(notice.button.isVisible, timeout=10_000)
    notice.button.click()
    dialog = merge_dialog(qtbot)
    assert dialog.conflicts.topLevelItemCount() == 1
    assert not dialog.ok.isEnabled()
    dialog.reject()
    state = empty_window.session.program.plan.state
    assert state.inputs.tasks.duration[state.outline.row[ids.order]] == 8 * 480
