"""The program and its component projects."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels, part
from tpm_desktop.model.program import Program, Project

OVERVIEW: tuple[TableEntry, ...] = (
    part(
        Program,
        "Program",
        "Programs",
        Area.OVERVIEW,
        "overview",
        "name",
        "phase",
        "start",
        "status_date",
        latest=("last_pack",),
        travels=Travels.ALWAYS,
    ),
    TableEntry(
        Project,
        "Component project",
        "Component projects",
        Area.OVERVIEW,
        "project",
        ("code", "name", "kind", "status", "manager_id", "start", "outcome"),
        belongs_here="The parallel projects that together make the program",
    ),
)
