"""Cross-references: that two rows have to do with each other, whatever registers they stand in."""

from __future__ import annotations

from .fields import Kind, column
from .record import Record


class Touch(Record, table=True):
    """Two rows that touch, seen from both; it goes with either of them.

    Of the two ids the smaller one comes first, so that what is said from both sides is one row.
    """

    note: str | None = column("Why", Kind.TEXT, help="What the two have to do with each other")
    row_table: str = column("Register", required=True, fixed=True, shown=False)
    row_id: str = column("Row", required=True, fixed=True, shown=False, table_in="row_table")
    other_table: str = column("Other register", required=True, fixed=True, shown=False)
    other_id: str = column("Other row", required=True, fixed=True, shown=False, table_in="other_table")
