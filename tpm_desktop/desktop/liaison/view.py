"""What is due between program office and bodies: one list, each line one click from its source."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import Head, Line, LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.pack_file import PackFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.liaison import DueThing, liaison
from tpm_desktop.reports import find_pack

_TABLES = ("body", "meeting", "decision", "action", "agenda_item", "change_request", "program")
_BODY, _LATE = 0, 4


class LiaisonView(View):
    """A click shows a line's row in the inspector; a double click or Enter goes to its register."""

    key = "liaison"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._text = ""
        self.due: list[DueThing] = []
        self.lines: list[DueThing] = []
        heads = (
            Head(self.tr("Body"), 190, right=False),
            Head(self.tr("Due from"), 120, right=False),
            Head(self.tr("What"), right=False),
            Head(self.tr("By"), 110),
            Head(self.tr("Late"), 70),
            Head(self.tr("Is in"), 130, right=False, needs=820),
        )
        self.table = LinesTable(
            "liaison-lines", self.tr("What is due between program office and bodies"), heads, self
        )
        self.sides = QComboBox()
        self.sides.setObjectName("liaison-side")
        self.sides.setAccessibleName(self.tr("Which way"))
        for label, side in (
            (self.tr("Both ways"), None),
            (self.tr("From the program office"), True),
            (self.tr("From the bodies"), False),
        ):
            self.sides.addItem(label, userData=side)
        self.papers = PackFile(session, self)
        self.empty = EmptyState(
            "body",
            self.tr("No bodies yet"),
            self.tr("What the program office owes to each body, and each body to it, follows from meetings,"
                    " decisions, changes and actions. Draw the bodies on the governance chart first."),
            self.tr("Go to the governance chart"),
        )  # fmt: skip
        self._actions = [
            command(self, "liaison-go", self.tr("Go to its source"), "chevron-right", None, self.go),
            command(self, "liaison-pdf", self.tr("Write the page as PDF…"), "pdf", None, self.write_paper),
        ]
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        hint = QLabel(self.tr("Click: see it at the right · Enter or double click: go there"))
        mark(hint, role="muted")
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 4, 16, 8)
        row.addWidget(self.sides)
        row.addStretch(1)
        row.addWidget(hint)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.sides.activated.connect(lambda _: self._show())
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.table.activated.connect(lambda _: self.go())
        self.empty.started.connect(lambda: self.opened.emit("governance"))

    # The view's side of the window

    def load(self) -> None:
        program = self.session.program
        day = day_of_status(program.plan.state)
        self.due = liaison(program.file, day, self.session.formats)
        self.pages.setCurrentIndex(0 if self.session.names.all("body") else 1)
        self._show()

    def _show(self) -> None:
        day, formats = day_of_status(self.session.program.plan.state), self.session.formats
        bodies, side = self.session.names.all("body"), self.sides.currentData()
        self.lines, told, last = [], [], ""
        for one in self.due:
            body = bodies.get(one.body_id, "")
            if side not in (None, one.to_body) or self._text not in f"{body} {one.said}".casefold():
                continue
            late = one.late(day)
            cells = (
                body if body != last else "",
                self.tr("Program office") if one.to_body else self.tr("The body"),
                " ".join(one.said.split()),
                formats.date(one.due) if one.due else "–",
                self.tr("{} d").format(formats.integer(late)) if late else "",
                entry(one.table).plural,
            )
            told.append(Line(f"{one.table}/{one.row_id}", cells, bad=frozenset({_LATE} if late else ())))
            self.lines.append(one)
            last = body
        blocked = self.table.selectionModel().blockSignals(True)
        kept = self.table.key
        self.table.show_lines(told)
        if not self.table.go_to(kept) and told:
            self.table.selectRow(0)
        self.table.selectionModel().blockSignals(blocked)
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if any(changes.of(table) for table in _TABLES):
            self.load()

    def restyle(self) -> None:
        self.table.viewport().update()

    def commands(self) -> list[QAction]:
        return self._actions

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._show()

    def headline(self) -> str:
        day, formats = day_of_status(self.session.program.plan.state), self.session.formats
        if not self.due:
            return self.tr("Nothing is due either way")
        ours = sum(one.to_body for one in self.due)
        late = sum(one.late(day) > 0 for one in self.due)
        said = self.tr("{} due from the program office, {} from the bodies").format(
            formats.integer(ours), formats.integer(len(self.due) - ours)
        )
        said += self.tr(" · {} late").format(formats.integer(late)) if late else self.tr(" · none late")
        if self._text or self.sides.currentData() is not None:
            return self.tr("{} · filtered to {}").format(said, formats.integer(len(self.lines)))
        return said

    # What it does

    def _line(self) -> DueThing | None:
        row = self.table.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _select(self, *_: QModelIndex) -> None:
        if (one := self._line()) is not None:
            self.session.select(one.table, [one.row_id])

    def go(self) -> None:
        """To the register in which the line's row is edited."""
        if (one := self._line()) is not None:
            self.went.emit(one.table, one.row_id)

    def write_paper(self) -> None:
        """Write what is due as PDF, where people say."""
        pack = find_pack("liaison")
        assert pack is not None
        self.papers.ask_where(self.tr("Write what is due"), self.tr("Gives and gets of governance"), pack)
