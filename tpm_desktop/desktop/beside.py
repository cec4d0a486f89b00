"""An edit that takes longer than a moment: made beside the open file in a thread, then made known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SIGNAL, QObject, Signal

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.open_program import Kept

from .background import Background

if TYPE_CHECKING:
    from .session import Session


class Beside(QObject):
    """One such edit; it belongs to the session, so what it kept is made known though who asked is gone.

    done: what the gesture gave. refused: why it was not made; where nobody hears it the session says it.
    """

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, gesture: Callable[[OpenProgram], Any]) -> None:
        super().__init__(session)
        self._session = session
        program = self._program = session.program
        self._background = Background(self)
        self._background.done.connect(self._take_up)
        self._background.failed.connect(self._fail)
        self._background.start(lambda: program.beside(gesture))

    def _take_up(self, kept: Kept[Any]) -> None:
        if not self._session.is_open:  # the edit is in the file, at which nobody looks
            return
        self.done.emit(self._program.take_up(kept))
        self.deleteLater()

    def _fail(self, problem: Exception) -> None:
        self.deleteLater()
        if not isinstance(problem, EditError | ProgramFileError):
            raise problem
        if self.receivers(SIGNAL("refused(QString)")):
            self.refused.emit(str(problem))
        else:
            self._session.refused.emit(str(problem))
