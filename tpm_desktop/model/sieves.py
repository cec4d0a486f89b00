"""Saved sieves: which rows of a view are asked for, in which order and groups, under a name."""

from __future__ import annotations

from .fields import Kind, column, order
from .record import Record


class Sieve(Record, table=True):
    """A filter with its sorting and grouping; everybody who opens the file can choose it."""

    name: str = column("Filter", Kind.TITLE)
    of_table: str = column(
        "Of", required=True, default="task", holds_table=True, help="The table whose rows it sifts"
    )
    condition: str | None = column("Condition", help="Such as critical and done < 100%")
    sort_by: str | None = column("Sorted by", help="Names of fields, each with “descending” where it is so")
    group_by: str | None = column("Grouped by", help="The name of a field")
    highlight: bool = column(
        "Highlight",
        Kind.FLAG,
        default=False,
        required=True,
        help="Tints what matches instead of hiding the rest",
    )
    order: str | None = order()
