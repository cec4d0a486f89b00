"""The dependencies view: graph and list of links, and how both follow edits and the selection."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.links import why_not
from tpm_desktop.plan import Delta

from ..appearance import Appearance
from ..command import command
from ..impact.bar import SlipBar
from ..session import Session
from ..view import View
from ..widgets import EmptyState
from .arranging import Arranging
from .canvas import Canvas
from .captions import Captions
from .controls import Controls
from .edges import EdgeItem
from .editing import Editing
from .graph import NodeKind, critical_links, crossing_links
from .legend import Legend
from .lower import Lower
from .menu import context_menu
from .nodes import NodeItem
from .slipping import Slipping
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
        self.below = Lower(session, self)
        self.links = self.below.links
        self.controls = Controls(self)
        self.legend = Legend(appearance, self)
        self.editing = Editing(session, self.canvas, self.stage, self._captions)
        self.slip_bar = SlipBar(session, self)
        self.slipping = Slipping(session, self.stage, self.slip_bar, self.below.moves)
        self.empty = EmptyState(
            "network",
            self.tr("No component projects yet"),
            self.tr("Tasks of all component projects show here with what waits for what."),
        )
        self._actions = self._made_actions()
        self.controls.add([self._actions[name] for name in ("open-all", "close-all", "list", "findings")])
        self.below.switched_by(self._actions["list"], self._actions["findings"])
        self._text = ""
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
        self.splitter.addWidget(self.below)
        self.splitter.setSizes([760, 240])
        self.splitter.setStretchFactor(0, 1)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.controls)
        inner.addWidget(self.slip_bar)
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
        self.canvas.placed.connect(self.arranging.place)
        self.canvas.asked.connect(self._show_menu)
        self.controls.fields.changed.connect(self._show_fields)
        self.links.chosen.connect(lambda ids: self.session.select("link", ids))
        self.links.removed.connect(self.editing.unlink)
        self.editing.listed.connect(self._list_edge)
        for part in (self.editing, self.below.findings, self.below.moves):
            part.went.connect(self.went)
        self.slipping.begun.connect(self.below.begin_slip)
        self.slipping.ended.connect(self.below.end_slip)
        self.slipping.begun.connect(lambda: self.legend.show_slip(on=True))
        self.slipping.ended.connect(lambda: self.legend.show_slip(on=False))
        self.controls.wanted_changed.connect(lambda _: self._want())

    def _made_actions(self) -> dict[str, QAction]:
        stage, tr = self.stage, self.tr
        edits = (
            ("link", tr("Link to…"), "link", "L", self.editing.pick_successor),
            ("edit", tr("Type and lag…"), "clock", "T", self.editing.edit_chosen),
            ("remove", tr("Remove link"), "unlink", "Del", self.editing.remove_chosen),
        )
        others = (
            ("focus", tr("Look around the selected task"), "search", "O", self.controls.turn_around),
            ("toggle", tr("Open or close the project"), "expand-all", "Space", self._toggle_chosen),
            ("fit", tr("Fit"), "zoom-fit", "F", self.canvas.fit),
            ("zoom-in", tr("Zoom in"), "zoom-in", "Ctrl+=", lambda: self.canvas.zoom(_STEP)),
            ("zoom-out", tr("Zoom out"), "zoom-out", "Ctrl+-", lambda: self.canvas.zoom(1 / _STEP)),
            ("open-all", tr("Open all"), "expand-all", "*", lambda: stage.open_all(wanted=True)),
            ("close-all", tr("Close all"), "collapse-all", "/", lambda: stage.open_all(wanted=False)),
            ("list", tr("Links"), "table", "Ctrl+L", lambda: self.below.switch(self.links)),
            ("findings", tr("Findings"), "warning", "Ctrl+Shift+N", self._switch_findings),
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
        for name in ("list", "findings"):
            made[name].setCheckable(True)
        made["link"].setPriority(QAction.Priority.HighPriority)
        return made

    # The view's side of the window

    def load(self) -> None:
        self.stage.load()
        self.links.load()
        self._load_lower()
        self.pages.setCurrentIndex(0 if len(self.session.program.plan.state.outline) else 1)
        self.show_selected(*self.session.selected)

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.stage.load()
        if changes.of("link") or changes.of("task") or changes.of("project") or delta.moved or delta.reshaped:
            self.links.load()
        self._load_lower()
        self.slipping.follow()
        self.pages.setCurrentIndex(0 if len(self.session.program.plan.state.outline) else 1)
        if self.appearance.flash and delta.moved:
            self._light(delta.moved)
            self._dark.start(self.appearance.flash)

    def _switch_findings(self) -> None:
        self.below.switch(self.below.findings)

    def _load_lower(self) -> None:
        """Findings take a while in large programs, so they are only asked for when they are shown."""
        if self.below.shown is self.below.findings:
            self.below.findings.load()

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
        kinds = [node.kind for node in self.stage.graph.nodes]
        projects, outside = kinds.count(NodeKind.PROJECT), kinds.count(NodeKind.OUTSIDE)
        tasks = len(kinds) - projects - outside
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
        if outside:
            one = self.tr("1 external giver")
            said.insert(1, one if outside == 1 else self.tr("{} external givers").format(outside))
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
        self.below.remember(settings)

    def recall(self, settings: QSettings) -> None:
        self.controls.fields.recall(settings)
        kept = settings.value("network/splitter")
        if kept is not None:
            self.splitter.restoreState(kept)
        self.below.recall(settings)

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

    def show_slip(self, table: str, row_id: str) -> None:
        """Show on the map, and as a list, what follows if a row slips."""
        self.slipping.begin(table, row_id)

    def _list_edge(self, links: tuple[str, ...], between: str) -> None:
        self.below.turn(self.links)
        self.links.show_only(links, between)
        self.links.table.setFocus()
        self.links.table.selectRow(0)

    def _toggle_chosen(self) -> None:
        current = self.canvas.current
        if isinstance(current, NodeItem) and current.node.kind is not NodeKind.OUTSIDE:
            outline = self.session.program.plan.state.outline
            self.stage.toggle(outline.ids[current.node.project])

    def _show_menu(self, item: NodeItem | EdgeItem | None, at: QPoint) -> None:
        if item is not None:
            doing = (self.editing.edit_link, self.editing.open_edge, self.went.emit)
            context_menu(self.session, self, item, *doing, self._actions).exec(at)
