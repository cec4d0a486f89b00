"""What a state machine allows, whichever table it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram

from .words import quoted


def refuse_step(table: str, called: str, old: str, new: str) -> None:
    """Raises: `EditError` where a state can't become another; it says which can follow."""
    about = entry(table)
    if about.steps is None or old == new or new in about.steps[1][old]:
        return
    field, steps = about.steps
    labels = about.fields[field].choices
    assert isinstance(labels, type)
    offered = " or ".join(labels(key).label.lower() for key in steps[old])
    follows = f"it can become {offered}" if offered else "that is final"
    raise EditError(
        f"{called} is {labels(old).label.lower()}, so it can't become {labels(new).label.lower()}: {follows}"
    )


def refuse_steps(program: OpenProgram, table: str, edits: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises: `EditError` for the first row that an edit would take where its states don't lead."""
    about = entry(table)
    if about.steps is None:
        return
    field = about.steps[0]
    for row in program.file.rows_of(about.model, [i for i, values in edits.items() if field in values]):
        code = getattr(row, about.code_field) if about.code_field else None
        title = getattr(row, about.title_field, None)
        called = " ".join(filter(None, (about.one, code, title and quoted(str(title)))))
        refuse_step(table, called, getattr(row, field), str(edits[row.id][field]))
