"""The view of the staffing plan: roles by month above; vacancies, roster, skills and boarding below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import Line, LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.inspector.page_tabs import PageTabs
from tpm_desktop.desktop.new_row import ask_and_add, ask_for
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.people import fill_position, make_checklist, tick_step
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.pmo import BoardingKind, Position
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.skills import skill_gaps
from tpm_desktop.plan.staffing_plan import StaffingPlan, staffing_plan
from tpm_desktop.plan.staffing_plan_words import staffing_headline
from tpm_desktop.reports import find_pack
from tpm_desktop.theme import measures

from .lines import (
    boarding_heads,
    boarding_lines,
    gap_heads,
    gap_lines,
    roster_heads,
    roster_lines,
    vacancy_heads,
    vacancy_lines,
)
from .model import RolesModel
from .months_table import MonthsTable

_TABLES = (
    "position", "role", "resource", "resource_skill", "skill", "skill_need", "boarding_step", "assignment",
    "program",
)  # fmt: skip
_VACANCIES, _ROSTER, _SKILLS, _BOARDING = range(4)
_NAMES, _MONTH = 200, 92


class StaffingPlanView(View):
    """A line is shown in the inspector when it is chosen; positions are filled and steps ticked off here."""

    key = "staffing-plan"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text = ""
        self.found: StaffingPlan | None = None
        self.model = RolesModel(session, self)
        self.roles = self._made_roles()
        self.tabs = PageTabs(self)
        self.tabs.setAccessibleName(self.tr("Lists"))
        self.lists = [
            LinesTable("staffing-vacancies", self.tr("Vacancies"), vacancy_heads(), self),
            LinesTable("staffing-roster", self.tr("Roster"), roster_heads(), self),
            LinesTable("staffing-skills", self.tr("Missing skills"), gap_heads(), self),
            LinesTable("staffing-boarding", self.tr("Boarding"), boarding_heads(), self),
        ]
        self._nothing = [
            self.tr("No position is vacant."),
            self.tr("Nobody works on the program yet; add people to the resources."),
            self.tr("No skill is missing. Say in “Needed skills” what roles and tasks take."),
            self.tr("Nobody comes or goes. Make a checklist of somebody in the roster."),
        ]
        self._told = QLabel()
        self._told.setWordWrap(True)
        mark(self._told, role="muted")
        self._told.setContentsMargins(16, 8, 16, 8)
        self.papers = PackFile(session, self)
        self.empty = EmptyState(
            "person",
            self.tr("No positions yet"),
            self.tr("Add the positions of the program with role, time and share; then you see here by month"
                    " whether the plan’s need is met, and what leans on those that are vacant."),
            self.tr("Add the first position") if self._writable else "",
        )  # fmt: skip
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.roles)

    def _made_roles(self) -> QTableView:
        table = MonthsTable(_MONTH, self)
        table.setObjectName("staffing-roles")
        table.setAccessibleName(self.tr("Need and staffing of roles by month, in full-time equivalents"))
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        dress_table(table)
        names = table.verticalHeader()
        names.show()
        names.setDefaultSectionSize(measures().window.row)
        names.setFixedWidth(_NAMES)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        return table

    def _made_actions(self) -> dict[str, QAction]:
        tr, on, off = self.tr, BoardingKind.ON, BoardingKind.OFF
        edits = (
            ("add", tr("Add a position…"), "plus", "Ctrl+Shift+N", self.add_position),
            ("fill", tr("Fill the position…"), "person", "Ctrl+T", self.fill),
            ("on", tr("Make the on-boarding checklist…"), "check", "Ctrl+I", partial(self.board, on)),
            ("off", tr("Make the off-boarding checklist…"), "exit", None, partial(self.board, off)),
            ("tick", tr("Step is done, or open again"), "success", "Ctrl+Space", self.tick),
        )
        made = {
            name: command(self, f"staffing-{name}", text, picture, keys, done, enabled=self._writable)
            for name, text, picture, keys, done in edits
        }
        made["go"] = command(self, "staffing-go", tr("Go to the row"), "chevron-right", None, self.go)
        made["pdf"] = command(
            self, "staffing-pdf", tr("Write the staffing plan as PDF…"), "pdf", None, self.write_paper
        )
        for name in ("add", "fill"):
            made[name].setPriority(QAction.Priority.HighPriority)
        return made

    def _lay_out(self) -> None:
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._told)
        self._stack = QStackedWidget()
        for table in self.lists:
            self._stack.addWidget(table)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.roles)
        split.addWidget(lower)
        split.setSizes([320, 330])
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        self.tabs.chosen.connect(self.turn)
        for table in self.lists:
            table.clicked.connect(lambda _: self._select())
            table.activated.connect(lambda _: self.go())
        self.roles.clicked.connect(lambda index: self._select_role(index.row()))
        self.empty.started.connect(self.add_position)

    # The view's side of the window

    def load(self) -> None:
        program = self.session.program
        state, day = program.plan.state, day_of_status(program.plan.state)
        self.found = found = staffing_plan(program.file, state, day)
        there = any(role.has_positions for role in found.roles)
        self.pages.setCurrentIndex(0 if there else 1)
        self._actions["fill"].setEnabled(self._writable and there)
        self._show_roles()
        lines = [
            vacancy_lines(self.session, found),
            roster_lines(self.session, day),
            gap_lines(self.session, skill_gaps(program.file, state, day)),
            boarding_lines(self.session, day),
        ]
        for table, some in zip(self.lists, lines, strict=True):
            self._fill(table, [line for line in some if self._text in " ".join(line.cells).casefold()])
        names = (self.tr("Vacancies"), self.tr("Roster"), self.tr("Missing skills"), self.tr("Boarding"))
        counts = [self.session.formats.integer(len(table.told.lines)) for table in self.lists]
        chosen = max(self.tabs.currentIndex(), _VACANCIES)
        self.tabs.show_names([f"{n} {c}" for n, c in zip(names, counts, strict=True)], chosen)
        self.turn(chosen)
        self.headline_changed.emit()

    def _show_roles(self) -> None:
        assert self.found is not None
        known = [one for one in self.found.roles if one.has_positions or one.need.any()]
        known.sort(key=lambda one: (not one.short.any(), not one.has_positions))
        self.model.show_plan(self.found, [one for one in known if self._text in one.name.casefold()])

    @staticmethod
    def _fill(table: LinesTable, lines: list[Line]) -> None:
        kept = table.key
        table.show_lines(lines)
        if lines and not table.go_to(kept):
            table.selectRow(0)

    def turn(self, place: int) -> None:
        """Show one of the lists."""
        self.tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        empty = not self.lists[place].told.lines
        self._told.setText(self._nothing[place] if empty else "")
        self._told.setVisible(empty)

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.moved or delta.reshaped or any(changes.of(table) for table in _TABLES):
            self.load()

    def restyle(self) -> None:
        for table in (self.roles, *self.lists):
            table.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        if self.found is None:
            return ""
        said = staffing_headline(self.found, self.session.formats)
        return self.tr("{} · filtered").format(said) if self._text else said

    # What it does

    def _current(self) -> tuple[str, str]:
        """Table and id of the chosen line, empty for none."""
        table, _, row_id = self.lists[self._stack.currentIndex()].key.partition("/")
        return table, row_id

    def _select(self) -> None:
        table, row_id = self._current()
        if row_id:
            self.session.select(table, [row_id])

    def _select_role(self, line: int) -> None:
        if role := self.model.roles[line].id:
            self.session.select("role", [role])

    def go(self) -> None:
        """To the register or view in which the chosen line is edited."""
        table, row_id = self._current()
        if row_id:
            self.went.emit(table, row_id)

    def add_position(self) -> None:
        """Ask for what a position begins with."""
        ask_and_add(self.session, entry("position"), {}, self)

    def fill(self) -> None:
        """Ask who fills the chosen vacant position, and from when on."""
        table, row_id = self._current()
        position = self.session.program.file.row(Position, row_id) if table == "position" else None
        if position is None:
            self.session.said.emit(self.tr("Choose a vacant position first"))
            return
        known = {"filled_from": position.filled_from} if position.filled_from else {}
        ask_for(
            self.session, entry("position"), known, self, fields=("holder_id", "filled_from"),
            title=self.tr("Who fills {}?").format(position.code or position.title), accept=self.tr("Fill"),
            make=lambda given: fill_position(
                self.session.program, position.id, given.get("holder_id") or "", given.get("filled_from")
            ),
        )  # fmt: skip

    def board(self, kind: BoardingKind) -> None:
        """Ask whose checklist is made, and which is the first or the last day."""
        table, row_id = self._current()
        known = {"person_id": row_id} if table == "resource" else {}
        title = self.tr("Who comes, and from when on?") if kind is BoardingKind.ON else self.tr(
            "Who goes, and which is the last day?"
        )  # fmt: skip

        def make(given: dict[str, object]) -> None:
            day = given.get("due") or day_of_status(self.session.program.plan.state)
            make_checklist(self.session.program, given.get("person_id") or "", kind, day)  # type: ignore[arg-type]

        values = ask_for(
            self.session, entry("boarding_step"), known, self, fields=("person_id", "due"), title=title,
            accept=self.tr("Make it"), make=make,
        )  # fmt: skip
        if values is not None:
            self.turn(_BOARDING)

    def tick(self) -> None:
        """Say that the chosen step is done, or open again."""
        table, row_id = self._current()
        if table == "boarding_step":
            self.session.do(partial(tick_step, self.session.program, row_id))
        else:
            self.session.said.emit(self.tr("Choose a step of boarding first"))

    def write_paper(self) -> None:
        """Write the staffing plan, where people say."""
        pack = find_pack("staffing-plan")
        assert pack is not None
        self.papers.ask_where(self.tr("Write the staffing plan"), self.tr("Staffing plan"), pack)
