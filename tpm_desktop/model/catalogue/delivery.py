"""What goes live together: systems, their interfaces, and how these are tested."""

from __future__ import annotations

from tpm_desktop.model.entry import Area, TableEntry, Travels
from tpm_desktop.model.interfaces import (
    INTERFACE_STEPS,
    Cycle,
    Environment,
    IntegrationTest,
    Interface,
    Release,
    System,
)

DELIVERY: tuple[TableEntry, ...] = (
    TableEntry(
        System,
        "System",
        "Systems",
        Area.DELIVERY,
        "system",
        ("code", "name", "kind", "project_id", "owner_id"),
        belongs_here="What runs on its own and exchanges something with others, ours or somebody else's",
        travels=Travels.WHEN_NEEDED,
        known_by=("code", "name", "kind"),
    ),
    TableEntry(
        Release,
        "Release",
        "Releases",
        Area.DELIVERY,
        "release",
        ("code", "name", "milestone_id", "cut_over", "owner_id"),
        belongs_here="What goes live together, with the milestone on which it does",
        travels=Travels.WHEN_NEEDED,
    ),
    TableEntry(
        Environment,
        "Environment",
        "Environments",
        Area.DELIVERY,
        "environment",
        ("code", "name", "kind", "purpose", "state", "project_id", "ready_task_id", "needed_by", "owner_id"),
        belongs_here="The installations in which systems are tested together",
        travels=Travels.WHEN_NEEDED,
        known_by=("code", "name", "state", "ready_task_id"),
    ),
    TableEntry(
        Cycle,
        "Test cycle",
        "Test cycles",
        Area.DELIVERY,
        "refresh",
        ("name", "release_id", "notes"),
        belongs_here="The rounds of integration tests; what failed is tested again in the next one",
        travels=Travels.WHEN_NEEDED,
        called_by=("release_id",),
    ),
    TableEntry(
        Interface,
        "Interface",
        "Interfaces",
        Area.DELIVERY,
        "interface",
        (
            "code",
            "title",
            "status",
            "from_system_id",
            "to_system_id",
            "kind",
            "owner_id",
            "agreement",
            "version",
            "release_id",
        ),
        belongs_here="What one system gives to another, and how far that has come",
        steps=("status", INTERFACE_STEPS),
        projects=("from_system_id", "to_system_id"),
    ),
    TableEntry(
        IntegrationTest,
        "Integration test",
        "Integration tests",
        Area.DELIVERY,
        "test",
        ("code", "interface_id", "environment_id", "cycle_id", "result", "task_id", "tester_id"),
        belongs_here="The runs of interfaces by environment and cycle, with results and the tasks that date"
        " them",
        only_one=("interface_id", "environment_id", "cycle_id"),
        called_by=("interface_id", "environment_id", "cycle_id"),
    ),
)
