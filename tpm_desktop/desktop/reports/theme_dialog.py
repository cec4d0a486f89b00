"""The look of paper as a small text, with a page of the chosen pack as it would come out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.attachments import Document as Picture
from tpm_desktop.gestures.attachments import read_document
from tpm_desktop.gestures.packs import keep_theme, theme_row
from tpm_desktop.reports import Pack, ReportProblem, write_pack
from tpm_desktop.reports.logo import taken_logo
from tpm_desktop.reports.look import EXAMPLE, previewed, take_look, with_logo

from .. import file_dialogs
from ..background import Background
from ..forms import build, child
from ..session import Session
from ..style import mark
from ..wording import sentence
from .document import Document
from .preview import PagePreview

_PAUSE = 400  # milliseconds without typing after which the page is written


class ThemeDialog(QDialog):
    """What is typed is shown when it can be read; else the line says what is wrong with it."""

    def __init__(self, session: Session, pack: Pack, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._pack = session, pack
        build("pack_theme", self, PagePreview)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        mark(child(self, QLabel, "explanation"), role="muted")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self._problem.hide()
        self.text: QPlainTextEdit = child(self, QPlainTextEdit, "text")
        self.preview: PagePreview = child(self, PagePreview, "preview")
        self.keep_button, self.plain_button = (child(self, QPushButton, name) for name in ("keep", "plain"))
        mark(self.keep_button, role="primary")
        self.logo: Picture | None = None
        self.document: Document | None = None
        self._writing = Background(self)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        row = theme_row(session.program.file)
        self.plain_button.setEnabled(row is not None)
        self.text.setPlainText(row.text if row else EXAMPLE)
        self._connect()
        self._write()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._write)
        self._writing.done.connect(self._show)
        self._writing.failed.connect(self._fail)
        child(self, QPushButton, "logo").clicked.connect(self._ask_logo)
        self.keep_button.clicked.connect(self._keep)
        self.plain_button.clicked.connect(self._take_off)

    def _ask_logo(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg)")
        path = file_dialogs.ask_open(self, self.tr("Choose the logo"), kinds)
        if path is not None:
            self.take_logo(path)

    def take_logo(self, path: Path) -> None:
        """Show a picture as the logo."""
        try:
            picture = taken_logo(read_document(path))
        except EditError as problem:
            self._say(sentence(str(problem)))
            return
        self.logo = picture
        self.text.setPlainText(with_logo(self.text.toPlainText(), picture.name))
        self._write()

    def _write(self) -> None:
        self._later.stop()
        text, logo, pack, again = self.text.toPlainText(), self.logo, self._pack, self._session.again()

        def work() -> bytes:
            made = BytesIO()
            with again() as program:
                write_pack(pack, program, made, look=previewed(program.file, text, logo))
            return made.getvalue()

        self._writing.start(work)

    def _show(self, content: bytes) -> None:
        self._say("")
        self.document = Document(content)
        self.preview.show_document(self.document)

    def _fail(self, problem: Any) -> None:
        if not isinstance(problem, ReportProblem | EditError | ProgramFileError):
            raise problem
        self._say(sentence(str(problem)))

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.keep_button.setEnabled(not problem)

    def _keep(self) -> None:
        program, text, logo = self._session.program, self.text.toPlainText(), self.logo
        self._do(lambda: take_look(program, text, logo))

    def _take_off(self) -> None:
        self._do(lambda: keep_theme(self._session.program, "", ""))

    def _do(self, step: Callable[[], object]) -> None:
        try:
            step()
        except (ReportProblem, EditError, ProgramFileError) as problem:
            self._say(sentence(str(problem)))
        else:
            self.accept()

    def done(self, result: int) -> None:
        self._later.stop()
        self._writing.cancel()
        self.preview.show_document(None)
        super().done(result)
