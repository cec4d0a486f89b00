"""What one painting of the chart needs to know, and the pens and brushes it is painted with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPen

from tpm_desktop.desktop import style
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.theme import Theme, measures, mix

from .bar_texts import BarTexts
from .cells import Cells
from .patterns import Dots, Hatch, Uprights
from .rows import ShownRows
from .timescale import Step, TimeScale

if TYPE_CHECKING:
    from .earlier import Earlier

_FAR = 2000.0  # pixels outside the viewport
_PAPER_FAMILY = "Inter Tabular"  # digits of one width without a feature, so that a page's text can be copied
_PIXELS_A_POINT = 96 / 72


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
    """What is drawn besides the bars, each at its user's choice.

    tiers: of the time scale, 2 or 3; number: of the baseline, None for the one that is compared with.
    """

    baseline: bool = True
    links: bool = True
    labels: bool = True
    critical: bool = True
    slack: bool = False
    constraints: bool = False
    progress: bool = False
    fiscal: bool = False
    tiers: int = 2
    number: int | None = None
    texts: BarTexts = field(default_factory=BarTexts)


class Inks:
    """The theme's colours as Qt paints with them. paper: nothing is tiled, and type is sized in pixels."""

    def __init__(self, theme: Theme, *, paper: bool = False) -> None:
        self.theme = theme
        for name, value in theme.colours.items():
            setattr(self, name, QColor(value))
        self.minor_line = QColor(mix(theme.line, theme.canvas, 0.55))
        self.highlight = QColor(mix(theme.near, theme.canvas, 0.2))
        self.label_ground = QColor(theme.canvas)
        self.label_ground.setAlpha(215)
        self.bar_edge_pen = QPen(QColor(theme.bar_edge), 1)
        self.critical_pen = QPen(QColor(theme.critical), 1.4)
        self.near_pen = QPen(QColor(theme.near), 1.2)
        self.near_bar = QColor(mix(theme.near, theme.canvas, 0.42))
        self.hatch = Hatch(QColor(mix(theme.critical, theme.critical_bar, 0.62)), as_lines=paper)
        self.dots = Dots(QColor(mix(theme.near, theme.text, 0.75)), as_lines=paper)
        self.uprights = Uprights(QColor(mix(theme.canvas, theme.baseline, 0.75)), as_lines=paper)
        self.link_pen = QPen(QColor(theme.dependency), 1)
        self.link_critical_pen = QPen(QColor(theme.dependency_critical), 1.5)
        self.link_crossing_pen = QPen(QColor(theme.dependency_crossing), 1.3)
        self.link_crossing_pen.setDashPattern([4, 3])
        self.hues = [QColor(hue) for hue in theme.hues]
        font, window, strong = paper_font if paper else style.font, measures().window, QFont.Weight.DemiBold
        self.text_font, self.small_font = font(window.text), font(window.secondary)
        self.strong_font, self.small_strong_font = font(window.text, strong), font(window.secondary, strong)

    def __getattr__(self, name: str) -> QColor:  # the theme's tokens, for the type checker
        raise AttributeError(name)


def paper_font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Type for a page, on which a pixel is 1/96 inch whatever the screen; size: in the window's points."""
    made = QFont(_PAPER_FAMILY)
    made.setPixelSize(round(size * _PIXELS_A_POINT))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@dataclass(slots=True)
class Frame:
    """The part of the plan that a painting shows.

    area: the part of the viewport to paint, in pixels; scroll: pixels of rows above the viewport.
    selected, flashing: outline rows; tinted: those that a filter highlights, shape (n,). earlier: dates to
    paint below the bars in place of the baseline's. on_page: labels keep inside the width; continued: a page
    lies to the left. link_lines: links with neither end in these lines are left out, None for all.
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
    tinted: NDArray[np.bool_] | None = None
    hovered: int = -1
    selected_link: int = -1
    earlier: Earlier | None = None
    on_page: bool = False
    continued: bool = False
    link_lines: range | None = None
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

    @property
    def tiers(self) -> tuple[Step, ...]:
        """What the tiers of the time scale count, the coarsest first."""
        if not self.shows.fiscal:
            return self.scale.tiers.steps(self.shows.tiers)
        fiscal = fiscal_calendar(self.cells.state.inputs.tables)
        weeks = fiscal if fiscal.by_weeks else None
        return self.scale.tiers.steps(self.shows.tiers, fiscal.starts_in, weeks)

    def y(self, line: float) -> float:
        """The upper edge of a line."""
        return line * self.rows.height - self.scroll

    def x(self, instant: int) -> float:
        """The pixel of an instant, brought near like those of `xs`."""
        return min(max(self.scale.x(float(instant)), -_FAR), self.width + _FAR)

    def xs(self, instants: NDArray[np.int64]) -> NDArray[np.floating]:
        """Pixels of instants; those far outside are brought near, as nothing huge can be painted."""
        return np.clip(self.scale.x(instants), -_FAR, self.width + _FAR)
