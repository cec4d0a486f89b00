"""A table of data as it goes on over pages: which rows stay together, and how much room its lines take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Flowable, Table

if TYPE_CHECKING:
    from .tables import TableColumn, TableRow

_KEPT = 200.0  # points: taller rows part


class DataTable(Table):
    """shown_columns, shown_rows: as asked for, none on a further page.

    splits_gladly: it is long, so that it may begin at the foot of a page and go on over; asked: points of
    width in which no line of it breaks.
    """

    shown_columns: Sequence[TableColumn] = ()
    shown_rows: Sequence[TableRow] = ()
    splits_gladly = False
    asked = 0.0
    _nosplitCmds: list[Any]  # noqa: N815
    _rowHeights: list[float]  # noqa: N815
    _cellStyles: list[list[Any]]  # noqa: N815
    spaceAfter: float  # noqa: N815

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """As tables split; rows that should stay together part where they are taller than a page.

        What is over goes to the next page, though some of it had room below rows kept together.
        """
        # Of tall ones an empty piece would be cut off again and again.
        self._nosplitCmds = [kept for kept in self._nosplitCmds if self._tall(kept) <= _KEPT]
        parts = super().split(availWidth, availHeight)
        if not parts and hasattr(self, "_postponed"):
            self._nosplitCmds = []
            parts = super().split(availWidth, availHeight)
        return [parts[0], CondPageBreak(availHeight), *parts[1:]] if len(parts) > 1 else parts

    def tighten(self, by: float) -> None:
        """Multiply the room above and below its lines."""
        self.spaceAfter *= by
        for line in self._cellStyles:
            for style in line:
                style.topPadding, style.bottomPadding = style.topPadding * by, style.bottomPadding * by

    def _tall(self, kept: tuple[str, tuple[int, int], tuple[int, int]]) -> float:
        """The height of rows that are kept together."""
        _, (_, first), (_, last) = kept
        return float(sum(self._rowHeights[first : last + 1]))
