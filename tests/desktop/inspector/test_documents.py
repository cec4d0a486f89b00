"""The Documents page: files come by button, drop and paste; they are opened in safe copies, and removed."""

from __future__ import annotations

import stat
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.documents.opening import harmless_name
from tpm_desktop.desktop.inspector.documents_page import DocumentsPage
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures import attachments
from tpm_desktop.gestures.attachments import attachments_of
from tpm_desktop.model.attachments import LARGEST_DOCUMENT

OFFER = b"%PDF-1.7 the offer for racks"


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    path = tmp_path / "Offer.pdf"
    path.write_bytes(OFFER)
    return path


@pytest.fixture
def page(window: MainWindow, ids) -> DocumentsPage:
    """The page of a risk without documents."""
    window.show_view("risk")
    window.session.select("risk", [ids.late_racks])
    window.inspector.turn_to("Documents")
    return window.inspector.page("Documents")


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What would have been shown by other programs."""
    found: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not found.append(Path(url.toLocalFile())))
    return found


def shown(page: DocumentsPage) -> list[str]:
    return [found.text for found in page.list.documents.found]


def attach(page: DocumentsPage, *paths: Path) -> None:
    """Attach files and wait for what comes of it."""
    page.attach(paths)
    settle(page)


def settle(page: DocumentsPage) -> None:
    late = time.monotonic() + 20
    while page.adding and time.monotonic() < late:
        QTest.qWait(5)
    assert not page.adding


def problem(page: DocumentsPage) -> str:
    label = page.findChild(QLabel, "documents-problem")
    return label.text() if label.isVisible() else ""


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_an_empty_page_says_what_to_do_and_how_large_a_document_may_be(page: DocumentsPage):
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "No documents yet. Drop files here, paste them or add them: at most 25 MB each." in said.replace(
        "\xa0", " "
    )


def test_every_kind_of_row_has_the_page(window: MainWindow, offer: Path, subtests: pytest.Subtests):
    file = window.session.program.file
    for table in ("program", "project", "task", "resource", "risk", "body", "action", "calendar"):
        with subtests.test(table):
            row_id = file.columns(table, ["id"])[0][0]
            window.session.select(table, [row_id])
            window.inspector.turn_to("Documents")
            attach(window.inspector.page("Documents"), offer)
            assert [one.name for one in attachments_of(file, table, row_id)] == ["Offer.pdf"]


def test_files_are_added_by_the_button(page: DocumentsPage, offer: Path, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(offer)], ""))
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    settle(page)
    assert shown(page) == ["Offer.pdf"]
    assert "28 bytes" in page.list.documents.found[0].detail.replace("\xa0", " ")
    assert page.session.program.file.author.name in page.list.documents.found[0].detail


def test_files_are_dropped_on_the_page(page: DocumentsPage, offer: Path):
    data, left, none = files(offer), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert any("Let go to attach “Offer.pdf”" in label.text() for label in page.findChildren(QLabel))
    drop = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, drop)
    settle(page)
    assert shown(page) == ["Offer.pdf"]
    assert not any("Let go" in label.text() for label in page.findChildren(QLabel))


def test_text_is_not_dropped(page: DocumentsPage):
    data = QMimeData()
    data.setText("just words")
    enter = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_files_are_pasted(page: DocumentsPage, offer: Path, qtbot):
    QApplication.clipboard().setMimeData(files(offer))
    page.add_button.setFocus()
    qtbot.keyClick(page.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    assert shown(page) == ["Offer.pdf"]
    QApplication.clipboard().setText("just words")
    qtbot.keyClick(page.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert problem(page) == "Nothing to paste here; copy files in the file manager first."


def test_a_document_is_opened_in_a_private_copy_that_can_t_be_changed(
    page: DocumentsPage, offer: Path, qtbot, opened
):
    attach(page, offer)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    (copy,) = opened
    assert (copy.name, copy.read_bytes()) == ("Offer.pdf", OFFER)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert (
        stat.S_IMODE(copy.parent.stat().st_mode) == stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    )
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert len(set(opened)) == 2


def test_a_program_is_never_opened_and_the_page_says_what_to_do(page: DocumentsPage, tmp_path: Path, opened):
    for name in ("run.exe", "Invoice.pdf"):
        (tmp_path / name).write_bytes(b"MZ\x90 program")
        attach(page, tmp_path / name)
        page.open_action.trigger()
        assert problem(page) == (
            f"“{name}” is a program or a link, so it is not opened from here; use “Save as…” if you trust it."
        )
    assert opened == []


def test_a_document_that_nothing_opens_says_so(page: DocumentsPage, offer: Path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    attach(page, offer)
    page.open_action.trigger()
    assert problem(page) == "Nothing on this machine opens “Offer.pdf”; use “Save as…”."


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("Offer 2026.pdf", "Offer 2026.pdf"),
        ("$(reboot);`x`.pdf", "reboot___x.pdf"),
        ("--help.txt", "help.txt"),
        ("a.desktop.png", "a_desktop.png"),
        ("NUL.csv", "document NUL.csv"),
        ("%PATH%&calc.txt", "PATH__calc.txt"),
    ],
)
def test_copies_have_harmless_names(name: str, harmless: str):
    assert harmless_name(name) == harmless


def test_a_document_is_saved_where_one_wants(page: DocumentsPage, offer: Path, tmp_path: Path, monkeypatch):
    attach(page, offer)
    target = tmp_path / "saved.pdf"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    page.save_action.trigger()
    assert target.read_bytes() == OFFER
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: page.session.program.file.path)
    page.save_action.trigger()
    assert problem(page) == "renewal.tpm is a program file; choose another name."


def test_a_document_is_renamed_where_it_stands(page: DocumentsPage, offer: Path, qtbot, opened):
    attach(page, offer)
    page.list.setFocus()
    page.rename_action.trigger()
    editor = page.list.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Offer of May")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == ["Offer of May.pdf"])
    assert opened == []


def test_a_removed_document_comes_back_by_undo(page: DocumentsPage, window: MainWindow, offer: Path, qtbot):
    attach(page, offer)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert shown(page) == []
    window.action("undo").trigger()
    assert shown(page) == ["Offer.pdf"]


def test_one_file_that_does_not_fit_keeps_all_out_and_is_named(
    page: DocumentsPage, offer: Path, tmp_path: Path
):
    with (tmp_path / "Film.mp4").open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + 1)
    attach(page, offer, tmp_path / "Film.mp4")
    assert shown(page) == []
    assert problem(page).startswith("Film.mp4 has 25 MB; a document may have 25 MB")


def test_several_rows_have_no_common_documents(page: DocumentsPage, window: MainWindow, ids):
    window.session.select("risk", [ids.late_racks, ids.load_test])
    assert not page.add_button.isEnabled()
    assert any("Select one row" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_file_that_is_only_read_shows_its_documents_and_takes_none(
    empty_window: MainWindow, program_path: Path, ids, offer: Path
):
    from tpm_desktop.plan import OpenProgram

    empty_window.open_program(OpenProgram.open(program_path, read_only=True))
    empty_window.session.select("risk", [ids.late_racks])
    empty_window.inspector.turn_to("Documents")
    page = empty_window.inspector.page("Documents")
    assert not page.add_button.isEnabled() and not page.acceptDrops()
    attach(page, offer)
    assert shown(page) == []


def test_names_are_shown_as_they_are_written_and_buttons_have_names(page: DocumentsPage, tmp_path: Path):
    (tmp_path / "_b_bold.txt").write_text("x")
    attach(page, tmp_path / "_b_bold.txt")
    said = page.list.documents.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.replace("\xa0", " ").startswith("_b_bold.txt, 1 byte · ")
    assert {a.text() for a in page.findChildren(QAction)} >= {
        "Open",
        "Save as…",
        "Rename",
        "Remove",
        "Paste files",
    }


@pytest.fixture
def reading(monkeypatch) -> tuple[threading.Event, threading.Event]:
    """Reading a file to attach has begun, and may go on."""
    begun, go_on, read = threading.Event(), threading.Event(), attachments.read_document

    def wait(path: Path) -> object:
        begun.set()
        assert go_on.wait(20)
        return read(path)

    monkeypatch.setattr(attachments, "read_document", wait)
    return begun, go_on


def test_the_window_lives_while_a_large_file_is_attached(page: DocumentsPage, ids, offer: Path, reading):
    page.attach([offer])
    assert [hint.text() for hint in page.findChildren(QLabel) if hint.isVisible()] == ["Attaching…"]
    page.session.select("risk", [ids.load_test])  # another row meanwhile
    reading[1].set()
    settle(page)
    assert shown(page) == []
    page.session.select("risk", [ids.late_racks])
    assert shown(page) == ["Offer.pdf"]
    page.session.undo()
    assert shown(page) == []


def test_a_program_that_is_closed_meanwhile_has_the_document(
    page: DocumentsPage, window: MainWindow, program_path: Path, ids, offer: Path, qtbot, reading
):
    begun, go_on = reading
    page.attach([offer])
    qtbot.waitUntil(begun.is_set)
    threading.Timer(0.1, go_on.set).start()
    window.close_program()  # waits for it
    assert window.files.open(program_path)
    (found,) = attachments_of(window.session.program.file, "risk", ids.late_racks)
    assert found.name == "Offer.pdf"
