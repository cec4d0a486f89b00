"""Which columns the Gantt's table shows: type part of a name, and Enter shows or hides it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.finding import Found, best
from tpm_desktop.desktop.found_list import FOUND, FoundModel, FoundPainter
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.style import mark

from .column_layout import insert_column, lay_out, usual_layout
from .columns import COLUMNS, INDEX, NAME
from .tree import OutlineTree

_SIZE = QSize(360, 420)
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class ColumnChooser(QDialog):
    """Every column there is; one that is chosen comes left of `before`, one that is shown goes."""

    def __init__(self, tree: OutlineTree, before: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("gantt-columns")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tree, self._before = tree, before
        self.line, self.list, self._none = QLineEdit(), QListView(), QLabel(self.tr("No column is called so"))
        self.usual = QPushButton(self.tr("Usual columns"))
        self._columns = FoundModel(self)
        self._lay_out()
        self.line.textChanged.connect(lambda: self._search())
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._turn())
        self.usual.clicked.connect(self._reset)
        self._search()

    def _lay_out(self) -> None:
        heading = self.tr(COLUMNS[self._before].heading)
        hint = self.tr("Show or hide a column")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setAccessibleDescription(self.tr("A column that is shown comes left of {}").format(heading))
        self.line.setMinimumHeight(32)
        self.line.addAction(icon("search", None, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setModel(self._columns)
        self.list.setItemDelegate(FoundPainter(self.list, 28))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Columns"))
        mark(self._none, role="muted")
        self.usual.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.line, self._none, self.list, self.usual):
            column.addWidget(part)
        self.line.setFocus()

    def open_at(self, at: QPoint) -> None:
        """Show it with its corner at a point of the screen, moved so that all of it is seen."""
        room = self._tree.screen().availableGeometry()
        self.resize(_SIZE.boundedTo(room.size()))
        left = max(min(at.x(), room.right() - self.width()), room.left())
        self.move(left, max(min(at.y(), room.bottom() - self.height()), room.top()))
        self.show()

    def _candidates(self) -> list[Found]:
        shown = self.tr("shown")
        found = []
        for n, column in enumerate(COLUMNS):
            hidden = self._tree.isColumnHidden(n)
            picture = "columns" if hidden else "check"
            found.append(
                Found(self.tr(column.heading), "" if hidden else shown, "column", column.key, picture)
            )
        return sorted(found, key=lambda one: (not one.detail, one.text.casefold()))

    def _search(self, keep: str = "") -> None:
        """List what fits what is typed; the column `keep` stays the current one."""
        self._columns.show_found(best(self._candidates(), self.line.text(), len(COLUMNS)))
        found = self._columns.found
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            place = next((n for n, one in enumerate(found) if one.key == keep), 0)
            self.list.setCurrentIndex(self._columns.index(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._turn()
                return True
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        """Show the column of the list, or hide it; the names stay."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        found: Found = index.data(FOUND)
        column = INDEX[found.key]
        if self._tree.isColumnHidden(column):
            insert_column(self._tree.header(), column, before=self._before)
        elif column != NAME:
            self._tree.setColumnHidden(column, True)
        self._search(found.key)

    def _reset(self) -> None:
        lay_out(self._tree.header(), usual_layout())
        self._search()
