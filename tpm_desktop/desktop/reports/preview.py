"""The pages of a document beside and below each other; only those in sight are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ..appearance import Appearance
from .document import Pages

_GAP = 16
_STEP = 1.2
_LEAST, _MOST = 0.1, 4.0


class PagePreview(QAbstractScrollArea):
    """Scrolls and zooms. turned: the number of the page in the middle, from 1."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages of the report"))
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self._document: Pages | None = None
        self._places: list[QRectF] = []
        self._scale = 1.0
        self._fits = True
        self._drawn: dict[int, QImage] = {}

    def show_document(self, document: Pages | None) -> None:
        """Show other pages; the place stays where it can."""
        if self._document is not None:
            self._document.close()
        self._document = document
        self._lay_out()

    def zoom(self, steps: int) -> None:
        """Larger by steps, smaller by negative ones."""
        self._fits = False
        self._rescale(self._scale * _STEP**steps)

    def fit(self) -> None:
        """As wide as the room is."""
        self._fits = True
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _rescale(self, scale: float) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._scale = min(_MOST, max(_LEAST, scale))
        self._set_bars()
        bar.setValue(round(place * bar.maximum()))

    def _lay_out(self) -> None:
        if self._document is None or not len(self._document):
            self._drawn.clear()
            self.viewport().update()
            return
        if self._fits:
            widest = max(size.width() for size in self._document.sizes)
            room = self.viewport().width() - (self._document.across + 1) * _GAP
            self._scale = max(_LEAST, room / (widest * self._document.across))
        self._set_bars()
        self._tell()

    def _set_bars(self) -> None:
        self._drawn.clear()
        room, pages = self.viewport().size(), self._rectangles()
        self._places = pages
        tall = pages[-1].bottom() + _GAP
        wide = max(page.right() for page in pages) + _GAP
        for bar, whole, seen in (
            (self.verticalScrollBar(), tall, room.height()),
            (self.horizontalScrollBar(), wide, room.width()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(24)
        self.viewport().update()

    def _rectangles(self) -> list[QRectF]:
        """Where each page lies, before scrolling."""
        assert self._document is not None
        top, found, sizes, across = float(_GAP), [], self._document.sizes, self._document.across
        for first in range(0, len(sizes), across):
            line = [size * self._scale for size in sizes[first : first + across]]
            width = sum(size.width() + _GAP for size in line) - _GAP
            left = max(_GAP, (self.viewport().width() - width) / 2)
            for size in line:
                found.append(QRectF(left, top, size.width(), size.height()))
                left += size.width() + _GAP
            top += max(size.height() for size in line) + _GAP
        return found

    def _tell(self) -> None:
        if self._document is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        above = sum(page.top() <= middle for page in self._places)
        self.turned.emit(max(1, above - self._document.across + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        theme = Appearance.current().theme
        painter.fillRect(self.viewport().rect(), QColor(theme.pressed))
        if self._document is None:
            return
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = QRectF(self.viewport().rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        for number, page in enumerate(self._places):
            if page.intersects(seen):
                painter.fillRect(page.adjusted(-1, -1, 1, 1), QColor(theme.border))
                picture = self._picture(number)
                if picture is None:
                    painter.fillRect(page, QColor(Qt.GlobalColor.white))
                else:
                    painter.drawImage(page, picture)
            else:
                self._drawn.pop(number, None)

    def _picture(self, number: int) -> QImage | None:
        if number not in self._drawn:
            assert self._document is not None
            made = self._document.picture(number, self._scale * self.devicePixelRatioF())
            if made is None:
                return None
            self._drawn[number] = made
        return self._drawn[number]
