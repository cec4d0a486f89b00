"""Why a typed value can't be taken: marked in the editor and said right below it."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import tip

_NAME = "problem-note"
_WIDTH = 320


def show_problem(editor: QWidget, text: str) -> None:
    """Mark an editor in a table and say why, in a note below it that goes with it or at the next try."""
    hide_problem(editor)
    mark(editor, problem=True)
    editor.setToolTip(tip(text))
    over = cast(QWidget, editor.parentWidget())
    note = QLabel(text, over)
    note.setObjectName(_NAME)
    note.setWordWrap(True)
    note.setMaximumWidth(_WIDTH)
    mark(note, role="problem-note")
    note.adjustSize()
    room = over.height() - editor.geometry().bottom()
    below = room >= note.height() + 4
    top = editor.geometry().bottom() + 2 if below else editor.y() - note.height() - 2
    note.move(max(0, min(editor.x(), over.width() - note.width())), top)
    note.show()
    note.raise_()
    editor.destroyed.connect(note.deleteLater)
    announce(editor, text)


def hide_problem(editor: QWidget) -> None:
    """Take mark and note away."""
    mark(editor, problem=False)
    editor.setToolTip("")
    over = editor.parentWidget()
    for note in over.findChildren(QLabel, _NAME) if over else ():
        note.hide()
        note.deleteLater()
