"""Hands a file to the mail program, or shows it in its folder where there is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QDesktopServices

_XDG = "xdg-email"


class Mail(QObject):
    """Opens a new mail. said: what the person has still to do, if anything."""

    said = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(lambda _: self._without_attaching())
        self._file, self._subject = Path(), ""

    def open(self, file: Path, subject: str) -> None:
        """Open a mail with the file where the system can attach one, else a mail and the file's folder."""
        self._file, self._subject = file, subject
        program = QStandardPaths.findExecutable(_XDG)
        if program:
            self._process.start(program, ["--subject", subject, "--attach", str(file)])
        else:
            self._without_attaching()

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        if code != 0 and status is QProcess.ExitStatus.NormalExit:
            self._without_attaching()

    def _without_attaching(self) -> None:
        url, asked = QUrl("mailto:"), QUrlQuery()
        asked.addQueryItem("subject", self._subject)
        url.setQuery(asked)
        opened = QDesktopServices.openUrl(url)
        shown = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
        if opened:
            self.said.emit(self.tr("Attach {} to the mail").format(self._file.name))
        elif not shown:
            self.said.emit(
                self.tr("No mail program was found; {} lies in {}").format(self._file.name, self._file.parent)
            )
