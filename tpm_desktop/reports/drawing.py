"""What a page shows as a drawing rather than in words or as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reportlab.platypus import Flowable

if TYPE_CHECKING:
    from .tables import TableColumn, TableRow


class Drawing(Flowable):
    """A drawing of vectors; shows: what, in a few words, for those who can't see it and as a file's name.

    title: what stands over it in the drawing, of which of several it is.
    """

    shows: ClassVar[str]
    title = ""

    def as_table(self) -> tuple[list[TableColumn], list[TableRow]] | None:
        """The same as a table, where it is the drawing of one."""
        return None
