"""The painted side of the Gantt's table: whole rows at once, with what is selected, moved or cut marked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from tpm_desktop.desktop.carried import CLIP
from tpm_desktop.desktop.icons import draw

from .columns import COLUMNS, NAME
from .frame import Inks
from .model import OutlineModel
from .row_painter import INDENT, NAME_GAP, PAD, RowPainter

Index = QModelIndex | QPersistentModelIndex
_CHEVRON = 12
_HALF_THERE = 0.45
_MEASURED = 500  # rows


class PaintedTree(QTreeView):
    """marked: outline rows that are selected; flashing: those that an edit has just moved; tinted: those that
    a filter highlights, shape (n,).
    """

    def __init__(self, model: OutlineModel, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline_model = model
        self.inks = inks
        self.flashing: frozenset[int] = frozenset()
        self.marked: frozenset[int] = frozenset()
        self.tinted: NDArray[np.bool_] | None = None
        self._cut: frozenset[str] = frozenset()
        self._painter = RowPainter(model.cells, inks, model.documents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def mark_cut(self, ids: tuple[str, ...]) -> None:
        """Show rows that wait to be pasted elsewhere half there."""
        self._cut = frozenset(ids)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.inks.canvas)
        painter.end()
        self._renew()
        self._painter.columns = self._shown_columns()
        self._painter.flat = self.outline_model.arrangement.groups is not None
        super().paintEvent(event)

    def _renew(self) -> None:
        """Paint the rows of the plan as it is now, in the colours of now."""
        if self._painter.cells is not self.outline_model.cells or self._painter.inks is not self.inks:
            model = self.outline_model
            self._painter = RowPainter(model.cells, self.inks, model.documents)

    def _shown_columns(self) -> list[tuple[int, int, int]]:
        """Shown columns that are in sight: the column, its left edge and its width."""
        header, width = self.header(), self.viewport().width()
        places = [(n, header.sectionViewportPosition(n), header.sectionSize(n)) for n in range(len(COLUMNS))]
        return [
            (n, left, size)
            for n, left, size in places
            if not header.isSectionHidden(n) and left + size > 0 and left < width
        ]

    def sizeHintForColumn(self, column: int) -> int:
        """The width that a double click on a column's edge gives it: what the first rows need."""
        self._renew()
        rows = range(min(len(self.outline_model.state.outline), _MEASURED))
        return max((self._painter.width_needed(row, column) for row in rows), default=0)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        top, height = options.rect.top(), options.rect.height()
        row = self.outline_model.row_of(index)
        inks, group = self.inks, self.outline_model.group_of(index)
        if group is not None:
            painter.fillRect(0, top, self.viewport().width(), height, inks.panel)
        elif row is not None and row in self.flashing:
            painter.fillRect(0, top, self.viewport().width(), height, inks.flash)
        elif row is not None and row in self.marked:
            painter.fillRect(0, top, self.viewport().width(), height, inks.selection)
        elif row is not None and self.tinted is not None and self.tinted[row]:
            painter.fillRect(0, top, self.viewport().width(), height, inks.highlight)
        painter.fillRect(0, top + height - 1, self.viewport().width(), 1, inks.line)
        if group is not None:
            self._painter.paint_group(painter, group, top, height - 1)
            self._paint_chevron(painter, index, INDENT + NAME_GAP, options.rect)
        elif row is None:
            self._paint_empty_row(painter, options.rect)
        else:
            faint = bool(self._cut) and self.outline_model.state.outline.ids[row] in self._cut
            painter.setOpacity(_HALF_THERE if faint else 1.0)
            self._painter.paint(painter, row, top, height - 1)
            painter.setOpacity(1.0)
            self._paint_chevron(painter, index, self._painter.name_left(row), options.rect)
        self._paint_current(painter, index, options.rect)

    def _paint_chevron(self, painter: QPainter, index: Index, name_left: int, place: QRect) -> None:
        if self.outline_model.hasChildren(index):
            left = self.columnViewportPosition(NAME) + name_left - INDENT + 1
            at = QPoint(left, place.center().y() - _CHEVRON // 2)
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            draw(painter, name, self.inks.theme.muted, at, _CHEVRON)

    def _paint_empty_row(self, painter: QPainter, place: QRect) -> None:
        left = self.columnViewportPosition(NAME) + INDENT + NAME_GAP + 2
        painter.setFont(self.inks.text_font)
        painter.setPen(self.inks.disabled)
        text = str(self.outline_model.data(self.outline_model.index_of(None)))
        painter.drawText(place.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_current(self, painter: QPainter, index: Index, place: QRect) -> None:
        """A line around the cell that the keyboard is in."""
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid() or current.internalId() != index.internalId():
            return
        left = self.header().sectionViewportPosition(current.column())
        cell = QRect(left, place.top(), self.header().sectionSize(current.column()), place.height())
        painter.setPen(QPen(self.inks.focus, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(0, 0, -1, -2))

    def is_clip(self, at: QPoint) -> bool:
        """Whether a place is on the paper clip of a row."""
        index = self.indexAt(at)
        row = self.outline_model.row_of(index) if index.isValid() else None
        if row is None or index.column() != NAME:
            return False
        self._renew()  # the plan may be a newer one than was painted last
        right = self.columnViewportPosition(NAME) + self.columnWidth(NAME) - 1
        left = self._painter.clip_left(row, right)
        return left is not None and left - 2 <= at.x() <= left + CLIP + 2

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: a row paints its own."""

    def visualRect(self, index: Index) -> QRect:
        place = super().visualRect(index)
        if index.column() == NAME and place.isValid():
            place.setLeft(place.left() + NAME_GAP - PAD // 2)
        return place
