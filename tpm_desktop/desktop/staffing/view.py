"""The staffing view: who is needed for how much and when, edited by the cell."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import TargetError
from tpm_desktop.plan import Delta
from tpm_desktop.plan.staffing import Staffing
from tpm_desktop.plan.staffing_rows import By, in_cells, requests_in
from tpm_desktop.plan.staffing_words import headline, hours
from tpm_desktop.reports import find_pack

from .. import file_dialogs
from ..appearance import Appearance
from ..command import command
from ..pack_file import PackFile
from ..session import Session
from ..view import View
from ..widgets import EmptyState
from ..wording import shortened
from ..work import Work
from .bar import StaffingBar
from .content import Arranged, Content, Show, lines
from .editing import Editing
from .heat_map import HeatMap
from .histogram import Histogram
from .tasks_panel import TasksPanel

_TABLES = (
    "assignment", "resource", "resource_availability", "staffing_request", "calendar", "calendar_exception",
    "work_week", "task", "task_split", "project", "program",
)  # fmt: skip


class StaffingView(View):
    """Demand against capacity as a heat map, with a histogram of the chosen lines and the tasks behind."""

    key = "staffing"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self.bar = StaffingBar(self)
        self.map = HeatMap(appearance, lambda source, target: self.editing.says(source, target))
        self.histogram = Histogram(appearance, self.map)
        self.tasks = TasksPanel(session)
        self.editing = Editing(session, self.map, self.tasks, self)
        self.page = PackFile(session, self)
        self._writing = Work(self)
        self.empty = EmptyState(
            "assignment",
            self.tr("Nobody works on anything yet"),
            self.tr("Assign people, roles or teams to tasks: here it shows when they are needed for more than"
                    " there is of them. Roles that nobody fills can be replaced by people here."),
            self.tr("Assign in the Gantt"),
        )  # fmt: skip
        self._staffing: Staffing | None = None
        self._opened: frozenset[str] = frozenset()
        self._text = ""
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.map)

    # How it is laid out

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.map, self.histogram, self.tasks):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([420, 112, 150])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)

    def _join(self) -> None:
        self.bar.changed.connect(self.load)
        self.map.moved.connect(self._show_chosen)
        self.map.moved.connect(self._select)
        self.map.opened.connect(self.editing.open_line)
        self.map.entered.connect(self._enter)
        self.map.dropped.connect(self.editing.drop)
        self.map.nudged.connect(self.editing.nudge)
        self.map.folded.connect(self._fold)
        for part in (self.map, self.tasks):
            part.asked.connect(self._show_menu)
        self.tasks.wanted.connect(lambda row_id: self.went.emit("task", row_id))
        self.tasks.left.connect(self.map.setFocus)
        self._writing.done.connect(lambda name: self.session.said.emit(self.tr("Saved {}").format(name)))
        self._writing.failed.connect(self._not_written)
        self.empty.started.connect(lambda: self.opened.emit("gantt"))

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("give", tr("Give to somebody…"), "person", "Ctrl+G", lambda: self.editing.give(self)),
            ("request", tr("Ask the line manager…"), "send", None, lambda: self.editing.request(self)),
            ("units", tr("Change units…"), "edit", "F2", lambda: self.editing.open_line("")),
            ("later", tr("Move one period later"), "move-right", None, lambda: self.editing.nudge(1)),
            ("earlier", tr("Move one period earlier"), "move-left", None, lambda: self.editing.nudge(-1)),
            ("go", tr("Go to the task in the Gantt"), "gantt", None, self._go),
            ("today", tr("Go to the status date"), "today", None, self._go_present),
            ("page", tr("Save as a page…"), "pdf", None, self.save_page),
            ("sheet", tr("Save as a sheet…"), "export", None, self.save_sheet),
        )
        made = {
            name: command(self, f"staffing-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        for name in ("give", "request", "units", "later", "earlier"):
            made[name].setEnabled(not self.session.program.file.read_only)
        made["give"].setPriority(QAction.Priority.HighPriority)
        return made

    # The view's side of the window

    def load(self) -> None:
        state, span = self.session.program.plan.state, self.bar.period
        at_present = self._staffing is None or self._staffing.span != span
        if at_present or self._staffing is None or self._staffing.state is not state:
            self._staffing = Staffing(state, span)
        staffing = self._staffing
        how = Arranged(
            self.bar.whose, self.bar.group.currentData(), self._opened, self._text,
            self.bar.only_over.isChecked(),
        )  # fmt: skip
        content = Content(staffing, lines(staffing, how), self.bar.figure, self.session.formats)
        there = bool(len(staffing.pieces.assignment)) or bool(staffing.asked[0].any())
        self.pages.setCurrentIndex(0 if there else 1)
        self.map.show_content(content, at_present=at_present)
        self._show_chosen()
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.moved or delta.reshaped or any(changes.of(table) for table in _TABLES):
            self.load()

    def restyle(self) -> None:
        for part in (self.map.viewport(), self.histogram):
            part.update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        if self._staffing is None:
            return ""
        said = headline(self._staffing, self.session.formats)
        return self.tr("{} · filtered").format(said) if self._text else said

    def remember(self, settings: QSettings) -> None:
        for name in ("by", "group", "span", "show_"):
            settings.setValue(f"staffing/{name}", str(getattr(self.bar, name).currentData()))
        settings.setValue("staffing/sizes", self.splitter.saveState())

    def recall(self, settings: QSettings) -> None:
        for name in ("by", "group", "span", "show_"):
            self.bar.choose(getattr(self.bar, name), settings.value(f"staffing/{name}", ""))
        if (sizes := settings.value("staffing/sizes")) is not None:
            self.splitter.restoreState(sizes)

    # What is chosen

    def _show_chosen(self) -> None:
        """The tasks behind the chosen cells, and the histogram of their lines."""
        content = self.map.content
        if content is None or not len(content):
            self.tasks.show_loads(self._staffing, [], "") if self._staffing else None
            return
        first, last = self.map.chosen_lines
        periods = self.map.chosen_periods
        self.histogram.show_lines(content, first, last)
        span = range(periods[0], periods[1] + 1)
        if content.lines[first].row.by is By.PROJECT:
            loads = [
                load
                for line in content.lines[first : last + 1]
                for load in in_cells(content.staffing, line.row, span)
            ]
        else:
            loads = in_cells(content.staffing, content.union(first, last), span)
        name = shortened(content.lines[first].name) if first == last else self.tr("Several lines")
        when = content.period_words(periods[0])
        if periods[0] != periods[1]:
            whole = content.staffing.first(periods[0]), content.staffing.last(periods[1])
            when = self.session.formats.span(*whole)
        work = hours(sum(load.work for load in loads), self.session.formats)
        words = self.tr("{}, {}: {} h") if loads else self.tr("{}, {}: nothing planned")
        said = words.format(name, when, work)
        self.tasks.show_loads(content.staffing, loads, said)

    def _select(self) -> None:
        """The person or project of the line is what the inspector shows."""
        content = self.map.content
        row = content.lines[self.map.current[0]].row if content is not None and len(content) else None
        if row is not None and row.key and (row.is_one or row.by is By.PROJECT):
            self.session.select("project" if row.by is By.PROJECT else "resource", [row.key])

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        content = self.map.content
        if table not in ("resource", "project") or content is None or len(ids) != 1:
            return
        keys = [
            line.row.key if line.row.is_one or line.row.by is By.PROJECT else "" for line in content.lines
        ]
        if ids[0] in keys and keys[self.map.current[0]] != ids[0]:
            self.map.choose((keys.index(ids[0]), self.map.current[1]))

    def _fold(self, at: int) -> None:
        content = self.map.content
        if content is not None and content.lines[at].group:
            self._opened ^= {content.lines[at].row.key}
            self.load()

    def _enter(self) -> None:
        """On to the tasks behind the cell; where requests are shown, to the first of them."""
        content = self.map.content
        if content is not None and self.bar.figure is Show.REQUESTS:
            at = self.map.current
            requests = requests_in(content.staffing, content.lines[at[0]].row, [at[1]])
            if requests:
                table = content.staffing.state.inputs.tables["staffing_request"]
                self.went.emit("staffing_request", table.ids[requests[0]])
                return
        if self.tasks.loads:
            self.tasks.table.setFocus()
            self.tasks.table.selectRow(0)

    def _go(self) -> None:
        chosen = self.tasks.chosen()
        if chosen and self._staffing is not None:
            self.went.emit("task", self._staffing.state.outline.ids[chosen[0].task])

    def _go_present(self) -> None:
        if self._staffing is not None:
            self.map.choose((self.map.current[0], self._staffing.present))
            self.map.show_present()

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("give", "request", "units", "later", "earlier", "go"):
            if self._actions[name].isEnabled():
                menu.addAction(self._actions[name])
        menu.popup(at)

    def save_page(self) -> None:
        """Ask where to write the staffing pack."""
        pack = find_pack("staffing")
        assert pack is not None
        name = self.tr("Staffing of {}").format(self.session.program.file.path.stem)
        self.page.ask_where(self.tr("Save as a page"), name, pack)

    def save_sheet(self) -> None:
        """Write the figures of all lines that are shown as .xlsx, in a thread."""
        content = self.map.content
        name = self.tr("Staffing of {}").format(self.session.program.file.path.stem)
        target = file_dialogs.ask_save(
            self, self.tr("Save as a sheet"), f"{name}.xlsx", self.tr("Excel (*.xlsx)")
        )
        if target is None or content is None or self._writing.busy:
            return

        def write(_: object) -> str:
            from tpm_desktop.exchange.sheets.staffing import write_staffing

            write_staffing(content.staffing, content.chart, content.formats, target)
            return target.name

        self._writing.start(write)

    def _not_written(self, problem: Exception) -> None:
        if not isinstance(problem, TargetError):
            raise problem
        self.session.refused.emit(str(problem))
