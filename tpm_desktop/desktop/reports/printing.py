"""Printing a document: each page as large as the sheet allows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from .document import Document

_FINEST = 300  # dots an inch: finer costs memory and shows nothing more


def new_printer(document: Document) -> QPrinter:
    """A printer set to the document's paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    first = document.sizes[0]
    printer.setPageSize(QPageSize(first, QPageSize.Unit.Point))
    if first.width() > first.height():
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    printer.setFromTo(1, len(document))
    return printer


def print_pages(document: Document, printer: QPrinter) -> bool:
    """Print the pages that the printer is set to; False when it can't be begun."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        first, last = printer.fromPage() or 1, printer.toPage() or len(document)
        for number in range(first - 1, min(last, len(document))):
            if number > first - 1:
                printer.newPage()
            _print_page(document, number, painter)
    finally:
        painter.end()
    return True


def _print_page(document: Document, number: int, painter: QPainter) -> None:
    sheet = painter.viewport()
    size = document.sizes[number].scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    dots = min(_FINEST, painter.device().logicalDpiX())
    picture = document.picture(number, dots / 72)
    place = QRect(sheet.topLeft(), QSize(round(size.width()), round(size.height())))
    place.moveCenter(sheet.center())
    painter.drawImage(place, picture)
