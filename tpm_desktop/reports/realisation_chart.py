"""How a benefit is realised over time, as vectors: planned curve, measurements, and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.benefits import Realisation
from tpm_desktop.plan.realisation_curves import Curves, curves_of

from .drawing import Drawing
from .text import plain
from .theme import GRID, REGULAR, SEMIBOLD, colour

_SMALL = 7.0
_LEFT, _RIGHT, _ABOVE, _BELOW = 34.0, 46.0, 20.0, 14.0


class RealisationChart(Drawing):
    """Planned as a thin line, expected dashed, measured as spots; the status date as an upright line."""

    shows = "Benefit realised over time"

    def __init__(self, one: Realisation, title: str, formats: Formats, height: float) -> None:
        super().__init__()
        self.curves: Curves | None = curves_of(one)
        self.title, self.day, self.formats, self.height = title, one.day, formats, height
        self.spaceBefore = 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self.canv.setFont(SEMIBOLD, _SMALL + 1)
        self.canv.setFillColor(colour("text"))
        self.canv.drawString(0, self.height - 8, self._fitted(self.title))
        if self.curves is None:
            self._say(0, self.height - 20, "Baseline, target and their dates are not known yet")
            return
        self._grid(self.curves)
        self._line(self.curves.planned, "planned", 1.1, ())
        self._line(self.curves.expected, "forecast", 1.4, (4, 2))
        self._line(self.curves.measured, "actual", 2.0, ())
        for day, value in self.curves.measured:
            self.canv.setFillColor(colour("actual"))
            self.canv.circle(self._x(day), self._y(value), 2, stroke=0, fill=1)
        self._ends(self.curves)

    def _fitted(self, text: str) -> str:
        said = plain(text)
        while said and pdfmetrics.stringWidth(said, SEMIBOLD, _SMALL + 1) > self.width:
            said = said[:-2].rstrip() + "…"
        return said

    def _x(self, day: date) -> float:
        assert self.curves is not None
        share = (day - self.curves.first).days / max((self.curves.last - self.curves.first).days, 1)
        return _LEFT + (self.width - _LEFT - _RIGHT) * share

    def _y(self, value: float) -> float:
        assert self.curves is not None
        share = (value - self.curves.low) / (self.curves.high - self.curves.low)
        return _BELOW + (self.height - _ABOVE - _BELOW) * share

    def _grid(self, curves: Curves) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeColor(colour("line"))
        for value in curves.levels():
            self.canv.line(_LEFT, self._y(value), self.width - _RIGHT, self._y(value))
            self._say(_LEFT - 4, self._y(value) - 2.5, self.formats.integer(value), end=True)
        x = self._x(self.day)
        if curves.first <= self.day <= curves.last:
            self.canv.setStrokeColor(colour("status_date"))
            self.canv.setDash(2, 2)
            self.canv.line(x, _BELOW, x, self.height - _ABOVE)
            self.canv.setDash()
        for day in curves.ticks():
            said = self.formats.month(day, year=True)
            self._say(self._x(day) - pdfmetrics.stringWidth(said, REGULAR, _SMALL) / 2, 2, said)

    def _line(
        self, places: Sequence[tuple[date, float]], token: str, weight: float, dash: tuple[int, ...]
    ) -> None:
        if len(places) < 2:
            return
        path = self.canv.beginPath()
        for n, (day, value) in enumerate(places):
            (path.lineTo if n else path.moveTo)(self._x(day), self._y(value))
        self.canv.setStrokeColor(colour(token))
        self.canv.setLineWidth(weight)
        self.canv.setDash(*dash) if dash else self.canv.setDash()
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setDash()

    def _ends(self, curves: Curves) -> None:
        """Names at the ends, pushed apart where they would touch."""
        named = [("Planned", curves.planned, "muted"), ("Expected", curves.expected, "forecast")]
        floor = -1e9
        ends = [(places[-1][1], name, token) for name, places, token in named if places]
        for value, name, token in sorted(ends):
            y = max(self._y(value) - 2.5, floor + 8)
            self._say(self.width - _RIGHT + 4, y, name, token, SEMIBOLD)
            floor = y

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", font: str = REGULAR, *, end: bool = False
    ) -> None:
        self.canv.setFont(font, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)
