"""The Gantt view: what is shown of the plan, following every edit and what is selected elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.saved_looks import ViewChoice
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.sifting.nothing_found import NothingFound
from tpm_desktop.desktop.sifting.sifting import Sifting
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta
from tpm_desktop.sieve import arrange
from tpm_desktop.sieve.plan_rows import TOTALS

from .actions import Actions
from .cells import Cells
from .column_layout import lay_out, layout_of
from .freezing import frozen_in
from .looks import Looking
from .overview_strip import OverviewStrip
from .panes import Panes
from .row_commands import RowCommands
from .structure import Structure

_FOLLOWED = {
    "program", "project", "calendar", "work_week", "calendar_exception", "resource", "task", "task_split",
    "link", "assignment", "baseline", "baseline_task",
}  # fmt: skip
_PLACE = {"parent_id", "project_id", "order"}


class GanttView(View):
    """Rows and bars; tasks and component projects that are selected are so for the whole window."""

    key = "gantt"
    sifting: Sifting

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.panes = Panes(session, appearance)
        self.rows = RowCommands(session, self.panes.tree)
        self.strip = OverviewStrip(self.panes.chart)
        self.structure = Structure(session, self.panes, self.rows)
        self.actions_of_view = Actions(self, self.panes, self.strip, self.rows, self.structure, session)
        self.sifting = Sifting(session, "task", self.panes.model.rows, self)
        looking = Looking(self.panes, self.actions_of_view.texts, self.sifting)
        self.looks = ViewChoice(self, session, looking, "task", "gantt")
        self._loaded = self._selecting = False
        self._settings: QSettings | None = None  # from which the last view is taken once there are rows
        self._flash = QTimer(self, singleShot=True)
        self._flash.timeout.connect(lambda: self.panes.flash(frozenset()))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        fixed = self.session.program.file.read_only
        self.empty = EmptyState(
            "gantt",
            self.tr("No tasks yet"),
            self.tr("A program is made of component projects, and these of tasks: their bars stand here."),
            "" if fixed else self.tr("Add a component project"),
            other_step=self.tr("Add one from a template…"),
        )
        self.empty.setObjectName("gantt-empty")
        self.nothing = NothingFound(self.sifting, self.tr("No task is found"), self.tr("Show all tasks"))
        self.nothing.setObjectName("gantt-nothing-found")
        self.pages = QStackedWidget()
        planned = QWidget()
        below = QVBoxLayout(planned)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.actions_of_view.finding)
        below.addWidget(self.panes, 1)
        below.addWidget(self.strip)
        self.pages.addWidget(planned)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        tree, chart = self.panes.tree, self.panes.chart
        self.empty.started.connect(self.rows.insert_project)
        self.empty.other_started.connect(self.structure.ask_for_template)
        self.panes.picked.connect(self._picked)
        self.panes.order_wanted.connect(self.sifting.turn)
        self.sifting.changed.connect(self._sift)
        tree.fixed.connect(self.session.refused)
        tree.escaped.connect(lambda: chart.pointer.cancel() or self.rows.give_up_cut())
        chart.row_opened.connect(self._opened)
        chart.pointer.drawn.connect(self.rows.edit_name)
        chart.link_pressed.connect(lambda link_id: self.session.select("link", [link_id]))
        self.rows.cut_changed.connect(lambda: tree.mark_cut(self.rows.cut_ids))

    # Following the program

    def load(self) -> None:
        first, self._loaded = not self._loaded, True
        self._show_all(first=first)
        if first and self._settings is not None:
            self.looks.recall(self._settings)
        self.show_selected(*self.session.selected)

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("attachment"):
            self.panes.tree.viewport().update()
        if self._loaded and "saved_view" in changes.tables:
            self.looks.follow()
        if not self._loaded or not (delta.moved or delta.reshaped or _FOLLOWED & set(changes.tables)):
            return
        placed = bool(_PLACE & (changes.fields("task") | changes.fields("project")))
        if delta.reshaped or placed or self.sifting.sieve:
            self._show_all()
        else:
            self.panes.follow(changes)
        self.actions_of_view.finding.follow()
        if delta.moved and self.appearance.flash:
            row = self.panes.model.state.outline.row
            self.panes.flash(frozenset(row[i] for i in delta.moved if i in row))
            self._flash.start(self.appearance.flash)

    def _show_all(self, *, first: bool = False, anew: bool = False) -> None:
        rows = self.panes.model.rows()
        arrangement = arrange(self.sifting.sieve, rows, self.session.formats, rows.outlined, TOTALS)
        self.panes.relay(arrangement, first=first, anew=anew)
        self.panes.show_order(self.sifting.sieve.sort)
        self._show_page()
        if anew:
            self.panes.chart.reveal_any()

    def _show_page(self) -> None:
        """Rows and bars, or why there are none."""
        model, page = self.panes.model, 0
        if not len(model.state.outline):
            page = 1
        elif not len(self.panes.chart.shown):
            page = 2
            self.nothing.tell()
        self.pages.setCurrentIndex(page)

    def _sift(self) -> None:
        if self._loaded:
            self._show_all(anew=True)
            self.headline_changed.emit()
            self.sifting.tell(self._found())
            self.actions_of_view.finding.follow()

    def filter(self, text: str) -> None:
        self.sifting.type(text.strip())

    def restyle(self) -> None:
        self.panes.restyle(self.appearance)

    # What is selected

    def _picked(self) -> None:
        """What is selected in the table: its tasks, or component projects where it is just those."""
        if self._selecting:
            return
        outline, ids = self.panes.model.state.outline, self.panes.tree.selected_ids()
        tasks = [i for i in ids if not outline.is_project[outline.row[i]]]
        self.panes.mark_link(None)
        self._selecting = True
        self.session.select("task" if tasks or not ids else "project", tasks or ids)
        self._selecting = False

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if self._selecting or not self._loaded:
            return
        self.panes.mark_link(ids[0] if table == "link" and ids else None)
        if table in ("task", "project"):
            self._selecting = True
            self.panes.folding.unfold_to(ids)
            self.panes.tree.select(list(ids))
            self._selecting = False
            row = self.panes.model.row_of(self.panes.tree.currentIndex()) if ids else None
            if row is not None:
                self.panes.tree.show_row(self.panes.tree.currentIndex())
                self.panes.chart.reveal(row)

    def _opened(self, row: int) -> None:
        """A double click asks for the form of the row."""
        outline = self.panes.model.state.outline
        self.session.select("project" if outline.is_project[row] else "task", [outline.ids[row]])

    # The view's side of the window

    def commands(self) -> list[QAction]:
        return [*self.actions_of_view.all, self.looks.menu.menuAction()]

    def subjects(self) -> list[tuple[str, list[list[QAction]]]]:
        return self.actions_of_view.subjects()

    def fit(self) -> None:
        self.panes.chart.fit()

    def paper(self, *, sheet: bool = False) -> QDialog:
        from .paper.dialog import GanttPaperDialog

        return GanttPaperDialog(self, self.session, self.panes, self.headline(), sheet=sheet)

    def headline(self) -> str:
        """What matters most comes first: the end is cut where there is little room."""
        state, formats = self.session.program.plan.state, self.session.formats
        projects = int(state.outline.is_project.sum())
        tasks = len(state.outline) - projects
        counted = self.tr("1 task") if tasks == 1 else self.tr("{} tasks").format(formats.integer(tasks))
        several = self.tr("in {} component projects").format(projects)
        said: list[str] = []
        said += self.sifting.said(self._found())
        if tasks:
            finish = Cells(state, formats).moment(int(state.schedule.program_finish), finish=True)
            said.append(self.tr("Finish {}").format(finish))
            critical = int((state.schedule.critical & ~state.summary).sum())
            said.append(self.tr("{} critical").format(formats.integer(critical)))
        said.append(f"{counted} {self.tr('in 1 component project') if projects == 1 else several}")
        return " · ".join(said)

    def _found(self) -> int:
        """How many tasks the filter finds."""
        found, outline = self.panes.model.arrangement.found, self.panes.model.state.outline
        return 0 if found is None else int((found & ~outline.is_project).sum())

    def remember(self, settings: QSettings) -> None:
        settings.setValue("gantt/columns", layout_of(self.panes.tree.header()))
        settings.setValue("gantt/frozen", self.panes.tree.freezing.count)
        if self.panes.split_by_hand:
            settings.setValue("gantt/splitter", self.panes.saveState())
        for name, action in self.actions_of_view.toggles.items():
            settings.setValue(f"gantt/{name}", action.isChecked())
        self.actions_of_view.texts.remember(settings)
        self.looks.remember(settings)

    def recall(self, settings: QSettings) -> None:
        self.panes.tree.freeze(frozen_in(settings))
        columns, splitter = settings.value("gantt/columns"), settings.value("gantt/splitter")
        if columns is not None:
            lay_out(self.panes.tree.header(), columns)
        if splitter is not None:
            self.panes.restoreState(splitter)
        for name, action in self.actions_of_view.toggles.items():
            if settings.contains(f"gantt/{name}"):
                action.setChecked(bool(settings.value(f"gantt/{name}", type=bool)))
        self.actions_of_view.texts.recall(settings)
        self._settings = settings
