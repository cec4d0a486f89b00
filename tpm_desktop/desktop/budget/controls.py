"""The row above the grid: which figure is shown, in full or in thousands, with the chart or without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ..icons import icon
from .lines import Figure

_ALL = tuple(Figure)


class Controls(QWidget):
    """Segmented buttons: one is always chosen.

    figures_chosen: the figures to show. thousands_chosen: amounts in thousands. chart_shown: with the chart.
    """

    figures_chosen = Signal(tuple)
    thousands_chosen = Signal(bool)
    chart_shown = Signal(bool)

    def __init__(self, figures: Mapping[Figure, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("budget-controls")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 4, 16, 8)
        self._layout.setSpacing(0)
        choices = [(name, figure.value) for figure, name in figures.items()]
        self._figures = self._segments([*choices, (self.tr("All"), "all")])
        self._layout.addSpacing(16)
        self._units = self._segments([(self.tr("Full"), "full"), (self.tr("Thousands"), "thousands")])
        self._layout.addStretch(1)
        self._figures.idToggled.connect(self._figure_toggled)
        self._units.idToggled.connect(lambda n, on: self.thousands_chosen.emit(n == 1) if on else None)
        self.chart = QToolButton()
        self.chart.setObjectName("budget-show-chart")
        self.chart.setText(self.tr("Chart"))
        self.chart.setIcon(icon("chart"))
        self.chart.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.chart.setCheckable(True)
        self.chart.setChecked(True)
        self.chart.toggled.connect(self.chart_shown)
        self._layout.addWidget(self.chart)

    def _segments(self, choices: Sequence[tuple[str, str]]) -> QButtonGroup:
        """Buttons of which one is chosen. choices: the text and the name of each."""
        group = QButtonGroup(self)
        for n, (text, name) in enumerate(choices):
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setChecked(n == 0)
            button.setObjectName(f"budget-show-{name}")
            group.addButton(button, n)
            self._layout.addWidget(button)
        return group

    def _figure_toggled(self, number: int, on: bool) -> None:
        if on:
            self.figures_chosen.emit(_ALL if number == len(_ALL) else (_ALL[number],))

    def choose(self, figures: object, *, thousands: bool, chart: bool) -> None:
        """Choose what was chosen before; what no longer exists is left as it is."""
        wanted = [str(figure) for figure in figures] if isinstance(figures, list | tuple) else [str(figures)]
        number = (
            len(_ALL)
            if len(wanted) > 1
            else next((n for n, f in enumerate(_ALL) if [f.value] == wanted), None)
        )
        if number is not None:
            self._figures.button(number).setChecked(True)
        self._units.button(int(thousands)).setChecked(True)
        self.chart.setChecked(chart)
