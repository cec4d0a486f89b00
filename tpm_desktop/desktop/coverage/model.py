"""The coverage matrix as Qt asks for it: a line a requirement, a column a deliverable or test."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.gestures.requirements import CoverageCell
from tpm_desktop.plan import State
from tpm_desktop.plan.integration_words import run_place
from tpm_desktop.plan.requirement_words import gap_words, requirement_name, target_name
from tpm_desktop.plan.requirements import Covered

Index = QModelIndex | QPersistentModelIndex
MARK = Qt.ItemDataRole.UserRole  # of a cell: a `Mark`, None where nothing covers
GAP = Qt.ItemDataRole.UserRole + 1  # of a heading: whether something is the matter
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a covered cell shows: the state in a letter with its word, and its colour token."""

    letter: str
    word: str
    token: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: a deliverable or a test by its row."""

    table: str
    row: int


_TOKENS = {
    "accepted": "green", "passed": "green", "rejected": "red", "failed": "red", "blocked": "red",
    "reviewed": "accent", "drafted": "accent",
}  # fmt: skip


class CoverageModel(QAbstractTableModel):
    """Shows some requirements by some deliverables and tests."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: State = session.program.plan.state
        self.found = Covered((), (), (), ())
        self.lines: list[int] = []
        self.columns: list[Heading] = []
        self._said: dict[tuple[str, str], list[str]] = {}

    def show_coverage(self, state: State, found: Covered, lines: list[int], columns: list[Heading]) -> None:
        """Show others; where lines and columns stay, so does whatever is chosen."""
        same = (lines, columns) == (self.lines, self.columns) and self._ids(state) == self._ids(self._state)
        if not same:
            self.beginResetModel()
        self._state, self.found, self.lines, self.columns = state, found, lines, columns
        self._said = {}
        told = gap_words(state, found, found.gaps, self._session.formats)
        for gap, words in zip(found.gaps, told, strict=True):
            self._said.setdefault((gap.table, gap.id), []).append(f"{words.kind}: {words.mend}")
        if not same:
            self.endResetModel()
        elif lines and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(lines) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    @staticmethod
    def _ids(state: State) -> tuple[list[str], ...]:
        tables = state.inputs.tables
        return tuple(tables[name].ids for name in ("requirement", "deliverable", "integration_test"))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    # What stands there

    def cell(self, index: Index) -> CoverageCell:
        """What a cell stands for, by ids."""
        heading = self.columns[index.column()]
        field = "deliverable_id" if heading.table == "deliverable" else "test_id"
        return CoverageCell(self.line_id(index.row()), field, self.column_id(index.column()))

    def line_id(self, line: int) -> str:
        """The id of a line's requirement."""
        return self._state.inputs.tables["requirement"].ids[self.lines[line]]

    def column_id(self, column: int) -> str:
        """The id of a column's deliverable or test."""
        heading = self.columns[column]
        return self._state.inputs.tables[heading.table].ids[heading.row]

    def mark(self, index: Index) -> Mark | None:
        """What a cell shows."""
        line, heading = self.found.requirements[self.lines[index.row()]], self.columns[index.column()]
        if heading.table == "deliverable":
            if heading.row not in line.deliverables:
                return None
            status = self.found.deliverables[heading.row].status
            return Mark(status.label[0], status.label, _TOKENS.get(status.value, "muted"))
        if heading.row not in line.tests:
            return None
        result = self.found.tests[heading.row].result
        return Mark(result.label[0], result.label, _TOKENS.get(result.value, "muted"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == MARK:
            return self.mark(index)
        if role == Qt.ItemDataRole.DisplayRole:
            found = self.mark(index)
            return found.letter if found else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        return tip(self.words(index)) if role == Qt.ItemDataRole.ToolTipRole else None

    def words(self, index: Index) -> str:
        """A cell in words."""
        found, other = self.mark(index), self.column_name(index.column())
        name = requirement_name(self._state, self.lines[index.row()])
        if found is None:
            return self.tr("{}\nnot covered by {}").format(name, other)
        return self.tr("{}\ncovered by {}: {}").format(name, other, found.word.lower())

    def column_name(self, column: int) -> str:
        """A column in words: a deliverable, or a test with where it is run."""
        heading = self.columns[column]
        name = target_name(self._state, heading.table, heading.row)
        if heading.table == "deliverable":
            return name
        return f"{name}, {run_place(self._state, self.found.tests[heading.row])}"

    # Around it

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            return self._of_column(section, role) if section < len(self.columns) else None
        return self._of_line(section, role) if section < len(self.lines) else None

    def _of_column(self, section: int, role: int) -> object:
        heading, row_id = self.columns[section], self.column_id(section)
        gaps = self._said.get((heading.table, row_id), [])
        if role == Qt.ItemDataRole.DisplayRole:
            code = self._state.inputs.tables[heading.table].texts["code"][heading.row] or "–"
            return f"▲ {code}" if gaps else code
        if role == GAP:
            return bool(gaps)
        said = "\n".join([self.column_name(section), *gaps])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else None

    def _of_line(self, section: int, role: int) -> object:
        line = self.found.requirements[self.lines[section]]
        gaps = self._said.get(("requirement", line.id), [])
        name = requirement_name(self._state, line.row)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"▲ {name}" if gaps else f"    {name}"
        if role == GAP:
            return bool(gaps)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = "\n".join([name, f"{line.priority.label} · {line.status.label}", *gaps])
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
