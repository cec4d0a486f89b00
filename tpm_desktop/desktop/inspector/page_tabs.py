"""The tabs of the inspector: as many in a line as there is room for, so that none is ever hidden."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QToolButton, QWidget

from tpm_desktop.desktop.style import mark

_EDGE = 12  # pixels left of the first one of a line
_BESIDE = 14  # of a name, both sides together
_LINE = 28


class PageTabs(QWidget):
    """One of several names is chosen, by click or arrow keys. chosen: which one, by its place.

    Tab stops at the chosen one only, as at any group of which one holds; the arrow keys go on from there.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_names(self, names: Sequence[str], current: int) -> None:
        """Offer other names."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        for place, name in enumerate(names):
            button = QToolButton(self)
            button.setText(name)
            button.setCheckable(True)
            button.toggled.connect(partial(_take_tab, button))
            _take_tab(button, False)
            mark(button, role="tab")
            self._group.addButton(button, place)
            button.show()
        self.setCurrentIndex(current)
        self._place()

    def count(self) -> int:
        """How many there are."""
        return len(self._group.buttons())

    def names(self) -> list[str]:
        """What they are called."""
        return [button.text() for button in self._group.buttons()]

    def currentIndex(self) -> int:
        """Which one is chosen, -1 while there are none."""
        return self._group.checkedId()

    def setCurrentIndex(self, place: int) -> None:
        """Choose one as if it were clicked, but without a word of it."""
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)

    def button(self, place: int) -> QAbstractButton:
        """The tab at a place."""
        return self._group.button(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _place(self) -> None:
        """Line by line from the left."""
        left, line = _EDGE, 0
        for button in self._group.buttons():
            width = button.fontMetrics().horizontalAdvance(button.text()) + _BESIDE
            if left > _EDGE and left + width > self.width() - 4:
                left, line = _EDGE, line + 1
            button.setGeometry(QRect(left, line * _LINE, width, _LINE - 2))
            left += width
        self.setFixedHeight((line + 1) * _LINE)


def _take_tab(button: QAbstractButton, chosen: bool) -> None:
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
