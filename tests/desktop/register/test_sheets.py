"""A register goes to a spreadsheet and comes back in the window."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from tpm_desktop.desktop.file_dialogs import QFileDialog
from tpm_desktop.desktop.register.mapping_dialog import MappingDialog
from tpm_desktop.exchange.sheets import export_table, read_table
from tpm_desktop.gestures.records import add_row


@pytest.fixture
def risks(window):
    return window.show_view("risk")


def command(view, name: str):
    return next(action for action in view.commands() if action.objectName() == name)


def test_a_register_is_written_and_what_was_typed_there_is_taken_back(
    window, risks, tmp_path, qtbot, monkeypatch
):
    sheet = tmp_path / "risks.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(sheet), ""))
    with qtbot.waitSignal(window.session.said, check_params_cb=lambda text: "2 rows written" in text):
        command(risks, "risk-write-sheet").trigger()
    rows = list(csv.reader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    title, owner = rows[0].index("Risk"), rows[0].index("Owner")
    rows[1][title] = "Racks come very late"
    rows[2][owner] = "A stranger"
    rows.append(["", "A strike at the port"])
    with sheet.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sheet), ""))
    command(risks, "risk-take-sheet").trigger()
    qtbot.waitUntil(lambda: risks.sheets.preview is not None)
    preview = risks.sheets.preview
    fates = [preview.found.topLevelItem(n).text(2) for n in range(preview.found.topLevelItemCount())]
    assert fates == ["Refused", "Changed", "Added"]
    assert "A stranger" in preview.found.topLevelItem(0).text(3)
    assert "1 added, 1 changed, 1 refused" in preview.summary.text()
    qtbot.mouseClick(preview.ok, Qt.MouseButton.LeftButton)
    titles = window.session.program.file.columns("risk", ["title"])[0]
    assert titles == ("Racks come very late", "Load test fails", "A strike at the port")
    window.session.undo()
    assert window.session.program.file.columns("risk", ["title"])[0][0] == "Racks come late"


def test_a_sheet_that_says_nothing_new_offers_only_to_close(window, risks, tmp_path, qtbot):
    export_table(window.session.program.file, "risk", tmp_path / "risks.xlsx")
    risks.sheets.read(tmp_path / "risks.xlsx")
    qtbot.waitUntil(lambda: risks.sheets.preview is not None)
    assert not risks.sheets.preview.ok.isVisible()
    assert "2 as they are" in risks.sheets.preview.summary.text()


def test_a_file_that_is_no_sheet_is_refused_in_a_line(window, risks, tmp_path, qtbot):
    (tmp_path / "notes.txt").write_text("Dear all", encoding="utf-8")
    with qtbot.waitSignal(
        window.session.refused, check_params_cb=lambda text: "no headings of risks" in text
    ):
        risks.sheets.read(tmp_path / "notes.txt")


def test_the_headings_of_another_system_are_asked_for_once(window, tmp_path, qtbot):
    program = window.session.program
    add_row(program, "account", {"name": "Racks"})
    entries = window.show_view("cost_entry")
    month = f"{program.file.program.start:%Y-%m}"
    heads = ("Beleg", "Konto", "Betrag", "Periode", "Bearbeiter")
    for name, number in (("april.csv", "4711"), ("may.csv", "4712")):
        line = (number, "Racks", "1200,50", month, "clerk")
        (tmp_path / name).write_text("\n".join(";".join(row) for row in (heads, line)), encoding="utf-8")
    entries.sheets.read(tmp_path / "april.csv")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MappingDialog))
    asked = QApplication.activeModalWidget()
    assert "Still to be said: What for, Cost account, Month, Amount" in asked.problem.text()
    means = dict(zip(heads, ("number", "account_id", "amount", "month", ""), strict=True))
    for item in asked.items():
        asked.rows.setCurrentItem(item)
        asked.choice.setCurrentIndex(asked.choice.findData(means[item.text(0)]))
        asked.choice.activated.emit(asked.choice.currentIndex())
    assert asked.ok.isEnabled()
    qtbot.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: entries.sheets.preview is not None)
    qtbot.mouseClick(entries.sheets.preview.ok, Qt.MouseButton.LeftButton)
    assert program.file.columns("cost_entry", ["text", "amount"]) == [("4711",), (120_050,)]
    entries.sheets.preview = None
    entries.sheets.read(tmp_path / "may.csv")
    qtbot.waitUntil(lambda: entries.sheets.preview is not None)
    assert "1 added" in entries.sheets.preview.summary.text()
    entries.sheets.preview.reject()
    with qtbot.waitSignal(window.session.refused, check_params_cb=lambda text: "imported already" in text):
        entries.sheets.read(tmp_path / "april.csv")


def test_rows_perhaps_there_already_are_taken_when_they_are_ticked(window, tmp_path, qtbot):
    program = window.session.program
    account = add_row(program, "account", {"name": "Racks"})
    day = program.file.program.start.date()
    ride = {"text": "<b>Taxi</b>", "account_id": account, "month": day.replace(day=1), "amount": 12_00}
    add_row(program, "cost_entry", {**ride, "day": day})
    sheet = tmp_path / "rides.csv"
    lines = ["text,day,account_id,amount", *[f"<b>Taxi</b>,{day},Racks,{sum_}" for sum_ in (12, 13)]]
    sheet.write_text("\n".join(lines), encoding="utf-8")
    entries = window.show_view("cost_entry")
    entries.sheets.read(sheet)
    qtbot.waitUntil(lambda: entries.sheets.preview is not None)
    preview = entries.sheets.preview
    assert "1 added, 1 perhaps a duplicate" in preview.summary.text()
    line = preview.found.topLevelItem(0)
    assert line.text(3) == "the same is entered already (E-1), without a number as well"
    assert preview.ok.text() == "Take the other row"
    preview.found.setCurrentItem(line)
    qtbot.keyClick(preview.found, Qt.Key.Key_Space)
    assert preview.ok.text() == "Take 2 rows"
    qtbot.mouseClick(preview.ok, Qt.MouseButton.LeftButton)
    assert program.file.columns("cost_entry", ["amount"])[0] == (12_00, 12_00, 13_00)


@pytest.mark.parametrize("goes_on", [True, False])
def test_without_a_backup_it_asks_first(window, risks, tmp_path, qtbot, monkeypatch, goes_on):
    sheet = tmp_path / "risks.csv"
    program = window.session.program
    export_table(program.file, "risk", sheet)
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("Racks come late", "Racks come never"))
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "file"))
    asked = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        next(b for b in box.buttons() if ("without" in b.text()) == goes_on).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    risks.sheets._take(read_table(program.file, "risk", sheet))
    assert asked[0].startswith("No backup of ")
    assert ("Racks come never" in program.file.columns("risk", ["title"])[0]) == goes_on
