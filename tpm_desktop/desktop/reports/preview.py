"""The pages of a document one below the other; only those in sight are drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ..appearance import Appearance
from .document import Document

_GAP = 16
_STEP = 1.2
_LEAST, _MOST = 0.2, 4.0


class PagePreview(QAbstractScrollArea):
    """Scrolls and zooms. turned: the number of the page in the middle, from 1."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages of the report"))
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self._document: Document | None = None
        self._scale = 1.0
        self._fits = True
        self._drawn: dict[int, QImage] = {}

    def show_document(self, document: Document | None) -> None:
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
            self._scale = max(_LEAST, (self.viewport().width() - 2 * _GAP) / widest)
        self._set_bars()
        self._tell()

    def _set_bars(self) -> None:
        self._drawn.clear()
        room, pages = self.viewport().size(), self._rectangles()
        tall = pages[-1].bottom() + _GAP
        wide = max(page.width() for page in pages) + 2 * _GAP
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
        top, found = float(_GAP), []
        for size in self._document.sizes:
            wide, tall = size.width() * self._scale, size.height() * self._scale
            left = max(_GAP, (self.viewport().width() - wide) / 2)
            found.append(QRectF(left, top, wide, tall))
            top += tall + _GAP
        return found

    def _tell(self) -> None:
        if self._document is None:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        above = sum(page.top() <= middle for page in self._rectangles())
        self.turned.emit(max(1, above))

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
        for number, page in enumerate(self._rectangles()):
            if page.intersects(seen):
                painter.fillRect(page.adjusted(-1, -1, 1, 1), QColor(theme.border))
                painter.drawImage(page, self._picture(number))
            else:
                self._drawn.pop(number, None)

    def _picture(self, number: int) -> QImage:
        if number not in self._drawn:
            assert self._document is not None
            self._drawn[number] = self._document.picture(number, self._scale * self.devicePixelRatioF())
        return self._drawn[number]
