"""A person at the real window: keys go where the keyboard is, the mouse where something is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.desktop.places import KEY
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.views import views
from tpm_desktop.plan import Plan

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
PATIENCE = 30_000  # milliseconds for what is done in the background


class Person:
    """Does nothing that a pair of hands can't; reads what stands on the screen."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    # What is seen

    @property
    def view(self) -> View:
        """The view in front."""
        assert self.window.view is not None
        return self.window.view

    @property
    def plan(self) -> Plan:
        """What the open program says."""
        assert self.window.session is not None
        return self.window.session.program.plan

    @property
    def labels(self) -> list[str]:
        """What was done to the open program, newest first."""
        assert self.window.session is not None
        return [record.label for record in self.window.session.program.file.journal.records()]

    @property
    def said(self) -> str:
        """The status bar's line."""
        return self.window.status.said

    @property
    def notice(self) -> str:
        """The line above the view; empty where there is none."""
        return self.window.banner.text if self.window.banner.isVisible() else ""

    @property
    def problem(self) -> str:
        """Why what was typed is not taken, as it stands below the open editor; empty where there is none."""
        notes = self.view.findChildren(QLabel, "problem-note")
        return next((note.text() for note in notes if note.isVisible()), "")

    def is_free(self) -> bool:
        """Whether no dialog stands in the way and nothing is being done."""
        return QApplication.activeModalWidget() is None and not self.window.files.busy

    # The keyboard

    @property
    def keyboard(self) -> QWidget:
        """What a key pressed now goes to."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Press keys such as "Ctrl+Z", "F2" or "Return", one after the other."""
        for key in keys:
            pressed = QKeySequence(key)[0]
            QTest.keyClick(self.keyboard, pressed.key(), pressed.keyboardModifiers())
            QTest.qWait(0)

    def type(self, text: str) -> None:
        """Type a text; each key goes to what has the keyboard then: the first may have opened an editor."""
        for character in text:
            QTest.keyClicks(self.keyboard, character)

    def overwrite(self, text: str, end: str = "Return") -> None:
        """Type a text in place of what the open editor holds."""
        editor = self.keyboard
        assert isinstance(editor, QLineEdit), editor
        self.press("Ctrl+A")
        self.type(text)
        self.press(end)

    # The mouse

    def click(self, on: QWidget, at: QPoint | None = None, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Click on a widget, in its middle unless a place is given."""
        QTest.mouseClick(on, LEFT, modifiers, at or on.rect().center())
        QTest.qWait(0)

    def double_click(self, on: QWidget, at: QPoint) -> None:
        """Click twice."""
        QTest.mouseClick(on, LEFT, PLAIN, at)
        QTest.mouseDClick(on, LEFT, PLAIN, at)

    def point(self, over: QWidget, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        """Move the mouse there, with a button held or not."""
        place, on_screen = QPointF(at), QPointF(over.mapToGlobal(at))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QMouseEvent.Type.MouseMove, place, on_screen, none, buttons, PLAIN)
        QCoreApplication.sendEvent(over, event)

    def drag(self, over: QWidget, start: QPoint, end: QPoint, steps: int = 6) -> None:
        """Press, move on in steps, let go."""
        self.point(over, start)
        QTest.mousePress(over, LEFT, PLAIN, start)
        for step in range(1, steps + 1):
            self.point(over, start + (end - start) * step / steps, LEFT)
        QTest.mouseRelease(over, LEFT, PLAIN, end)
        QTest.qWait(0)

    # Around the window

    def go(self, key: str) -> View:
        """Click on a view in the navigation."""
        places = self.window.navigation.list
        model = places.model()
        index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data(KEY) == key)
        if places.isRowHidden(index.row()):  # listed once what it is part of is in front
            self.go(next(view.beneath for view in views() if view.key == key))
        places.scrollTo(index)
        self.click(places.viewport(), places.visualRect(index).center())
        assert self.view.key == key
        return self.view

    def push(self, action: str) -> None:
        """Click on the button, above the view or in the tool bar, that does an action."""
        buttons = [b for b in self.window.findChildren(QToolButton) if b.defaultAction() and b.isVisible()]
        self.click(next(b for b in buttons if b.defaultAction().objectName() == action))

    def choose(self, action: str) -> None:
        """Choose an action of the menus, which must be offered."""
        chosen = self.window.action(action)
        assert chosen.isEnabled(), action
        chosen.trigger()

    def answer(self, ask: Callable[[], object], *answers: Callable[[QDialog], object]) -> None:
        """Do what opens dialogs one after the other, and answer each; one left open is a failure."""
        waiting, failed = list(answers), []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                QTimer.singleShot(10, look)
                return
            try:
                waiting.pop(0)(dialog)
            except BaseException as error:  # raised again below: here it would leave the dialog open
                failed.append(error)
            if dialog.isVisible():
                failed.append(AssertionError(f"{dialog.windowTitle()} is still open"))
                dialog.reject()
            elif waiting:
                QTimer.singleShot(10, look)

        QTimer.singleShot(0, look)
        ask()
        self.come_back()
        if failed:
            raise failed[0]
        assert not waiting

    def come_back(self) -> None:
        """The window has the keyboard again, as window managers give it to the one below a closed dialog."""
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def wait(self) -> None:
        """Wait until nothing is being done in the background any more."""
        self.qtbot.waitUntil(lambda: not self.window.files.busy, timeout=PATIENCE)
        QApplication.processEvents()

    def open(self, path: Path) -> None:
        """Open a file by the dialog."""
        self.answer(lambda: self.choose("open"), file_named(path))

    def import_plan(self, source: Path, target: Path, *, projects: bool = False) -> None:
        """Import a plan by the dialog, and wait for what comes of it."""
        self.answer(lambda: self.choose("import"), import_of(source, target, projects=projects))
        self.wait()


def file_named(path: Path) -> Callable[[QDialog], None]:
    """The answer to a question for a file: its path is pasted, and Open or Save clicked."""

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog), dialog
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QApplication.clipboard().setText(str(path))
        QTest.keySequence(line, QKeySequence.StandardKey.Paste)
        accepts = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
        role = QDialogButtonBox.StandardButton.Open if accepts else QDialogButtonBox.StandardButton.Save
        _click_button(dialog, "buttonBox", role)

    return give


def file_typed(path: Path) -> Callable[[QDialog], None]:
    """The same without a mouse: the keyboard is in the name already; Enter takes it."""

    def give(dialog: QDialog) -> None:
        QTest.qWait(50)
        line = dialog.focusWidget()
        assert isinstance(line, QLineEdit), line
        line.selectAll()
        QApplication.clipboard().setText(str(path))
        QTest.keySequence(line, QKeySequence.StandardKey.Paste)
        QTest.qWait(50)
        offered = QApplication.activePopupWidget()
        if offered is not None:
            QTest.keyClick(offered, Qt.Key.Key_Escape)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return give


def import_of(source: Path, target: Path, *, projects: bool = False) -> Callable[[QDialog], None]:
    """The answer to what is to be imported: both paths are typed, the choice made, Import clicked."""

    def give(dialog: QDialog) -> None:
        for name, path in (("source", source), ("target", target)):
            line = dialog.findChild(QLineEdit, name)
            assert isinstance(line, QLineEdit)
            line.selectAll()
            QTest.keyClicks(line, str(path))
        choice = dialog.findChild(QWidget, "several_projects" if projects else "one_project")
        QTest.mouseClick(choice, LEFT, PLAIN, QPoint(10, choice.rect().center().y()))
        _click_button(dialog, "buttons", QDialogButtonBox.StandardButton.Ok)

    return give


def cancel(dialog: QDialog) -> None:
    """The answer of somebody who no longer wants to."""
    _click_button(dialog, "buttons", QDialogButtonBox.StandardButton.Cancel)


def take_the_default(dialog: QDialog) -> None:
    """The answer of somebody who agrees to what is offered."""
    button = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
    QTest.mouseClick(button, LEFT)


def _click_button(dialog: QDialog, box: str, which: QDialogButtonBox.StandardButton) -> None:
    buttons = dialog.findChild(QDialogButtonBox, box)
    assert isinstance(buttons, QDialogButtonBox)
    QTest.mouseClick(buttons.button(which), LEFT)
