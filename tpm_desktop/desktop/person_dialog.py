"""Asks who is at the window: name and role, as they stand in the journal."""

from __future__ import annotations

import contextlib
import os

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.file import author
from tpm_desktop.file.author import Author
from tpm_desktop.file.errors import TargetError
from tpm_desktop.model.check import LONGEST_LINE

from .forms import build, child
from .style import mark
from .wording import sentence


class PersonDialog(QDialog):
    """Name and role, the login's name proposed; asked unbidden once: then closing it is an answer too."""

    def __init__(self, parent: QWidget, *, unbidden: bool = False) -> None:
        super().__init__(parent)
        self._unbidden = unbidden
        build("person", self)
        mark(child(self, QLabel, "title"), role="section")
        for name in ("explanation", "device"):
            mark(child(self, QLabel, name), role="muted")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self.name: QLineEdit = child(self, QLineEdit, "name")
        self.role: QLineEdit = child(self, QLineEdit, "role")
        here = Author.here()
        for field, text in ((self.name, here.name), (self.role, here.role)):
            field.setMaxLength(LONGEST_LINE)
            field.setText(text)
        self.name.selectAll()
        child(self, QLabel, "device").setText(here.device)
        buttons = child(self, QDialogButtonBox, "buttons")
        keep: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        keep.setText(self.tr("Keep"))
        mark(keep, role="primary")
        buttons.accepted.connect(self._accept)
        self._say(self._overruled())

    def _overruled(self) -> str:
        """The environment has the last word, so what is typed here would not show."""
        said = [name for name in ("TPM_AUTHOR", "TPM_ROLE") if name in os.environ]
        return self.tr("{} says otherwise as long as it is set.").format(", ".join(said)) if said else ""

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _accept(self) -> None:
        try:
            author.keep(self.name.text(), self.role.text())
        except TargetError as problem:
            self._say(sentence(str(problem)))
        else:
            self.accept()

    def reject(self) -> None:
        """Who does not want to say is the one logged in, and is not asked again."""
        if self._unbidden:
            with contextlib.suppress(TargetError):  # the login stands without a note too
                author.keep("", "")
        super().reject()
