"""Search in all texts of the open program: the index is made beside the window's work and follows edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.hanging import HANGING
from tpm_desktop.model.catalogue import CATALOGUE

from .background import Background
from .slices import Slices, Steps

if TYPE_CHECKING:
    from tpm_desktop.plan.text_index import Hit, Stored, TextIndex

    from .session import Session


_MANY = 500  # edited rows, from which all texts are read anew beside the window's work


class TextSearch(QObject):
    """ready: the texts can be searched now. Edits are taken over when somebody searches again."""

    ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._index: TextIndex | None = None
        self._behind: Changes | None = None  # what was edited since the texts were read
        self._tables: list[str] = []
        self._reading, self._making = Slices(self), Background(self)
        self._reading.done.connect(self._make)
        self._making.done.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether the texts are still being read."""
        return self._reading.busy or self._making.busy

    def prepare(self) -> None:
        """Read the texts, unless that was done or is going on."""
        if self._index is None and not self.busy:
            from .views import view_of_table

            shown = [about.name for about in CATALOGUE if view_of_table(about.name) is not None]
            self._tables, self._behind = [*shown, *HANGING], None
            self._reading.start(self._read())

    def _read(self) -> Steps:
        """A table with each step, by the window's own connection."""
        from tpm_desktop.plan.text_index import read_rows

        rows: dict[str, Stored] = {}
        for table in self._tables:
            rows[table] = read_rows(self._session.program.file, table)
            yield len(rows) / len(self._tables)
        return rows

    def _make(self, rows: dict[str, Stored]) -> None:
        from tpm_desktop.plan.text_index import TextIndex, texts_of

        self._making.start(lambda: TextIndex(one for table in rows for one in texts_of(table, rows[table])))

    def _take(self, index: TextIndex) -> None:
        self._index = index
        self.ready.emit()

    def hear(self, changes: Changes) -> None:
        """An edit was made; nothing is computed before somebody searches."""
        if self._index is not None or self.busy:
            earlier = [] if self._behind is None else [self._behind]
            self._behind = changes.composed([*earlier, changes])

    def find(self, typed: str, limit: int) -> list[Hit]:
        """What is found in texts; nothing while they are being read."""
        if self._index is None:
            return []
        if self._behind is not None:
            behind, self._behind = self._behind, None
            if sum(len(behind.of(table)) for table in self._tables) > _MANY:
                self.stop()
                self.prepare()
                return []
            self._index.patch(self._session.program.file, behind, self._tables)
        return self._index.find(typed, limit)

    def stop(self) -> None:
        """Let nothing come of what is being read, and free the index."""
        self._reading.cancel()
        self._making.cancel()
        if self._index is not None:
            self._index.close()
            self._index = None
