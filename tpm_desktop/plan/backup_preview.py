"""What a backup holds, and what differs from the file as it is, before anything is brought back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.file.compare import How, how
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows, between

from .open_program import OpenProgram


@dataclass(frozen=True, slots=True)
class Preview:
    """A backup. finish: minutes since 1970, None without tasks; cost: of all tasks, minor units.

    differs: rows of the file that restoring it would add, remove and change; None without such a file.
    """

    name: str
    currency: str
    last: JournalRecord
    tasks: int
    finish: int | None
    cost: int
    differs: dict[How, int] | None


def preview(backup: Path, now: Path | None) -> Preview:
    """Look into a backup. now: the file to compare it with. Raises: `ProgramFileError`."""
    with OpenProgram.open(backup, read_only=True) as program:
        state, row = program.plan.state, program.file.program
        return Preview(
            name=row.name,
            currency=row.currency,
            last=program.file.journal.records(1)[0],
            tasks=len(program.file.stored("task", ["id"])),
            finish=int(state.schedule.program_finish) if len(state.outline) else None,
            cost=state.money.cost_of_tasks,
            differs=_differences(now, program.file) if now else None,
        )


def _differences(now: Path, backup: ProgramFile) -> dict[How, int]:
    with ProgramFile.open(now, read_only=True) as file:
        kinds = [how(change) for _, _, change in between(Rows.of(file), Rows.of(backup))]
    return {kind: kinds.count(kind) for kind in How}
