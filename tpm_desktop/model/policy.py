"""What a program is held to: the parts of its policy, and breaches that somebody has agreed to bear."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, OnDelete, column, order, reference
from .record import Record


class Role(Choice):
    """Who may bear a breach of a rule: the roles that a policy's text can name."""

    PROJECT_MANAGER = "project_manager", "Project manager"
    PROGRAM_MANAGER = "program_manager", "Program manager"
    SPONSOR = "sponsor", "Sponsor"
    STEERING_COMMITTEE = "steering_committee", "Steering committee"
    BOARD = "board", "Board"
    FINANCE = "finance", "Finance"
    OWNER = "owner", "Owner"


class PolicyPart(Record, table=True):
    """One rule, level of approval or heading of the policy, as a piece of its text.

    A row each, so that two copies can change different rules and be merged.
    """

    __tablename__ = "policy_part"

    key: str = column("Part", Kind.TITLE, help="A rule's id, a level's role, pack or setting")
    text: str = column("Text", Kind.NOTE, required=True, help="TOML; the Policy view shows all parts as one")
    order: str | None = order()


class PolicyWaiver(Record, table=True):
    """A breach of a rule that somebody else than who breaks it has agreed to bear until a date.

    It is about the row it names beside the component project, else about that, else about the program.
    """

    __tablename__ = "policy_waiver"

    reason: str = column("Reason", Kind.TITLE)
    rule: str = column("Rule", required=True, help="The id of a rule of the policy, such as CAP-2")
    role: Role = column(
        "Borne as", Kind.CHOICE, choices=Role, default=Role.SPONSOR, required=True,
        help="The role in which the approver bears it; the rule says which is needed",
    )  # fmt: skip
    approver_id: str = reference("resource", "Approver", required=True, help="Never who breaks the rule")
    asked_by_id: str | None = reference("resource", "Asked by", help="Who breaks the rule")
    decided_on: date | None = column("Decided on", Kind.DATE)
    until: date = column("Until", Kind.DATE, required=True, help="The last day on which it holds")
    project_id: str | None = reference("project", "Component project", on_delete=OnDelete.REMOVE)
    account_id: str | None = reference("account", "Cost account", on_delete=OnDelete.REMOVE)
    change_request_id: str | None = reference("change_request", "Change request", on_delete=OnDelete.REMOVE)
    transfer_id: str | None = reference("transfer", "Transfer", on_delete=OnDelete.REMOVE)
    capital_request_id: str | None = reference(
        "capital_request", "Capital request", on_delete=OnDelete.REMOVE
    )
