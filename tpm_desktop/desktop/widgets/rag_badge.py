"""Red, amber and green as a letter in a shape: square, triangle, circle.

So that it is clear in grey as well.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.theme import Theme

translate = QCoreApplication.translate
_SIDE = 18
_WORDS = {"R": "Red", "A": "Amber", "G": "Green"}


def paint_rag(painter: QPainter, place: QRectF, letter: str, theme: Theme) -> None:
    """Draw the badge of "R", "A" or "G" in the middle of a place; nothing for another letter.

    A star behind the letter says that somebody shows it otherwise than computed.
    """
    starred, letter = letter.endswith("*"), letter.rstrip("*")
    if letter not in _WORDS:
        return
    side = min(place.width(), place.height(), _SIDE)
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor({"R": theme.red, "A": theme.amber, "G": theme.green}[letter]))
    if letter == "R":
        painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), side / 8, side / 8)
    elif letter == "G":
        painter.drawEllipse(square.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        top = QPointF(square.center().x(), square.top())
        painter.drawPolygon(QPolygonF([top, square.bottomRight(), square.bottomLeft()]))
        square.translate(0, side * 0.16)
    made = font(weight=font().Weight.Bold)
    made.setPixelSize(round(side * (0.5 if letter == "A" else 0.58)))
    painter.setFont(made)
    painter.setPen(QColor(theme.on_rag))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, letter)
    if starred:
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(square.right() + 1, place.center().y()), "*")
    painter.restore()


def light_word(letter: str) -> str:
    """What a light is called, for those who hear it: “Amber”, with a star “Amber, overridden”."""
    word = translate("RagBadge", _WORDS.get(letter.rstrip("*"), "Not rated"))
    return translate("RagBadge", "{}, overridden").format(word) if letter.endswith("*") else word


class RagBadge(QWidget):
    """The badge as a widget; it says its word to screen readers and as a tool tip."""

    def __init__(self, letter: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_SIDE + 2, _SIDE + 2)
        self._letter = ""
        self.show_status(letter)
        Appearance.current().changed.connect(self.update)

    @property
    def letter(self) -> str:
        """The status shown: "R", "A", "G", or "" for none."""
        return self._letter

    def show_status(self, letter: str, reason: str = "") -> None:
        """Show another status; the reason is said with it."""
        self._letter = letter
        word = light_word(letter)
        self.setAccessibleName(word)
        self.setToolTip(tip(f"{word}: {reason}") if reason else word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE + 2, _SIDE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_rag(painter, QRectF(self.rect()), self._letter, Appearance.current().theme)
