"""The register's table as Qt asks for it: rows in the order shown, cells kept as text until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import tint
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Kind

from .beside import Beside
from .columns import Column, Tone, columns_of, usual
from .groups import Groups, RegisterGroup, Sifted
from .rows import Patch, Rows

Index = QModelIndex | QPersistentModelIndex
ROW_ID = Qt.ItemDataRole.UserRole
TONE = Qt.ItemDataRole.UserRole + 1  # a value of `Tone`
CHIP = Qt.ItemDataRole.UserRole + 2
CLIPPED = Qt.ItemDataRole.UserRole + 3  # whether a paper clip stands here, for the row's documents
_NOWHERE = QModelIndex()


class RegisterModel(QAbstractTableModel):
    """Rows of one table, sorted here so that tens of thousands stay quick; sifted: which are shown."""

    def __init__(
        self,
        session: Session,
        about: TableEntry,
        parent: QObject | None = None,
        *,
        names: Sequence[str] | None = None,
    ) -> None:
        """Args: names: the columns to show, the usual ones unless given."""
        super().__init__(parent)
        self.session, self.about = session, about
        self.rows = Rows(session.program.file, about.name)
        self.all_columns = columns_of(session, about)
        self.shown = [self.all_columns[name] for name in names or usual(session, about)]
        self.sorted_by: tuple[str, Qt.SortOrder] | None = None
        self.sifted: Callable[[], Sifted] = Sifted
        self._sifted = Sifted()
        self.groups = Groups()
        self._beside = Beside(session, about)
        self._only: tuple[str, frozenset[str]] | None = None
        self._texts: dict[tuple[str, str], str] = {}
        self._ids = self.rows.ids()

    def reload(self) -> None:
        """Read everything anew, such as after the program's currency changed."""
        names = [column.name for column in self.shown]
        self.beginResetModel()
        self.rows = Rows(self.session.program.file, self.about.name)
        self.all_columns = columns_of(self.session, self.about)
        self.shown = [self.all_columns[name] for name in names]
        self._texts.clear()
        self._ids = self._arranged()
        self.endResetModel()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row_id, column = self._ids[index.row()], self.shown[index.column()]
        if (group := self.groups.get(row_id)) is not None:
            return self._of_group(group, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row_id, column)
        if role in (CLIPPED, Qt.ItemDataRole.DecorationRole):
            return self._beside.clip(row_id, column) if role == CLIPPED else self._beside.icon(row_id, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self.text(row_id, column), *self._beside.words(row_id, column))))
        if role == ROW_ID:
            return row_id
        if role == TONE:
            return column.tone(row_id, self.rows[row_id]).value
        if role == CHIP:
            return column.chip
        if role == Qt.ItemDataRole.BackgroundRole and row_id in self._sifted.tinted:
            theme = Appearance.current().theme
            return tint(theme, theme.near, 0.2)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._beside.tip(row_id, column, self.text(row_id, column), self.rows[row_id])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.shown):
            return None
        column = self.shown[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        return column.hint or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.editable(index):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the table's own order back."""
        self.sorted_by = (self.shown[column].name, order) if 0 <= column < len(self.shown) else None
        self._arrange()

    # What the view asks

    def editable(self, index: Index) -> bool:
        """Whether the cell can be edited in place: not what follows or is recorded, nor codes."""
        field = self.shown[index.column()].field
        if field is None or self.session.program.file.read_only or self.group(index) is not None:
            return False
        declared = self.about.fields[field]
        return declared.kind is not Kind.CODE and not declared.recorded

    def text(self, row_id: str, column: Column) -> str:
        """What stands in a cell."""
        known = self._texts.get((row_id, column.name))
        if known is None:
            known = self._texts[row_id, column.name] = column.text(row_id, self.rows[row_id])
        return known

    def row_id(self, index: Index) -> str:
        """The id of the row that an index is in; of a group, its key."""
        return self._ids[index.row()]

    def group(self, index: Index) -> RegisterGroup | None:
        """The group whose line an index is in, None in the line of a row."""
        return self.groups.get(self._ids[index.row()])

    def ids_between(self, first: int, last: int) -> list[str]:
        """The ids of the rows in some lines, both included."""
        return [row_id for row_id in self._ids[first : last + 1] if self.groups.get(row_id) is None]

    def fold(self, keys: Iterable[str], *, closed: bool) -> None:
        """Fold the rows of groups away, or show them."""
        self.groups.fold(keys, closed=closed)
        self._arrange()

    def reveal(self, row_id: str) -> None:
        """Unfold the group that a row stands in."""
        key = self.groups.holding(row_id)
        if key is not None and self.groups.is_closed(key):
            self.fold([key], closed=False)

    def place(self, row_id: str) -> int | None:
        """Which of the shown rows a row is, None where the filter hides it."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns, in this order; names that no longer exist are left out."""
        self.beginResetModel()
        self.shown = [self.all_columns[name] for name in names if name in self.all_columns]
        self._ids = self._arranged()
        self.endResetModel()

    def sift(self) -> None:
        """Show the rows as `sifted` wants them now."""
        self._arrange()

    @property
    def found(self) -> int:
        """How many rows the sieve finds, whether they are all that is shown or just highlighted."""
        return self._sifted.found

    def shown_texts(self, row_id: str) -> str:
        """All that stands in the shown cells of a row."""
        return "\n".join(self.text(row_id, column) for column in self.shown)

    def restrict(self, field: str, values: Iterable[str]) -> None:
        """Show only rows of which a field has one of these values, such as the links of one task."""
        self._only = (field, frozenset(values))
        self._arrange()

    def follow(self, changes: Changes, renamed: set[str], computed: bool) -> Patch:
        """Take an edit over.

        Args: renamed: tables whose rows may be called otherwise now; computed: whether the plan moved.
        """
        patch = self.rows.patch(changes)
        self._forget(patch, renamed, computed)
        if self._sifted.groups is not None:  # totals, and the group that a row belongs to, may be others
            self._arrange()
            return patch
        for row_id in patch.removed:
            self._take_out(row_id)
        elsewhere = computed and not patch.edited and self._sifted.kept is not None
        if elsewhere or (self._only and any(self._only[0] in fields for fields in patch.edited.values())):
            self._arrange()  # what the plan makes of rows may be sifted by, too
        elif patch.added:
            self._sifted = self.sifted()
            self._put_in([row_id for row_id in patch.added if self._matches(row_id)])
        if self._ids and self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.shown) - 1))
        return patch

    def _forget(self, patch: Patch, renamed: set[str], computed: bool) -> None:
        fields = self.about.fields
        refers = any(column.target in renamed for column in fields.values())
        if refers or (computed and any(column.field is None for column in self.all_columns.values())):
            self._texts.clear()
            return
        for row_id in [*patch.edited, *patch.removed]:
            for name in self.all_columns:
                self._texts.pop((row_id, name), None)

    def _take_out(self, row_id: str) -> None:
        place = self.place(row_id)
        if place is not None:
            self.beginRemoveRows(_NOWHERE, place, place)
            del self._ids[place]
            self.endRemoveRows()

    def _put_in(self, row_ids: list[str]) -> None:
        """New rows come last; they move to their place at the next sorting, not under somebody's hands."""
        if row_ids:
            self.beginInsertRows(_NOWHERE, len(self._ids), len(self._ids) + len(row_ids) - 1)
            self._ids += row_ids
            self.endInsertRows()

    def _arrange(self) -> None:
        """Bring the rows into the order and the filter asked for; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(self._ids[index.row()], index.column()) for index in old]
        self._ids = self._arranged()
        places = {row_id: place for place, row_id in enumerate(self._ids)}
        new = [
            self.index(places[row_id], column) if row_id in places else QModelIndex()
            for row_id, column in held
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _arranged(self) -> list[str]:
        self._sifted = self.sifted()
        self.groups.show(self._sifted.groups or ())
        if self._sifted.groups is not None:
            return self.groups.lines(self._ordered)
        return self._ordered(row_id for row_id in self.rows.ids() if self._matches(row_id))

    def _ordered(self, ids: Iterable[str]) -> list[str]:
        place = self._sifted.place
        if self.sorted_by is None:
            return (
                list(ids) if place is None else sorted(ids, key=lambda row_id: place.get(row_id, len(place)))
            )
        name, order = self.sorted_by
        key = self.all_columns[name].key
        keyed = [(key(row_id, self.rows[row_id]), row_id) for row_id in ids]
        filled = [pair for pair in keyed if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row_id for _, row_id in filled] + [row_id for value, row_id in keyed if value is None]

    def _matches(self, row_id: str) -> bool:
        if self._only and self.rows[row_id][self._only[0]] not in self._only[1]:
            return False
        return self._sifted.kept is None or row_id in self._sifted.kept

    def _of_group(self, group: RegisterGroup, column: Column, role: int) -> Any:
        """What stands in the line of a group: its title where rows have theirs, and what they come to."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sums = [f"{self.all_columns[name].heading} {text}" for name, text in group.totals.items()]
            return ", ".join([self._titled(group), *sums])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column.name == self.about.title_field:
            return self._titled(group)
        return group.totals.get(column.name, "")

    def _titled(self, group: RegisterGroup) -> str:
        return f"{group.title} ({self.session.formats.integer(len(group.ids))})"


__all__ = ["CHIP", "CLIPPED", "ROW_ID", "TONE", "RegisterModel", "Tone"]
