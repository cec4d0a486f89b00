"""The area of the heat map's cells: where they lie, and how it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from tpm_desktop.plan.staffing import Span
from tpm_desktop.theme import measures

from ..style import font
from .content import Content, Place, Show
from .measures import MONTH, NAMES, PAD, ROW, SHARE, TWO_FIGURES, WEEK, Measures


class CellArea(QAbstractScrollArea):
    """content: what is shown; current: the cell of the keyboard; is_fresh: nobody has scrolled yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.content: Content | None = None
        self.current: Place = (0, 0)
        self.is_fresh = True
        self._wide = 0
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)

    def begin(self) -> None:
        """The status date near the names, the current cell in sight with what lies below it.

        It stays so, whatever the size, until somebody chooses or scrolls.
        """
        self.is_fresh = True
        self.show_present()
        if self.content is not None and len(self.content):
            self.bring((min(self.current[0] + 3, len(self.content) - 1), self.current[1]))

    def show_present(self) -> None:
        """Scroll so that the status date stands a little right of the names."""
        if self.content is not None:
            lie = self.lie()
            self.horizontalScrollBar().setValue((self.content.staffing.present - 1) * lie.wide)

    def lie(self) -> Measures:
        """Where everything lies now."""
        content = self.content
        wide = WEEK if content is None or content.staffing.span is Span.WEEK else MONTH
        wide = TWO_FIGURES if content is not None and content.show is Show.REQUESTS else wide
        size = self.viewport().size()
        names = min(max(self._wide, NAMES[0]), NAMES[1], max(round(size.width() * SHARE), NAMES[0]))
        scroll = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        many, periods = (len(content), content.periods) if content else (0, 0)
        return Measures(many, periods, wide, size, names, scroll)

    def _widest(self) -> int:
        metrics = QFontMetrics(font(measures().window.secondary))
        names = sorted((line.name for line in self.content.lines), key=len) if self.content else []
        return max((metrics.horizontalAdvance(name) for name in names[-20:]), default=0) + 6 * PAD

    def fit(self) -> None:
        """Let the scroll bars reach as far as there are cells."""
        self._wide = self._widest()
        self._fit()

    def _fit(self) -> None:
        lie = self.lie()
        sides = (
            (self.horizontalScrollBar(), lie.rest.width(), lie.cells.width(), lie.wide),
            (self.verticalScrollBar(), lie.rest.height(), lie.cells.height(), ROW),
        )
        for bar, rest, page, step in sides:
            bar.setRange(0, rest)
            bar.setPageStep(page)
            bar.setSingleStep(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.is_fresh and self.content is not None and len(self.content):
            self.begin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.is_fresh = False
        super().wheelEvent(event)

    def bring(self, at: Place) -> None:
        """Scroll a cell into sight."""
        seen, room = self.lie().cells, self.lie().cell(at)
        for bar, low, high, first, last in (
            (self.horizontalScrollBar(), room.left(), room.right(), seen.left(), seen.right()),
            (self.verticalScrollBar(), room.top(), room.bottom(), seen.top(), seen.bottom()),
        ):
            if low < first:
                bar.setValue(bar.value() + low - first)
            elif high > last:
                bar.setValue(bar.value() + high - last)

    def room_of(self, at: Place) -> QRect:
        """Where a cell lies in the viewport."""
        return self.lie().cell(at)

    def scroll_towards(self, point: QPoint) -> None:
        """A step further where the edge of the cells is reached."""
        seen = self.lie().cells
        for bar, at, first, last in (
            (self.horizontalScrollBar(), point.x(), seen.left(), seen.right()),
            (self.verticalScrollBar(), point.y(), seen.top(), seen.bottom()),
        ):
            if at < first + 4:
                bar.setValue(bar.value() - bar.singleStep())
            elif at > last - 4:
                bar.setValue(bar.value() + bar.singleStep())
