"""The strip above the grid: budget, spent, outlook and variance, in all and of capital and operating."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.budget import Totals
from tpm_desktop.formats import Formats
from tpm_desktop.model.finance import Treatment
from tpm_desktop.plan import State
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import first_day
from tpm_desktop.theme import Theme

from ..appearance import Appearance
from ..style import mark
from .lines import TREATMENTS

_SIDE, _GAP = 16, 12


class Summary(QWidget):
    """Four figures with their parts below each."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("budget-summary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(_GAP)
        self.cards = [_Card(name, self) for name in ("budget", "spent", "outlook", "variance")]
        for card in self.cards:
            layout.addWidget(card, 1)

    def show_state(self, state: State, formats: Formats, *, cash: bool = False) -> None:
        """Show the sums of the plan; of what is paid, where cash is shown."""
        budget, theme = state.cash.budget if cash else state.money.budget, self.appearance.theme
        status = status_month(state.inputs.tables)
        until = formats.month(first_day(status)) if status is not None else ""
        told = self.tr("Paid to {}") if cash else self.tr("Spent to {}")
        spent = told.format(until) if until else self.tr("Spent (no status date yet)")
        titles = (self.tr("Budget"), spent, self.tr("Outlook"), self.tr("Variance"))
        whole = _figures(budget.program)
        parts = [(kind, _figures(budget.treatments, place)) for place, kind in TREATMENTS]
        short = {Treatment.CAPEX: self.tr("Capex"), Treatment.OPEX: self.tr("Opex")}
        for n, (card, title) in enumerate(zip(self.cards, titles, strict=True)):
            signed = card.name == "variance"
            figure = formats.compact(whole[n], currency=True, sign=signed)
            amounts = [(kind, formats.compact(each[n], sign=signed)) for kind, each in parts]
            full = " · ".join(f"{kind.label} {amount}" for kind, amount in amounts)
            below = (full, " · ".join(f"{short[kind]} {amount}" for kind, amount in amounts))
            over = signed and whole[n] < 0
            exact = formats.money(whole[n], currency=True, sign=signed)
            card.show_figure(title, figure, below, f"{title}: {exact}", theme, over=over)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say in full what the figures are made of where there is room for all of them."""
        full = all(card.fits() for card in self.cards)
        for card in self.cards:
            card.say(full=full)


def _figures(totals: Totals, place: int | tuple[()] = ()) -> list[int]:
    """Budget, spent, outlook and variance of a row of totals."""
    amounts = (
        totals.at_completion,
        totals.spent_to_date,
        totals.outlook_at_completion,
        totals.variance_at_completion,
    )
    return [int(amount[place]) for amount in amounts]


class _Card(QWidget):
    """A title, a figure, and what it is made of."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.title, self.figure, self.parts = QLabel(), QLabel(), QLabel()
        self._said: tuple[str, ...] = ()
        self.parts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.figure.setObjectName(f"budget-{name}")
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label, role in ((self.title, "muted"), (self.figure, "title"), (self.parts, "muted")):
            mark(label, role=role)
            layout.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_figure(
        self, title: str, figure: str, parts: Sequence[str], exact: str, theme: Theme, *, over: bool
    ) -> None:
        """Show a figure; one over budget carries a marker beside its sign and colour.

        Args: parts: what it is made of, in a longer and a shorter way to say it.
        """
        self.title.setText(title)
        self.figure.setText(f"▲ {figure}" if over else figure)
        self._said = tuple(parts)
        self.parts.setToolTip(tip(parts[0]))
        self.figure.setToolTip(tip(exact))
        self.figure.setAccessibleName(exact)
        self.figure.setStyleSheet(f"color: {theme.critical if over else theme.text}")

    def fits(self) -> bool:
        """Whether there is room for what it is made of in full."""
        wide = self.parts.fontMetrics().horizontalAdvance
        return not self._said or wide(self._said[0]) <= self.width()

    def say(self, *, full: bool) -> None:
        """Say what it is made of, in full or in short."""
        if self._said:
            self.parts.setText(self._said[0 if full else -1])
