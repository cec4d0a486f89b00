"""The keys of the round: each makes one edit of the selected tasks and goes on to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import progress_round as gestures
from tpm_desktop.gestures.progress import record_as_planned
from tpm_desktop.gestures.words import quoted
from tpm_desktop.model.check import ValueProblem

from .asking import AskLine
from .table import RoundTable

_HALF = 5_000
Gesture = Callable[[Sequence[str]], None]


class Strokes(QObject):
    """actions: all of them, in the order of the menu. made: an edit was made; the task below comes
    next, empty for none.
    """

    made = Signal(str)

    def __init__(self, session: Session, table: RoundTable, ask: AskLine) -> None:
        super().__init__(table)
        self._session, self._table, self._ask = session, table, ask
        self.actions = self._made_actions()
        table.share_typed.connect(self.share)
        ask.left.connect(table.setFocus)

    def _made_actions(self) -> list[QAction]:
        tr, writable = self.tr, not self._session.program.file.read_only
        program = self._session.program
        about: tuple[tuple[str, str, str, str, Callable[[], object], bool], ...] = (
            ("done", tr("Done"), "check", "D",
             lambda: self._do(lambda i: gestures.set_done(program, i)), True),
            ("half", tr("50 % done"), "contrast", "5", lambda: self.share(_HALF), True),
            ("planned", tr("As planned"), "baseline", "P",
             lambda: self._do(lambda i: record_as_planned(program, i)), True),
            ("started", tr("Starts on…"), "first", "S", self.ask_start, True),
            ("finished", tr("Finishes on…"), "last", "F", self.ask_finish, True),
            ("remaining", tr("Remaining…"), "clock", "R", self.ask_remaining, True),
            ("share", tr("Share done…"), "edit", "%", self.ask_share, False),
        )  # fmt: skip
        found = []
        for name, text, picture, keys, done, high in about:
            action = command(self._table, f"progress-{name}", text, picture, keys, done, enabled=writable)
            if high:
                action.setPriority(QAction.Priority.HighPriority)
            found.append(action)
        return found

    def share(self, share: int) -> None:
        """So much of the selected tasks is done. share: hundredths of a per cent."""
        if not self._session.program.file.read_only:
            self._do(lambda ids: gestures.set_share(self._session.program, ids, share))

    def ask_start(self) -> None:
        """Ask when the selected tasks started or will start; the status date is proposed."""
        self._ask_date(
            self.tr("{} starts on"),
            lambda ids, moment: gestures.set_started(self._session.program, ids, moment),
            finish=False,
        )

    def ask_finish(self) -> None:
        """Ask when the selected tasks finished or will finish; the status date is proposed."""
        self._ask_date(
            self.tr("{} finishes on"),
            lambda ids, moment: gestures.set_finished(self._session.program, ids, moment),
            finish=True,
        )

    def ask_remaining(self) -> None:
        """Ask how much is left of the selected tasks."""
        ids = self._chosen()
        if ids:
            self._ask.ask_amount(
                self.tr("Left of {}").format(self._named(ids)),
                self._table.round.remaining(ids[0]) if len(ids) == 1 else "",
                self._read_duration,
                lambda left: self._attempt(
                    ids, lambda: gestures.set_remaining(self._session.program, ids, left)
                ),
            )

    def ask_share(self) -> None:
        """Ask how much of the selected tasks is done."""
        ids = self._chosen()
        if ids:
            self._ask.ask_amount(
                self.tr("Done of {}").format(self._named(ids)),
                "",
                self._session.formats.parse_share,
                lambda share: self._attempt(
                    ids, lambda: gestures.set_share(self._session.program, ids, share)
                ),
            )

    def _ask_date(
        self, question: str, gesture: Callable[[Sequence[str], datetime], None], *, finish: bool
    ) -> None:
        ids = self._chosen()
        if not ids:
            return
        at = self._session.program.file.program.status_date
        start = self._session.formats.day_start
        proposed = at if finish or at is None else datetime.combine(at.date(), start)
        self._ask.ask_date(
            question.format(self._named(ids)),
            proposed,
            lambda moment: self._attempt(ids, lambda: gesture(ids, moment)),
            finish=finish,
        )

    def _read_duration(self, text: str) -> int:
        if not text.strip():
            raise ValueProblem(self.tr("a duration is needed, such as 3 d or 4 h"))
        minutes, _ = self._session.formats.parse_duration(text)
        return minutes

    def _named(self, ids: Sequence[str]) -> str:
        plan = self._session.program.plan
        return quoted(plan.name(ids[0])) if len(ids) == 1 else self.tr("{} tasks").format(len(ids))

    def _chosen(self) -> list[str]:
        ids = self._table.selected_ids()
        if not ids:
            self._session.said.emit(self.tr("Select a task first"))
        return ids

    def _do(self, gesture: Gesture) -> None:
        ids = self._chosen()
        if ids:
            reason = self._attempt(ids, lambda: gesture(ids))
            if reason:
                self._session.refused.emit(reason)

    def _attempt(self, ids: Sequence[str], gesture: Callable[[], None]) -> str:
        following = self._table.after(ids)
        with self._session.moving_on():
            reason = self._session.attempt(gesture)
            if not reason:
                self.made.emit(following or "")
        return reason
