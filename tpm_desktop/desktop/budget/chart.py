"""The chart beside the grid: what was planned, spent and is expected, added up month by month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tpm_desktop import paths
from tpm_desktop.formats import Formats
from tpm_desktop.plan.budget_periods import first_day
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..background import Background
from ..style import mark
from .curves import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE = 420
_SETTLE = 60  # ms without a further change before the chart is drawn
_NEAR_AXIS = 0.2  # of the highest amount: below it a label under the curve would meet the axis
_LINES = (
    ("planned", "planned", "--", 1.4),
    ("outlook", "forecast", (0, (5, 2)), 1.8),
    ("actual", "actual", "-", 2.4),
)


class ChartPanel(QWidget):
    """Loads matplotlib in the background when first seen; draws only when figures, theme or size differ."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("budget-chart")
        self.setMinimumSize(280, 180)
        self.setAutoFillBackground(True)
        self.finding, self.subject = QLabel(), QLabel()
        self.finding.setObjectName("budget-finding")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 12, 12, 8)
        self._body.setSpacing(0)
        mark(self.finding, role="section")
        mark(self.subject, role="muted")
        for label in (self.finding, self.subject):
            label.setWordWrap(True)
            self._body.addWidget(label)
        self._waiting = QLabel(self.tr("Drawing the chart…"))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark(self._waiting, role="muted")
        self._body.addWidget(self._waiting, 1)
        self._canvas: Any = None
        self._chart: Chart | None = None
        self._formats: Formats | None = None
        self._drawn: tuple[object, ...] = ()
        self._loading = Background(self)
        self._loading.done.connect(self._loaded)
        self._loading.failed.connect(lambda problem: self._waiting.setText(str(problem)))
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self.draw)

    @property
    def is_drawn(self) -> bool:
        """Whether the canvas shows the curves that were asked for last."""
        return bool(self._drawn) and self._drawn[0] == self._chart

    def show_chart(self, chart: Chart, formats: Formats) -> None:
        """Show these curves, soon."""
        self._chart, self._formats = chart, formats
        self.finding.setText(chart.title)
        self.subject.setText(chart.subject)
        self.setAccessibleName(f"{chart.subject}: {chart.title}")
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours anew."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.appearance.theme.canvas))
        self.setPalette(palette)
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._canvas is None and not self._loading.busy:
            self._loading.start(load_matplotlib)

    def _loaded(self, family: str) -> None:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        self._canvas = FigureCanvasQTAgg(Figure())  # type: ignore[no-untyped-call]
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.mpl_connect("resize_event", lambda _: self._timer.start())
        self._family = family
        self._body.replaceWidget(self._waiting, self._canvas)
        self._body.setStretchFactor(self._canvas, 1)
        self._waiting.hide()
        self.draw()

    def draw(self) -> None:
        """Draw now, where anything differs from what is drawn."""
        if self._canvas is None or self._chart is None or self._formats is None:
            return
        asked = (
            self._chart,
            self.appearance.theme.name,
            self._canvas.size().toTuple(),
            self.devicePixelRatio(),
        )
        if asked == self._drawn:
            return
        self._drawn = asked
        import matplotlib as mpl

        theme, figure = self.appearance.theme, self._canvas.figure
        with mpl.rc_context({"font.family": [self._family], "font.size": measures().window.secondary}):
            figure.clear()
            figure.set_facecolor(theme.canvas)
            axes = figure.add_axes(self._room(), facecolor=theme.canvas)
            if any(self._chart.planned) or any(self._chart.outlook):
                self._plot(axes, self._chart, self._formats)
            else:
                self._empty(axes)
            self._canvas.draw_idle()

    def _room(self) -> tuple[float, float, float, float]:
        """Fixed margins in pixels for the labels, whatever the size; as shares of the figure."""
        width, height = max(self._canvas.width(), 1), max(self._canvas.height(), 1)
        left, right, top, bottom = 48, 116 if self._wide() else 74, 26, 28
        return (
            left / width,
            bottom / height,
            max(0.1, 1 - (left + right) / width),
            max(0.1, 1 - (top + bottom) / height),
        )

    def _wide(self) -> bool:
        """Whether there is room for a name and an amount in one line."""
        return int(self._canvas.width()) >= _WIDE

    def _empty(self, axes: Axes) -> None:
        axes.set_axis_off()
        text = self.tr("Amounts that are entered show here, added up by month")
        axes.text(
            0.5,
            0.5,
            text,
            color=self.appearance.theme.muted,
            ha="center",
            va="center",
            transform=axes.transAxes,
            wrap=True,
        )

    def _plot(self, axes: Axes, chart: Chart, formats: Formats) -> None:
        theme = self.appearance.theme
        days = [end_of_month(chart.first + n) for n in range(-1, len(chart.planned))]
        begun = len(chart.actual)
        ends: list[tuple[float, str, str]] = []
        for name, token, style, width in _LINES:
            amounts = getattr(chart, name)
            curve = [0, *amounts]
            first = begun if name == "outlook" else 0
            axes.plot(
                days[first : len(curve)], curve[first:], linestyle=style, linewidth=width,  # type: ignore[arg-type]
                color=getattr(theme, token), solid_capstyle="round", label=name,
            )  # fmt: skip
            if amounts and name != "actual":
                ends.append((amounts[-1], self._label(name), getattr(theme, token)))
        if chart.actual:
            top = max(map(abs, (*chart.planned, *chart.outlook, *chart.actual)))
            near = abs(chart.actual[-1]) < _NEAR_AXIS * top
            self._say(axes, days[begun], chart.actual[-1], self._label("actual"), theme.actual, above=near)
        self._end_labels(axes, days[-1], ends, formats)
        if chart.until is not None and chart.first <= chart.until < chart.first + len(chart.planned):
            self._status(axes, end_of_month(chart.until), formats)
        self._frame(axes, days, chart, formats)

    def _label(self, name: str) -> str:
        named = {"planned": self.tr("Planned"), "outlook": self.tr("Outlook"), "actual": self.tr("Actual")}
        return named[name]

    def _say(self, axes: Axes, day: date, amount: int, text: str, colour: str, *, above: bool) -> None:
        """Below the end of a curve; before and above it where it would stand on the axis."""
        place, side = ((-6, 6), "right") if above else ((6, -10), "left")
        axes.annotate(
            text, (day, amount), xytext=place, textcoords="offset points", color=colour, weight="semibold",
            ha=side,
        )  # fmt: skip

    def _end_labels(
        self, axes: Axes, day: date, ends: list[tuple[float, str, str]], formats: Formats
    ) -> None:
        """Names and amounts at the ends of the curves, pushed apart where they would touch."""
        top = max(abs(end[0]) for end in ends) or 1
        gap, apart = ("\N{NO-BREAK SPACE}", 7) if self._wide() else ("\n", 14)
        room = max(self._canvas.height() - 54, 1) / top  # pixels for an amount
        close = abs(ends[0][0] - ends[-1][0]) * room < 2.7 * apart
        for place, (amount, text, colour) in enumerate(sorted(ends, key=lambda end: end[0])):
            shift = (apart if place else -apart) if close else 0
            said = f"{text}{gap}{formats.compact(int(amount))}"
            axes.annotate(
                said, (day, amount), xytext=(6, shift), textcoords="offset points", color=colour, va="center",
                linespacing=1.15,
            )  # fmt: skip

    def _status(self, axes: Axes, day: date, formats: Formats) -> None:
        theme = self.appearance.theme
        axes.axvline(day, color=theme.status_date, linewidth=1, linestyle=(0, (3, 2)))  # type: ignore[arg-type]
        axes.annotate(
            formats.month(day), (day, 1), xycoords=("data", "axes fraction"), xytext=(0, 5),
            textcoords="offset points", color=theme.status_date, ha="center", va="bottom",
        )  # fmt: skip

    def _frame(self, axes: Axes, days: list[date], chart: Chart, formats: Formats) -> None:
        from matplotlib.dates import date2num
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        theme = self.appearance.theme
        axes.set_xlim(date2num(days[0]), date2num(days[-1]))  # type: ignore[no-untyped-call]
        axes.margins(y=0.08)
        if min((*chart.planned, *chart.actual, *chart.outlook)) >= 0:
            axes.set_ylim(bottom=0)
        axes.grid(visible=True, axis="y", color=theme.line, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda amount, _: formats.compact(round(amount))))
        ticks = _ticks(days, 6 if self._wide() else 3)
        years = [None, *(day.year for day in ticks)]
        names = [
            formats.month(day, year=day.year != before) for day, before in zip(ticks, years, strict=False)
        ]
        axes.set_xticks([date2num(day) for day in ticks], names)  # type: ignore[no-untyped-call]
        axes.tick_params(colors=theme.muted, length=0, pad=5)
        for side, spine in axes.spines.items():
            spine.set_visible(side == "bottom")
            spine.set_color(theme.muted)


def end_of_month(month: int) -> date:
    """The last day of a month since 1970."""
    return date.fromordinal(first_day(month + 1).toordinal() - 1)


def _ticks(days: list[date], most: int) -> list[date]:
    """Ends of months at even steps, as many as there is room for."""
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if len(days) / s <= most), 120)
    return days[1::step]


def load_matplotlib() -> str:
    """Import all of it that the chart needs and give it the window's font, which takes a while.

    Gives the font's family.
    """
    from importlib import import_module

    from matplotlib import font_manager

    for part in ("figure", "backends.backend_qtagg"):
        import_module(f"matplotlib.{part}")
    family = measures().window.family
    for path in sorted(paths.resource("fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    return family
