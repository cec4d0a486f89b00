"""Editing many rows at once: a pasted block, or one value for all that is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .following import apply, following
from .records import add_row, listed_fields, set_fields

_SET = "Set"


def set_rows(
    program: OpenProgram,
    table: str,
    edits: Mapping[str, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]] = (),
    verb: str = _SET,
    others: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
) -> list[str]:
    """Set fields of several rows and add others, all in one step; returns the ids of the rows added.

    Args: edits: fields to set, by row id; verb: what the step is called, such as "Paste"; others: the same
    for rows of other tables, by table.
    Raises: `EditError`, `ProgramFileError`; then nothing is changed.
    """
    beside = {name: rows for name, rows in (others or {}).items() if rows}
    if len(edits) == 1 and not added and not beside:
        ((row_id, values),) = edits.items()
        set_fields(program, table, row_id, values)
        return []
    if len(added) == 1 and not edits and not beside:
        return [add_row(program, table, added[0])]
    count = len(edits) + len(added) + sum(map(len, beside.values()))
    if not count:
        return []
    followed, rows = following(program, table, edits, added)
    for name, more in beside.items():
        followed.update(following(program, name, more)[0])
    about = entry(table)
    names = dict.fromkeys(name for values in edits.values() for name in values)
    told = f"Set {listed_fields(about, names)} of" if verb == _SET and not added else verb
    called = "rows" if beside else about.many
    with program.file.transaction(f"{told} {count} {called}") as edit:
        apply(edit, followed)
        return edit.add_all(table, rows)
