"""The stakeholder view: the grid at the left; stances, objectives and what they are told at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import Head, Line, LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_and_add, ask_for
from tpm_desktop.desktop.score_board import Piece
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.stakeholders import place_stakeholders
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.stakeholders import (
    INTEREST,
    POWER,
    Expectation,
    ReviewResult,
    Stakeholder,
)
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status, days_overdue
from tpm_desktop.plan.stakeholders import gap, gap_text, headline, quadrant

from .board import StakeholderBoard

_TABLES = ("stakeholder", "expectation", "resource", "program")
_REVIEW = ("result", "reviewed_on", "review_due", "notes")


class StakeholderGridView(View):
    """A spot that is dragged gets the power and interest of the place where it is dropped."""

    key = "stakeholder-grid"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text = ""
        self.rows: list[Stakeholder] = []
        self.board = StakeholderBoard(appearance, self)
        self.board.writable = self._writable
        self.stances = LinesTable("stakeholder-stances", self.tr("Stances"), _stance_heads(self), self)
        self.objectives = LinesTable(
            "stakeholder-objectives", self.tr("Expectations"), _objective_heads(self), self
        )
        self._titles = (QLabel(self.tr("Stance now and wanted")), QLabel())
        self.empty = EmptyState(
            "stakeholder",
            self.tr("No stakeholders yet"),
            self.tr("Whom the program concerns lies here by power and interest; drag a spot to place it."),
            self.tr("Add the first one") if self._writable else "",
        )
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.board)

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("add", tr("Add stakeholder"), "plus", "Ins", self.add),
            ("expect", tr("Agree an objective…"), "target", "Ctrl+T", self.expect),
            ("review", tr("Record a review…"), "check", "Ctrl+I", self.review),
        )
        made = {
            name: command(self, f"stakeholder-grid-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        for action in made.values():
            action.setEnabled(self._writable)
            action.setPriority(QAction.Priority.HighPriority)
        return made

    def _lay_out(self) -> None:
        right = QWidget()
        mark(right, role="canvas")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        for title, table in zip(self._titles, (self.stances, self.objectives), strict=True):
            title.setContentsMargins(12, 4, 12, 0)
            mark(title, role="section")
            column.addWidget(title)
            column.addWidget(table, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.board)
        across.addWidget(right)
        across.setSizes([560, 400])
        across.setChildrenCollapsible(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(across)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        self.board.moved.connect(self._move)
        self.board.chosen.connect(self._choose)
        self.board.opened.connect(lambda row_id: self.went.emit("stakeholder", row_id))
        self.stances.activated.connect(lambda _: self.went.emit("stakeholder", self.stances.key))
        self.stances.selectionModel().currentRowChanged.connect(lambda *_: self._take_line())
        self.objectives.activated.connect(lambda _: self.went.emit("expectation", self.objectives.key))
        self.objectives.clicked.connect(lambda _: self.session.select("expectation", [self.objectives.key]))
        self.empty.started.connect(self.add)

    # The view's side of the window

    def load(self) -> None:
        every = self.session.program.file.rows(Stakeholder)
        self.rows = [row for row in every if not self._text or self._text in row.name.casefold()]
        self.board.name_axes(
            self.tr("Interest"), self.tr("Power"), list(INTEREST.values()), list(POWER.values())
        )
        self.board.show_rows(self.rows, [piece for row in self.rows if (piece := self._piece(row))])
        self._show_stances()
        self._show_objectives()
        self.pages.setCurrentIndex(0 if every else 1)
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "stakeholder":
            self.board.pick(ids)
            if len(ids) == 1 and ids[0] != self.stances.key:
                blocked = self.stances.selectionModel().blockSignals(True)
                self.stances.go_to(ids[0])
                self.stances.selectionModel().blockSignals(blocked)
            self._show_objectives()

    def restyle(self) -> None:
        for part in (self.board, self.stances.viewport(), self.objectives.viewport()):
            part.update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        said = headline(self.rows)
        return self.tr("{} · filtered").format(said) if self._text else said

    # What it shows

    def _piece(self, row: Stakeholder) -> Piece | None:
        if row.power is None or row.interest is None:
            return None
        apart = gap(row.stance, row.stance_wanted) or 0
        where = quadrant(row.power, row.interest)
        stance = gap_text(row.stance, row.stance_wanted)
        facts = [self.tr(where.value) if where else "", stance]
        said = f"{row.name}\n" + " · ".join(filter(None, facts))
        letter = row.stance.label[0] if row.stance else "?"
        return Piece(
            row.id, (row.interest, row.power), letter, lambda: said, token="critical" if apart > 0 else "text"
        )

    def _show_stances(self) -> None:
        ordered = sorted(
            self.rows,
            key=lambda row: (-(gap(row.stance, row.stance_wanted) or 0), -(row.power or 0), row.name),
        )
        lines = []
        for row in ordered:
            where = quadrant(row.power, row.interest)
            apart = gap(row.stance, row.stance_wanted) or 0
            away, said = apart > 0, gap_text(row.stance, row.stance_wanted)
            cells = (
                row.name,
                f"{apart:+d}  {said.rpartition(' (')[0]}" if apart else said or "–",
                self.tr(where.value) if where else self.tr("not placed"),
            )
            lines.append(Line(row.id, cells, bad=frozenset({1} if away else ())))
        before = self.stances.key
        blocked = self.stances.selectionModel().blockSignals(True)
        self.stances.told.show_lines(lines)
        self.stances.go_to(before)
        self.stances.selectionModel().blockSignals(blocked)

    def _show_objectives(self) -> None:
        """Of the chosen stakeholders, else of all: what is to be reviewed first in front."""
        file, formats = self.session.program.file, self.session.formats
        chosen = self._picked()
        names = {row.id: row.name for row in self.rows}
        day = day_of_status(self.session.program.plan.state)
        found = [row for row in file.rows(Expectation) if row.stakeholder_id in (chosen or names)]
        found.sort(key=lambda row: (row.result is not ReviewResult.OPEN, str(row.review_due or "9"), row.id))
        lines = []
        for row in found:
            late = days_overdue("expectation", row, day)
            due = self.tr("{} d late").format(late) if late else formats.date(row.review_due) or "–"
            who = "" if len(chosen) == 1 else f" · {names.get(row.stakeholder_id, '')}"
            bad = frozenset({2} if late else ())
            lines.append(Line(row.id, (f"{row.title}{who}", self.tr(row.result.label), due), bad=bad))
        before = self.objectives.key
        self.objectives.told.show_lines(lines)
        self.objectives.go_to(before)
        one = names.get(chosen[0], "") if len(chosen) == 1 else ""
        title = self.tr("Expectations of {}").format(one) if one else self.tr("Expectations and reviews")
        self._titles[1].setText(title)

    def _picked(self) -> list[str]:
        return [row.id for row in self.rows if row.id in self.board.picked]

    # What it does

    def _choose(self, ids: list[str]) -> None:
        self.session.select("stakeholder", ids)
        self._show_objectives()

    def _take_line(self) -> None:
        if self.stances.key:
            self.board.pick([self.stances.key])
            self.session.select("stakeholder", [self.stances.key])
            self._show_objectives()

    def _move(self, ids: list[str], column: int, row: int) -> None:
        self.session.do(partial(place_stakeholders, self.session.program, ids, row, column))

    def add(self) -> None:
        """Ask for a new stakeholder."""
        added = ask_and_add(self.session, entry("stakeholder"), {}, self)
        if added is not None:
            self.session.select("stakeholder", [added])

    def expect(self) -> None:
        """Ask for an expectation of the chosen stakeholder and the objective that is agreed."""
        chosen = self._picked() or [key for key in (self.stances.key,) if key]
        known = {"stakeholder_id": chosen[0]} if chosen else {}
        about, program = entry("expectation"), self.session.program
        ask_for(
            self.session, about, known, self, fields=about.asked,
            title=self.tr("What is expected, and what was agreed?"),
            accept=self.tr("Add"),
            make=lambda values: add_row(program, "expectation", values),
        )  # fmt: skip

    def review(self) -> None:
        """Ask what the review of the chosen expectation came to."""
        row = self.session.program.file.row(Expectation, self.objectives.key)
        if row is None:
            self.session.said.emit(self.tr("Choose an expectation first"))
            return
        known = {name: value for name in _REVIEW if (value := getattr(row, name)) is not None}
        program = self.session.program
        ask_for(
            self.session, entry("expectation"), known, self, fields=_REVIEW,
            title=self.tr("What did the review of {} come to?").format(row.code or row.title),
            accept=self.tr("Record"),
            make=lambda values: set_fields(program, "expectation", row.id, values),
        )  # fmt: skip


def _stance_heads(owner: QWidget) -> tuple[Head, ...]:
    tr = owner.tr
    return (
        Head(tr("Stakeholder"), right=False),
        Head(tr("Stance"), right=False),
        Head(tr("Quadrant"), 112, right=False, needs=480),
    )


def _objective_heads(owner: QWidget) -> tuple[Head, ...]:
    tr = owner.tr
    return (
        Head(tr("Expectation"), right=False),
        Head(tr("Result"), 112, right=False),
        Head(tr("Review"), 76, needs=320),
    )
