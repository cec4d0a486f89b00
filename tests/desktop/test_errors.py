"""An error that nobody foresaw is shown once, can be copied, and leaves the window alive."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

import tpm_desktop
from tpm_desktop.desktop.errors import ErrorReporter, install


@pytest.fixture
def reporter(qapp):
    hooks = sys.excepthook, threading.excepthook
    made = install(qapp)
    yield made
    sys.excepthook, threading.excepthook = hooks
    if made.dialog is not None:
        made.dialog.close()
    made.deleteLater()


def fail(reporter: ErrorReporter, message: str) -> None:
    try:
        raise RuntimeError(message)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_it_is_shown_with_what_a_report_needs(qtbot, reporter, capsys):
    fail(reporter, "the racks are gone")
    qtbot.waitUntil(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    detail = reporter.dialog.shown.toPlainText()
    assert "RuntimeError: the racks are gone" in detail
    assert f"TPM Desktop {tpm_desktop.__version__}" in detail
    assert "the racks are gone" in capsys.readouterr().err
    qtbot.mouseClick(reporter.dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == detail
    qtbot.mouseClick(reporter.dialog.close_button, Qt.MouseButton.LeftButton)
    assert not reporter.dialog.isVisible()


def test_the_same_error_does_not_come_again_and_again(qtbot, reporter):
    for _ in range(3):
        fail(reporter, "again")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    first = reporter.dialog
    first.close()
    fail(reporter, "again")
    qtbot.wait(50)
    assert reporter.dialog is first


def test_a_thread_may_fail_too(qtbot, reporter):
    def work() -> None:
        raise ValueError("in the background")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    assert "in the background" in reporter.dialog.detail
