"""The heat map on screen: scrolled, walked through by keys, chosen, dragged and typed into by the cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from ..appearance import Appearance
from ..wording import tip
from .cell_area import CellArea
from .content import Content, Place
from .measures import HEAD
from .painting import Marked, Painting

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
Said = Callable[[Place, Place], tuple[str, bool]]
"""What a drag from a cell to another one would do, and whether it can be done."""


class HeatMap(CellArea):
    """Shows a content and says what is asked of it.

    moved: other cells are chosen. opened: the current one is to be edited, with what was typed already.
    entered: what stands behind it is wanted. dropped: it was dragged to another one. nudged: its work is to
    go to a period so many later. folded: a group is to be opened or closed. asked: a context menu.
    """

    accessible_role = QAccessible.Role.Table
    moved = Signal()
    opened = Signal(str)
    entered = Signal()
    dropped = Signal(tuple, tuple)
    nudged = Signal(int)
    folded = Signal(int)
    asked = Signal(QPoint)

    def __init__(self, appearance: Appearance, says: Said) -> None:
        super().__init__()
        self._appearance, self._says = appearance, says
        self.setObjectName("staffing-heat-map")
        self.setAccessibleName(self.tr("Demand against capacity: a line each, periods from left to right"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._anchor: Place = (0, 0)
        self._pressed: QPoint | None = None
        self._target: Place | None = None

    # What is shown

    def show_content(self, content: Content, *, at_present: bool = False) -> None:
        """Show other figures; the keyboard stays with its line and day, or begins at the status date."""
        before, self.content = self.content, content
        self._pressed = self._target = None
        self.fit()
        if before is None or not len(before) or not before.periods or at_present:
            self.current = self._anchor = self._within(content.first_over() or (0, content.staffing.present))
            self.begin()
        else:
            day = before.staffing.first(min(self.current[1], before.periods - 1))
            row = before.lines[min(self.current[0], len(before) - 1)].row
            keys = [(line.row.by, line.row.key) for line in content.lines]
            line = keys.index((row.by, row.key)) if (row.by, row.key) in keys else self.current[0]
            place = content.staffing.period_on(day)
            self.current = self._anchor = self._within((line, place))
        self._tell()
        self.viewport().update()

    def _within(self, at: Place) -> Place:
        assert self.content is not None
        many, periods = max(len(self.content), 1), max(self.content.periods, 1)
        return min(max(at[0], 0), many - 1), min(max(at[1], 0), periods - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self.content is None or not len(self.content):
            painter.setPen(QColor(self._appearance.theme.muted))
            said = self.tr("No line is called so, or nobody in it is over or vacant")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, said)
            return
        says = self._says(self.current, self._target) if self._target else ("", True)
        marked = Marked(
            self.chosen_lines, self.chosen_periods, self.current, self.hasFocus(), self._target, *says
        )
        Painting(painter, self.content, self.lie(), self._appearance.theme, marked).paint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # What is chosen

    @property
    def chosen_lines(self) -> tuple[int, int]:
        """The first and the last chosen line."""
        return min(self._anchor[0], self.current[0]), max(self._anchor[0], self.current[0])

    @property
    def chosen_periods(self) -> tuple[int, int]:
        """The first and the last chosen period."""
        return min(self._anchor[1], self.current[1]), max(self._anchor[1], self.current[1])

    def choose(self, at: Place, *, extend: bool = False) -> None:
        """Make a cell the current one, in sight. extend: choose all up to it."""
        if self.content is None or not len(self.content):
            return
        self.current, self.is_fresh = self._within(at), False
        self._anchor = self._anchor if extend else self.current
        self.bring(self.current)
        self._tell()
        self.viewport().update()
        self.moved.emit()

    def _tell(self) -> None:
        """Say to screen readers where one is."""
        if self.content is not None and len(self.content):
            self.setAccessibleDescription(self.content.words(self.current))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        at = self.lie().at(point)
        if at[0] < 0:
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if at[1] >= 0:
            self.choose(at, extend=extend)
            if event.button() is Qt.MouseButton.LeftButton and not extend:
                self._pressed = point
        elif point.x() < self.lie().names:
            self.choose((at[0], self.current[1]), extend=extend)
            if self.content is not None and self.content.lines[at[0]].group and not extend:
                self.folded.emit(at[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._target is None and not far:
            return
        self.scroll_towards(point)
        at = self.lie().at(point)
        if min(at) >= 0 and at != self._target:
            self._target = at
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        target, self._pressed, self._target = self._target, None, None
        if target is not None:
            self.viewport().update()
            if target != self.current:
                self.dropped.emit(self.current, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if min(self.lie().at(event.position().toPoint())) >= 0:
            self._pressed = None
            self.entered.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.room_of(self.current).bottomLeft())
        self.asked.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self.lie().at(event.pos())
            content, words = self.content, ""
            if content is not None and at[0] >= 0 and event.pos().y() >= HEAD:
                words = content.words(at) if at[1] >= 0 else content.lines[at[0]].name
            QToolTip.showText(event.globalPos(), tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Shift they choose more, with Alt the work goes along; digits are typed in."""
        key, modifiers = event.key(), event.modifiers()
        if self.content is None or not len(self.content):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._target is not None:
            self._pressed = self._target = None
            self.viewport().update()
        elif key in _STEPS and modifiers & Qt.KeyboardModifier.AltModifier:
            if _STEPS[Qt.Key(key)][1]:
                self.nudged.emit(_STEPS[Qt.Key(key)][1])
        elif key in _STEPS:
            down, across = _STEPS[Qt.Key(key)]
            extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.choose((self.current[0] + down, self.current[1] + across), extend=extend)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose((self.current[0], 0 if key == Qt.Key.Key_Home else self.content.periods))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            page = max(len(self.lie().shown()[0]) - 1, 1)
            self.choose((self.current[0] + (page if key == Qt.Key.Key_PageDown else -page), self.current[1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            group = self.content.lines[self.current[0]].group
            self.folded.emit(self.current[0]) if group else self.entered.emit()
        elif event.text() and event.text() in "0123456789":
            self.opened.emit(event.text())
        else:
            super().keyPressEvent(event)
