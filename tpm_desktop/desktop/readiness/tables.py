"""The two lists of the page: what blocks the cut-over, and the interfaces of the release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_lines, font
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.desktop.wording import tip


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: where it leads, what stands in its cells, and its tone: of the first cell."""

    table: str
    id: str
    cells: tuple[str, ...]
    tone: str = "text"
    strong: bool = False


class LinesModel(ThingsModel):
    """Lines under headings; those in `right` are aligned to the right."""

    def __init__(self, headings: Sequence[str], right: frozenset[int], parent: QObject) -> None:
        super().__init__(parent)
        self._headings, self._right = tuple(headings), right
        self.columns = len(self._headings)
        self.lines: list[Line] = []

    def things(self) -> list[Line]:
        return self.lines

    def headings(self) -> tuple[str, ...]:
        return self._headings

    def at_right(self, column: int) -> bool:
        return column in self._right

    def show_lines(self, lines: list[Line]) -> None:
        """Show others."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(line.cells[column])
        if column == 0 and role == Qt.ItemDataRole.ForegroundRole:
            return QColor(getattr(Appearance.current().theme, line.tone))
        if column == 0 and line.strong and role == Qt.ItemDataRole.FontRole:
            return font(weight=QFont.Weight.DemiBold)
        return None


class LinesTable(QTableView):
    """As high as its lines, so that the page scrolls as a whole.

    wanted: table and id of a line that is gone to; chosen: of the one that the keyboard is at.
    """

    wanted = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(
        self,
        name: str,
        said: str,
        headings: Sequence[str],
        widths: dict[int, int],
        right: frozenset[int],
        parent: QWidget,
    ) -> None:
        """Args: said: the accessible name; widths: of columns in pixels; the others share the rest."""
        super().__init__(parent)
        self.shown = LinesModel(headings, right, self)
        self.setModel(self.shown)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        dress_lines(self, name, said)
        header = self.horizontalHeader()
        for column in range(len(headings)):
            if column in widths:
                self.setColumnWidth(column, widths[column])
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.wanted.emit(*self._at(index.row())))
        self.selectionModel().currentRowChanged.connect(lambda index, _: self._tell(index.row()))

    def show_lines(self, lines: list[Line]) -> None:
        """Show others; the keyboard stays at the same thing."""
        at = self.currentIndex().row()
        kept = self._at(at) if 0 <= at < len(self.shown.lines) else None
        self.shown.show_lines(lines)
        rows = self.verticalHeader().defaultSectionSize() * len(lines)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2)
        places = [self._at(row) for row in range(len(lines))]
        if kept in places:
            self.setCurrentIndex(self.shown.index(places.index(kept), 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keys begins at the first line."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectRow(0)
        super().focusInEvent(event)

    def _at(self, row: int) -> tuple[str, str]:
        line = self.shown.lines[row]
        return line.table, line.id

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self.shown.lines):
            self.chosen.emit(*self._at(row))
