"""Whether a whole file holds: what opening proves, and that the rows are what the journal made them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within

from .changes import Changes
from .errors import ProgramFileError
from .journal import Journal
from .program_file import ProgramFile
from .rows import Rows, between


@dataclass(frozen=True, slots=True)
class Sound:
    """What was proved: so many records, rows and contents of documents."""

    records: int
    rows: int
    documents: int


def verify(path: Path) -> Sound:
    """Prove structure, references, values, the journal's chain, every row by the journal, and every content.

    Raises: `ProgramFileError` with what does not hold; of a journal, the first record.
    """
    with ProgramFile.open(path, read_only=True) as file:
        if file.unsound:
            raise ProgramFileError(f"{path.name}: {file.unsound}; use a backup, or “recover” its rows")
        made, now = _replayed(file.journal), Rows.of(file)
        for table, row_id, change in between(made, now):
            label = entry(table).one
            name = now.title(table, row_id) or made.title(table, row_id)
            fields = ", ".join(within(entry(table).fields[f].label) for f in change.fields if f != "id")
            what = (
                "is not in it" if change.added else "is missing" if change.removed else f"differs ({fields})"
            )
            raise ProgramFileError(
                f"{path.name}: the {label} “{name}” is not as the history made it: it {what};"
                " use a backup, or ask its sender for another copy"
            )
        try:
            documents = file.prove_contents()
        except ProgramFileError as problem:
            raise ProgramFileError(f"{path.name}: {problem}") from None
        return Sound(len(file.journal.records()), sum(map(len, now.tables.values())), documents)


def _replayed(journal: Journal) -> Rows:
    """The rows as the main line of the journal made them, from nothing."""
    net = Changes.composed(journal.changes_of(journal.lineage().main_line()))
    return Rows(lambda table: {row_id: change.new for row_id, change in net.of(table).items() if change.new})
