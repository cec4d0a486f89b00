"""A page that a view writes as PDF: asked where to, then written from the file by a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tpm_desktop.plan import OpenProgram

from . import file_dialogs
from .background import Background
from .session import Session

Write = Callable[[OpenProgram, Path], object]


class SavedPage(QObject):
    """written: the page lies there."""

    written = Signal(Path)

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self._target = Path()
        self._background = Background(self)
        self._background.done.connect(self._done)
        self._background.failed.connect(lambda problem: session.refused.emit(str(problem)))

    def save(self, title: str, name: str, write: Write) -> None:
        """Ask where to, and write it there.

        Args: title: of the question; name: of the file, without its ending; write: is given the program,
        opened once more for reading, and the file to write; it runs in a thread.
        """
        kinds = self.tr("PDF (*.pdf)")
        target = file_dialogs.ask_save(self._over, title, f"{_plain(name)}.pdf", kinds)
        if target is None:
            return
        opened = self._session.again()

        def work() -> None:
            with opened() as program:
                write(program, target)

        self._target = target
        self._background.start(work)

    def _done(self, _: object) -> None:
        self._session.said.emit(self.tr("Saved {}").format(self._target.name))
        self.written.emit(self._target)


def _plain(name: str) -> str:
    """A name as that of a file."""
    return "".join(sign if sign.isalnum() or sign in " -_.,()" else " " for sign in name).strip()[:80]
