"""The RACI matrix as Qt asks for it: a line a project, work package or deliverable, a column a party."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.wording import tip
from tpm_desktop.gestures.raci import RaciCell
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.raci import PARTIES, SUBJECTS
from tpm_desktop.plan.raci import Breach, Party, RaciFinding, RaciMatrix, Subject

Index = QModelIndex | QPersistentModelIndex
LETTERS = Qt.ItemDataRole.UserRole  # of a cell
WRONG = Qt.ItemDataRole.UserRole + 1  # of a cell: whether its letter breaks a rule
_NOWHERE = QModelIndex()
_WORDS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
_EMPTY = RaciMatrix((), (), {}, {})


class RaciModel(QAbstractTableModel):
    """Shows some subjects by some parties."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found = _EMPTY
        self.lines: Sequence[Subject] = ()
        self.columns: Sequence[Party] = ()
        self._wrong: dict[str, list[RaciFinding]] = {}

    def show_matrix(self, found: RaciMatrix, lines: Sequence[Subject], columns: Sequence[Party]) -> None:
        """Show others; where lines and columns stay, so does whatever is chosen."""
        places = [[(one.field, one.id) for one in some] for some in (lines, self.lines)]
        parties = [[(one.field, one.id) for one in some] for some in (columns, self.columns)]
        same = places[0] == places[1] and parties[0] == parties[1]
        if not same:
            self.beginResetModel()
        self.found, self.lines, self.columns = found, lines, columns
        self._wrong = {}
        for one in found.findings:
            self._wrong.setdefault(one.id, []).append(one)
        if not same:
            self.endResetModel()
        elif lines and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(lines) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, line: int, column: int) -> RaciCell:
        """What a cell stands for."""
        subject, party = self.lines[line], self.columns[column]
        return RaciCell((subject.field, subject.id), (party.field, party.id))

    def letters(self, line: int, column: int) -> str:
        """What stands in a cell."""
        return self.found.letters.get((self.lines[line].id, self.columns[column].id), "")

    def line_of(self, row_id: str) -> int:
        """Where a subject stands, −1 where it isn't shown."""
        return next((n for n, one in enumerate(self.lines) if one.id == row_id), -1)

    def column_of(self, row_id: str) -> int:
        """Where a party stands, −1 where it isn't shown."""
        return next((n for n, one in enumerate(self.columns) if one.id == row_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        letters = self.letters(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, LETTERS):
            return letters
        if role == WRONG:
            subject = self._wrong.get(self.lines[index.row()].id, ())
            several = any(one.breach is Breach.SEVERAL_ACCOUNTABLE for one in subject)
            return several and "A" in letters
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self._words(index.row(), index.column(), letters)
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def _words(self, line: int, column: int, letters: str) -> str:
        told = ", ".join(_WORDS[letter] for letter in letters) or self.tr("nothing")
        return f"{self.columns[column].name}: {told}\n{self.lines[line].name}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        one: Subject | Party = self.columns[section] if across else self.lines[section]
        wrong = self._wrong.get(one.id, [])
        if role == Qt.ItemDataRole.DisplayRole:
            mark = "▲ " if wrong else ""
            indent = "" if across or not isinstance(one, Subject) else "    " * min(one.level, 4)
            return f"{indent}{mark}{' '.join(one.name.split())}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            table = PARTIES[one.field] if isinstance(one, Party) else SUBJECTS[one.field]
            said = "\n".join([one.name, entry(table).label, *(f"{w.breach.value}: {w.mend}" for w in wrong)])
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == WRONG:
            return bool(wrong)
        return None
