"""Asks what to import and how; afterwards says what could not be taken over as it stood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from . import file_dialogs
from .forms import build, child
from .new_file import NewFile, typed_path
from .style import dress_table, mark
from .wording import tip

if TYPE_CHECKING:
    from tpm_desktop.exchange import ImportReport


class ImportDialog(QDialog):
    """The plan, the new program file, and what becomes of the top-level summary tasks."""

    def __init__(self, parent: QWidget, source: Path | None = None) -> None:
        super().__init__(parent)
        build("import", self)
        mark(child(self, QLabel, "title"), role="section")
        mark(child(self, QLabel, "explanation"), role="muted")
        mark(child(self, QLabel, "choice"), role="caption")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self._problem.hide()
        self._source: QLineEdit = child(self, QLineEdit, "source")
        browse: QPushButton = child(self, QPushButton, "browse_target")
        self.new_file = NewFile(self, child(self, QLineEdit, "target"), browse, self.tr("New program file"))
        self._guessed = ""
        self._source.textChanged.connect(self._guess)
        child(self, QPushButton, "browse_source").clicked.connect(self._choose_source)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Import"))
        mark(self.ok, role="primary")
        buttons.accepted.connect(self._accept)
        if source is not None:
            self._source.setText(str(source))

    @property
    def source(self) -> Path:
        """The plan's file."""
        return typed_path(self._source)

    @property
    def target(self) -> Path:
        """The program file to make."""
        return self.new_file.path

    @property
    def projects_from_summaries(self) -> bool:
        """Whether each top-level summary task becomes a component project."""
        return bool(child(self, QRadioButton, "several_projects").isChecked())

    @property
    def problem(self) -> str:
        """What keeps the import from beginning; empty when nothing does."""
        if not self._source.text().strip():
            return self.tr("Choose the plan to import.")
        if not self.source.is_file():
            return self.tr("There is no file {}; choose another one.").format(self.source.name)
        return self.new_file.problem(self.tr("Choose where the new program file shall lie."))

    def _guess(self) -> None:
        """The program file lies beside the plan until somebody says otherwise."""
        if self.new_file.line.text() == self._guessed and self.source.name:
            self._guessed = str(self.source.with_suffix(file_dialogs.ENDING))
            self.new_file.line.setText(self._guessed)

    def _choose_source(self) -> None:
        kinds = self.tr("Microsoft Project XML (*.xml);;Scheduling problems (*.sm *.mm *.rcp);;All files (*)")
        path = file_dialogs.ask_open(self, self.tr("Plan to import"), kinds)
        if path is not None:
            self._source.setText(str(path))

    def _accept(self) -> None:
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self.problem))
        if not self.problem:
            self.accept()


class ImportReportDialog(QDialog):
    """What was set aside, adjusted or not kept."""

    def __init__(self, parent: QWidget, report: ImportReport) -> None:
        super().__init__(parent)
        from tpm_desktop.exchange import NoteKind

        build("import_report", self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        child(self, QLabel, "headline").setText(report.headline())
        self.notes: QTreeWidget = child(self, QTreeWidget, "notes")
        dress_table(self.notes)
        for kind in NoteKind:
            texts = report.of(kind)
            if texts:
                top = QTreeWidgetItem([f"{kind.value} ({len(texts):,})"])
                top.addChildren([_note(text) for text in texts])
                self.notes.addTopLevelItem(top)
                top.setExpanded(True)
        if report.unlisted:
            more = self.tr("and {} more notes").format(f"{report.unlisted:,}")
            self.notes.addTopLevelItem(QTreeWidgetItem([more]))
        lines = "\n".join(report.lines())
        copy = child(self, QPushButton, "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(lines))


def _note(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setToolTip(0, tip(text))
    return item
