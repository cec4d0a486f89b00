"""The matrix view: who gives what to whom among component projects or tasks, edited by the cell."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.links import enter_link, link, unlink
from tpm_desktop.model.schedule import LagUnit, LinkType
from tpm_desktop.plan import Delta
from tpm_desktop.plan.matrix import Matrix, Place, linked_tasks, project_matrix, task_matrix
from tpm_desktop.reports import Subject, find_pack

from ..appearance import Appearance
from ..command import command
from ..network.link_editor import LinkEditor
from ..network.links_panel import LinksPanel
from ..pack_file import PackFile
from ..session import Session
from ..view import View
from ..widgets import EmptyState
from .content import Content
from .grid import Grid
from .scope import Scope, ScopeBar


class MatrixView(View):
    """An N-squared matrix: rows give, columns get, in the order of the outline or in sequence."""

    key = "matrix"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.grid, self.bar = Grid(appearance), ScopeBar(self)
        self.links = LinksPanel(session, self)
        self.editor = LinkEditor(session, self.grid.viewport())
        self.empty = EmptyState(
            "table",
            self.tr("Nothing to compare yet"),
            self.tr("Component projects, or their tasks, show here as rows that give and columns that get."),
        )
        self.page = PackFile(session, self)
        self._text = ""
        self._content = Content(session, Matrix((), {}, {}, (), (), ()), self)
        self._actions = self._made_actions()
        self.bar.sequence.setDefaultAction(self._actions["sequence"])
        self.bar.sequence.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.grid)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.links)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([600, 200])
        self.links.hide()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)

    def _join(self) -> None:
        self.grid.moved.connect(self._choose)
        self.grid.opened.connect(self.open_cell)
        self.grid.named.connect(self._name)
        self.grid.entered.connect(self._enter)
        self.grid.asked.connect(self._show_menu)
        self.bar.changed.connect(self.load)
        self.links.chosen.connect(lambda ids: self.session.select("link", ids))
        self.links.removed.connect(lambda ids: self.session.do(lambda: unlink(self.session.program, ids)))

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetShortcut
        declared = (
            ("edit", tr("Edit the cell"), "edit", "F2", lambda: self.open_cell(self.grid.current, "")),
            ("remove", tr("Remove the links of the cell"), "unlink", "Del", self.empty_cell),
            ("tasks", tr("Tasks of these projects"), "expand-all", "Space", self._open_tasks),
            ("sequence", tr("Sequence"), "sort-down", "Q", self.load),
            ("page", tr("Save as a page…"), "pdf", None, self.save_page),
        )
        made = {
            name: command(self.grid, f"matrix-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        made["remove"].setEnabled(not self.session.program.file.read_only)
        made["sequence"].setCheckable(True)
        return made

    # The view's side of the window

    def load(self) -> None:
        state = self.session.program.plan.state
        self.bar.load(state)
        self._content.deleteLater()
        self._content = Content(self.session, self._matrix(), self)
        self.grid.show_content(self._content)
        self.links.load()
        self.pages.setCurrentIndex(0 if len(self._content.matrix) else 1)
        self._actions["tasks"].setEnabled(not self.bar.scope.tasks)
        self._list_cell()
        self.headline_changed.emit()

    def _matrix(self) -> Matrix:
        state, scope = self.session.program.plan.state, self.bar.scope
        sequenced = self._actions["sequence"].isChecked()
        if not scope.tasks:
            return project_matrix(state, sequenced=sequenced)
        rows = linked_tasks(state, [state.outline.row[project] for project in scope.projects])
        sought = self._text.casefold()
        if sought:
            rows = [row for row in rows if sought in f"{state.wbs[row]} {state.names[row]}".casefold()]
        return task_matrix(state, rows, sequenced=sequenced)

    def follow(self, changes: Changes, delta: Delta) -> None:
        tables = ("link", "task", "project", "commitment")
        if delta.moved or delta.reshaped or any(changes.of(table) for table in tables):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "link":
            self.links.show_chosen(ids)

    def restyle(self) -> None:
        self.grid.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip()
        self.load()

    def headline(self) -> str:
        matrix, number = self._content.matrix, self.session.formats.integer
        many, tasks = len(matrix), self.bar.scope.tasks
        elements = self._counted(tasks=tasks, one=many == 1)
        counted = self.tr("1 link") if sum(matrix.gives) == 1 else self.tr("{} links")
        said = [elements.format(number(many)), counted.format(number(sum(matrix.gives)))]
        back = matrix.feedback
        cells = self.tr("1 cell is feedback") if back == 1 else self.tr("{} cells are feedback")
        said.append(cells.format(number(back)))
        if self._actions["sequence"].isChecked():
            loops = len(matrix.loops)
            said.append(self.tr("1 loop") if loops == 1 else self.tr("{} loops").format(number(loops)))
        if tasks and self._text:
            said.append(self.tr("filtered"))
        return " · ".join(said)

    def _counted(self, *, tasks: bool, one: bool) -> str:
        if tasks:
            return self.tr("1 task") if one else self.tr("{} tasks")
        return self.tr("1 component project") if one else self.tr("{} component projects")

    # What it does

    def _choose(self, at: Place) -> None:
        """Select what a cell holds, for the inspector."""
        links, owed = self._content.links(at), self._content.matrix.promises.get(at, ())
        if links:
            self.session.select("link", links)
        elif owed:
            self.session.select("commitment", [one.id for one in owed])
        elif at[0] == at[1]:
            self._name(at[0])
        self._list_cell()

    def _list_cell(self) -> None:
        """While the list is open it shows the links of the current cell."""
        if not self.links.isHidden() and len(self._content.matrix):
            giver, receiver = (self._content.element(place).name for place in self.grid.current)
            self.links.show_only(self._content.links(self.grid.current), f"{giver} → {receiver}")

    def _name(self, place: int) -> None:
        element = self._content.element(place)
        self.session.select(element.table, [element.id])

    def _enter(self, place: int) -> None:
        """The tasks of a component project; of a task its cell on the diagonal."""
        element = self._content.element(place)
        if element.table == "project":
            self.bar.show_scope(Scope(tasks=True, projects=(element.id,)))
        else:
            self.grid.choose((place, place))

    def open_cell(self, at: Place, typed: str) -> None:
        """Type and lag between two tasks, the list of links between two component projects.

        Args: typed: what the line begins with instead of the link's own.
        """
        if not len(self._content.matrix):
            return
        if at[0] == at[1]:
            self._enter(at[0])
        elif not self.bar.scope.tasks:
            self._open_links(at)
        elif not self.session.program.file.read_only:
            self._edit_link(at, typed)

    def _open_links(self, at: Place) -> None:
        owed = self._content.matrix.promises.get(at, ())
        if self._content.links(at):
            self.links.show()
            self._list_cell()
            self.links.table.setFocus()
            self.links.table.selectRow(0)
        elif owed:
            self.went.emit("commitment", owed[0].id)
        else:
            self._open_tasks()

    def _edit_link(self, at: Place, typed: str) -> None:
        links = self._content.matrix.cells.get(at, ())
        self.grid.bring(at)
        self.editor.open(
            self._content.cells.of_link(links[0]) if links else LinkType.FS.value.upper(),
            self.grid.lie().cell(at).center(),
            lambda kind, lag, unit: self._enter_link(at, kind, lag, unit),
        )
        if typed:
            self.editor.setText(typed)

    def _enter_link(self, at: Place, kind: LinkType | None, lag: int, unit: LagUnit) -> None:
        """Take what was typed over: another link, none any more, or a new one."""
        program, links = self.session.program, self._content.links(at)
        if links:
            enter_link(program, links[0], kind, lag, unit)
        elif kind is not None:
            giver, receiver = (self._content.element(place).id for place in at)
            link(program, giver, receiver, kind=kind, lag=lag, lag_unit=unit)

    def empty_cell(self) -> None:
        """Take the links of the current cell away."""
        ids = self._content.links(self.grid.current) if len(self._content.matrix) else ()
        self.session.do(lambda: unlink(self.session.program, ids))

    def _open_tasks(self) -> None:
        """The tasks of the two component projects of the current cell, so that they can be linked."""
        if len(self._content.matrix) and not self.bar.scope.tasks:
            ids = {self._content.element(place).id: None for place in self.grid.current}
            self.bar.show_scope(Scope(tasks=True, projects=tuple(ids)))

    def save_page(self) -> None:
        """Ask where to write the matrix that is shown, over as many sheets as it takes."""
        from tpm_desktop.reports.matrix import MatrixAsked

        scope, sequenced = self.bar.scope, self._actions["sequence"].isChecked()
        pack, asked = find_pack("matrix"), MatrixAsked(scope.tasks, scope.projects, sequenced)
        assert pack is not None
        name = self.tr("Matrix of {}").format(self.session.program.file.path.stem)
        self.page.ask_where(self.tr("Save as a page"), name, pack, lambda _: Subject(matrix=asked))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for name in ("edit", "remove", "tasks", "sequence", "page"):
            if self._actions[name].isEnabled():
                menu.addAction(self._actions[name])
        menu.exec(at)
