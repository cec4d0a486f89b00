"""The line above the map that says what slips, by how much, and what that means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..icons import icon
from ..session import Session
from ..status_bar import announce
from ..style import mark
from ..wording import tip

_WIDTH = 72  # of the line in which the slip is typed


class SlipBar(QWidget):
    """asked: another slip, in minutes and whether elapsed; saved: as a page; closed: no slip any more."""

    asked = Signal(int, bool)
    saved = Signal()
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._name = session, ""
        self.setObjectName("slip-bar")
        mark(self, role="notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.subject, self.said = QLabel(), QLabel()
        self.subject.setMinimumWidth(1)
        self.said.setWordWrap(True)
        self.said.setObjectName("slip-said")
        self.slip = QLineEdit()
        self.slip.setObjectName("slip-days")
        self.slip.setFixedWidth(_WIDTH)
        self.slip.setAccessibleName(self.tr("How much later it comes, such as 5 d or 2 w"))
        self.slip.setToolTip(self.slip.accessibleName())
        self.slip.returnPressed.connect(self._ask)
        self.page = QPushButton(self.tr("Save as a page…"))
        self.page.setObjectName("slip-page")
        self.page.clicked.connect(self.saved)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        close = QToolButton()
        close.setObjectName("slip-close")
        close.setIcon(icon("close"))
        close.setToolTip(self.tr("Show the plan as it is"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.closed)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.subject, 1)
        for part in (QLabel(self.tr("slips by")), self.slip, self.page, close):
            first.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.said)

    def begin(self, name: str, slip: str) -> None:
        """Be about something that slips. Args: slip: how much, as people type it."""
        self._name = self.tr("If “{}”").format(name)
        self.subject.setToolTip(tip(self._name))
        self.slip.setText(slip)
        self.page.setEnabled(False)
        self._shorten()
        self.say(self.tr("Asking the plan…"))
        self.show()

    def say(self, text: str, *, known: bool = False, problem: bool = False) -> None:
        """Say what it means. known: it can be saved as a page."""
        self.said.setText(text)
        mark(self.said, role="problem" if problem else "")
        self.page.setEnabled(known)
        announce(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows the plan as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.subject.width(), 80)
        metrics = QFontMetrics(self.subject.font())
        self.subject.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room))

    def _ask(self) -> None:
        reason = self._session.attempt(self._read)
        if reason:
            self.say(reason, problem=True)

    def _read(self) -> None:
        self.asked.emit(*self._session.formats.parse_duration(self.slip.text()))
