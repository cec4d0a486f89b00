"""The rows of a table that can be chosen, as a list that all editors of a window share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tpm_desktop.desktop.session import Session

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class Offered(QAbstractListModel):
    """Names by the alphabet, those that occur twice told apart by their codes; maybe an empty one first."""

    def __init__(self, session: Session, table: str, *, empty: bool) -> None:
        super().__init__(session)
        self.named: Mapping[str, str] = session.names.all(table)
        twice = {name for name, times in Counter(self.named.values()).items() if times > 1}
        codes = session.names.codes(table) if twice else {}
        pairs = [
            (row_id, f"{name} ({codes[row_id]})" if name in twice and codes.get(row_id) else name)
            for row_id, name in self.named.items()
        ]
        pairs.sort(key=lambda pair: pair[1].casefold())
        self._pairs = [("", ""), *pairs] if empty else pairs
        self._place = {row_id: place for place, (row_id, _) in enumerate(self._pairs)}
        self._said: dict[str, int] = {}
        for place, (_, name) in enumerate(self._pairs):
            self._said.setdefault(name.casefold(), place)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        row_id, name = self._pairs[index.row()]
        if role in _TEXTS:
            return name
        return row_id if role == Qt.ItemDataRole.UserRole else None

    def place(self, row_id: str) -> int:
        """Where a row stands, -1 where it can't be chosen."""
        return self._place.get(row_id, -1)

    def place_of(self, said: str) -> int:
        """Where the row stands that is called so, in any case; -1 where none is."""
        return self._said.get(said.casefold(), -1)


_known: WeakKeyDictionary[Session, dict[tuple[str, bool], Offered]] = WeakKeyDictionary()


def offered(session: Session, table: str, *, empty: bool) -> Offered:
    """What can be chosen now; the same list until rows of the table come, go or are called otherwise."""
    lists = _known.setdefault(session, {})
    found = lists.get((table, empty))
    if found is None or found.named is not session.names.all(table):
        if found is not None:
            found.deleteLater()
        found = lists[table, empty] = Offered(session, table, empty=empty)
    return found
