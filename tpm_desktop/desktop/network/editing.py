"""Links made, changed and taken away in the graph, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal

from tpm_desktop.gestures.links import enter_link, link, unlink, why_not

from ..session import Session
from .canvas import Canvas
from .captions import Captions
from .edges import EdgeItem
from .graph import Edge, NodeKind
from .link_editor import LinkEditor
from .nodes import NodeItem
from .picker import Picker
from .stage import Stage

_NO_TASKS = (NodeKind.PROJECT, NodeKind.OUTSIDE)


class Editing(QObject):
    """listed: the links of an arrow are to be shown as a list, with what it joins.

    went: to a row elsewhere.
    """

    listed = Signal(tuple, str)
    went = Signal(str, str)

    def __init__(self, session: Session, canvas: Canvas, stage: Stage, captions: Captions) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._stage, self._captions = session, canvas, stage, captions
        self.editor = LinkEditor(session, canvas.viewport())
        self.picker = Picker(canvas)
        self._picking_for = ""
        self.picker.picked.connect(lambda successor: self.link(self._picking_for, successor))
        canvas.joined.connect(self.link)
        canvas.opened.connect(self.open_edge)

    def link(self, predecessor: str, successor: str) -> str | None:
        """Let one task wait for another; a ring that this would close is named."""
        made = self._session.do(lambda: link(self._session.program, predecessor, successor))
        if made is not None:
            self._session.select("link", [made])
        return made

    def unlink(self, link_ids: tuple[str, ...]) -> None:
        """Take links away."""
        self._session.do(lambda: unlink(self._session.program, link_ids))

    def remove_chosen(self) -> None:
        """Take the chosen links away."""
        table, ids = self._session.selected
        self.unlink(ids if table == "link" else ())

    def pick_successor(self) -> None:
        """Ask which task shall wait for the chosen one."""
        current, program = self._canvas.current, self._session.program
        if not isinstance(current, NodeItem) or current.node.kind in _NO_TASKS:
            self._session.refused.emit(self.tr("choose the task first that another one shall wait for"))
            return
        self._picking_for = current.node.id
        below = self._canvas.mapFromScene(current.rect().bottomLeft()) + QPoint(0, 4)
        refusal: Callable[[str], str | None] = lambda task: why_not(program, self._picking_for, task)  # noqa: E731
        at = self._canvas.viewport().mapToGlobal(below)
        self.picker.ask(program.plan.state, current.node.id, refusal, at)

    def open_edge(self, edge: Edge) -> None:
        """Type and lag of an arrow that is one link; the links in the list of one that stands for several."""
        if len(edge.links) == 1 and not edge.owed and edge.source not in self._stage.closed:
            self.edit_link(edge.links[0])
        elif edge.links:
            name = self._session.program.plan.name
            self.listed.emit(edge.links, f"{name(edge.source)} → {name(edge.target)}")
        else:
            self.went.emit("commitment", edge.owed[0])

    def edit_link(self, link_id: str) -> None:
        """Type its type and lag at its arrow."""
        line = next((line for line in self._canvas.edges.values() if link_id in line.edge.links), None)
        if line is None or self._session.program.file.read_only:
            return
        if len(line.edge.links) > 1:
            self.open_edge(line.edge)
            return
        text, at = self._captions.of_link(link_id), self._canvas.mapFromScene(line.middle())
        self.editor.open(text, at, lambda *typed: enter_link(self._session.program, link_id, *typed))

    def edit_chosen(self) -> None:
        """Look closely at the chosen arrow."""
        if isinstance(self._canvas.current, EdgeItem):
            self.open_edge(self._canvas.current.edge)
