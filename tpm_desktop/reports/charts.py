"""Charts of money over time as vectors: running totals as curves and amounts by period as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.pdfbase import pdfmetrics

from tpm_desktop.formats import Formats

from .drawing import Drawing
from .text import plain
from .theme import GRID, MEDIUM, REGULAR, SEMIBOLD, colour, styles

_SMALL = 7.0
_STEPS = (1, 2, 2.5, 5, 10)
_LINES = 5  # of the grid, about
_UNIT = 60.0  # taken by the unit above the axis, from its left


@dataclass(frozen=True, slots=True)
class CostCurve:
    """Running totals in minor units at the end of each month, the first being `first`.

    actual: only up to the status month, may be shorter; outlook: what it will have cost, drawn from there on.
    """

    first: date
    planned: Sequence[int]
    actual: Sequence[int]
    outlook: Sequence[int]


@dataclass(frozen=True, slots=True)
class Period:
    """One group of bars: a fiscal year, a quarter; amounts in minor units, as many as there are series."""

    name: str
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Series:
    """A kind of amount and the token of its colour; hatched ones can be told apart in grey."""

    name: str
    token: str
    hatched: bool = False


PLANNED_ACTUAL_OUTLOOK = (
    Series("Planned", "planned"),
    Series("Actual", "actual"),
    Series("Outlook", "forecast", hatched=True),
)


class MoneyChart(Drawing):
    """A plot with a money axis at the left."""

    left, right, above, below = 34.0, 46.0, 14.0, 16.0

    def __init__(self, formats: Formats, height: float) -> None:
        super().__init__()
        self.formats, self.height = formats, height
        self.spaceBefore = GRID

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def _range(self, amounts: Sequence[int]) -> None:
        """The lines of the grid: round amounts that hold all given ones."""
        low, high = min(0, *amounts), max(0, *amounts)
        step = round_step(max(high - low, 1) / _LINES)
        first, last = low // step, -(-high // step)
        self._lines = [step * n for n in range(int(first), int(max(last, first + 1)) + 1)]

    def _y(self, amount: float) -> float:
        low, high = self._lines[0], self._lines[-1]
        return self.below + (self.height - self.above - self.below) * (amount - low) / (high - low)

    def _axis(self, unit: str) -> None:
        scale, letter = _unit(self._lines, self.formats.minor_digits)
        self._say(0, self.height - 7, f"{self.formats.currency}{letter}{unit}")
        step = self._lines[1] - self._lines[0]
        digits = next((d for d in range(3) if step * 10**d % scale == 0), 2)
        self.canv.setLineWidth(0.5)
        for amount in self._lines:
            y = self._y(amount)
            self.canv.setStrokeColor(colour("muted" if amount == 0 else "line"))
            self.canv.line(self.left, y, self.width - self.right, y)
            self._say(self.left - 5, y - 2.5, self.formats.decimal(amount / scale, digits), end=True)

    def _say(
        self,
        x: float,
        y: float,
        text: str,
        token: str = "muted",
        font: str = REGULAR,
        *,
        end: bool = False,
    ) -> None:
        self.canv.setFont(font, _SMALL)
        self.canv.setFillColor(colour(token))
        (self.canv.drawRightString if end else self.canv.drawString)(x, y, text)

    def _nothing(self, text: str) -> None:
        note = styles().note
        self.canv.setFont(note.fontName, note.fontSize)
        self.canv.setFillColor(note.textColor)
        self.canv.drawString(0, self.height - 12, text)


class CostCurves(MoneyChart):
    """Planned, actual and outlook added up by month, named at their ends; the status month is a line."""

    shows = "Running totals of money"

    def __init__(self, curve: CostCurve, formats: Formats, height: float = 170) -> None:
        super().__init__(formats, height)
        self.curve = curve

    def draw(self) -> None:
        curve = self.curve
        amounts = [*curve.planned, *curve.actual, *curve.outlook]
        if not any(amounts):
            self._nothing("No amounts have been entered yet")
            return
        self._range(amounts)
        self._months = max(len(curve.planned), len(curve.outlook), len(curve.actual))
        self._axis(", cumulative")
        self._names_of_months()
        begun = len(curve.actual)
        if begun:
            self._status(begun)
        self._line([0, *curve.planned], 0, "planned", 1.1, ())
        outlook = [0, *curve.outlook]
        self._line(outlook[begun:], begun, "forecast", 1.4, (4, 2))
        self._line([0, *curve.actual], 0, "actual", 2, ())
        self._ends()

    def _x(self, month: float) -> float:
        """Where the end of the n-th month stands."""
        return self.left + (self.width - self.left - self.right) * month / self._months

    def _line(
        self, amounts: Sequence[int], first: int, token: str, weight: float, dash: tuple[int, ...]
    ) -> None:
        if len(amounts) < 2:
            return
        path = self.canv.beginPath()
        for n, amount in enumerate(amounts):
            (path.lineTo if n else path.moveTo)(self._x(first + n), self._y(amount))
        self.canv.setStrokeColor(colour(token))
        self.canv.setLineWidth(weight)
        self.canv.setLineJoin(1)
        self.canv.setDash(*dash) if dash else self.canv.setDash()
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setDash()

    def _ends(self) -> None:
        """Names at the ends of the curves, pushed apart where they would touch."""
        curve = self.curve
        ends = [(curve.planned[-1], "Planned", "muted")] if curve.planned else []
        if len(curve.outlook) > len(curve.actual):
            ends.append((curve.outlook[-1], "Outlook", "forecast"))
        if len(curve.actual) == self._months:
            ends.append((curve.actual[-1], "Actual", "actual"))
        floor = -1e9
        for amount, name, token in sorted(ends):
            y = max(self._y(amount) - 2.5, floor + 17)
            self._say(self.width - self.right + 4, y + 4, name, token, SEMIBOLD)
            self._say(self.width - self.right + 4, y - 4, self.formats.compact(amount), token)
            floor = y
        if 0 < len(curve.actual) < self._months:
            x, y = self._x(len(curve.actual)), self._y(curve.actual[-1])
            self._say(x + 4, y - 8, f"Actual {self.formats.compact(curve.actual[-1])}", "actual", SEMIBOLD)

    def _status(self, begun: int) -> None:
        x = self._x(begun)
        self.canv.setStrokeColor(colour("status_date"))
        self.canv.setLineWidth(0.8)
        self.canv.setDash(2, 2)
        self.canv.line(x, self.below, x, self.height - self.above)
        self.canv.setDash()
        name = self._month_name(begun - 1)
        reach = pdfmetrics.stringWidth(name, REGULAR, _SMALL) / 2
        if self.left + _UNIT < x - reach and x + reach < self.width - self.right:
            self._say(x - reach, self.height - 7, name, "status_date")

    def _names_of_months(self) -> None:
        names = [self._month_name(n) for n in range(self._months)]
        widest = max(pdfmetrics.stringWidth(name, REGULAR, _SMALL) for name in names) + 6
        each = self._x(1) - self._x(0)
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if each * s >= widest), self._months)
        for n in range(0, self._months, step):
            x = self._x(n + 0.5) if step == 1 else self._x(n)
            self._say(
                x - (pdfmetrics.stringWidth(names[n], REGULAR, _SMALL) / 2 if step == 1 else 0), 3, names[n]
            )

    def _month_name(self, n: int) -> str:
        ahead = self.curve.first.year * 12 + self.curve.first.month - 1 + n
        return self.formats.month(date(ahead // 12, ahead % 12 + 1, 1), year=n == 0 or ahead % 12 == 0)


class PeriodBars(MoneyChart):
    """Amounts by period side by side, such as planned, actual and outlook by fiscal year."""

    shows = "Amounts by period"
    right = 0.0

    def __init__(
        self,
        periods: Sequence[Period],
        formats: Formats,
        series: Sequence[Series] = PLANNED_ACTUAL_OUTLOOK,
        height: float = 150,
    ) -> None:
        super().__init__(formats, height)
        self.periods, self.series = periods, series
        self.above = 30.0

    def draw(self) -> None:
        amounts = [amount for period in self.periods for amount in period.amounts if amount is not None]
        if not any(amounts):
            self._nothing("No amounts have been entered yet")
            return
        self._range(amounts)
        self._axis("")
        self._legend()
        each = (self.width - self.left) / len(self.periods)
        for n, period in enumerate(self.periods):
            self._group(self.left + n * each, each, period)

    def _group(self, left: float, each: float, period: Period) -> None:
        count = len(self.series)
        wide = min(each * 0.8 / count, 30)
        start = left + (each - wide * count) / 2
        named = wide >= 24
        for n, (series, amount) in enumerate(zip(self.series, period.amounts, strict=True)):
            if amount is None:
                continue
            x, low, high = start + n * wide, *sorted((self._y(0), self._y(amount)))
            self._bar(x + 0.75, low, wide - 1.5, high - low, series)
            if named:
                text = self.formats.compact(amount)
                taken = pdfmetrics.stringWidth(text, REGULAR, 6.5)
                self.canv.setFont(REGULAR, 6.5)
                self.canv.setFillColor(colour("muted"))
                if taken <= wide + 2:
                    self.canv.drawString(x + (wide - taken) / 2, (high if amount >= 0 else low - 8) + 2, text)
        name = plain(period.name)
        taken = pdfmetrics.stringWidth(name, REGULAR, _SMALL)
        self._say(left + (each - taken) / 2, 3, name)

    def _bar(self, x: float, y: float, width: float, height: float, series: Series) -> None:
        canvas = self.canv
        canvas.setFillColor(colour("canvas" if series.hatched else series.token))
        canvas.setStrokeColor(colour(series.token))
        canvas.setLineWidth(0.7)
        canvas.rect(x, y, width, height, stroke=1, fill=1)
        if series.hatched and height > 0:
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(x, y, width, height)
            canvas.clipPath(path, stroke=0, fill=0)
            at = -height
            while at < width:
                canvas.line(x + at, y, x + at + height, y + height)
                at += 3.5
            canvas.restoreState()

    def _legend(self) -> None:
        x = self.left
        for series in self.series:
            self._bar(x, self.height - 20, 7, 7, series)
            self._say(x + 10, self.height - 19, series.name, "text", MEDIUM)
            x += 10 + pdfmetrics.stringWidth(series.name, MEDIUM, _SMALL) + 12


def round_step(step: float) -> int:
    """The next round number that is not below."""
    power = 1
    while power * 10 <= step:
        power *= 10
    return next(int(power * s) for s in _STEPS if power * s >= step and (power * s) == int(power * s))


def _unit(lines: Sequence[int], minor_digits: int) -> tuple[int, str]:
    """How many minor units the axis counts in, and how it says so."""
    largest = max(abs(line) for line in lines) // 10**minor_digits
    for power, name in ((9, " billion"), (6, " million"), (3, " thousand")):
        if largest >= 10**power:
            return 10 ** (power + minor_digits), name
    return 10**minor_digits, ""
