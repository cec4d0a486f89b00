"""A view's pack written as any kind of file that a pack can be: asks where, works in a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import Pack, ReportProblem, Subject, write_pack

About = Callable[[OpenProgram], Subject]
"""What the pack is about besides the program, asked in the thread with the program opened once more."""


def _program_alone(_: OpenProgram) -> Subject:
    return Subject()


class PackFile(QObject):
    """One file at a time. written: it lies there."""

    written = Signal(Path)

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._writing = Background(self)
        self._writing.done.connect(self._wrote)
        self._writing.failed.connect(self._fail)

    def ask_where(self, title: str, name: str, pack: Pack, about: About = _program_alone) -> None:
        """Ask where to write it, and do it. Args: name: that is offered, without an ending."""
        offered = f"{_plain(name)}.pdf"
        target = file_dialogs.ask_save(self._owner, title, offered, file_dialogs.packs())
        if target is not None:
            self.write(pack, target, about)

    def write(self, pack: Pack, target: Path, about: About = _program_alone) -> None:
        """Write it, as the ending of its name says."""
        again = self._session.again()

        def work() -> Path:
            with again() as program:
                write_pack(pack, program, target, about(program))
            return target

        self._writing.start(work)

    def _wrote(self, target: Path) -> None:
        self._session.said.emit(self.tr("Saved {}").format(target.name))
        self.written.emit(target)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ReportProblem | ProgramFileError | EditError):
            raise problem
        self._session.refused.emit(str(problem))


def _plain(name: str) -> str:
    """A name as that of a file."""
    return "".join(sign if sign.isalnum() or sign in " -_.,()" else " " for sign in name).strip()[:80]
