"""The time-cost curve as vectors: what it costs to be so many days earlier, beside what that saves."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.plan.adjusting import Advice

from .charts import round_step
from .drawing import Drawing
from .theme import REGULAR, colour

_SMALL = 7.0
_LINES = 4  # of the grid, about
_LEFT, _RIGHT, _ABOVE, _BELOW = 48.0, 60.0, 10.0, 22.0


class TimeCostChart(Drawing):
    """Spots are finishes that were computed; the ringed one saves most. Dashed: what the days save."""

    shows = "Cost of earlier finishes"

    def __init__(self, advice: Advice, formats: Formats, height: float) -> None:
        super().__init__()
        self.advice, self.formats, self.height = advice, formats, height
        steps = advice.steps
        self.days = [0.0, *(step.gained / advice.day for step in steps)]
        self.costs = [0, *(step.cost for step in steps)]
        self.saves = [round(days * advice.cost_of_day) for days in self.days]
        most = max(*self.costs, *self.saves, 1)
        self.step = round_step(most / _LINES)
        self.most = -(-most // self.step) * self.step

    @property
    def tells(self) -> bool:
        """Whether there is anything to draw: that days cost or save something."""
        return any(self.costs) or any(self.saves)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self._grid()
        if self.advice.cost_of_day:
            self._line(self.saves, "planned", "Saved", dashed=True)
        self._line(self.costs, "forecast", "Cost")
        self.canv.setFillColor(colour("forecast"))
        for days, cost in zip(self.days, self.costs, strict=True):
            self.canv.circle(self._x(days), self._y(cost), 1.8, stroke=0, fill=1)
        best = self.advice.best
        if best is not None:
            self.canv.setStrokeColor(colour("text"))
            self.canv.circle(
                self._x(best.gained / self.advice.day), self._y(best.cost), 4.5, stroke=1, fill=0
            )

    def _x(self, days: float) -> float:
        return _LEFT + (self.width - _LEFT - _RIGHT) * days / max(self.days[-1], 1.0)

    def _y(self, cost: float) -> float:
        return _BELOW + (self.height - _ABOVE - _BELOW) * cost / self.most

    def _grid(self) -> None:
        self.canv.setLineWidth(0.5)
        for cost in range(0, self.most + 1, self.step):
            self.canv.setStrokeColor(colour("line"))
            self.canv.line(_LEFT, self._y(cost), self.width - _RIGHT, self._y(cost))
            self._say(_LEFT - 4, self._y(cost) - 2.5, self.formats.compact(cost), end=True)
        self._say(_LEFT, 10, "0")
        last = self.formats.decimal(self.days[-1], 0)
        self._say(self.width - _RIGHT, 10, f"{last} working days earlier", end=True)

    def _line(self, values: list[int], token: str, name: str, *, dashed: bool = False) -> None:
        path = self.canv.beginPath()
        path.moveTo(self._x(self.days[0]), self._y(values[0]))
        for days, value in zip(self.days[1:], values[1:], strict=True):
            path.lineTo(self._x(days), self._y(value))
        self.canv.setStrokeColor(colour(token))
        self.canv.setLineWidth(1.4)
        if dashed:
            self.canv.setDash(3, 2)
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setDash()
        self._say(self.width - _RIGHT + 5, self._y(values[-1]) - 2.5, name, "text")

    def _say(self, x: float, y: float, text: str, token: str = "muted", *, end: bool = False) -> None:
        self.canv.setFont(REGULAR, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)
