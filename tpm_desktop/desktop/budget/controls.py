"""The row above the grid: which figure is shown, by what it is arranged, with the chart or without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from tpm_desktop.formats.amounts import Scale
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Span

from ..icons import icon
from ..wording import tip
from .lines import Figure

_ALL = tuple(Figure)
_EXCHANGE = _ALL.index(Figure.EXCHANGE)
_JANUARY = 1


class Controls(QWidget):
    """Segmented buttons: one is always chosen.

    cash_chosen: by month of payment.
    figures_chosen: the figures to show. scale_chosen: what amounts are counted in. chart_shown: with it.
    arranged: by month, quarter or year, the first month of a year (0: the program's), and what the accounts
    stand under.
    """

    figures_chosen = Signal(tuple)
    scale_chosen = Signal(object)
    arranged = Signal(str, int, str)
    cash_chosen = Signal(bool)
    chart_shown = Signal(bool)

    def __init__(self, figures: Mapping[Figure, str], parent: QWidget) -> None:
        """Args: figures: what people call each."""
        super().__init__(parent)
        self.setObjectName("budget-controls")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 4, 8, 8)
        self._layout.setSpacing(0)
        choices = [(name, figure.value) for figure, name in figures.items()]
        self._abroad = False
        self._figures = self._segments([*choices, (self.tr("All"), "all")])
        self._figures.button(_EXCHANGE).hide()
        for figure, said in self._explained().items():
            self._figures.button(_ALL.index(figure)).setToolTip(tip(said))
        self._layout.addSpacing(8)
        self._layout.addWidget(self._arranging())
        self._layout.addStretch(1)
        self._figures.idToggled.connect(self._figure_toggled)
        self.chart = QToolButton()
        self.chart.setObjectName("budget-show-chart")
        self.chart.setIcon(icon("chart"))
        self.chart.setToolTip(self.tr("Chart"))
        self.chart.setAccessibleName(self.tr("Chart"))
        self.chart.setCheckable(True)
        self.chart.setChecked(True)
        self.chart.toggled.connect(self.chart_shown)
        self._layout.addWidget(self.chart)

    def _explained(self) -> dict[Figure, str]:
        """Figures that more than the grid goes into."""
        return {
            Figure.COMMITTED: self.tr(
                "Purchase orders and commitments that are not invoiced, in the month of expected delivery."
                " A commitment that names an order counts in place of it."
            ),
            Figure.EXCHANGE: self.tr(
                "What is spent in other currencies at their budget rates, less what it came to by the rates"
                " of its days: part of the variance"
            ),
            Figure.ACTUAL: self.tr(
                "Amounts entered here, cost entries, and invoices of capital requests with a cost account."
                " A cost entry that names an invoice, or its order, counts in place of it."
            ),
        }

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

    def _arranging(self) -> QToolButton:
        """The button whose menu says by what columns and rows are arranged."""
        button = QToolButton()
        button.setObjectName("budget-arrange")
        button.setIcon(icon("columns"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self.spans = self._alternatives(
            menu,
            (
                (self.tr("Months"), Span.MONTH),
                (self.tr("Quarters"), Span.QUARTER),
                (self.tr("Years"), Span.YEAR),
            ),
        )
        self.calendars = self._alternatives(
            menu, ((self.tr("Fiscal years"), 0), (self.tr("Calendar years"), _JANUARY))
        )
        self.groupings = self._alternatives(
            menu,
            (
                (self.tr("Accounts by component project"), Level.PROJECT),
                (self.tr("Accounts by funding source"), Level.FUND),
            ),
        )
        self.bases = self._alternatives(
            menu, ((self.tr("Costs as they arise"), "cost"), (self.tr("Cash as it is paid"), "cash"))
        )
        self.units = self._alternatives(
            menu,
            (
                (self.tr("Amounts in full"), "full"),
                (self.tr("Amounts in thousands"), "thousands"),
                (self.tr("Amounts in millions"), "millions"),
            ),
        )
        button.setMenu(menu)
        self._arrange = button
        self._name_arrangement()
        return button

    def _alternatives(self, menu: QMenu, choices: Sequence[tuple[str, object]]) -> QActionGroup:
        """Entries of a menu of which one is chosen."""
        menu.addSeparator()
        group = QActionGroup(menu)
        for text, value in choices:
            action = group.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            action.setObjectName(f"budget-arrange-{value}")
        group.actions()[0].setChecked(True)
        menu.addActions(group.actions())
        group.triggered.connect(self._rearranged)
        return group

    def _rearranged(self) -> None:
        self._name_arrangement()
        self.arranged.emit(*self.arrangement())
        self.scale_chosen.emit(Scale[str(self.units.checkedAction().data()).upper()])
        self.cash_chosen.emit(self.bases.checkedAction().data() == "cash")

    def arrangement(self) -> tuple[str, int, str]:
        """What `arranged` says."""
        chosen = [group.checkedAction().data() for group in (self.spans, self.calendars, self.groupings)]
        return str(chosen[0]), int(chosen[1]), str(chosen[2])

    def chosen(self) -> list[str]:
        """All that `arrange` takes: the arrangement, and whether costs or cash are shown."""
        return [*map(str, self.arrangement()), str(self.bases.checkedAction().data())]

    def _name_arrangement(self) -> None:
        cash = self.bases.checkedAction().data() == "cash"
        span = self.spans.checkedAction().text()
        self._arrange.setText(self.tr("{}, cash").format(span) if cash else span)
        said = ", ".join(
            group.checkedAction().text() for group in (self.spans, self.calendars, self.groupings, self.bases)
        )
        self._arrange.setToolTip(said)
        self._arrange.setAccessibleName(self.tr("Arranged by {}").format(said))

    def arrange(self, chosen: object) -> None:
        """Choose the arrangement that was chosen before; what no longer exists is left as it is."""
        values = list(chosen) if isinstance(chosen, list | tuple) else []
        groups = (self.spans, self.calendars, self.groupings, self.bases)
        for group, value in zip(groups, values, strict=False):
            for action in group.actions():
                if str(action.data()) == str(value):
                    action.setChecked(True)
        self._rearranged()

    def _figure_toggled(self, number: int, on: bool) -> None:
        if on:
            self.figures_chosen.emit(self._every() if number == len(_ALL) else (_ALL[number],))

    def _every(self) -> tuple[Figure, ...]:
        return _ALL if self._abroad else tuple(one for one in _ALL if one is not Figure.EXCHANGE)

    def offer_exchange(self, abroad: bool) -> None:
        """Offer the exchange variance where there are other currencies; without them it is left out."""
        if abroad == self._abroad:
            return
        self._abroad = abroad
        self._figures.button(_EXCHANGE).setVisible(abroad)
        chosen = self._figures.checkedId()
        if chosen == _EXCHANGE and not abroad:
            self._figures.button(0).setChecked(True)
        elif chosen == len(_ALL):
            self._figure_toggled(chosen, True)

    def choose(self, figures: object, *, scale: Scale, chart: bool) -> None:
        """Choose what was chosen before; what no longer exists is left as it is."""
        wanted = [str(figure) for figure in figures] if isinstance(figures, list | tuple) else [str(figures)]
        number = (
            len(_ALL)
            if len(wanted) > 1
            else next((n for n, f in enumerate(_ALL) if [f.value] == wanted), None)
        )
        if number is not None:
            self._figures.button(number).setChecked(True)
        self.units.actions()[tuple(Scale).index(scale)].setChecked(True)
        self.scale_chosen.emit(scale)
        self.chart.setChecked(chart)
