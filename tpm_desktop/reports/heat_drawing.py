"""The heat map as vectors: cells with score and letter, risks as chips, arrows where responses lead."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.plan.heat_map import SIDE, Place, Shown, cell, flow, goes_to, place_of
from tpm_desktop.plan.lights import Thresholds
from tpm_desktop.plan.risk_exposure import Weighed
from tpm_desktop.plan.risk_scales import Scales

from .drawing import Drawing
from .text import plain
from .theme import REGULAR, SEMIBOLD, colour

_SMALL, _CHIP, _GAP, _INSIDE, _CORNER = 7.0, 10.0, 2.0, 3.0, 10.0
_LEFT, _BELOW = 84.0, 22.0
_HEAD = 4.0
_MOST_ARROWS = 40


class HeatDrawing(Drawing):
    """One map: before or after the response, or before with arrows."""

    shows = "Heat map of risks"

    def __init__(
        self,
        risks: Sequence[Weighed],
        shown: Shown,
        limits: Thresholds,
        scales: Scales,
        height: float,
        *,
        opportunities: bool = False,
        title: str = "",
    ) -> None:
        super().__init__()
        self.risks, self.shown, self.limits, self.scales = risks, shown, limits, scales
        self.height, self.opportunities, self.title = height, opportunities, title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    @property
    def _top(self) -> float:
        return self.height - (12.0 if self.title else 0.0)

    def _cell(self, place: Place) -> tuple[float, float, float, float]:
        wide, high = (self.width - _LEFT) / SIDE, (self._top - _BELOW) / SIDE
        return _LEFT + (place[0] - 1) * wide, _BELOW + (place[1] - 1) * high, wide, high

    def draw(self) -> None:
        if self.title:
            self._say(_LEFT, self.height - 8, self.title, "text", SEMIBOLD)
        self._ground()
        chips = self._chips()
        if self.shown is Shown.MOVES:
            moving = [risk for risk in self.risks if goes_to(risk) and risk.id in chips]
            for risk in moving[:_MOST_ARROWS]:
                self._arrow(risk, chips[risk.id])

    def _ground(self) -> None:
        for place in ((column, row) for column in range(1, SIDE + 1) for row in range(1, SIDE + 1)):
            weighs = cell(place, self.limits, opportunity=self.opportunities)
            x, y, wide, high = self._cell(place)
            self.canv.setFillColor(colour(weighs.tint))
            self.canv.setStrokeColor(colour("canvas"))
            self.canv.setLineWidth(1)
            self.canv.rect(x, y, wide, high, stroke=1, fill=1)
            self._say(x + _INSIDE, y + high - 8, str(weighs.score), weighs.token)
            self._say(x + wide - _INSIDE, y + high - 8, weighs.letter, weighs.token, end=True)
        for level in range(1, SIDE + 1):
            x, y, wide, high = self._cell((level, level))
            side = f"{level} {self.scales.probability[level]}"
            self._say(_LEFT - 4, y + high / 2 - 2.5, _cut(side, _LEFT - 16), "text", end=True)
            below = _cut(f"{level} {self.scales.impact[level]}", wide - 4)
            half = pdfmetrics.stringWidth(plain(below), REGULAR, _SMALL) / 2
            self._say(x + wide / 2 - half, _BELOW - 9, below, "text")
        self._say(self.width, 2, "Impact", end=True)
        self.canv.saveState()
        self.canv.translate(6, self._top)
        self.canv.rotate(-90)
        self._say(0, 0, "Probability")
        self.canv.restoreState()

    def _chips(self) -> dict[str, tuple[float, float]]:
        """The middles of the chips that have room."""
        found: dict[str, tuple[float, float]] = {}
        cells: dict[Place, list[Weighed]] = {}
        for risk in self.risks:
            if (place := place_of(risk, self.shown)) is not None:
                cells.setdefault(place, []).append(risk)
        for place, there in cells.items():
            x, y, wide, high = self._cell(place)
            codes = [plain(risk.code or "?") for risk in there]
            sizes = [(pdfmetrics.stringWidth(code, REGULAR, _SMALL) + 5, _CHIP) for code in codes]
            places, left = flow(sizes, wide - 2 * _INSIDE, high - _CORNER - _INSIDE, _GAP)
            for risk, code, (dx, dy), (chip, tall) in zip(there, codes, places, sizes, strict=False):
                left_at, low = x + _INSIDE + dx, y + high - _CORNER - dy - tall
                self.canv.setFillColor(colour("canvas"))
                self.canv.setStrokeColor(colour("text"))
                self.canv.setLineWidth(0.5)
                self.canv.roundRect(left_at, low, chip, tall, 2, stroke=1, fill=1)
                self._say(left_at + 2.5, low + 2.8, code, "text")
                found[risk.id] = (left_at + chip / 2, low + tall / 2)
            if left:
                self._say(x + wide / 2 - 5, y + high - 8, f"+{left}", "text", SEMIBOLD)
        return found

    def _arrow(self, risk: Weighed, start: tuple[float, float]) -> None:
        place = goes_to(risk)
        assert place is not None
        x, y, wide, high = self._cell(place)
        share = sum(map(ord, risk.id)) % 7 / 7 - 0.43
        end = (x + wide / 2 + share * wide * 0.6, y + high / 2 - 3)
        across, up = end[0] - start[0], end[1] - start[1]
        length = math.hypot(across, up) or 1.0
        ux, uy = across / length, up / length
        self.canv.setStrokeColor(colour("text"))
        self.canv.setFillColor(colour("text"))
        self.canv.setLineWidth(0.8)
        self.canv.line(start[0] + ux * 6, start[1] + uy * 6, *end)
        path = self.canv.beginPath()
        path.moveTo(*end)
        for side in (1, -1):
            path.lineTo(
                end[0] - ux * _HEAD * 1.6 - uy * side * _HEAD * 0.6,
                end[1] - uy * _HEAD * 1.6 + ux * side * _HEAD * 0.6,
            )
        path.close()
        self.canv.drawPath(path, stroke=0, fill=1)

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", face: str = REGULAR, *, end: bool = False
    ) -> None:
        self.canv.setFont(face, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, plain(text))


def _cut(text: str, room: float) -> str:
    """A text as far as it has room."""
    if pdfmetrics.stringWidth(plain(text), REGULAR, _SMALL) <= room:
        return text
    while text and pdfmetrics.stringWidth(plain(text + "…"), REGULAR, _SMALL) > room:
        text = text[:-1]
    return text.rstrip() + "…"
