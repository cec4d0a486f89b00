"""The test matrix on screen: how cells and headings are drawn, and how results are entered in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_table, font
from tpm_desktop.gestures.integration import Place
from tpm_desktop.model.interfaces import RunResult
from tpm_desktop.plan.integration import Run
from tpm_desktop.theme import measures

from .look import paint_badge
from .model import HEADING, RUN, MatrixModel

Index = QModelIndex | QPersistentModelIndex
_WIDTH, _NAMES, _HEIGHT = 118, 270, 48
_BADGE, _PAD = 30, 8
_KEYS = {
    Qt.Key.Key_P: RunResult.PASSED,
    Qt.Key.Key_F: RunResult.FAILED,
    Qt.Key.Key_B: RunResult.BLOCKED,
    Qt.Key.Key_N: RunResult.NOT_RUN,
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Entered = Callable[[list[Place], RunResult], None]


class _Delegate(QStyledItemDelegate):
    """Draws badge and date; a list of results is the editor."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        text, drawn.text = drawn.text, ""
        style = QApplication.style() if option.widget is None else option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, option.widget)
        theme, run = Appearance.current().theme, index.data(RUN)
        painter.fillRect(
            QRect(option.rect.right(), option.rect.top(), 1, option.rect.height()), QColor(theme.line)
        )
        if not isinstance(run, Run):
            return
        badge = QRectF(option.rect.left() + 4, option.rect.top(), _BADGE - 6, option.rect.height())
        paint_badge(painter, badge, run.standing, theme)
        painter.setFont(font(measures().window.secondary))
        painter.setPen(QColor(theme.text))
        room = option.rect.adjusted(_BADGE, 0, -4, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QComboBox(parent)
        editor.setObjectName("integration-result")
        editor.setAccessibleName(self.tr("Result"))
        for result in RunResult:
            editor.addItem(result.label, userData=result)
        run = index.data(RUN)
        editor.setCurrentIndex(list(RunResult).index(run.result) if isinstance(run, Run) else -1)
        editor.setPlaceholderText(self.tr("No test"))
        editor.activated.connect(lambda _: self._take(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor holds what stood there when it was made."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """What is chosen was taken already; leaving the list changes nothing."""

    def _take(self, editor: QComboBox) -> None:
        chosen = editor.currentData()
        self.closeEditor.emit(editor)
        if chosen is not None:
            self._table.enter(RunResult(chosen))


class _Columns(QHeaderView):
    """Environment above, cycle below; an environment is written once above its cycles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = Appearance.current().theme
        heading = self.model().headerData(section, Qt.Orientation.Horizontal, HEADING)
        if not heading:
            return
        environment, cycle = cast(tuple[str, str], heading)
        before = self.model().headerData(section - 1, Qt.Orientation.Horizontal, HEADING) if section else None
        goes_on = bool(before) and cast(tuple[str, str], before)[0] == environment
        painter.save()
        painter.fillRect(rect, QColor(theme.panel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.border))
        top = QRect(rect.left(), rect.top() + 3, rect.width(), rect.height() // 2 - 2)
        if not goes_on:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), QColor(theme.border))
            self._write(painter, self._across(top, section, environment), environment, bold=True)
        self._write(painter, top.translated(0, top.height() - 1), cycle, bold=False)
        painter.restore()

    def _across(self, top: QRect, section: int, environment: str) -> QRect:
        """The room above all cycles of an environment that follow each other."""
        wide = QRect(top)
        for other in range(section + 1, self.count()):
            heading = self.model().headerData(other, Qt.Orientation.Horizontal, HEADING)
            if not heading or cast(tuple[str, str], heading)[0] != environment:
                break
            wide.setRight(wide.right() + self.sectionSize(other))
        return wide

    def _write(self, painter: QPainter, room: QRect, text: str, *, bold: bool) -> None:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        made, theme = font(measures().window.secondary, weight), Appearance.current().theme
        painter.setFont(made)
        painter.setPen(QColor(theme.text if bold else theme.muted))
        inner = room.adjusted(_PAD, 0, -4, 0)
        shown = QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setClipRect(room)
        painter.drawText(inner, _LEFT, shown)
        painter.setClipping(False)


class MatrixTable(QTableView):
    """Cells are chosen as in a spreadsheet; P, F, B and N enter a result in all that are.

    entered: the places for which a result is, and the result. named: the line whose interface is asked for.
    """

    entered = Signal(list, object)
    named = Signal(int)

    def __init__(self, matrix: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self.setObjectName("integration-table")
        self.setAccessibleName(self.tr("Test matrix: interfaces by environment and cycle"))
        self.setModel(matrix)
        self.setHorizontalHeader(_Columns(self))
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        dress_table(self)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setMinimumSectionSize(60)
        names = self.verticalHeader()
        names.show()
        names.setDefaultSectionSize(measures().window.row + 4)
        names.setFixedWidth(_NAMES)
        names.setDefaultAlignment(_LEFT)
        names.setHighlightSections(False)
        names.sectionClicked.connect(self.named)

    def chosen(self) -> list[QModelIndex]:
        """The cells that are selected, else the current one."""
        found = self.selectionModel().selectedIndexes()
        current = self.currentIndex()
        return found or ([current] if current.isValid() else [])

    def enter(self, result: RunResult) -> None:
        """Ask for a result in all chosen cells."""
        places = [self._matrix.place(index) for index in self.chosen()]
        if places:
            self.entered.emit(places, result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and event.key() in _KEYS:
            self.enter(_KEYS[Qt.Key(event.key())])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
