"""What a copy that was sent says of itself: who sent it, when, and what was left out of it."""

from __future__ import annotations

from datetime import datetime

from .fields import Kind, column
from .record import Record


class SentCopy(Record, table=True):
    """One sending of the file; a copy of a copy holds both, the last one last.

    It is about the file and no part of the program: no edit changes it, no merge brings it along.
    """

    __tablename__ = "sent_copy"

    sender: str = column("Sent by", required=True)
    sent: datetime = column("Sent on", Kind.INSTANT, required=True, help="In universal time")
    note: str | None = column("Note", Kind.NOTE)
    base: str = column("Made of", required=True, help="The newest record of the original's history then")
    original: str = column("Original", required=True, help="The name of the file that it was made of")
    projects: str | None = column("Projects", Kind.NOTE, help="Ids, one a line; all projects where empty")
    neighbours: str | None = column(
        "Neighbouring projects", Kind.NOTE, help="Ids, one a line, of those that only promise dates to these"
    )
    without_rates: bool = column("Without rates and costs", Kind.FLAG, default=False, required=True)
    without_history: bool = column("Without history", Kind.FLAG, default=False, required=True)
    without_documents: bool = column("Without documents", Kind.FLAG, default=False, required=True)
