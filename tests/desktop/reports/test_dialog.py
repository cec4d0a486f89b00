"""Looking at a pack in the window, saving and printing the very pages that are shown."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, QPoint, Qt, QThreadPool
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.reports.dialog import ReportsDialog
from tpm_desktop.desktop.reports.document import Document
from tpm_desktop.desktop.reports.printing import new_printer, print_pages
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.work import Work
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import CATALOGUE, write_pack
from tpm_desktop.reports.pack_text import read_pack

TURNED = """
[pack]
key = "turned"
title = "Turned"
[[section]]
part = "headline"
[[section]]
part = "figures"
page = true
[[section]]
part = "money"
orientation = "landscape"
"""


@pytest.fixture(scope="module")
def demo(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("demo") / "sample.tpm"))


@pytest.fixture
def dialog(qtbot, demo):
    parent = QWidget()
    qtbot.addWidget(parent)
    session = Session(OpenProgram.open(demo, read_only=True))
    made = ReportsDialog(session, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    qtbot.waitUntil(lambda: made.document is not None, timeout=30_000)
    yield made
    made.reject()
    session.close()


def test_the_first_pack_is_shown_and_its_pages_counted(dialog):
    assert dialog.kinds.currentItem().text() == "Status report"
    assert len(dialog.document) > 3
    assert dialog._pages.text() == f"Page 1 of {len(dialog.document)}"


def test_another_pack_and_another_paper(dialog, qtbot):
    shown = dialog.document
    dialog.kinds.setCurrentRow(1)
    qtbot.waitUntil(lambda: dialog.document is not shown, timeout=30_000)
    letter = dialog.document
    dialog.size_choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.document is not letter, timeout=30_000)
    assert (dialog.document.sizes[0].width(), dialog.document.sizes[0].height()) == (612, 792)


def test_what_is_saved_is_what_is_shown(dialog, tmp_path):
    target = tmp_path / "status.pdf"
    dialog.save(target)
    assert target.read_bytes() == dialog.document.content
    assert "Core Systems Renewal" in PdfReader(target).pages[0].extract_text()
    assert dialog._pages.text() == "Saved as status.pdf"


def test_a_place_that_cannot_be_written_is_told(dialog, tmp_path):
    dialog.save(tmp_path / "missing" / "status.pdf")
    assert "can't be written" in dialog._problem.text()
    assert dialog._problem.isVisible()


def test_a_report_never_takes_the_place_of_the_program(dialog, demo):
    content = demo.read_bytes()
    dialog.save(demo)
    assert dialog._problem.text() == "sample.tpm is a program file; choose another name"
    assert demo.read_bytes() == content


def test_zooming_keeps_to_the_pages(dialog, qtbot):
    bar = dialog.preview.verticalScrollBar()
    before = bar.maximum()
    dialog.preview.zoom(2)
    assert bar.maximum() > before
    dialog.preview.fit()
    assert bar.maximum() == before
    bar.setValue(bar.maximum())
    assert dialog._pages.text() == f"Page {len(dialog.document)} of {len(dialog.document)}"


def test_printing_some_pages(dialog, tmp_path):
    printer = new_printer(dialog.document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setFromTo(2, 3)
    assert print_pages(dialog.document, printer)
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert len(pages) == 2
    assert round(pages[0].mediabox.width) == 595


def test_chosen_pages_lie_as_they_do_in_the_document(qtbot, demo, tmp_path):
    made = BytesIO()
    with OpenProgram.open(demo, read_only=True) as program:
        write_pack(read_pack(TURNED), program, made)
    document = Document(made.getvalue())
    printer = new_printer(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    assert print_pages(document, printer)
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True]


def test_a_printer_that_does_not_begin_says_so(dialog, tmp_path):
    printer = new_printer(dialog.document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    assert not print_pages(dialog.document, printer)


def test_what_changed_since_a_day(dialog, qtbot):
    status = dialog.document
    dialog.kinds.setCurrentRow([pack.key for pack in CATALOGUE].index("changes"))
    qtbot.waitUntil(lambda: dialog.document is not status, timeout=30_000)
    assert dialog.compares.isChecked()
    assert not dialog.compares.isEnabled()
    told = PdfReader(BytesIO(dialog.document.content)).pages[0].extract_text()
    assert "STATUS REPORT OF 9 OCT" in told
    issued = dialog.document
    dialog.options.moment.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.document is not issued, timeout=30_000)
    told = PdfReader(BytesIO(dialog.document.content)).pages[0].extract_text()
    assert f"Since {date.today().day} " in told


def test_the_status_report_tells_changes_where_it_is_asked(dialog, qtbot):
    plain = dialog.document
    assert not dialog.since.isEnabled()
    dialog.options.moment.setCurrentIndex(1)
    qtbot.mouseClick(dialog.compares, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.waitUntil(lambda: dialog.document is not plain, timeout=30_000)
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(dialog.document.content)).pages)
    assert "nothing differs" in told


def test_a_job_that_another_one_replaced_is_silent(qtbot):
    owner, gate, said = QObject(), threading.Event(), []
    work = Work(owner)
    work.reached.connect(lambda _, doing: said.append(doing))

    def slow(tell):
        gate.wait(10)
        return tell(0.5, "old")

    work.start(slow)
    with qtbot.waitSignal(work.done):
        work.start(lambda tell: tell(1.0, "new"))
    gate.set()
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(20)
    assert said == ["new"]
