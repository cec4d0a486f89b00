"""Adding, setting and removing rows of any table, with the rules that belong to a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.wording import within
from tpm_desktop.plan import OpenProgram

from .following import apply, following
from .naming import called, name_of, named
from .removing import gone_along


def add_row(program: OpenProgram, table: str, values: Mapping[str, Any]) -> str:
    """Add a row; returns its id. Raises: `EditError`, `ProgramFileError`."""
    about = entry(table)
    edits, (values,) = following(program, table, {}, [values])
    with program.file.transaction(f"Add {about.one} {called(program, about, values)}".rstrip()) as edit:
        apply(edit, edits)
        return edit.add(table, **values)


def set_fields(program: OpenProgram, table: str, row_id: str, values: Mapping[str, Any]) -> None:
    """Set fields of a row, and what follows from them. Raises: `EditError`, `ProgramFileError`."""
    about = entry(table)
    edits, _ = following(program, table, {row_id: values})
    with program.file.transaction(_set_label(program, about, row_id, values)) as edit:
        apply(edit, edits)


def remove_rows(program: OpenProgram, table: str, row_ids: Iterable[str]) -> str:
    """Remove rows with what is part of them; tells what else went or was cleared, "" for nothing.

    Raises: `EditError`, `ProgramFileError`.
    """
    before = program.file.journal.head()
    about, ids = entry(table), list(row_ids)
    edits, _ = following(program, table, {}, removed=ids)
    what = name_of(program, table, ids[0]) if len(ids) == 1 else f"{len(ids)} {about.many}"
    with program.file.transaction(
        f"Remove {about.one} {what}" if len(ids) == 1 else f"Remove {what}"
    ) as edit:
        edit.remove(table, ids)
        apply(edit, edits)
    return gone_along(program.file.journal.net(str(before), str(program.file.journal.head())), table, ids)


def _set_label(program: OpenProgram, about: TableEntry, row_id: str, values: Mapping[str, Any]) -> str:
    row = program.file.row(about.model, row_id)
    what = "that is gone" if row is None else named(program, about, row)
    if about.titled and set(values) == {about.title_field}:
        return f"Rename {what}"
    told = [name for name in values if name in about.enterable]
    changed = [name for name in told if getattr(row, name, None) != values[name]]
    listed = listed_fields(about, changed or told)
    return f"Set {listed} of {what}"


def listed_fields(about: TableEntry, names: Iterable[str]) -> str:
    """How a label names some fields of a table: each, as long as there are few."""
    labels = [within(about.enterable[name].label) for name in names if name in about.enterable]
    return ", ".join(labels) if len(labels) <= 3 else f"{len(labels)} fields"
