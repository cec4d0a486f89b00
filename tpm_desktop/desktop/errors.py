"""What happens when something goes wrong that nobody foresaw.

It is said, can be copied, and the window lives on.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import tpm_desktop

from .style import mark

_WIDTH, _HEIGHT = 620, 380


class ErrorDialog(QDialog):
    """Says that something went wrong, what is safe, and holds the detail that a report needs."""

    def __init__(self, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(_WIDTH, _HEIGHT)
        self.detail = detail
        title = QLabel(self.tr("Something went wrong"))
        mark(title, role="section")
        text = QLabel(
            self.tr(
                "The last step may not have been done. Every edit before it is saved in the file. You can go "
                "on working; if it happens again, send the detail below to those who look after the program."
            )
        )
        text.setWordWrap(True)
        self.shown = QPlainTextEdit(detail)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(self.tr("Detail"))
        self.copy_button, self.close_button = (
            QPushButton(self.tr("Copy detail")),
            QPushButton(self.tr("Go on")),
        )
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        for part in (title, text, self.shown):
            column.addWidget(part)
        column.addLayout(row)
        row.addWidget(self.copy_button)
        row.addStretch()
        row.addWidget(self.close_button)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.detail)
        self.copy_button.setText(self.tr("Copied"))


class ErrorReporter(QObject):
    """Shows what no code has caught, from whichever thread; the same error only once."""

    _raised = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self.dialog: ErrorDialog | None = None
        self._raised.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As `sys.excepthook`: print it, and show it once the window has a moment."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if text not in self._seen:
            self._seen.add(text)
            self._raised.emit(f"{_versions()}\n\n{text}")

    def report_thread(self, failed: threading.ExceptHookArgs) -> None:
        """As `threading.excepthook`."""
        if failed.exc_value is not None:
            self.report(failed.exc_type, failed.exc_value, failed.exc_traceback)

    def _show(self, detail: str) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            return
        self.dialog = ErrorDialog(detail, QApplication.activeWindow())
        self.dialog.open()


def install(application: QApplication) -> ErrorReporter:
    """Show every error that no code catches in a dialog, for as long as the application runs."""
    reporter = ErrorReporter(application)
    sys.excepthook = reporter.report
    threading.excepthook = reporter.report_thread
    return reporter


def _versions() -> str:
    ours = f"TPM Desktop {tpm_desktop.__version__}, Qt {qVersion()}"
    return f"{ours}, Python {platform.python_version()}, {platform.platform()}"
