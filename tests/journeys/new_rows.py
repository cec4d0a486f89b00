"""The answer to the dialog that asks for a new row: fields typed one after the other, then its button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from tpm_desktop.desktop.new_row import NewRow


def enter(editor: QWidget, text: str) -> None:
    """Type a text in place of what an editor holds."""
    line = editor.lineEdit() if isinstance(editor, QComboBox) and editor.isEditable() else editor
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def given(**fields: str) -> Callable[[QDialog], None]:
    """Fields by name with what is typed; nothing may be refused."""

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, NewRow), dialog
        for name, text in fields.items():
            enter(dialog.form.editors[name], text)
        QTest.mouseClick(dialog._add, Qt.MouseButton.LeftButton)
        wrong = {n: note.text() for n, note in dialog.form._problems.items() if note.text()}
        assert (dialog.problem.text(), wrong) == ("", {})

    return give
