"""Type-ahead in the cells of the Gantt's table: who types "bu" reads "Buyer" and takes it with Enter."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .columns import field_of


def offered(session: Session, key: str) -> list[str]:
    """All that a column's cells take, where that is a few choices or the rows of another table; sorted."""
    column = entry("task").enterable.get(field_of(key))
    if column is None:
        return []
    if column.kind is Kind.REFERENCE:
        return sorted(set(session.names.all(column.target).values()), key=str.casefold)
    if column.kind is Kind.FLAG:
        return ["No", "Yes"]
    if isinstance(column.choices, type):
        return sorted(member.label for member in column.choices)
    return []


def type_ahead(editor: QLineEdit, session: Session, key: str) -> None:
    """Complete in the editor what begins as somebody types; up and down go through all that begins so."""
    texts = offered(session, key)
    if not texts:
        return
    completer = QCompleter(QStringListModel(texts, editor), editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    editor.setCompleter(completer)
