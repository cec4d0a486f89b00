"""Capital planned, approved, ordered and spent as a tree: all years and each fiscal year, classes below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.lines import Branch, Index, LinesModel, LinesTree
from tpm_desktop.desktop.style import font
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import Scale
from tpm_desktop.plan.capital.sums import FIGURES, CapitalLine, shown_amounts
from tpm_desktop.plan.capital.words import line_text

_LEFT = FIGURES.index("left") + 1
_WIDTH = 104
_OPEN, _SPENT = FIGURES.index("open") + 1, FIGURES.index("spent") + 1
_NEEDS = {FIGURES.index("paid") + 1: 1000, _LEFT: 900, _OPEN: 800, FIGURES.index("capitalised") + 1: 700}


@dataclass(slots=True, kw_only=True)
class SumLine(Branch):
    """A line of the sums with its amounts as they are shown; the root has none."""

    line: CapitalLine | None = None
    shown: Mapping[str, int] = field(default_factory=dict)
    parent: Self | None = None


class SumsModel(LinesModel):
    """The years with their asset classes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root: SumLine = SumLine()
        self._formats: Formats | None = None
        self._starts_in, self._scale = 1, Scale.FULL
        self.headings = (
            "", self.tr("Planned"), self.tr("Approved"), self.tr("Ordered"), self.tr("Left"),
            self.tr("Open"), self.tr("Spent"), self.tr("Paid"), self.tr("In service"),
        )  # fmt: skip
        self.right = tuple(range(1, len(self.headings)))

    def show_lines(
        self, lines: list[CapitalLine], formats: Formats, starts_in: int, scale: Scale | None
    ) -> None:
        """Show other sums: the years in order, then all of them, which stand first here.

        Args: scale: what amounts are counted in, None by their size.
        """
        self.beginResetModel()
        self._formats, self._starts_in = formats, starts_in
        largest = max((abs(getattr(line.amounts, name)) for line in lines for name in FIGURES), default=0)
        self._scale = formats.scale_of(largest) if scale is None else scale
        self.headings = (
            self.tr("Amounts in {}").format(formats.counted_in(self._scale)),
            *self.headings[1:],
        )
        self.root = SumLine()
        shown = zip(lines, shown_amounts(lines, formats.step(self._scale)), strict=True)
        for line, amounts in sorted(shown, key=lambda one: one[0].year is not None):  # all years first
            above = self.root if line.asset_class is None else self.root.children[-1]
            above.add(SumLine(line=line, shown=amounts))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        branch = self.branch(index)
        if not isinstance(branch, SumLine) or branch.line is None or self._formats is None:
            return None
        line, column = branch.line, index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(branch, column)
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
            FIGURES.index("capitalised") + 1: self.tr("Assets, by the day on which they entered service"),
        }

    def _text(self, branch: SumLine, column: int) -> str:
        assert self._formats is not None  # there are lines
        assert branch.line is not None
        if not column:
            return line_text(branch.line, self._formats, self._starts_in)
        return self._formats.scaled(branch.shown[FIGURES[column - 1]], self._scale, dash=True)


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

    def show_lines(
        self, lines: list[CapitalLine], formats: Formats, starts_in: int, scale: Scale | None = None
    ) -> None:
        """Show other sums; the current line stays where it is still there."""
        before = self.line()
        self.sums.show_lines(lines, formats, starts_in, scale)
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
