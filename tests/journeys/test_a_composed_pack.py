"""A month's report: composed, written about, issued, printed, checked, and kept as a pack of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabWidget,
)

from tests.journeys.person import PATIENCE
from tpm_desktop.desktop.reports import handing_out
from tpm_desktop.desktop.reports.check_dialog import CheckDialog
from tpm_desktop.desktop.reports.dialog import ReportsDialog
from tpm_desktop.model.attachments import Attachment
from tpm_desktop.model.packs import IssuedPack, OwnPack
from tpm_desktop.model.periods import StatusReport

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def person(sit_down, sample):
    found = sit_down()
    found.window.files.open(sample)
    found.come_back()
    return found


def shown(person, act) -> ReportsDialog:
    """The composer, once what an act leads to is on its pages."""
    dialog = person.window.findChild(ReportsDialog)
    before = dialog.document if dialog else None
    act()
    dialog = person.window.findChild(ReportsDialog)
    person.qtbot.waitUntil(lambda: dialog.document is not before, timeout=PATIENCE)
    return dialog


def text_of(dialog: ReportsDialog, folder: Path) -> str:
    (folder / "shown.pdf").write_bytes(dialog.document.content)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(folder / "shown.pdf").pages)


def turn_to(dialog: ReportsDialog, page: str) -> None:
    bar = dialog.findChild(QTabWidget, "tabs").tabBar()
    place = next(n for n in range(bar.count()) if bar.tabText(n).startswith(page))
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())


def in_turn(*answers) -> None:
    """Answers the dialogs that come, one after the other."""
    left = list(answers)

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        if left and isinstance(asked, left[0][0]):
            left.pop(0)[1](asked)
        if left:
            QTimer.singleShot(20, answer)

    QTimer.singleShot(0, answer)


def name_it(target: Path):
    def chosen(asked: QFileDialog) -> None:
        asked.selectFile(str(target))
        asked.findChild(QLineEdit).setText(str(target))
        asked.accept()

    return QFileDialog, chosen


def test_a_month_of_reporting(person, tmp_path, monkeypatch):
    program = person.window.session.program
    dialog = shown(person, lambda: person.window.action("reports").trigger())
    person.qtbot.waitUntil(lambda: dialog.doubts.found is not None, timeout=PATIENCE)
    whole = text_of(dialog, tmp_path)
    assert "Earned value:" in whole

    # Fewer sections, one of them in full, and one project only
    turn_to(dialog, "Sections")
    sections = dialog.sections.list
    keep = {"Title and headline", "Narrative", "Milestones"}
    for row in range(sections.count()):
        sections.setCurrentRow(row)
        if sections.item(row).text() not in keep:
            QTest.keyClick(sections, Qt.Key.Key_Space)
        if sections.item(row).text() == "Milestones":
            QTest.keyClick(dialog.sections.depth, Qt.Key.Key_Down)
    dialog = shown(person, lambda: None)
    short = text_of(dialog, tmp_path)
    assert "Earned value:" not in short
    assert "All milestones" in short

    # What is said of the period begins with what stands there, and is on the page at once
    turn_to(dialog, "Narrative")
    dialog.narrative.headline.selectAll()
    QTest.keyClicks(dialog.narrative.headline, "Two shifts are decided ")
    QApplication.clipboard().setText("\u9f98")
    QTest.keyClick(dialog.narrative.headline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(person, lambda: QTest.mouseClick(dialog.narrative.button, LEFT))
    assert "Two shifts are decided □" in text_of(dialog, tmp_path)
    person.qtbot.waitUntil(lambda: dialog.doubts.found is not None, timeout=PATIENCE)
    last = dialog.doubts.list.item(dialog.doubts.list.count() - 1)
    assert last.text().startswith("1 character has no glyph and prints as a box: \u9f98")
    said = [row.headline for row in program.file.rows(StatusReport)]
    assert "Two shifts are decided \u9f98" in said

    # Issued: what is to look at is told first, then the PDF is written and noted
    turn_to(dialog, "About")
    QTest.mouseClick(dialog.options.keep, LEFT, pos=QPoint(8, dialog.options.keep.height() // 2))
    target = tmp_path / "October.pdf"

    def anyway(asked: QMessageBox) -> None:
        assert "without an explanation" in asked.informativeText()
        asked.buttons()[0].click()

    person.qtbot.waitUntil(lambda: dialog.doubts.found is not None, timeout=PATIENCE)
    in_turn((QMessageBox, anyway), name_it(target))
    QTest.mouseClick(dialog.issue_button, LEFT)
    assert dialog._pages.text() == "Issued as PK-2: October.pdf"
    assert target.read_bytes() == dialog.document.content
    issued = max(program.file.rows(IssuedPack), key=lambda row: row.id)
    assert (issued.title, issued.pages) == ("Status report", len(dialog.document))
    assert issued.record[:8] in PdfReader(target).pages[0].extract_text()
    assert [one.name for one in program.file.rows(Attachment) if one.row_id == issued.id]

    # Some pages on both sides of paper, on a printer that writes a file
    made = handing_out.new_printer

    def to_file(document) -> QPrinter:
        printer = made(document)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(72)
        return printer

    def one_page(asked: QPrintDialog) -> None:
        asked.printer().setFromTo(1, 1)
        asked.printer().setDuplex(QPrinter.DuplexMode.DuplexLongSide)
        QDialog.accept(asked)

    monkeypatch.setattr(handing_out, "new_printer", to_file)
    in_turn((QPrintDialog, one_page))
    QTest.mouseClick(dialog.print_button, LEFT)
    person.qtbot.waitUntil(lambda: dialog._pages.text() == "Printed 1 page", timeout=PATIENCE)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 1

    # The paper in hand is the one; any other is not
    dialog._own.check()
    checking = person.window.findChild(CheckDialog)
    checking.check(target)
    assert checking.answer.text().startswith("✓ Issued: PK-2 Status report")
    checking.check(tmp_path / "printed.pdf")
    assert "no pack that was issued" in checking.answer.text()
    checking.typed.setText(issued.record[:8])
    QTest.mouseClick(checking.findChild(QPushButton, "look"), LEFT)
    assert checking.answer.text().startswith("✓ Issued: PK-2")
    checking.reject()

    # Kept as a pack of one's own, which the next month begins with
    dialog = shown(person, lambda: dialog._own.keep("Letter to the board"))
    assert dialog.kinds.list.currentItem().text() == "Letter to the board"
    assert {row.key for row in program.file.rows(OwnPack)} >= {"letter-to-the-board"}
    QTest.mouseClick(dialog.findChild(QPushButton, "close"), LEFT)
    person.come_back()
    assert "Issue “Status report”" in person.labels
    person.window.action("undo").trigger()
    assert "letter-to-the-board" not in {row.key for row in program.file.rows(OwnPack)}
