"""What the canvas shows, as a PDF page or a PNG picture: all of it, in the light theme, as paper is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QGraphicsScene

from tpm_desktop.file.targets import check_target, write_whole
from tpm_desktop.theme import theme

from .edges import EdgeItem
from .nodes import NodeItem

_PIXELS = 96  # an inch: what lengths and type of the scene count in
_SHARP = 2.0  # pixels of a picture for one of the scene
_MOST_PIXELS = 60_000_000
_LONGEST = 14_000  # pixels: 200 inches, which is as far as a PDF page goes


def save_picture(scene: QGraphicsScene, target: Path, title: str) -> None:
    """Write what a scene holds, as the file's ending says: .png, else PDF.

    Raises: `TargetError`; what stood at the target stands there still.
    """
    check_target(target)
    write_whole(target, png(scene) if target.suffix.lower() == ".png" else pdf(scene, title))


def pdf(scene: QGraphicsScene, title: str) -> bytes:
    """One page as large as the scene, smaller where a page can't be so large."""
    room, buffer = scene.sceneRect(), QBuffer()
    scale = min(1.0, _LONGEST / max(room.width(), room.height(), 1))
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PIXELS)
    writer.setTitle(title)
    writer.setCreator("TPM Desktop")
    points = QSizeF(room.width(), room.height()) * scale * 72 / _PIXELS
    size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    _render(scene, painter, QRectF(0, 0, room.width() * scale, room.height() * scale))
    painter.end()
    return bytes(buffer.data().data())


def png(scene: QGraphicsScene) -> bytes:
    """A picture with two pixels for each of the scene, fewer where it would be too large."""
    room = scene.sceneRect()
    area = max(room.width() * room.height(), 1)
    scale = min(_SHARP, (_MOST_PIXELS / area) ** 0.5)
    made = QImage(
        max(round(room.width() * scale), 1), max(round(room.height() * scale), 1), QImage.Format.Format_RGB32
    )
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    _render(scene, painter, QRectF(made.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(made)
    return bytes(buffer.data().data())


def _render(scene: QGraphicsScene, painter: QPainter, onto: QRectF) -> None:
    """Paint in the light theme, nothing chosen; the items are as they were afterwards."""
    items = [item for item in scene.items() if isinstance(item, NodeItem | EdgeItem)]
    were = [(item, item.theme, item.chosen) for item in items]
    for item in items:
        item.theme, item.chosen = theme("light"), False
    try:
        scene.render(painter, onto, scene.sceneRect())
    finally:
        for item, own, chosen in were:
            item.theme, item.chosen = own, chosen
