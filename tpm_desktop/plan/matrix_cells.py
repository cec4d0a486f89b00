"""What stands in the cells of a matrix, in window and on paper alike."""

from __future__ import annotations

from functools import cached_property

from tpm_desktop.formats import Formats
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.planning.columns import NONE

from .commitments import Outlook
from .crossings import link_slack, worst
from .matrix import Matrix, Place
from .state import State

__all__ = ["Cells"]


class Cells:
    """Reads the cells of one matrix."""

    def __init__(self, state: State, matrix: Matrix, formats: Formats) -> None:
        self.state, self.matrix, self._formats = state, matrix, formats

    @cached_property
    def _slack(self) -> list[int]:
        return [int(one) for one in link_slack(self.state, range(len(self.state.inputs.links)))]

    def slack(self, at: Place) -> int:
        """The least slack of a cell's links, `NONE` where none is open."""
        return worst([self._slack[row] for row in self.matrix.cells.get(at, ())])

    def late(self, at: Place) -> int:
        """How many commitments in a cell come late."""
        return sum(one.outlook is Outlook.LATE for one in self.matrix.promises.get(at, ()))

    def pressing(self, at: Place) -> bool:
        """Whether something in a cell has no slack left or is late."""
        slack = self.slack(at)
        return bool(self.late(at)) or (slack != NONE and slack <= 0)

    def short(self, at: Place) -> str:
        """In a cell: type and lag of one link between tasks, else how many links; c for commitments."""
        links = self.matrix.cells.get(at, ())
        if len(links) == 1 and not self.state.outline.is_project[self.matrix.rows[at[0]]]:
            return self.of_link(links[0])
        owed = "c" * bool(self.matrix.promises.get(at))
        return f"{len(links) or ''}{owed}"

    def of_link(self, row: int) -> str:
        """A link's type and lag: "FS", "SS+2 d"."""
        table = self.state.inputs.tables["link"]
        kind = LinkType(table.texts["type"][row] or LinkType.FS)
        unit = LagUnit(table.texts["lag_unit"][row] or LagUnit.WORKING)
        return self._formats.link(kind, int(table.numbers["lag"][row]), unit)

    def slack_text(self, at: Place) -> str:
        """The least slack of its links in days, "" where none is open."""
        slack = self.slack(at)
        return "" if slack == NONE else self._formats.duration(slack, unit="d")
