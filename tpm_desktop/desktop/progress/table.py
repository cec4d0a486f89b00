"""The list of the round: a tick for what was updated, keys that go from task to task."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.style import dress_lines, font

from .cells import Column
from .model import ID, RIGHT, TOLD, TONE, RoundModel

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Column.PROJECT: 130, Column.WHO: 112, Column.START: 92, Column.FINISH: 92, Column.DONE: 62,
    Column.LEFT: 84, Column.SINCE: 176,
}  # fmt: skip
_NEEDS = {Column.PROJECT: 900, Column.START: 740}  # columns that a narrow list does without
_NAMED = (Column.PROJECT, Column.WHO)
_ROOMY = 740  # pixels from which names of projects and people share with those of tasks what there is more
_PARTS, _MOST_MORE = 4, 120
_PAD, _TICK = 6, 14
_LEFT_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT_SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_DOWN = (QAbstractItemView.CursorAction.MoveDown, QAbstractItemView.CursorAction.MovePageDown)


class _Painter(QStyledItemDelegate):
    """Draws headings bold, ticks before updated tasks, and what finishes later in red.

    By itself, as the style sheet says for all tables: through Qt's style a screen of cells takes 20 ms.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, place, task = Appearance.current().theme, option.rect, index.data(ID)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(theme.selection))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(theme.line))
        inner = place.adjusted(_PAD, 0, -_PAD, -1)
        if index.column() == Column.TASK and task is not None:
            if index.data(TOLD):
                at = QPoint(inner.left(), inner.center().y() - _TICK // 2 + 1)
                draw(painter, "check", theme.green, at, _TICK)
            inner.setLeft(inner.left() + _TICK + 4)
        plain = "muted" if index.column() == Column.PROJECT else "text"
        painter.setPen(QColor(getattr(theme, index.data(TONE) or plain)))
        heading = font(weight=QFont.Weight.DemiBold) if task is None else option.font
        painter.setFont(heading)
        text = QFontMetrics(heading).elidedText(
            index.data() or "", Qt.TextElideMode.ElideRight, inner.width()
        )
        side = _RIGHT_SIDE if index.column() in RIGHT else _LEFT_SIDE
        painter.drawText(inner, side, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.focus))
            painter.drawRect(place.adjusted(0, 0, -1, -1))


class RoundTable(QTableView):
    """chosen: other tasks are selected now. share_typed: a digit says how much is done, in tenths."""

    chosen = Signal()
    share_typed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.round = RoundModel(self)
        self.setModel(self.round)
        self.setItemDelegate(_Painter(self))
        dress_lines(self, "progress-round", self.tr("Tasks of the round"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.TASK, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.round.modelReset.connect(self._span_headings)

    def _span_headings(self) -> None:
        self.clearSpans()
        for place in self.round.headings():
            self.setSpan(place, 0, 1, len(Column))

    def selected_ids(self) -> list[str]:
        """The ids of the selected tasks, from top to bottom."""
        selection = self.selectionModel().selection()
        spans = [selection.at(n) for n in range(selection.count())]
        rows = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        ids = (self.round.index(row, 0).data(ID) for row in rows)
        return [task_id for task_id in ids if task_id is not None]

    def select(self, task_ids: Sequence[str]) -> None:
        """Select tasks, as far as they are shown; the first of them is the current one."""
        places = [place for task_id in task_ids if (place := self.round.place(task_id)) is not None]
        chosen = QItemSelection()
        for place in places:
            chosen.select(self.round.index(place, 0), self.round.index(place, Column.SINCE))
        selection = self.selectionModel()
        if places:
            first = self.round.index(places[0], 0)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS)

    def after(self, task_ids: Sequence[str]) -> str | None:
        """The task below the last of some, else the one above the first of them; None where there is none."""
        places = sorted(place for one in task_ids if (place := self.round.place(one)) is not None)
        if not places:
            return next(iter(self.round.ids()), None)
        below, above = range(places[-1] + 1, self.round.rowCount()), range(places[0] - 1, -1, -1)
        ids = (self.round.index(place, 0).data(ID) for way in (below, above) for place in way)
        return next((task_id for task_id in ids if task_id is not None), None)

    def go_on(self) -> None:
        """To the next task; the last one stays."""
        ids = self.selected_ids()
        following = self.after(ids)
        if following is None:
            return
        if not ids or (self.round.place(following) or 0) > (self.round.place(ids[-1]) or 0):
            self.select([following])

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Headings are no stops: the cursor goes on to the task beyond. Home and End go all the way."""
        cursor = QAbstractItemView.CursorAction
        if action in (cursor.MoveHome, cursor.MoveEnd):
            at, step = (0, 1) if action == cursor.MoveHome else (self.round.rowCount() - 1, -1)
        else:
            at, step = super().moveCursor(action, modifiers).row(), 1 if action in _DOWN else -1
        while 0 <= at < self.round.rowCount() and self.round.index(at, 0).data(ID) is None:
            at += step
        found = self.round.index(at, max(self.currentIndex().column(), 0))
        return found if found.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space go on; digits say how many tenths are done; other letters don't search."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go_on()
        elif plain and len(text) == 1 and text in "0123456789":
            self.share_typed.emit(int(text) * 1_000)
        elif plain and text and text.isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.width() < needed)
        spare = max(self.width() - _ROOMY, 0) // _PARTS
        for column in _NAMED:
            self.setColumnWidth(column, _WIDTHS[column] + min(spare, _MOST_MORE))
