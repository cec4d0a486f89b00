"""A list of things that were found or belong to something: an icon, a name, and at the right what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tpm_desktop.theme import measures

from .appearance import Appearance
from .finding import Found
from .icons import draw
from .style import font, mark
from .wording import tip

Index = QModelIndex | QPersistentModelIndex
FOUND = Qt.ItemDataRole.UserRole
_LINE = 28  # pixels of a row in which all stands beside each other
_NOWHERE = QModelIndex()


class FoundModel(QAbstractListModel):
    """Things that were found, one a row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[Found] = []

    def show_found(self, found: list[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.text}, {found.detail}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{found.text}\n{found.detail}")
        return found if role == FOUND else None


class FoundPainter(QStyledItemDelegate):
    """Draws one a row, so many pixels high; where there is little width, what it is stands below the name."""

    def __init__(self, parent: QObject, height: int = 32, *, below: bool = False) -> None:
        super().__init__(parent)
        self._height, self._below = height, below

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, found = Appearance.current().theme, index.data(FOUND)
        place: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(theme.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, QColor(theme.hover))
        inside = place.adjusted(4, 0, -4, 0) if self._below else place.adjusted(16, 0, -16, 0)
        at = QRect(inside.left(), inside.center().y() - 7, 16, 16)
        draw(painter, found.icon or "command", theme.muted, at.topLeft(), 16)
        if self._below:
            self._paint_below(painter, found, inside.adjusted(24, 3, 0, -3))
        else:
            self._paint_beside(painter, found, inside.adjusted(28, 0, 0, 0))
        painter.restore()

    def _paint_beside(self, painter: QPainter, found: Found, room: QRect) -> None:
        _use(painter, small=False)
        left_over = room.width() - painter.fontMetrics().horizontalAdvance(found.text) - 16
        _use(painter, small=True)
        needed = painter.fontMetrics().horizontalAdvance(found.detail) + 1
        width = min(needed, max(room.width() // 2, left_over))
        right = QRect(room.right() - width, room.top(), width, room.height())
        _write(painter, found.detail, right)
        _use(painter, small=False)
        _write(painter, found.text, room.adjusted(0, 0, -width - 16, 0))

    def _paint_below(self, painter: QPainter, found: Found, room: QRect) -> None:
        half = room.height() // 2
        _use(painter, small=False)
        _write(painter, found.text, room.adjusted(0, 0, 0, -half))
        _use(painter, small=True)
        _write(painter, found.detail, room.adjusted(0, half, 0, 0))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _use(painter: QPainter, *, small: bool) -> None:
    theme = Appearance.current().theme
    painter.setFont(font(measures().window.secondary) if small else font())
    painter.setPen(QColor(theme.muted if small else theme.text))


def _write(painter: QPainter, text: str, room: QRect) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)


class FoundView(QListView):
    """A list of things that were found. chosen: one was clicked, or Enter was pressed on it."""

    chosen = Signal(object)

    def __init__(self, name: str, label: str, parent: QWidget | None = None, *, row: int = 38) -> None:
        """Args: name: for tests; label: for screen readers; row: pixels, where what it is stands below; 0 for
        lines with both beside each other.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self._row = row or _LINE
        painter = FoundPainter(self, row, below=True) if row else FoundPainter(self, _LINE)
        self.setItemDelegate(painter)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark(self, role="list")
        self.clicked.connect(lambda index: self.chosen.emit(index.data(FOUND)))
        self.activated.connect(lambda index: self.chosen.emit(index.data(FOUND)))

    def show_found(self, found: Sequence[Found], most: int = 0) -> None:
        """Show others. Args: most: as high as so many rows at most, 0 for as high as there is room."""
        self.found.show_found(list(found))
        self.setVisible(bool(found))
        if most:
            self.setFixedHeight(min(len(found), most) * self._row + 2)
