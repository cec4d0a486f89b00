"""When a pack was last issued, as a moment that a program can be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tpm_desktop.model.program import Program

from .errors import EditError
from .journal import JournalRecord, RecordKind, StoredRecord
from .program_file import ProgramFile

_FIELD = "last_pack"


def last_issue(file: ProgramFile) -> JournalRecord:
    """The record that noted the last issue: what was done before it stood in the pack.

    It is the first of the main line that set the day to what it is now, so that an undone issue counts for
    nothing. Where a merge brought it from another copy, it is the record of that copy: what was done in this
    one meanwhile stood in no pack. Raises: `EditError` where none was issued, or before the history of this
    file begins.
    """
    (program,) = file.rows(Program)
    if program.last_pack is None:
        raise EditError("no pack of this program was issued yet; “report … --issued” notes that one is")
    day, line = program.last_pack.isoformat(timespec="minutes"), file.journal.lineage().main_line()
    found = next(_noting(file.journal.stored(line[1:]), program.id, day), None)
    if found is not None and found.kind is RecordKind.MERGE:
        edits = (record for record in file.journal.all_stored() if record.kind == RecordKind.EDIT)
        found = next(_noting(edits, program.id, day), found)
    if found is None:
        raise EditError(
            "the last pack was issued before the history of this file begins; compare in the file that it was"
            " made of, or with a day"
        )
    return found


def _noting(records: Iterable[StoredRecord], program_id: str, day: str) -> Iterator[JournalRecord]:
    """Those of the records that set the day of the last issue to this one."""
    for record in records:
        change = record.read().of("program").get(program_id) if _FIELD in record.text else None
        if change is not None and change.new is not None and change.new.get(_FIELD) == day:
            yield record.short
