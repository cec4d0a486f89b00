"""Documents that hang on rows: offers, minutes, drawings, mails."""

from __future__ import annotations

from datetime import datetime

from .fields import Kind, column
from .record import Record

LARGEST_DOCUMENT = 25 * 1024**2
"""Bytes of one document: what mail servers usually take."""
ALL_DOCUMENTS = 400 * 1024**2
"""Bytes of all documents of a file, with those of its history: well under what a program file may have."""


class Attachment(Record, table=True):
    """A document on a row of any other table; its bytes lie in the file once, under their hash."""

    name: str = column("Document", Kind.TITLE, file_name=True)
    row_table: str = column("Register", required=True, fixed=True, shown=False)
    row_id: str = column("Row", required=True, fixed=True, shown=False, table_in="row_table")
    content: str = column("Content", required=True, fixed=True, shown=False, help="SHA-256 of its bytes")
    size: int = column(
        "Size", Kind.NUMBER, unit="bytes", minimum=1, maximum=LARGEST_DOCUMENT, required=True, fixed=True
    )
    note: str | None = column("Note", Kind.NOTE)
    added: datetime | None = column("Added", Kind.INSTANT, fixed=True, shown=False)
    added_by: str | None = column("Added by", fixed=True, shown=False)
