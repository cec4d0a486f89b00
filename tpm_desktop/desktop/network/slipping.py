"""Looking at the plan as it would be if something slipped: asked, shown on the map, listed, left again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan.slips import subject_of

from ..impact import Answer, Asking, SlipSaid
from ..impact.bar import SlipBar
from ..impact.page import save_impact
from ..pack_file import PackFile
from ..session import Session
from .moves_panel import MovesPanel
from .slipped import Slipped
from .stage import Stage


class Slipping(QObject):
    """begun: something is looked at; ended: no more. bar, panel: what says and lists it."""

    begun = Signal()
    ended = Signal()

    def __init__(self, session: Session, stage: Stage, bar: SlipBar, panel: MovesPanel) -> None:
        super().__init__(bar)
        self._session, self._stage, self.bar, self.panel = session, stage, bar, panel
        self._subject: tuple[str, str] | None = None
        self._minutes, self._elapsed = session.formats.minutes_per_week, False
        self.answer: Answer | None = None
        self.page = PackFile(session, bar)
        self.asking = Asking(self)
        self.asking.answered.connect(self._show)
        self.asking.failed.connect(lambda problem: self.bar.say(str(problem), problem=True))
        bar.asked.connect(self._by)
        bar.saved.connect(self._save)
        bar.closed.connect(self.end)

    @property
    def looks(self) -> bool:
        """Whether a slip is looked at."""
        return self._subject is not None

    def begin(self, table: str, row_id: str) -> None:
        """Look at what follows if that slips, at first by a week or as much as was asked last."""
        try:
            subject = subject_of(self._session.program.plan.state, table, row_id)
        except EditError as problem:
            self._session.refused.emit(str(problem))
            return
        self._subject = table, row_id
        slip = self._session.formats.duration(self._minutes, elapsed=self._elapsed)
        self.bar.begin(subject.name, slip)
        self._ask()
        self.begun.emit()

    def follow(self) -> None:
        """The plan has changed; what is gone or done can't slip any more."""
        if self._subject is None:
            return
        try:
            subject_of(self._session.program.plan.state, *self._subject)
        except EditError:
            self.end()
        else:
            self._ask()

    def end(self) -> None:
        """Show the plan as it is."""
        self.asking.cancel()
        self._subject = self.answer = None
        self._stage.show_slip(None)
        self.panel.show_rows([])
        self.bar.hide()
        self.ended.emit()

    def _by(self, minutes: int, elapsed: bool) -> None:
        self._minutes, self._elapsed = minutes, elapsed
        self._ask()

    def _ask(self) -> None:
        assert self._subject is not None
        state = self._session.program.plan.state
        self.asking.ask(state, subject_of(state, *self._subject), self._minutes, elapsed=self._elapsed)

    def _show(self, answer: Answer) -> None:
        self.answer = answer
        said = SlipSaid(self._session, answer.state, answer.found)
        self._stage.show_slip(Slipped(answer))
        self.panel.show_rows(list(said.rows(tasks=True)))
        self.bar.say(said.sentence(), known=True)

    def _save(self) -> None:
        if self.answer is not None:
            save_impact(self.page, self._session, self.answer)
