"""What the checks of schedule and coverage find, asked beside the window's work once edits pause."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan import State
from tpm_desktop.plan.attention import Need
from tpm_desktop.plan.attention_checks import checked

_PAUSE = 400  # ms without an edit


class Checking(QObject):
    """found: what needs somebody, of the last state that was checked; changed: it differs from before."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: State | None = None
        self.found: tuple[Need, ...] = ()
        self._work = Background(self)
        self._work.done.connect(self._tell)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._begin)

    def look(self) -> None:
        """Check the program as it is now, once edits pause; the first time at once."""
        if self._session.program.plan.state is self._asked:
            return
        if self._asked is None:
            self._begin()
        else:
            self._pause.start()

    def _begin(self) -> None:
        self._asked = state = self._session.program.plan.state
        self._work.start(lambda: checked(state))

    def _tell(self, found: tuple[Need, ...]) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()
