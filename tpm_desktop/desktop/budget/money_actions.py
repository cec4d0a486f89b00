"""What is done with the budget besides entering amounts: each asks what it needs, and is one edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.register.sheets import RegisterSheets
from tpm_desktop.finance.fiscal_year import month_number, year_and_month
from tpm_desktop.gestures.budget_versions import approve_budget
from tpm_desktop.gestures.money import Measure
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.spending import EntryKind
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Span, read_periods
from tpm_desktop.plan.carried_over import fiscal_year_of, proposed
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.due import day_of_status

from .drill_dialog import DrillDialog
from .forecast_dialog import ForecastDialog
from .grid import BudgetGrid
from .lines import Line
from .reserves_dialog import ReservesDialog
from .spread_dialog import SpreadDialog
from .versions_dialog import VersionsDialog

_TRANSFER = (
    "from_account_id", "from_month", "to_account_id", "to_month", "amount", "reason", "approved_by_id",
    "approved_on", "change_id",
)  # fmt: skip
_BOOKED = (
    "text", "kind", "account_id", "month", "amount", "number", "supplier", "settles_id", "concerns",
)  # fmt: skip


class MoneyActions(QObject):
    """went: a row elsewhere is wanted, by its table and id."""

    went = Signal(str, str)

    def __init__(self, grid: BudgetGrid) -> None:
        super().__init__(grid)
        self.grid, self.model = grid, grid.model
        self.session = grid.model.session
        self.sheets = RegisterSheets(self.session, entry("cost_entry"), grid)
        writable = not self.session.program.file.read_only
        tr = self.tr
        edits = (
            ("spread", tr("Spread a sum…"), "split", "Alt+Shift+S", self.spread),
            ("transfer", tr("Transfer budget…"), "move-right", "Alt+Shift+T", self.transfer),
            ("carry-over", tr("Carry over at year end…"), "move-right", "Alt+Shift+Y", self.carry_over),
            ("forecast", tr("Forecast…"), "chart", "Alt+Shift+F", self.forecast),
            ("book", tr("Book a cost…"), "money", "Alt+Shift+B", self.book),
            ("take-costs", tr("Take costs from a sheet…"), "import", None, self.take_costs),
            ("approve", tr("Approve the budget…"), "check", None, self.approve),
            ("close-month", tr("Close a month…"), "lock", None, self.close_month),
        )
        looks = (
            ("lines", tr("What a sum consists of"), "search", "Alt+Shift+L", self.lines),
            ("reserves", tr("Reserves…"), "filter", None, self.reserves),
            ("versions", tr("Compare budgets…"), "snapshot", None, self.versions),
        )
        self.actions: list[QAction] = [
            command(grid, f"budget-{name}", text, picture, keys, done, enabled=enabled)
            for group, enabled in ((edits, writable), (looks, True))
            for name, text, picture, keys, done in group
        ]
        for action in (self.actions[0], self.actions[1], self.actions[3]):
            action.setPriority(QAction.Priority.HighPriority)

    # Looking

    def lines(self) -> None:
        """Show the lines, transfers and entries behind the current cell."""
        index = self.grid.selection.currentIndex()
        period = self.model.period(index) if index.isValid() else None
        if period is None:
            self.session.said.emit(self.tr("Choose a cell with an amount first"))
            return
        captions, line = self.model.captions, self.model.line(index)
        dialog = DrillDialog(
            self.session, captions, line, period, self.grid.window(), cash=self.grid.model.locks.cash
        )
        dialog.went.connect(self.went)
        dialog.open()

    def reserves(self) -> None:
        """Show what is left of contingency and management reserve, and what was drawn for what."""
        dialog = ReservesDialog(self.session, self.grid.window())
        dialog.went.connect(self.went)
        dialog.open()

    def versions(self) -> None:
        """Show approved budgets beside each other."""
        VersionsDialog(self.session, self.grid.window()).open()

    # Doing

    def spread(self) -> None:
        """Spread a sum over months of the current account."""
        line, index = self._account(), self.grid.selection.currentIndex()
        if line is None:
            return
        months = [period.first for period in read_periods(self.model.state) if period.span is Span.MONTH]
        period = self.model.period(index)
        chosen = (period.first, period.last) if period is not None else (months[0], months[-1])
        measure = line.figure.measure or Measure.PLANNED
        captions, window = self.model.captions, self.grid.window()
        SpreadDialog(self.session, captions, line.id, measure, months, chosen, window).open()

    def transfer(self) -> None:
        """Move budget from the current account to another one."""
        line = self.grid.current_line()
        month = self._month()
        values: dict[str, Any] = {
            "from_month": month,
            "to_month": month,
            "approved_on": day_of_status(self.model.state),
        }
        if line is not None and line.kind is Level.ACCOUNT:
            values["from_account_id"] = line.id
        self._ask("transfer", values, _TRANSFER, self.tr("Transfer budget"), self.tr("Transfer"))

    def carry_over(self) -> None:
        """Take what the current account has not spent into the next fiscal year, as the policy lets it."""
        line = self._account()
        if line is None:
            return
        state, month = self.model.state, self._month()
        year = fiscal_year_of(state, month_number(month.year, month.month))
        found = proposed(state, line.id, year)
        values: dict[str, Any] = {
            "account_id": line.id,
            "year": date(*year_and_month(year.last), 1),
            "amount": found.carried,
            "lapsed": found.lapsed or None,
            "asked_on": day_of_status(state),
        }
        fields = entry("carry_over").asked
        self._ask("carry_over", values, fields, self.tr("Carry over at year end"), self.tr("Carry over"))

    def book(self) -> None:
        """Enter an invoice, an order or an accrual of the current account in the current month."""
        line = self.grid.current_line()
        status = status_month(self.model.state.inputs.tables)
        month = self._month()
        if status is not None and month > date(*year_and_month(status), 1):
            month = date(*year_and_month(status), 1)
        values: dict[str, Any] = {"kind": EntryKind.ACTUAL, "month": month}
        if line is not None and line.kind is Level.ACCOUNT:
            values["account_id"] = line.id
        self._ask("cost_entry", values, _BOOKED, self.tr("Book a cost"), self.tr("Book"))

    def take_costs(self) -> None:
        """Choose a sheet of another system and look at its lines before they are taken."""
        self.sheets.ask_which()

    def approve(self) -> None:
        """Keep the budget as it is now as an approved version."""
        program = self.session.program
        values = {"name": self.tr("Approved budget"), "approved_on": day_of_status(self.model.state)}
        ask_for(
            self.session,
            entry("budget_version"),
            values,
            self.grid.window(),
            fields=("name", "approved_by_id", "approved_on", "reason"),
            title=self.tr("Approve the budget"),
            accept=self.tr("Approve"),
            make=lambda said: approve_budget(program, **said),
        )

    def close_month(self) -> None:
        """Close a month and all before it: usually the one after the last closed one."""
        state = self.model.state
        closed, status = closed_through(state), status_month(state.inputs.tables)
        usual = closed + 1 if closed is not None else status
        values: dict[str, Any] = {"closed_on": day_of_status(state)}
        if usual is not None:
            values["month"] = date(*year_and_month(usual), 1)
        fields = ("month", "closed_by_id", "closed_on", "notes")
        title = self.tr("Close a month and all before it")
        self._ask("closed_month", values, fields, title, self.tr("Close the month"))

    def forecast(self) -> None:
        """Choose how each account is forecast, and enter what that comes to."""
        line = self.grid.current_line()
        account = line.id if line is not None and line.kind is Level.ACCOUNT else ""
        ForecastDialog(self.session, self.grid.window(), account).open()

    def _ask(
        self, table: str, values: Mapping[str, Any], fields: tuple[str, ...], title: str, accept: str
    ) -> None:
        program = self.session.program
        ask_for(
            self.session,
            entry(table),
            values,
            self.grid.window(),
            fields=fields,
            title=title,
            accept=accept,
            make=lambda said: add_row(program, table, said),
        )

    def _account(self) -> Line | None:
        """The account that the keyboard is in; says so where it is in none."""
        line = self.grid.current_line()
        if line is None or line.kind is not Level.ACCOUNT:
            self.session.said.emit(self.tr("Choose a cost account first"))
            return None
        return line

    def _month(self) -> date:
        """The month of the current cell; of a longer period, or none, the one after the status month."""
        index = self.grid.selection.currentIndex()
        period = self.model.period(index) if index.isValid() else None
        if period is not None and period.span is Span.MONTH:
            return period.day
        status = status_month(self.model.state.inputs.tables)
        begins = self.model.periods[0].first
        return date(*year_and_month(begins if status is None else status + 1), 1)
