"""Which columns the Gantt's table shows, in which order and how wide: read, set and put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from .columns import COLUMNS, INDEX, NAME
from .freezing import shown_columns
from .table_header import TableHeader

_LEAST, _MOST = 32, 2000  # pixels


def layout_of(header: QHeaderView) -> list[str]:
    """Shown columns from left to right, each as "key width", without what a wide window adds."""
    return [f"{COLUMNS[n].key} {_chosen(header, n)}" for n in shown_columns(header)]


def _chosen(header: QHeaderView, column: int) -> int:
    size = header.sectionSize(column)
    added = column == NAME and isinstance(header, TableHeader) and size == header.widened
    return COLUMNS[NAME].width if added else size


def usual_layout() -> list[str]:
    """The columns of somebody who has chosen none."""
    return [f"{column.key} {column.width}" for column in COLUMNS if column.shown]


def lay_out(header: QHeaderView, layout: object) -> None:
    """Show these columns and no others; the name is always among them. What is no column is passed over.

    Args: layout: as `layout_of` gives it, from the settings.
    """
    wanted = _read(layout if isinstance(layout, Sequence) else ())
    if NAME not in wanted:
        wanted = {NAME: COLUMNS[NAME].width, **wanted}
    for n in range(len(COLUMNS)):
        header.setSectionHidden(n, n not in wanted)
    for place, (n, width) in enumerate(wanted.items()):
        header.moveSection(header.visualIndex(n), place)
        header.resizeSection(n, width)


def _read(layout: Sequence[object]) -> dict[int, int]:
    """Columns with their widths."""
    found: dict[int, int] = {}
    for part in layout:
        key, _, width = str(part).partition(" ")
        if key in INDEX and width.isdecimal():
            found[INDEX[key]] = min(max(int(width), _LEAST), _MOST)
    return found


def insert_column(header: QHeaderView, column: int, *, before: int) -> None:
    """Show a column left of another one."""
    header.setSectionHidden(column, False)
    if header.sectionSize(column) < _LEAST:
        header.resizeSection(column, COLUMNS[column].width)
    at, to = header.visualIndex(column), header.visualIndex(before)
    header.moveSection(at, to - 1 if at < to else to)
