"""The lines of a comparison as Qt's trees ask for them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from tpm_desktop.desktop.lines import LinesModel
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.compare import How

from .nodes import Node

Index = QModelIndex | QPersistentModelIndex
WHAT, BEFORE, AFTER = range(3)
NODE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class ChangesModel(LinesModel):
    """What, before, after."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node = Node("")
        self.headings = (self.tr("What"), self.tr("Before"), self.tr("After"))
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
        return cast(Node, self.branch(index))

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
