"""Printing a document: handed on as the PDF that it is, or drawn page by page where no printer takes one.

Whatever takes long runs in a thread of its own: all of it may, for Qt draws on a printer in any thread.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, QSizeF, QStandardPaths, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.targets import write_whole

from .document import Document, picked
from .errors import PrintProblem

Tell = Callable[[int, int], None]
"""Told how many pages are printed, of how many; raises to stop."""

_FINEST = 300  # dots an inch: finer costs memory and shows nothing more
_PATIENCE = 60  # seconds: the queue only takes the file, it does not wait for the paper
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def new_printer(document: Document) -> QPrinter:
    """A printer set to the document's paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    first = document.sizes[0]
    upright = first.transposed() if first.width() > first.height() else first
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    _turn(printer, first)
    printer.setFullPage(True)
    printer.setFromTo(1, len(document))
    return printer


def print_pages(content: bytes, printer: QPrinter, tell: Tell) -> int:
    """Print the pages of a PDF that the printer is set to; returns how many they are.

    A file gets the pages themselves, so that their text stays text, and so does a queue of CUPS. Other
    printers are given pictures of them, one after the other.
    Raises: `PrintProblem`; whatever `tell` does.
    """
    document = Document(content)
    try:
        wanted = _wanted(document, printer)
        tell(0, len(wanted))
        if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            _to_file(picked(content, wanted), printer.outputFileName())
        elif queue := QStandardPaths.findExecutable("lp"):
            _to_queue(picked(content, wanted), [queue, *_asked(printer)])
        else:
            _draw(document, wanted, printer, tell)
        return len(wanted)
    finally:
        document.close()


def _to_file(pages: bytes, name: str) -> None:
    if not name:  # there is no printer at all
        raise PrintProblem("no printer was found; save the report as PDF")
    try:
        write_whole(Path(name), pages)
    except TargetError as problem:
        raise PrintProblem(str(problem)) from problem


def _asked(printer: QPrinter) -> list[str]:
    """What `lp` is told of the job, as CUPS names it. What is not set is left to the printer."""
    found = ["-n", str(printer.copyCount()), "-o", "print-scaling=fit"]
    found += ["-d", printer.printerName()] if printer.printerName() else []
    title = re.sub(r"[^\w .,()-]", " ", printer.docName()).strip()
    found += ["-t", title] if title else []
    if sides := _SIDES.get(printer.duplex()):
        found += ["-o", f"sides={sides}"]
    if paper := printer.pageLayout().pageSize().key():
        found += ["-o", f"media={paper}"]
    if printer.copyCount() > 1:
        found += ["-o", f"collate={str(printer.collateCopies()).lower()}"]
    if printer.colorMode() is QPrinter.ColorMode.GrayScale:
        found += ["-o", "print-color-mode=monochrome"]
    return found


def _to_queue(pages: bytes, command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and each argument is one word of its own
            command, input=pages, capture_output=True, timeout=_PATIENCE, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintProblem(
            "the printer does not answer; choose another one, or save the report as PDF"
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("lp:").strip().splitlines()
        reason = f": {said[0][:200]}" if said else ""
        raise PrintProblem(
            f"the printer does not take it{reason}; choose another one, or save the report as PDF"
        )


def _environment() -> dict[str, str]:
    """Ours; a bundle that brings libraries of its own keeps what was set before under another name."""
    found = dict(os.environ)
    before = found.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        found["LD_LIBRARY_PATH"] = before
    return found


def _draw(document: Document, wanted: Sequence[int], printer: QPrinter, tell: Tell) -> None:
    """Each page as large as the sheet allows, upright or across as it is."""
    painter = QPainter()
    _turn(printer, document.sizes[wanted[0]])
    if not painter.begin(printer):
        raise PrintProblem("the printer can't be reached; choose another one, or save the report as PDF")
    try:
        for place, number in enumerate(wanted):
            tell(place, len(wanted))
            if place:
                _turn(printer, document.sizes[number])
                printer.newPage()
            _draw_page(document, number, painter)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _wanted(document: Document, printer: QPrinter) -> list[int]:
    """The pages that were asked for, from 0: ranges such as 1, 3-5, else from one to another; all of none."""
    ranges = printer.pageRanges()
    first, last = printer.fromPage() or 1, printer.toPage() or len(document)
    found = [
        number
        for number in range(len(document))
        if (first <= number + 1 <= last if ranges.isEmpty() else ranges.contains(number + 1))
    ] or list(range(len(document)))
    return found[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else found


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Let the next sheet lie as the page does."""
    across = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _draw_page(document: Document, number: int, painter: QPainter) -> None:
    sheet = painter.viewport()
    size = document.sizes[number].scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    dots = min(_FINEST, painter.device().logicalDpiX())
    picture = document.picture(number, dots / 72)
    place = QRect(sheet.topLeft(), QSize(round(size.width()), round(size.height())))
    place.moveCenter(sheet.center())
    painter.drawImage(place, picture)
