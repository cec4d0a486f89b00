"""Dragging rows of the table by their number or name: a mark shows where they would go, Esc gives up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import outline as outlining

from .block import ROW_KEYS
from .columns import COLUMNS, NAME
from .landing import Landing, landing
from .row_painter import INDENT, NAME_GAP
from .tree import OutlineTree

_NEAR_EDGE, _SCROLL_EVERY = 14, 60  # pixels, milliseconds
_LINE, _KNOB, _ROUND = 2, 3, 4
_LEFT = Qt.MouseButton.LeftButton


class RowDrag(QObject):
    """Watches the tree's viewport. dragged: ids of the rows under way; target: where they would go."""

    def __init__(self, session: Session, tree: OutlineTree) -> None:
        super().__init__(tree)
        self._session, self._tree = session, tree
        self.dragged: list[str] = []
        self.target: Landing | None = None
        self._pressed: QPoint | None = None
        self._kept = False  # the press waits: it may begin a drag of all selected rows
        self._at = QPoint()
        self._mark = _Mark(self, tree)
        self._scroll = QTimer(self, interval=_SCROLL_EVERY)
        self._scroll.timeout.connect(self._scroll_on)
        tree.viewport().installEventFilter(self)
        tree.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._tree:
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            return kind == QEvent.Type.KeyPress and escape and self.cancel()
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonPress:
                return self._press(event)
            if kind == QEvent.Type.MouseMove:
                return self._move(event)
            if kind == QEvent.Type.MouseButtonRelease:
                return self._release(event)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        """A press on one of several selected rows selects it alone only when no drag follows."""
        self._pressed, self._kept = None, False
        at = event.position().toPoint()
        row_id = self._id_at(at)
        plain = event.button() == _LEFT and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if COLUMNS[max(self._tree.indexAt(at).column(), 0)].key not in ROW_KEYS:
            return False  # there a drag makes a block of cells
        if not plain or row_id is None or self._session.program.file.read_only:
            return False
        self._pressed = at
        chosen = self._tree.selected_ids()
        self._kept = len(chosen) > 1 and row_id in chosen
        if self._kept:
            self._tree.setFocus()
        return self._kept

    def _move(self, event: QMouseEvent) -> bool:
        if self._pressed is None or not event.buttons() & _LEFT:
            return False
        self._at = event.position().toPoint()
        far = (self._at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self.dragged and far:
            self._begin()
        if self.dragged:
            self._point()
        return True

    def _begin(self) -> None:
        arrangement = self._tree.outline_model.arrangement
        if arrangement.order is not None or arrangement.groups is not None:
            self._pressed = None
            self._session.refused.emit(
                _tr("Rows that are sorted or grouped have no place of their own; show them as planned first")
            )
            return
        self.dragged = self._tree.selected_ids()
        self._scroll.start()
        self._mark.setGeometry(self._tree.viewport().rect())
        self._mark.show()
        self._mark.raise_()

    def _point(self) -> None:
        """Find where the rows would go from where the pointer is, and show it."""
        self.target = self._landing()
        known = Qt.CursorShape.DragMoveCursor if self.target else Qt.CursorShape.ForbiddenCursor
        self._tree.viewport().setCursor(known)
        self._mark.update()

    def _landing(self) -> Landing | None:
        tree, model = self._tree, self._tree.outline_model
        outline, index = model.state.outline, tree.indexAt(self._at)
        row = model.row_of(index) if index.isValid() else None
        if row is None:  # below the last row: the end of all
            last = len(outline) - 1
            projects = all(outline.is_project[outline.row[i]] for i in self.dragged)
            end = outline.ids[int(outline.project[last])]
            return Landing(None if projects else end, None, 1, 0 if projects else 1)
        place = tree.visualRect(index)
        share = (self._at.y() - place.top()) / max(place.height(), 1)
        unfolded = tree.isExpanded(index.siblingAtColumn(0)) and int(outline.last[row]) > row
        return landing(outline, self.dragged, row, share, unfolded=unfolded)

    def mark(self) -> tuple[QRectF, int] | None:
        """Where the mark is painted: a line or frame in the viewport, and which of them (see `Landing`)."""
        if self.target is None:
            return None
        tree = self._tree
        index = tree.indexAt(self._at)
        place = tree.visualRect(index if index.isValid() else tree.outline_model.index_of(None))
        left = tree.freezing.left(NAME) + 1
        if self.target.mark:
            left += NAME_GAP + INDENT * (self.target.level + 1)
        return QRectF(left, place.top(), tree.viewport().width() - left - 2, place.height()), self.target.mark

    def _release(self, event: QMouseEvent) -> bool:
        pressed, self._pressed = self._pressed, None
        if event.button() != _LEFT:
            return False
        if self.dragged:
            ids, target = self.dragged, self.target
            self.cancel()
            if target is not None:
                self._drop(ids, target)
            return True
        if self._kept and pressed is not None:
            self._kept = False
            row_id = self._id_at(pressed)
            if row_id is not None:
                self._tree.setCurrentIndex(self._tree.indexAt(pressed))
            return True
        return False

    def _drop(self, ids: list[str], target: Landing) -> None:
        program, parent, before = self._session.program, target.parent, target.before
        if parent is None:
            self._session.do(lambda: outlining.move_projects(program, ids, before=before))
        else:
            self._session.do(lambda: outlining.move(program, ids, parent=parent, before=before))

    def cancel(self) -> bool:
        """Leave the rows where they are; whether some were under way."""
        under_way = bool(self.dragged)
        self.dragged, self.target, self._pressed = [], None, None
        self._scroll.stop()
        self._mark.hide()
        self._tree.viewport().unsetCursor()
        return under_way

    def _scroll_on(self) -> None:
        """Near the upper or lower edge the table goes on."""
        bar, height = self._tree.verticalScrollBar(), self._tree.viewport().height()
        step = (self._at.y() > height - _NEAR_EDGE) - (self._at.y() < _NEAR_EDGE)
        if step and bar.minimum() <= bar.value() + step <= bar.maximum():
            bar.setValue(bar.value() + step * self._tree.measures.height)
            self._point()

    def _id_at(self, at: QPoint) -> str | None:
        index = self._tree.indexAt(at)
        return self._tree.outline_model.id_of(index) if index.isValid() else None


class _Mark(QWidget):
    """Lies over the table and shows where the rows would go."""

    def __init__(self, drag: RowDrag, tree: OutlineTree) -> None:
        super().__init__(tree.viewport())
        self._drag, self._tree = drag, tree
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        found = self._drag.mark()
        if found is None:
            return
        place, kind = found
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tree.inks.focus, _LINE))
        if kind == 0:
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -2), _ROUND, _ROUND)
            return
        y = place.top() if kind < 0 else place.bottom()
        y = min(max(y, _KNOB + 1), self.height() - _KNOB - 1)
        painter.drawLine(round(place.left()) + _KNOB, round(y), round(place.right()), round(y))
        painter.drawEllipse(QRectF(place.left() - _KNOB, y - _KNOB, 2 * _KNOB, 2 * _KNOB))


def _tr(text: str) -> str:
    return QCoreApplication.translate("GanttRowDrag", text)
