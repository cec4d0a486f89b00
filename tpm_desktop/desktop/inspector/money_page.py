"""What a task, a component project or a cost account costs: sums that follow from elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.finance.budget import Totals
from tpm_desktop.planning.columns import NONE

from .page import Page


class MoneyPage(Page):
    """Sums of one row; of several their names only."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table = table
        self.sums: dict[str, str] = {}
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._note = QLabel()
        self._note.setWordWrap(True)
        mark(self._note, role="muted")
        self.column.addLayout(self._form)
        self.column.addWidget(self._note)
        self.column.addStretch(1)

    def load(self) -> None:
        self.sums = {}
        self._note.setText("")
        if len(self.ids) > 1:
            self._note.setText(self.tr("Select one row to see its sums."))
        elif self._table == "account":
            self._account()
        else:
            self._tasks()
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, amount in self.sums.items():
            label, value = QLabel(name), QLabel(amount)
            mark(label, role="field")
            self._form.addRow(label, value)

    def _tasks(self) -> None:
        """Costs of the tasks; of a component project its budget as well."""
        state, show = self.session.program.plan.state, self._show
        row = state.outline.row.get(self.ids[0])
        if row is None:
            return
        costs = state.money.costs
        whole, spent = int(costs.task[row]), int(costs.task_actual[row])
        self.sums = {
            self.tr("Cost of the work"): show(whole),
            self.tr("Spent so far"): show(spent),
            self.tr("Still to come"): show(whole - spent),
        }
        agreed = int(state.baseline.cost[row])
        if agreed != NONE:
            self.sums[self.tr("Baseline cost")] = show(agreed)
            self.sums[self.tr("Over the baseline")] = show(whole - agreed, sign=True)
        if state.outline.is_project[row]:
            place = state.money.projects.index(self.ids[0])
            self._budget(state.money.budget.projects, place)

    def _account(self) -> None:
        money = self.session.program.plan.state.money
        place = money.account_row.get(self.ids[0])
        if place is not None:
            self._budget(money.budget.accounts, place)

    def _budget(self, totals: Totals, place: int) -> None:
        show = self._show
        self.sums |= {
            self.tr("Budget"): show(int(totals.at_completion[place])),
            self.tr("Planned to date"): show(int(totals.planned_to_date[place])),
            self.tr("Actual to date"): show(int(totals.spent_to_date[place])),
            self.tr("Outlook"): show(int(totals.outlook_at_completion[place])),
            self.tr("Variance"): show(int(totals.variance_at_completion[place]), sign=True),
        }
        self._note.setText(self.tr("The budget is entered by month in the budget view."))

    def _show(self, amount: int, *, sign: bool = False) -> str:
        return self.session.formats.money(amount, currency=True, whole=True, dash=True, sign=sign)
