"""The budget view: what is shown of it, its commands, and how it follows edits and the selection."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.plan import Delta
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Span

from ..appearance import Appearance
from ..command import command
from ..session import Session
from ..view import View
from ..widgets import EmptyState
from .chart import ChartPanel
from .controls import Controls
from .curves import finding, read_chart
from .entering import Entering
from .grid import BudgetGrid
from .lines import Figure, Line
from .model import NAME, BudgetModel
from .money_actions import MoneyActions
from .rates_notice import RatesNotice
from .summary import Summary

_TABLES = (
    "account", "budget_line", "program", "project", "task", "funding_source", "transfer", "carry_over",
    "cost_entry", "closed_month", "capital_request", "purchase_order", "invoice", "payment",
    "exchange_rate",
)  # fmt: skip
_WIDE = 1180  # from here on the chart stands beside the grid, below this width under it


class BudgetView(View):
    """Accounts by months with their totals; the chart shows the row that the keyboard is in."""

    key = "budget"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._seen = False
        self.rates_notice = RatesNotice(self)
        self.model = BudgetModel(session)
        self.summary = Summary(appearance, self)
        names = {figure: self.model.captions.figure_name(figure) for figure in Figure}
        self.controls = Controls(names, self)
        self.grid = BudgetGrid(self.model, appearance, self)
        self.chart = ChartPanel(appearance, self)
        self.entering = Entering(self.grid)
        self.money = MoneyActions(self.grid)
        self.money.went.connect(self.went)
        for pane in self.grid.panes:
            pane.opened.connect(self.money.lines)
        self._actions = [*self._made_actions(), *self.money.actions]
        self.empty = EmptyState(
            "budget",
            self.tr("No cost accounts yet"),
            self.tr(
                "Cost accounts hold what each component project plans, spends and expects, month by month."
            ),
            "" if session.program.file.read_only else self.tr("Add the first account"),
        )
        self.empty.started.connect(self.add_account)
        self._lay_out()
        self.setFocusProxy(self.grid.body)
        self.rates_notice.went.connect(self.went)
        self.controls.figures_chosen.connect(self.model.show_figures)
        self.controls.scale_chosen.connect(self.model.show_scale)
        self.controls.cash_chosen.connect(self._cash_chosen)
        self.controls.chart_shown.connect(self.chart.setVisible)
        self.session.judged.connect(lambda *_: self.grid.names.viewport().update())
        self.controls.arranged.connect(self._arranged)
        self.grid.current_changed.connect(self._current_changed)
        self.model.modelReset.connect(self.headline_changed)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("budget-splitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.chart)
        self.splitter.setSizes([700, 300])
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.rates_notice, self.summary, self.controls, self.splitter):
            inner.addWidget(widget, 1 if widget is self.splitter else 0)
        self.pages = QStackedWidget()
        self.pages.addWidget(filled)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _made_actions(self) -> list[QAction]:
        tr, entering = self.tr, self.entering
        edits = (
            ("add-account", tr("Add account"), "plus", "Ins", self.add_account),
            ("remove-account", tr("Remove account"), "delete", "Ctrl+Del", self.remove_accounts),
            ("paste", tr("Paste cells"), "paste", "Ctrl+V", entering.paste),
            ("clear", tr("Clear cells"), "close", "Del", entering.clear),
            ("fill-right", tr("Fill right"), "move-right", "Ctrl+R", entering.fill_right),
            ("fill-down", tr("Fill down"), "move-down", "Ctrl+D", entering.fill_down),
        )
        others = (
            ("copy", tr("Copy cells"), "copy", "Ctrl+C", entering.copy),
            ("close-years", tr("Close all years"), "collapse-all", "Alt+Left", self.close_years),
            ("open-years", tr("Open all years"), "expand-all", "Alt+Right", self.open_years),
        )
        made = [
            command(self.grid, f"budget-{name}", text, picture, keys, done)
            for name, text, picture, keys, done in (*edits, *others)
        ]
        for action in made[: len(edits)]:
            action.setEnabled(not self.session.program.file.read_only)
        made[0].setPriority(QAction.Priority.HighPriority)
        return made

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self.controls.offer_exchange(len(state.inputs.tables["exchange_rate"]) > 0)
        self.model.load()
        self.rates_notice.show_state(state, self.session.formats)
        if not self._seen and self.model.lines:
            self._seen = True
            self.grid.begin()
        self._sum_up()
        self.pages.setCurrentIndex(0 if state.money.accounts else 1)
        self._show_chart()
        if self.grid.current_line() is None:
            self.show_selected(*self.session.selected)

    def follow(self, changes: Changes, delta: Delta) -> None:
        if (
            delta.reshaped
            or any(changes.of(table) for table in _TABLES)
            or delta.finish[0] != delta.finish[1]
        ):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        kinds = {"account": Level.ACCOUNT, "project": Level.PROJECT}
        line = self.grid.current_line()
        if table in kinds and ids and not (line and (line.kind, line.id) == (kinds[table], ids[0])):
            self.grid.go_to(kinds[table], ids[0])

    def restyle(self) -> None:
        self._sum_up()
        self.chart.restyle()
        self.grid.restyle()

    def commands(self) -> list[QAction]:
        return self._actions

    def headline(self) -> str:
        state = self.session.program.plan.state
        accounts, shown = len(state.money.accounts), sum(len(group.accounts) for group in self.model.groups)
        counted = self.tr("1 cost account") if accounts == 1 else self.tr("{} cost accounts").format(accounts)
        if self.model.wanted:
            counted = self.tr("{} of {}, filtered by “{}”").format(shown, counted, self.model.wanted)
        said = finding(state.money.budget.program, (), self.session.formats)
        return f"{counted} · {said}" if accounts else counted

    def filter(self, text: str) -> None:
        self.model.wanted = text.strip()
        self.model.load()

    def remember(self, settings: QSettings) -> None:
        settings.setValue("budget/figures", [str(figure) for figure in self.model.figures])
        settings.setValue("budget/scale", int(self.model.scale))
        settings.setValue("budget/arranged", self.controls.chosen())
        settings.setValue("budget/chart", not self.chart.isHidden())
        settings.setValue("budget/splitter", self.splitter.saveState())

    def recall(self, settings: QSettings) -> None:
        self.controls.choose(
            settings.value("budget/figures", []),
            scale=_scale(settings.value("budget/scale", 0)),
            chart=bool(settings.value("budget/chart", True, type=bool)),
        )
        self.controls.arrange(settings.value("budget/arranged", []))
        kept = settings.value("budget/splitter")
        if kept is not None:
            self.splitter.restoreState(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _WIDE
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([700, 300])

    def _arranged(self, by: str, starts_in: int, grouping: str) -> None:
        self.model.arrange_by(Span(by), starts_in, Level(grouping))
        self.grid.show_status()

    # What it does

    def add_account(self) -> str | None:
        """Add an account to the component project that the keyboard is in, and let its name be typed."""
        values = self._new_account(self.grid.current_line())
        account_id = self.session.do(lambda: add_row(self.session.program, "account", values))
        if account_id is not None:
            self.session.select("account", [account_id])
            row = self.model.row_of(Level.ACCOUNT, account_id)
            if row is not None:
                self.grid.names.edit(self.model.index(row, NAME))
        return account_id

    def _new_account(self, line: Line | None) -> dict[str, object]:
        name = self.tr("New account")
        if line is None or line.of_program:
            return {"name": name}
        if line.kind in (Level.PROJECT, Level.FUND):
            owner = "project_id" if line.kind is Level.PROJECT else "funding_id"
            return {"name": name, owner: line.id or None}
        account = self.session.program.plan.state.inputs.tables["account"]
        row = account.row[line.id]
        alike = {field: account.texts[field][row] for field in ("project_id", "treatment")}
        return {"name": name, **alike}

    def remove_accounts(self) -> None:
        """Remove the accounts whose rows are selected, with their amounts."""
        rows = {index.row() for index in self.grid.selection.selectedIndexes()}
        lines = [self.model.lines[row] for row in sorted(rows)]
        ids = list(dict.fromkeys(line.id for line in lines if line.kind is Level.ACCOUNT))
        if not ids:
            self.session.said.emit(self.tr("Select an account to remove it"))
            return
        self.session.do(lambda: remove_rows(self.session.program, "account", ids))

    def close_years(self) -> None:
        """Show the totals of the fiscal years without their months."""
        self.grid.close_years({period.year.first for period in self.model.periods if period.year})

    def open_years(self) -> None:
        """Show the months of all fiscal years."""
        self.grid.close_years(set())

    def _current_changed(self) -> None:
        line = self.grid.current_line()
        if line is not None and line.kind is Level.ACCOUNT:
            self.session.select("account", [line.id])
        elif line is not None and line.kind is Level.PROJECT and line.id:
            self.session.select("project", [line.id])
        self._show_chart()

    def _cash_chosen(self, cash: bool) -> None:
        if cash != self.model.locks.cash:
            self.model.show_cash(cash)
            self._sum_up()
            self._show_chart()

    def _sum_up(self) -> None:
        state, formats = self.session.program.plan.state, self.session.formats
        self.summary.show_state(state, formats, cash=self.model.locks.cash)

    def _program_subject(self) -> str:
        if self.model.locks.cash:
            return self.tr("Program, paid, added up by month")
        return self.tr("Program, added up by month")

    def _show_chart(self) -> None:
        """The chart of the current row; of the whole program where there is none."""
        state, formats, line = self.session.program.plan.state, self.session.formats, self.grid.current_line()
        budget = self.model.budget
        totals, place, subject = budget.program, (), self._program_subject()
        if line is not None and line.kind is not Level.PROGRAM:
            totals, place = line.totals(budget), line.place  # type: ignore[assignment]
            subject = f"{self.model.captions.code(line)} {self.model.captions.title(line)}".strip()
        status = status_month(state.inputs.tables)
        said = finding(totals, place, formats)
        self.chart.show_chart(read_chart(budget, totals, place, said, subject, status), formats)


def _scale(kept: object) -> Scale:
    """What was remembered; amounts in full where that is none."""
    known = {str(int(scale)): scale for scale in Scale}
    return known.get(str(kept), Scale.FULL)
