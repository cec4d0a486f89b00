"""Keeping a view of the plan under a name, for everybody who opens the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.saved_views import SavedView
from tpm_desktop.plan import OpenProgram

from .words import quoted


def saved_views(program: OpenProgram) -> list[SavedView]:
    """Those in the file, as they were saved one after the other."""
    return sorted(program.file.rows(SavedView), key=lambda saved: (saved.order or "", saved.id))


def view_named(program: OpenProgram, name: str) -> SavedView | None:
    """The one of a name, in whatever case it is written."""
    wanted = name.strip().casefold()
    return next((saved for saved in saved_views(program) if saved.name.casefold() == wanted), None)


def save_view(program: OpenProgram, name: str, values: Mapping[str, Any]) -> str:
    """Keep a view, in place of the one that has the name; returns its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    same = view_named(program, _needed(name))
    with program.file.transaction(f"Save view {quoted(name.strip())}") as edit:
        if same is not None:
            edit.set("saved_view", same.id, name=name.strip(), **values)
            return same.id
        return edit.add("saved_view", name=name.strip(), **values)


def rename_view(program: OpenProgram, view_id: str, name: str) -> None:
    """Give a view another name. Raises: `EditError` where another one has it, `ProgramFileError`."""
    same = view_named(program, _needed(name))
    if same is not None and same.id != view_id:
        raise EditError(f"there is a view {quoted(same.name)} already; choose another name")
    with program.file.transaction(f"Rename view {quoted(name.strip())}") as edit:
        edit.set("saved_view", view_id, name=name.strip())


def _needed(name: str) -> str:
    if not name.strip():
        raise EditError("a view needs a name")
    return name
