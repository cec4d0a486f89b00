"""Bids are scored by keys in the matrix, ranked at once, and one is awarded by a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from tpm_desktop.desktop.evaluation.view import EvaluationView
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.governance import Decision
from tpm_desktop.model.procurement import BidCriterion, ProcurementPackage
from tpm_desktop.model.procurement_life import PackageState

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def cells(view: EvaluationView, line: int) -> list[str]:
    model = view.model
    return [model.index(line, column).data() for column in range(model.columnCount())]


def at(view: EvaluationView, line: int, column: int) -> None:
    view.table.setCurrentIndex(view.model.index(line, column))
    view.table.setFocus()


def typed(view: EvaluationView, line: int, column: int, text: str) -> None:
    """Edit a cell as by F2."""
    at(view, line, column)
    view.table.edit(view.model.index(line, column))
    editor = view.table.findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # an editor hands its text over after the key


def fill_in_and_accept(reason: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    QTest.keyClicks(dialog.findChildren(QPlainTextEdit)[0], reason)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Award")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_package_is_judged_by_keys_and_awarded(window: MainWindow):
    program = window.session.program
    window.show_view("evaluation")
    view = window.findChild(EvaluationView)
    assert view.pages.currentWidget() is view.empty
    buyer = add_row(program, "resource", {"name": "Procurement lead"})
    package = add_row(program, "procurement_package", {"title": "<b>Racks</b>", "owner_id": buyer})
    vendors = [add_row(program, "vendor", {"name": name}) for name in ("Ann & Co", "Bolt")]
    for vendor, price in zip(vendors, (80_000, 100_000), strict=True):
        add_row(program, "bid", {"package_id": package, "vendor_id": vendor, "price": price})
    for title, values in (("Quality", {"least": 2}), ("Support", {})):
        add_row(program, "bid_criterion", {"package_id": package, "title": title, **values})
    assert view.package.currentText() == "PP-1 <b>Racks</b>"

    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_T, CTRL_SHIFT)
    editor = view.table.findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, "Price")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # an editor hands its text over after the key
    price = next(one for one in program.file.rows(BidCriterion) if one.title == "Price")
    set_fields(program, "bid_criterion", price.id, {"is_price": True})
    for line, weight in enumerate(("30", "30%", "30")):
        typed(view, line, 1, weight)
    assert cells(view, 3)[1] == "90 %"
    told = view.model.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "The weights have to come to 100 %"
    typed(view, 2, 1, "40")
    assert cells(view, 3)[1] == "100 %"

    at(view, 0, 3)
    for digit in "1354":  # down the criteria of the first bid, then of the second; the price is passed over
        QTest.keyClicks(view.table, digit)
    assert [cells(view, line)[3:] for line in range(3)] == [["1", "5"], ["3", "4"], ["–", "5.0"]]
    assert cells(view, 4)[3:] == ["Out", "1"]
    at(view, 0, 3)
    QTest.keyClicks(view.table, "2")
    # 30 × 2/5 + 30 × 3/5 + 40 = 70; 30 + 30 × 4/5 + 40 × 0.8 = 86
    assert cells(view, 3)[3:] == ["70.0", "86.0"]
    at(view, 1, 4)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert cells(view, 4)[3:] == ["1", "Incomplete"]
    window.session.undo()
    assert cells(view, 4)[3:] == ["2", "1"]

    for state in (PackageState.RFP, PackageState.EVALUATION):
        set_fields(program, "procurement_package", package, {"state": state})
    QTimer.singleShot(0, lambda: fill_in_and_accept("Better support"))
    QTest.keyClick(view.table, Qt.Key.Key_A, CTRL_SHIFT)
    assert program.file.rows(ProcurementPackage)[0].state is PackageState.AWARDED
    decision = program.file.rows(Decision)[-1]
    assert (decision.outcome, decision.decided_by_id) == ("Better support", buyer)
    assert cells(view, 4)[3:] == ["2", "Awarded"]
