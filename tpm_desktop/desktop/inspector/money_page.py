"""What a task, a component project or a cost account costs: sums that follow from elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.finance.budget import Totals
from tpm_desktop.plan.row_money import budget_beside, budget_months, cost_parts
from tpm_desktop.plan.together import together

from .page import Page

_SEEN = 6  # rows before a list scrolls


class MoneyPage(Page):
    """Sums of the rows, of whom they come, and the budget lines beside them."""

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._table = table
        self.sums: dict[str, str] = {}
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._note = QLabel()
        self.parts = FoundView("cost-parts", self.tr("What the cost consists of"))
        self.lines = FoundView("budget-lines", self.tr("Budget lines"))
        self._parts_heading, self._lines_heading = QLabel(self.tr("What it consists of")), QLabel()
        self._unit = QLabel()
        for label in (self._note, self._unit):
            mark(label, role="muted")
            label.setWordWrap(True)
        self.column.addLayout(self._form)
        self.column.addWidget(self._note)
        for heading, view in ((self._parts_heading, self.parts), (self._lines_heading, self.lines)):
            mark(heading, role="caption")
            heading.setWordWrap(True)
            heading.setContentsMargins(0, 8, 0, 0)
            view.chosen.connect(lambda found: went.emit(found.kind, found.key) if found.key else None)
            self.column.addWidget(heading)
            if view is self.lines:
                self.column.addWidget(self._unit)
            self.column.addWidget(view)
        self.column.addStretch(1)

    def load(self) -> None:
        self.sums = {}
        self._note.setText("")
        parts: list[Found] = []
        lines: list[Found] = []
        if self._table == "account":
            lines = self._account()
        else:
            parts, lines = self._tasks()
        self._note.setVisible(bool(self._note.text()))
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, amount in self.sums.items():
            label, value = QLabel(name), QLabel(amount)
            mark(label, role="field")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._form.addRow(label, value)
        for heading, view, found in (
            (self._parts_heading, self.parts, parts),
            (self._lines_heading, self.lines, lines),
        ):
            heading.setVisible(bool(found))
            view.show_found(found, _SEEN)
        unit = self.tr("Planned, spent and outlook in {}").format(self.session.formats.currency)
        self._unit.setText(unit)
        self._unit.setVisible(bool(lines))

    def _tasks(self) -> tuple[list[Found], list[Found]]:
        """Costs of the tasks; of component projects their budgets as well."""
        state, show = self.session.program.plan.state, self._show
        rows = [state.outline.row[one] for one in self.ids if one in state.outline.row]
        if not rows:
            return [], []
        found = together(state, rows)
        self.sums = {
            self.tr("Cost of the work"): show(found.cost),
            self.tr("Spent so far"): show(found.spent),
            self.tr("Still to come"): show(found.cost - found.spent),
        }
        if found.agreed is not None:
            self.sums[self.tr("Baseline cost")] = show(found.agreed)
            self.sums[self.tr("Over the baseline")] = show(found.over, sign=True)
        if state.outline.is_project[rows].all():
            places = [state.money.projects.index(state.outline.ids[row]) for row in rows]
            self._budget(state.money.budget.projects, places)
        return self._parts(rows), self._beside(rows)

    def _parts(self, rows: list[int]) -> list[Found]:
        """Who and what the cost comes from."""
        names, found = self.session.names, []
        for part in cost_parts(self.session.program.plan.state, rows):
            key = part.resource_id or ""
            name = names.name("resource", key) if key else self.tr("Fixed cost")
            detail = self.tr("{}, of it spent {}").format(self._show(part.cost), self._show(part.spent))
            found.append(Found(name, detail, "resource", key, "resource" if key else "budget"))
        return found

    def _beside(self, rows: list[int]) -> list[Found]:
        """The accounts of their project, in their months."""
        beside = budget_beside(self.session.program.plan.state, rows)
        if beside is None:
            return []
        first, last = (self._month(month) for month in (beside.first, beside.last))
        span = first if first == last else f"{first} – {last}"
        heading = self.tr("Budget lines of their project, {}")
        if len(rows) == 1:
            heading = self.tr("Budget lines of its project, {}")
        self._lines_heading.setText(heading.format(span))
        codes, names = self.session.names.codes("account"), self.session.names.all("account")
        return [
            Found(
                f"{codes.get(line.account_id, '')} {names[line.account_id]}".strip(),
                self._amounts(line.planned, line.spent, line.outlook),
                "account",
                line.account_id,
                "account",
            )
            for line in beside.lines
        ]

    def _account(self) -> list[Found]:
        state = self.session.program.plan.state
        places = [state.money.account_row[one] for one in self.ids if one in state.money.account_row]
        if not places:
            return []
        self._budget(state.money.budget.accounts, places)
        self._lines_heading.setText(self.tr("Budget lines by month"))
        return [
            Found(self._month(month), self._amounts(*amounts), "account", "", "calendar")
            for month, *amounts in budget_months(state, places)
        ]

    def _amounts(self, planned: int, spent: int, outlook: int) -> str:
        show = self.session.formats.money
        return " · ".join(show(amount, whole=True, dash=True) for amount in (planned, spent, outlook))

    def _month(self, month: int) -> str:
        return self.session.formats.month(str(np.datetime64(month, "M")))

    def _budget(self, totals: Totals, places: list[int]) -> None:
        def show(amounts: NDArray[np.int64], *, sign: bool = False) -> str:
            return self._show(int(amounts[places].sum()), sign=sign)

        self.sums |= {
            self.tr("Budget"): show(totals.at_completion),
            self.tr("Planned to date"): show(totals.planned_to_date),
            self.tr("Actual to date"): show(totals.spent_to_date),
            self.tr("Outlook"): show(totals.outlook_at_completion),
            self.tr("Variance"): show(totals.variance_at_completion, sign=True),
        }
        self._note.setText(self.tr("The budget is entered by month in the budget view."))

    def _show(self, amount: int, *, sign: bool = False) -> str:
        return self.session.formats.money(amount, currency=True, whole=True, dash=True, sign=sign)
