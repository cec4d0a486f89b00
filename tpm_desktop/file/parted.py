"""Two copies of a file, read at once: all that a merge is worked out from, without the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .changes import Changes, RowChange
from .conflicts import Conflict, RowKey, Side
from .contents import named_in
from .errors import EditError
from .journal import JournalRecord, StoredRecord
from .program_file import ProgramFile
from .returned import TheirSide
from .rows import Rows, between


class StrangersError(EditError):
    """Two files that never were one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two copies have in common.

    bases: the nearest common ancestors of their newest records. missing: the records of the other copy that
    do not stand in mine, oldest first: mine lacks them, or the merge that brought them was undone. ahead:
    they follow my newest one, and nothing was done here since.
    """

    bases: tuple[str, ...]
    missing: tuple[str, ...]
    ahead: bool


Told = tuple[tuple[JournalRecord, Changes], ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """What both did since they were one.

    bases, sides, done: as `Merged` has them. told: each side's own records with their changes, newest first.
    records: of theirs, as they are stored, oldest first: the missing ones, and what these follow from though
    it was undone. head: my newest record. kept: rows that were removed in a copy of a part and stay, since
    the rest of the program needs them. documents: the contents that mine lacks, by hash.
    """

    shared: Shared
    bases: Sequence[Rows]
    sides: dict[Side, Rows]
    done: dict[Side, Changes]
    told: dict[Side, Told]
    records: tuple[StoredRecord, ...]
    head: str
    kept: tuple[RowKey, ...]
    documents: dict[str, bytes]

    @classmethod
    def of(cls, mine: ProgramFile, theirs: ProgramFile) -> Parted:
        """Raises: `StrangersError`; `EditError` where a history does not hold, or it can't come back here."""
        for file in (mine, theirs):
            if file.unsound:
                raise EditError(f"{file.path.name} can't be merged: {file.unsound}")
        other, head = TheirSide.of(mine, theirs), str(mine.journal.head())
        here, shared = mine.journal.standing(), _shared(mine, theirs, other)
        rows, others = Rows.of(mine).whole(), other.rows.whole()
        ours = mine.journal.net(shared.bases[0], head)
        first = rows.after(ours.inverse()).whole()
        further = (mine.journal.net(shared.bases[0], base) for base in shared.bases[1:])
        wanted = {*shared.missing, *other.every.missing_from(mine.journal.lineage())}
        records = tuple(other.stored(one for one in other.every.parents if one in wanted))
        told = _told(other.stored(reversed(shared.missing)))
        own = mine.journal.stored(reversed(here.missing_from(other.lineage)))
        return cls(
            shared=shared,
            bases=[first, *(first.after(changes).whole() for changes in further)],
            sides={Side.MINE: rows, Side.THEIRS: others},
            done={Side.MINE: ours, Side.THEIRS: between(first, others)},
            told={Side.MINE: _told(own), Side.THEIRS: told},
            records=records,
            head=head,
            kept=other.kept,
            documents=_documents(mine, theirs, others, records),
        )

    def last_change(self, side: Side, conflict: Conflict) -> JournalRecord | None:
        """The newest record of a side that is about a conflict."""
        return next((record for record, changes in self.told[side] if _is_about(changes, conflict)), None)


def _shared(mine: ProgramFile, theirs: ProgramFile, other: TheirSide) -> Shared:
    here, head = mine.journal.standing(), str(mine.journal.head())
    bases = here.newest_shared(other.lineage)
    if not bases:
        raise StrangersError(
            f"{mine.path.name} and {theirs.path.name} were never the same file, so they can't be merged;"
            f" “export {theirs.path.name} -o PLAN.xml” and “import PLAN.xml” bring a plan across"
        )
    missing = other.lineage.beyond(bases)
    ahead = other.on_top and head in other.lineage
    if ahead and not between(Rows.of(mine), other.rows):
        missing = []  # only joined what both have, or took its own back
    return Shared(tuple(bases), tuple(missing), ahead and bool(missing))


def _documents(
    mine: ProgramFile, theirs: ProgramFile, rows: Rows, records: Iterable[StoredRecord]
) -> dict[str, bytes]:
    """The contents that their rows and records refer to and mine lacks. Raises: `ProgramFileError`."""
    named = {str(row["content"]) for row in rows.table("attachment").values()}
    named.update(named_in(record.read() for record in records))
    found = {sha256: theirs.content(sha256) for sha256 in named if not mine.has_content(sha256)}
    return {sha256: content for sha256, content in found.items() if content is not None}


def _told(records: Iterable[StoredRecord]) -> Told:
    return tuple((record.short, record.read()) for record in records)


def _is_about(changes: Changes, conflict: Conflict) -> bool:
    own = changes.of(conflict.table).get(conflict.row_id)
    if own is not None and _touches(own, conflict.fields):
        return True
    return any(row_id in changes.of(table) for table, row_id in conflict.others)


def _touches(change: RowChange, fields: Sequence[str]) -> bool:
    return not fields or change.added or change.removed or bool(change.fields & set(fields))
