"""The grid of power and interest as vectors: spots with the letter of the stance and names beside them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.model.stakeholders import INTEREST, POWER, Stakeholder
from tpm_desktop.plan.labels import Box, end_of_leader
from tpm_desktop.plan.stakeholders import HIGH, SIDE, Quadrant, Spot, corners, gap, spots

from .drawing import Drawing
from .text import plain
from .theme import REGULAR, SEMIBOLD, colour

_SMALL, _LINE, _REACH = 7.0, 9.0, 5.5
_LEFT, _BELOW = 54.0, 22.0


class GridDrawing(Drawing):
    """A hollow spot is where it should be; one with a heavy edge is not yet."""

    shows = "Power and interest of stakeholders"

    def __init__(self, rows: Sequence[Stakeholder], height: float) -> None:
        super().__init__()
        self.rows, self.height = rows, height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    @property
    def _room(self) -> Box:
        """With y downwards from the top edge, as places are worked out."""
        return Box(_LEFT, 2, self.width - _LEFT - 2, self.height - _BELOW - 2)

    def draw(self) -> None:
        frame = self._room
        named = corners(frame, _size)
        self._ground(frame, named)
        known = {row.id: row for row in self.rows}
        for spot in spots(self.rows, frame, _size, _REACH, [box for _, box in named]):
            self._spot(spot, known[spot.id])

    def _ground(self, frame: Box, named: list[tuple[Quadrant, Box]]) -> None:
        canvas = self.canv
        wide, high = frame.width / SIDE, frame.height / SIDE
        middle = frame.x + wide * (HIGH - 1), self.height - frame.y - high * (SIDE - HIGH + 1)
        right, top = frame.x + frame.width, self.height - frame.y
        canvas.setFillColor(colour("info_surface"))
        canvas.rect(middle[0], middle[1], right - middle[0], top - middle[1], stroke=0, fill=1)
        canvas.setStrokeColor(colour("muted"))
        canvas.setLineWidth(0.7)
        canvas.rect(frame.x, top - frame.height, frame.width, frame.height, stroke=1, fill=0)
        canvas.line(middle[0], top - frame.height, middle[0], top)
        canvas.line(frame.x, middle[1], right, middle[1])
        for one, box in named:
            self._say(box.x, self.height - box.y - box.height + 2.4, one.value)
        for level in range(1, SIDE + 1):
            y = top - frame.height + (level - 0.5) * high - 2.5
            self._say(_LEFT - 4, y, f"{level} {POWER[level]}", "text", end=True)
            said = f"{level} {INTEREST[level]}"
            half = pdfmetrics.stringWidth(said, REGULAR, _SMALL) / 2
            self._say(frame.x + (level - 0.5) * wide - half, _BELOW - 9, said, "text")
        self._say(right, 2, "Interest", end=True)
        self._say(0, self.height - 8, "Power")

    def _spot(self, spot: Spot, row: Stakeholder) -> None:
        canvas, y = self.canv, self.height - spot.y
        away = (gap(row.stance, row.stance_wanted) or 0) > 0
        if spot.label is not None and spot.label.far:
            end = end_of_leader((spot.x, spot.y), spot.label.box)
            canvas.setStrokeColor(colour("muted"))
            canvas.setLineWidth(0.4)
            canvas.line(spot.x, y, end[0], self.height - end[1])
        canvas.setFillColor(colour("canvas"))
        canvas.setStrokeColor(colour("critical" if away else "text"))
        canvas.setLineWidth(1.6 if away else 0.8)
        canvas.circle(spot.x, y, _REACH - 0.8, stroke=1, fill=1)
        letter = row.stance.label[0] if row.stance else "?"
        half = pdfmetrics.stringWidth(letter, SEMIBOLD, _SMALL) / 2
        self._say(spot.x - half, y - 2.5, letter, "critical" if away else "text", face=SEMIBOLD)
        if spot.label is not None and spot.text is not None:
            box = spot.label.box
            self._say(box.x + 1.5, self.height - box.y - box.height + 2.4, spot.text, "text")

    def _say(
        self, x: float, y: float, text: str, token: str = "muted", *, end: bool = False, face: str = REGULAR
    ) -> None:
        self.canv.setFont(face, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, plain(text))


def _size(text: str) -> tuple[float, float]:
    return pdfmetrics.stringWidth(plain(text), REGULAR, _SMALL) + 3, _LINE
