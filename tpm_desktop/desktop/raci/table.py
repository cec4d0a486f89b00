"""The RACI matrix on screen: letters are typed into cells, names of parties stand upright."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.clipboard import read_block, write_block
from tpm_desktop.desktop.style import dress_table, font
from tpm_desktop.plan.raci import LETTERS as ALL
from tpm_desktop.theme import measures

from .model import LETTERS, WRONG, RaciModel

Index = QModelIndex | QPersistentModelIndex
_WIDTH, _NAMES, _TALL, _BADGE, _PAD = 40, 300, 132, 17, 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class _Letters(QStyledItemDelegate):
    """Draws the letters of a cell: R and A filled, since they answer for it; C and I as rings."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        theme, room = Appearance.current().theme, QRect(option.rect)
        painter.fillRect(QRect(room.right(), room.top(), 1, room.height()), QColor(theme.line))
        letters = str(index.data(LETTERS) or "")
        if not letters:
            return
        step = min(_BADGE + 2.0, (room.width() - 4) / len(letters))
        side = min(float(_BADGE), step)
        left = room.left() + (room.width() - step * len(letters)) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = font(weight=QFont.Weight.Bold)
        text.setPixelSize(11 if side > 12 else 8)
        painter.setFont(text)
        for n, letter in enumerate(letters):
            at = QRectF(left + n * step + (step - side) / 2, room.center().y() - side / 2 + 1, side, side)
            self._letter(painter, at, letter, wrong=bool(index.data(WRONG)) and letter == "A")
        painter.restore()

    def _letter(self, painter: QPainter, at: QRectF, letter: str, *, wrong: bool) -> None:
        theme = Appearance.current().theme
        filled = letter in "RA"
        colour = QColor(theme.critical if wrong else theme.accent if filled else theme.muted)
        painter.setPen(Qt.PenStyle.NoPen if filled else colour)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        if letter == "A":
            painter.drawRect(at)
        else:
            painter.drawEllipse(at)
        painter.setPen(QColor(theme.on_rag) if filled else colour)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, letter)


class _Upright(QHeaderView):
    """Names of parties, read from below upwards."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _TALL)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme, model = Appearance.current().theme, self.model()
        painter.save()
        chosen = self._table.currentIndex().column() == logical
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.panel))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), QColor(theme.line))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        wrong = model.headerData(logical, Qt.Orientation.Horizontal, WRONG)
        painter.setPen(QColor(theme.critical if wrong else theme.text))
        painter.setFont(font(measures().window.secondary))
        said = str(model.headerData(logical, Qt.Orientation.Horizontal) or "")
        painter.translate(rect.left(), rect.bottom())
        painter.rotate(-90)
        room = QRect(_PAD, 0, rect.height() - 2 * _PAD, rect.width())
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
        painter.restore()


class RaciTable(QTableView):
    """Says what is typed, pasted or asked for.

    typed: a letter, for all chosen cells; cleared: nothing is to stand in them; pasted: a block of texts from
    the first of them on; named: a line or a column was asked for, whether it is a column, by its number.
    """

    typed = Signal(str)
    cleared = Signal()
    pasted = Signal(list)
    named = Signal(bool, int)

    def __init__(self, model: RaciModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("raci-table")
        self.setAccessibleName(self.tr("RACI: projects, work packages and deliverables by parties"))
        self.setHorizontalHeader(_Upright(self))
        self.setModel(model)
        self.setItemDelegate(_Letters(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        dress_table(self)
        columns = self.horizontalHeader()
        columns.setFixedHeight(_TALL)
        columns.setDefaultSectionSize(_WIDTH)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.sectionClicked.connect(lambda column: self.named.emit(True, column))
        names = self.verticalHeader()
        names.show()
        names.setDefaultSectionSize(measures().window.row + 2)
        names.setFixedWidth(_NAMES)
        names.setDefaultAlignment(_LEFT)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.sectionClicked.connect(lambda line: self.named.emit(False, line))
        self.selectionModel().currentChanged.connect(lambda *_: columns.viewport().update())
        model.modelReset.connect(lambda: columns.viewport().update())

    def chosen(self) -> list[tuple[int, int]]:
        """Line and column of the cells that are selected, else of the current one."""
        found = self.selectionModel().selectedIndexes()
        current = self.currentIndex()
        cells = found or ([current] if current.isValid() else [])
        return sorted((index.row(), index.column()) for index in cells)

    def copied(self) -> str:
        """The chosen cells as a block, as far as they reach."""
        cells = set(self.chosen())
        if not cells:
            return ""
        rows, columns = ({cell[side] for cell in cells} for side in (0, 1))
        return write_block(
            [
                [self._model.letters(row, column) for column in range(min(columns), max(columns) + 1)]
                for row in range(min(rows), max(rows) + 1)
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R, A, C and I put their letter or take it away; Delete clears; copy and paste blocks."""
        for keys, done in self._strokes().items():
            if event.matches(keys):
                done()
                return
        letter = event.text().upper()
        if not self.chosen():
            super().keyPressEvent(event)
        elif event.key() in _CLEAR:
            self.cleared.emit()
        elif letter and letter in ALL and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def _strokes(self) -> dict[QKeySequence.StandardKey, Callable[[], object]]:
        board = QApplication.clipboard()
        return {
            QKeySequence.StandardKey.Copy: lambda: board.setText(self.copied()),
            QKeySequence.StandardKey.Paste: lambda: self.pasted.emit(read_block(board.text())),
        }
