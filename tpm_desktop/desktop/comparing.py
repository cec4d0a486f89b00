"""File > Compare: asks with what, and keeps the comparison's window until the program is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from .compare import Asked, CompareWindow
    from .main_window import MainWindow


class Comparing(QObject):
    """window: the comparison that is open, None without one."""

    def __init__(self, main: MainWindow) -> None:
        super().__init__(main)
        self._main = main
        self.window: CompareWindow | None = None

    def ask(self) -> None:
        """Ask what to compare with, and do it."""
        from .compare import Chooser

        session = self._main.session
        if session is None:
            return
        chooser = Chooser(session, self.window or self._main)
        if chooser.exec() == Chooser.DialogCode.Accepted and chooser.asked is not None:
            self.open(chooser.asked)
        chooser.deleteLater()

    def open(self, asked: Asked) -> CompareWindow | None:
        """Compare the open program; the window that is open already is used again."""
        from .compare import CompareWindow

        session = self._main.session
        if session is None:
            return None
        if self.window is None:
            self.window = CompareWindow(session, self._main.appearance, asked)
            self.window.went.connect(self._go)
            self.window.asked_anew.connect(self.ask)
            self.window.closed.connect(self._forget)
        else:
            self.window.compare(asked)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    def close(self) -> None:
        """Close the comparison with its program."""
        if self.window is not None:
            self.window.close()

    def _forget(self) -> None:
        self.window = None

    def _go(self, table: str, row_id: str) -> None:
        """Show a row in the main window, and that window before this one."""
        self._main.go_to(table, row_id)
        self._main.raise_()
        self._main.activateWindow()
