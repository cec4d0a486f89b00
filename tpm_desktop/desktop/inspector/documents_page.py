"""The page of documents: what hangs on the selected row, and the ways to add, open and save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.beside import Beside
from tpm_desktop.desktop.documents import DocumentList, open_document
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.targets import write_whole
from tpm_desktop.gestures import attachments
from tpm_desktop.model.attachments import LARGEST_DOCUMENT, Attachment
from tpm_desktop.plan import Delta, OpenProgram

from .page import Page


class DocumentsPage(Page):
    """Files are added by the button, dropped anywhere on the page, or pasted."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._table = table
        self._writable = not session.program.file.read_only
        self._adding = 0  # edits under way; each waits for those before it
        self.setAcceptDrops(self._writable)
        self.list, self._hint, self._problem = DocumentList(session, self), QLabel(), QLabel()
        self.add_button = QPushButton(icon("plus"), self.tr("Add…"))
        self.add_button.setObjectName("add-documents")
        self.add_button.setAccessibleName(self.tr("Add documents"))
        self.add_button.clicked.connect(self.ask)
        self._make_actions()
        self._lay_out()

    def _make_actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.open_action = self._action("external", self.tr("Open"), self.open)
        self.save_action = self._action("save", self.tr("Save as…"), self.save_as, keys.SaveAs)
        self.rename_action = self._action("edit", self.tr("Rename"), self.rename, Qt.Key.Key_F2)
        self.remove_action = self._action("delete", self.tr("Remove"), self.remove, keys.Delete)
        self.paste_action = self._action("paste", self.tr("Paste files"), self.paste, keys.Paste)
        self.addAction(self.paste_action)
        self.list.documents.renamed.connect(self._rename)
        self.list.activated.connect(self.open)  # by Enter or a double click
        self.list.selectionModel().selectionChanged.connect(self._offer_what_can_be)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.addActions([self.open_action, self.save_action, self.rename_action, self.remove_action])

    def _action(
        self,
        name: str,
        text: str,
        act: Callable[[], None],
        key: Qt.Key | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        made = QAction(icon(name), text, self)
        if key is not None:
            made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(act)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.add_button)
        row.addStretch(1)
        for action in (self.open_action, self.save_action, self.rename_action, self.remove_action):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setIconSize(QSize(16, 16))
            row.addWidget(button)
        mark(self._hint, role="muted")
        mark(self._problem, role="problem")
        for label in (self._hint, self._problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setObjectName("documents-problem")
        self.column.addLayout(row)
        for part in (self._problem, self.list, self._hint):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._problem.hide()

    # Showing

    def take_keyboard(self) -> None:
        """Go to the first document, or to adding one."""
        if self.list.documents.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.list.documents.index(0, 0))
        else:
            self.add_button.setFocus()

    def show_ids(self, ids: tuple[str, ...]) -> None:
        self._say("")
        super().show_ids(ids)

    def load(self) -> None:
        single = len(self.ids) == 1
        self.list.show_row(self._table, self.ids[0] if single else None)
        self.add_button.setEnabled(self._may_add)
        self._hint.setText(self._advice())
        self._offer_what_can_be()

    def follow(self, changes: Changes, delta: Delta) -> None:
        if changes.of("attachment") or changes.of("program"):
            self.load()

    def _advice(self) -> str:
        if len(self.ids) > 1:
            return self.tr("Select one row to see its documents.")
        if self.adding:
            return self.tr("Attaching…")
        if not self._writable:
            return (
                "" if self.list.documents.rowCount() else self.tr("No documents; the file can only be read.")
            )
        limit = self.tr("Drop files here, paste them or add them: at most {} each.").format(
            self.session.formats.file_size(LARGEST_DOCUMENT)
        )
        if self.list.documents.rowCount():
            return limit
        kept = self.tr("They are kept in the program file and travel with it.")
        return f"{self.tr('No documents yet.')} {limit} {kept}"

    def _offer_what_can_be(self) -> None:
        count = len(self.list.chosen())
        for action in (self.open_action, self.save_action):
            action.setEnabled(count == 1)
        self.rename_action.setEnabled(count == 1 and self._writable)
        self.remove_action.setEnabled(count > 0 and self._writable)
        self.paste_action.setEnabled(self._may_add)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open_action, self.save_action])
        menu.addSeparator()
        menu.addActions([self.rename_action, self.remove_action, self.paste_action])
        menu.popup(self.list.viewport().mapToGlobal(at))

    # Gestures

    def ask(self) -> None:
        """Let a person choose files to attach."""
        folder = str(file_dialogs.folder())
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add documents"), folder)
        self.attach([Path(name) for name in names])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the row, all in one edit or none; large ones take a while, so it is done beside."""
        if not paths or not self._may_add:
            return
        table, (row_id,) = self._table, self.ids

        def gesture(program: OpenProgram) -> list[str]:
            documents = [attachments.read_document(path) for path in paths]
            return attachments.attach(program, table, row_id, documents)

        self._say("")
        self._adding += 1
        beside = Beside(self.session, gesture)
        beside.done.connect(self._added)
        beside.refused.connect(self._refuse)
        self.load()

    @property
    def adding(self) -> bool:
        """Whether files are being attached."""
        return self._adding > 0

    @property
    def _may_add(self) -> bool:
        return len(self.ids) == 1 and self._writable

    def _added(self, attachment_ids: list[str]) -> None:
        self._adding -= 1
        self.load()
        self.list.choose(attachment_ids)

    def _refuse(self, reason: str) -> None:
        self._adding -= 1
        self.load()
        self._say(reason)

    def paste(self) -> None:
        """Attach the files that were copied in a file manager."""
        paths = _files(QGuiApplication.clipboard().mimeData())
        if paths:
            self.attach(paths)
        else:
            self._say(self.tr("nothing to paste here; copy files in the file manager first"))

    def open(self) -> None:
        """Show the chosen document in a copy that can't be changed."""
        about, file = self._one(), self.session.program.file
        self._try(lambda: open_document(about.name, attachments.content_of(file, about.id)))

    def save_as(self) -> None:
        """Write the chosen document to a file."""
        about, file = self._one(), self.session.program.file
        kinds = self.tr("All files (*)")
        target = file_dialogs.ask_save(self, self.tr("Save document"), about.name, kinds)
        if target is not None:
            self._try(lambda: write_whole(target, attachments.content_of(file, about.id)))

    def _one(self) -> Attachment:
        return self.list.documents.document(self.list.chosen()[0])

    def rename(self) -> None:
        """Let a person type another name over the selected one."""
        self.list.edit(self.list.currentIndex())

    def _rename(self, attachment_id: str, name: str) -> None:
        self._say(self.session.attempt(lambda: attachments.rename(self.session.program, attachment_id, name)))

    def remove(self) -> None:
        """Take the selected documents off the row; undo brings them back."""
        chosen = self.list.chosen()
        self._try(lambda: attachments.detach(self.session.program, chosen))

    def _try(self, gesture: Callable[[], object]) -> None:
        self._say(self.session.attempt(gesture))

    def _say(self, reason: str) -> None:
        self._problem.setText(sentence(reason) if reason else "")
        self._problem.setVisible(bool(reason))
        announce(self, reason)

    # Dropping files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _files(event.mimeData())
        if paths and self._may_add:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            one = self.tr("Let go to attach “{}”.").format(paths[0].name)
            self._hint.setText(
                one if len(paths) == 1 else self.tr("Let go to attach {} files.").format(len(paths))
            )

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.setText(self._advice())

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._hint.setText(self._advice())
        self.attach(_files(event.mimeData()))


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
