"""A table of lines that are read and chosen: texts with what is strong and what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_lines, font
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.desktop.widgets.rag_badge import light_word, paint_rag
from tpm_desktop.desktop.wording import tip

_LIGHT = 22  # pixels


@dataclass(frozen=True, slots=True)
class Line:
    """One line. key: by which it is found again; bad: the columns that need attention."""

    key: str
    cells: tuple[str, ...]
    strong: bool = False
    bad: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """A column. width: 0 takes the room that is left; needs: the least width of the table that shows it.

    light: its cells hold R, A or G, which are shown in their colours and shapes.
    """

    text: str
    width: int = 0
    right: bool = True
    needs: int = 0
    tip: str = ""
    light: bool = False


class LinesModel(ThingsModel):
    """The lines as cells."""

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads, self.lines = tuple(heads), list[Line]()
        self.columns = len(self.heads)

    def things(self) -> list[Line]:
        return self.lines

    def headings(self) -> tuple[str, ...]:
        return tuple(head.text for head in self.heads)

    def at_right(self, column: int) -> bool:
        return self.heads[column].right

    def hint(self, column: int) -> str:
        return self.heads[column].tip

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show others."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and self.heads[column].light:
            return light_word(line.cells[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.FontRole and line.strong:
            return font(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole and column in line.bad:
            return QColor(Appearance.current().theme.critical)
        if role == Qt.ItemDataRole.ToolTipRole and not self.heads[column].right:
            return tip(line.cells[column])
        return None


class _Light(QStyledItemDelegate):
    """A light in its colour and shape, where its heading begins."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if option.text != "–":
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        place = QRectF(option.rect.left() + 6, option.rect.top(), _LIGHT, option.rect.height())
        paint_rag(painter, place, str(index.data()), Appearance.current().theme)


class LinesTable(QTableView):
    """Whole lines are selected; nothing is typed here. Narrow tables do without some columns.

    nothing: what it says while it has no lines, and what to do.
    """

    def __init__(
        self,
        name: str,
        title: str,
        heads: Sequence[Head],
        parent: QWidget | None = None,
        nothing: str = "",
    ) -> None:
        super().__init__(parent)
        self.nothing = nothing
        self.told = LinesModel(heads, self)
        self.setModel(self.told)
        self.setMinimumHeight(96)
        dress_lines(self, name, title)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        for column, head in enumerate(self.told.heads):
            if head.width:
                self.setColumnWidth(column, head.width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            if head.light:
                self.setItemDelegateForColumn(column, _Light(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing and not self.told.lines:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(Appearance.current().theme.muted))
            place = self.viewport().rect().adjusted(16, 8, -16, -8)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, head in enumerate(self.told.heads):
            self.setColumnHidden(column, self.viewport().width() < head.needs)

    @property
    def key(self) -> str:
        """Of the line that the keyboard is in, empty for none."""
        row = self.currentIndex().row()
        return self.told.lines[row].key if 0 <= row < len(self.told.lines) else ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show others; the keyboard stays in the same line where it is still there, else goes to the last."""
        before = self.key
        self.told.show_lines(lines)
        self.setAccessibleDescription("" if lines else self.nothing)
        if not self.go_to(before) and lines:
            self.selectRow(len(lines) - 1)

    def go_to(self, key: str) -> bool:
        """Put the keyboard in a line; whether there is one."""
        for row, line in enumerate(self.told.lines):
            if line.key == key:
                self.selectRow(row)
                return True
        return False
