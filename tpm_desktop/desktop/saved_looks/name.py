"""Asks what a view is to be called; says at once whether the name is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.gestures.saved_views import view_named
from tpm_desktop.plan import OpenProgram


class ViewName(QDialog):
    """done: takes the name, and gives the line that says why it can't be used, "" where it is."""

    def __init__(
        self,
        program: OpenProgram,
        table: str,
        name: str,
        renamed: str,
        done: Callable[[str], str],
        kept: str,
        parent: QWidget,
    ) -> None:
        """Args: table: whose rows the view shows; name: to begin with; kept: what is saved, in words.

        renamed: id of the view that gets another name, "" for one to save.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._program, self._table, self._kept = program, table, kept
        self._done, self._renamed = done, renamed
        build("view_name", self)
        if renamed:
            self.setWindowTitle(self.tr("Rename view"))
        self.name: QLineEdit = child(self, QLineEdit, "name")
        self.said: QLabel = child(self, QLabel, "said")
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Rename") if renamed else self.tr("Save"))
        mark(self.ok, role="primary")
        buttons.accepted.connect(self.accept)
        self.name.setText(name)
        self.name.selectAll()
        self.name.textChanged.connect(self._tell)
        self._tell(name)

    def _tell(self, name: str) -> None:
        same, said = view_named(self._program, name, self._table), ""
        if self._renamed:
            taken = same is not None and same.id != self._renamed
            said = self.tr("Another view is called so.") if taken else ""
        elif same is None:
            said = self._kept
        else:
            said = self.tr("It takes the place of the view that is called so.")
        self.said.setText(said)
        mark(self.said, role="muted")
        self.ok.setEnabled(bool(name.strip()))

    def accept(self) -> None:
        """Use the name, or say why it can't be."""
        problem = self._done(self.name.text())
        if problem:
            self.said.setText(sentence(problem))
            mark(self.said, role="problem")
        else:
            super().accept()
