"""The time scale above the chart: shows where in time the chart is, and moves it by drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from tpm_desktop.formats import Formats
from tpm_desktop.theme import measures

from .frame import Frame
from .time_tiers import paint_tiers


def header_height(tiers: int = 2) -> int:
    """Pixels of the header over the tree and over the chart, by how many tiers the time scale has."""
    return tiers * (measures().window.row - measures().window.grid // 2)


class TimeHeader(QWidget):
    """Paints the scale of a frame; what a frame is, the chart knows.

    dragged: pixels that the pointer moved while pressed; wheeled: a wheel event to be handled as the chart's.
    """

    dragged = Signal(float)
    wheeled = Signal(object)

    def __init__(
        self, frame: Callable[[QRectF], Frame], formats: Callable[[], Formats], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._frame, self._formats = frame, formats
        self._pressed: float | None = None
        self.setObjectName("gantt-time-header")
        self.setAccessibleName(self.tr("Time scale"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedHeight(header_height())

    def sizeHint(self) -> QSize:
        return QSize(200, header_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tiers(painter, self._frame(QRectF(self.rect())), self._formats(), QSizeF(self.size()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().x()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self.dragged.emit(self._pressed - event.position().x())
            self._pressed = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)
