"""Type and lag of a link, typed right where it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tpm_desktop.model.schedule import LagUnit, LinkType

from ..editors.problem import hide_problem, show_problem
from ..session import Session

_WIDTH = 120
Take = Callable[[LinkType | None, int, LagUnit], object]


class LinkEditor(QLineEdit):
    """A line such as "FS+2 d"; Enter takes it over, Escape and a click elsewhere leave the link as it is."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._give: Take = lambda *_: None
        self.setObjectName("network-link-editor")
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(self.tr("Type and lag of the link, such as FS+2 d"))
        self.setToolTip(
            self.tr("FS, SS, FF or SF, and a lag such as +2 d, −1 w, +3 ed or +50 %; empty removes the link")
        )
        self.hide()

    def open(self, text: str, at: QPoint, take: Take) -> None:
        """Edit a link around a point. take: is given what was typed, no type where the line was emptied."""
        self._give = take
        hide_problem(self)
        self.setText(text)
        self.adjustSize()
        self.move(at - self.rect().center())
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _take(self) -> None:
        reason = self._session.attempt(self._change)
        if reason:
            show_problem(self, reason)
        else:
            self._leave()

    def _change(self) -> None:
        if self.text().strip():
            self._give(*self._session.formats.parse_link(self.text()))
        else:
            self._give(None, 0, LagUnit.WORKING)

    def _leave(self) -> None:
        hide_problem(self)
        self.hide()
        over = self.parentWidget()
        if over is not None:
            over.setFocus()
