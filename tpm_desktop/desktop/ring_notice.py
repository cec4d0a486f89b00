"""The notice above the views of a program in which tasks wait for each other, until that is mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import Delta
from tpm_desktop.plan.rings import ring_sentences

from .session import Session
from .widgets import Banner


class RingNotice(QObject):
    """Names the tasks of every ring, with a button that leads to one. go_to: told the table and the id."""

    def __init__(self, banner: Banner, go_to: Callable[[str, str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._banner, self._go_to = banner, go_to
        self._session: Session | None = None
        self._shown = False

    def show_session(self, session: Session) -> None:
        """Say what is to be said of a program that was opened."""
        if self._session is not session:
            session.changed.connect(self._follow)
        self._session, self._shown = session, False
        self._tell()

    def _follow(self, changes: Changes, delta: Delta) -> None:
        self._tell()

    def _tell(self) -> None:
        assert self._session is not None
        said = ring_sentences(self._session.program.plan.state)
        if said:
            step = self.tr("Show the first task")
            self._banner.show_notice(" ".join(said), step, self._lead, tone="warning", closable=False)
        elif self._shown:
            self._banner.hide()
        self._shown = bool(said)

    def _lead(self) -> None:
        if self._session is not None:
            state = self._session.program.plan.state
            self._go_to("task", state.outline.ids[state.rings[0].around[0]])
