"""The other copy as a merge asks it: as it is, or, made without the history, with its edits told again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .changes import Changes
from .conflicts import RowKey
from .errors import EditError
from .journal import StoredRecord
from .lineage import Lineage
from .program_file import ProgramFile
from .retold import Meaning, Telling, in_words_of
from .rows import Rows, between
from .sent_note import SentNote, beginning


@dataclass(frozen=True, slots=True)
class TheirSide:
    """rows: as opening checked them, unlike the journal. lineage: of what stands; every: also of what came in
    by merges that were undone. stored: some of the records by id. on_top: whether the records may lie on top
    of mine without one that joins them. kept: rows that were removed in a copy of a part and stay, since the
    rest needs them.
    """

    rows: Rows
    lineage: Lineage
    every: Lineage
    stored: Callable[[Iterable[str]], Iterable[StoredRecord]]
    on_top: bool = True
    kept: tuple[RowKey, ...] = ()

    @classmethod
    def of(cls, mine: ProgramFile, theirs: ProgramFile) -> TheirSide:
        """Raises: `EditError` where it can't come back, or not into this file."""
        here, there = mine.journal.lineage(), theirs.journal.lineage()
        if not here.newest_shared(there):
            came, went = beginning(theirs.sent), beginning(mine.sent)
            if came and came.base in here:
                return _come_back(mine, theirs, came.base, there.main_line()[0], came)
            if went and went.base in there and went.complete:
                return _come_back(mine, theirs, here.main_line()[0], went.base, went)
            _refuse(mine, theirs)
        return cls(Rows.of(theirs), theirs.journal.standing(), there, theirs.journal.stored)


def _refuse(mine: ProgramFile, theirs: ProgramFile) -> None:
    """Raise `EditError` where one was made of the other, in steps maybe, but can't come back into it."""
    here, there = mine.journal.lineage(), theirs.journal.lineage()
    came, went = beginning(theirs.sent), beginning(mine.sent)
    into, its = mine.path.name, theirs.path.name
    if went and went.base in there:
        raise EditError(f"{into} is a copy of a part of {its}; merge it into {its}, and send a new copy")
    if went and any(note.base in there for note in mine.sent):
        raise EditError(
            f"{into} was made of {went.original}, a copy of {its} itself, and takes nothing from {its}; merge"
            f" it into {went.original}, and that into {its}"
        )
    if came and any(note.base in here for note in theirs.sent):
        raise EditError(
            f"{its} was made of {came.original}, a copy of {into} itself; merge it into {came.original}, and"
            f" that into {into}"
        )


def _come_back(mine: ProgramFile, theirs: ProgramFile, ground: str, start: str, note: SentNote) -> TheirSide:
    """Their edits since a record of theirs, told again on top of the record of mine that it was like."""
    told = _told_again(mine, theirs, ground, start, note)
    if between(told.copy, Rows.of(theirs)):
        raise EditError(f"{theirs.path.name} is not as its history made it; ask its sender for another copy")
    here = mine.journal.lineage()
    parents = {record.id: tuple(json.loads(record.parents)) for record in told.records.values()}
    named = {ground, *(parent for found in parents.values() for parent in found if parent in here)}
    known = {one for record in named for one in here.ancestors(record)}
    own = {record: here.parents[record] for record in here.parents if record in known}
    every = Lineage({**own, **parents})
    return TheirSide(
        rows=told.rows,
        lineage=every.without(told.undone | mine.journal.undone()),
        every=every,
        stored=lambda ids: [told.records.get(i) or next(mine.journal.stored([i])) for i in ids],
        on_top=False,
        kept=told.kept,
    )


def _told_again(mine: ProgramFile, theirs: ProgramFile, ground: str, start: str, note: SentNote) -> Telling:
    """A complete copy and its original may both have told the other one's records, and built on them.

    What a merge brought is known by the id that telling gives it, and that id depends on what earlier merges
    brought to the other side; so both are told in turn, until no more is recognised.
    """
    rows, others = _rows_at(mine, ground), _made(theirs, start)
    forth, back = Meaning(rows, others, note), Meaning(others, rows, note)
    original, copy = (mine, theirs) if note in theirs.sent else (theirs, mine)
    forth.check(original.path.name, copy.path.name)
    own, their = _Line.since(mine, ground), _Line.since(theirs, start)
    told = their.told(forth, ground)
    for _ in own.records if note.complete else ():  # each time more is known than before
        again = own.told(back, start)
        if not any((their.recognise(again), own.recognise(told))):
            break
        told = their.told(forth, ground)
    return told


@dataclass(slots=True)
class _Line:
    """The main line of a file since a moment, and which records on it the other file's are told as.

    recognised: ids of the other file's records by those under which they were told here, oldest first.
    """

    lineage: Lineage
    records: list[StoredRecord]
    recognised: dict[str, str] = field(default_factory=dict)

    @classmethod
    def since(cls, file: ProgramFile, start: str) -> _Line:
        """The records after one; where a merge brought that, it comes first, with what it changed since."""
        lineage = file.journal.lineage()
        line = lineage.main_line()
        at = line.index(lineage.came_in_with(start))
        records = list(file.journal.stored(line[at:]))
        if line[at] == start:
            return cls(lineage, records[1:])
        changes = file.journal.net(start, line[at])
        records[0] = in_words_of(records[0], changes)
        return cls(lineage, records)

    def told(self, meaning: Meaning, ground: str) -> Telling:
        """All of it in the other file's terms."""
        telling = Telling(meaning, ground)
        for record in self.records:
            telling.tell(record, self._brought(record))
        return telling

    def recognise(self, others: Telling) -> bool:
        """Find the other file's records here. Whether more, or others, are found than before."""
        found = {told: record for record, told in others.told.items() if told in self.lineage}
        is_new, self.recognised = found != self.recognised, found
        return is_new

    def _brought(self, record: StoredRecord) -> list[str]:
        """The newest of the other file's records that a merge brought."""
        found = []
        for parent in json.loads(record.parents)[1:] if self.recognised else ():
            past = self.lineage.ancestors(parent)
            found += [record for told, record in self.recognised.items() if told in past][-1:]
        return found


def _rows_at(file: ProgramFile, record: str) -> Rows:
    """The rows as a record left them."""
    since = file.journal.net(record, str(file.journal.head()))
    return Rows.of(file).after(since.inverse())


def _made(file: ProgramFile, record: str) -> Rows:
    """The rows as the history made them up to a record, whatever the file holds by now."""
    made = Changes.composed(file.journal.changes_of(file.journal.lineage().main_line(record)))
    return Rows(lambda table: {row_id: change.new for row_id, change in made.of(table).items() if change.new})
