"""How wide the names are while nobody has chosen it: what a wide window has to spare is theirs."""

from __future__ import annotations

from .columns import COLUMNS, NAME
from .freezing import shown_columns
from .table_header import TableHeader

_MOST_TABLE = 0.5  # of the width of table and chart
_WIDEST = 360


def widen_names(header: TableHeader, room: int) -> None:
    """Give names more of a wide window, or less of a narrow one, unless their width was chosen.

    Args: room: pixels of table and chart.
    """
    usual = COLUMNS[NAME].width
    if header.sectionSize(NAME) not in (usual, header.widened):
        return
    others = sum(header.sectionSize(n) for n in shown_columns(header) if n != NAME)
    header.widened = min(max(round(room * _MOST_TABLE) - others, usual), _WIDEST)
    header.resizeSection(NAME, header.widened)
