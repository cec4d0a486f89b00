"""Keeping a sieve under a name, for everybody who opens the file."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.sieves import Sieve as SavedSieve
from tpm_desktop.plan import OpenProgram
from tpm_desktop.sieve import Sieve, Subject
from tpm_desktop.sieve.spec import stored

from .words import quoted


def saved_sieves(program: OpenProgram, table: str) -> list[SavedSieve]:
    """Those of a table's rows, as they were saved one after the other."""
    found = program.file.rows(SavedSieve, of_table=table)
    return sorted(found, key=lambda saved: (saved.order or "", saved.id))


def save_sieve(
    program: OpenProgram, table: str, name: str, sieve: Sieve, rows: Subject, formats: Formats
) -> str:
    """Keep a sieve, in place of the one that has the name; returns its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    values = {"name": name.strip(), "of_table": table, **stored(sieve, rows, formats)}
    same = [old.id for old in saved_sieves(program, table) if old.name.casefold() == name.strip().casefold()]
    with program.file.transaction(f"Save filter {quoted(name)}") as edit:
        if same:
            edit.set("sieve", same[0], **values)
            return same[0]
        return edit.add("sieve", **values)
