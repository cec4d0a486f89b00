"""When a pack was last issued, as a moment that a program can be compared with."""

from __future__ import annotations

from tpm_desktop.model.program import Program

from .errors import EditError
from .journal import JournalRecord
from .program_file import ProgramFile

_FIELD = "last_pack"


def last_issue(file: ProgramFile) -> JournalRecord:
    """The record that noted the last issue: what was done before it stood in the pack.

    It is the first of the main line that set the day to what it is now, so that an undone issue counts for
    nothing. Raises: `EditError` where none was issued, or before the history of this file begins.
    """
    (program,) = file.rows(Program)
    if program.last_pack is None:
        raise EditError("no pack of this program was issued yet; “report … --issued” notes that one is")
    stored, line = program.last_pack.isoformat(timespec="minutes"), file.journal.lineage().main_line()
    for record in file.journal.stored(line[1:]):
        if _FIELD not in record.text:
            continue
        change = record.read().of("program").get(program.id)
        if change is not None and change.new is not None and change.new.get(_FIELD) == stored:
            return record.short
    raise EditError(
        "the last pack was issued before the history of this file begins; compare in the file that it was"
        " made of, or with a day"
    )
