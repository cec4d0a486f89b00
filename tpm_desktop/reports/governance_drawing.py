"""The governance chart as vectors, within the room of a page: the same boxes and lines as in the window."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.plan.governance_chart import (
    HEAD,
    LINE,
    WIDE,
    BodyBox,
    BoxLine,
    GovernanceChart,
    Tie,
    TieLine,
)

from .drawing import Drawing
from .text import plain, shortened
from .theme import GRID, REGULAR, SEMIBOLD, colour

_LARGEST = 0.72  # points for a unit of the chart
_YIELDS = 0.1  # how much of being set tighter it takes
_NAME, _SMALL = 12.0, 10.0  # in units, as all here
_PAD = 10.0


class GovernanceDrawing(Drawing):
    """The chart, as wide as the room it gets and no higher than `most`."""

    shows = "Governance chart"

    def __init__(self, chart: GovernanceChart, most: float) -> None:
        super().__init__()
        self._chart, self._most = chart, most
        self._tighter = 1.0
        self.spaceBefore, self.spaceAfter = 2 * GRID, 2 * GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        chart = self._chart
        wide, tall = max(chart.right - chart.left, 1), max(chart.bottom - chart.top, 1)
        self._scale = min(width / wide, min(self._most, height) / tall, _LARGEST) * self._tighter
        self._indent = (width - wide * self._scale) / 2
        self.width, self.height = width, tall * self._scale
        return self.width, self.height

    def tighten(self, by: float) -> None:
        """Become a little smaller, its texts with it."""
        self._tighter *= by**_YIELDS

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        canvas.saveState()
        canvas.translate(self._indent, self.height)
        canvas.scale(self._scale, self._scale)
        canvas.translate(-chart.left, chart.top)
        for tie in chart.ties:
            self._line(tie)
        for box in chart.boxes:
            self._box(box)
        canvas.restoreState()

    def _line(self, tie: TieLine) -> None:
        canvas, over = self.canv, tie.tie is Tie.ESCALATES
        token = "near" if over else "muted"
        canvas.setStrokeColor(colour(token))
        canvas.setFillColor(colour(token))
        canvas.setLineWidth(1.3)
        canvas.setDash(*((5, 3) if over else ()))
        path = canvas.beginPath()
        path.moveTo(tie.points[0][0], -tie.points[0][1])
        for x, y in tie.points[1:]:
            path.lineTo(x, -y)
        canvas.drawPath(path)
        canvas.setDash()
        (bx, by), (x, y) = tie.points[-2], tie.points[-1]
        length = max(((x - bx) ** 2 + (y - by) ** 2) ** 0.5, 1e-6)
        ahead, aside = (x - bx) / length, (y - by) / length
        head = canvas.beginPath()
        head.moveTo(x, -y)
        head.lineTo(x - 9 * ahead - 4.5 * aside, -(y - 9 * aside + 4.5 * ahead))
        head.lineTo(x - 9 * ahead + 4.5 * aside, -(y - 9 * aside - 4.5 * ahead))
        head.close()
        canvas.drawPath(head, stroke=0, fill=1)
        if tie.said:
            x, y = tie.points[0]
            canvas.setFont(REGULAR, _SMALL)
            canvas.drawString(x + 5, -y + 5, plain(tie.said))

    def _box(self, box: BodyBox) -> None:
        canvas = self.canv
        canvas.setFillColor(colour("canvas"))
        canvas.setStrokeColor(colour("border"))
        canvas.setLineWidth(0.9)
        canvas.rect(box.left, -box.bottom, WIDE, box.height, stroke=1, fill=1)
        canvas.setFillColor(colour("panel"))
        canvas.rect(box.left, -box.top - HEAD, WIDE, HEAD, stroke=1, fill=1)
        room = WIDE - 2 * _PAD
        self._write(box.left + _PAD, box.top + 17, box.name, SEMIBOLD, _NAME, "text", room)
        self._write(box.left + _PAD, box.top + 33, box.kind, REGULAR, _SMALL, "muted", room)
        for n, line in enumerate(box.lines):
            self._text(box, box.top + HEAD + 14 + n * LINE, line)

    def _text(self, box: BodyBox, base: float, line: BoxLine) -> None:
        room, taken = WIDE - 2 * _PAD, 0.0
        if line.aside:
            wide = pdfmetrics.stringWidth(plain(line.aside), REGULAR, _SMALL)
            taken = min(wide, room * 0.55)
            self._write(box.right - _PAD - taken, base, line.aside, REGULAR, _SMALL, "muted", taken + 1)
            taken += 6
        self._write(box.left + _PAD, base, line.text, REGULAR, _SMALL, line.tone.value, room - taken)

    def _write(self, x: float, y: float, text: str, used: str, size: float, token: str, room: float) -> None:
        canvas = self.canv
        canvas.setFillColor(colour(token))
        canvas.setFont(used, size)
        canvas.drawString(x, -y, shortened(plain(" ".join(text.split())), used, size, room))
