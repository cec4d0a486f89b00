"""What is due to be told: overdue, this week, later; and below what was told of the chosen one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.case.lines_table import Head, Line, LinesTable
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.attachments import attachments_of
from tpm_desktop.gestures.communications import leave_out
from tpm_desktop.model.stakeholders import Communication
from tpm_desktop.plan import Delta
from tpm_desktop.plan.communications import (
    DueCommunication,
    When,
    communications,
    headline,
    sent_records,
)
from tpm_desktop.plan.due import day_of_status

from .sent_dialog import SentDialog

_TABLES = (
    "communication", "communication_sent", "stakeholder", "body", "resource", "attachment", "program",
)  # fmt: skip


class TellingView(View):
    """Enter or a double click records the line as sent; it then moves on to its next date."""

    key = "telling"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._writable = not session.program.file.read_only
        self._text = ""
        self.found: list[DueCommunication] = []
        self.due = LinesTable("telling-due", self.tr("Due to be told"), _due_heads(self), self)
        self.sent = LinesTable("telling-sent", self.tr("What was told"), _sent_heads(self), self)
        self._title = QLabel()
        self.empty = EmptyState(
            "send",
            self.tr("No communication is planned"),
            self.tr("What is told to whom, how often and by whom: what is due this week stands here."),
            self.tr("Go to the communication plan"),
        )
        self._actions = self._made_actions()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.due)

    def _made_actions(self) -> dict[str, QAction]:
        tr, alone = self.tr, Qt.ShortcutContext.WidgetWithChildrenShortcut
        declared = (
            ("record", tr("Record as sent…"), "check", "Ctrl+Return", self.record),
            ("skip", tr("Leave out this time"), "minus", "Ctrl+I", self.skip),
            ("plan", tr("Go to the plan"), "send", None, self._go),
        )
        made = {
            name: command(self, f"telling-{name}", text, picture, keys, done, context=alone)
            for name, text, picture, keys, done in declared
        }
        for name in ("record", "skip"):
            made[name].setPriority(QAction.Priority.HighPriority)
        return made

    def _lay_out(self) -> None:
        lower = QWidget()
        mark(lower, role="canvas")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._title.setContentsMargins(12, 0, 12, 0)
        mark(self._title, role="section")
        column.addWidget(self._title)
        column.addWidget(self.sent, 1)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(self.due)
        down.addWidget(lower)
        down.setSizes([400, 240])
        down.setChildrenCollapsible(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(down)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _join(self) -> None:
        self.due.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
        self.due.activated.connect(lambda _: self.record())
        self.sent.activated.connect(lambda _: self.session.select("communication_sent", [self.sent.key]))
        self.sent.clicked.connect(lambda _: self.session.select("communication_sent", [self.sent.key]))
        self.empty.started.connect(lambda: self.opened.emit("communication"))

    # The view's side of the window

    def load(self) -> None:
        file = self.session.program.file
        every = communications(file, day_of_status(self.session.program.plan.state))
        self.found = [one for one in every if self._text in f"{one.about.title} {one.to}".casefold()]
        before = self.due.key
        blocked = self.due.selectionModel().blockSignals(True)
        self.due.told.show_lines([self._line(one) for one in self.found])
        if not self.due.go_to(before) and self.found:
            self.due.selectRow(0)
        self.due.selectionModel().blockSignals(blocked)
        self._show_sent()
        there = bool(every) or bool(file.rows(Communication))
        self.pages.setCurrentIndex(0 if there else 1)
        for name, action in self._actions.items():
            action.setEnabled(bool(self.found) and (self._writable or name == "plan"))
        self.headline_changed.emit()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if any(changes.of(table) for table in _TABLES):
            self.load()

    def show_selected(self, table: str, ids: tuple[str, ...]) -> None:
        if table == "communication" and len(ids) == 1 and ids[0] != self.due.key:
            self.due.go_to(ids[0])
        elif table == "communication_sent" and len(ids) == 1:
            self.sent.go_to(ids[0])

    def restyle(self) -> None:
        for table in (self.due, self.sent):
            table.viewport().update()

    def commands(self) -> list[QAction]:
        return list(self._actions.values())

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self.load()

    def headline(self) -> str:
        said = headline(self.found)
        return self.tr("{} · filtered").format(said) if self._text else said

    # What it shows

    def _line(self, one: DueCommunication) -> Line:
        formats, about = self.session.formats, one.about
        when = self.tr("{} d late").format(one.late) if one.late else self.tr(one.when.value)
        who = self.session.names.name("resource", about.owner_id) if about.owner_id else "–"
        cells = (
            when, formats.date(about.next_due) or "–", about.title, one.to or "–", who,
            about.medium.label, about.cadence.label, formats.date(one.last) or "–",
        )  # fmt: skip
        return Line(
            about.id, cells, strong=one.when in (When.OVERDUE, When.THIS_WEEK),
            bad=frozenset({0} if one.late else ()),
        )  # fmt: skip

    def _show_sent(self) -> None:
        """What was told of the chosen one; of all where none is chosen."""
        file, formats, names = self.session.program.file, self.session.formats, self.session.names
        about = file.row(Communication, self.due.key) if self.due.key else None
        lines = []
        for row in sent_records(file):
            if about is not None and row.communication_id != about.id:
                continue
            documents = ", ".join(one.name for one in attachments_of(file, "communication_sent", row.id))
            who = names.name("resource", row.sent_by_id) if row.sent_by_id else "–"
            cells = (
                formats.date(row.sent_on, year=True),
                row.title,
                row.audience or "–",
                who,
                documents or "–",
            )
            lines.append(Line(row.id, cells))
        self.sent.told.show_lines(lines)
        told = self.tr("Told so far: {}").format(about.title) if about else self.tr("Told so far")
        self._title.setText(told if lines else self.tr("Not told yet"))

    # What it does

    def _choose(self) -> None:
        if self.due.key:
            self.session.select("communication", [self.due.key])
        self._show_sent()

    def _current(self) -> DueCommunication | None:
        found = next((one for one in self.found if one.about.id == self.due.key), None)
        if found is None:
            self.session.said.emit(self.tr("Choose a communication first"))
        return found

    def record(self) -> None:
        """Ask when and by whom the chosen one was sent, and record it."""
        one = self._current() if self._writable else None
        if one is None:
            return
        dialog = SentDialog(self.session, one.about, one.to, self)
        dialog.exec()
        dialog.deleteLater()

    def skip(self) -> None:
        """Let the chosen one be due at its next date without having been sent."""
        one = self._current()
        if one is not None:
            self.session.do(partial(leave_out, self.session.program, one.about.id))

    def _go(self) -> None:
        if self.due.key:
            self.went.emit("communication", self.due.key)
        else:
            self.opened.emit("communication")


def _due_heads(owner: QWidget) -> tuple[Head, ...]:
    tr = owner.tr
    return (
        Head(tr("When"), 84, right=False),
        Head(tr("Due"), 104),
        Head(tr("What"), right=False),
        Head(tr("To"), right=False),
        Head(tr("By"), 132, right=False, needs=640),
        Head(tr("Medium"), 96, right=False, needs=900),
        Head(tr("How often"), 116, right=False, needs=1020),
        Head(tr("Told last"), 84, needs=560),
    )


def _sent_heads(owner: QWidget) -> tuple[Head, ...]:
    tr = owner.tr
    return (
        Head(tr("Sent on"), 112),
        Head(tr("What"), right=False),
        Head(tr("To"), right=False),
        Head(tr("By"), 132, right=False),
        Head(tr("Documents"), 140, right=False),
    )
