"""What one painting of the chart needs to know, and the pens and brushes it is painted with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen, QPixmap

from tpm_desktop.desktop import style
from tpm_desktop.theme import Theme, measures, mix

from .cells import Cells
from .rows import ShownRows
from .timescale import TimeScale

if TYPE_CHECKING:
    from .earlier import Earlier

_FAR = 2000.0  # pixels outside the viewport
_HATCH = 6  # pixels from line to line


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """Pixels from the top of a row: where its bar and its baseline lie."""

    height: int
    bar_top: int
    bar: int
    baseline_top: int
    baseline: int

    @classmethod
    def of(cls, *, compact: bool) -> RowMeasures:
        window = measures().window
        if compact:
            return cls(window.compact_row, 3, window.bar - 2, window.compact_row - 6, 3)
        return cls(window.row, 4, window.bar, window.row - 6, 3)

    @property
    def middle(self) -> float:
        """Where links meet the bar."""
        return self.bar_top + self.bar / 2


@dataclass(frozen=True, slots=True)
class Shows:
    """What is drawn besides the bars, each at its user's choice."""

    baseline: bool = True
    links: bool = True
    labels: bool = True
    critical: bool = True
    slack: bool = False


class Inks:
    """The theme's colours as Qt paints with them."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        for name, value in theme.colours.items():
            setattr(self, name, QColor(value))
        self.minor_line = QColor(mix(theme.line, theme.canvas, 0.55))
        self.label_ground = QColor(theme.canvas)
        self.label_ground.setAlpha(215)
        self.bar_edge_pen = QPen(QColor(theme.bar_edge), 1)
        self.critical_pen = QPen(QColor(theme.critical), 1.4)
        self.near_pen = QPen(QColor(theme.near), 1.2)
        self.near_bar = QColor(mix(theme.near, theme.canvas, 0.42))
        self.hatch = _hatch(QColor(mix(theme.critical, theme.critical_bar, 0.32)))
        self.dots = _dots(QColor(mix(theme.near, theme.text, 0.75)))
        self.link_pen = QPen(QColor(theme.dependency), 1)
        self.link_critical_pen = QPen(QColor(theme.dependency_critical), 1.5)
        self.link_crossing_pen = QPen(QColor(theme.dependency_crossing), 1.3)
        self.link_crossing_pen.setDashPattern([4, 3])
        self.hues = [QColor(hue) for hue in theme.hues]
        self.text_font = style.font()
        self.small_font = style.font(measures().window.secondary)
        self.strong_font = style.font(weight=QFont.Weight.DemiBold)
        self.small_strong_font = style.font(measures().window.secondary, QFont.Weight.DemiBold)

    def __getattr__(self, name: str) -> QColor:  # the theme's tokens, for the type checker
        raise AttributeError(name)


def _hatch(colour: QColor) -> QBrush:
    """Thin diagonals, which tell critical bars from others where there is no colour."""
    from PySide6.QtGui import QPainter

    tile = QPixmap(_HATCH, _HATCH)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    for shift in (-_HATCH, 0, _HATCH):
        painter.drawLine(shift, _HATCH, shift + _HATCH, 0)
    painter.end()
    return QBrush(tile)


def _dots(colour: QColor) -> QBrush:
    """Dots in a row's middle, which tell near-critical bars from others where there is no colour."""
    from PySide6.QtGui import QPainter

    tile = QPixmap(_HATCH, _HATCH)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for place in (QRectF(0.5, 0.5, 1.6, 1.6), QRectF(_HATCH / 2 + 0.5, _HATCH / 2 + 0.5, 1.6, 1.6)):
        painter.drawEllipse(place)
    painter.end()
    return QBrush(tile)


@dataclass(slots=True)
class Frame:
    """The part of the plan that a painting shows.

    area: the part of the viewport to paint, in pixels; scroll: pixels of rows above the viewport.
    selected, flashing: outline rows. earlier: dates to paint below the bars in place of the baseline's.
    """

    cells: Cells
    shown: ShownRows
    scale: TimeScale
    rows: RowMeasures
    scroll: int
    area: QRectF
    width: int
    shows: Shows
    inks: Inks
    today: int
    selected: frozenset[int] = frozenset()
    flashing: frozenset[int] = frozenset()
    hovered: int = -1
    selected_link: int = -1
    earlier: Earlier | None = None
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        top, bottom = self.area.top() + self.scroll, self.area.bottom() + self.scroll
        self.first = max(0, int(top // self.rows.height))
        self.last = min(len(self.shown) - 1, int(bottom // self.rows.height))

    @property
    def lines(self) -> NDArray[np.int32]:
        """Outline rows of the lines to paint; below zero for lines that are of no row."""
        return self.shown.rows[self.first : self.last + 1]

    def y(self, line: float) -> float:
        """The upper edge of a line."""
        return line * self.rows.height - self.scroll

    def x(self, instant: int) -> float:
        """The pixel of an instant, brought near like those of `xs`."""
        return min(max(self.scale.x(float(instant)), -_FAR), self.width + _FAR)

    def xs(self, instants: NDArray[np.int64]) -> NDArray[np.floating]:
        """Pixels of instants; those far outside are brought near, as nothing huge can be painted."""
        return np.clip(self.scale.x(instants), -_FAR, self.width + _FAR)
