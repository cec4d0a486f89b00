"""Asks the engine what follows if something slips, in a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock

from PySide6.QtCore import QObject, Signal

from tpm_desktop.plan import State
from tpm_desktop.plan.impact import Impact, impact
from tpm_desktop.plan.slips import Subject
from tpm_desktop.planning.scenario import Scenario

from ..background import Background


@dataclass(frozen=True, slots=True)
class Answer:
    """What follows, and the state that was asked; minutes, elapsed: the slip."""

    state: State
    found: Impact
    minutes: int
    elapsed: bool


class Asking(QObject):
    """One question at a time that counts. answered: with an `Answer`; failed: with the exception."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._apart: tuple[object, Scenario] | None = None
        self._one_at_a_time = Lock()
        self._background = Background(self)
        self._background.done.connect(self.answered)
        self._background.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._background.busy

    def cancel(self) -> None:
        """Let nothing come of what was asked."""
        self._background.cancel()

    def ask(self, state: State, subject: Subject, minutes: int, *, elapsed: bool = False) -> None:
        """Begin; the answer to an earlier question no longer counts."""
        scenario, alone = self._for_the_thread(state), self._one_at_a_time

        def work() -> Answer:
            with alone:
                found = impact(state, subject, minutes, elapsed=elapsed, scenario=scenario)
                return Answer(state, found, minutes, elapsed)

        self._background.start(work)

    def _for_the_thread(self, state: State) -> Scenario:
        """The plan with calendars that only the thread asks: taken over for as long as they stay the same."""
        asked = state.scenario
        if self._apart is None or self._apart[0] is not asked.calendars:
            self._apart = asked.calendars, asked.apart()
        return replace(asked, calendars=self._apart[1].calendars)
