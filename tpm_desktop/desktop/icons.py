"""Icons drawn from the bundled SVG files in a colour of the theme, sharp at any size and scale."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tpm_desktop import paths
from tpm_desktop.theme import Theme

from .appearance import Appearance

_STROKE = "1.75"  # of 24: as strong as the text beside it
_STROKE_WIDTH = re.compile(r'stroke-width="[\d.]+"')


def icon(name: str, theme: Theme | None = None, colour: str = "text") -> QIcon:
    """The icon of a file in resources/icons, such as "risk".

    Args: theme: whose colours it has for good; None follows the window's theme. colour: its token, such as
    "muted" or "accent"; a disabled icon has the theme's `disabled`, one on a selected row stays as it is.
    Raises: `KeyError` when there is no such icon.
    """
    return QIcon(_Engine(name, theme, colour))


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in paths.resource("icons").glob("*.svg"))


@cache
def svg(name: str, colour: str) -> bytes:
    """The icon as an SVG file in one colour. Raises: `KeyError` when there is no such icon."""
    if name not in names():
        raise KeyError(f"there is no icon {name!r} in resources/icons")
    text = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return _STROKE_WIDTH.sub(f'stroke-width="{_STROKE}"', text).replace("currentColor", colour).encode()


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, colour)))


@cache
def _picture(name: str, colour: str, width: int, height: int) -> QPixmap:
    """Device pixels; the drawing stands square in the middle."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(width, height)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    place = QRectF((width - side) / 2, (height - side) / 2, side, side)
    _drawing(name, colour).render(painter, place)
    painter.end()
    return picture


class _Engine(QIconEngine):
    """Draws at the size and scale asked for, in the colour that the theme has at that moment."""

    def __init__(self, name: str, theme: Theme | None, token: str) -> None:
        super().__init__()
        if name not in names():
            raise KeyError(f"there is no icon {name!r} in resources/icons")
        self._name, self._theme, self._token = name, theme, token

    def _colour(self, mode: QIcon.Mode) -> str:
        theme = self._theme or Appearance.current().theme
        return theme.disabled if mode is QIcon.Mode.Disabled else getattr(theme, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The picture of a size in device-independent pixels, drawn finer by the scale."""
        fine = (size.toSizeF() * scale).toSize()
        picture = QPixmap(_picture(self._name, self._colour(mode), fine.width(), fine.height()))
        picture.setDevicePixelRatio(scale)
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._theme, self._token)

    def key(self) -> str:
        return "tpm-desktop"

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False


def draw(painter: QPainter, name: str, colour: str, at: QPoint, side: int) -> None:
    """Draw an icon with its upper left corner there; for delegates, which have a painter and no widget."""
    scale = painter.device().devicePixelRatio()
    size = round(side * scale)
    painter.drawPixmap(QRect(at, QSize(side, side)), _picture(name, colour, size, size))
