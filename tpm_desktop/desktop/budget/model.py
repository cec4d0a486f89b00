"""The grid's rows and columns as Qt's views ask for them; every amount is the plan's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from tpm_desktop.desktop.wording import tip
from tpm_desktop.finance.budget import Budget
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.gestures import money as gestures
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import State
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Period, Span, read_periods
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.shown_figures import ShownFigures

from ..policy_marks import broken_tip
from ..session import Session
from .captions import Captions
from .entry import typed_cells, written
from .figures import amounts, entered, mixed_accounts, own_sums_of, rounded_amounts
from .lines import Figure, Group, Line, read_groups, rows_of
from .locks import Locks

Index = QModelIndex | QPersistentModelIndex
NAME, TREATMENT, FIGURE = range(3)
FIXED = 3  # columns before the amounts
_MOST_SHOWN = 20_000  # words of amounts that are kept for the next painting
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_READ = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_WRITE = _READ | Qt.ItemFlag.ItemIsEditable
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BudgetModel(QAbstractTableModel):
    """Columns: the account, capital or operating, what the figures are, then the periods.

    reshaped: rows or columns came or went. flashed: cells that an edit changed, (row, column) pairs.
    """

    reshaped = Signal()
    flashed = Signal(list)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.captions, self.locks = Captions(session, self), Locks(self)
        self.figures: Sequence[Figure] = (Figure.PLANNED,)
        self.scale = Scale.FULL
        self.wanted = ""
        self.by, self.starts_in = Span.MONTH, 0
        self.grouping = Level.PROJECT
        self.closed: set[str] = set()
        self.groups: list[Group] = []
        self.lines: list[Line] = []
        self.periods: list[Period] = []
        self._amounts = np.zeros((0, 0), np.int64)
        self._rounded: NDArray[np.int64] | None = None
        self._known = ShownFigures()
        self._entered: dict[gestures.Measure, NDArray[np.bool_]] = {}
        self._own: dict[tuple[int, int, gestures.Measure], str] = {}
        self._mixed = np.zeros(0, bool)
        self._shown: dict[tuple[int, bool, Scale], str] = {}
        self._shown_by = session.formats

    @property
    def state(self) -> State:
        """The plan as it stands."""
        return self.session.program.plan.state

    @property
    def budget(self) -> Budget:
        """By the months in which costs arise, or in which they are paid."""
        return self.state.cash.budget if self.locks.cash else self.state.money.budget

    # What is shown

    def load(self) -> None:
        """Ask the plan for everything anew; tells views what differs, all of it where rows or columns do."""
        groups = read_groups(self.state, self.wanted, self.grouping)
        lines = rows_of(groups, self.figures, self.closed)
        periods = read_periods(self.state, self.by, self.starts_in or None, self.budget)
        found = amounts(self.budget, lines, periods)
        if lines == self.lines and periods == self.periods:
            self._replace(groups, found)
            return
        self.beginResetModel()
        self.groups, self.lines, self.periods, self._amounts = groups, lines, periods, found
        self._ask()
        self.endResetModel()
        self.reshaped.emit()

    def _ask(self) -> None:
        if self._shown_by is not self.session.formats or len(self._shown) > _MOST_SHOWN:
            self._shown.clear()  # the locale's or the currency's form may have changed
            self._shown_by = self.session.formats
        self.locks.closed = closed_through(self.state)
        self._entered = entered(self.state)
        self._own = own_sums_of(self.state, self.session.formats)
        self._rounded = None
        self._mixed = mixed_accounts(self.state.money.budget)

    def _replace(self, groups: list[Group], found: np.ndarray) -> None:
        changed = np.argwhere(found != self._amounts)
        self.groups, self._amounts = groups, found
        self._ask()
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))
        if changed.size:
            self.flashed.emit([(row, column + FIXED) for row, column in changed.tolist()])

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures of each account, one row each."""
        self.figures = tuple(figures)
        self.load()

    def show_scale(self, scale: Scale) -> None:
        """Show and enter amounts in full, in thousands or in millions."""
        if scale is self.scale:
            return
        self.scale = scale
        self.load()
        self.reshaped.emit()  # every cell takes another room

    def show_cash(self, cash: bool) -> None:
        """Show amounts in the months in which they are paid, or in which costs arise."""
        if cash != self.locks.cash:
            self.locks.cash = cash
            self.load()
            self.reshaped.emit()

    def arrange_by(self, by: Span, starts_in: int, grouping: Level) -> None:
        """Columns by month, quarter or year, of years that begin in a month, the program's where 0."""
        self.by, self.starts_in, self.grouping = by, starts_in, grouping
        self.load()

    def toggle(self, group_id: str) -> None:
        """Close an open component project or funding source to its subtotal, open a closed one."""
        self.closed ^= {group_id}
        self.load()

    # What stands where

    def line(self, index: Index) -> Line:
        """The row of an index."""
        return self.lines[index.row()]

    def period(self, index: Index) -> Period | None:
        """The period of an index, None in the columns before the amounts."""
        return self.periods[index.column() - FIXED] if index.column() >= FIXED else None

    def amount(self, index: Index) -> int:
        """Minor units in a cell."""
        return int(self._amounts[index.row(), index.column() - FIXED])

    def largest(self, span: Span) -> int:
        """The amount of that kind of column that takes most room."""
        columns = [n for n, period in enumerate(self.periods) if period.span is span]
        shown = self._amounts[:, columns]
        return int(shown.flat[int(np.abs(shown).argmax())]) if shown.size else 0

    def amount_at(self, row: int, column: int) -> int:
        """Minor units in a cell, for who paints thousands of them."""
        return int(self._amounts[row, column - FIXED])

    def is_entered(self, index: Index) -> bool:
        """Whether an amount was entered in a month's cell, be it zero; totals always count as such."""
        period = self.period(index)
        return period is None or self.holds(self.line(index), period, self.amount(index))

    def holds(self, line: Line, period: Period, amount: int) -> bool:
        """The same of a line's amount in a period."""
        measure = line.figure.measure
        if line.total or measure is None:
            return True
        if self.locks.cash:
            return bool(amount)
        if period.span is not Span.MONTH:
            return period.span is not self.by or bool(amount)
        cells, months = self._entered[measure], self.state.money.budget.months
        column = period.first - int(months[0]) if months.size else -1
        return 0 <= column < months.size and bool(cells[line.place, column])

    def is_over(self, line: Line, amount: int) -> bool:
        """Whether an amount of a line says that the budget does not suffice."""
        return line.figure.signed and amount < 0

    def row_of(self, kind: Level, row_id: str) -> int | None:
        """The first row of an account or component project that is shown."""
        return next((n for n, line in enumerate(self.lines) if line.kind is kind and line.id == row_id), None)

    def is_pinned(self, row: int) -> bool:
        """Whether a row stays in sight below the others: the program's sums, while they are few."""
        return self.lines[row].of_program and len(self.figures) == 1

    def first_of_program(self) -> int:
        """The first of the rows that sum up the program."""
        return next((n for n, line in enumerate(self.lines) if line.of_program), len(self.lines))

    def locked(self, index: Index) -> str:
        """Why nothing can be entered in a cell; empty where it can."""
        line, period = self.line(index), self.period(index)
        if period is None:
            named = index.column() == NAME and line.kind is Level.ACCOUNT
            return "" if named else self.tr("Change it in the inspector")
        return self.locks.reason(line, period)

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIXED + len(self.periods)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.session.program.file.read_only:
            return _READ
        line, period = self.line(index), self.period(index)
        if period is None:
            writable = index.column() == NAME and line.kind is Level.ACCOUNT
        else:
            writable = not self.locks.locked(line, period)
        return _WRITE if writable else _READ

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index)
        if role == Qt.ItemDataRole.EditRole:
            return self._editable(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() >= FIXED else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._tip(index))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.place_name(index)}: {self.shown(index)}"
        return None

    def shown(self, index: Index) -> str:
        """What stands in a cell."""
        line, column = self.line(index), index.column()
        if column == NAME:
            return f"{self.captions.code(line)} {self.captions.title(line)}".strip() if line.leads else ""
        if column == TREATMENT:
            return self._treatment(line)
        if column == FIGURE:
            return self.captions.figure_name(line.figure)
        return self.rounded(self.shown_at(index.row(), column), sign=line.figure.signed)

    def shown_at(self, row: int, column: int) -> int:
        """What a cell shows, in minor units: down each column the rows make up the sums."""
        if self._rounded is None:
            unit = self.session.formats.step(self.scale)
            self._rounded = rounded_amounts(
                self._known, self.budget, self.lines, self.periods, unit, self.grouping
            )
        return int(self._rounded[row, column - FIXED])

    def place_name(self, index: Index) -> str:
        """What people call a cell: the account and the month."""
        return self.captions.place_name(self.line(index), self.period(index))

    def _treatment(self, line: Line) -> str:
        if not line.leads or line.total:
            return ""
        return self.captions.treatment(line, both=bool(self._mixed[line.place]))

    def rounded(self, amount: int, *, sign: bool = False) -> str:
        """An amount as the grid shows it."""
        shown = self._shown.get((amount, sign, self.scale))
        if shown is None:
            shown = self.session.formats.scaled(amount, self.scale, dash=True, sign=sign)
            self._shown[amount, sign, self.scale] = shown
        return shown

    def _editable(self, index: Index) -> str:
        if index.column() < FIXED:
            return self.captions.title(self.line(index)) if index.column() == NAME else self.shown(index)
        return self.exact(index) if self.is_entered(index) else ""

    def exact(self, index: Index) -> str:
        """The amount of a cell for an editor or a spreadsheet, in the currency that it was entered in."""
        if (own := self._own_of(index)) is not None:
            return own
        return written(self.session.formats, self.amount(index), scale=self.scale)

    def _own_of(self, index: Index) -> str | None:
        """What was entered in a month's cell in another currency than the program's."""
        line, period = self.line(index), self.period(index)
        if line.kind is not Level.ACCOUNT or period is None or period.span is not Span.MONTH:
            return None
        if line.figure.measure is None or self.locks.cash:
            return None
        return self._own.get((line.place, period.first, line.figure.measure))

    def _tip(self, index: Index) -> str:
        reason = self.locked(index)
        if self.period(index) is None:
            against = self.against(self.line(index)) if index.column() == NAME else ""
            return "\n".join(part for part in (self.shown(index), against) if part) or reason
        exact = self.session.formats.money(self.amount(index), currency=True, whole=None)
        said = exact if self.is_entered(index) else self.tr("nothing entered")
        if (own := self._own_of(index)) is not None:
            said = self.tr("{} ({} by the exchange rates)").format(own, exact)
        return "\n".join(part for part in (f"{self.place_name(index)}: {said}", reason) if part)

    def against(self, line: Line) -> str:
        """What an account or a project breaks of the policy, and what to do about it; empty where nothing."""
        tables = {Level.ACCOUNT: "account", Level.PROJECT: "project"}
        table = tables.get(line.kind) if line.leads else None
        return broken_tip(self.session, table, line.id) if table and line.id else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section >= FIXED else _LEFT
        if across and section >= FIXED and role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.captions.days_of(self.periods[section - FIXED]))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not across:
            return self.captions.title(self.lines[section])
        if section >= FIXED:
            return self.captions.period_name(self.periods[section - FIXED])
        return (self.tr("Cost account"), self.tr("Treatment"), self.tr("Figure"))[section]

    # Entering

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if index.column() == NAME:
            account, name = self.line(index).id, str(value)
            if name == self.captions.title(self.line(index)):
                return False
            self.session.do(lambda: set_fields(self.session.program, "account", account, {"name": name}))
            return True
        cells = self.session.do(lambda: self.cells(index, str(value)))
        if cells and str(value).strip() != self._editable(index):
            self.session.do(lambda: gestures.set_amounts(self.session.program, cells))
        return bool(cells)

    def cells(self, index: Index, text: str) -> list[gestures.Cell]:
        """The months that an amount goes to which was typed into a cell.

        Raises: `ValueProblem`, naming the cell; `EditError`.
        """
        line, period = self.line(index), self.period(index)
        assert period is not None
        try:
            return typed_cells(self.session, line, period, text, scale=self.scale)
        except ValueProblem as problem:
            raise ValueProblem(f"{self.place_name(index)}: {problem}") from None
