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
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.icons import draw
from tpm_desktop.desktop.style import dress_table, font

from .cells import Column
from .model import ID, TOLD, TONE, RoundModel

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Column.PROJECT: 130, Column.WHO: 112, Column.START: 92, Column.FINISH: 92, Column.DONE: 62,
    Column.LEFT: 84, Column.SINCE: 176,
}  # fmt: skip
_NEEDS = {Column.PROJECT: 900, Column.START: 740}  # columns that a narrow list does without
_ICON = 14
_ROWS = QItemSelectionModel.SelectionFlag.Rows


class _Painter(QStyledItemDelegate):
    """Draws groups as headings, ticks before updated tasks, and what finishes later in red."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(ID) is None:
            option.font = font(weight=QFont.Weight.DemiBold)
            return
        theme = Appearance.current().theme
        token = index.data(TONE) or ("muted" if index.column() == Column.PROJECT else "text")
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(getattr(theme, token)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == Column.TASK and index.data(TOLD):
            colour = Appearance.current().theme.green
            place = QPoint(option.rect.left() - _ICON - 1, option.rect.center().y() - _ICON // 2 + 1)
            draw(painter, "check", colour, place, _ICON)


class RoundTree(QTreeView):
    """chosen: other tasks are selected now. share_typed: a digit says how much is done, in tenths."""

    chosen = Signal()
    share_typed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.round = RoundModel(self)
        self.setObjectName("progress-round")
        self.setAccessibleName(self.tr("Tasks of the round"))
        self.setModel(self.round)
        self.setItemDelegate(_Painter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        dress_table(self)
        self.setIndentation(20)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.TASK, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.round.modelReset.connect(self._unfold)

    def _unfold(self) -> None:
        self.expandAll()
        for number in range(self.round.rowCount()):
            self.setFirstColumnSpanned(number, QModelIndex(), True)

    def selected_ids(self) -> list[str]:
        """The ids of the selected tasks, from top to bottom."""
        chosen = {index.data(ID) for index in self.selectionModel().selectedRows()}
        return [task_id for task_id in self.round.ids() if task_id in chosen]

    def select(self, task_ids: Sequence[str]) -> None:
        """Select tasks, as far as they are shown; the first of them is the current one."""
        places = [place for task_id in task_ids if (place := self.round.place(task_id)).isValid()]
        chosen = QItemSelection()
        for place in places:
            chosen.select(place, place)
        selection = self.selectionModel()
        if places:
            selection.setCurrentIndex(places[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(places[0])
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS)

    def after(self, task_ids: Sequence[str]) -> str | None:
        """The task below the last of some, else the one above the first of them; None where there is none."""
        shown = self.round.ids()
        places = [n for n, task_id in enumerate(shown) if task_id in set(task_ids)]
        if not places:
            return shown[0] if shown else None
        below, above = places[-1] + 1, places[0] - 1
        return shown[below] if below < len(shown) else shown[above] if above >= 0 else None

    def go_on(self) -> None:
        """To the next task; the last one stays."""
        ids = self.selected_ids()
        following = self.after(ids)
        shown = self.round.ids()
        if following is not None and (not ids or shown.index(following) > shown.index(ids[-1])):
            self.select([following])

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Headings are no stops: the cursor goes on to the task beyond, or stays."""
        moved = super().moveCursor(action, modifiers)
        down = action in (QAbstractItemView.CursorAction.MoveDown, QAbstractItemView.CursorAction.MoveHome)
        while moved.isValid() and self.round.row(moved) is None:
            moved = self.indexBelow(moved) if down else self.indexAbove(moved)
        return moved if moved.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space go on; digits say how many tenths are done; other letters don't search."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go_on()
        elif plain and len(text) == 1 and text in "0123456789":
            self.share_typed.emit(int(text) * 1_000)
        elif plain and text.isprintable() and text and text not in "+-*":
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, needed in _NEEDS.items():
            self.setColumnHidden(column, self.width() < needed)
