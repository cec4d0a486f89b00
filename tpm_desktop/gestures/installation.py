"""Checklists: copied for components and services, and ticked off."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fractional_indexing import generate_n_keys_between

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.installation import (
    ChecklistItem,
    Component,
    ComponentKind,
    InstallationState,
    InstallationStep,
)
from tpm_desktop.plan import OpenProgram

from .blocks import set_rows

_K = ComponentKind
_THINGS = (_K.HARDWARE, _K.NETWORK)
USUAL: tuple[tuple[str, tuple[ComponentKind, ...]], ...] = (
    ("Site ready", _THINGS),
    ("Power connected", _THINGS),
    ("Network connected", (*_THINGS, _K.PLATFORM)),
    ("Mounted and labelled", _THINGS),
    ("Image installed", (_K.HARDWARE, _K.PLATFORM, _K.TOOL)),
    ("Licence assigned", (_K.LICENCE, _K.TOOL)),
    ("Hardened", (*_THINGS, _K.PLATFORM, _K.TOOL)),
    ("Backup set up", (_K.HARDWARE, _K.PLATFORM, _K.TOOL)),
    ("Monitoring set up", (*_THINGS, _K.PLATFORM, _K.TOOL)),
    ("Access granted", tuple(_K)),
    ("Tested", tuple(_K)),
    ("Handed over", tuple(_K)),
)
"""What is checked as a rule, and for which kinds; a program's own checklist items take its place."""

USUAL_OF_SERVICE = (
    "Run book written",
    "Operations trained",
    "Monitoring and alarms agreed",
    "Support contacts published",
    "Backup and restore proven",
    "Known errors handed over",
    "Access of the project withdrawn",
)
"""What is checked as a rule when a service is handed over."""


def add_checklists(program: OpenProgram, table: str, row_ids: Sequence[str]) -> int:
    """Give components or services the steps that their checklist has and they lack; returns how many.

    Args: table: “component” or “service_transition”. Raises: `EditError` where they have all of them.
    """
    field = "component_id" if table == "component" else "transition_id"
    there: dict[str, set[str]] = {}
    for step in program.file.rows(InstallationStep):
        there.setdefault(str(getattr(step, field)), set()).add(step.title.casefold())
    added = []
    for row_id in row_ids:
        titles = _titles(program, table, row_id)
        places = generate_n_keys_between(None, None, len(titles))
        added += [
            {field: row_id, "title": title, "order": place}
            for title, place in zip(titles, places, strict=True)
            if title.casefold() not in there.get(row_id, set())
        ]
    if not added:
        raise EditError("all steps of the checklist are there already")
    set_rows(program, "installation_step", {}, added, "Add checklist of")
    return len(added)


def _titles(program: OpenProgram, table: str, row_id: str) -> list[str]:
    own = program.file.rows(ChecklistItem)
    if table == "service_transition":
        return [item.title for item in own if item.service] or list(USUAL_OF_SERVICE)
    component = program.file.row(Component, row_id)
    if component is None:
        raise EditError("that component is gone")
    items = [item for item in own if not item.service]
    if items:
        return [item.title for item in items if item.kind in (None, component.kind)]
    return [title for title, kinds in USUAL if component.kind in kinds]


def toggle_steps(program: OpenProgram, step_ids: Collection[str], by_id: str | None = None) -> None:
    """Tick steps off; where all of them are, open them again. One edit. Raises: `EditError`."""
    rows = program.file.rows_of(InstallationStep, list(step_ids))
    open_ = [row for row in rows if row.state is InstallationState.OPEN]
    if open_:
        said = {"by_id": by_id} if by_id else {}
        set_rows(
            program,
            "installation_step",
            {row.id: {"state": InstallationState.DONE, **said} for row in open_},
            verb="Tick off",
        )
    elif rows:
        set_rows(
            program,
            "installation_step",
            {row.id: {"state": InstallationState.OPEN} for row in rows},
            verb="Open again",
        )
