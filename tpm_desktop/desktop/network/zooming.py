"""A scene that can be zoomed: by Ctrl and the wheel, to fit, and to where a reader begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

_CLOSEST, _FURTHEST = 2.0, 0.04
_READABLE = 0.85  # a reader begins no further away than that


class Zooming(QGraphicsView):
    """Without frame, zoomed around the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self._begun = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begin_once()

    def begin_once(self) -> None:
        """Begin when there is something to see and room to show it, the first time only."""
        if not self._begun and self.isVisible() and self.scene().items():
            self._begun = True
            QTimer.singleShot(0, self, self.begin)

    def fit(self) -> None:
        """Everything in sight, however small."""
        room, port = self.sceneRect(), self.viewport().rect()
        if room.isEmpty():
            return
        scale = max(min(port.width() / room.width(), port.height() / room.height(), 1.0), _FURTHEST)
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(room.center())

    def begin(self) -> None:
        """As `fit`, but no further away than can be read: the first node of what is too long for that."""
        self.fit()
        least = self.readable()
        if self.transform().m11() < least:
            self.resetTransform()
            self.scale(least, least)
            self.centerOn(self.sceneRect().left() + self.viewport().width() / least / 2, self.first_height())

    def readable(self) -> float:
        """The scale below which what is shown can't be read."""
        return _READABLE

    def first_height(self) -> float:
        """How far down in the scene a reader begins."""
        return self.sceneRect().center().y()

    def zoom(self, factor: float) -> None:
        """Nearer with more than 1, between all of a large plan and twice the size."""
        wanted = min(max(self.transform().m11() * factor, _FURTHEST), _CLOSEST)
        step = wanted / self.transform().m11()
        self.scale(step, step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y())
        else:
            super().wheelEvent(event)
