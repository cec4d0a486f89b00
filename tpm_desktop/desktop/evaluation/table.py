"""The scoring matrix on screen: a digit scores a cell and goes on to the next criterion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tpm_desktop.desktop.style import dress_table
from tpm_desktop.model.procurement import BEST_SCORE
from tpm_desktop.theme import measures

from .model import FIELDS, EvaluationModel

_WIDTHS = (224, 72, 84)
_BID = 136
_EMPTY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class EvaluationTable(QTableView):
    """named: a criterion or a bid was asked for, by table and id."""

    named = Signal(str, str)

    def __init__(self, model: EvaluationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("evaluation-table")
        self.setAccessibleName(self.tr("Scores of bids by criterion"))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        dress_table(self)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(measures().window.row + 2)
        header = self.horizontalHeader()
        header.setDefaultSectionSize(_BID)
        header.setSectionsClickable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._name)
        model.modelReset.connect(self._set_widths)

    def _set_widths(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def _name(self, column: int) -> None:
        bid = self._model.bid_id(column)
        if bid is not None:
            self.named.emit("bid", bid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit is the score of the chosen cells; Delete takes scores away."""
        chosen = self.selectionModel().selectedIndexes()
        scored = bool(chosen) and any(self._model.is_score(index) for index in chosen)
        digit = event.text().isdecimal() and len(event.text()) == 1 and int(event.text()) <= BEST_SCORE
        if scored and digit and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._model.give_at(chosen, int(event.text())) and len(chosen) == 1:
                self._go_on()
        elif scored and event.key() in _EMPTY:
            self._model.give_at(chosen, None)
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """To the next criterion that is scored, from the last one to the first of the next bid."""
        current = self.currentIndex()
        lines = len(self._model.found.criteria)
        for step in range(1, lines + 1):
            line, column = current.row() + step, current.column()
            if line >= lines:
                line, column = line - lines, column + 1
            if column >= self._model.columnCount():
                return
            index = self._model.index(line, column)
            if self._model.is_score(index):
                self.setCurrentIndex(index)
                return

    @property
    def bid_id(self) -> str | None:
        """The bid in whose column the current cell stands."""
        column = self.currentIndex().column()
        return self._model.bid_id(column) if column >= len(FIELDS) else None
