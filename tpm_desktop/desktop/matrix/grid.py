"""The matrix on screen: scrolled, walked through by keys, chosen and edited by the cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from tpm_desktop.plan.matrix import Place
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font
from ..wording import tip
from .content import Content
from .measures import CELL, PAD, Measures, names_for
from .painting import Painting

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_TYPED = "fsFS+-−"  # what a type and lag may begin with


class Grid(QAbstractScrollArea):
    """Shows a matrix and says what is asked of it by places.

    moved: another cell is the current one. opened: a cell is to be edited or looked at closely, with what was
    typed already. emptied: what a cell holds is to go. named: the element whose name was pressed, by its
    place; entered: the one that is to be opened. asked: a context menu, where on screen.
    """

    accessible_role = QAccessible.Role.Table
    moved = Signal(tuple)
    opened = Signal(tuple, str)
    emptied = Signal(tuple)
    named = Signal(int)
    entered = Signal(int)
    asked = Signal(QPoint)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setObjectName("matrix-grid")
        self.setAccessibleName(self.tr("Matrix: rows give, columns get"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content: Content | None = None
        self._wide = 0
        self.current: Place = (0, 0)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)

    # What is shown

    def show_content(self, content: Content) -> None:
        """Show another matrix; the current cell stays with its two elements, where they are still there."""
        kept = None
        if self.content is not None and len(self.content.matrix):
            kept = [self.content.element(place).id for place in self.current]
        self.content = content
        self._wide = self._widest()
        places = {content.element(n).id: n for n in range(len(content.matrix))} if kept else {}
        row, column = (places.get(one, 0) for one in kept or ("", ""))
        self.current = row, column
        self._fit_bars()
        self._tell()
        self.viewport().update()

    def lie(self) -> Measures:
        """Where everything lies now."""
        many = len(self.content.matrix) if self.content else 0
        scroll = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        size = self.viewport().size()
        return Measures(many, size, scroll, names_for(self._wide, many, size))

    def _widest(self) -> int:
        """Pixels that the longest name takes with its code and what is around it."""
        if self.content is None or not len(self.content.matrix):
            return 0
        metrics = QFontMetrics(font(measures().window.secondary))
        elements = (self.content.element(place) for place in range(len(self.content.matrix)))
        return max(metrics.horizontalAdvance(f"{one.code}{one.name}") for one in elements) + 4 * PAD

    def _fit_bars(self) -> None:
        lie = self.lie()
        sides = (
            (self.horizontalScrollBar(), lie.rest.width(), lie.cells.width(), CELL.width()),
            (self.verticalScrollBar(), lie.rest.height(), lie.cells.height(), CELL.height()),
        )
        for bar, rest, page, step in sides:
            bar.setRange(0, rest)
            bar.setPageStep(page)
            bar.setSingleStep(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.content is None or not len(self.content.matrix):
            return
        painter = QPainter(self.viewport())
        sums = self.tr("Gives"), self.tr("Gets")
        frame = Painting(painter, self.content, self.lie(), self._appearance.theme, self.current, sums)
        frame.paint(focused=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # The current cell

    def choose(self, at: Place) -> None:
        """Make a cell the current one, in sight."""
        many = len(self.content.matrix) if self.content else 0
        if not many:
            return
        self.current = min(max(at[0], 0), many - 1), min(max(at[1], 0), many - 1)
        self.bring(self.current)
        self._tell()
        self.viewport().update()
        self.moved.emit(self.current)

    def bring(self, at: Place) -> None:
        """Scroll a cell into sight."""
        seen, room = self.lie().cells, self.lie().cell(at)
        for bar, low, high, first, last in (
            (self.horizontalScrollBar(), room.left(), room.right(), seen.left(), seen.right()),
            (self.verticalScrollBar(), room.top(), room.bottom(), seen.top(), seen.bottom()),
        ):
            if low < first:
                bar.setValue(bar.value() + low - first)
            elif high > last:
                bar.setValue(bar.value() + high - last)

    def _tell(self) -> None:
        """Say to screen readers where one is."""
        if self.content is not None and len(self.content.matrix):
            self.setAccessibleDescription(self.content.words(self.current))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.lie().at(event.position().toPoint())
        if at[0] >= 0 and at[1] >= 0:
            self.choose(at)
        elif max(at) >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.named.emit(max(at))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.lie().at(event.position().toPoint())
        if at[0] >= 0 and at[1] >= 0:
            self.choose(at)
            self.opened.emit(at, "")
        elif max(at) >= 0:
            self.entered.emit(max(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.lie().cell(self.current).bottomLeft())
        self.asked.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self._words(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _words(self, point: QPoint) -> str:
        at = self.lie().at(point)
        if self.content is None or max(at) < 0:
            return ""
        return self.content.element(max(at)).name if min(at) < 0 else self.content.words(at)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Ctrl to the next cell that holds something; Enter opens, what is typed begins."""
        key = event.key()
        if self.content is None or not len(self.content.matrix):
            super().keyPressEvent(event)
        elif key in _STEPS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.choose(self._next(_STEPS[Qt.Key(key)], to_filled=far))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose((self.current[0], 0 if key == Qt.Key.Key_Home else len(self.content.matrix)))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = len(self.lie().shown()[0]) - 1
            self.choose((self.current[0] + (page if key == Qt.Key.Key_PageDown else -page), self.current[1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(self.current, "")
        elif event.text() and event.text() in _TYPED:
            self.opened.emit(self.current, event.text())
        else:
            super().keyPressEvent(event)

    def _next(self, step: Place, *, to_filled: bool) -> Place:
        assert self.content is not None
        row, column = self.current
        many, filled = len(self.content.matrix), self.content.matrix.filled
        while True:
            row, column = row + step[0], column + step[1]
            if not (0 <= row < many and 0 <= column < many):
                return self.current if to_filled else (row, column)
            if not to_filled or (row, column) in filled:
                return row, column
