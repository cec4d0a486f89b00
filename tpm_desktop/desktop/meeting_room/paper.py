"""Writing agenda or minutes of a meeting as PDF: asks where, works in a thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.model.governance import Meeting
from tpm_desktop.reports import ReportProblem, find_pack, write_pack


class MeetingPaper(QObject):
    """One paper at a time."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._writing = Background(self)
        self._writing.done.connect(self._wrote)
        self._writing.failed.connect(self._fail)

    def ask_where(self, kind: str, meeting: Meeting) -> None:
        """Ask where to write a pack of that kind, and do it."""
        name = f"{meeting.code} {kind}.pdf"
        target = file_dialogs.ask_save(self._owner, self.tr("Write as PDF"), name, "PDF (*.pdf)")
        if target is not None:
            self.write(kind, meeting.id, target)

    def write(self, kind: str, meeting_id: str, target: Path) -> None:
        """Write it."""
        again, pack = self._session.again(), find_pack(kind)
        assert pack is not None

        def work() -> Path:
            with again() as program:
                write_pack(pack, program, target, meeting_id=meeting_id)
            return target

        self._writing.start(work)

    def _wrote(self, target: Path) -> None:
        self._session.said.emit(self.tr("Wrote {}").format(target.name))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ReportProblem | ProgramFileError | EditError):
            raise problem
        self._session.refused.emit(str(problem))
