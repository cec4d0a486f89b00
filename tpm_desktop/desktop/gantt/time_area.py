"""An area that shows a stretch of time: zoomed around the pointer, panned, fitted, scrolled."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture, QWidget

from tpm_desktop.desktop.style import mark

from .time_header import header_height
from .timescale import DAY, TimeScale

_WHEEL_STEP = 1.2
_MARGIN = 24
_LABELS = 120  # pixels kept free for what stands beside the last bars
_READABLE = DAY / 2  # minutes a pixel: weeks can be told apart, months have their names
_MONTH = 31 * DAY
_UP_TO_NOW = 0.7  # share of the width
_ARROW_STEP = 40
_WHEEL_ROWS = 3


class TimeArea(QAbstractScrollArea):
    """Holds the scale; what lies on it, and the header above it, is the subclass's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = TimeScale(0.0, 120.0)
        self._placing = False
        self._follows_width = True  # shows the whole time however wide it is, until somebody zooms or moves
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setViewportMargins(0, header_height(), 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._above = above = QWidget(self)  # the bar to scroll rows begins below the header
        above.setFixedHeight(header_height())
        above.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark(above, role="header")
        self.addScrollBarWidget(above, Qt.AlignmentFlag.AlignTop)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.horizontalScrollBar().setSingleStep(_ARROW_STEP)

    def set_header_height(self, height: int) -> None:
        """Leave so many pixels for the header."""
        self.setViewportMargins(0, height, 0, 0)
        self._above.setFixedHeight(height)

    # For the subclass to say

    @abstractmethod
    def span(self) -> tuple[int, int]:
        """First and last instant that there is something to see at."""

    @abstractmethod
    def focal_instant(self) -> int:
        """The instant that matters now."""

    @abstractmethod
    def row_height(self) -> int:
        """Pixels of a row."""

    @abstractmethod
    def scale_changed(self) -> None:
        """Another time, or another zoom, is to be painted."""

    # Zoom and pan

    def fit(self) -> None:
        """Show the whole of the time."""
        first, last = self.span()
        width = self.viewport().width()
        self.set_scale(TimeScale.fitting(first, last, width - min(_LABELS, width // 4), _MARGIN))

    def look(self) -> None:
        """What is seen at first: all of the time where bars can be told apart, else its begin up to now.

        Of a short plan, or one without tasks yet, about a month.
        """
        self.fit()
        first, _ = self.span()
        closest = _MONTH / max(self.viewport().width(), 1)
        if self.scale.minutes < closest:
            self.set_scale(TimeScale(first - _MARGIN * closest, closest))
        elif self.scale.minutes > _READABLE:
            room = self.viewport().width() * _UP_TO_NOW
            minutes = min(max((self.focal_instant() - first) / room, _READABLE), 2 * _READABLE)
            self.set_scale(TimeScale(first - _MARGIN * minutes, minutes))

    def set_scale(self, scale: TimeScale) -> None:
        """Show another time, or the same at another zoom."""
        self.scale = scale
        self.place_scrollbar()
        self.scale_changed()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom so that the date at a pixel, or in the middle, stays where it is."""
        self._follows_width = False
        at = self.viewport().width() / 2 if x is None else x
        self.set_scale(self.scale.zoomed(factor, at))

    def pan(self, pixels: float) -> None:
        """Move on in time by so many pixels."""
        self._follows_width = False
        self.set_scale(self.scale.moved(pixels))

    def fit_between(self, first: int, last: int) -> None:
        """Show the time from one instant to another."""
        self._follows_width = False
        width = self.viewport().width()
        self.set_scale(TimeScale.fitting(first, last, width - min(_LABELS, width // 4), _MARGIN))

    def show_instant(self, instant: float, at: float = 0.33) -> None:
        """Bring an instant into view, at a share of the width."""
        self._follows_width = False
        left = instant - at * self.viewport().width() * self.scale.minutes
        self.set_scale(TimeScale(left, self.scale.minutes))

    def scroll_rows(self, pixels: float) -> None:
        """Move down by so many pixels."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    def place_scrollbar(self) -> None:
        """Have the scroll bar say where in the whole time the left edge is."""
        first, last = self.span()
        width = self.viewport().width()
        padding = max(14 * DAY, self.scale.minutes * width / 2)
        left = round((self.scale.left - first + padding) / self.scale.minutes)
        total = round((last - first + 2 * padding) / self.scale.minutes) - width
        bar = self.horizontalScrollBar()
        self._placing = True
        bar.setPageStep(width)
        bar.setRange(min(0, left), max(total, left))
        bar.setValue(left)
        self._placing = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._placing:
            return
        if dx:
            self._follows_width = False
            self.scale = self.scale.moved(-dx)
            self.scale_changed()
        else:
            self.viewport().scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._follows_width:
            self.look()
        else:
            self.place_scrollbar()

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_WHEEL_STEP ** (delta.y() / 120), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self.pan(-(delta.x() or delta.y()) / 2)
        else:
            lines = delta.y() / 120 * _WHEEL_ROWS
            self.scroll_rows(-(event.pixelDelta().y() or lines * self.row_height()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position().x())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom(pinch.scaleFactor(), centre.x())
                return True
        return super().viewportEvent(event)
