"""Who changed what, when, from what to what: the journal as an auditor asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from .changes import Changes, RowChange, Stored, Values
from .compare import FieldDifference, How, fields_of, how
from .journal import JournalRecord
from .program_file import ProgramFile
from .rows import Rows
from .steps import STEPS, translated


@dataclass(frozen=True, slots=True)
class Asked:
    """What an audit asks for; whatever is None or empty does not matter.

    person: part of an author's name, in any case. project: id of a component project: changes of its rows.
    table, field: changes of these. since, until: instants with their time zone, both included.
    """

    person: str = ""
    project: str | None = None
    table: str = ""
    field: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def of_cells(self) -> bool:
        """Whether it asks for changes rather than for records."""
        return bool(self.project or self.table or self.field)

    def fits(self, record: JournalRecord) -> bool:
        """Whether the record is by the person and of the time asked for."""
        return (
            self.person.casefold() in record.author.casefold()
            and (self.since is None or record.at >= self.since)
            and (self.until is None or record.at <= self.until)
        )


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field of one row that a record changed; stored values, None where there was none."""

    table: str
    row_id: str
    how: How
    field: str
    old: Stored
    new: Stored


@dataclass(frozen=True, slots=True)
class Audited:
    """A record with those of its changes that were asked for."""

    record: JournalRecord
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of an audit: a record, and one change of it; None of a record that changed no row.

    A row that came or went is one change, whose field is empty.
    """

    record: JournalRecord
    change: CellChange | None = None


_WHOLE = FieldDifference("", None, None)
_FEW = 20  # rows that are looked for one by one in the text of a record


class Trail:
    """The whole journal of a file, read once and asked as often as one likes.

    records: newest first. rows: all rows of now, and those that are gone as they were last.
    """

    def __init__(self, file: ProgramFile) -> None:
        self._file = file
        self.records: list[JournalRecord] = []
        self._changes: dict[str, Changes] = {}
        self._gone: dict[str, dict[str, Values]] = {}
        self.catch_up()

    def catch_up(self) -> None:
        """Take up what was done since it was read."""
        journal = self._file.journal
        last = self.records[0].seq if self.records else 0
        new = [record for record in journal.records() if record.seq > last]
        for stored in journal.all_stored(after=last):
            self._changes[stored.id] = translated(Changes.from_json(stored.text), stored.schema)
        for record in reversed(new):  # the last removal tells how a row was last
            for table, row_id, change in self._changes[record.id]:
                if change.removed and change.old:
                    self._gone.setdefault(table, {})[row_id] = change.old
        self.records = new + self.records
        now = Rows.of(self._file)
        self.rows = Rows(lambda table: {**self._gone.get(table, {}), **now.table(table)})

    @property
    def people(self) -> list[str]:
        """Who has edited the file, by name."""
        return sorted({record.author for record in self.records}, key=str.casefold)

    def asked(self, asked: Asked | None = None) -> Iterator[Audited]:
        """The records asked for with their changes, newest first; all records unless told."""
        asked = asked or Asked()
        for record in self.records:
            if not asked.fits(record):
                continue
            chosen = tuple(_chosen(self._changes[record.id], asked, self.rows))
            if chosen or not asked.of_cells:
                yield Audited(record, chosen)

    def lines(self, asked: Asked) -> Iterator[AuditLine]:
        """The same, a line a change; a row that came or went is one line, unless a field is asked for."""
        for record in self.records:
            if not asked.fits(record):
                continue
            told = False
            for table, row_id, change in _rows_asked(self._changes[record.id], asked, self.rows):
                whole = not asked.field and (change.added or change.removed)
                cells = (_WHOLE,) if whole else fields_of(table, change)
                for one in cells:
                    if not asked.field or one.field == asked.field:
                        told = True
                        yield AuditLine(
                            record, CellChange(table, row_id, how(change), one.field, one.old, one.new)
                        )
            if not told and not asked.of_cells:
                yield AuditLine(record)


def audit(file: ProgramFile, asked: Asked | None = None) -> Iterator[Audited]:
    """The records asked for with their changes, newest first; all records unless told."""
    return Trail(file).asked(asked)


def field_history(
    file: ProgramFile, table: str, row_id: str, field: str
) -> list[tuple[JournalRecord, FieldDifference]]:
    """Every value that a field has had: who set it, when, from what to what, newest first."""
    return [(record, one) for record, one in fields_history(file, table, row_id) if one.field == field]


def fields_history(
    file: ProgramFile, table: str, row_id: str
) -> Iterator[tuple[JournalRecord, FieldDifference]]:
    """Every value of every field of a row, newest first; those that it began with too."""
    for record, changes in _of_rows(file, table, [row_id]):
        for change in changes.values():
            for one in fields_of(table, change):
                yield record, one


def row_history(file: ProgramFile, table: str, row_ids: Collection[str]) -> Iterator[list[AuditLine]]:
    """What each record of the journal, newest first, changed of some rows: no line for most of them.

    That a row came, or went, is one line.
    """
    for record, changes in _of_rows(file, table, row_ids):
        yield [
            AuditLine(record, CellChange(table, row_id, how(change), one.field, one.old, one.new))
            for row_id, change in changes.items()
            for one in ((_WHOLE,) if change.added or change.removed else fields_of(table, change))
        ]


def _of_rows(
    file: ProgramFile, table: str, row_ids: Collection[str]
) -> Iterator[tuple[JournalRecord, dict[str, RowChange]]]:
    """Every record of the journal, newest first, with its changes of rows. Edits in between do no harm."""
    wanted, few = set(row_ids), len(row_ids) <= _FEW
    for record_id in file.journal.ids():
        (stored,) = file.journal.stored([record_id])
        text = stored.text
        named = [row_id for row_id in wanted if row_id in text] if few else ()
        if few and not named:  # most records are about other rows, and need not be understood
            yield stored.short, {}
        elif few and stored.schema not in STEPS:
            found = {row_id: Changes.row_in(text, row_id) for row_id in named}
            yield stored.short, {row_id: change for row_id, change in found.items() if change is not None}
        else:
            changes = stored.read().of(table)
            yield stored.short, {i: change for i, change in changes.items() if i in wanted}


def _chosen(changes: Changes, asked: Asked, known: Rows) -> Iterator[CellChange]:
    for table, row_id, change in _rows_asked(changes, asked, known):
        for one in fields_of(table, change):
            if not asked.field or one.field == asked.field:
                yield CellChange(table, row_id, how(change), one.field, one.old, one.new)


def _rows_asked(changes: Changes, asked: Asked, known: Rows) -> Iterator[tuple[str, str, RowChange]]:
    for table, row_id, change in changes:
        if asked.table and table != asked.table:
            continue
        if not asked.project or asked.project in _projects(table, row_id, change, known):
            yield table, row_id, change


def _projects(table: str, row_id: str, change: RowChange, known: Rows) -> set[str | None]:
    """The projects to which a row belonged before and after a change, and belongs as last seen."""
    told = {str(side["project_id"]) for side in (change.old, change.new) if side and side.get("project_id")}
    return {*told, known.project_of(table, row_id)}
