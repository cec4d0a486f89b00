"""The whole program as people use it: the command line, the real window, real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.command_line import run
from tests.journeys.person import Person
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.main_window import MainWindow

__all__ = ["run"]


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """A file of its own with the sample program."""
    return Path(shutil.copy(sample_file, tmp_path / "sample.tpm"))


@pytest.fixture
def sit_down(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[], Person]]:
    """Starts the window anew, as after a click on its icon; each time with the settings that are there."""
    with sitting(qtbot) as sit:
        yield sit


@contextmanager
def sitting(qtbot: QtBot) -> Iterator[Callable[[], Person]]:
    """Windows on fresh settings, closed in the end."""
    prepare()
    QSettings().clear()
    windows = []

    def sit() -> Person:
        window = MainWindow(Appearance.current())
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        person = Person(window, qtbot)
        person.come_back()
        return person

    yield sit
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.clipboard().clear()  # what lies there when Qt is gone takes the test run down
    QApplication.processEvents()


@pytest.fixture
def person(sit_down: Callable[[], Person]) -> Person:
    """Somebody at the window that was just started."""
    return sit_down()
