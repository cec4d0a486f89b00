"""Taking the dates of external givers from a program file that they mailed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.mailed_givers import Answers, answers, references, take_answers
from tpm_desktop.plan import OpenProgram


class Mailed(QObject):
    """Asks for the file, reads it in a thread, and takes over what it says as one record."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self.background = Background(self)
        self.background.done.connect(self._take)
        self.background.failed.connect(lambda problem: session.refused.emit(str(problem)))

    def ask(self) -> None:
        """Ask which file, and read it."""
        title = self.tr("Take dates from a mailed file")
        path = file_dialogs.ask_open(self._over, title, file_dialogs.programs())
        if path is None:
            return
        wanted = references(self._session.program.plan.state)

        def work() -> tuple[Answers, str]:
            with OpenProgram.open(path, read_only=True) as mailed:
                return answers(mailed, wanted), path.name

        self.background.start(work)

    def _take(self, read: tuple[Answers, str]) -> None:
        told, source = read
        taken = self._session.do(lambda: take_answers(self._session.program, told, source))
        if taken is None:
            return
        self._session.select("commitment", [one.id for one in taken])
        said = self.tr("1 commitment comes on another day") if len(taken) == 1 else ""
        said = said or self.tr("{} commitments come on another day").format(len(taken))
        self._session.said.emit(said if taken else self.tr("{} says what was known already").format(source))
