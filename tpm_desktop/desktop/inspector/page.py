"""What every page of the inspector is: a part of what is known about the selected rows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta


class Page(QWidget):
    """A page of one session, about rows of one table. rows: their ids, the first one first.

    pieces: builds a little more of it with each step, for what is too slow to build at once.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ids: tuple[str, ...] = ()
        self.pieces: Iterator[None] = iter(())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(8)

    def complete(self) -> None:
        """Build all that is still to be built."""
        for _ in self.pieces:
            pass

    def show_ids(self, ids: tuple[str, ...]) -> None:
        """Show other rows."""
        self.ids = ids
        self.load()

    @abstractmethod
    def load(self) -> None:
        """Show the rows as they are now."""

    def follow(self, changes: Changes, delta: Delta) -> None:
        """Show what an edit changed of them."""
        self.load()
