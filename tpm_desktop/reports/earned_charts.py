"""Earned value over the months as vectors: the S-curve, and the indices of cost and schedule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.formats import Formats

from .charts import CostCurve, CostCurves
from .theme import SEMIBOLD, colour

_LIMITS = (0.9, 1.1)  # within which an index is borne


class EarnedCurves(CostCurves):
    """Planned value to its end, earned value and actual cost up to the status month."""

    shows = "Earned value added up"

    def __init__(
        self, curve: CostCurve, earned: Sequence[int], formats: Formats, height: float = 170
    ) -> None:
        super().__init__(curve, formats, height)
        self.earned = earned

    def draw(self) -> None:
        curve = self.curve
        self._range([*curve.planned, *curve.actual, *self.earned])
        self._months = len(curve.planned)
        self._axis(", earned")
        self._names_of_months()
        if curve.actual:
            self._status(len(curve.actual))
        self._line([0, *curve.planned], 0, "planned", 1.1, ())
        self._line([0, *self.earned], 0, "forecast", 2, ())
        self._line([0, *curve.actual], 0, "actual", 1.4, (4, 2))
        self._ends()

    def _ends(self) -> None:
        curve = self.curve
        self._say(self.width - self.right + 4, self._y(curve.planned[-1]) + 1.5, "Planned", "muted", SEMIBOLD)
        self._say(
            self.width - self.right + 4,
            self._y(curve.planned[-1]) - 6.5,
            self.formats.compact(curve.planned[-1]),
            "muted",
        )
        if not curve.actual:
            return
        x = self._x(len(curve.actual)) + 4
        named = ((self.earned[-1], "Earned", "forecast"), (curve.actual[-1], "Spent", "actual"))
        ceiling = math.inf
        for amount, name, token in sorted(named, reverse=True):
            y = min(self._y(amount) - 6, ceiling - 9)
            self._say(x, y, f"{name} {self.formats.compact(amount)}", token, SEMIBOLD)
            ceiling = y


@dataclass(frozen=True, slots=True)
class IndexCurve:
    """An index by month, nan where there is none; token: of its colour."""

    name: str
    values: Sequence[float]
    token: str
    dash: tuple[int, ...] = ()


class IndexCurves(CostCurves):
    """Indices by month about 1.00, with the limits within which they are borne; named at their ends."""

    shows = "Indices over time"

    def __init__(
        self, curve: CostCurve, indices: Sequence[IndexCurve], formats: Formats, height: float = 170
    ) -> None:
        super().__init__(curve, formats, height)
        self.indices = indices

    def draw(self) -> None:
        known = [value for index in self.indices for value in index.values if not math.isnan(value)]
        self._low = math.floor(min([*known, _LIMITS[0]]) * 10 - 0.5) / 10
        self._high = math.ceil(max([*known, _LIMITS[1]]) * 10 + 0.5) / 10
        self._months = max(len(self.curve.actual), 1)
        self._levels()
        self._say(0, self.height - 7, "Indices, cumulative")
        self._names_of_months()
        floor = -math.inf
        ends = []
        for index in self.indices:
            places = [(n + 1, value) for n, value in enumerate(index.values) if not math.isnan(value)]
            self._values(places, index)
            ends += [(places[-1][1], index)] if places else []
        for value, index in sorted(ends, key=lambda end: end[0]):
            y = max(self._level(value) - 2.5, floor + 9)
            said = f"{index.name} {self.formats.decimal(value, 2)}"
            self._say(self.width - self.right + 4, y, said, index.token, SEMIBOLD)
            floor = y

    def _level(self, value: float) -> float:
        room = self.height - self.above - self.below
        return self.below + room * (value - self._low) / (self._high - self._low)

    def _levels(self) -> None:
        step = 0.1 if self._high - self._low <= 0.8 else 0.2 if self._high - self._low <= 1.6 else 0.5
        for n in range(math.ceil(self._low / step), math.floor(self._high / step + 1e-9) + 1):
            value, y = n * step, self._level(n * step)
            self.canv.setLineWidth(0.8 if abs(value - 1) < step / 2 else 0.5)
            self.canv.setStrokeColor(colour("muted" if abs(value - 1) < step / 2 else "line"))
            self.canv.line(self.left, y, self.width - self.right, y)
            self._say(self.left - 5, y - 2.5, self.formats.decimal(round(value, 2), 1), end=True)
        self.canv.setDash(1, 2)
        self.canv.setStrokeColor(colour("status_date"))
        for value in _LIMITS:
            self.canv.line(self.left, self._level(value), self.width - self.right, self._level(value))
        self.canv.setDash()

    def _values(self, places: Sequence[tuple[int, float]], index: IndexCurve) -> None:
        self.canv.setFillColor(colour(index.token))
        self.canv.setStrokeColor(colour(index.token))
        self.canv.setLineWidth(1.4)
        self.canv.setDash(*index.dash) if index.dash else self.canv.setDash()
        path = self.canv.beginPath()
        for n, (month, value) in enumerate(places):
            (path.lineTo if n else path.moveTo)(self._x(month), self._level(value))
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setDash()
        for month, value in places:
            self.canv.circle(self._x(month), self._level(value), 1.6, stroke=0, fill=1)
