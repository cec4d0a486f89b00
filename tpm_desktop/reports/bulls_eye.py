"""The bull's-eye chart as vectors: cost index against schedule index, readable in grey."""

from __future__ import annotations

from functools import cached_property

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats
from tpm_desktop.plan.bulls_eye import BORNE, ON_PLAN, BullsEye, Drawn, Spot, drawn
from tpm_desktop.plan.earned_lines import Level
from tpm_desktop.plan.labels import Box, end_of_leader

from .drawing import Drawing
from .text import plain
from .theme import GRID, REGULAR, SEMIBOLD, colour

_SMALL, _LINE = 7.0, 9.0
_MARK = 3.4  # half the size of a spot
_LEFT, _ABOVE, _BELOW = 26.0, 12.0, 24.0


class BullsEyeChart(Drawing):
    """A circle is an account, a square a component project, a diamond the program."""

    shows = "Cost and schedule performance"

    def __init__(self, eye: BullsEye, formats: Formats, height: float) -> None:
        super().__init__()
        self.eye, self.formats, self.height = eye, formats, height
        self.spaceBefore = GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    @cached_property
    def drawn(self) -> Drawn:
        """Where everything stands."""
        frame = Box(_LEFT, _BELOW, self.width - _LEFT, self.height - _BELOW - _ABOVE)
        return drawn(self.eye, frame, _size, _MARK, upwards=True)

    def draw(self) -> None:
        made = self.drawn
        self._ground()
        self._axes()
        self.canv.setLineWidth(0.4)
        for caption in made.captions:
            at, box = made.spots[caption.spots[0]], caption.label.box
            if caption.label.far:
                self.canv.setStrokeColor(colour("muted"))
                self.canv.line(*at, *end_of_leader(at, box))
            self.canv.setFillColor(colour("canvas"))
            self.canv.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
        for spot, at in zip(made.eye.spots, made.spots, strict=True):
            self._spot(spot, at)
        for caption in made.captions:
            strong = made.eye.spots[caption.spots[0]].line.level is not Level.ACCOUNT
            x, y = caption.label.box.x + 1.5, caption.label.box.y + 2.4
            self._say(x, y, caption.text, "text", strong=strong)
        if made.nameless:
            self._say(self.width, self.height - 7, f"Without room for a name: {made.nameless}", end=True)

    def _ground(self) -> None:
        canvas, made, frame = self.canv, self.drawn, self.drawn.frame
        canvas.setFillColor(colour("pressed"))
        canvas.rect(*_between(made, ON_PLAN), stroke=0, fill=1)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(colour("line"))
        canvas.rect(frame.x, frame.y, frame.width, frame.height, stroke=1, fill=0)
        canvas.setStrokeColor(colour("muted"))
        canvas.setDash(1, 2)
        canvas.rect(*_between(made, BORNE), stroke=1, fill=0)
        canvas.setDash()
        canvas.setLineWidth(0.8)
        canvas.line(made.x(1), frame.y, made.x(1), frame.y + frame.height)
        canvas.line(frame.x, made.y(1), frame.x + frame.width, made.y(1))
        for box, name in made.quarters:
            self._say(box.x + 1.5, box.y + 2.4, name)

    def _axes(self) -> None:
        made, frame = self.drawn, self.drawn.frame
        for index in made.eye.cost.steps():
            self._say(frame.x - 4, made.y(index) - 2.5, self.formats.decimal(index, 2), end=True)
        for index in made.eye.time.steps():
            said = self.formats.decimal(index, 2)
            half = pdfmetrics.stringWidth(said, REGULAR, _SMALL) / 2
            self._say(min(made.x(index), self.width - half) - half, frame.y - 10, said)
        self._say(0, self.height - 7, "Cost index, CPI")
        self._say(self.width, 2, "Schedule index, SPI", end=True)

    def _spot(self, spot: Spot, at: tuple[float, float]) -> None:
        """Hollow where an index is below what is borne, so that it shows in grey."""
        canvas, (x, y), side = self.canv, at, _MARK - 0.8
        below = min(spot.spi, spot.cpi) < BORNE[0]
        canvas.setLineWidth(1.2)
        canvas.setStrokeColor(colour("critical" if below else "text"))
        canvas.setFillColor(colour("canvas" if below else "text"))
        if spot.line.level is Level.ACCOUNT:
            canvas.circle(x, y, side, stroke=1, fill=1)
        elif spot.line.level is Level.PROJECT:
            canvas.rect(x - side, y - side, 2 * side, 2 * side, stroke=1, fill=1)
        else:
            path = canvas.beginPath()
            path.moveTo(x, y + _MARK)
            for corner in ((x + _MARK, y), (x, y - _MARK), (x - _MARK, y)):
                path.lineTo(*corner)
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", *, end: bool = False, strong: bool = False
    ) -> None:
        self.canv.setFont(SEMIBOLD if strong else REGULAR, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, plain(text))


def _size(text: str) -> tuple[float, float]:
    """Of the heavier type, so that either has room."""
    return pdfmetrics.stringWidth(plain(text), SEMIBOLD, _SMALL) + 3, _LINE


def _between(made: Drawn, limits: tuple[float, float]) -> tuple[float, float, float, float]:
    low, high = limits
    x, y = made.x(low), made.y(low)
    return x, y, made.x(high) - x, made.y(high) - y
