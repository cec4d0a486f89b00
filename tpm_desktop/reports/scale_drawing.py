"""What stands above and behind rows over time: lines, names of periods, the day that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tpm_desktop.formats import Formats
from tpm_desktop.theme import measures

from .theme import REGULAR, SEMIBOLD, colour
from .time_scale import TimeScale

TIER, FLAG = 13.0, 11.0
_SMALL = 7.0


def scaled(first: date, last: date, width: float, formats: Formats) -> TimeScale:
    """A scale as wide as that whose names fit in the type that they are drawn in."""
    size = _name_size()
    return TimeScale(first, last, width, formats, lambda text: pdfmetrics.stringWidth(text, REGULAR, size))


@dataclass(frozen=True, slots=True)
class ScaleDrawing:
    """A scale on a canvas. left: where its first day stands; right: where it and all rows end."""

    canvas: Canvas
    scale: TimeScale
    left: float
    right: float

    @staticmethod
    def height(scale: TimeScale) -> float:
        """What tiers and flag take above the rows."""
        return TIER * (2 if scale.upper() else 1) + FLAG

    def lines(self, top: float, low: float = 0) -> None:
        """The beginnings of periods, from the lower end to the tiers that stand from `top` upwards."""
        canvas = self.canvas
        canvas.setLineWidth(0.5)
        for tick in self.scale.ticks():
            x = self.left + tick.x
            canvas.setStrokeColor(colour("border" if tick.strong else "line"))
            canvas.line(x, low, x, top + TIER)
        for tick in self.scale.upper():
            x = self.left + tick.x
            canvas.setStrokeColor(colour("border"))
            canvas.line(x, top, x, top + 2 * TIER)
        canvas.setStrokeColor(colour("line"))
        canvas.line(self.right, low, self.right, top + TIER)
        canvas.setStrokeColor(colour("muted"))
        canvas.line(0, top, self.right, top)

    def names(self, top: float) -> None:
        """The names of the periods, on a ground of their own."""
        size = _name_size()
        for tick in self.scale.ticks():
            say(self.canvas, self.left + tick.x + 3, top + 4, tick.name, REGULAR, size)
        for tick in self.scale.upper():
            say(self.canvas, self.left + tick.x + 3, top + TIER + 4, tick.name, SEMIBOLD, size)

    def day(self, day: date | None, text: str, height: float, low: float = 0) -> None:
        """A dashed line at the end of a day under a flag with a text, unless the scale lacks that day."""
        if day is None or not self.scale.first <= day < self.scale.last:
            return
        end = datetime(day.year, day.month, day.day) + timedelta(days=1)
        x = self.left + min(self.scale.x(end), self.scale.width)
        wide = pdfmetrics.stringWidth(text, SEMIBOLD, _SMALL) + 8
        start = min(max(x - wide / 2, 0), self.right - wide)
        top, canvas = height - FLAG, self.canvas
        canvas.setStrokeColor(colour("status_date"))
        canvas.setLineWidth(1)
        canvas.setDash(3, 2)
        canvas.line(x, low, x, top)
        canvas.setDash()
        canvas.setFillColor(colour("status_date"))
        canvas.roundRect(start, top, wide, FLAG, 2, stroke=0, fill=1)
        say(canvas, start + 4, top + 3, text, SEMIBOLD, _SMALL, "on_accent")


def say(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, token: str = "muted") -> None:
    """A text; a muted one takes the lines away from where it stands."""
    if token == "muted":
        clear(canvas, x, y, text, font, size)
    canvas.setFont(font, size)
    canvas.setFillColor(colour(token))
    canvas.drawString(x, y, text)


def clear(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, ground: str = "canvas"
) -> None:
    """Take lines away from where a text will stand."""
    if text:
        canvas.setFillColor(colour(ground))
        wide = pdfmetrics.stringWidth(text, font, size)
        canvas.rect(x - 1, y - 0.5, wide + 2, size * 0.85, stroke=0, fill=1)


def _name_size() -> float:
    return measures().paper.small + 0.5
