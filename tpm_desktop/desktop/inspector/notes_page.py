"""The page of notes: one editor over the whole page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry

from .general import GeneralPage


class NotesPage(GeneralPage):
    """The notes of a row, or of several those that they have in common."""

    def __init__(self, session: Session, about: TableEntry, parent: QWidget | None = None) -> None:
        super().__init__(session, about, parent)
        self.column.setStretch(0, 1)
        self.column.setStretch(1, 0)

    def _fill_form(self) -> Iterator[None]:
        self.form.add_field("notes")
        self.form.let_grow("notes")
        yield
