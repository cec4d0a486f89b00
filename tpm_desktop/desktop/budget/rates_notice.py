"""The line above the budget that says which rows lack an exchange rate, until they have one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tpm_desktop.formats import Formats
from tpm_desktop.plan import State
from tpm_desktop.plan.exchange_findings import ExchangeFinding, exchange_findings

from ..widgets import Banner


class RatesNotice(Banner):
    """went: to the row that the first finding is about, by its table and id."""

    went = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("budget-rates-notice")
        self.found: list[ExchangeFinding] = []
        self.hide()

    def show_state(self, state: State, formats: Formats) -> None:
        """Say what is found of a plan, the first one in full."""
        self.found = exchange_findings(state, formats)
        if not self.found:
            self.hide()
            return
        one, more = self.found[0], len(self.found) - 1
        said = f"{one.about}: {one.what}. {one.mend}."
        if more:
            said = self.tr("{} And %n more.", "", more).format(said)
        self.show_notice(said, self.tr("Go to it"), self._go, tone="warning", closable=False)

    def _go(self) -> None:
        one = self.found[0]
        self.went.emit(one.table, one.id)
