"""The panel that lists the edits, shows the program as it was after one, and goes back to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.command import Keys, command
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark

from .model import AUTHOR, LABEL, RECORD, STATE, UNDONE, WHEN, HistoryModel

Index = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """What was undone, and everything beside the edit's name, stands back."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        theme = Appearance.current().theme
        if index.data(UNDONE) or index.column() != LABEL:
            option.palette.setColor(QPalette.ColorRole.Text, QColor(theme.muted))
            option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.muted))
        if index.data(UNDONE) and index.column() == LABEL:
            option.font.setStrikeOut(True)


class _Table(QTableView):
    """entered: Return on a row; escaped: Escape."""

    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """Every edit of the file that is open.

    closed: the panel is not wanted any more. wanted: the program is to be shown as it was after an edit, by
    the record's id; while it is, each edit that becomes the current one. left: it is to be shown as it is.
    """

    closed = Signal()
    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: HistoryModel | None = None
        self.looking_at: str | None = None
        self.table = _Table()
        self.table.setObjectName("history-table")
        self.table.setAccessibleName(self.tr("History of edits"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(_Painter(self.table))
        dress_table(self.table)
        self._make_actions()
        self.table.doubleClicked.connect(lambda _: self._show_then())
        self.table.entered.connect(self._show_then)
        self.table.escaped.connect(self.left)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self._count = QLabel()
        mark(self._count, role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._title())
        layout.addWidget(self.table)

    def _make_actions(self) -> None:
        def made(name: str, text: str, picture: str, keys: Keys, done: Callable[[], object]) -> QAction:
            return command(self, f"history-{name}", text, picture, keys, done)

        self.show_then = made(
            "show-then", self.tr("Show the program as it was then"), "clock", None, self._show_then
        )
        self.return_to_now = made("return", self.tr("Return to now"), "today", None, self.left.emit)
        self.go_back = made("go-back", self.tr("Undo back to here"), "undo", None, self._go_back)
        self.show_then.setEnabled(False)
        self.return_to_now.setVisible(False)

    def _title(self) -> QHBoxLayout:
        title, close = QLabel(self.tr("History")), QToolButton()
        mark(title, role="caption")
        close.setIcon(icon("close", None, "muted"))
        close.setIconSize(QSize(14, 14))
        close.setToolTip(self.tr("Hide the history"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self._count, 1)
        for action in (self.show_then, self.return_to_now):
            button = QToolButton(self)  # one without a parent would be a window of its own when it is shown
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(22, 16))  # with room between icon and text
            button.setVisible(action.isVisible())
            action.changed.connect(lambda b=button, a=action: b.setVisible(a.isVisible()))
            row.addWidget(button)
        row.addWidget(close)
        return row

    def show_session(self, session: Session | None) -> None:
        """Show the history of another file, or of none."""
        if session is not None and self.model is not None and self.model.session is session:
            return
        self.model = HistoryModel(session, self) if session else None
        self.table.setModel(self.model)
        self.looking_at = None
        self._offer_return()
        if self.model is None:
            return
        self.table.selectionModel().currentRowChanged.connect(self._follow_current)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        for column, width in ((STATE, 132), (AUTHOR, 200), (WHEN, 124)):
            self.table.setColumnWidth(column, width)
        self._tell_count()

    def follow(self) -> None:
        """Show what was done since."""
        if self.model is not None:
            self.model.follow()
            self._tell_count()

    def go_to(self, record_id: str) -> None:
        """Select an edit; for who asks for an undo or redo, the edit that it is about."""
        if self.model is None:
            return
        place = self.model.place(record_id)
        if place is None:
            target = self.model.session.program.file.journal.record(record_id).target
            place = self.model.place(target) if target else None
        if place is not None:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))

    def _tell_count(self) -> None:
        assert self.model is not None
        count = len(self.model)
        self._count.setText(self.tr("1 edit") if count == 1 else self.tr("{} edits").format(f"{count:,}"))

    def _follow_current(self, index: Index) -> None:
        self.show_then.setEnabled(index.isValid())
        if self.looking_at is not None and index.isValid() and index.data(RECORD) != self.looking_at:
            self.wanted.emit(index.data(RECORD))

    def _show_then(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.wanted.emit(index.data(RECORD))

    def show_looking_at(self, record_id: str | None) -> None:
        """Mark the edit after which the program is shown, None while it is shown as it is."""
        self.looking_at = record_id
        if self.model is not None:
            self.model.mark_shown(record_id)
            place = self.model.place(record_id) if record_id else None
            if place is not None:
                self.table.selectRow(place)
        self._offer_return()

    def _offer_return(self) -> None:
        self.return_to_now.setVisible(self.looking_at is not None)
        self.show_then.setVisible(self.looking_at is None)
        self.show_then.setEnabled(self.table.currentIndex().isValid())

    def steps_to(self, record_id: str) -> int:
        """How many steps lead to an edit: to undo, or, negative, to redo."""
        return self.model.steps_to(record_id) if self.model else 0

    def steps(self) -> int:
        """How many steps lead to the selected edit: to undo, or, negative, to redo."""
        index = self.table.currentIndex()
        return self.model.steps_to(index.data(RECORD)) if self.model and index.isValid() else 0

    def _offer(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid() or self.model is None:
            return
        self.table.setCurrentIndex(index)
        steps = self.steps()
        self.go_back.setEnabled(steps != 0 and not self.model.session.program.file.read_only)
        self.go_back.setText(self._name_of(steps))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.show_then, self.return_to_now])
        menu.addSeparator()
        menu.addAction(self.go_back)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _name_of(self, steps: int) -> str:
        if steps < 0:
            again = self.tr("Redo up to here ({} edits)") if steps < -1 else self.tr("Redo this edit")
            return again.format(-steps)
        if steps == 1:
            return self.tr("Undo back to here (1 edit)")
        return (
            self.tr("Undo back to here ({} edits)").format(steps) if steps else self.tr("Undo back to here")
        )

    def _go_back(self) -> None:
        steps = self.steps()
        self.left.emit()
        if self.model is not None:
            self.model.session.go_back(steps)
