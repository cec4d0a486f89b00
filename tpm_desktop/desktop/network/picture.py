"""What the canvas shows, as a PDF page or a PNG picture: all of it, in the light theme, as paper is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from tpm_desktop.theme import theme

from ..drawn_file import save_drawing
from .edges import EdgeItem
from .nodes import NodeItem


def save_picture(scene: QGraphicsScene, target: Path, title: str) -> None:
    """Write what a scene holds, as the file's ending says: .png, else PDF.

    Raises: `TargetError`; what stood at the target stands there still.
    """
    save_drawing(lambda painter, onto: _render(scene, painter, onto), scene.sceneRect().size(), target, title)


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
