"""Undo of one older record alone: what later builds on it, and if nothing does, it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.wording import within

from .changes import Changes, RowChange
from .ends import ends, may_refer
from .errors import EditError
from .journal import FORWARD, JournalRecord, RecordKind
from .program_file import ProgramFile
from .program_money import amounts_in
from .rows import Rows

_SAID = 3


@dataclass(frozen=True, slots=True)
class Hold:
    """A cell that keeps a record from being undone alone; `field` is empty where it is the whole row."""

    table: str
    row_id: str
    field: str


def take_back(file: ProgramFile, record_id: str) -> JournalRecord:
    """Undo one record alone, however old; returns it.

    Raises: `EditError` where later edits build on it (they are named), or it can't be undone at all;
    `ProgramFileError`.
    """
    refusal = obstacle(file, record_id)
    if refusal:
        raise EditError(refusal)
    return file.repeat(RecordKind.UNDO, record_id)


def obstacle(file: ProgramFile, record_id: str, *, ids: bool = True) -> str:
    """Why a record can't be undone alone, in one line; empty where it can.

    Args: ids: whether what builds on it is told with the beginnings of its ids, for who goes on by them.
    """
    journal = file.journal
    record = journal.record(record_id)
    if record.kind not in FORWARD:
        return "this record is an undo or redo itself; name the edit that it is about"
    if not record.parents:
        return "the program's making can't be undone; delete the file instead"
    if record_id in journal.undone():
        return f"“{record.label}” is undone already; “redo” brings it again"
    now, changes = Rows.of(file), journal.changes(record_id)
    if told := _relabelled(now, changes):
        return told
    held = holds(now, changes)
    return _refusal(record, held, now, builders(file, record_id, held), ids) if held else ""


def _relabelled(now: Rows, changes: Changes) -> str:
    """Why the program's currency can't become the earlier one again: amounts are kept as bare numbers."""
    changed = any(
        change.old and change.new and "currency" in change.new for change in changes.of("program").values()
    )
    where = next(amounts_in(now), "") if changed else ""
    return f"amounts are in the present currency already ({where}); remove them first" if where else ""


def holds(now: Rows, changes: Changes) -> list[Hold]:
    """The cells and rows that are not as the changes left them, or could not be as they were before."""
    found = [hold for table, row_id, change in changes for hold in _changed(now, table, row_id, change)]
    return found or [*_referring(now, changes), *_missing(now, changes), *_codes_taken(now, changes)]


def _changed(now: Rows, table: str, row_id: str, change: RowChange) -> Iterator[Hold]:
    row = now.get(table, row_id)
    if (row is None) != (change.new is None):
        yield Hold(table, row_id, "")
    elif row is not None and change.new is not None:
        yield from (Hold(table, row_id, name) for name, value in change.new.items() if row[name] != value)


def _referring(now: Rows, changes: Changes) -> Iterator[Hold]:
    """What refers to a row that the undo would remove, unless the undo removes or mends it too."""
    added = {(table, row_id) for table, row_id, change in changes if change.added}
    targets = {table for table, _ in added}
    for about in CATALOGUE:
        for row_id, row in now.table(about.name).items() if may_refer(about.name, targets) else ():
            own = changes.of(about.name).get(row_id)
            for end in ends(about.name, row):
                if (end.table, end.row_id) in added and (own is None or end.field not in own.fields):
                    yield Hold(about.name, row_id, end.field)


def _missing(now: Rows, changes: Changes) -> Iterator[Hold]:
    """Rows that are gone, to which the undo would refer again."""
    for table, _, change in changes:
        for end in ends(table, change.old or {}):
            again = changes.of(end.table).get(end.row_id)
            if now.get(end.table, end.row_id) is None and (again is None or not again.removed):
                yield Hold(end.table, end.row_id, "")


def _codes_taken(now: Rows, changes: Changes) -> Iterator[Hold]:
    """Codes of rows that would come back and were given to others since."""
    for table in changes.tables:
        name = entry(table).code_field
        if name is None:
            continue
        back = {change.old[name] for change in changes.of(table).values() if change.removed and change.old}
        for row_id, row in now.table(table).items() if back - {None} else ():
            if row[name] is not None and row[name] in back:
                yield Hold(table, row_id, name)


def builders(file: ProgramFile, record_id: str, held: list[Hold]) -> list[JournalRecord]:
    """The later edits that made cells what they are, newest first."""
    journal = file.journal
    earlier, undone = journal.lineage().ancestors(record_id), journal.undone()
    cells: dict[tuple[str, str], set[str]] = {}
    for hold in held:
        cells.setdefault((hold.table, hold.row_id), set()).add(hold.field)
    found = []
    for record in journal.records():
        if record.id in earlier or record.id in undone or record.kind not in FORWARD:
            continue
        changes = journal.changes(record.id)
        if any(_touches(change, cells.get((table, row_id), set())) for table, row_id, change in changes):
            found.append(record)
    return found


def _touches(change: RowChange, fields: set[str]) -> bool:
    whole = "" in fields or change.added or change.removed
    return bool(fields) and (whole or bool(fields & change.fields))


def _refusal(
    record: JournalRecord, held: list[Hold], now: Rows, later: list[JournalRecord], ids: bool
) -> str:
    if later:
        named = ", ".join(f"“{one.label}”" + (f" ({one.id[:12]})" if ids else "") for one in later[:_SAID])
        more = f" and {len(later) - _SAID} more" if len(later) > _SAID else ""
        built = "builds on it; undo that first" if len(later) == 1 else "build on it; undo them first"
        return f"“{record.label}” can't be undone alone: {named}{more} {built}"
    first = held[0]
    label = within(entry(first.table).fields[first.field].label) if first.field else "it"
    name = now.title(first.table, first.row_id) or entry(first.table).one
    return f"“{record.label}” can't be undone alone: “{name}” was changed since ({label}); set it by hand"
