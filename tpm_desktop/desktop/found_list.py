"""A list of things that were found or belong to something: an icon, a name, and at the right what it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tpm_desktop.theme import measures

from .appearance import Appearance
from .finding import Found
from .icons import draw
from .style import font

Index = QModelIndex | QPersistentModelIndex
FOUND = Qt.ItemDataRole.UserRole
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
        return found if role == FOUND else None


class FoundPainter(QStyledItemDelegate):
    """Draws one a row, so many pixels high."""

    def __init__(self, parent: QObject, height: int = 32) -> None:
        super().__init__(parent)
        self._height = height

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
        at = QRect(place.left() + 16, place.center().y() - 7, 16, 16)
        draw(painter, found.icon or "command", theme.muted, at.topLeft(), 16)
        painter.setFont(font(measures().window.secondary))
        painter.setPen(QColor(theme.muted))
        width = min(painter.fontMetrics().horizontalAdvance(found.detail), place.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = QRect(place.right() - 16 - width, place.top(), width, place.height())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, found.detail)
        painter.setFont(font())
        painter.setPen(QColor(theme.text))
        room = place.adjusted(44, 0, -width - 32, 0)
        text = painter.fontMetrics().elidedText(found.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()
