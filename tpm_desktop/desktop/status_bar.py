"""The window's last line: what was said last, what is being done and how far it is, and that all is saved."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from .icons import icon
from .style import mark
from .wording import tip

_WORTH_SAYING = 3.0  # seconds left from which the time left is shown
_SURE = 0.05  # share done from which the time left can be guessed


class StatusBar(QStatusBar):
    """Says things without asking for anything; screen readers are told as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._said, self._saved = QLabel(), QLabel()
        self._said.setObjectName("said")
        self._saved.setObjectName("saved")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        mark(self._saved, role="muted")
        self._work = _Work(self)
        self.reminder = QToolButton()
        self.reminder.setObjectName("reminder")
        self.reminder.setAutoRaise(True)
        self.reminder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.reminder.setIcon(icon("clock", colour="muted"))
        self.reminder.hide()
        self.addWidget(self._said, 1)
        self.addPermanentWidget(self.reminder)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self._saved)

    @property
    def said(self) -> str:
        """What was said last."""
        return self._said.text()

    def say(self, text: str) -> None:
        """Say one line, until the next."""
        self._said.setText(text)
        self._said.setToolTip(tip(text))
        announce(self, text)

    def forget(self, text: str) -> None:
        """Say no more what is no longer so, unless something else was said since."""
        if text and text == self.said:
            self._said.clear()
            self._said.setToolTip("")

    def remind(self, text: str) -> None:
        """What is late or due soon; nothing hides it. A click on `reminder` is to lead there."""
        if text and text != self.reminder.text() and not self.reminder.text():
            announce(self, text)
        self.reminder.setText(text)
        self.reminder.setAccessibleName(text)
        self.reminder.setVisible(bool(text))

    def show_saved(self, text: str) -> None:
        """Whether and since when all is saved."""
        self._saved.setText(text)

    @property
    def saved(self) -> str:
        return self._saved.text()

    def begin(self, doing: str, cancel: Callable[[], object]) -> None:
        """Show that work has begun, with a button that cancels it."""
        self._work.begin(doing, cancel)

    def reach(self, share: float, doing: str) -> None:
        """Show how far the work is: 0 to 1."""
        self._work.reach(share, doing)

    def end(self) -> None:
        """The work is over."""
        self._work.hide()


class _Work(QWidget):
    """A progress bar with what is being done, the time left and Cancel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("work")
        self._doing, self._bar, self._stop = QLabel(), QProgressBar(), QPushButton(self.tr("Cancel"))
        self._stop.setObjectName("cancel-work")
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(160)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        for part in (self._doing, self._bar, self._stop):
            row.addWidget(part)
        self._stop.clicked.connect(self._cancel)
        self._act: Callable[[], object] | None = None
        self._since = 0.0
        self.hide()

    def begin(self, doing: str, cancel: Callable[[], object]) -> None:
        self._act, self._since = cancel, time.monotonic()
        self._stop.setEnabled(True)
        self.reach(0.0, doing)
        self.show()

    def reach(self, share: float, doing: str) -> None:
        self._bar.setValue(round(share * 1000))
        self._bar.setAccessibleName(doing)
        spent = time.monotonic() - self._since
        left = spent / share - spent if share > _SURE else 0.0
        shown = self.tr("{} · {} s left").format(doing, round(left)) if left > _WORTH_SAYING else doing
        self._doing.setText(shown)

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._doing.setText(self.tr("Stopping"))
        if self._act is not None:
            self._act()


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader read a line that nothing has the focus of."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
