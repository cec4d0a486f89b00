"""Looking at a pack in the window, saving and printing the very pages that are shown."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEventLoop, QObject, QPoint, QStandardPaths, Qt, QThreadPool
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QToolButton, QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.reports import handing_out
from tpm_desktop.desktop.reports.dialog import ReportsDialog
from tpm_desktop.desktop.reports.document import Document
from tpm_desktop.desktop.reports.errors import PrintProblem, StoppedError
from tpm_desktop.desktop.reports.printing import new_printer, print_pages
from tpm_desktop.desktop.sending.mail import Mail
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.work import Work
from tpm_desktop.gestures.packs import keep_theme
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import write_pack
from tpm_desktop.reports.look import take_look
from tpm_desktop.reports.own_packs import take_pack
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


def opened(demo: Path) -> Iterator[ReportsDialog]:
    """The composer with its first pack on the screen."""
    parent = QWidget()
    session = Session(OpenProgram.open(demo, read_only=True))
    made = ReportsDialog(session, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    waiting = QEventLoop()
    made.preview.turned.connect(waiting.quit)
    waiting.exec()
    yield made
    made.reject()
    session.close()
    parent.deleteLater()


@pytest.fixture(scope="module")
def dialog(qapp, demo):
    """One for all tests that only look at its pages."""
    yield from opened(demo)


@pytest.fixture
def own_dialog(qapp, demo):
    """One for a test that has other pages written."""
    yield from opened(demo)


def test_the_first_pack_is_shown_and_its_pages_counted(dialog):
    assert dialog.kinds.list.currentItem().text() == "Status report"
    assert len(dialog.document) > 3
    assert dialog._pages.text() == f"Page 1 of {len(dialog.document)}"


def test_another_pack_and_another_paper(own_dialog, qtbot):
    shown = own_dialog.document
    own_dialog.kinds.choose("steering")
    qtbot.waitUntil(lambda: own_dialog.document is not shown, timeout=30_000)
    letter = own_dialog.document
    own_dialog.size_choice.setCurrentIndex(own_dialog.size_choice.findText("US Letter"))
    qtbot.waitUntil(lambda: own_dialog.document is not letter, timeout=30_000)
    assert (own_dialog.document.sizes[0].width(), own_dialog.document.sizes[0].height()) == (612, 792)


def test_paper_is_as_the_pack_says_else_as_the_look_does_until_it_is_chosen(qapp, tmp_path, qtbot):
    session = Session(OpenProgram.create(tmp_path / "plan.tpm", name="Core renewal"))
    take_look(session.program, '[theme]\npaper = "Letter"')
    take_pack(session.program, TURNED.replace("title =", 'paper = "A4"\ntitle ='))
    parent = QWidget()
    dialog = ReportsDialog(session, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def shown() -> tuple[str, int]:
        before = dialog.document
        qtbot.waitUntil(lambda: dialog.document is not before, timeout=30_000)
        return dialog.size_choice.currentText(), round(dialog.document.sizes[0].width())

    assert shown() == ("As the look says (US Letter)", 612)
    dialog.fill("turned")
    assert shown() == ("As the pack says (A4)", 595)
    dialog.fill("roadmap")
    assert shown() == ("As the look says (US Letter)", 792)
    keep_theme(session.program, "", "")
    dialog.options.name_paper()
    dialog.write()
    assert shown() == ("As usual (A4)", 842)
    dialog.reject()
    session.close()
    parent.deleteLater()


def test_packs_stand_in_groups_and_are_found_by_typing(own_dialog, qtbot):
    kinds = own_dialog.kinds

    def lines() -> list[str]:
        items = (kinds.list.item(row) for row in range(kinds.list.count()))
        return [item.text() for item in items if not item.isHidden()]

    assert lines()[:3] == ["The program's own", "Letter to the owners of systems", "Status and steering"]
    assert lines()[lines().index("Money") :][:3] == ["Money", "Estimates", "Budget"]
    row = kinds.list.currentRow()
    qtbot.keyClick(kinds.list, Qt.Key.Key_Up)
    assert kinds.list.currentItem().text() == "Letter to the owners of systems", "headings are passed over"
    qtbot.keyClick(kinds.list, Qt.Key.Key_Down)
    assert kinds.list.currentRow() == row
    qtbot.keyClicks(kinds.filter, "money FINANC")
    assert lines() == ["Money", "Financial and capital pack"]
    assert own_dialog.title == "Status report"
    qtbot.keyClick(kinds.filter, Qt.Key.Key_Return)
    assert own_dialog.title == "Financial and capital pack"
    assert kinds.list.hasFocus()
    kinds.filter.setText("<b>nothing</b>")
    assert lines() == ["No report is called so"]
    kinds.filter.clear()
    assert len(lines()) > 40


def told_on(dialog: ReportsDialog, qtbot, act: Callable[[], object]) -> str:
    """What stands on the pages once an act has led to others."""
    before = dialog.document
    act()
    qtbot.waitUntil(lambda: dialog.document is not before, timeout=30_000)
    pages = PdfReader(BytesIO(dialog.document.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_agenda_request_and_audit_are_about_what_is_chosen(own_dialog, qtbot):
    subject = own_dialog.subject
    assert not subject.meeting.isVisible()
    next_one = told_on(own_dialog, qtbot, lambda: own_dialog.kinds.choose("agenda"))
    assert subject.meeting.isVisible()
    assert subject.meeting.currentText() == "The next one"
    first = subject.meeting.count() - 1
    told = told_on(own_dialog, qtbot, lambda: subject.meeting.setCurrentIndex(first))
    assert told != next_one
    assert subject.meeting.currentText().partition(" · ")[0] in told

    every = told_on(own_dialog, qtbot, lambda: own_dialog.kinds.choose("capital-request"))
    one = told_on(own_dialog, qtbot, lambda: subject.request.setCurrentIndex(1))
    assert subject.request.currentText().partition(" ")[2] in one
    assert len(one) < len(every)

    def audit() -> None:  # all of it takes seconds; it is stopped when less is asked for
        own_dialog.kinds.choose("audit")
        subject.person.setCurrentIndex(1)
        subject.last_day.setDate(subject.last_day.date().addDays(-3650))
        subject.until_day.click()

    told = told_on(own_dialog, qtbot, audit)
    assert not own_dialog.options.projects.list.isVisible(), "the audit's own choice stands for it"
    assert subject.person.currentText() in told
    assert "Nothing was changed so" in told


def test_what_is_saved_is_what_is_shown(dialog, tmp_path):
    target = tmp_path / "status.pdf"
    dialog.save(target)
    assert target.read_bytes() == dialog.document.content
    assert "Core Systems Renewal" in PdfReader(target).pages[0].extract_text()
    assert dialog._pages.text() == "Saved as status.pdf"


@pytest.mark.parametrize("ending", ["xlsx", "html", "zip"])
def test_its_tables_a_web_page_and_its_drawings_are_saved_too(dialog, tmp_path, monkeypatch, qtbot, ending):
    target = tmp_path / f"status.{ending}"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    pages = dialog.document
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._pages.text() == f"Saved as status.{ending}", timeout=30_000)
    assert target.read_bytes()[:2] in (b"PK", b"<!")
    assert dialog.document is pages
    assert dialog.save_button.isEnabled()


def test_a_pack_without_drawings_says_so(own_dialog, tmp_path, monkeypatch, qtbot):
    own_dialog.fill("agenda")
    qtbot.waitUntil(own_dialog.save_button.isEnabled, timeout=30_000)
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: tmp_path / "agenda.zip")
    own_dialog.save_button.click()
    qtbot.waitUntil(
        lambda: own_dialog._problem.text().startswith("This pack has no drawings"), timeout=30_000
    )
    assert own_dialog.save_button.isEnabled()
    assert not list(tmp_path.iterdir())


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


def to_file(document: Document, target: Path) -> QPrinter:
    """A printer that writes a PDF."""
    printer = new_printer(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_some_pages_are_printed_while_the_window_stays_free_and_their_text_stays_text(
    dialog, tmp_path, monkeypatch, qtbot
):
    monkeypatch.setattr(handing_out, "new_printer", lambda pages: to_file(pages, tmp_path / "printed.pdf"))
    threads, way = [], handing_out.print_pages

    def noted(*asked):
        threads.append(threading.current_thread())
        return way(*asked)

    def chosen(asked: QPrintDialog) -> QDialog.DialogCode:
        asked.printer().setFromTo(2, 3)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(handing_out, "print_pages", noted)
    monkeypatch.setattr(QPrintDialog, "exec", chosen)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert not dialog.kinds.list.isEnabled()
    qtbot.waitUntil(lambda: dialog._pages.text() == "Printed 2 pages", timeout=10_000)
    assert dialog.kinds.list.isEnabled()
    assert dialog.print_button.isEnabled()
    assert threads != [threading.main_thread()]
    whole = PdfReader(BytesIO(dialog.document.content)).pages
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert [page.extract_text() for page in printed] == [page.extract_text() for page in whole[1:3]]
    assert (tmp_path / "printed.pdf").stat().st_size <= len(dialog.document.content)


def test_chosen_pages_lie_as_they_do_in_the_document(qtbot, demo, tmp_path):
    made = BytesIO()
    with OpenProgram.open(demo, read_only=True) as program:
        write_pack(read_pack(TURNED), program, made)
    printer = to_file(Document(made.getvalue()), tmp_path / "printed.pdf")
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    assert print_pages(made.getvalue(), printer, lambda *_: None) == 2
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True]


@pytest.fixture
def queue(tmp_path, monkeypatch):
    """A queue of CUPS: what it is told and given lies in the folder that it gives."""
    folder = tmp_path / "bin"
    folder.mkdir()
    lp = folder / "lp"
    lp.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/told"\ncat > "{folder}/given.pdf"\n')
    lp.chmod(0o755)
    monkeypatch.setattr(QPrinter, "outputFormat", lambda _: QPrinter.OutputFormat.NativeFormat)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows has no CUPS")
def test_a_printer_gets_the_pages_themselves_on_both_sides_and_as_often_as_asked(dialog, queue, monkeypatch):
    printer = new_printer(dialog.document)
    printer.setDocName("-o raw; Status\nreport")
    monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexLongSide)  # no file knows it
    printer.setCopyCount(2)
    printer.setFromTo(2, 2)
    assert print_pages(dialog.document.content, printer, lambda *_: None) == 1
    told = (queue / "told").read_text().splitlines()
    assert told[:2] == ["-n", "2"]
    assert {"sides=two-sided-long-edge", "media=A4", "print-scaling=fit"} <= set(told)
    assert told[told.index("-t") + 1] == "-o raw  Status report"
    (page,) = PdfReader(queue / "given.pdf").pages
    whole = PdfReader(BytesIO(dialog.document.content))
    assert page.extract_text() == whole.pages[1].extract_text()
    (queue / "lp").write_text('#!/bin/sh\ncat > /dev/null\necho "lp: Error - no such printer." >&2\nexit 1\n')
    with pytest.raises(PrintProblem, match=r"does not take it: Error - no such printer\.; choose another"):
        print_pages(dialog.document.content, printer, lambda *_: None)


def test_a_printer_that_takes_no_pdf_is_given_pictures_page_by_page_until_it_is_stopped(
    dialog, tmp_path, monkeypatch
):
    monkeypatch.setattr(QStandardPaths, "findExecutable", lambda *_: "")
    monkeypatch.setattr(QPrinter, "outputFormat", lambda _: QPrinter.OutputFormat.NativeFormat)
    printer = to_file(dialog.document, tmp_path / "drawn.pdf")
    printer.setResolution(72)
    printer.setFromTo(1, 2)
    told = []
    assert print_pages(dialog.document.content, printer, lambda *at: told.append(at)) == 2
    assert told == [(0, 2), (0, 2), (1, 2)]
    assert len(PdfReader(tmp_path / "drawn.pdf").pages) == 2

    def stop(number: int, _: int) -> None:
        if number:
            raise StoppedError

    with pytest.raises(StoppedError):
        print_pages(dialog.document.content, printer, stop)


def test_a_file_that_can_not_be_printed_to_is_told_in_one_line(dialog, tmp_path):
    printer = to_file(dialog.document, tmp_path / "missing" / "printed.pdf")
    with pytest.raises(PrintProblem, match="can't be written"):
        print_pages(dialog.document.content, printer, lambda *_: None)


def test_what_changed_since_a_day(own_dialog, qtbot):
    status = own_dialog.document
    own_dialog.kinds.choose("changes")
    qtbot.waitUntil(lambda: own_dialog.document is not status, timeout=30_000)
    assert own_dialog.compares.isChecked()
    assert not own_dialog.compares.isEnabled()
    told = PdfReader(BytesIO(own_dialog.document.content)).pages[0].extract_text()
    assert "STATUS REPORT OF 9 OCT" in told
    issued = own_dialog.document
    own_dialog.options.moment.setCurrentIndex(1)
    qtbot.waitUntil(lambda: own_dialog.document is not issued, timeout=30_000)
    told = PdfReader(BytesIO(own_dialog.document.content)).pages[0].extract_text()
    assert f"Since {date.today().day} " in told


def test_the_status_report_tells_what_changed_since_the_last_pack_unless_it_is_not_wanted(own_dialog, qtbot):
    def told() -> str:
        pages = PdfReader(BytesIO(own_dialog.document.content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    assert own_dialog.compares.isChecked()
    assert "Against Status report of 9 Oct" in told()
    before = own_dialog.document
    qtbot.mouseClick(own_dialog.compares, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.waitUntil(lambda: own_dialog.document is not before, timeout=30_000)
    assert not own_dialog.since.isEnabled()
    assert "Against Status report" not in told()


def test_a_closed_period_is_told_as_it_stood_then(own_dialog, qtbot):
    before = own_dialog.document
    own_dialog.options.period.setCurrentIndex(1)
    qtbot.waitUntil(lambda: own_dialog.document is not before, timeout=30_000)
    told = PdfReader(BytesIO(own_dialog.document.content)).pages[0].extract_text()
    assert own_dialog.options.period.currentText() == "September 2026, as it was closed"
    assert "status date 30 Sep 2026" in told
    assert own_dialog.written.record[:8] in told


def test_writing_is_stopped(own_dialog, qtbot):
    own_dialog.write()
    own_dialog.findChild(QToolButton, "stop").click()
    qtbot.waitUntil(lambda: own_dialog._pages.text().startswith("Stopped"), timeout=30_000)
    assert not own_dialog.save_button.isEnabled()


def test_the_pack_goes_into_a_mail(dialog, tmp_path, monkeypatch):
    target, mailed = tmp_path / "status.pdf", []
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    monkeypatch.setattr(Mail, "open", lambda _, file, subject: mailed.append((file, subject)))
    dialog.mail_button.click()
    assert mailed == [(target, "Core Systems Renewal: Status report")]
    assert target.read_bytes() == dialog.document.content


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


def test_projects_are_chosen_where_a_pack_can_be_about_some_and_one_at_least(own_dialog, qtbot):
    projects = own_dialog.options.projects.list

    def shown(act) -> str:
        before = own_dialog.document
        act()
        qtbot.waitUntil(lambda: own_dialog.document is not before, timeout=30_000)
        return own_dialog.document._pdf[0].get_textpage().get_text_range()

    def tick(rows: range, state: Qt.CheckState) -> None:
        for row in rows:
            projects.item(row).setCheckState(state)

    every = range(projects.count())
    assert "P-1 only" in shown(lambda: tick(every[1:], Qt.CheckState.Unchecked))
    tick(every[:1], Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: own_dialog._problem.text() != "", timeout=30_000)
    assert own_dialog._problem.text() == "Choose at least one project that the pack is about."
    assert not own_dialog.save_button.isEnabled()

    assert "only" not in shown(lambda: own_dialog.kinds.choose("health")).split("\n")[0]
    assert not projects.isEnabled()
    assert "whole program" in projects.toolTip()
