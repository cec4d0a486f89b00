"""The other copy as a merge asks it: as it is, or, made without the history, with its edits told again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .changes import Changes
from .compare import net
from .conflicts import RowKey
from .errors import EditError
from .journal import StoredRecord
from .lineage import Lineage
from .program_file import ProgramFile
from .retold import Meaning, Telling
from .rows import Rows, between
from .sent_note import SentNote, beginning


@dataclass(frozen=True, slots=True)
class TheirSide:
    """rows: as opening checked them, unlike the journal. stored: some of the records by id. on_top: whether
    the records may lie on top of mine without one that joins them. kept: rows that were removed in a copy of
    a part and stay, since the rest needs them.
    """

    rows: Rows
    lineage: Lineage
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
        return cls(Rows.of(theirs), theirs.journal.standing(), theirs.journal.stored)


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
    here, line = mine.journal.lineage(), theirs.journal.lineage().main_line()
    meaning = Meaning(_rows_at(mine, ground), _made(theirs, start), note)
    meaning.check(mine.path.name, theirs.path.name)
    told = Telling(meaning, ground)
    for record in theirs.journal.stored(line[line.index(start) + 1 :]):
        told.tell(record)
    if between(told.copy, Rows.of(theirs)):
        raise EditError(f"{theirs.path.name} is not as its history made it; ask its sender for another copy")
    known = here.ancestors(ground)
    parents = {record: here.parents[record] for record in here.parents if record in known}
    parents |= {record.id: tuple(json.loads(record.parents)) for record in told.records.values()}
    return TheirSide(
        rows=told.rows,
        lineage=Lineage(parents),
        stored=lambda ids: [told.records[record] for record in ids],
        on_top=False,
        kept=told.kept,
    )


def _rows_at(file: ProgramFile, record: str) -> Rows:
    """The rows as a record left them."""
    since = net(file.journal, record, str(file.journal.head()))
    return Rows.of(file).after(since.inverse())


def _made(file: ProgramFile, record: str) -> Rows:
    """The rows as the history made them up to a record, whatever the file holds by now."""
    made = Changes.composed(file.journal.changes_of(file.journal.lineage().main_line(record)))
    return Rows(lambda table: {row_id: change.new for row_id, change in made.of(table).items() if change.new})
