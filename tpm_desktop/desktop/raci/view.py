"""The view of the RACI matrix: the matrix above, below it what breaks its rules."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.new_row import ask_and_add, ask_for
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState, hint
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.raci import RaciCell, read_letters, set_letters
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.raci import PARTIES, SUBJECTS
from tpm_desktop.plan import Delta
from tpm_desktop.plan.raci import Party, RaciMatrix, Subject, in_order, raci_headline, raci_matrix
from tpm_desktop.reports import find_pack

from .model import RaciModel
from .table import RaciTable

_TABLES = ("raci", "role", "body", "resource", "deliverable", "project")
_NAMED = {"name", "wbs"}
_MOST = 50


class RaciView(View):
    """Letters are typed into cells; several are typed one after the other, typed again they go."""

    key = "raci"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text, self._guests = "", dict[str, Party]()
        self.found = RaciMatrix((), (), {}, {})
        self.model = RaciModel(self)
        self.table = RaciTable(self.model, self)
        self.shown = self._combo("raci-shown", self.tr("Which rows"))
        for label, fields in (
            (self.tr("Work packages and deliverables"), tuple(SUBJECTS)),
            (self.tr("Work packages"), ("project_id", "task_id")),
            (self.tr("Deliverables"), ("project_id", "deliverable_id")),
        ):
            self.shown.addItem(label, userData=fields)
        self.projects = self._combo("raci-project", self.tr("Component project"))
        self.findings = FoundView("raci-findings", self.tr("Findings"), self, row=0)
        self._title = QLabel()
        mark(self._title, role="section")
        self.papers = PackFile(session, self)
        self.empty = EmptyState(
            "table",
            self.tr("Nothing to answer for yet"),
            self.tr("Plan a component project with work packages, and name the roles of the program; then"
                    " type R, A, C and I where they meet."),
            self.tr("Name the first role") if self._writable else "",
        )  # fmt: skip
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _combo(self, name: str, said: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(said)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _made_actions(self) -> dict[str, QAction]:
        tr = self.tr
        edits = (
            ("role", tr("Add a role…"), "plus", "Ctrl+Shift+N", self.add_role),
            ("person", tr("Add a person as column…"), "person", "Ctrl+I", self.add_person),
            ("clear", tr("Clear the cells"), "delete", None, partial(self.put, "")),
        )
        made = {
            name: command(self, f"raci-{name}", text, picture, keys, done, enabled=self._writable)
            for name, text, picture, keys, done in edits
        }
        made["pdf"] = command(self, "raci-pdf", tr("Write the matrix as PDF…"), "pdf", None, self.write_paper)
        made["role"].setPriority(QAction.Priority.HighPriority)
        return made

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.shown)
        row.addWidget(self.projects)
        row.addWidget(hint(self.tr("Type R, A, C, I · Del clears · ▲ breaks a rule")), 1)
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._title.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._title)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([460, 160])
        split.setStretchFactor(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.pages, 1)

    def _join(self) -> None:
        for box in (self.shown, self.projects):
            box.activated.connect(lambda _: self.load())
        self.table.typed.connect(self.put)
        self.table.cleared.connect(partial(self.put, ""))
        self.table.pasted.connect(self.paste)
        self.table.named.connect(self._name)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: self._name(False, index.row()))
        self.findings.chosen.connect(lambda found: self.go_to(found.kind, found.key))
        self.empty.started.connect(self.add_role)

    # The view's side of the window

    def load(self) -> None:
        program = self.session.program
        self.found = raci_matrix(program.file, program.plan.state)
        self._offer_projects()
        there = bool(self.found.subjects and (self.found.parties or self._guests))
        self.model.show_matrix(self.found, self._lines(), self._columns())
        self._show_findings()
        self.bar.setVisible(there)
        self.pages.setCurrentIndex(0 if there else 1)
        self.headline_changed.emit()

    def _offer_projects(self) -> None:
        kept = self.projects.currentData()
        self.projects.clear()
        self.projects.addItem(self.tr("All component projects"), userData="")
        for one in self.found.subjects:
            if one.field == "project_id":
                name = one.name if len(one.name) <= _MOST else f"{one.name[:_MOST]}…"
                self.projects.addItem(name, userData=one.id)
        self.projects.setCurrentIndex(max(self.projects.findData(kept), 0))

    def _lines(self) -> list[Subject]:
        fields, asked = self.shown.currentData(), self.projects.currentData()
        lines, project = [], ""
        for one in self.found.subjects:
            project = one.id if one.field == "project_id" else project
            wanted = one.field in fields and asked in ("", project)
            if wanted and self._text in one.name.casefold():
                lines.append(one)
        return lines

    def _columns(self) -> list[Party]:
        known = {one.id for one in self.found.parties}
        return [*self.found.parties, *(one for one in self._guests.values() if one.id not in known)]

    def _show_findings(self) -> None:
        told = [
            Found(one.name, f"{one.breach.value}: {one.mend}", one.table, one.id, "warning")
            for one in self.found.findings
        ]
        self.findings.show_found(told)
        many = self.tr("1 finding") if len(told) == 1 else self.tr("{} findings").format(len(told))
        kept = self.tr("One A and at least one R wherever anything is agreed")
        self._title.setText(many if told else kept)

    def follow(self, changes: Changes, delta: Delta) -> None:
        named = changes.fields("task") & _NAMED
        if delta.reshaped or named or any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        line = self.model.line_of(ids[0]) if table in SUBJECTS.values() and len(ids) == 1 else -1
        if line >= 0 and line != self.table.currentIndex().row() and self.model.columns:
            self.table.setCurrentIndex(self.model.index(line, max(self.table.currentIndex().column(), 0)))

    def restyle(self) -> None:
        self.table.viewport().update()
        self.table.horizontalHeader().viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        said = raci_headline(self.found)
        return self.tr("{} · filtered").format(said) if self._text or self.projects.currentData() else said

    # What it does

    def _name(self, across: bool, number: int) -> None:
        """Select what a line or a column stands for."""
        if across and 0 <= number < len(self.model.columns):
            party = self.model.columns[number]
            self.session.select(PARTIES[party.field], [party.id])
        elif not across and 0 <= number < len(self.model.lines):
            subject = self.model.lines[number]
            self.session.select(SUBJECTS[subject.field], [subject.id])

    def go_to(self, table: str, row_id: str) -> None:
        """Put the keyboard where a finding is, also where it isn't shown now."""
        if table in SUBJECTS.values() and self.model.line_of(row_id) < 0:
            self.projects.setCurrentIndex(0)
            self.shown.setCurrentIndex(0)
            self._text = ""
            self.load()
        line = self.model.line_of(row_id) if table in SUBJECTS.values() else 0
        column = self.model.column_of(row_id) if table in PARTIES.values() else 0
        if line >= 0 and column >= 0:
            index = self.model.index(line, column)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            self.table.setFocus()

    def put(self, letter: str) -> None:
        """Put a letter into the chosen cells, or take it away where all have it; an empty one clears them."""
        places = self.table.chosen()
        had = {place: self.model.letters(*place) for place in places}
        everywhere = bool(letter) and all(letter in letters for letters in had.values())
        wanted = {}
        for place, letters in had.items():
            kept = letters.replace(letter, "") if everywhere else in_order(letters + letter)
            wanted[self.model.cell(*place)] = kept if letter else ""
        self._set(wanted)

    def paste(self, block: list[list[str]]) -> None:
        """Put a block of letters in from the first chosen cell on; a single one into all chosen."""
        places = self.table.chosen()
        if not places or not block:
            return
        try:
            letters = [[read_letters(text) for text in row] for row in block]
        except EditError as problem:
            self.session.refused.emit(str(problem))
            return
        if len(letters) == 1 and len(letters[0]) == 1:
            self._set({self.model.cell(*place): letters[0][0] for place in places})
            return
        top, left = places[0]
        wanted = {
            self.model.cell(top + n, left + m): text
            for n, row in enumerate(letters)
            for m, text in enumerate(row)
            if top + n < len(self.model.lines) and left + m < len(self.model.columns)
        }
        beyond = sum(map(len, letters)) - len(wanted)
        if self._set(wanted) and beyond:
            self.session.said.emit(self.tr("{} pasted cells lie beyond the matrix").format(beyond))

    def _set(self, wanted: dict[RaciCell, str]) -> bool:
        if not self._writable or not wanted:
            return False
        done = self.session.do(partial(set_letters, self.session.program, self.found, wanted))
        return done is not None

    def add_role(self) -> None:
        """Ask for another role, which is another column."""
        if made := ask_and_add(self.session, entry("role"), {}, self):
            self.load()
            self.go_to("role", made)

    def add_person(self) -> None:
        """Show a person as a column, though no letter names it yet."""
        values = ask_for(
            self.session, entry("raci"), {}, self, fields=("resource_id",),
            title=self.tr("Whom do you want as a column?"), accept=self.tr("Show"),
        )  # fmt: skip
        chosen = (values or {}).get("resource_id")
        if chosen:
            name = self.session.names.name("resource", chosen)
            self._guests[chosen] = Party("resource_id", chosen, name)
            self.load()
            self.go_to("resource", chosen)

    def write_paper(self) -> None:
        """Write the matrix as PDF, where people say."""
        pack = find_pack("raci")
        assert pack is not None
        self.papers.ask_where(self.tr("Write the matrix"), "RACI", pack)
