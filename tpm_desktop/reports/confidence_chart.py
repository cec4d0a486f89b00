"""How sure a finish or a cost is, as vectors: the S-curve above how often each value came out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from reportlab.pdfbase import pdfmetrics

from tpm_desktop.plan.simulation import Confidence

from .drawing import Drawing
from .theme import GRID, REGULAR, SEMIBOLD, colour

_SMALL = 7.0
_LEFT, _RIGHT, _ABOVE, _BELOW = 28.0, 12.0, 26.0, 14.0
_BARS = 40
_POINTS = 200


class ConfidenceChart(Drawing):
    """The plan as a dashed upright line, P50 and P80 as spots; dotted: the same after the responses."""

    shows = "Confidence of dates or costs"

    def __init__(
        self,
        title: str,
        one: Confidence,
        said: Callable[[int], str],
        height: float,
        beside: Confidence | None = None,
    ) -> None:
        super().__init__()
        self.beside = None if beside is None else beside.ordered.astype(float)
        self.title, self.one, self.said, self.height = title, one, said, height
        self.values = one.ordered.astype(float)
        every = self.values if self.beside is None else np.concatenate([self.values, self.beside])
        low, high = min(float(every.min()), one.planned), max(float(every.max()), one.planned)
        room = (high - low) * 0.03 or 1.0
        self.low, self.high = low - room, high + room

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self._say(0, self.height - 8, self.title, "text", SEMIBOLD)
        self._grid()
        self._frequency()
        self._curve()
        self._plan()
        for share in (0.5, 0.8):
            self._mark(share)
        self._say(_LEFT, 2, self.said(round(self.low)))
        self._say(self.width - _RIGHT, 2, self.said(round(self.high)), end=True)

    def _x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return float(_LEFT + (self.width - _LEFT - _RIGHT) * share)

    def _y(self, share: float) -> float:
        return _BELOW + (self.height - _ABOVE - _BELOW) * share

    def _grid(self) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeColor(colour("line"))
        for share in (0, 20, 40, 60, 80, 100):
            y = self._y(share / 100)
            self.canv.line(_LEFT, y, self.width - _RIGHT, y)
            self._say(_LEFT - 4, y - 2.5, f"{share} %", end=True)

    def _frequency(self) -> None:
        counts, _ = np.histogram(self.values, bins=_BARS, range=(self.low, self.high))
        most, wide = max(int(counts.max()), 1), (self.width - _LEFT - _RIGHT) / _BARS
        self.canv.setFillColor(colour("line"))
        for at, count in enumerate(counts.tolist()):
            tall = count / most * (self._y(1) - self._y(0)) * 0.4
            self.canv.rect(_LEFT + at * wide + 0.4, self._y(0), wide - 0.8, tall, stroke=0, fill=1)

    def _curve(self) -> None:
        if self.beside is not None:
            self.canv.setStrokeColor(colour("text"))
            self.canv.setLineWidth(1.2)
            self.canv.setDash(1, 2)
            self._rising(self.beside)
            self.canv.setDash()
            self._say(self.width - _RIGHT, self.height - 8, "dotted: after responses", end=True)
        self.canv.setStrokeColor(colour("forecast"))
        self.canv.setLineWidth(1.6)
        self._rising(self.values)

    def _rising(self, values: NDArray[np.floating]) -> None:
        size = len(values)
        path = self.canv.beginPath()
        path.moveTo(self._x(values[0]), self._y(0))
        for at in range(0, size, max(1, size // _POINTS)):
            path.lineTo(self._x(values[at]), self._y((at + 1) / size))
        path.lineTo(self._x(values[-1]), self._y(1))
        self.canv.drawPath(path, stroke=1, fill=0)

    def _plan(self) -> None:
        x = self._x(float(self.one.planned))
        self.canv.setStrokeColor(colour("planned"))
        self.canv.setLineWidth(1)
        self.canv.setDash(3, 2)
        self.canv.line(x, self._y(0), x, self._y(1))
        self.canv.setDash()
        said = f"Planned {self.said(self.one.planned)}"
        wide = pdfmetrics.stringWidth(said, REGULAR, _SMALL)
        self._say(min(max(x - wide / 2, _LEFT), self.width - _RIGHT - wide), self._y(1) + 4, said, "text")

    def _mark(self, share: float) -> None:
        value = self.one.at(share)
        x, y = self._x(float(value)), self._y(share)
        self.canv.setFillColor(colour("forecast"))
        self.canv.circle(x, y, 2.4, stroke=0, fill=1)
        said = f"P{round(share * 100)}  {self.said(value)}"
        wide = pdfmetrics.stringWidth(said, REGULAR, _SMALL)
        left = x + GRID * 1.5 if x + GRID * 1.5 + wide < self.width else x - GRID * 1.5 - wide
        self.canv.setFillColor(colour("canvas"))
        self.canv.rect(left - 1, y - 5, wide + 2, 9, stroke=0, fill=1)
        self._say(left, y - 2.5, said, "text")

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", face: str = REGULAR, *, end: bool = False
    ) -> None:
        self.canv.setFont(face, _SMALL + (face == SEMIBOLD))
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)
