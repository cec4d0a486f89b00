"""How a cell of the grid is painted and edited."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan.breakdown import Level
from tpm_desktop.plan.budget_periods import Period, Span
from tpm_desktop.theme import Theme, mix

from ..appearance import Appearance
from ..editors.problem import hide_problem, show_problem
from ..icons import draw
from .lines import Figure, Line
from .marks import paint_arrow, paint_over
from .model import FIXED, NAME, BudgetModel

Index = QModelIndex | QPersistentModelIndex
PAD = 8
_HUE = 3
_INDENT = 20
_MARK = 14  # of what breaks the policy
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_mixed = cache(mix)  # painting asks thousands of times for the same few


@cache
def _colour(name: str) -> QColor:
    """`cache(QColor)` would have PySide write the help text of all signatures: 0.15 s."""
    return QColor(name)


_CLOSING_KEYS = (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellDelegate(QStyledItemDelegate):
    """Amounts at the right, totals heavier, past months shaded, what is over budget with a marker."""

    arrow_room = PAD + _INDENT  # where a click opens and closes a project

    def __init__(self, model: BudgetModel, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self.model = model
        self.appearance = appearance
        self.lit: set[tuple[int, int]] = set()
        self.current_row = -1

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self.appearance.theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), index.column()
        line = self.model.lines[row]
        period = self.model.periods[column - FIXED] if column >= FIXED else None
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(rect, _colour(self._ground(state, (row, column), line, period)))
        self._rule(painter, rect, line, period, row)
        painter.setFont(self._font(option.font, line, period))
        if column == NAME:
            self._name(painter, rect, line)
        elif column < FIXED:
            self._words(painter, rect, index, line)
        elif period is not None:
            self._amount(painter, rect, (row, column), line, period)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(_colour(self.theme.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _ground(
        self, state: QStyle.StateFlag, place: tuple[int, int], line: Line, period: Period | None
    ) -> str:
        theme = self.theme
        if place in self.lit:
            return theme.flash
        if state & QStyle.StateFlag.State_Selected:
            return theme.selection if state & QStyle.StateFlag.State_Active else theme.selection_idle
        if period is None and place[0] == self.current_row:
            return theme.selection_idle
        if line.total or (period is not None and period.span is not self.model.by):
            return theme.panel
        past = period is not None and period.past and line.figure is not Figure.FORECAST
        return _mixed(theme.weekend, theme.canvas, 0.7) if past else theme.canvas

    def _rule(self, painter: QPainter, rect: QRect, line: Line, period: Period | None, row: int) -> None:
        """Hairlines below each block of rows and beside each year; a heavier one beside the status month."""
        theme = self.theme
        below = row + 1
        ends = below >= len(self.model.lines) or self.model.lines[below].leads
        painter.setPen(_colour(theme.line if ends else _mixed(theme.line, theme.canvas, 0.45)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if period is not None and period.span in (Span.YEAR, Span.WHOLE):
            painter.setPen(_colour(theme.line))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if period is not None and period.status:
            painter.setPen(QPen(_colour(theme.status_date), 2))
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _font(self, given: QFont, line: Line, period: Period | None) -> QFont:
        if not line.total and (period is None or period.span is not Span.WHOLE):
            return given
        font = QFont(given)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _name(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = self.theme
        left = rect.left() + PAD
        if line.kind in (Level.PROJECT, Level.FUND):
            if line.id and line.kind is Level.PROJECT:
                hue = _colour(theme.project_hue(line.place))
                painter.fillRect(QRect(rect.left(), rect.top(), _HUE, rect.height() - 1), hue)
            if line.leads:
                at = QPointF(left + 8, rect.center().y() + 0.5)
                paint_arrow(painter, at, theme.muted, opened=line.id not in self.model.closed)
        if not line.leads:
            return
        left += _INDENT
        code, metrics = self.model.captions.code(line), painter.fontMetrics()
        if code:
            painter.setPen(_colour(theme.muted))
            room = rect.adjusted(left - rect.left(), 0, 0, 0)
            painter.drawText(room, _LEFT, code)
            left += max(metrics.horizontalAdvance("C-00"), metrics.horizontalAdvance(code)) + PAD
        room = rect.adjusted(left - rect.left(), 0, -PAD, 0)
        if self.model.against(line):
            room.setRight(room.right() - _MARK - 4)
            corner = QPoint(rect.right() - PAD - _MARK, rect.center().y() - _MARK // 2 + 1)
            draw(painter, "warning", theme.amber, corner, _MARK)
        title = metrics.elidedText(self.model.captions.title(line), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(_colour(theme.text))
        painter.drawText(room, _LEFT, title)

    def _words(self, painter: QPainter, rect: QRect, index: Index, line: Line) -> None:
        room = rect.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(_colour(self.theme.text if line.total else self.theme.muted))
        shown, elide = self.model.shown(index), Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(shown, elide, room.width()))

    def _amount(
        self, painter: QPainter, rect: QRect, place: tuple[int, int], line: Line, period: Period
    ) -> None:
        theme, amount = self.theme, self.model.amount_at(*place)
        over = self.model.is_over(line, amount)
        colour = theme.critical if over else theme.text
        if not self.model.holds(line, period, amount):
            colour = theme.disabled
        painter.setPen(_colour(colour))
        shown = self.model.rounded(self.model.shown_at(*place), sign=line.figure.signed)
        painter.drawText(rect.adjusted(PAD, 0, -PAD, 0), _RIGHT, shown)
        if over:
            paint_over(painter, QPointF(rect.left() + PAD, rect.center().y() + 0.5), theme.critical)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("budget-editor")
        editor.setFrame(False)
        editor.setTextMargins(PAD - 2, 0, PAD - 2, 0)
        editor.setAccessibleName(self.model.place_name(index))
        if index.column() >= FIXED:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.setProperty("row", index.row())
        editor.setProperty("column", index.column())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(_INDENT if index.column() == NAME else 0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """An amount that can't be read stays in its editor, with the reason said, until mended or left."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        problem = self._problem(editor) if event.key() in _CLOSING_KEYS else ""
        if problem and isinstance(editor, QWidget):
            show_problem(editor, problem)
            return True
        if isinstance(editor, QWidget):
            hide_problem(editor)
        if event.key() in _ENTER and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    def _problem(self, editor: QObject) -> str:
        if not isinstance(editor, QLineEdit) or int(editor.property("column")) < FIXED:
            return ""
        index = self.model.index(int(editor.property("row")), int(editor.property("column")))
        try:
            self.model.cells(index, editor.text())
        except (ValueProblem, EditError) as problem:
            return str(problem)
        return ""
