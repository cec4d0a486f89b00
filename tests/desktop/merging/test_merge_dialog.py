"""Merging in the window: conflicts are told and decided, what follows is said before, undo is one step."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from tpm_desktop.desktop.merging import merge_with
from tpm_desktop.desktop.merging.dialog import MergeDialog
from tpm_desktop.file import author, backups
from tpm_desktop.file.author import Author
from tpm_desktop.file.edit import Edit
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import OpenProgram

LEFT = Qt.MouseButton.LeftButton
DAY = 480


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("TPM_DATA", str(folder))
    author.keep("Test manager", "Program manager")  # so that the window does not ask
    return folder


@pytest.fixture
def other(program_path, tmp_path) -> Callable[..., Path]:
    """Makes another copy, edited by the site lead."""

    def made(*changes: Callable[[Edit], object]) -> Path:
        path = Path(shutil.copy(program_path, tmp_path / "from the site.tpm"))
        with OpenProgram.open(path, author=Author("Site lead", "site")) as program:
            for change in changes:
                with program.file.transaction("Edit at the site") as edit:
                    change(edit)
        return path

    return made


def edit_here(window, change) -> None:
    with window.session.program.file.transaction("Edit here") as edit:
        change(edit)


@pytest.fixture
def merging(window, qtbot) -> Iterator[Callable[[Path], MergeDialog]]:
    """Begins a merge and waits for its dialog."""

    def begin(path: Path) -> MergeDialog:
        merge_with(window, path)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=20_000)
        dialog = QApplication.activeModalWidget()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield begin
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, MergeDialog):  # the test failed
        dialog.reject()


def settled(qtbot, dialog: MergeDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._background.busy, timeout=20_000)


def merge(qtbot, window, dialog: MergeDialog) -> None:
    """Click on Merge and wait for what comes of it."""
    QTest.mouseClick(dialog.ok, LEFT)
    qtbot.waitUntil(lambda: not window.files.busy, timeout=20_000)


def texts(dialog: MergeDialog) -> list[str]:
    return [label.text() for label in dialog.page.findChildren(QLabel) if label.isVisible()]


def task(window, row_id: str) -> Task:
    return window.session.program.file.row(Task, row_id)


def labels(window) -> list[str]:
    return [record.label for record in window.session.program.file.journal.records()]


def test_a_clean_merge_says_what_it_does_and_takes_one_enter(window, ids, other, merging, qtbot):
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=2))
    before = labels(window)
    dialog = merging(theirs)
    assert dialog.reason == ""
    assert not dialog.tabs.isTabVisible(0)
    assert dialog.incoming.topLevelItem(0).text(2) == "Duration 5 d → 8 d"
    finish = dict(dialog.effects.pairs)["Finish"]
    assert " → " in finish
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    assert task(window, ids.order).duration == 8 * DAY
    assert labels(window)[0] == "Merge from the site.tpm"
    newest = backups.backups(window.session.program.file.path)[0]
    assert newest.reason is backups.Reason.MERGE
    assert window.toast.text == "Merged 1 edit of from the site.tpm"
    QTest.mouseClick(window.toast.button, LEFT)
    assert task(window, ids.order).duration == 5 * DAY
    assert window.session.program.file.row(Risk, ids.late_racks).probability == 2
    assert labels(window)[1] == "Merge from the site.tpm"
    assert before[0] == "Edit here"


def test_a_conflict_keeps_the_merge_back_until_it_is_decided(window, ids, other, merging, qtbot):
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("task", ids.order, duration=6 * DAY))
    dialog = merging(theirs)
    assert not dialog.ok.isEnabled()
    assert dialog.reason.startswith("One conflict is open")
    said = texts(dialog)
    assert "Task “Order racks”" in said
    assert {"5 d", "6 d", "8 d"} <= set(said)
    assert any(text.startswith("Site lead, ") for text in said)
    finish = dict(dialog.effects.pairs)["Finish"]
    assert finish.endswith("(stays)")

    radio = dialog.page.buttons["theirs"]
    QTest.mouseClick(radio, LEFT, pos=QPoint(10, radio.height() // 2))
    settled(qtbot, dialog)
    assert dialog.conflicts.topLevelItem(0).text(2) == "theirs"
    assert " → " in dict(dialog.effects.pairs)["Finish"], "what follows is recomputed at once"
    assert dialog.ok.isEnabled()
    merge(qtbot, window, dialog)
    assert task(window, ids.order).duration == 8 * DAY


def test_the_whole_of_it_by_keys_alone(window, ids, other, merging, qtbot):
    theirs = other(
        lambda edit: edit.set("task", ids.order, duration=8 * DAY),
        lambda edit: edit.set("risk", ids.late_racks, title="Racks come very late"),
    )
    edit_here(window, lambda edit: edit.set("task", ids.order, duration=6 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, title="Racks are late"))
    dialog = merging(theirs)

    def alt(key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        qtbot.wait(200)  # a button stays down for a moment that is pressed by its key
        settled(qtbot, dialog)

    assert QApplication.focusWidget() is dialog.conflicts
    alt(Qt.Key.Key_O)  # a value of one's own
    assert QApplication.focusWidget() is dialog.page.editor
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "seven")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert any("seven" in text for text in texts(dialog)), "what can't be taken is said"
    assert dialog.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "7d")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, dialog)
    assert dialog.isVisible(), "Enter ends the typing, not yet the dialog"
    assert dialog.conflicts.topLevelItem(0).text(2) == "own value"
    alt(Qt.Key.Key_N)  # the next open one
    assert dialog.conflicts.currentItem() is dialog.conflicts.topLevelItem(1)
    alt(Qt.Key.Key_T)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    assert task(window, ids.order).duration == 7 * DAY
    assert window.session.program.file.row(Risk, ids.late_racks).title == "Racks come very late"


def test_all_are_decided_at_once_also_those_that_only_follow(window, ids, other, merging, qtbot):
    theirs = other(
        lambda edit: edit.remove("task", ids.accepted),
        lambda edit: edit.set("task", ids.order, name="Order racks and rails"),
    )
    edit_here(window, lambda edit: edit.set("task", ids.accepted, name="Racks signed off"))
    edit_here(window, lambda edit: edit.set("task", ids.order, name="Order all racks"))
    dialog = merging(theirs)
    assert dialog.conflicts.topLevelItemCount() == 2
    for name, left in (("all_mine", "mine"), ("all_theirs", "theirs")):
        QTest.mouseClick(dialog.findChild(QPushButton, name), LEFT)
        settled(qtbot, dialog)
        assert {dialog.conflicts.topLevelItem(n).text(2) for n in range(2)} == {left}
    merge(qtbot, window, dialog)
    assert task(window, ids.accepted) is None
    assert task(window, ids.order).name == "Order racks and rails"


def test_new_numbers_are_said(window, other, merging):
    theirs = other(lambda edit: edit.add("risk", title="The landlord sells"))
    edit_here(window, lambda edit: edit.add("risk", title="Two vendors merge"))
    dialog = merging(theirs)
    assert dict(dialog.effects.pairs)["New numbers"].endswith("is R-4 now, it was R-3")


def test_new_names_of_documents_are_said(window, ids, other, merging):
    def attach(content: bytes) -> Callable[[Edit], object]:
        return lambda edit: edit.attach("task", ids.order, "Offer.pdf", content, by="Somebody")

    theirs = other(attach(b"%PDF-1.7 theirs"))
    edit_here(window, attach(b"%PDF-1.7 mine"))
    dialog = merging(theirs)
    assert (
        dict(dialog.effects.pairs)["New names"]
        == "Document “Offer.pdf” of Order racks is “Offer (2).pdf” now"
    )


def test_a_copy_that_is_only_behind_catches_up_and_goes_back_in_one_step(window, ids, other, merging, qtbot):
    theirs = other(
        lambda edit: edit.set("task", ids.order, duration=8 * DAY),
        lambda edit: edit.set("task", ids.order, name="Order everything"),
    )
    dialog = merging(theirs)
    explanation = dialog.findChild(QLabel, "explanation").text()
    assert explanation.endswith("Nothing was edited here since; this copy simply catches up.")
    merge(qtbot, window, dialog)
    assert task(window, ids.order).name == "Order everything"
    QTest.mouseClick(window.toast.button, LEFT)
    assert (task(window, ids.order).name, task(window, ids.order).duration) == ("Order racks", 5 * DAY)


def said_after(window, qtbot, path: Path) -> str:
    merge_with(window, path)
    qtbot.waitUntil(lambda: not window.files.busy, timeout=20_000)
    assert QApplication.activeModalWidget() is None
    return window.banner.text


def test_where_there_is_nothing_to_merge_that_is_said(window, other, qtbot, tmp_path):
    assert said_after(window, qtbot, other()) == (
        "All of from the site.tpm is in this program already; there is nothing to merge."
    )
    own = window.session.program.file.path
    assert said_after(window, qtbot, own) == (f"{own.name} is the file that is open; choose the other copy.")
    with OpenProgram.create(tmp_path / "stranger.tpm"):
        pass
    assert "were never the same file, so they can't be merged." in said_after(
        window, qtbot, tmp_path / "stranger.tpm"
    )
    assert window.banner.button.text() == "Import its plan…"
    (tmp_path / "letter.tpm").write_text("Dear all")
    assert "letter.tpm" in said_after(window, qtbot, tmp_path / "letter.tpm")


@pytest.mark.parametrize("goes_on", [True, False])
def test_without_a_backup_it_asks_first(window, ids, other, merging, qtbot, own_folder, goes_on):
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=2))
    dialog = merging(theirs)
    shutil.rmtree(own_folder / "backups", ignore_errors=True)
    (own_folder / "backups").write_text("in the way")
    asked = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            QTest.mouseClick(next(b for b in box.buttons() if ("without" in b.text()) == goes_on), LEFT)
        else:
            QTimer.singleShot(10, answer)

    QTimer.singleShot(10, answer)
    merge(qtbot, window, dialog)
    qtbot.waitUntil(lambda: bool(asked) and not window.files.busy, timeout=20_000)
    assert asked[0].startswith("No backup of renewal.tpm can be written: ")
    assert task(window, ids.order).duration == (8 if goes_on else 5) * DAY
    if not goes_on:
        assert dialog.isVisible()
        dialog.reject()


@pytest.fixture
def slow_backup(monkeypatch) -> tuple[threading.Event, threading.Event]:
    """A backup that begins, and goes on when it is let."""
    begun, go_on = threading.Event(), threading.Event()
    make = backups.back_up

    def slowly(db, program_id, name, reason, *more, **named):
        if reason is backups.Reason.MERGE:
            begun.set()
            assert go_on.wait(20)
        return make(db, program_id, name, reason, *more, **named)

    monkeypatch.setattr(backups, "back_up", slowly)
    return begun, go_on


def test_the_window_lives_while_it_is_merged_and_neither_can_be_closed(
    window, ids, other, merging, qtbot, slow_backup
):
    begun, go_on = slow_backup
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=2))
    dialog = merging(theirs)
    QTest.mouseClick(dialog.ok, LEFT)
    qtbot.waitUntil(begun.is_set)
    ticks = []
    timer = QTimer(dialog, interval=5)
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start()
    qtbot.waitUntil(lambda: len(ticks) > 10)
    assert dialog.reason == "Merging…"
    assert not dialog.ok.isEnabled()
    assert not window.close()
    assert window.session is not None
    assert task(window, ids.order).duration == 5 * DAY
    go_on.set()
    qtbot.waitUntil(lambda: not window.files.busy, timeout=20_000)
    assert QApplication.activeModalWidget() is None
    assert task(window, ids.order).duration == 8 * DAY
    assert window.session.program.plan.state.inputs.tasks.duration.max() == 10 * DAY
    assert window.status.said.startswith("Merge from the site.tpm")


def test_cancel_while_it_is_backed_up_merges_nothing_and_it_can_be_tried_again(
    window, ids, other, merging, qtbot, slow_backup
):
    begun, go_on = slow_backup
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=2))
    dialog = merging(theirs)
    QTest.mouseClick(dialog.ok, LEFT)
    qtbot.waitUntil(begun.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not window.files.busy, timeout=20_000)
    assert dialog.findChild(QLabel, "problem").text() == "Stopped; nothing was merged."
    assert (labels(window)[0], task(window, ids.order).duration) == ("Edit here", 5 * DAY)
    merge(qtbot, window, dialog)
    assert task(window, ids.order).duration == 8 * DAY


def test_what_keeps_it_from_being_merged_is_said_in_the_dialog(window, ids, other, merging, qtbot):
    theirs = other(lambda edit: edit.set("task", ids.order, duration=8 * DAY))
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=2))
    dialog = merging(theirs)
    edit_here(window, lambda edit: edit.set("risk", ids.late_racks, probability=3))
    merge(qtbot, window, dialog)
    assert dialog.isVisible()
    assert dialog.findChild(QLabel, "problem").text() == (
        "renewal.tpm was edited while the merge was decided; begin again."
    )
    assert task(window, ids.order).duration == 5 * DAY
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_names_out_of_the_other_copy_are_never_markup(window, ids, other, merging):
    theirs = other(lambda edit: edit.set("task", ids.order, name="<b>Order</b>"))
    edit_here(window, lambda edit: edit.set("task", ids.order, name="<i>Order</i>"))
    dialog = merging(theirs)
    shown = [label for label in dialog.findChildren(QLabel) if "<" in label.text()]
    assert shown
    assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}
    dialog.reject()
