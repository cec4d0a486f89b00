"""What every page of the inspector is: a part of what is known about the selected rows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta

_TOGETHER = 6


class Page(QWidget):
    """A page of one session, about rows of one table. rows: their ids, the first one first.

    pieces: builds a little more of it with each step, for what is too slow to build at once. grown: told when
    all of it is there that was not when its rows were first shown.
    """

    grown = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ids: tuple[str, ...] = ()
        self.pieces: Iterator[None] = iter(())
        self._is_behind = False  # parts were built in which the rows are not shown yet
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(8)

    def begin(self) -> None:
        """Build as much as has to be there before rows are shown: all of it, where a page knows no better."""
        self.complete()

    def complete(self) -> None:
        """Build all that is still to be built."""
        for _ in self.rest():
            pass

    def rest(self) -> Iterator[None]:
        """Build what is still to be built, a little with each step; then the rows are shown in it as well."""
        for number, _ in enumerate(self.pieces, 1):
            self._is_behind = bool(self.ids)
            if number % _TOGETHER == 0:  # the page is laid out anew after each step
                yield
        if self._is_behind:
            self._is_behind = False
            self.load()
            self.grown.emit()

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
