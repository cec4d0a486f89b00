"""What moves if something slips that is no task: a page of its own."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session

from .page import Page
from .slip_list import SlipList


class SlipPage(Page):
    """Of one row of a table whose rows can slip; of several the first."""

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.slip = SlipList(session, table, went, self)
        self.column.addWidget(self.slip)
        self.column.addStretch(1)

    def load(self) -> None:
        self.slip.show_row(self.ids[0] if self.ids else None)
