"""What was said of the selected rows, newest first, and a place to say more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence, shortened
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.comments import comment, comments_on, remove_comments
from tpm_desktop.model.comments import Comment
from tpm_desktop.plan import Delta

from .page import Page

_MOST = 100
_LONGEST = 4_000  # letters of a comment that are shown
_HIGH = 72  # pixels of the editor
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommentsPage(Page):
    """One comment below the other; Ctrl+Enter says what was typed, of all selected rows in one edit."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table = table
        self.editor, self.say_button = QPlainTextEdit(), QPushButton(self.tr("Comment"))
        self._problem, self._note = QLabel(), QLabel()
        self.shown: list[QLabel] = []  # the texts, the newest first
        self._blocks: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        self.editor.setObjectName("comment-editor")
        self.editor.setAccessibleName(self.tr("What to say"))
        self.editor.setPlaceholderText(self.tr("Say something of it; Ctrl+Enter keeps it"))
        self.editor.setFixedHeight(_HIGH)
        self.editor.setTabChangesFocus(True)
        self.editor.installEventFilter(self)
        self.say_button.setObjectName("comment-say")
        self.say_button.clicked.connect(self.say)
        for label, role in ((self._problem, "problem"), (self._note, "muted")):
            mark(label, role=role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._problem.hide()
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.say_button)
        self.column.addWidget(self.editor)
        self.column.addLayout(line)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._note)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def show_ids(self, ids: tuple[str, ...]) -> None:
        if ids != self.ids:
            self.editor.clear()
            self._tell("")
        super().show_ids(ids)

    def load(self) -> None:
        writable = not self.session.program.file.read_only
        self.editor.setEnabled(writable)
        self.say_button.setEnabled(writable)
        found = comments_on(self.session.program.file, self._table, self.ids)
        more = len(found) - _MOST
        self._note.setText(
            self.tr("Nobody has said anything yet.")
            if not found
            else self.tr("The newest {} of {}.").format(_MOST, self.session.formats.integer(len(found)))
        )
        self._note.setVisible(not found or more > 0)
        for block in self._blocks:
            self._list.removeWidget(block)
            block.deleteLater()
        self.shown = []
        self._blocks = [self._made(one, writable=writable) for one in found[:_MOST]]
        for block in self._blocks:
            self._list.addWidget(block)

    def _made(self, one: Comment, *, writable: bool) -> QWidget:
        """Who said it when, of several rows of which, and what."""
        formats, block = self.session.formats, QWidget()
        when = formats.instant(one.written, time=True) if one.written else ""
        name = self.session.names.name(self._table, one.row_id) if len(self.ids) > 1 else ""
        head = QLabel(" · ".join(part for part in (one.written_by or "", when, shortened(name, 40)) if part))
        text = QLabel(shortened(one.text, _LONGEST))
        mark(head, role="muted")
        for label in (head, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{head.text()}: {text.text()}")
        remove = QToolButton()
        remove.setIcon(icon("delete", colour="muted"))
        remove.setAutoRaise(True)
        remove.setToolTip(self.tr("Remove this comment"))
        remove.setAccessibleName(self.tr("Remove this comment"))
        remove.setEnabled(writable)
        remove.clicked.connect(lambda: self._remove(one.id))
        line = QHBoxLayout()
        line.addWidget(head, 1)
        line.addWidget(remove)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(text)
        self.shown.append(text)
        return block

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("comment") or changes.of("program"):
            self.load()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter says what was typed."""
        if watched is self.editor and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_ctrl and event.key() in _ENTER:
                self.say()
                return True
        return super().eventFilter(watched, event)

    def say(self) -> None:
        """Keep what was typed, with the name of who edits and the time."""
        text = self.editor.toPlainText()
        reason = self.session.attempt(lambda: comment(self.session.program, self._table, self.ids, text))
        self._tell(reason)
        if not reason:
            self.editor.clear()

    def _remove(self, comment_id: str) -> None:
        self._tell(self.session.attempt(lambda: remove_comments(self.session.program, [comment_id])))

    def _tell(self, reason: str) -> None:
        self._problem.setText(sentence(reason) if reason else "")
        self._problem.setVisible(bool(reason))
        announce(self.editor, reason)
