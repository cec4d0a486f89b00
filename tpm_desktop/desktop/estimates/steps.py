"""The steps of a round of estimates as commands: each asks what it needs, and is one edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.command import Keys
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.estimates import (
    approve_round,
    begin_round,
    proposed,
    return_round,
    review_round,
    take_from_plan,
)
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.estimates import RoundState
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.estimates import Round

from .budget_dialog import BudgetDialog
from .compare_dialog import CompareDialog

Make = Callable[[str, str, str, Keys, Callable[[], object]], QAction]
_ROUND = "estimate_round"


class RoundSteps(QObject):
    """began: a round was begun, by its id."""

    began = Signal(str)

    def __init__(self, session: Session, make: Make, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent
        self._round: Round | None = None
        self._writable = not session.program.file.read_only
        tr = self.tr
        self.begin_action = make("begin", tr("New round…"), "snapshot", "Ctrl+Shift+N", self.begin)
        self.take_action = make("take", tr("Take from the plan"), "import", "Alt+Shift+P", self.take)
        self.budget_action = make("budget", tr("Make the budget…"), "budget", "Alt+Shift+M", self.budget)
        self.compare_action = make("compare", tr("Compare rounds…"), "table", "Alt+Shift+C", self.compare)
        self.review_action = make("review", tr("Have it reviewed…"), "check", None, self.review)
        self.approve_action = make("approve", tr("Approve the round…"), "success", None, self.approve)
        self.return_action = make("return", tr("Return to draft"), "undo", None, self.give_back)
        for action in (self.begin_action, self.take_action, self.budget_action, self.compare_action):
            action.setPriority(QAction.Priority.HighPriority)
        self.show_round(None)

    def actions(self) -> list[QAction]:
        """In the order in which a round goes through them."""
        return [
            self.begin_action, self.take_action, self.review_action, self.return_action,
            self.approve_action, self.budget_action, self.compare_action,
        ]  # fmt: skip

    def show_round(self, one: Round | None) -> None:
        """Offer what can be done with a round."""
        self._round = one
        state = one.row.state if one else None
        for action, when in (
            (self.take_action, RoundState.DRAFT),
            (self.review_action, RoundState.DRAFT),
            (self.return_action, RoundState.REVIEWED),
            (self.approve_action, RoundState.REVIEWED),
            (self.budget_action, RoundState.APPROVED),
        ):
            action.setEnabled(self._writable and state is when)
        self.begin_action.setEnabled(self._writable)
        self.compare_action.setEnabled(one is not None)

    def begin(self) -> bool:
        """Ask what a new round is called; it goes on from the lines of the one that is shown."""
        earlier, begun = self._round, list[str]()
        program, about = self._session.program, entry(_ROUND)

        def make(values: dict[str, Any]) -> None:
            begun.append(begin_round(program, values, earlier.row.id if earlier else None))

        title = self.tr("New round of estimates")
        if earlier is not None:
            title = self.tr("New round with the lines of {}").format(earlier.row.code)
        ask_for(
            self._session, about, proposed(program, earlier), self._window,
            fields=about.asked, title=title, accept=self.tr("Begin"), make=make,
        )  # fmt: skip
        if begun:
            self.began.emit(begun[0])
        return bool(begun)

    def take(self) -> None:
        """Bring the bottom-up lines to what the plan costs now."""
        if self._round is None:
            return
        round_id = self._round.row.id
        count = self._session.do(lambda: take_from_plan(self._session.program, round_id))
        if count is not None:
            nothing = self.tr("The plan costs nothing yet: assign resources with rates, or add estimates")
            same = self.tr("The lines are as the plan costs already")
            taken = self.tr("%n line(s) taken from the plan", "", count)
            self._session.said.emit(taken if count else same if self._round.lines else nothing)

    def review(self) -> None:
        """Ask who reviewed it."""
        self._decide(
            "reviewed", self.tr("Reviewed: the lines stay as they are"), self.tr("Reviewed"), review_round
        )

    def approve(self) -> None:
        """Ask who approved it."""
        self._decide("approved", self.tr("Approve the round of estimates"), self.tr("Approve"), approve_round)

    def _decide(self, done: str, title: str, accept: str, step: Callable[..., None]) -> None:
        if self._round is None:
            return
        round_id, program = self._round.row.id, self._session.program
        who, when = f"{done}_by_id", f"{done}_on"
        values = {when: day_of_status(program.plan.state)}

        def make(said: dict[str, Any]) -> None:
            step(program, round_id, said.get(who), said.get(when))

        ask_for(
            self._session, entry(_ROUND), values, self._window,
            fields=(who, when), title=title, accept=accept, make=make,
        )  # fmt: skip

    def give_back(self) -> None:
        """Let the lines of a reviewed round be corrected."""
        if self._round is not None:
            round_id = self._round.row.id
            self._session.do(lambda: return_round(self._session.program, round_id))

    def budget(self) -> None:
        """Show what the round would make of the budget, and make it."""
        if self._round is not None:
            BudgetDialog(self._session, self._round.row.id, self._window).open()

    def compare(self) -> None:
        """Show two rounds beside each other."""
        if self._round is not None:
            CompareDialog(self._session, self._round.row.id, self._window).open()
