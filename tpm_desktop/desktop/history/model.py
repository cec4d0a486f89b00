"""The journal as people read it: one row an edit, newest first; what was undone is marked, not hidden."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.journal import FORWARD, JournalRecord, RecordKind
from tpm_desktop.formats import Formats

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
UNDONE = Qt.ItemDataRole.UserRole + 1
LABEL, STATE, AUTHOR, WHEN = range(4)
_NOWHERE = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """The edits of one session's file; undoing and redoing show as the state of the edits they are about."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._edits: list[JournalRecord] = []
        self._undone: set[str] = set()
        self._undoable: list[str] = []
        self._redoable: list[str] = []
        self._shown: str | None = None
        self.load()

    def load(self) -> None:
        """Read the journal anew."""
        journal = self.session.program.file.journal
        undoable, redoable = journal.open_ends()
        ends = {*undoable, *redoable}  # with another copy's undo among them, by which this one caught up
        self.beginResetModel()
        self._edits = [r for r in journal.records() if r.kind in FORWARD or r.id in ends]
        self._undone = journal.undone()
        self._undoable, self._redoable = undoable[1:], redoable
        self.endResetModel()

    def follow(self) -> None:
        """Take over what was done since; a plain edit is put on top."""
        journal = self.session.program.file.journal
        newest = journal.records(1)[0]
        alone = bool(self._edits) and newest.seq == self._edits[0].seq + 1
        if newest.kind is not RecordKind.EDIT or self._redoable or not alone:
            self.load()
            return
        if newest.id != self._edits[0].id:
            self.beginInsertRows(_NOWHERE, 0, 0)
            self._edits.insert(0, newest)
            self._undoable.append(newest.id)
            self.endInsertRows()

    def mark_shown(self, record_id: str | None) -> None:
        """Say of an edit that the program is shown as it was after it."""
        self._shown = record_id
        if self._edits:
            self.dataChanged.emit(self.index(0, STATE), self.index(len(self._edits) - 1, STATE))

    def place(self, record_id: str) -> int | None:
        """In which row an edit stands."""
        return next((n for n, record in enumerate(self._edits) if record.id == record_id), None)

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty when there is nothing."""
        return self._label_of(self._undoable)

    @property
    def redo_label(self) -> str:
        """What redo would bring again; empty when there is nothing."""
        return self._label_of(self._redoable)

    def _label_of(self, ends: list[str]) -> str:
        if not ends:
            return ""
        return next(record.label for record in self._edits if record.id == ends[-1])

    def steps_to(self, record_id: str) -> int:
        """How many steps make the record the newest that holds: to undo, or, below zero, to redo."""
        if record_id in self._redoable:
            return -(len(self._redoable) - self._redoable.index(record_id))
        if record_id in self._undoable:
            return len(self._undoable) - 1 - self._undoable.index(record_id)
        first = self._edits[-1].id if self._edits else ""
        return len(self._undoable) if record_id == first else 0

    def __len__(self) -> int:
        return len(self._edits)

    @property
    def newest(self) -> JournalRecord | None:
        """The last edit, undone or not."""
        return self._edits[0] if self._edits else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._edits)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Edit"), self.tr("State"), self.tr("By"), self.tr("When"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record = self._edits[index.row()]
        undone = record.id in self._undone
        if role == RECORD:
            return record.id
        if role == UNDONE:
            return undone
        if role == Qt.ItemDataRole.ToolTipRole:
            local = record.at.astimezone().replace(tzinfo=None)
            formats = self.session.formats
            when = formats.instant(local, time=True, year=True, weekday=True)
            said = self.tr("{} · {} on {} · record {}")
            return tip(said.format(when, record.who, record.device, record.id[:12]))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            record.label,
            self._state(record),
            record.who,
            when_in_words(record.at, self.session.formats),
        )[index.column()]

    def _state(self, record: JournalRecord) -> str:
        if record.id == self._shown:
            return self.tr("shown now")
        if record.id not in self._undone:
            return ""
        return self.tr("undone") if record.id in self._redoable else self.tr("undone, then edited on")


def when_in_words(at: datetime, formats: Formats, now: datetime | None = None) -> str:
    """A moment as people speak of it: "just now", "12 min ago", "14:32", "yesterday 09:10", "4 May 16:00"."""
    local = at.astimezone().replace(tzinfo=None)
    passed = (now or datetime.now()) - local
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return translate("History", "just now")
    if minutes < 60:
        return translate("History", "{} min ago").format(minutes)
    today = (now or datetime.now()).date()
    days = (today - local.date()).days
    if days == 0:
        return formats.time(local)
    if days == 1:
        return translate("History", "yesterday {}").format(formats.time(local))
    return formats.instant(local, time=True)
