"""The field that names a program file to be written: typed or chosen, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from . import file_dialogs

translate = QCoreApplication.translate


def typed_path(line: QLineEdit) -> Path:
    """What a line says, as a path; ~ is the person's own folder."""
    path = Path(line.text().strip())
    try:
        return path.expanduser()
    except RuntimeError:  # nobody of that name has a folder
        return path


class NewFile:
    """line, browse: the field and the button beside it. title: of the dialog behind that button."""

    def __init__(self, dialog: QDialog, line: QLineEdit, browse: QPushButton, title: str) -> None:
        self._dialog, self.line, self._title = dialog, line, title
        browse.clicked.connect(self.choose)

    @property
    def path(self) -> Path:
        """The file; with the ending of programs where none was typed."""
        path = typed_path(self.line)
        return path if path.suffix or not path.name else path.with_suffix(file_dialogs.ENDING)

    def suggest(self, path: Path) -> None:
        """Put a path into the field."""
        self.line.setText(str(path))

    def problem(self, missing: str) -> str:
        """Why it can't be written there, empty where it can. missing: what is said where nothing is typed."""
        path = self.path
        if not path.name:
            return missing
        if not path.parent.is_dir():
            said = translate("NewFile", "There is no folder {}; choose another one.")
            return said.format(path.parent)
        if path.exists():
            return translate("NewFile", "{} exists already; choose another name.").format(path.name)
        return ""

    def choose(self) -> None:
        """Let a person choose the file."""
        name = self.path.name or f"Program{file_dialogs.ENDING}"
        path = file_dialogs.ask_save(self._dialog, self._title, name, file_dialogs.programs())
        if path is not None:
            self.suggest(path)
