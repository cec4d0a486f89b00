"""The list of a row's documents, two lines each; several can be chosen, one renamed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from tpm_desktop.desktop.found_list import FoundPainter
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark

from .model import DocumentsModel

_ROW = 40
_SHOWN = 10


class DocumentList(QListView):
    """As high as its rows, up to a few; hidden while there are none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.documents = DocumentsModel(session, self)
        self.setObjectName("documents")
        self.setAccessibleName(self.tr("Documents"))
        self.setModel(self.documents)
        self.setItemDelegate(FoundPainter(self, _ROW, below=True))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # asked for by `rename`
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        mark(self, role="list")

    def show_row(self, table: str, row_id: str | None) -> None:
        """Show the documents of a row, or none; those that were chosen stay so."""
        chosen = self.chosen()
        if row_id is None:
            self.documents.show_found([])
        else:
            self.documents.show_row(table, row_id)
        self.choose(chosen)
        count = self.documents.rowCount()
        self.setVisible(count > 0)
        self.setFixedHeight(_ROW * min(count, _SHOWN) + 2)

    def chosen(self) -> list[str]:
        """The ids of the chosen documents, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.documents.found[row].key for row in rows]

    def choose(self, attachment_ids: list[str]) -> None:
        """Choose just these, as far as they are shown."""
        self.clearSelection()
        for attachment_id in attachment_ids:
            row = self.documents.row_of(attachment_id)
            if row >= 0:
                select = QItemSelectionModel.SelectionFlag.Select
                self.selectionModel().setCurrentIndex(self.documents.index(row), select)
