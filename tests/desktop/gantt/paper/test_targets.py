"""Where pages go to: files that can't be written, printers that aren't there, pictures, the clipboard."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest

from tests.desktop.gantt.paper.conftest import lines


@pytest.mark.parametrize("name", ["plan.pdf", "plan.png", "plan.svg"])
def test_a_folder_that_is_not_there_is_told_in_one_line(small, tmp_path, name):
    problem = small.save(tmp_path / "missing" / name)
    assert problem.startswith(f"{name} can't be written") and "\n" not in problem


def test_a_program_is_never_written_over(small, opened, tmp_path):
    target = tmp_path / "other.pdf"
    content = opened.file.path.read_bytes()
    target.write_bytes(content)
    assert small.save(target) == "other.pdf is a program file; choose another name."
    assert target.read_bytes() == content


def test_an_ending_that_says_nothing_is_told(small, tmp_path):
    assert "ends in none of .pdf, .png and .svg" in small.save(tmp_path / "plan.docx")
    assert not (tmp_path / "plan.docx").exists()


def test_cancelling_leaves_the_old_file(sample, tmp_path, monkeypatch):
    target = tmp_path / "plan.pdf"
    target.write_text("the plan of last week")
    from tpm_desktop.desktop import file_dialogs

    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    sample.press("save")
    assert sample.dialog.work.busy
    assert not sample.dialog.button("save").isEnabled()
    QTest.mouseClick(sample.dialog.button("stop"), Qt.MouseButton.LeftButton)
    sample.wait()
    assert target.read_text() == "the plan of last week"
    assert sample.dialog.button("save").isEnabled()


def test_the_window_lives_while_pages_are_drawn(sample, tmp_path, monkeypatch):
    from tpm_desktop.desktop import file_dialogs, slices

    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "plan.pdf")
    monkeypatch.setattr(slices, "_SLICE", 0.001)  # a page each, however fast the machine
    shares = []
    sample.dialog.work.reached.connect(shares.append)
    sample.press("save")
    sample.wait()
    assert len(shares) > 3
    assert shares == sorted(shares)


def test_without_a_printer_a_pdf_is_offered(small, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    small.press("print")
    assert small.problem.startswith("No printer is set up on this computer; save a PDF")


def test_a_printer_that_does_not_begin_is_told(small, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    small.dialog.print_on(printer)
    small.wait()
    assert "printer can't be reached" in small.problem


def test_printing_some_pages(sample, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    sample.dialog.print_on(printer)
    sample.wait()
    pages = lines(tmp_path / "printed.pdf")
    assert [f"Page {n} of {sample.page_count}" in page for n, page in zip((2, 3), pages, strict=True)] == [
        True
    ] * 2


def test_a_picture_holds_all_rows_on_one_sheet(small, tmp_path):
    assert small.save(tmp_path / "plan.png", "picture") == ""
    made = QImage(str(tmp_path / "plan.png"))
    rows = 7 * small.dialog.pages.about.rows.height
    assert made.height() > 2 * rows and made.width() > 2_000
    assert made.pixelColor(0, 0) == Qt.GlobalColor.white


def test_a_drawing_says_what_the_rows_say_and_carries_its_type(small, tmp_path):
    assert small.save(tmp_path / "plan.svg", "picture") == ""
    root = ElementTree.parse(tmp_path / "plan.svg").getroot()
    said = [(part.text or "").strip() for part in root.iter() if part.tag.endswith("}text")]
    assert {"Sites", "Install", "Build", "Duration"} <= {*said}
    assert not [part for part in root.iter() if part.tag.endswith("}image")]
    (style,) = [part for part in root.iter() if part.tag.endswith("}style")]
    assert style.text.count("@font-face") == 2


def test_a_picture_of_too_many_rows_is_refused(small, tmp_path, monkeypatch):
    from tpm_desktop.desktop.gantt.paper import drawing

    monkeypatch.setattr(drawing, "_MOST_PIXELS", 1_000)
    small.press("copy")
    small.wait()
    assert small.problem == "A picture of 7 rows is too large; choose fewer rows, or save a PDF."


def test_copying_a_picture(small):
    small.press("copy")
    small.wait()
    assert QGuiApplication.clipboard().image().width() > 2_000


def test_copying_what_is_in_sight_or_selected(desk, view):
    desk.do("copy-picture")
    whole = QGuiApplication.clipboard().image()
    assert whole.pixelColor(0, 0) == Qt.GlobalColor.white
    desk.select("Order", "Install")
    desk.do("copy-picture")
    two = QGuiApplication.clipboard().image()
    assert whole.height() - two.height() == 2 * 5 * view.panes.chart.measures.height
