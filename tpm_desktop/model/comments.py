"""What people say of rows: questions, answers, agreements on the way."""

from __future__ import annotations

from datetime import datetime

from .fields import Kind, column
from .record import Record


class Comment(Record, table=True):
    """A remark on a row of any other table; it goes with the row."""

    text: str = column("Comment", Kind.NOTE, required=True)
    row_table: str = column("Register", required=True, fixed=True, shown=False)
    row_id: str = column("Row", required=True, fixed=True, shown=False, table_in="row_table")
    written: datetime | None = column("Written", Kind.INSTANT, fixed=True, shown=False)
    written_by: str | None = column("Written by", fixed=True, shown=False)
