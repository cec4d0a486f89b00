"""The dependencies view: graph and list of links, and how both follow edits and the selection."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.links import enter_link, link, unlink, why_not
from tpm_desktop.plan import Delta

from ..appearance import Appearance
from ..command import command
from ..session import Session
from ..view import View
from ..widgets import EmptyState
from .arranging import Arranging
from .canvas import Canvas
from .captions import Captions
from .controls import Controls
from .edges import EdgeItem
from .graph import Edge, NodeKind, critical_links, crossing_links
from .legend import Legend
from .link_editor import LinkEditor
from .links_panel import LinksPanel
from .menu import context_menu
from .nodes import NodeItem
from .picker import Picker
from .stage import Stage

_STEP = 1.25  # of zooming by key


class NetworkView(View):
    """Component projects, their tasks and the links between them."""

    key = "network"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._captions = Captions(session, self)
        self.canvas = Canvas(appearance, self._captions, lambda a, b: why_not(session.program, a, b))
        self.stage = Stage(session, appearance, self.canvas, self._captions)
        self.arranging = Arranging(session, self.canvas, self.stage)
        self.links = LinksPanel(session, self)
        self.controls = Controls(self)
        self.legend = Legend(appearance, self)
        self.editor = LinkEditor(session, self.canvas.viewport())
        self.picker = Picker(self)
        self.empty = EmptyState(
            "network",
            self.tr("No component projects yet"),
            self.tr("Tasks of all component projects show here with what waits for what."),
        )
        self._actions = self._made_actions()
        self.controls.add([self._actions[name] for name in ("open-all", "close-all", "list")])
        self._text = self._picking_for = ""
        self._lit: frozenset[str] = frozenset()
        self._dark = QTimer(self, singleShot=True)
        self._dark.timeout.connect(lambda: self._light(frozenset()))
        self._lay_out()
        self._join()
        self.setFocusProxy(self.canvas)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.canvas, 1)
        above.addWidget(self.legend)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self.links)
        self.splitter.setSizes([760, 240])
        self.splitter.setStretchFactor(0, 1)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.controls)
        inner.addWidget(self.splitter, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(filled)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        self.stage.shown.connect(self.headline_changed)
        self.canvas.chosen.connect(self.session.select)
        self.canvas.toggled.connect(self.stage.toggle)
        self.canvas.joined.connect(self.link)
        self.canvas.opened.connect(self.open_edge)
        self.canvas.placed.connect(self.arranging.place)
        self.canvas.asked.connect(self._show_menu)
        self.controls.fields.changed.connect(self._show_fields)
        self.links.chosen.connect(lambda ids: self.session.select("link", ids))
        self.links.removed.connect(self.unlink)
        self.controls.wanted_changed.connect(lambda _: self._want())
        self.picker.picked.connect(lambda successor: self.link(self._picking_for, successor))

    def _made_actions(self) -> dict[str, QAction]:
        stage, tr = self.stage, self.tr
        edits = (
            ("link", tr("Link to…"), "link", "L", self.pick_successor),
            ("edit", tr("Type and lag…"), "clock", "T", self._edit_chosen),
            ("remove", tr("Remove link"), "unlink", "Del", self.remove_chosen),
        )
        others = (
            ("focus", tr("Look around the selected task"), "search", "O", self.controls.turn_around),
            ("toggle", tr("Open or close the project"), "expand-all", "Space", self._toggle_chosen),
            ("fit", tr("Fit"), "zoom-fit", "F", self.canvas.fit),
            ("zoom-in", tr("Zoom in"), "zoom-in", "Ctrl+=", lambda: self.canvas.zoom(_STEP)),
            ("zoom-out", tr("Zoom out"), "zoom-out", "Ctrl+-", lambda: self.canvas.zoom(1 / _STEP)),
            ("open-all", tr("Open all"), "expand-all", "*", lambda: stage.open_all(wanted=True)),
            ("close-all", tr("Close all"), "collapse-all", "/", lambda: stage.open_all(wanted=False)),
            ("list", tr("Links"), "table", "Ctrl+L", self._show_list),
            ("picture", tr("Save as PDF or picture…"), "pdf", None, self.arranging.save_picture),
            ("arrange", tr("Arrange anew"), "refresh", None, self.arranging.anew),
        )
        alone = Qt.ShortcutContext.WidgetShortcut  # single letters are typed in the list and the editors
        made = {
            name: command(self.canvas, f"network-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in (*edits, *others)
        }
        self.canvas.movable = not self.session.program.file.read_only
        for name in (*(name for name, *_ in edits), "arrange"):
            made[name].setEnabled(not self.session.program.file.read_only)
        made["list"].setCheckable(True)
        made["list"].setChecked(True)
        made["link"].setPriority(QAction.Priority.HighPriority)
        return made

    def _show_list(self) -> None:
        self.links.setVisible(self._actions["list"].isChecked())

    # The view's side of the window

    def load(self) -> None:
        self.stage.load()
        self.links.load()
        self.pages.setCurrentIndex(0 if len(self.session.program.plan.state.outline) else 1)
        self.show_selected(*self.session.selected)

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.stage.load()
        if changes.of("link") or changes.of("task") or changes.of("project") or delta.moved or delta.reshaped:
            self.links.load()
        self.pages.setCurrentIndex(0 if len(self.session.program.plan.state.outline) else 1)
        if self.appearance.flash and delta.moved:
            self._light(delta.moved)
            self._dark.start(self.appearance.flash)

    def _light(self, ids: frozenset[str]) -> None:
        self.canvas.light(self._lit, on=False)
        self.canvas.light(ids, on=True)
        self._lit = ids

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "task" and ids:
            if self.controls.is_around:
                self._want()
            if ids[0] not in self.canvas.nodes:
                self._show_project_of(ids[0])
                return
        self.canvas.show_chosen(table, ids)
        if table == "link":
            self.links.show_chosen(ids)

    def _show_project_of(self, task_id: str) -> None:
        """A task that isn't shown stands in for by its component project."""
        outline = self.session.program.plan.state.outline
        row = outline.row.get(task_id)
        if row is not None:
            self.canvas.show_chosen("project", (outline.ids[int(outline.project[row])],))

    def restyle(self) -> None:
        self.canvas.restyle()
        self.legend.update()
        self.stage.load()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def headline(self) -> str:
        state, formats = self.session.program.plan.state, self.session.formats
        projects = sum(node.kind is NodeKind.PROJECT for node in self.stage.graph.nodes)
        tasks = len(self.stage.graph.nodes) - projects
        links, crossing = len(state.inputs.links), int(crossing_links(state).sum())
        said = [
            self.tr("1 component project")
            if projects == 1
            else self.tr("{} component projects").format(projects),
            self.tr("{} tasks shown").format(formats.integer(tasks)),
            self.tr("{} links, {} between projects, {} critical").format(
                formats.integer(links),
                formats.integer(crossing),
                formats.integer(int(critical_links(state).sum())),
            ),
        ]
        if not self.stage.wanted.everything:
            said.append(self.tr("filtered"))
        return " · ".join(said)

    def filter(self, text: str) -> None:
        self._text = text.strip()
        self._want()

    def fit(self) -> None:
        self.canvas.fit()

    def remember(self, settings: QSettings) -> None:
        self.controls.fields.remember(settings)
        settings.setValue("network/splitter", self.splitter.saveState())
        settings.setValue("network/list", self._actions["list"].isChecked())

    def recall(self, settings: QSettings) -> None:
        self.controls.fields.recall(settings)
        kept = settings.value("network/splitter")
        if kept is not None:
            self.splitter.restoreState(kept)
        self._actions["list"].setChecked(bool(settings.value("network/list", True, type=bool)))
        self._show_list()

    # What it does

    def _show_fields(self) -> None:
        self._captions.fields = self.controls.fields.chosen
        if self.stage.graph.nodes:
            self.stage.load()

    def _want(self) -> None:
        table, ids = self.session.selected
        task = ids[0] if table == "task" and ids else self.stage.wanted.around
        self.stage.want(replace(self.controls.apply(self.stage.wanted, task), text=self._text))
        self.canvas.show_chosen(table, ids)

    def link(self, predecessor: str, successor: str) -> str | None:
        """Let one task wait for another; a ring that this would close is named."""
        made = self.session.do(lambda: link(self.session.program, predecessor, successor))
        if made is not None:
            self.session.select("link", [made])
        return made

    def unlink(self, link_ids: tuple[str, ...]) -> None:
        """Take links away."""
        self.session.do(lambda: unlink(self.session.program, link_ids))

    def remove_chosen(self) -> None:
        """Take the chosen links away."""
        table, ids = self.session.selected
        self.unlink(ids if table == "link" else ())

    def pick_successor(self) -> None:
        """Ask which task shall wait for the chosen one."""
        current = self.canvas.current
        if not isinstance(current, NodeItem) or current.node.kind is NodeKind.PROJECT:
            self.session.refused.emit(self.tr("choose the task first that another one shall wait for"))
            return
        self._picking_for = current.node.id
        below = self.canvas.mapFromScene(current.rect().bottomLeft()) + QPoint(0, 4)
        refusal = lambda successor: why_not(self.session.program, self._picking_for, successor)  # noqa: E731
        self.picker.ask(
            self.session.program.plan.state,
            current.node.id,
            refusal,
            self.canvas.viewport().mapToGlobal(below),
        )

    def open_edge(self, edge: Edge) -> None:
        """Type and lag of an arrow that is one link; the links in the list of one that stands for several."""
        if len(edge.links) == 1 and not edge.owed and edge.source not in self.stage.closed:
            self.edit_link(edge.links[0])
        elif edge.links:
            name = self.session.program.plan.name
            self._actions["list"].setChecked(True)
            self._show_list()
            self.links.show_only(edge.links, f"{name(edge.source)} → {name(edge.target)}")
            self.links.table.setFocus()
            self.links.table.selectRow(0)
        else:
            self.went.emit("commitment", edge.owed[0])

    def edit_link(self, link_id: str) -> None:
        """Type its type and lag at its arrow."""
        line = next((line for line in self.canvas.edges.values() if link_id in line.edge.links), None)
        if line is None or self.session.program.file.read_only:
            return
        if len(line.edge.links) > 1:
            self.open_edge(line.edge)
            return
        text, at = self._captions.of_link(link_id), self.canvas.mapFromScene(line.middle())
        self.editor.open(text, at, lambda *typed: enter_link(self.session.program, link_id, *typed))

    def _edit_chosen(self) -> None:
        if isinstance(self.canvas.current, EdgeItem):
            self.open_edge(self.canvas.current.edge)

    def _toggle_chosen(self) -> None:
        current = self.canvas.current
        if isinstance(current, NodeItem):
            outline = self.session.program.plan.state.outline
            self.stage.toggle(outline.ids[current.node.project])

    def _show_menu(self, item: NodeItem | EdgeItem | None, at: QPoint) -> None:
        if item is not None:
            doing = (self.edit_link, self.open_edge, self.went.emit)
            context_menu(self.session, self, item, *doing, self._actions).exec(at)
