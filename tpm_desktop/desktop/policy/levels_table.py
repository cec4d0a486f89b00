"""What each role may approve: the delegation of authority, its amounts edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.finance.policy import Level, Spending
from tpm_desktop.gestures.policy_values import limit_text, set_limit

ROLE, WAIVES = 0, len(Spending) + 1
_KINDS = tuple(Spending)
_WITHIN = {"project": "own project", "program": "program"}
_WIDTHS = (170, 130, 130, 210)

translate = QCoreApplication.translate


class LevelsModel(ThingsModel):
    """The levels, the lowest first."""

    columns = WAIVES + 1

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.levels: list[Level] = []

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Show what holds now."""
        self.beginResetModel()
        self.levels = list(levels)
        self.endResetModel()

    def things(self) -> list[Level]:
        return self.levels

    def at_right(self, column: int) -> bool:
        return ROLE < column < WAIVES

    def headings(self) -> tuple[str, ...]:
        currency = self._session.formats.currency
        return (
            self.tr("Role"),
            self.tr("Budgeted, {}").format(currency),
            self.tr("Unbudgeted, {}").format(currency),
            self.tr("Transfers, {}").format(currency),
            self.tr("May waive"),
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        writes = not self._session.program.file.read_only and ROLE < index.column() < WAIVES
        return found | Qt.ItemFlag.ItemIsEditable if writes else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._amount(index)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(index)

    def _amount(self, index: Index) -> str:
        kind = _KINDS[index.column() - 1]
        return limit_text(self.levels[index.row()], kind, self._session.formats)

    def _text(self, index: Index) -> str:
        level, column = self.levels[index.row()], index.column()
        if column == ROLE:
            return level.role[:1].upper() + level.role[1:]
        if column == WAIVES:
            return _waives(level)
        shown = self._amount(index)
        within = _WITHIN.get(level.transfer_within, "")
        if _KINDS[column - 1] is Spending.TRANSFER and shown and within:
            return translate("Policy", "{} within {}").format(shown, translate("Policy", within))
        return shown or "–"

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == self._amount(index):
            return False
        level, kind, program = self.levels[index.row()], _KINDS[index.column() - 1], self._session.program
        self._session.do(lambda: set_limit(program, level, kind, text))
        return True


def _waives(level: Level) -> str:
    if not level.waives:
        return translate("Policy", "nothing")
    every = translate("Policy", "all") if "all" in level.waives else ", ".join(level.waives)
    but = ", ".join(level.waives_not)
    return translate("Policy", "{} but {}").format(every, but) if but else every


class LevelsTable(QTableView):
    """Cells are edited as in a spreadsheet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.levels = LevelsModel(session, self)
        self.setObjectName("policy-levels")
        self.setAccessibleName(self.tr("Approval limits"))
        self.setModel(self.levels)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        edits = QAbstractItemView.EditTrigger
        self.setEditTriggers(edits.DoubleClicked | edits.EditKeyPressed | edits.AnyKeyPressed)
        dress_table(self)
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(WAIVES, QHeaderView.ResizeMode.Stretch)
