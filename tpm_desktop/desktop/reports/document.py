"""The pages of a finished PDF as pictures, for the screen and for the printer."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage


class Pages(Protocol):
    """What can be looked at page by page. sizes: in points; across: how many stand beside each other."""

    sizes: list[QSizeF]
    across: int

    def __len__(self) -> int: ...

    def picture(self, number: int, scale: float) -> QImage | None:
        """A page at so many pixels a point; None while it is being drawn."""

    def close(self) -> None:
        """Nobody looks any more."""


class Document:
    """A PDF in memory. Sizes are in points."""

    across = 1

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        self.content = content
        self._pdf = pypdfium2.PdfDocument(content)
        self.sizes = [QSizeF(*self._pdf.get_page_size(number)) for number in range(len(self._pdf))]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page at so many pixels a point."""
        bitmap: Any = self._pdf[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        made = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return made.copy()  # the buffer is the library's

    def close(self) -> None:
        """Give the memory back."""
        self._pdf.close()
