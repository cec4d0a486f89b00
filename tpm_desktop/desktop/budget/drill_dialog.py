"""What a sum of the grid consists of, line by line; a line leads to where it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan.budget_drill import Drilled, drilled, drilled_cash
from tpm_desktop.plan.budget_periods import Period, first_day

from ..own_sums import own_text
from .captions import Captions
from .lines import Line

_MOST = 500


class DrillDialog(LinesDialog):
    """went: a line was asked for, by its table and id; lines of the budget lead to their account."""

    went = Signal(str, str)

    def __init__(
        self,
        session: Session,
        captions: Captions,
        line: Line,
        period: Period,
        parent: QWidget,
        *,
        cash: bool = False,
    ) -> None:
        """Args: cash: what is paid in the period, not what arises in it."""
        place, figure = captions.place_name(line, period), captions.figure_name(line.figure)
        super().__init__(f"{place}: {figure.lower()}", parent)
        self._session = session
        ask = drilled_cash if cash else drilled
        self.found = ask(session.program.plan.state, line.row, line.figure.value, period)
        self.head(
            (self.tr("What"), self.tr("Account"), self.tr("Month"), self.tr("Amount")),
            (260, 220, 96, 110),
            (3,),
            self.tr("What the sum consists of"),
        )
        for one in self.found[:_MOST]:
            self.line(self._texts(one), (one.table, one.row_id, one.account_id))
        self.total = sum(one.amount for one in self.found)
        shown = session.formats.money(self.total, currency=True)
        if not self.found:
            self.summary.setText(self.tr("Nothing stands behind this cell yet."))
        elif len(self.found) > _MOST:
            said = self.tr("The first {} of {} lines, together {}. Choose a shorter period to see all.")
            self.summary.setText(said.format(_MOST, len(self.found), shown))
        else:
            said = self.tr("{} lines, together {}. Double-click a line to go to it.")
            self.summary.setText(said.format(len(self.found), shown))
        self.rows.itemActivated.connect(self._go)

    def _texts(self, one: Drilled) -> list[str]:
        names, formats = self._session.names, self._session.formats
        what = self.tr("Entered by month")
        if one.table != "budget_line":
            what = f"{names.code(one.table, one.row_id)} {names.name(one.table, one.row_id)}"
        if own := own_text(self._session.program.plan.state, formats, one.table, one.row_id):
            what = f"{what} · {own}"
        account = names.name("account", one.account_id)
        return [what, account, formats.month(first_day(one.month)), formats.money(one.amount, whole=None)]

    def _go(self, item: QTreeWidgetItem) -> None:
        key = self.key_of(item)
        if isinstance(key, tuple | list):
            table, row_id, account_id = key
            self.accept()
            self.went.emit(*(("account", account_id) if table == "budget_line" else (table, row_id)))
