"""A drawing as a file: a PDF page or a PNG picture, all of it, in the light theme, as paper is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from tpm_desktop.file.targets import check_target, write_whole

Draw = Callable[[QPainter, QRectF], None]
"""Paints all of it into a rectangle of the same proportions."""

_PIXELS = 96  # an inch: what lengths and type of a drawing count in
_SHARP = 2.0  # pixels of a picture for one of the drawing
_MOST_PIXELS = 60_000_000
_LONGEST = 14_000  # pixels: 200 inches, which is as far as a PDF page goes


def save_drawing(draw: Draw, size: QSizeF, target: Path, title: str) -> None:
    """Write a drawing, as the file's ending says: .png, else PDF.

    Raises: `TargetError`; what stood at the target stands there still.
    """
    check_target(target)
    write_whole(target, png(draw, size) if target.suffix.lower() == ".png" else pdf(draw, size, title))


def pdf(draw: Draw, size: QSizeF, title: str) -> bytes:
    """One page as large as the drawing, smaller where a page can't be so large."""
    buffer = QBuffer()
    scale = min(1.0, _LONGEST / max(size.width(), size.height(), 1))
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PIXELS)
    writer.setTitle(title)
    writer.setCreator("TPM Desktop")
    points = QSizeF(size.width(), size.height()) * scale * 72 / _PIXELS
    page = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    draw(painter, QRectF(0, 0, size.width() * scale, size.height() * scale))
    painter.end()
    return bytes(buffer.data().data())


def png(draw: Draw, size: QSizeF) -> bytes:
    """A picture with two pixels for each of the drawing, fewer where it would be too large."""
    area = max(size.width() * size.height(), 1)
    scale = min(_SHARP, (_MOST_PIXELS / area) ** 0.5)
    made = QImage(
        max(round(size.width() * scale), 1), max(round(size.height() * scale), 1), QImage.Format.Format_RGB32
    )
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    draw(painter, QRectF(made.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(made)
    return bytes(buffer.data().data())
