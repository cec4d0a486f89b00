"""A board of five by five levels on which pieces lie: moved by mouse and by keys, chosen, told by tooltip."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from tpm_desktop.theme import measures

from .appearance import Appearance
from .score_painting import SIDE, Place, paint_axes, paint_dragged
from .style import font
from .wording import tip

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """What lies on the board. text: what stands on it; say: what its tooltip and a screen reader say, asked
    only when somebody wants to know; goes_to: where an arrow leads to; token: the colour of its edge."""

    id: str
    place: Place
    text: str
    say: Callable[[], str]
    goes_to: Place | None = None
    token: str = "text"


class ScoreBoard(QWidget):
    """Arrows go from cell to cell, Space from piece to piece in it; with Ctrl they move what is chosen.

    moved: ids and the place that they are to have. chosen: ids of a cell or of pieces; opened: one of them.
    Subclasses paint the ground of a cell and the pieces, and say where each piece stands.
    """

    accessible_role = QAccessible.Role.Table
    moved = Signal(list, int, int)
    chosen = Signal(list)
    opened = Signal(str)
    left, right, above, below = 100.0, 8.0, 8.0, 44.0

    def __init__(self, appearance: Appearance, name: str, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(360, 280)
        self.writable = True
        self.pieces: dict[str, Piece] = {}
        self.picked: set[str] = set()
        self._cells: dict[Place, list[str]] = {}
        self.cell: Place = (1, SIDE)
        self.small = font(measures().window.secondary)
        self._laid: dict[str, QRectF] | None = None
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.columns: Sequence[str] = [str(n) for n in range(1, SIDE + 1)]
        self.rows: Sequence[str] = self.columns
        self.axes = ("", "")

    # What it shows

    def name_axes(self, across: str, upwards: str, columns: Sequence[str], rows: Sequence[str]) -> None:
        """Say what both axes are of, and what their levels are called, the lowest first."""
        self.axes, self.columns, self.rows = (across, upwards), columns, rows
        self.update()

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show others; what was picked stays so while it is there."""
        self.pieces = {piece.id: piece for piece in pieces}
        self._cells = {}
        for piece in pieces:
            self._cells.setdefault(piece.place, []).append(piece.id)
        self.picked &= set(self.pieces)
        self._laid = None
        self._describe()
        self.update()

    def pick(self, ids: Sequence[str]) -> None:
        """Mark pieces, and put the keyboard where the first one lies."""
        found = [row_id for row_id in ids if row_id in self.pieces]
        if set(found) == self.picked:
            return
        self.picked = set(found)
        if found:
            self.cell = self.pieces[found[0]].place
        self._describe()
        self.update()

    def in_cell(self, place: Place) -> list[str]:
        """The pieces of a cell, in their order."""
        return self._cells.get(place, [])

    def _describe(self) -> None:
        """The current cell in words, for who does not see it."""
        there = self.in_cell(self.cell)
        where = f"{self.columns[self.cell[0] - 1]} × {self.rows[self.cell[1] - 1]}"
        told = "; ".join(self.pieces[one].say().replace("\n", ", ") for one in there[:5])
        more = f" (+{len(there) - 5})" if len(there) > 5 else ""
        self.setAccessibleDescription(f"{where}: {told}{more}" if there else f"{where}: –")

    # Where things are

    def frame(self) -> QRectF:
        """The cells as one rectangle."""
        wide = max(self.width() - self.left - self.right, 50.0)
        return QRectF(self.left, self.above, wide, max(self.height() - self.above - self.below, 50.0))

    def cell_rect(self, place: Place) -> QRectF:
        """One cell."""
        frame = self.frame()
        wide, high = frame.width() / SIDE, frame.height() / SIDE
        return QRectF(frame.left() + (place[0] - 1) * wide, frame.bottom() - place[1] * high, wide, high)

    def cell_at(self, at: QPointF) -> Place | None:
        """The cell under a point."""
        frame = self.frame()
        if not frame.contains(at):
            return None
        column = int((at.x() - frame.left()) / frame.width() * SIDE)
        row = int((frame.bottom() - at.y()) / frame.height() * SIDE)
        return min(column, SIDE - 1) + 1, min(row, SIDE - 1) + 1

    def laid(self) -> dict[str, QRectF]:
        """Where each piece that has room stands."""
        if self._laid is None:
            self._laid = self.lay_out()
        return self._laid

    def piece_at(self, at: QPointF) -> str:
        """The piece under a point, empty for none; of several the one on top."""
        return next((one for one, box in reversed(self.laid().items()) if box.contains(at)), "")

    @abstractmethod
    def lay_out(self) -> dict[str, QRectF]:
        """A place for each piece."""

    @abstractmethod
    def paint_ground(self, painter: QPainter) -> None:
        """All that lies below the pieces."""

    @abstractmethod
    def paint_piece(self, painter: QPainter, piece: Piece, box: QRectF) -> None:
        """One piece."""

    def paint_above(self, painter: QPainter) -> None:
        """What lies above the pieces, such as how many have no room."""

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._laid = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small)
        self.paint_ground(painter)
        paint_axes(painter, self)
        for row_id, box in self.laid().items():
            self.paint_piece(painter, self.pieces[row_id], box)
        self.paint_above(painter)
        theme = self.appearance.theme
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRect(self.cell_rect(self.cell).adjusted(1, 1, -1, -1))
        if self._dragged is not None:
            paint_dragged(painter, self, self._dragged)

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at, place = event.position(), self.cell_at(event.position())
        piece = self.piece_at(at)
        if piece:
            self.cell = self.pieces[piece].place
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if more:
                self._pick_all(self.picked ^ {piece})
            elif piece not in self.picked:
                self._pick_all({piece})
            self._pressed = at
        elif place is not None:
            self.cell = place
            self._pick_all(set(self.in_cell(place)))
        self._describe()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None and self.writable and self.picked:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far or self._dragged is not None:
                self._dragged = at
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.update()
            return
        over = bool(self.piece_at(at))
        self.setCursor(
            Qt.CursorShape.OpenHandCursor if over and self.writable else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._pressed, self._dragged = self._dragged, None, None
        self.unsetCursor()
        self.update()
        place = self.cell_at(event.position()) if dragged is not None else None
        if place is not None:
            self.cell = place
            self._move([one for one in self.pieces if one in self.picked], place)
            self._describe()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if piece := self.piece_at(event.position()):
            self._pressed = None
            self.opened.emit(piece)

    # By keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self._pressed = self._dragged = None
            self.unsetCursor()
            self.update()
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._shift(step)
        elif step is not None:
            self.cell = self._beside(self.cell, step)
            self._pick_all(set(self.in_cell(self.cell)))
        elif event.key() == Qt.Key.Key_Space:
            self._next_piece()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.picked:
            self.opened.emit(next(one for one in self.pieces if one in self.picked))
        else:
            super().keyPressEvent(event)
            return
        self._describe()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _beside(self, place: Place, step: Place) -> Place:
        return tuple(min(max(at + by, 1), SIDE) for at, by in zip(place, step, strict=True))  # type: ignore[return-value]

    def _shift(self, step: Place) -> None:
        """Move what is picked in the current cell by one."""
        moving = [one for one in self.in_cell(self.cell) if one in self.picked]
        if moving and self.writable:
            place = self._beside(self.cell, step)
            if self._move(moving, place):
                self.cell = place

    def _next_piece(self) -> None:
        there = self.in_cell(self.cell)
        if there:
            only = next(iter(self.picked)) if len(self.picked) == 1 else ""
            at = there.index(only) + 1 if only in there else 0
            self._pick_all({there[at % len(there)]})

    def _pick_all(self, ids: set[str]) -> None:
        self.picked = ids
        self.chosen.emit([one for one in self.pieces if one in ids])

    def _move(self, ids: list[str], place: Place) -> bool:
        away = [one for one in ids if self.pieces[one].place != place]
        if away:
            self.moved.emit(away, *place)
        return bool(away)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            piece = self.piece_at(QPointF(event.pos()))
            if piece:
                QToolTip.showText(event.globalPos(), tip(self.pieces[piece].say()), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
