"""Choose a backup, see what it holds, and bring it back as a new file or in place of the open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QSplitter, QStackedWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.backups import Backup, Reason, all_backups, backups
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.restoring import restore_as, restore_over
from tpm_desktop.formats import Formats
from tpm_desktop.plan.backup_preview import Preview, preview

from .backup_list import BackupList
from .preview_page import PreviewPage

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

_LIST, _EMPTY = 0, 1
_LIST_WIDTH, _PAGE_WIDTH = 460, 370


class RestoreDialog(QDialog):
    """The backups of the open file; of a file that can't be opened; or, with neither, of all programs."""

    def __init__(self, window: MainWindow, of: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._session = None if of else window.session
        self._formats = window.session.formats if window.session else Formats()
        self.file = self._session.program.file.path if self._session else of
        build("restore", self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._problem: QLabel = child(self, QLabel, "problem")
        self.pages: QStackedWidget = child(self, QStackedWidget, "pages")
        self.list, self.preview = BackupList(self._formats), PreviewPage(self._formats)
        self._background = Background(self)
        self._dress()
        self.list.chosen.connect(self._look)
        self._background.done.connect(self._show)
        self._background.failed.connect(self._fail)
        self.replace_button.clicked.connect(self._replace)
        self.restore_button.clicked.connect(self._restore)
        self._fill()

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        mark(child(self, QLabel, "explanation"), role="muted")
        mark(self._problem, role="problem")
        self._problem.hide()
        parts: QSplitter = child(self, QSplitter, "parts")
        parts.addWidget(self.list)
        parts.addWidget(self.preview)
        parts.setSizes([_LIST_WIDTH, _PAGE_WIDTH])
        empty = EmptyState(
            "snapshot",
            self.tr("No backups yet"),
            self.tr("A program is backed up before the first edit of each day and hour, and before a merge."),
        )
        self.pages.addWidget(empty)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.replace_button = QPushButton(self.tr("&Replace the open file"))
        self.restore_button = QPushButton(self.tr("Restore &as…"))
        for button in (self.replace_button, self.restore_button):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
        self.restore_button.setDefault(True)
        mark(self.restore_button, role="primary")

    def _fill(self) -> None:
        found = backups(self.file) if self.file else all_backups()
        if self.file:
            said = self.tr("Copies of {} that were made unasked, newest first.").format(self.file.name)
        else:
            said = self.tr("Copies of all programs that were made unasked, newest first.")
        child(self, QLabel, "explanation").setText(said)
        child(self, QLabel, "explanation").setVisible(bool(found))
        self.pages.setCurrentIndex(_LIST if found else _EMPTY)
        self._allow(False)
        self.replace_button.setVisible(self._session is not None and bool(found))
        self.restore_button.setVisible(bool(found))
        self.list.show_backups(found, files=self.file is None or len({b.name for b in found}) > 1)
        self.list.setFocus()

    # Looking

    def _look(self, backup: Backup | None) -> None:
        """Open the selected backup in the background and say what it holds."""
        self._allow(False)
        self._say("")
        if backup is None:
            self.preview.say("")
            return
        self.preview.say(self.tr("Looking into it…"))
        path, now = backup.path, self.file if self._session else None
        self._background.start(lambda: preview(path, now))

    def _show(self, found: Preview) -> None:
        self.preview.show_preview(found)
        announce(self.preview, found.name)
        self._allow(True)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, ProgramFileError):
            raise problem
        backup = self.list.current
        said = str(problem)
        if backup is not None and said.startswith(backup.path.name):  # a name that nobody chose
            why = said.removeprefix(backup.path.name).partition(";")[0]
            said = self.tr("This backup{}; choose another one").format(why)
        self.preview.say(said, problem=True)
        announce(self.preview, said)

    def _allow(self, usable: bool) -> None:
        """Offer what can be done with the selected backup, and say why what can't be can't."""
        self.restore_button.setEnabled(usable)
        held = self._session is not None and self._session.program.file.read_only
        self.replace_button.setEnabled(usable and not held)
        why = self.tr("The open file can only be read here; restore the backup as a new file") if held else ""
        self.replace_button.setToolTip(why or self.tr("The open file is kept as a backup itself first"))

    # Bringing back

    def _restore(self) -> None:
        backup = self.list.current
        if backup is None:
            return
        made = f"{backup.made.astimezone():%Y-%m-%d %H%M}"
        name = self.tr("{} of {}").format(Path(backup.name).stem, made) + file_dialogs.ENDING
        target = file_dialogs.ask_save(self, self.tr("Restore as"), name, file_dialogs.programs())
        if target is None:
            return
        try:
            last = restore_as(backup.path, target)
        except ProgramFileError as problem:
            self._say(str(problem))
            return
        self.accept()
        if self._window.files.open(target):
            self._window.status.say(self.tr("Restored; the last edit in it is: {}").format(last.label))

    def _replace(self) -> None:
        """Put the backup in the place of the open file, which is kept; without that nothing is replaced."""
        backup, session = self.list.current, self._window.session
        if backup is None or session is None:
            return
        path = session.program.file.path
        try:
            session.program.file.back_up(Reason.RESTORE, spare=backup.path)
        except ProgramFileError as problem:
            self._say(self.tr("{}, so nothing was replaced; restore it as a new file").format(problem))
            return
        self.accept()
        lock = session.program.file.hand_over()  # nobody else may edit what is to be replaced
        said, wrong = "", ""
        try:
            self._window.close_program()
            last = restore_over(backup.path, path)
            said = self.tr("{} was replaced; the last edit in it is: {}").format(path.name, last.label)
        except ProgramFileError as problem:
            wrong = str(problem)
        finally:
            if lock is not None:
                lock.release()
        if self._window.files.open(path) and said:
            self._window.toast.say(said)
            self._window.status.say(said)
        if wrong:
            self._window.files.say_problem(wrong)

    def _say(self, problem: str) -> None:
        self._problem.setText(sentence(problem) if problem else "")
        self._problem.setVisible(bool(problem))
        announce(self._problem, problem)
