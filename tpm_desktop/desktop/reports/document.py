"""The pages of a finished PDF as pictures, for the screen and for the printer, and some of them as a PDF."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Protocol

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.RLock()
"""The library may be entered by one thread only, whichever document it is about."""


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
        with _ONE_AT_A_TIME:
            self._pdf = pypdfium2.PdfDocument(content)
            self.sizes = [QSizeF(*self._pdf.get_page_size(number)) for number in range(len(self._pdf))]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page at so many pixels a point."""
        with _ONE_AT_A_TIME:
            bitmap: Any = self._pdf[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            made = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            )
            return made.copy()  # the buffer is the library's

    def close(self) -> None:
        """Give the memory back."""
        with _ONE_AT_A_TIME:
            self._pdf.close()


def picked(content: bytes, pages: Sequence[int]) -> bytes:
    """Some pages of a PDF, from 0, in that order, as a PDF: text stays text."""
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as whole:
        if list(pages) == list(range(len(whole))):
            return content
        made = BytesIO()
        with pypdfium2.PdfDocument.new() as part:
            part.import_pages(whole, list(pages))
            part.save(made)
    return made.getvalue()
