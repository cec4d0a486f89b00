"""What stands in the matrix: names, cells in short and in words, by the plan and the locale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject

from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.plan import State
from tpm_desktop.plan.commitments import Outlook
from tpm_desktop.plan.crossings import link_slack, worst
from tpm_desktop.plan.matrix import Matrix, Place
from tpm_desktop.planning.columns import NONE

from ..session import Session

_MOST_SAID = 12  # links named in a tool tip


@dataclass(frozen=True)
class Element:
    """A row and column. id, table: of its row in the file; name, code: what people call it."""

    id: str
    table: str
    name: str
    code: str


class Content(QObject):
    """Reads what a matrix says; made anew for each."""

    def __init__(self, session: Session, matrix: Matrix, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.matrix = session, matrix
        self.state: State = session.program.plan.state
        self._loop = [-1] * len(matrix)
        for number, (first, last) in enumerate(matrix.loops):
            self._loop[first : last + 1] = [number] * (last - first + 1)

    def element(self, place: int) -> Element:
        """What stands at a place."""
        row, outline = self.matrix.rows[place], self.state.outline
        table = "project" if outline.is_project[row] else "task"
        return Element(outline.ids[row], table, self.state.names[row], self.state.wbs[row])

    def links(self, at: Place) -> tuple[str, ...]:
        """The ids of a cell's links."""
        ids = self.state.inputs.tables["link"].ids
        return tuple(ids[row] for row in self.matrix.cells.get(at, ()))

    def in_loop(self, at: Place) -> bool:
        """Whether a cell joins two elements that need each other."""
        one, other = (self._loop[place] for place in at)
        return one >= 0 and one == other

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
        return self._session.formats.link(kind, int(table.numbers["lag"][row]), unit)

    def words(self, at: Place) -> str:
        """A cell in words, a line for each thing it holds."""
        giver, receiver = (self.element(place).name for place in at)
        if at[0] == at[1]:
            return giver
        said = [f"{giver} → {receiver}"]
        links, owed = self.matrix.cells.get(at, ()), self.matrix.promises.get(at, ())
        if not links and not owed:
            return "\n".join([*said, self.tr("nothing is given")])
        if slack := self._slack_words(at):
            said.append(slack)
        said += [self._link_words(row) for row in links[:_MOST_SAID]]
        titles = self.state.inputs.tables["commitment"].texts["title"]
        said += [self.tr("Commitment: {}").format(titles[one.row] or "") for one in owed[:_MOST_SAID]]
        if self.late(at):
            said.append(self.tr("{} late").format(self.late(at)))
        return "\n".join(said)

    def _slack_words(self, at: Place) -> str:
        slack = self.slack(at)
        if slack == NONE:
            return ""
        return self.tr("Slack {}").format(self._session.formats.duration(slack, unit="d"))

    def _link_words(self, row: int) -> str:
        links, names = self.state.inputs.links, self.state.names
        ends = names[int(links.predecessor[row])], names[int(links.successor[row])]
        return f"{ends[0]} → {ends[1]} ({self.of_link(row)})"
