"""Which risks lost their task when somebody deleted it: only the history knows."""

from __future__ import annotations

from itertools import islice

from tpm_desktop.file.audit import row_history
from tpm_desktop.file.program_file import ProgramFile

from .state import State
from .uncertain_risks import without_task

__all__ = ["lost_tasks"]

_NEWEST = 3_000
"""Records that are looked through, a tenth of a second's worth; an older loss is not told apart."""


def lost_tasks(file: ProgramFile, state: State) -> dict[str, str]:
    """By the id of a risk that names no task the name of the one that was deleted under it."""
    wanted, found = set(without_task(state)), {}
    if not wanted:
        return {}
    for lines in islice(row_history(file, "risk", sorted(wanted)), _NEWEST):
        for line in lines:
            change = line.change
            if change is None or change.field != "task_id" or change.row_id not in wanted:
                continue
            wanted.discard(change.row_id)  # older values say nothing
            gone = file.journal.changes(line.record.id).of("task").get(str(change.old))
            if gone is not None and gone.removed and gone.old:
                found[change.row_id] = str(gone.old["name"])
        if not wanted:
            break
    return found
