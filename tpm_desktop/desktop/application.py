"""The application: settings, look, the net for errors, and the window."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_config_dir
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

import tpm_desktop

from . import accessible, errors
from .appearance import Appearance
from .garbage import Garbage
from .icons import icon
from .main_window import MainWindow

NAME = "TPM Desktop"
_AFTER_PAINTING = 100  # milliseconds


def prepare(arguments: list[str] | None = None) -> QApplication:
    """The application, made and dressed; the one that is there already where there is one."""
    application = QApplication.instance() or QApplication(arguments or sys.argv[:1])
    assert isinstance(application, QApplication)
    accessible.install()
    application.setApplicationName(NAME)
    application.setOrganizationName(NAME)
    application.setApplicationVersion(tpm_desktop.__version__)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    folder = user_config_dir(NAME, appauthor=False)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    Appearance.current().wear()
    application.setWindowIcon(icon("program", None, "accent"))
    return application


def run(path: Path | None) -> int:
    """Show the window, with a program in it where one is named, until it is closed."""
    application = prepare()
    errors.install(application)
    garbage = Garbage(application)
    window = MainWindow(Appearance.current())
    window.ready.begun.connect(garbage.rest)
    window.ready.ended.connect(garbage.keep)
    application.aboutToQuit.connect(window.ready.leave)
    window.show()
    if path is None:
        QTimer.singleShot(_AFTER_PAINTING, window.ready.begin)
    else:
        QTimer.singleShot(0, lambda: window.files.open(path))
    return application.exec()
