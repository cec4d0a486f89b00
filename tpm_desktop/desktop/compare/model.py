"""The lines of a comparison as Qt's trees ask for them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.compare import How

from .nodes import Node

Index = QModelIndex | QPersistentModelIndex
WHAT, BEFORE, AFTER = range(3)
NODE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class ChangesModel(QAbstractItemModel):
    """What, before, after."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.root = Node("")
        self._words = {
            How.ADDED: self.tr("Added"),
            How.REMOVED: self.tr("Removed"),
            How.CHANGED: self.tr("Changed"),
        }

    def show_nodes(self, root: Node) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.root = root
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The line at an index, the root outside."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else self.root

    def place(self, node: Node) -> QModelIndex:
        """Where a line stands."""
        return QModelIndex() if node is self.root else self.createIndex(node.number, 0, node)

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        children = self.node(parent).children
        if not 0 <= row < len(children) or not WHAT <= column <= AFTER:
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        above = self.node(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self.place(above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def hasChildren(self, parent: Index = _NOWHERE) -> bool:
        node = self.node(parent)
        return parent.column() <= 0 and (bool(node.children) or node.fields is not None)

    def canFetchMore(self, parent: Index) -> bool:
        return self.node(parent).fields is not None

    def fetchMore(self, parent: Index) -> None:
        """Tell the fields of a row that is unfolded for the first time."""
        node = self.node(parent)
        more = Node("", fields=node.fields, place=node.place, about=node.about)
        node.fields = None
        more.unfold()
        if more.children:
            self.beginInsertRows(parent, 0, len(more.children) - 1)
            for child in more.children:
                node.add(child)
            self.endInsertRows()

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return AFTER + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("What"), self.tr("Before"), self.tr("After"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        text = (node.text, node.old, node.new)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text.partition("\n")[0]
        if role == NODE:
            return node
        said = f"{self._words[node.how]}: {text}" if node.how and index.column() == WHAT else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(said)
        return said if role == Qt.ItemDataRole.AccessibleTextRole else None
