"""Asks what a copy shall hold and where it shall lie; says how much that is and how large it will be."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.new_file import NewFile
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.sending import Sent
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.model.check import LONGEST_NOTE
from tpm_desktop.model.program import Project
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.sent_words import counted

_ID = Qt.ItemDataRole.UserRole
_ROW, _LEAST_ROWS, _MOST_ROWS = 24, 2, 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen. projects: ids, none for all."""

    projects: tuple[str, ...]
    rates: bool
    documents: bool
    history: bool
    note: str = ""

    def write(self, file: Path, target: Path) -> Sent:
        """Make the copy, by a connection of this thread. Raises: `ProgramFileError`."""
        with OpenProgram.open(file, read_only=True) as program:
            chosen = choose(self.projects, rates=self.rates, history=self.history, documents=self.documents)
            return send_copy(program, target, chosen, self.note)


class SendDialog(QDialog):
    """Projects, rates, history, a note and the file; what it would hold is found by making it aside."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._file, self._formats = session.program.file.path, session.formats
        build("send", self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, role in {
            "title": "section", "explanation": "muted", "projects_caption": "caption",
            "contents_caption": "caption", "history_hint": "muted", "problem": "problem",
        }.items():  # fmt: skip
            mark(child(self, QLabel, name), role=role)
        self._problem: QLabel = child(self, QLabel, "problem")
        self._hint: QLabel = child(self, QLabel, "history_hint")
        self.summary: QLabel = child(self, QLabel, "summary")
        self.part: QRadioButton = child(self, QRadioButton, "part")
        self.projects: QListWidget = child(self, QListWidget, "projects")
        self.rates, self.documents, self.history, self.mail = (
            child(self, QCheckBox, name) for name in ("rates", "documents", "history", "mail")
        )
        self.note: QPlainTextEdit = child(self, QPlainTextEdit, "note")
        mark(self.note, role="note")
        self._with_history = True
        browse: QPushButton = child(self, QPushButton, "browse")
        self.new_file = NewFile(self, child(self, QLineEdit, "target"), browse, self.tr("Copy"))
        self._looking = Background(self)
        self._fill(session.program.file.rows(Project))
        self._connect()
        self._look()

    def _fill(self, projects: Sequence[Project]) -> None:
        for project in projects:
            item = QListWidgetItem(" ".join(filter(None, (project.code, project.name))))
            item.setData(_ID, project.id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.projects.addItem(item)
        rows = min(max(len(projects), _LEAST_ROWS), _MOST_ROWS)
        self.projects.setFixedHeight(rows * max(self.projects.sizeHintForRow(0), _ROW) + 2)
        self.part.setEnabled(len(projects) > 1)
        name = self.tr("{} copy.tpm").format(self._file.stem)
        self.new_file.suggest(_free(file_dialogs.folder() / name))

    def _connect(self) -> None:
        self._problem.hide()
        self.ok: QPushButton = child(self, QDialogButtonBox, "buttons").button(
            QDialogButtonBox.StandardButton.Ok
        )
        self.ok.setText(self.tr("Write the copy"))
        mark(self.ok, role="primary")
        child(self, QDialogButtonBox, "buttons").accepted.connect(self._accept)
        self.part.toggled.connect(self._look)
        self.projects.itemChanged.connect(self._look)
        self.rates.toggled.connect(self._look)
        self.documents.toggled.connect(self._look)
        self.history.clicked.connect(self._keep_history)
        self._looking.done.connect(self._say)
        self._looking.failed.connect(self._fail)

    @property
    def _leaves_out(self) -> bool:
        all_ticked = self.rates.isChecked() and self.documents.isChecked()
        return bool(self.part.isChecked() or not all_ticked)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        items = [self.projects.item(row) for row in range(self.projects.count())]
        checked = [str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked]
        return Wanted(
            tuple(checked) if self.part.isChecked() else (),
            self.rates.isChecked(),
            self.documents.isChecked(),
            self._with_history and not self._leaves_out,
            self.note.toPlainText(),
        )

    @property
    def target(self) -> Path:
        """The file to write."""
        return self.new_file.path

    @property
    def problem(self) -> str:
        """What keeps the copy from being written; empty when nothing does."""
        if self.part.isChecked() and not self.wanted.projects:
            return self.tr("Tick the projects that the copy shall hold.")
        if len(self.note.toPlainText()) > LONGEST_NOTE:
            return self.tr("The note is too long; {} characters fit.").format(
                self._formats.integer(LONGEST_NOTE)
            )
        return self.new_file.problem(self.tr("Choose where the copy shall lie."))

    def _keep_history(self, wanted: bool) -> None:
        self._with_history = wanted
        self._look()

    def _look(self) -> None:
        """Find out in the background what the copy would hold, by making it."""
        wanted, file = self.wanted, self._file
        self.projects.setEnabled(self.part.isChecked())
        self.history.setEnabled(not self._leaves_out)
        self.history.setChecked(self._with_history and not self._leaves_out)
        self._hint.setVisible(self._leaves_out)
        if self.part.isChecked() and not wanted.projects:
            self._looking.cancel()
            self.summary.setText(self.tr("Tick the projects that the copy shall hold."))
            return
        self.summary.setText(self.tr("Looking at what it will hold…"))

        def make() -> Sent:
            with tempfile.TemporaryDirectory() as folder:
                return wanted.write(file, Path(folder) / "copy.tpm")

        self._looking.start(make)

    def _say(self, sent: Sent) -> None:
        said = self.tr("It will hold {} ({}).")
        self.summary.setText(said.format(counted(sent), self._formats.file_size(sent.size)))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ProgramFileError):
            raise problem
        self.summary.setText(sentence(str(problem)))

    def _accept(self) -> None:
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self.problem))
        if not self.problem:
            self.accept()

    def done(self, result: int) -> None:
        self._looking.cancel()
        super().done(result)


def _free(path: Path) -> Path:
    """The path, numbered where a file has it."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return found
