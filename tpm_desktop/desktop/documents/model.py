"""The documents of one row as a list: name, size, by whom and when."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundModel
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.gestures.attachments import attachments_of
from tpm_desktop.gestures.document_kinds import kind_of
from tpm_desktop.model.attachments import Attachment

Index = QModelIndex | QPersistentModelIndex
_NOTHING = Qt.ItemFlag.NoItemFlags


class DocumentsModel(FoundModel):
    """renamed: another name was typed for a document, by its id."""

    renamed = Signal(str, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[str, Attachment] = {}

    def show_row(self, table: str, row_id: str) -> None:
        """Show the documents of a row."""
        rows = attachments_of(self._session.program.file, table, row_id)
        self._rows = {row.id: row for row in rows}
        self.show_found(
            [Found(row.name, self._about(row), "attachment", row.id, "attachment") for row in rows]
        )

    def document(self, attachment_id: str) -> Attachment:
        """A document that is shown. Raises: `KeyError`."""
        return self._rows[attachment_id]

    def row_of(self, attachment_id: str) -> int:
        """Where a document is shown, -1 where it is not."""
        return next((n for n, found in enumerate(self.found) if found.key == attachment_id), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if not self._session.program.file.read_only else _NOTHING
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.EditRole:
            return self.found[index.row()].text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(self.found[index.row()])
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the new name; the list is shown anew when it is kept."""
        self.renamed.emit(self.found[index.row()].key, str(value))
        return False

    def _about(self, row: Attachment) -> str:
        formats = self._session.formats
        parts = (formats.file_size(row.size), formats.instant(row.added), row.added_by)
        return " · ".join(part for part in parts if part)

    def _tip(self, found: Found) -> str:
        parts = (found.text, kind_of(found.text), found.detail, self._rows[found.key].note)
        return tip("\n".join(part for part in parts if part))
