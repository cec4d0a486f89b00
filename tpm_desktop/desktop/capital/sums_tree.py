"""Capital planned, approved, ordered and spent as a tree: all years and each fiscal year, classes below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.lines import Branch, Index, LinesModel, LinesTree
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.plan.capital.sums import CapitalLine
from tpm_desktop.plan.capital.words import line_text

_SUMS = ("planned", "approved", "committed", "left", "open", "spent", "paid", "capitalised")
_LEFT = _SUMS.index("left") + 1
_WIDTH = 104
_OPEN, _SPENT = _SUMS.index("open") + 1, _SUMS.index("spent") + 1
_NEEDS = {_SUMS.index("paid") + 1: 1000, _LEFT: 900, _OPEN: 800, _SUMS.index("capitalised") + 1: 700}


@dataclass(slots=True, kw_only=True)
class SumLine(Branch):
    """A line of the sums; the root has none."""

    line: CapitalLine | None = None
    parent: Self | None = None


class SumsModel(LinesModel):
    """The years with their asset classes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root: SumLine = SumLine()
        self._formats: Formats | None = None
        self._starts_in = 1
        self.headings = (
            "", self.tr("Planned"), self.tr("Approved"), self.tr("Ordered"), self.tr("Left"),
            self.tr("Open"), self.tr("Spent"), self.tr("Paid"), self.tr("In service"),
        )  # fmt: skip
        self.right = tuple(range(1, len(self.headings)))

    def show_lines(self, lines: list[CapitalLine], formats: Formats, starts_in: int) -> None:
        """Show other sums: the years in order, then all of them, which stand first here."""
        self.beginResetModel()
        self._formats, self._starts_in = formats, starts_in
        self.headings = (self.tr("Amounts in {}").format(formats.currency), *self.headings[1:])
        self.root = SumLine()
        all_years = [line for line in lines if line.year is None]
        for line in [*all_years, *(line for line in lines if line.year is not None)]:
            above = self.root if line.asset_class is None else self.root.children[-1]
            above.add(SumLine(line=line))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        branch = self.branch(index)
        if not isinstance(branch, SumLine) or branch.line is None or self._formats is None:
            return None
        line, column = branch.line, index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.FontRole and line.asset_class is None:
            return font(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole and column == _LEFT and line.amounts.left < 0:
            return QColor(Appearance.current().theme.critical)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return tip(self._tips().get(section, "")) or None
        return super().headerData(section, orientation, role)

    def _tips(self) -> dict[int, str]:
        return {
            1: self.tr("Cost lines of requests in the plan, by their months"),
            2: self.tr("What was approved, over the years as the cost lines lie"),
            3: self.tr("Purchase orders, by the day of the order"),
            _LEFT: self.tr("Approved and not ordered yet; a minus is above the approval"),
            _OPEN: self.tr(
                "Ordered and not invoiced, by the month of expected delivery: what the budget calls committed"
            ),
            _SPENT: self.tr(
                "Invoices by month; a cost entry that names an invoice or its order counts in place of it"
            ),
            _SUMS.index("capitalised") + 1: self.tr("Assets, by the day on which they entered service"),
        }

    def _text(self, line: CapitalLine, column: int) -> str:
        assert self._formats is not None  # there are lines
        if not column:
            return line_text(line, self._formats, self._starts_in)
        amount, sign = int(getattr(line.amounts, _SUMS[column - 1])), column == _LEFT
        if sign and not (line.amounts.approved or line.amounts.committed):
            amount = 0
        return self._formats.money(amount, whole=True, dash=True)


class SumsTree(LinesTree):
    """The sums, all open at first."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self.sums = SumsModel()
        super().__init__("capital-sums", title, self.sums, QStyledItemDelegate, parent)
        for column in range(1, len(self.sums.headings)):
            self.setColumnWidth(column, _WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows do without some sums."""
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.viewport().width() < needed)

    def show_lines(self, lines: list[CapitalLine], formats: Formats, starts_in: int) -> None:
        """Show other sums; the current line stays where it is still there."""
        before = self.line()
        self.sums.show_lines(lines, formats, starts_in)
        self.expandAll()
        found = [one for one in self.sums.root.walk() if isinstance(one, SumLine)]
        same = [
            one
            for one in found
            if before
            and one.line
            and (one.line.year, one.line.asset_class) == (before.year, before.asset_class)
        ]
        if found:
            self.choose(self.sums.place(same[0] if same else found[0]))

    def line(self) -> CapitalLine | None:
        """The line that the keyboard is in."""
        branch = self.sums.branch(self.currentIndex())
        return branch.line if isinstance(branch, SumLine) else None
