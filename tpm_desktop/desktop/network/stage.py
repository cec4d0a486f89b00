"""What is on the stage: the graph that is wanted, laid out in the background where that takes long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from tpm_desktop.gestures.map_places import map_places
from tpm_desktop.plan import State
from tpm_desktop.plan.layering import Point
from tpm_desktop.plan.map_layout import Standing
from tpm_desktop.theme import Theme

from ..appearance import Appearance
from ..background import Background
from ..session import Session
from .canvas import Canvas
from .captions import Captions
from .graph import Graph, Node, NodeKind, Wanted, read_graph
from .look import Look
from .placing import TASK, Placing, place, task_size
from .slipped import Slipped
from .waiting import Waiting

_QUICK = 400  # nodes and edges that are laid out well within a tenth of a second
_OPEN_ALONE = 300  # tasks of a program's only project that are shown at once


class Stage(QObject):
    """Keeps canvas and plan together.

    shown: the canvas holds another graph, or the same one as the plan is now.
    """

    shown = Signal()

    def __init__(self, session: Session, appearance: Appearance, canvas: Canvas, captions: Captions) -> None:
        super().__init__(canvas)
        self._session, self._appearance, self._canvas, self._captions = session, appearance, canvas, captions
        self.opened: set[str] = set()
        self.wanted = Wanted()
        self.graph = Graph((), ())
        self._coming = self.graph
        self._standing, self._size = Standing(), TASK
        self.closed: Mapping[str, Point] = {}
        self._begun = False
        self._anew = False  # the next graph is looked at from its beginning
        self._waiting = Waiting(canvas)
        self._layout = Background(self)
        self._layout.done.connect(self._laid_out)
        self._layout.failed.connect(self._failed)
        self._waiting.cancelled.connect(self._cancel)

    @property
    def _state(self) -> State:
        return self._session.program.plan.state

    @property
    def busy(self) -> bool:
        """Whether something is being laid out in the background."""
        return self._layout.busy

    def load(self) -> None:
        """Show the plan as it is now; lay out anew only where nodes or edges came, went or changed places."""
        state = self._state
        if not self._begun and len(state.outline):
            self._begin(state)
        self.opened &= set(state.outline.ids)
        self._captions.forget()
        graph = read_graph(state, self.opened, self.wanted)
        standing, size = self._stands(), task_size(len(self._captions.fields))
        same = graph.shape() == self.graph.shape() and standing == self._standing and size == self._size
        if same and not self._layout.busy:
            self._renew(graph)
            return
        self._standing, self._size = standing, size
        if len(graph.nodes) <= _QUICK and len(graph.edges) <= _QUICK:
            self._layout.cancel()
            self._put(graph, place(graph, standing, size))
        else:
            self._coming = graph
            self._waiting.begin(
                self.tr("Laying out {} nodes…").format(self._session.formats.integer(len(graph.nodes)))
            )
            self._layout.start(partial(place, graph, standing, size))

    def put_back(self) -> None:
        """Show everything where it stands, also what was led elsewhere."""
        self.graph = Graph((), ())
        self.load()

    def _stands(self) -> Standing:
        """Where projects were put by hand; the others stay, but for those that were put somewhere before."""
        hand, former = map_places(self._state), self._standing.hand
        changed = {p for p in {*hand, *former} if hand.get(p) != former.get(p)}
        return Standing(hand, {p: at for p, at in self.closed.items() if p not in hand and p not in changed})

    def _begin(self, state: State) -> None:
        """The only component project of a program is opened at once, unless it is large."""
        self._begun = True
        projects = state.outline.children(-1)
        if len(projects) == 1 and len(state.outline) <= _OPEN_ALONE:
            self.opened = {state.outline.ids[projects[0]]}

    def _laid_out(self, placing: Placing) -> None:
        self._waiting.end()
        self._put(self._coming, placing)

    def _failed(self, problem: object) -> None:
        self._waiting.end()
        self._session.refused.emit(self.tr("The graph can't be laid out: {}").format(problem))

    def _cancel(self) -> None:
        """Leave on screen what is there."""
        self._layout.cancel()
        self._waiting.end()

    def _put(self, graph: Graph, placing: Placing) -> None:
        self._canvas.show_graph(graph, placing)
        self.closed = placing.closed
        self._standing = self._stands()
        if self._anew and self._canvas.current is None:
            self._canvas.begin()
        self._anew = False
        self._renew(graph)

    def _renew(self, graph: Graph) -> None:
        self.graph = graph
        theme: Theme = self._appearance.theme
        critical, near = self._state.schedule.critical, self._state.near_critical
        hues = {row: theme.project_hue(n) for n, row in enumerate(self._state.outline.children(-1))}
        slipped = self._captions.slipped

        def look(node: Node) -> Look:
            if node.kind is NodeKind.OUTSIDE:
                return Look(theme.muted)
            task = node.kind is not NodeKind.PROJECT
            return Look(
                hues[node.project],
                critical=task and bool(critical[node.row]),
                near=task and bool(near[node.row]),
                moved=slipped is not None and slipped.moves(node),
            )

        self._canvas.renew(graph, look)
        self.shown.emit()

    # What is wanted

    def want(self, wanted: Wanted) -> None:
        """Show only what is wanted."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.load()

    def show_slip(self, slipped: Slipped | None) -> None:
        """Show what a slip moves and breaks; None: the plan as it is."""
        self._captions.slipped = slipped
        if self.graph.nodes and not self._layout.busy:
            self._renew(self.graph)

    def toggle(self, project_id: str) -> None:
        """Open a closed component project, close an open one."""
        self.opened ^= {project_id}
        self.load()

    def open_all(self, *, wanted: bool) -> None:
        """Open every component project, or close it; with nothing chosen, begin reading anew."""
        self._anew = True
        outline = self._state.outline
        self.opened = {outline.ids[row] for row in outline.children(-1)} if wanted else set()
        self.load()

    def reveal(self, task_id: str) -> None:
        """Open the component project of a task, where the task is wanted at all."""
        outline = self._state.outline
        row = outline.row.get(task_id)
        if row is not None and not outline.is_project[row]:
            self.opened.add(outline.ids[int(outline.project[row])])
            self.load()
