"""Asks for a paper in hand and says whether it is one that was issued, and which."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.file.errors import EditError
from tpm_desktop.reports.papers import read_paper, told_of

from .. import file_dialogs
from ..forms import build, child
from ..session import Session
from ..style import mark
from ..wording import sentence


class CheckDialog(QDialog):
    """By the PDF, or by what is typed of it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        build("check_paper", self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        mark(child(self, QLabel, "explanation"), role="muted")
        self.typed: QLineEdit = child(self, QLineEdit, "typed")
        self.answer: QLabel = child(self, QLabel, "answer")
        self.look: QPushButton = child(self, QPushButton, "look")
        self.look.setEnabled(False)
        self.typed.textChanged.connect(lambda text: self.look.setEnabled(bool(text.strip())))
        self.look.clicked.connect(lambda: self.tell(self.typed.text()))
        child(self, QPushButton, "choose").clicked.connect(self._ask)

    def _ask(self) -> None:
        path = file_dialogs.ask_open(self, self.tr("Choose the paper"), self.tr("PDF (*.pdf)"))
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Say what is known of a PDF."""
        try:
            content = read_paper(path)
        except EditError as problem:
            self._say(sentence(str(problem)), "problem")
            return
        self.tell(content)

    def tell(self, said: str | bytes) -> None:
        """Say what is known of a paper, by its PDF or by what is typed of it."""
        try:
            told = told_of(self._session.program.file, said)
        except EditError as problem:
            self._say(sentence(str(problem)), "problem")
            return
        first, *rest = told.lines
        self._say(
            "\n".join([f"✓ {first}" if told.issued else first, *rest]), "" if told.issued else "problem"
        )

    def _say(self, text: str, role: str) -> None:
        self.answer.setText(text)
        mark(self.answer, role=role)
        self.adjustSize()
