"""Pages of the Gantt to look at before they are printed, drawn one after another while the window lives."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from tpm_desktop.desktop.slices import Slices

from .drawing import largest_scale, picture
from .layout import POINTS
from .page import PagePainter


class SheetPages(QObject):
    """drawn: a page has its picture now."""

    drawn = Signal()

    def __init__(self, pages: PagePainter, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self.across = pages.layout.wide
        self.sizes: list[QSizeF] = [pages.layout.points] * len(pages.layout)
        self._wanted: list[tuple[int, float]] = []  # drawn next is the last: what was looked at last
        self._finished: dict[tuple[int, float], QImage] = {}
        self._drawing: tuple[int, float] | None = None
        self._slices = Slices(self)
        self._slices.done.connect(self._keep)

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage | None:
        """The page if it is drawn, which it else will be."""
        wanted = number, scale
        if wanted in self._finished:
            return self._finished.pop(wanted)  # whoever looks keeps it
        if wanted != self._drawing:
            self._wanted = [(n, s) for n, s in self._wanted if s == scale and n != number] + [wanted]
            self._go_on()
        return None

    def close(self) -> None:
        """Draw nothing more."""
        self._slices.cancel()
        self._wanted.clear()
        self.deleteLater()

    def _go_on(self) -> None:
        if not self._slices.busy and self._wanted:
            number, scale = self._drawing = self._wanted.pop()
            most = largest_scale(self._pages.layout)
            self._slices.start(picture(self._pages, number, min(scale * POINTS, most)))

    def _keep(self, made: QImage) -> None:
        assert self._drawing is not None
        self._finished = {self._drawing: made}
        self._drawing = None
        self.drawn.emit()
        self._go_on()
