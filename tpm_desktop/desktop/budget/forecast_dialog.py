"""The estimate to complete of each account by the method chosen for it, before it is entered as forecast."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.forecasting import Choice, enter_forecast
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.finance import ForecastBy
from tpm_desktop.plan.forecasting import Estimate, estimates

from .entry import read_amount


class ForecastDialog(LinesDialog):
    """choices: how each account is to be forecast; the method goes to the lines that are selected."""

    def __init__(self, session: Session, parent: QWidget, selected: str = "") -> None:
        """Args: selected: the account to begin with."""
        super().__init__(session.tr("Forecast by account"), parent, session.tr("Enter the forecast"))
        self.resize(980, 560)
        self._session = session
        self._estimates = {one.account_id: one for one in estimates(session.program.plan.state)}
        self.choices = {
            account: Choice(one.by, one.to_complete[ForecastBy.MANUAL])
            for account, one in self._estimates.items()
        }
        self.method, self.own = QComboBox(), QLineEdit()
        for by in ForecastBy:
            self.method.addItem(by.label, userData=by.value)
        self.add_field(self.tr("Method of the selected accounts"), self.method)
        self.add_field(self.tr("Own estimate to complete"), self.own)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.head(
            (
                self.tr("Account"),
                self.tr("Budget"),
                self.tr("Spent"),
                self.tr("Method"),
                self.tr("To complete"),
                self.tr("At completion"),
                self.tr("Variance"),
            ),
            (220, 110, 110, 160, 110, 110, 110),
            (1, 2, 4, 5, 6),
            self.tr("The forecast of each account"),
        )
        for account in self._estimates:
            self.line([""] * 7, account)
        self._begin(selected)
        self.method.activated.connect(self._choose)
        self.own.textEdited.connect(self._choose)
        self.rows.itemSelectionChanged.connect(self._show_chosen)
        self._show()

    def _begin(self, selected: str) -> None:
        for n, item in enumerate(self.items()):
            if self.key_of(item) == selected or (n == 0 and selected not in self._estimates):
                self.rows.setCurrentItem(item)
        self._show_chosen()

    def _selected(self) -> list[str]:
        return [str(self.key_of(item)) for item in self.rows.selectedItems()]

    def _show_chosen(self) -> None:
        """The choosers say what holds for the first selected account."""
        account = next(iter(self._selected()), None)
        if account is None:
            return
        choice = self.choices[account]
        self.method.setCurrentIndex(self.method.findData(choice.by.value))
        self.own.setEnabled(choice.by is ForecastBy.MANUAL)
        own = "" if choice.own is None else self._session.formats.money(choice.own, whole=None)
        self.own.setText(own if choice.by is ForecastBy.MANUAL else "")

    def _choose(self) -> None:
        by = ForecastBy(str(self.method.currentData()))
        manual = by is ForecastBy.MANUAL
        self.own.setEnabled(manual)
        try:
            typed = read_amount(self._session.formats, self.own.text()) if manual else None
        except ValueProblem as problem:
            self.refuse(str(problem))
            return
        for account in self._selected():
            self.choices[account] = Choice(by, typed)
        self._show()

    def _show(self) -> None:
        lacking = []
        for item in self.items():
            account = str(self.key_of(item))
            for column, text in enumerate(self._texts(self._estimates[account])):
                item.setText(column, text)
            if self._left(account) is None:
                lacking.append(self._session.names.name("account", account))
        self._sum_up(lacking)

    def _left(self, account: str) -> int | None:
        choice = self.choices[account]
        if choice.by is ForecastBy.MANUAL:
            return choice.own
        return self._estimates[account].to_complete[choice.by]

    def _texts(self, one: Estimate) -> list[str]:
        formats, choice = self._session.formats, self.choices[one.account_id]
        left = self._left(one.account_id)
        said = [
            self._session.names.name("account", one.account_id),
            formats.money(one.planned, whole=True, dash=True),
            formats.money(one.spent, whole=True, dash=True),
            choice.by.label,
        ]
        if left is None:
            return [*said, self.tr("none yet"), "", ""]
        whole = one.spent + left
        amounts = [formats.money(amount, whole=True, dash=True) for amount in (left, whole)]
        return [*said, *amounts, formats.money(one.planned - whole, whole=True, dash=True, sign=True)]

    def _sum_up(self, lacking: list[str]) -> None:
        formats = self._session.formats
        if not self._estimates:
            self.refuse(self.tr("Set the program's status date first: a forecast is for the months after it"))
            return
        if lacking:
            self.refuse(self.tr("No estimate this way yet: {}. Choose another method.").format(lacking[0]))
            return
        self.refuse("")
        ends = [one.spent + (self._left(account) or 0) for account, one in self._estimates.items()]
        planned = sum(one.planned for one in self._estimates.values())
        said = self.tr("At completion {}, budget {}, variance {}.")
        amounts = [formats.money(x, currency=True, whole=True) for x in (sum(ends), planned)]
        variance = formats.money(planned - sum(ends), currency=True, whole=True, sign=True)
        self.summary.setText(said.format(*amounts, variance))

    def done_with(self) -> None:
        """Enter what the methods come to as one edit."""
        changed = {
            account: choice
            for account, choice in self.choices.items()
            if choice.by is not ForecastBy.ENTERED or self._estimates[account].by is not ForecastBy.ENTERED
        }
        problem = self._session.attempt(lambda: enter_forecast(self._session.program, changed))
        if problem:
            self.refuse(problem)
        else:
            self.accept()
