"""Saved views of the plan and of registers: what is shown and how, under a name."""

from __future__ import annotations

from .fields import Kind, column, order
from .record import Record

LONGEST_SCALE = 1_000_000_000
"""Seconds for 100 pixels: three centuries."""


class SavedView(Record, table=True):
    """How the Gantt, or a register, is looked at for one purpose, for all who open the file."""

    __tablename__ = "saved_view"

    name: str = column("View", Kind.TITLE)
    of_table: str = column(
        "Of",
        required=True,
        default="task",
        fixed=True,
        holds_table=True,
        help="The table whose rows it shows; task for the Gantt",
    )
    layout: str | None = column(
        "Columns", help="From left to right, each with its width in pixels: name 240, start 102"
    )
    frozen: int | None = column(
        "Frozen columns",
        Kind.NUMBER,
        minimum=0,
        maximum=1000,
        help="How many columns from the left stay while the others scroll",
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
    scale: int | None = column(
        "Time scale",
        Kind.NUMBER,
        unit="s",
        minimum=1,
        maximum=LONGEST_SCALE,
        help="How many seconds 100 pixels of the chart show",
    )
    text_left: str | None = column("Left of bars", help="The column whose text stands there")
    text_right: str | None = column("Right of bars", help="The column whose text stands there")
    order: str | None = order()
