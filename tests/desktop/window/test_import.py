"""Importing asks what is needed, runs beside the window, and says what could not be taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QRadioButton

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.import_dialog import ImportDialog, ImportReportDialog
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.exchange import ImportReport, export_file
from tpm_desktop.gestures.outline import insert_task


@pytest.fixture
def plan(window: MainWindow, tmp_path: Path, ids) -> Path:
    """The program of these tests as a Microsoft Project file."""
    program = window.session.program
    insert_task(program, parent=ids.software, name="Build")
    export_file(program.file, program.plan, tmp_path / "plan.xml")
    return tmp_path / "plan.xml"


def test_the_new_file_is_guessed_from_the_plan(empty_window, tmp_path):
    source = tmp_path / "Branch plan.xml"
    source.write_text("<x/>")
    dialog = ImportDialog(empty_window, source)
    assert dialog.target == tmp_path / "Branch plan.tpm"
    assert dialog.problem == ""


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("", "", "Choose the plan to import."),
        ("gone.xml", "p.tpm", "There is no file gone.xml"),
        ("here.xml", "", "Choose where the new program file shall lie."),
        ("here.xml", "nowhere/p.tpm", "There is no folder"),
        ("here.xml", "taken.tpm", "taken.tpm exists already"),
    ],
)
def test_what_is_missing_is_said_before_anything_begins(empty_window, tmp_path, source, target, said):
    for name in ("here.xml", "taken.tpm"):
        (tmp_path / name).write_text("x")
    dialog = ImportDialog(empty_window)
    dialog._source.setText(str(tmp_path / source) if source else "")
    dialog.new_file.line.setText(str(tmp_path / target) if target else "")
    dialog.ok.click()
    assert said in dialog._problem.text()
    assert dialog.result() != QDialog.DialogCode.Accepted


def test_a_plan_is_imported_and_opened(window, plan, tmp_path, monkeypatch, qtbot):
    def accept(dialog: ImportDialog) -> QDialog.DialogCode:
        dialog.findChild(QRadioButton, "several_projects").setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ImportDialog, "exec", accept)
    window.files.ask_import(plan)
    qtbot.waitUntil(lambda: window.session.program.file.path.name == "plan.tpm", timeout=60_000)
    state = window.session.program.plan.state
    assert [state.names[row] for row in state.outline.children(-1)] == [
        "Data centre and sites",
        "Branch software",
    ]
    assert window.status.said.startswith("plan.xml")


def test_an_export_never_takes_the_place_of_the_open_program(window, monkeypatch):
    path = window.session.program.file.path
    content = path.read_bytes()
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: path)
    window.files.ask_export()
    assert not window.files.busy
    assert window.banner.text == "renewal.tpm is open; choose another name."
    assert path.read_bytes() == content


def test_a_broken_plan_is_refused_above_the_view(window, tmp_path, monkeypatch, qtbot):
    broken = tmp_path / "broken.xml"
    broken.write_text("<Project><Tasks>")
    monkeypatch.setattr(ImportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    window.files.ask_import(broken)
    qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=60_000)
    assert "broken.xml" in window.banner.text
    assert not (tmp_path / "broken.tpm").exists()
    assert window.session.program.file.program.name == "Network renewal"


def test_the_work_can_be_cancelled(window, plan, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(ImportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    window.files.ask_import(plan)
    assert window.files.busy
    window.findChild(QPushButton, "cancel-work").click()
    qtbot.waitUntil(lambda: not window.files.busy, timeout=60_000)
    cancelled = "cancelled" in window.status.said
    assert cancelled is not (tmp_path / "plan.tpm").exists()


def test_what_could_not_be_taken_over_is_listed(window, qtbot):
    report = ImportReport("plan.xml", "Microsoft Project XML")
    report.set_aside("the link from 3 to 1 closes a ring")
    report.adjusted("“Order” had a finish before its start")
    report.not_kept("Custom fields", 7)
    report.close({"task": 12})
    dialog = ImportReportDialog(window, report)
    qtbot.addWidget(dialog)
    tops = [dialog.notes.topLevelItem(n) for n in range(dialog.notes.topLevelItemCount())]
    assert [top.text(0) for top in tops] == ["Set aside (1)", "Adjusted (1)", "Not kept (1)"]
    assert tops[0].child(0).text(0) == "the link from 3 to 1 closes a ring"
