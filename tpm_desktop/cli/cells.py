"""How a changed field is told in a line: whose, which, from what to what."""

from __future__ import annotations

from typing import Protocol

from tpm_desktop.file.changes import Stored
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within
from tpm_desktop.plan.change_words import shown


class Cell(Protocol):
    """A field that has another value."""

    @property
    def field(self) -> str: ...
    @property
    def old(self) -> Stored: ...
    @property
    def new(self) -> Stored: ...


def from_to(formats: Formats, before: Rows, after: Rows, table: str, cell: Cell) -> str:
    """ "duration: 2 d → 3 d"."""
    label = within(entry(table).fields[cell.field].label)
    old = shown(formats, before, table, cell.field, cell.old)
    return f"{label}: {old} → {shown(formats, after, table, cell.field, cell.new)}"
