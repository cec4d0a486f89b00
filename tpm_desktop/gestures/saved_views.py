"""Keeping a view of the plan, or of a register, under a name for everybody who opens the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.saved_views import SavedView
from tpm_desktop.plan import OpenProgram

from .words import quoted


def saved_views(program: OpenProgram, table: str = "task") -> list[SavedView]:
    """Those in the file that show rows of a table, as they were saved one after the other."""
    return sorted(
        program.file.rows(SavedView, of_table=table), key=lambda saved: (saved.order or "", saved.id)
    )


def view_named(program: OpenProgram, name: str, table: str = "task") -> SavedView | None:
    """The one of a table and a name, in whatever case it is written."""
    wanted = name.strip().casefold()
    return next((saved for saved in saved_views(program, table) if saved.name.casefold() == wanted), None)


def save_view(program: OpenProgram, name: str, values: Mapping[str, Any], table: str = "task") -> str:
    """Keep a view, in place of the one that has the name; returns its id.

    Raises: `EditError`, `ProgramFileError`.
    """
    same = view_named(program, _needed(name), table)
    with program.file.transaction(f"Save view {quoted(name.strip())}") as edit:
        if same is not None:
            edit.set("saved_view", same.id, name=name.strip(), **values)
            return same.id
        return edit.add("saved_view", name=name.strip(), of_table=table, **values)


def rename_view(program: OpenProgram, view_id: str, name: str) -> None:
    """Give a view another name. Raises: `EditError` where another one has it, `ProgramFileError`."""
    view = program.file.row(SavedView, view_id)
    if view is None:
        raise EditError("that view is gone")
    same = view_named(program, _needed(name), view.of_table)
    if same is not None and same.id != view_id:
        raise EditError(f"there is a view {quoted(same.name)} already; choose another name")
    with program.file.transaction(f"Rename view {quoted(name.strip())}") as edit:
        edit.set("saved_view", view_id, name=name.strip())


def _needed(name: str) -> str:
    if not name.strip():
        raise EditError("a view needs a name")
    return name
