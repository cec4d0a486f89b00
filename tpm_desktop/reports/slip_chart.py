"""The milestone trend as vectors: when each milestone was expected, report by report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.slip_scale import SlipScale, apart, slip_scale, slip_text
from tpm_desktop.plan.trends import Slip, chosen_slips

from .drawing import Drawing
from .text import plain
from .theme import GRID, REGULAR, SEMIBOLD, colour, ink

_SMALL = 7.0
_LINE = 9.5
_LEFT, _ABOVE, _BELOW = 46.0, 6.0, 24.0
_NAMES = 0.38  # of the width, for the names at the right
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (5, 2, 1, 2), (1.5, 1.5))


class SlipDrawing(Drawing):
    """A line a milestone, told apart by hue and dashes, named at its end; rising is later."""

    shows = "Milestone trend"

    def __init__(self, found: Sequence[Slip], formats: Formats, height: float) -> None:
        super().__init__()
        self.scale: SlipScale | None = slip_scale(chosen_slips(list(found), 8))
        self.formats, self.height = formats, height if self.scale else 0.0
        self.spaceBefore = GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        if self.scale is None:
            return
        self._grid(self.scale)
        for number, slip in enumerate(self.scale.slips):
            self._line(self.scale, slip, number)
        self._names(self.scale)

    def _right(self) -> float:
        return self.width * (1 - _NAMES)

    def _x(self, scale: SlipScale, day: date) -> float:
        return _LEFT + (self._right() - _LEFT) * scale.across(day)

    def _y(self, scale: SlipScale, day: date) -> float:
        return _BELOW + (self.height - _BELOW - _ABOVE) * scale.up(day)

    def _grid(self, scale: SlipScale) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeColor(colour("line"))
        for day in scale.expected_ticks():
            y = self._y(scale, day)
            self.canv.line(_LEFT, y, self._right(), y)
            self._say(_LEFT - 4, y - 2.5, self.formats.month(day), end=True)
        right = -1e9
        for day in scale.reports():
            x, said = self._x(scale, day), self.formats.date(day, year=False)
            half = pdfmetrics.stringWidth(said, REGULAR, _SMALL) / 2
            self.canv.line(x, _BELOW, x, self.height - _ABOVE)
            if x - half > right + 4:
                self._say(x - half, _BELOW - 9, said)
                right = x + half
        said = "Reported on; dotted: reached on that day; +: working days since the first report"
        self._say(_LEFT, _BELOW - 19, said)
        if (line := scale.diagonal()) is not None:
            (x1, y1), (x2, y2) = ((self._x(scale, on), self._y(scale, at)) for on, at in line)
            self.canv.setStrokeColor(colour("muted"))
            self.canv.setDash(1, 2)
            self.canv.line(x1, y1, x2, y2)
            self.canv.setDash()

    def _line(self, scale: SlipScale, slip: Slip, number: int) -> None:
        hue = colour(ink().project_hue(number))
        places = [(self._x(scale, on), self._y(scale, at)) for on, at in slip.points]
        path = self.canv.beginPath()
        for n, place in enumerate(places):
            (path.lineTo if n else path.moveTo)(*place)
        self.canv.setStrokeColor(hue)
        self.canv.setFillColor(hue)
        self.canv.setLineWidth(1.2)
        dash = _DASHES[number // 2 % len(_DASHES)]
        if dash:
            self.canv.setDash(list(dash))
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setDash()
        for x, y in places:
            self.canv.circle(x, y, 1.6, stroke=0, fill=1)

    def _names(self, scale: SlipScale) -> None:
        """Names at the right, pushed apart, with a thin line to where each ends."""
        left = self._right() + 16
        ends = [(self._x(scale, on), self._y(scale, at)) for on, at in (s.points[-1] for s in scale.slips)]
        middles = apart([y for _, y in ends], _LINE, 2.0, self.height - 2.0)
        for number, (slip, end, y) in enumerate(zip(scale.slips, ends, middles, strict=True)):
            self.canv.setStrokeColor(colour(ink().project_hue(number)))
            self.canv.setLineWidth(0.5)
            self.canv.line(end[0] + 3, end[1], left - 3, y)
            moved = slip_text(slip, self.formats)
            room = self.width - left - pdfmetrics.stringWidth(moved, SEMIBOLD, _SMALL) - 6
            named = _fitted(slip.name, room)
            self._say(left, y - 2.5, named, "text")
            at = left + pdfmetrics.stringWidth(named, REGULAR, _SMALL) + 4
            self._say(at, y - 2.5, moved, "critical" if slip.later > 0 else "muted", SEMIBOLD)

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", font: str = REGULAR, *, end: bool = False
    ) -> None:
        self.canv.setFont(font, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)


def _fitted(text: str, room: float) -> str:
    said = plain(text)
    while said and pdfmetrics.stringWidth(said, REGULAR, _SMALL) > room:
        said = said[:-2].rstrip() + "…"
    return said
