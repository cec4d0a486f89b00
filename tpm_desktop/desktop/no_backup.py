"""Asks whether to go on where no backup could be made before what changes much."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from tpm_desktop.file.errors import BackupError

from .wording import sentence


def goes_on(parent: QWidget, problem: BackupError, why: str, offer: str) -> bool:
    """Whether the person goes on without. Args: why: what speaks for it; offer: the button that does."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("Backup", "No backup"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence(str(problem)))
    box.setInformativeText(why)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    go_on = box.addButton(offer, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is go_on
