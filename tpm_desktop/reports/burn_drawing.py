"""The burn-down of risks as vectors: columns for what is at stake, a line for how many are open."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.risk_burn import BurnDown, Told

from .charts import round_step
from .drawing import Drawing
from .theme import REGULAR, SEMIBOLD, colour

_SMALL = 7.0
_LINES = 3  # of the grid, about
_LEFT, _RIGHT, _ABOVE, _BELOW = 40.0, 20.0, 14.0, 20.0


class BurnDrawing(Drawing):
    """Reported columns are filled, today's is dark, planned ones are hollow and dashed."""

    shows = "Burn-down of the exposure to risks"

    def __init__(self, found: BurnDown, formats: Formats, height: float) -> None:
        super().__init__()
        self.found, self.formats, self.height = found, formats, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        points = self.found.points
        largest = max([point.exposure or 0 for point in points] + [1])
        line = round_step(largest / _LINES)
        most = -(-largest // line) * line
        count = max([point.count for point in points] + [1])
        wide, high = self.width - _LEFT - _RIGHT, self.height - _ABOVE - _BELOW
        step = wide / len(points)
        self.canv.setLineWidth(0.5)
        for amount in range(0, most + 1, line):
            y = _BELOW + amount / most * high
            self.canv.setStrokeColor(colour("line"))
            self.canv.line(_LEFT, y, self.width - _RIGHT, y)
            self._say(_LEFT - 4, y - 2.5, self.formats.compact(amount), end=True)
        self._say(0, self.height - 7, f"At stake, {self.formats.currency}; line: open threats")
        tops, shown_to = [], -1e9
        for n, point in enumerate(points):
            x, tall = _LEFT + n * step, (point.exposure or 0) / most * high
            inset = min(step * 0.22, 10.0)
            planned, now = point.told is Told.PLANNED, point.told is Told.NOW
            self.canv.setFillColor(colour("bar" if now else "canvas" if planned else "bar_tint"))
            self.canv.setStrokeColor(colour("bar"))
            self.canv.setDash(*((2, 1.5) if planned else ()))
            if tall > 0.5:
                self.canv.rect(x + inset, _BELOW, step - 2 * inset, tall, stroke=1, fill=1)
            self.canv.setDash()
            tops.append((x + step / 2, _BELOW + point.count / count * high * 0.94))
            said = self.formats.date(point.day, year=False)
            half = pdfmetrics.stringWidth(said, REGULAR, _SMALL) / 2
            if x + step / 2 - half > shown_to + 3 or now:
                shown_to = x + step / 2 + half
                face = SEMIBOLD if now else REGULAR
                self._say(x + step / 2 - half, _BELOW - 9, said, "text" if now else "muted", face)
        self._line(tops)

    def _line(self, tops: list[tuple[float, float]]) -> None:
        path = self.canv.beginPath()
        path.moveTo(*tops[0])
        for top in tops[1:]:
            path.lineTo(*top)
        self.canv.setStrokeColor(colour("text"))
        self.canv.setLineWidth(1)
        self.canv.drawPath(path, stroke=1, fill=0)
        before = None
        for (x, y), point in zip(tops, self.found.points, strict=True):
            self.canv.setFillColor(colour("text"))
            self.canv.circle(x, y, 1.5, stroke=0, fill=1)
            if point.count != before:
                self._say(x + 2.5, y + 3, str(point.count), "text")
            before = point.count

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", face: str = REGULAR, *, end: bool = False
    ) -> None:
        self.canv.setFont(face, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)
