"""Copies of one program that are edited apart and merged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.file.test_transactions import contents
from tpm_desktop.file.author import Author
from tpm_desktop.file.conflicts import Choose, Side, prefer
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import Proposal, merge_in, propose

Change = Callable[[Edit], object]


def copy(path: Path, name: str) -> Path:
    """Another copy of a closed file."""
    return Path(shutil.copy(path, path.with_name(f"{name}.tpm")))


def edited(path: Path, *changes: Change) -> Path:
    """The file after a transaction a change, by an author of the copy's name."""
    with OpenProgram.open(path, author=Author(path.stem.title(), "desk")) as program:
        for number, change in enumerate(changes):
            with program.file.transaction(f"Edit {number} of {path.stem}") as edit:
                change(edit)
    return path


def proposed(mine: Path, theirs: Path, choose: Choose | None = None) -> Proposal:
    """What a merge would do."""
    with (
        OpenProgram.open(mine, read_only=True) as program,
        ProgramFile.open(theirs, read_only=True) as other,
    ):
        return propose(program, other, choose or prefer(None))


def merged(
    mine: Path, theirs: Path, name: str, side: Side | None = None, choose: Choose | None = None
) -> Path:
    """A third file with both."""
    path = copy(mine, name)
    with OpenProgram.open(path) as program, ProgramFile.open(theirs, read_only=True) as other:
        proposal = propose(program, other, choose or prefer(side))
        assert not proposal.open
        merge_in(program, proposal)
    return path


def rows(path: Path) -> dict[str, list[tuple]]:
    """Every stored value."""
    with ProgramFile.open(path, read_only=True) as file:
        assert file.unsound is None
        return contents(file)


def row(path: Path, table: str, row_id: str) -> dict | None:
    """One row by field."""
    with ProgramFile.open(path, read_only=True) as file:
        from tpm_desktop.file.rows import Rows

        return Rows.of(file).get(table, row_id)
