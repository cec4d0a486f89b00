"""The audit view: filters above the changes that they ask for, and the way to take them along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table
from tpm_desktop.desktop.view import View
from tpm_desktop.desktop.widgets import EmptyState
from tpm_desktop.file.audit import Trail
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import ProgramFileError, TargetError
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import Delta
from tpm_desktop.plan.change_words import AuditWords, asked_words
from tpm_desktop.reports import ReportProblem

from .extracting import KINDS, write_extract
from .filters import Filters
from .model import EDIT, PROJECT, ROLE, WHAT, WIDTHS, AuditModel, Index

_PART_OF_EDIT = 6  # the edit's label has a sixth of the width, what it changed most of it
_ROOMY = 1080  # pixels from which the projects have a column; their filter is there in any case


class AuditView(View):
    """Reads only; what was done elsewhere shows when the view is seen."""

    key = "audit"

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(session, appearance, parent)
        self._trail: Trail | None = None
        self._text = ""
        self._work = Background(self)
        self._work.done.connect(self._say_written)
        self._work.failed.connect(self._say_problem)
        self.filters = Filters(session, self)
        self.filters.changed.connect(self._show)
        self.model, self.table = AuditModel(self), QTableView()
        self._dress()
        self.empty = EmptyState(
            "history",
            self.tr("Nothing was changed so"),
            self.tr("Every change of the program that the filters above ask for stands here."),
            self.tr("Show all"),
        )
        self.empty.started.connect(self.filters.show_all)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self._extract = command(
            self, "audit-extract", self.tr("Save an extract…"), "export", None, self.ask_extract
        )
        self._extract.setPriority(QAction.Priority.HighPriority)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.table)

    def _dress(self) -> None:
        self.table.setObjectName("audit-table")
        self.table.setAccessibleName(self.tr("Changes"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        dress_table(self.table)
        header = self.table.horizontalHeader()
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setItemDelegateForColumn(WHAT, _BothEnds(self.model))
        self.table.selectionModel().selectionChanged.connect(self._select)

    def commands(self) -> list[QAction]:
        return [self._extract]

    # The view's side of the window

    def load(self) -> None:
        try:
            if self._trail is None:
                self._trail = Trail(self.session.program.file)
            else:
                self._trail.catch_up()
        except ProgramFileError as problem:  # a record is damaged; the notice above says so too
            self.session.refused.emit(str(problem))
            return
        self.filters.offer(self._trail)
        self._show()

    def follow(self, changes: Changes, delta: Delta) -> None:
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(PROJECT, self.width() < _ROOMY)
        self.table.setColumnWidth(EDIT, self.width() // _PART_OF_EDIT)

    def filter(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._show()

    def _show(self) -> None:
        if self._trail is None:
            return
        asked = self.filters.asked
        lines = list(self._trail.lines(asked))
        words = AuditWords(self._trail.rows, self.session.formats, year=False)
        self.model.show_lines(lines, words)
        if self._text:
            kept = [line for line in lines if self._text in self.model.text(line).casefold()]
            self.model.show_lines(kept, words)
        self.table.setColumnHidden(ROLE, not any(line.record.role for line in self.model.lines))
        self._pages.setCurrentWidget(self.table if self.model.lines else self.empty)
        self.headline_changed.emit()

    def headline(self) -> str:
        if self._trail is None:
            return ""
        count = len(self.model.lines)
        said = self.tr("1 change") if count == 1 else self.tr("{} changes").format(f"{count:,}")
        filters = asked_words(self.filters.asked, self._trail.rows, self.session.formats)
        return " · ".join([said, *filters])

    def _select(self, selected: QItemSelection) -> None:
        """The row that was changed is the selected one, where it is still there."""
        rows = selected.indexes()
        change = self.model.lines[rows[0].row()].change if rows else None
        if change is not None and self.session.names.name(change.table, change.row_id):
            self.session.select(change.table, [change.row_id])

    # Extracts

    def ask_extract(self) -> None:
        """Ask where to write what the filters ask for, and do it in a thread of its own."""
        if self._work.busy:
            self.session.said.emit(self.tr("One extract at a time: wait for the one that is written"))
            return
        name = self.tr("{} audit.pdf").format(self.session.program.file.path.stem)
        target = file_dialogs.ask_save(self, self.tr("Save an extract"), name, self.tr(KINDS))
        if target is None:
            return
        again, asked = self.session.again(), self.filters.asked
        self.session.said.emit(self.tr("Writing {}…").format(target.name))
        self._work.start(lambda: write_extract(again, asked, target))

    def _say_written(self, target: Path) -> None:
        self.session.said.emit(self.tr("{} is written in {}").format(target.name, target.parent))

    def _say_problem(self, problem: Exception) -> None:
        if not isinstance(problem, ProgramFileError | ReportProblem | TargetError):
            raise problem
        self.session.refused.emit(str(problem))


class _BothEnds(QStyledItemDelegate):
    """Shows how the name of a row without title begins and ends: budget lines differ by their month."""

    def __init__(self, model: AuditModel) -> None:
        super().__init__(model)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        change = self._model.lines[index.row()].change
        if change is not None and not entry(change.table).titled:
            option.textElideMode = Qt.TextElideMode.ElideMiddle
