"""The steps of a capital request: what is next, and what happened, when, by whom and about which sum."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.capital import book_of
from tpm_desktop.model.capital_life import LifeStep, Stage
from tpm_desktop.plan.capital.book import Book
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.life import Event, events, last_day, natural, offered
from tpm_desktop.plan.capital.words import amount_facts, stage_text
from tpm_desktop.plan.due import day_of_status

from .taking import ask_and_take

_SEEN = 40  # rows before the list itself scrolls
_ICONS = {
    Stage.APPROVED: "check", Stage.REJECTED: "close", Stage.WITHDRAWN: "undo", Stage.DEFERRED: "clock",
    Stage.ORDERED: "send", Stage.RECEIVED: "delivery", Stage.INVOICED: "money", Stage.PAID: "success",
    Stage.IN_SERVICE: "tag", Stage.RETIRED: "stop", Stage.DRAFT: "edit",
}  # fmt: skip


class StepsPage(Page):
    """Where one request stands; of several nothing is offered."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._went = went
        self.stage, self.problem = QLabel(), QLabel()
        mark(self.stage, role="section")
        mark(self.problem, role="problem")
        self.next, self.more = QPushButton(), QToolButton()
        mark(self.next, role="primary")
        self.more.setText(self.tr("Other steps"))
        self.more.setAccessibleName(self.tr("Other steps"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self._step: LifeStep | None = None
        self.next.clicked.connect(self._take_next)
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(4)
        self.history = FoundView("capital-steps", self.tr("Steps taken"))
        self.history.chosen.connect(lambda found: went.emit(found.kind, found.key) if found.kind else None)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.next)
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        heading = QLabel(self.tr("What happened"))
        mark(heading, role="caption")
        heading.setContentsMargins(0, 8, 0, 0)
        for label in (self.stage, self.problem):
            label.setWordWrap(True)
        self.column.addWidget(self.stage)
        self.column.addLayout(buttons)
        self.column.addWidget(self.problem)
        self.column.addLayout(self.facts)
        self.column.addWidget(heading)
        self.column.addWidget(self.history)
        self.column.addStretch(1)

    def load(self) -> None:
        book = self._book()
        self.stage.setText("" if book is not None else self.tr("Select one request to see its steps."))
        self._offer(book)
        while self.facts.rowCount():
            self.facts.removeRow(0)
        found: list[Found] = []
        problems: list[str] = []
        if book is not None:
            state, formats = self.session.program.plan.state, self.session.formats
            day = day_of_status(state)
            self.stage.setText(stage_text(book, day))
            for label, amount in amount_facts(book, formats):
                self._fact(self.tr(label), amount)
            found = [self._found(event) for event in events(book)]
            problems = [one.text for one in breaches(book, formats, last_day(state))]
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))
        self.history.show_found(found, _SEEN)

    def _book(self) -> Book | None:
        if len(self.ids) != 1:
            return None
        try:
            return book_of(self.session.program, self.ids[0])
        except EditError:
            return None

    def _offer(self, book: Book | None) -> None:
        day = day_of_status(self.session.program.plan.state)
        steps = [] if book is None or self.session.program.file.read_only else offered(book, day)
        self._step = natural(book, day) if book is not None and steps else None
        others = [step for step in steps if step is not self._step]
        self.next.setVisible(self._step is not None)
        if self._step is not None:
            self.next.setText(self.tr(self._step.verb) + "…")
        self.menu.clear()
        for step in others:
            action = self.menu.addAction(self.tr(step.verb) + "…")
            action.triggered.connect(partial(self.take, step))
        self.more.setVisible(bool(others))

    def _fact(self, label: str, amount: str) -> None:
        name, value = QLabel(label), QLabel(amount)
        mark(name, role="field")
        self.facts.addRow(name, value)

    def _found(self, event: Event) -> Found:
        formats = self.session.formats
        amount = "" if event.amount is None else formats.money(event.amount, currency=True)
        who = self.session.names.name("resource", event.person_id) if event.person_id else ""
        said = ", ".join(filter(None, (who, event.role)))
        detail = " · ".join(filter(None, (formats.date(event.on), said, event.note)))
        table = event.table if event.table != "capital_step" else ""
        title = " · ".join(filter(None, (event.stage.label, amount)))
        return Found(title, detail, table, event.row_id, _ICONS.get(event.stage, "history"))

    def _take_next(self) -> None:
        if self._step is not None:
            self.take(self._step)

    def take(self, step: LifeStep, *_: object) -> None:
        """Ask for what a step needs, and take it."""
        if self.ids:
            ask_and_take(self.session, self.ids[0], step, self)
