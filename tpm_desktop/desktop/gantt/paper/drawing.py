"""Draws pages onto what they go to: a PDF, a printer, a picture or an SVG drawing; each in steps."""

from __future__ import annotations

import base64
from collections.abc import Generator
from contextlib import closing
from functools import cache
from math import sqrt

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QSize
from PySide6.QtGui import (
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from tpm_desktop import paths

from .layout import Layout
from .page import PagePainter

Steps = Generator[float, None, bytes]

_PDF_DOTS = 1200  # an inch: what lengths are rounded to
_PIXELS = 96  # an inch
_MOST_PIXELS = 80_000_000  # of a picture: 320 MB of memory
_LONGEST = 30_000  # pixels of a side that can be painted
_FACES = {400: "InterTabular-Regular.ttf", 600: "InterTabular-SemiBold.ttf"}


class DrawingProblem(Exception):
    """Why something can't be drawn and what to do, in one line."""


def pdf(pages: PagePainter, title: str) -> Steps:
    """All pages as a PDF."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DOTS)
    writer.setTitle(title)
    writer.setCreator("TPM Desktop")
    set_page(writer, pages.layout)
    yield from _onto(writer, pages, range(len(pages.layout)), _PDF_DOTS / _PIXELS)
    return bytes(buffer.data().data())


def print_on(printer: QPrinter, pages: PagePainter) -> Generator[float, None, None]:
    """The pages that the printer is set to. Raises: `DrawingProblem` when it can't be begun."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages.layout)
    numbers = range(first - 1, min(last, len(pages.layout)))
    yield from _onto(printer, pages, numbers, printer.resolution() / _PIXELS)


def set_page(device: QPagedPaintDevice, layout: Layout) -> None:
    """Give a device the sheets of a layout; the layout has its margins itself."""
    points = layout.points
    wide = points.width() > points.height()
    size = QPageSize(points.transposed() if wide else points, QPageSize.Unit.Point)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))


def _onto(
    device: QPagedPaintDevice, pages: PagePainter, numbers: range, dots: float
) -> Generator[float, None, None]:
    painter = QPainter()
    if not painter.begin(device):
        raise DrawingProblem("the printer can't be reached; choose another one, or save a PDF")
    try:
        painter.scale(dots, dots)
        for done, number in enumerate(numbers):
            if done:
                device.newPage()
            with closing(pages.steps(painter, pages.layout.page(number))) as steps:
                for share in steps:
                    yield (done + share) / len(numbers)
    finally:
        painter.end()


def picture(pages: PagePainter, number: int, scale: float) -> Generator[float, None, QImage]:
    """A page as a picture. scale: its pixels for each pixel of 1/96 inch.

    Raises: `DrawingProblem` where it would be too large.
    """
    if scale > largest_scale(pages.layout):
        raise DrawingProblem(
            f"a picture of {len(pages.about.shown):,} rows is too large; choose fewer rows, or save a PDF"
        )
    size = pages.layout.size * scale
    wide, tall = max(round(size.width()), 1), max(round(size.height()), 1)
    made = QImage(wide, tall, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(_PIXELS * scale * 1000 / 25.4))
    made.setDotsPerMeterY(made.dotsPerMeterX())
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    try:
        painter.scale(scale, scale)
        yield from pages.steps(painter, pages.layout.page(number))
    finally:
        painter.end()
    return made


def largest_scale(layout: Layout) -> float:
    """At how large a scale a sheet can still be a picture."""
    wide, tall = layout.size.width(), layout.size.height()
    return min(_LONGEST / max(wide, tall), sqrt(_MOST_PIXELS / (wide * tall)))


def png(pages: PagePainter, scale: float) -> Steps:
    """The first page as a PNG picture."""
    made = yield from picture(pages, 0, scale)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(made)
    return bytes(buffer.data().data())


def svg(pages: PagePainter, title: str) -> Steps:
    """The first page as an SVG drawing that carries its type with it."""
    size, buffer = pages.layout.size, QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    made = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    made.setOutputDevice(buffer)
    made.setResolution(_PIXELS)
    made.setSize(QSize(round(size.width()), round(size.height())))
    made.setViewBox(QRectF(0, 0, size.width(), size.height()))
    made.setTitle(title)
    painter = QPainter(made)
    try:
        yield from pages.steps(painter, pages.layout.page(0))
    finally:
        painter.end()
    return bytes(buffer.data().data()).replace(b"<defs>", b"<defs>" + _type(), 1)


@cache
def _type() -> bytes:
    """The fonts of paper as a style sheet of an SVG drawing."""
    return b"<style>" + b"".join(_face(weight, name) for weight, name in _FACES.items()) + b"</style>"


def _face(weight: int, name: str) -> bytes:
    data = base64.b64encode(paths.resource("fonts", name).read_bytes())
    rule = f"@font-face{{font-family:'Inter Tabular';font-weight:{weight};src:url(data:font/ttf;base64,"
    return rule.encode() + data + b") format('truetype')}"
