"""Packs that were given out, and by what they are known again."""

from __future__ import annotations

from datetime import datetime

from .fields import Kind, column
from .record import Record


class IssuedPack(Record, table=True):
    """A pack as it was given out: which, when, of which state of the program; what it is stays as it was."""

    __tablename__ = "issued_pack"

    title: str = column("Pack", Kind.TITLE, fixed=True)
    kind: str = column("Kind", required=True, fixed=True, help="The key of the pack, such as status")
    issued: datetime = column("Issued on", Kind.INSTANT, required=True, fixed=True)
    file_name: str = column("Document", required=True, fixed=True)
    record: str = column(
        "Record",
        required=True,
        fixed=True,
        shown=False,
        help="The newest record that its figures come from",
    )
    fingerprint: str = column(
        "Fingerprint", required=True, fixed=True, shown=False, help="SHA-256 of the PDF"
    )
