"""Who is responsible, accountable, consulted or informed: a row for each filled cell of the matrix."""

from __future__ import annotations

from .fields import Choice, Kind, OnDelete, column, reference
from .record import Record


class Letters(Choice):
    """What a party has to do with something: one letter or several, always in the order R, A, C, I."""

    R = "r", "R"
    A = "a", "A"
    C = "c", "C"
    I = "i", "I"  # noqa: E741 - the letter of the field
    RA = "ra", "RA"
    RC = "rc", "RC"
    RI = "ri", "RI"
    AC = "ac", "AC"
    AI = "ai", "AI"
    CI = "ci", "CI"
    RAC = "rac", "RAC"
    RAI = "rai", "RAI"
    RCI = "rci", "RCI"
    ACI = "aci", "ACI"
    RACI = "raci", "RACI"


class Raci(Record, table=True):
    """What a role, body or person has to do with a component project, work package or deliverable."""

    letters: Letters = column("Letters", Kind.CHOICE, choices=Letters, default=Letters.R, required=True)
    project_id: str | None = reference("project", "Component project", on_delete=OnDelete.REMOVE)
    task_id: str | None = reference("task", "Work package", on_delete=OnDelete.REMOVE)
    deliverable_id: str | None = reference("deliverable", "Deliverable", on_delete=OnDelete.REMOVE)
    role_id: str | None = reference("role", "Role", on_delete=OnDelete.REMOVE)
    body_id: str | None = reference("body", "Body", on_delete=OnDelete.REMOVE)
    resource_id: str | None = reference("resource", "Person", on_delete=OnDelete.REMOVE)


SUBJECTS = {"project_id": "project", "task_id": "task", "deliverable_id": "deliverable"}
"""What a row of the matrix can be: field, and the table that it points to."""

PARTIES = {"role_id": "role", "body_id": "body", "resource_id": "resource"}
"""What a column of the matrix can be."""
