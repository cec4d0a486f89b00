"""Writing the form of a capital request as PDF: asks where, works in a thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.model.capital import CapitalRequest
from tpm_desktop.reports import REQUEST_FORM, ReportProblem, write_pack


class FormFile(QObject):
    """One form at a time."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._writing = Background(self)
        self._writing.done.connect(self._wrote)
        self._writing.failed.connect(self._fail)

    def ask_where(self, request: CapitalRequest) -> None:
        """Ask where to write the form, and do it."""
        title = self.tr("Write the form of {}").format(request.code)
        target = file_dialogs.ask_save(self._owner, title, f"{request.code}.pdf", "PDF (*.pdf)")
        if target is not None:
            self.write(request.id, target)

    def write(self, request_id: str, target: Path) -> None:
        """Write it."""
        again = self._session.again()

        def work() -> Path:
            with again() as program:
                write_pack(REQUEST_FORM, program, target, request_id=request_id)
            return target

        self._writing.start(work)

    def _wrote(self, target: Path) -> None:
        self._session.said.emit(self.tr("Wrote {}").format(target.name))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ReportProblem | ProgramFileError | EditError):
            raise problem
        self._session.refused.emit(str(problem))
