"""Installation readiness as Qt asks for it: a line a component or service, a column a step by its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tpm_desktop.desktop.coverage.model import MARK, Mark
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.model.installation import InstallationState
from tpm_desktop.plan import State
from tpm_desktop.plan.installation import WHOLE
from tpm_desktop.plan.installation_words import installed_name
from tpm_desktop.plan.procurement_words import day_text
from tpm_desktop.planning.columns import NONE

Index = QModelIndex | QPersistentModelIndex
OWN = 2
"""Columns before the steps: state, and how much is done."""
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A component or service. row: in its table; place: the environment it is in; said: its state.

    steps: rows of its checklist; share: hundredths of a per cent that are done.
    """

    table: str
    row: int
    place: str
    said: str
    steps: tuple[int, ...]
    share: int


class InstallationModel(QAbstractTableModel):
    """Shows lines by the titles of their steps, after state and share."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: State = session.program.plan.state
        self.lines: list[Line] = []
        self.titles: list[str] = []
        self._at: dict[tuple[int, str], int] = {}
        self._day = 0

    def show_lines(self, state: State, lines: list[Line], day: int) -> None:
        """Show others; where lines and steps stay, so does whatever is chosen. Args: day: of the status."""
        texts = state.inputs.tables["installation_step"].texts
        titles, order = texts["title"], texts["order"]
        rows = sorted((row for line in lines for row in line.steps), key=lambda row: (order[row] or "", row))
        heads = list(dict.fromkeys(titles[row] or "" for row in rows))
        same = heads == self.titles and self._keys(lines) == self._keys(self.lines)
        if not same:
            self.beginResetModel()
        self._state, self.lines, self.titles, self._day = state, lines, heads, day
        self._at = {(n, titles[row] or ""): row for n, line in enumerate(lines) for row in line.steps}
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(lines) - 1)

    @staticmethod
    def _keys(lines: list[Line]) -> list[tuple[str, int, int]]:
        return [(line.table, line.row, len(line.steps)) for line in lines]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.lines else OWN + len(self.titles)

    def line_id(self, line: int) -> str:
        """The id of a line's component or service."""
        one = self.lines[line]
        return self._state.inputs.tables[one.table].ids[one.row]

    def step(self, index: Index) -> int | None:
        """The row of a cell's step, None where the line has no such step."""
        return (
            self._at.get((index.row(), self.titles[index.column() - OWN])) if index.column() >= OWN else None
        )

    def step_ids(self, indexes: list[QModelIndex]) -> list[str]:
        """The ids of the steps of some cells."""
        ids = self._state.inputs.tables["installation_step"].ids
        return [ids[row] for index in indexes if (row := self.step(index)) is not None]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if not 0 <= section < len(self.lines):
                return None
            one = self.lines[section]
            name = installed_name(self._state, one.table, one.row)
            if role == Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(filter(None, (name, one.place))))
            return name if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < self.columnCount():
            return None
        head = (self.tr("State"), self.tr("Ready"))[section] if section < OWN else self.titles[section - OWN]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(head)
        return head if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.lines[index.row()]
        if index.column() < OWN:
            if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            said = self._session.formats.share(one.share, digits=0) if index.column() else one.said
            return said if role == Qt.ItemDataRole.DisplayRole else None
        row = self.step(index)
        if row is None:
            return self.tr("Not on its checklist") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == MARK:
            return self._mark(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = self._told(row)
            return tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def _mark(self, row: int) -> Mark:
        state, due = self._of(row)
        if state is InstallationState.DONE:
            return Mark("✓", self.tr("Done"), "green")
        if state is InstallationState.NOT_NEEDED:
            return Mark("–", self.tr("Not needed"), "muted")
        late = due != NONE and due < self._day
        return Mark("!", self.tr("Overdue"), "red") if late else Mark("", self.tr("Open"), "muted")

    def _of(self, row: int) -> tuple[InstallationState, int]:
        table = self._state.inputs.tables["installation_step"]
        return InstallationState(table.texts["state"][row] or "open"), int(table.numbers["due"][row])

    def _told(self, row: int) -> str:
        """Title, state, by whom, when, and what was noted."""
        table, formats = self._state.inputs.tables["installation_step"], self._session.formats
        state, due = self._of(row)
        done = int(table.numbers["done_on"][row])
        who = self._session.names.name("resource", table.texts["by_id"][row] or "")
        when = day_text(done, formats) if done != NONE else ""
        if state is InstallationState.OPEN and due != NONE:
            when = self.tr("due {}").format(day_text(due, formats))
        parts = (
            f"{table.texts['title'][row]}: {self._mark(row).word.lower()}",
            who,
            when,
            table.texts["notes"][row],
        )
        return ", ".join(part for part in parts if part)


def is_whole(line: Line) -> bool:
    """Whether nothing is left to do of a line."""
    return line.share == WHOLE
