"""The palette: type part of a name, and do or go there with Enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.theme import measures

from .appearance import Appearance
from .finding import Found, best
from .help import keys, plain_text
from .icons import draw, icon
from .style import font, mark
from .views import view_of_table, views

if TYPE_CHECKING:
    from .main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
FOUND = Qt.ItemDataRole.UserRole
_SIZE = QSize(620, 420)
_MOST = 60
_ROW = 32
_NOWHERE = QModelIndex()


class _Results(QAbstractListModel):
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


class _Painter(QStyledItemDelegate):
    """An icon, the name, and at the right what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, found = Appearance.current().theme, index.data(FOUND)
        place: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(theme.selection))
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


class Palette(QDialog):
    """Every action, every view and every row of the open program."""

    def __init__(self, window: MainWindow, *, rows_only: bool = False) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._actions = (
            {} if rows_only else {id(a): a for a in window.actions_.all_actions() if a.isEnabled()}
        )
        self._everything = list(self._candidates(rows_only))
        self.line, self.list, self._none = QLineEdit(), QListView(), QLabel(self.tr("Nothing is called so"))
        self._results = _Results(self)
        hint = (
            self.tr("Go to a row by name or code") if rows_only else self.tr("Find any row, view or command")
        )
        self._lay_out(hint)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take())
        self._search("")
        self._place()

    def _lay_out(self, hint: str) -> None:
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setMinimumHeight(36)
        self.line.addAction(icon("search", None, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setModel(self._results)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark(self._none, role="muted")
        self._none.setContentsMargins(16, 8, 16, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.line, self._none, self.list):
            column.addWidget(part)
        self.line.setFocus()

    def _place(self) -> None:
        """Under the tool bar, in the middle of the window."""
        over = self._window.geometry()
        width = min(_SIZE.width(), over.width() - 32)
        height = min(_SIZE.height(), over.height() - 80)
        self.setGeometry(over.center().x() - width // 2, over.top() + 64, width, height)

    def _candidates(self, rows_only: bool) -> Iterator[Found]:
        if not rows_only:
            for action in self._actions.values():
                yield Found(plain_text(action), keys(action), "action", str(id(action)), bonus=8)
            for view in views():
                detail = self.tr("view · {}").format(view.area.value)
                yield Found(view.label, detail, "view", view.key, view.icon, bonus=12)
        session = self._window.session
        if session is None:
            return
        for about in CATALOGUE:
            if about.fields[about.title_field].target or view_of_table(about.name) is None:
                continue
            codes = session.names.codes(about.name)
            for row_id, name in session.names.all(about.name).items():
                detail = f"{codes[row_id]}  {about.label}" if codes.get(row_id) else about.label
                yield Found(name, detail, about.name, row_id, about.icon)

    def _search(self, typed: str) -> None:
        self._results.show_found(best(self._everything, typed, _MOST))
        found = bool(self._results.found)
        self.list.setVisible(found)
        self._none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._results.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
            if event.key() in moves:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        found: Found = index.data(FOUND)
        self.close()
        if found.kind == "action":
            action: QAction = self._actions[int(found.key)]
            action.trigger()
        elif found.kind == "view":
            self._window.show_view(found.key)
        else:
            self._window.go_to(found.kind, found.key)
