"""Trees of lines that are read and chosen: nodes as an item model, dressed, framed where the keyboard is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QTreeWidget,
    QWidget,
)

from .appearance import Appearance
from .style import dress_table

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(slots=True, kw_only=True)
class Branch:
    """One line with those below it."""

    parent: Self | None = None
    number: int = 0
    children: list[Self] = field(default_factory=list)

    def add(self, line: Self) -> Self:
        """Put a line below this one."""
        line.parent, line.number = self, len(self.children)
        self.children.append(line)
        return line

    def walk(self) -> Iterator[Self]:
        """All lines below, from top to bottom."""
        for child in self.children:
            yield child
            yield from child.walk()


class LinesModel(QAbstractItemModel):
    """root: what the lines lie below. headings: a column each, in the window's language."""

    root: Branch
    headings: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    """The columns that are aligned to the right."""

    def branch(self, index: Index) -> Branch:
        """The line at an index, the root outside."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Branch) else self.root

    def place(self, line: Branch) -> QModelIndex:
        """Where a line stands."""
        return QModelIndex() if line is self.root else self.createIndex(line.number, 0, line)

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        children = self.branch(parent).children
        if not 0 <= row < len(children) or not 0 <= column < len(self.headings):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self.branch(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self.place(above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self.branch(parent).children)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.headings)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Numbers right, text left."""
        side = Qt.AlignmentFlag.AlignRight if column in self.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return self.alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


class LinesTree(QTreeView):
    """One line is chosen at a time; the first column takes the room that the others leave."""

    def __init__(
        self,
        name: str,
        title: str,
        model: LinesModel,
        painter: type[QStyledItemDelegate],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(painter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        _dress(self)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def choose(self, index: QModelIndex) -> None:
        """Make a line the current one and bring it into sight."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        _frame(self, painter, option, index)


class LinesList(QTreeWidget):
    """A short list in a dialog, of lines without any below them, which are read and chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def name_columns(self, heads: Sequence[str], widths: Mapping[int, int], wide: int) -> None:
        """Args: widths: pixels of columns; others are as wide as what they hold. wide: takes what is left."""
        self.setHeaderLabels(heads)
        header = self.header()
        header.setStretchLastSection(False)
        for column in range(len(heads)):
            if column == wide:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            elif column in widths:
                header.resizeSection(column, widths[column])
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        _frame(self, painter, option, index)


def _dress(tree: QTreeView) -> None:
    tree.setProperty("lines", "true")  # the style sheet frames no cell then
    dress_table(tree)


def _frame(tree: QTreeView, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """A line around the whole line that the keyboard is at."""
    current = tree.currentIndex()
    if tree.hasFocus() and (index.row(), index.parent()) == (current.row(), current.parent()):
        painter.save()
        painter.setPen(QPen(QColor(Appearance.current().theme.focus), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()
