"""One editor for every kind of value, the same in tables and forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Kind

from .dates import DateEditor
from .field_editor import FieldEditor, read_field
from .lists import ListEditor, ReferenceEditor
from .typed import FlagEditor, LineEditor, NoteEditor

__all__ = [
    "DateEditor",
    "FieldEditor",
    "FlagEditor",
    "LineEditor",
    "ListEditor",
    "NoteEditor",
    "ReferenceEditor",
    "editor_for",
    "read_field",
]

_EDITORS: dict[Kind, Callable[[QWidget | None], Any]] = {
    Kind.NOTE: NoteEditor,
    Kind.DATE: DateEditor,
    Kind.INSTANT: DateEditor,
    Kind.CHOICE: ListEditor,
    Kind.STATUS: ListEditor,
    Kind.SCORE: ListEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.FLAG: FlagEditor,
}


def editor_for(session: Session, about: TableEntry, field: str, parent: QWidget | None = None) -> Any:
    """The editor of a declared field: a `QWidget` that is a `FieldEditor`, still empty."""
    made = _EDITORS.get(about.enterable[field].kind, LineEditor)(parent)
    made.bind(session, about, field)
    return made
