"""Writing a pack about one thing as PDF: asks where, works in a thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.reports import Pack, ReportProblem, write_pack


class PackFile(QObject):
    """One file at a time."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._writing = Background(self)
        self._writing.done.connect(self._wrote)
        self._writing.failed.connect(self._fail)

    def ask_where(
        self,
        title: str,
        name: str,
        pack: Pack,
        *,
        request_id: str | None = None,
        meeting_id: str | None = None,
    ) -> None:
        """Ask where to write it under an offered name, and do it. Args: as `write_pack` takes them."""
        target = file_dialogs.ask_save(self._owner, title, name, file_dialogs.packs())
        if target is not None:
            self.write(pack, target, request_id=request_id, meeting_id=meeting_id)

    def write(
        self, pack: Pack, target: Path, *, request_id: str | None = None, meeting_id: str | None = None
    ) -> None:
        """Write it."""
        again = self._session.again()

        def work() -> Path:
            with again() as program:
                write_pack(pack, program, target, request_id=request_id, meeting_id=meeting_id)
            return target

        self._writing.start(work)

    def _wrote(self, target: Path) -> None:
        self._session.said.emit(self.tr("Wrote {}").format(target.name))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ReportProblem | ProgramFileError | EditError):
            raise problem
        self._session.refused.emit(str(problem))
