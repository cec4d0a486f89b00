"""The coverage matrix on screen: letters in circles say what covers; keys or mouse switch it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
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
from tpm_desktop.desktop.style import dress_table, font
from tpm_desktop.gestures.requirements import CoverageCell
from tpm_desktop.theme import measures

from .model import MARK, CoverageModel, Mark

Index = QModelIndex | QPersistentModelIndex
_WIDTH, _NAMES, _BADGE = 62, 330, 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SWITCH = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarkDelegate(QStyledItemDelegate):
    """Draws what covers: filled where something has come of it, a ring where that is still planned."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        theme, mark = Appearance.current().theme, index.data(MARK)
        right = QRect(option.rect.right(), option.rect.top(), 1, option.rect.height())
        painter.fillRect(right, QColor(theme.line))
        if not isinstance(mark, Mark):
            return
        side = QRectF(0, 0, _BADGE, _BADGE)
        side.moveCenter(QRectF(option.rect).center())
        colour, hollow = QColor(getattr(theme, mark.token)), mark.token == "muted"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.4) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
        if mark.token == "red":
            painter.drawRoundedRect(side, 3, 3)
        else:
            painter.drawEllipse(side)
        text = font(weight=QFont.Weight.Bold)
        text.setPixelSize(11)
        painter.setFont(text)
        painter.setPen(colour if hollow else QColor(theme.on_rag))
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, mark.letter)
        painter.restore()


class CoverageTable(QTableView):
    """switched: cells whose coverage is to be turned round. named: a line or a column was asked for."""

    switched = Signal(list)
    named = Signal(str, str)

    def __init__(self, model: CoverageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("coverage-table")
        self.setAccessibleName(self.tr("Coverage: requirements by deliverables and tests"))
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        dress_table(self)
        columns = self.horizontalHeader()
        columns.setDefaultSectionSize(_WIDTH)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._name_column)
        names = self.verticalHeader()
        names.show()
        names.setDefaultSectionSize(measures().window.row + 2)
        names.setFixedWidth(_NAMES)
        names.setDefaultAlignment(_LEFT)
        names.setHighlightSections(False)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.sectionClicked.connect(lambda line: self.named.emit("requirement", model.line_id(line)))

    def _name_column(self, column: int) -> None:
        self.named.emit(self._model.columns[column].table, self._model.column_id(column))

    def chosen(self) -> list[CoverageCell]:
        """The cells that are selected, else the current one."""
        found = self.selectionModel().selectedIndexes()
        current = self.currentIndex()
        return [self._model.cell(index) for index in found or ([current] if current.isValid() else [])]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() and event.key() in _SWITCH:
            if cells := self.chosen():
                self.switched.emit(cells)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.switched.emit([self._model.cell(index)])
        else:
            super().mouseDoubleClickEvent(event)
