"""What stands beside a cell's text: a paper clip for documents, a sign for what breaks the policy, a tip."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from tpm_desktop.desktop import icons
from tpm_desktop.desktop.policy_marks import broken_tip
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Kind

from .columns import Column
from .rows import Row


class Beside:
    """Clip and sign stand in the column that says what a row is called."""

    def __init__(self, session: Session, about: TableEntry) -> None:
        self._session, self._about = session, about

    def clip(self, row_id: str, column: Column) -> bool:
        """Whether there is a paper clip."""
        return bool(self._documents(row_id, column))

    def icon(self, row_id: str, column: Column) -> QIcon | None:
        """The sign of what breaks the policy."""
        return icons.icon("warning", colour="amber") if self._against(row_id, column) else None

    def words(self, row_id: str, column: Column) -> tuple[str, str]:
        """Both in words, for a screen reader; empty where there is none."""
        return self._documents(row_id, column), self._against(row_id, column)

    def tip(self, row_id: str, column: Column, text: str, row: Row) -> str | None:
        """What clip and sign mean, or the whole of a text that the cell shows only the beginning of."""
        if any(beside := self.words(row_id, column)):
            return tip("\n".join(filter(None, (text, *beside))))
        kind = self._about.fields[column.field].kind if column.field else None
        if kind is Kind.NOTE:
            return tip(str(row[column.name] or "")) or None
        if kind in (Kind.TITLE, Kind.REFERENCE):
            return tip(text) or None
        return column.hint or None if column.chip else None

    def _documents(self, row_id: str, column: Column) -> str:
        """How many documents the row has."""
        return self._session.carried.said(row_id) if column.name == self._about.title_field else ""

    def _against(self, row_id: str, column: Column) -> str:
        """What the row breaks of the policy."""
        is_title = column.name == self._about.title_field
        return broken_tip(self._session, self._about.name, row_id) if is_title else ""
