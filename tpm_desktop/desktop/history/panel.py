"""The panel that lists the edits and goes back to one of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPalette
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


class HistoryPanel(QWidget):
    """Every edit of the file that is open. closed: the panel is not wanted any more."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: HistoryModel | None = None
        self.table = QTableView()
        self.table.setObjectName("history-table")
        self.table.setAccessibleName(self.tr("History of edits"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(_Painter(self.table))
        dress_table(self.table)
        self.go_back = QAction(icon("undo"), self.tr("Undo back to here"), self)
        self.go_back.setObjectName("history-go-back")
        self.go_back.triggered.connect(self._go_back)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self._count = QLabel()
        mark(self._count, role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._title())
        layout.addWidget(self.table)

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
        row.addWidget(close)
        return row

    def show_session(self, session: Session | None) -> None:
        """Show the history of another file, or of none."""
        self.model = HistoryModel(session, self) if session else None
        self.table.setModel(self.model)
        if self.model is None:
            return
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        for column, width in ((STATE, 150), (AUTHOR, 150), (WHEN, 150)):
            self.table.setColumnWidth(column, width)
        self._tell_count()

    def follow(self) -> None:
        """Show what was done since."""
        if self.model is not None:
            self.model.follow()
            self._tell_count()

    def _tell_count(self) -> None:
        assert self.model is not None
        count = len(self.model)
        self._count.setText(self.tr("1 edit") if count == 1 else self.tr("{} edits").format(f"{count:,}"))

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
        if self.model is not None:
            self.model.session.go_back(self.steps())
