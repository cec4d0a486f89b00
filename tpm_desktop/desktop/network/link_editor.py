"""Type and lag of a link, typed right at its arrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tpm_desktop.gestures.links import change_link

from ..editors.problem import hide_problem, show_problem
from ..session import Session

_WIDTH = 120


class LinkEditor(QLineEdit):
    """A line such as "FS+2 d"; Enter takes it over, Escape and a click elsewhere leave the link as it is."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._link = ""
        self.setObjectName("network-link-editor")
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(self.tr("Type and lag of the link, such as FS+2 d"))
        self.setToolTip(self.tr("FS, SS, FF or SF, and a lag such as +2 d, −1 w, +3 ed or +50 %"))
        self.hide()

    def open(self, link_id: str, text: str, at: QPoint) -> None:
        """Edit a link around a point."""
        self._link = link_id
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
        change_link(self._session.program, self._link, *self._session.formats.parse_link(self.text()))

    def _leave(self) -> None:
        hide_problem(self)
        self.hide()
        over = self.parentWidget()
        if over is not None:
            over.setFocus()
