"""What stands in the matrix: names, cells in short and in words, by the plan and the locale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from tpm_desktop.plan import State
from tpm_desktop.plan.matrix import Matrix, Place
from tpm_desktop.plan.matrix_cells import Cells

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
        self.matrix = matrix
        self.state: State = session.program.plan.state
        self._formats = session.formats
        self.cells = Cells(self.state, matrix, session.formats)
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

    def words(self, at: Place) -> str:
        """A cell in words, a line for each thing it holds."""
        giver, receiver = (self.element(place).name for place in at)
        if at[0] == at[1]:
            return giver
        said = [f"{giver} → {receiver}"]
        links, owed = self.matrix.cells.get(at, ()), self.matrix.promises.get(at, ())
        if not links and not owed:
            return "\n".join([*said, self.tr("nothing is given")])
        if slack := self.cells.slack_text(at):
            said.append(self.tr("Slack {}").format(slack))
        said += [self._link_words(row) for row in links[:_MOST_SAID]]
        if (more := len(links) - _MOST_SAID) > 0:
            said.append(self.tr("and {} more").format(self._formats.integer(more)))
        titles = self.state.inputs.tables["commitment"].texts["title"]
        said += [self.tr("Commitment: {}").format(titles[one.row] or "") for one in owed[:_MOST_SAID]]
        if self.in_loop(at):
            said.append(self.tr("Part of a loop: each needs the other"))
        if late := self.cells.late(at):
            said.append(self.tr("{} late").format(late))
        return "\n".join(said)

    def _link_words(self, row: int) -> str:
        links, names = self.state.inputs.links, self.state.names
        ends = names[int(links.predecessor[row])], names[int(links.successor[row])]
        return f"{ends[0]} → {ends[1]} ({self.cells.of_link(row)})"
