"""What one component project owes another."""

from __future__ import annotations

from datetime import date

from .fields import Choice, Kind, code, column, reference
from .record import Record


class CommitmentStatus(Choice):
    """How far giver and receiver have come; what the plan makes of it is not stored."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    AT_RISK = "at_risk", "At risk"
    LATE = "late", "Late"
    DELIVERED = "delivered", "Delivered"
    ACCEPTED = "accepted", "Accepted"


class Commitment(Record, table=True):
    """What a component project, or somebody outside, has to deliver to a project, and by when."""

    code: str | None = code("C")
    title: str = column("Commitment", Kind.TITLE, help="What is delivered")
    criterion: str | None = column(
        "Acceptance criterion", Kind.NOTE, help="By what the receiver sees that it is what was asked for"
    )
    giver_id: str | None = reference("project", "Giver", group="Giver")
    external_giver: str | None = column(
        "External giver",
        help="A supplier, another program: who gives it if no project of ours does",
        group="Giver",
    )
    giver_reference: str | None = column(
        "Giver’s reference",
        help="Code, WBS code, id or name of the task or commitment in a file that the giver mails",
        group="Giver",
    )
    told_forecast: date | None = column(
        "Told forecast",
        Kind.DATE,
        help="When it comes, as an external giver or a mailed file last told; empty: as promised",
        group="Giver",
    )
    giving_task_id: str | None = reference(
        "task", "Given by task", help="Its finish is the forecast", group="Giver"
    )
    promised: date | None = column(
        "Promised for", Kind.DATE, help="The day the giver has agreed to", group="Giver"
    )
    receiver_id: str | None = reference("project", "Receiver", group="Receiver")
    receiving_task_id: str | None = reference(
        "task", "Needed by task", help="Its start is the need, unless a day is given", group="Receiver"
    )
    needed_by: date | None = column(
        "Needed by", Kind.DATE, help="Empty: when the plan of the receiver needs it", group="Receiver"
    )
    link_id: str | None = reference("link", "Link", help="The link that it stands for", group="Receiver")
    owner_id: str | None = reference("resource", "Owner", help="Who follows it up", group="Agreement")
    status: CommitmentStatus = column(
        "Status",
        Kind.STATUS,
        choices=CommitmentStatus,
        default=CommitmentStatus.PROPOSED,
        required=True,
        group="Agreement",
    )
    agreed_by_id: str | None = reference("resource", "Agreed by", group="Agreement")
    agreed_on: date | None = column("Agreed on", Kind.DATE, group="Agreement")
    delivered_on: date | None = column("Delivered on", Kind.DATE, group="Agreement")
    notes: str | None = column("Notes", Kind.NOTE)
