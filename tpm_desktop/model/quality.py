"""What a program has agreed of its checks: limits of its own, and findings that it bears."""

from __future__ import annotations

from datetime import date

from .fields import Kind, OnDelete, column, reference
from .record import Record

_CHECK_HELP = "The id of a check as the Health view shows it, such as D6"


class CheckLimit(Record, table=True):
    """Up to where a check holds in this program, in place of the usual threshold."""

    __tablename__ = "check_limit"

    check_key: str = column("Check", required=True, help=_CHECK_HELP)
    least_share: int | None = column(
        "At least",
        Kind.SHARE,
        minimum=0,
        maximum=100_000,
        help="Of shares and indexes; 95 % is an index of 0.95",
    )
    most_share: int | None = column(
        "At most", Kind.SHARE, minimum=0, maximum=100_000, help="Of shares and indexes"
    )
    most_count: int | None = column(
        "Findings at most", Kind.NUMBER, minimum=0, maximum=1_000_000, help="Of counts"
    )
    reason: str | None = column("Reason", Kind.NOTE, help="Why this program may differ, and who agreed")


class Waiver(Record, table=True):
    """A finding that somebody has agreed to bear until a date; it stays listed, but counts no longer.

    It is about a link, else about a task, else about the component project itself.
    """

    reason: str = column("Reason", Kind.TITLE)
    check_key: str = column("Check", required=True, help=_CHECK_HELP)
    project_id: str | None = reference("project", "Component project", on_delete=OnDelete.REMOVE)
    task_id: str | None = reference("task", "Task", on_delete=OnDelete.REMOVE)
    link_id: str | None = reference("link", "Link", on_delete=OnDelete.REMOVE)
    waived_by_id: str | None = reference("resource", "Waived by", help="Who bears it")
    waived_on: date | None = column("Waived on", Kind.DATE)
    until: date = column("Until", Kind.DATE, required=True, help="The last day on which it holds")
