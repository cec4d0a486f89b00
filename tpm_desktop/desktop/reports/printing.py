"""Printing a document: each page as large as the sheet allows, upright or across as it is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from .document import Document

_FINEST = 300  # dots an inch: finer costs memory and shows nothing more


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


def print_pages(document: Document, printer: QPrinter) -> bool:
    """Print the pages that the printer is set to; False when it can't be begun."""
    wanted = list(_wanted(document, printer))
    painter = QPainter()
    _turn(printer, document.sizes[wanted[0]])
    if not painter.begin(printer):
        return False
    try:
        for place, number in enumerate(wanted):
            if place:
                _turn(printer, document.sizes[number])
                printer.newPage()
            _print_page(document, number, painter)
    finally:
        painter.end()
    return True


def _wanted(document: Document, printer: QPrinter) -> Iterator[int]:
    """The pages that were asked for, from 0: ranges such as 1, 3-5, else from one to another."""
    ranges = printer.pageRanges()
    first, last = printer.fromPage() or 1, printer.toPage() or len(document)
    found = [
        number
        for number in range(len(document))
        if (first <= number + 1 <= last if ranges.isEmpty() else ranges.contains(number + 1))
    ]
    yield from found or range(len(document))


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Let the next sheet lie as the page does."""
    across = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _print_page(document: Document, number: int, painter: QPainter) -> None:
    sheet = painter.viewport()
    size = document.sizes[number].scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    dots = min(_FINEST, painter.device().logicalDpiX())
    picture = document.picture(number, dots / 72)
    place = QRect(sheet.topLeft(), QSize(round(size.width()), round(size.height())))
    place.moveCenter(sheet.center())
    painter.drawImage(place, picture)
