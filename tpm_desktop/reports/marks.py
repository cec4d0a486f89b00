"""The small signs on paper: a rating's letter in its shape, a score, a project's hue, a diamond."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from .theme import BOLD, colour, styles

RATING_TOKENS = {"R": "red", "A": "amber", "G": "green"}
SCORE = 24.0  # the side of a score's tile
_SIDE = 13.0


class RagMark(Flowable):
    """Square R, triangle A or circle G; an en dash where nothing is rated."""

    def __init__(self, letter: str, side: float = _SIDE) -> None:
        super().__init__()
        self.letter, self.side = letter, side
        self.width = self.height = side

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.side, self.side

    def draw(self) -> None:
        draw_rating(self.canv, 0, 0, self.side, self.letter)


class HueEdge(Flowable):
    """The upright stroke in a component project's colour."""

    def __init__(self, hue: str, height: float, width: float = 2.5) -> None:
        super().__init__()
        self.hue, self.width, self.height = hue, width, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(colour(self.hue))
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)


class ScoreTile(Flowable):
    """A score on a tinted ground."""

    def __init__(self, score: str, token: str) -> None:
        super().__init__()
        self.score, self.token = score, token

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return SCORE, SCORE

    def draw(self) -> None:
        style = styles().score
        self.canv.setFillColor(colour(self.token))
        self.canv.roundRect(0, 0, SCORE, SCORE, 3, stroke=0, fill=1)
        self.canv.setFillColor(colour("text"))
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.drawCentredString(SCORE / 2, SCORE / 2 - style.fontSize * 0.36, self.score)


def draw_rating(canvas: Canvas, x: float, y: float, side: float, letter: str) -> None:
    """Draw a rating into the square whose lower left corner is at x, y; a star where it was overridden."""
    starred, letter = letter.endswith("*"), letter.rstrip("*")
    if letter not in RATING_TOKENS:
        canvas.setStrokeColor(colour("muted"))
        canvas.setLineWidth(0.8)
        canvas.line(x + side * 0.3, y + side / 2, x + side * 0.7, y + side / 2)
        return
    canvas.setFillColor(colour(RATING_TOKENS[letter]))
    if letter == "R":
        canvas.roundRect(
            x + side * 0.05, y + side * 0.05, side * 0.9, side * 0.9, side * 0.12, stroke=0, fill=1
        )
    elif letter == "G":
        canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=0, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(x + side / 2, y + side)
        path.lineTo(x + side * 1.04, y + side * 0.04)
        path.lineTo(x - side * 0.04, y + side * 0.04)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    size = side * (0.5 if letter == "A" else 0.6)
    low = 0.17 if letter == "A" else 0.5 - 0.6 * 0.36
    canvas.setFillColor(colour("on_rag"))
    canvas.setFont(BOLD, size)
    width = pdfmetrics.stringWidth(letter, BOLD, size)
    canvas.drawString(x + (side - width) / 2, y + side * low, letter)
    if starred:
        canvas.setFillColor(colour("text"))
        canvas.setFont(BOLD, side * 0.8)
        canvas.drawString(x + side * 1.08, y + side * 0.3, "*")


def draw_diamond(canvas: Canvas, x: float, y: float, reach: float, token: str) -> None:
    """Draw a milestone's diamond around a point."""
    path = canvas.beginPath()
    path.moveTo(x, y + reach)
    path.lineTo(x + reach, y)
    path.lineTo(x, y - reach)
    path.lineTo(x - reach, y)
    path.close()
    canvas.setFillColor(colour(token))
    canvas.setStrokeColor(colour(token))
    canvas.setLineWidth(1.1)
    canvas.drawPath(path, stroke=1, fill=1)
