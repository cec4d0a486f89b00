"""The S-curve of a line, and its indices by month beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpm_desktop.desktop.budget.chart import ChartPanel, end_of_month
from tpm_desktop.desktop.budget.curves import Chart
from tpm_desktop.formats import Formats
from tpm_desktop.plan.earned_lines import Line
from tpm_desktop.plan.earned_value import EarnedValue

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LIMITS = (0.9, 1.1)
_CURVES = (
    ("planned", "planned", "-", 1.4),
    ("outlook", "forecast", "-", 2.4),
    ("actual", "actual", "--", 1.8),
)
_INDICES = (("CPI", "actual", "--"), ("SPI", "forecast", "-"), ("SPI(t)", "planned", "-"))
_NARROW = 640


@dataclass(frozen=True, slots=True)
class EarnedChart(Chart):
    """planned: to its end; outlook: what is earned; actual: what is spent, both up to the status month.

    indices: CPI, SPI and SPI(t) by month, None where there is none.
    """

    indices: tuple[tuple[float | None, ...], ...] = ()


def read_chart(earned: EarnedValue, line: Line, title: str, subject: str) -> EarnedChart:
    """The curves of a line."""
    running = earned.by_month(line.rows)
    times = [earned.schedule_at(line.rows, n).spi for n in range(earned.through)]
    found = (running.cpi.tolist(), running.spi.tolist(), times)
    return EarnedChart(
        title=title,
        subject=subject,
        first=int(earned.months[0]),
        until=int(earned.months[earned.through - 1]) if earned.through else None,
        planned=tuple(earned.curve(line.rows).tolist()),
        actual=tuple(running.ac.tolist()),
        outlook=tuple(running.ev.tolist()),
        indices=tuple(tuple(None if math.isnan(x) else x for x in index) for index in found),
    )


class EarnedPanel(ChartPanel):
    """Both charts side by side; where it is narrow the S-curve alone."""

    def _label(self, name: str) -> str:
        named = {"planned": self.tr("Planned"), "outlook": self.tr("Earned"), "actual": self.tr("Spent")}
        return named[name]

    def _plot(self, axes: Axes, chart: Chart, formats: Formats) -> None:
        assert isinstance(chart, EarnedChart)  # nothing else is shown in it
        left, bottom, width, height = self._room()
        beside = self._canvas.width() >= _NARROW and any(v is not None for i in chart.indices for v in i)
        if beside:
            axes.set_position((left, bottom, width * 0.56, height))
        theme, days = (
            self.appearance.theme,
            [end_of_month(chart.first + n) for n in range(-1, len(chart.planned))],
        )
        for name, token, style, weight in _CURVES:
            curve = [0, *getattr(chart, name)]
            if len(curve) > 1:
                axes.plot(
                    days[: len(curve)], curve, linestyle=style, linewidth=weight,  # type: ignore[arg-type]
                    color=getattr(theme, token), solid_capstyle="round", label=name,
                )  # fmt: skip
        self._ends(axes, chart, formats)
        if chart.until is not None:
            self._status(axes, end_of_month(chart.until), formats)
        self._frame(axes, days, chart, formats)
        if beside:
            room = (left + width * 0.56 + 150 / self._canvas.width(), bottom)
            self._plot_indices(axes, (*room, 1 - room[0] - 96 / self._canvas.width(), height), chart, formats)

    def _ends(self, axes: Axes, chart: Chart, formats: Formats) -> None:
        """Names and amounts at the ends; earned and spent apart where they would touch."""
        theme = self.appearance.theme
        last = end_of_month(chart.first + len(chart.planned) - 1)
        ends = [(last, chart.planned[-1], "planned", theme.planned, 0)]
        if chart.actual:
            now = end_of_month(chart.first + len(chart.actual) - 1)
            shift = -7 if chart.outlook[-1] <= chart.actual[-1] else 7
            ends.append((now, chart.outlook[-1], "outlook", theme.forecast, shift - 6))
            ends.append((now, chart.actual[-1], "actual", theme.actual, -shift - 6))
        for day, amount, name, colour, shift in ends:
            said = f"{self._label(name)}\N{NO-BREAK SPACE}{formats.compact(int(amount))}"
            axes.annotate(
                said, (day, amount), xytext=(7, shift), textcoords="offset points", color=colour, va="center",
            )  # fmt: skip

    def _plot_indices(
        self, axes: Axes, room: tuple[float, float, float, float], chart: EarnedChart, formats: Formats
    ) -> None:
        theme, figure = self.appearance.theme, axes.figure
        beside = figure.add_axes(room, facecolor=theme.canvas)
        ends: list[tuple[float, str, str]] = []
        for (name, token, style), values in zip(_INDICES, chart.indices, strict=True):
            known = [(n, value) for n, value in enumerate(values) if value is not None]
            if known:
                months, numbers = zip(*known, strict=True)
                colour = getattr(theme, token)
                beside.plot(
                    months, numbers, linestyle=style, linewidth=1.8, marker="o", markersize=3, color=colour
                )
                ends.append((numbers[-1], f"{name} {formats.decimal(numbers[-1], 2)}", colour))
        known_values = [v for values in chart.indices for v in values if v is not None]
        low, high = min(*known_values, _LIMITS[0]) - 0.05, max(*known_values, _LIMITS[1]) + 0.05
        beside.set_ylim(low, high)
        last, floor = len(chart.actual) - 1, -math.inf
        gap = (high - low) * 16 / max(self._canvas.height() * room[3], 1)
        for value, said, colour in sorted(ends):
            floor = max(value, floor + gap)
            beside.annotate(
                said, (last, floor), xytext=(8, 0), textcoords="offset points", color=colour, va="center",
                annotation_clip=False,
            )  # fmt: skip
        for level, style in ((1.0, "-"), *((limit, ":") for limit in _LIMITS)):
            beside.axhline(level, color=theme.muted, linewidth=0.8, linestyle=style)
        beside.grid(visible=True, axis="y", color=theme.line, linewidth=0.8)
        beside.set_axisbelow(True)
        ticks = range(0, len(chart.actual), max(1, -(-len(chart.actual) // 4)))
        beside.set_xticks(
            list(ticks), [formats.month(end_of_month(chart.first + n), year=n == 0) for n in ticks]
        )
        beside.yaxis.set_major_formatter(lambda value, _: formats.decimal(round(value, 2), 1))
        beside.tick_params(colors=theme.muted, length=0, pad=5)
        for spine in beside.spines.values():
            spine.set_visible(False)
