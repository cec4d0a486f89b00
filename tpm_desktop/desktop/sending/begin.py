"""From the question what to send to the written copy and the mail for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.work import Progress
from tpm_desktop.file.sending import Sent

from .dialog import SendDialog, Wanted
from .mail import Mail

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

translate = QCoreApplication.translate


def ask_and_send(window: MainWindow) -> None:
    """Ask what a copy of the open program shall hold, write it, and open a mail for it if that is wanted."""
    session = window.session
    if session is None:
        return
    dialog = SendDialog(session, window)
    file = session.program.file.path

    def send() -> None:
        _send(window, file, dialog.wanted, dialog.target, mail=dialog.mail.isChecked())

    dialog.accepted.connect(send)
    dialog.open()


def _send(window: MainWindow, file: Path, wanted: Wanted, target: Path, *, mail: bool) -> None:
    doing = translate("Send", "Writing {}").format(target.name)

    def write(progress: Progress) -> Sent:
        progress(0.0, doing)
        return wanted.write(file, target)

    def written(sent: Sent) -> None:
        session = window.session
        if session is None:
            return
        said = translate("Send", "{} ({}) is written in {}")
        size = session.formats.file_size(sent.size)
        window.status.say(said.format(target.name, size, target.parent))
        if mail:
            letter = Mail(window)
            letter.said.connect(window.status.say)
            letter.open(target, session.program.file.program.name)

    window.files.start(doing, write, written)
