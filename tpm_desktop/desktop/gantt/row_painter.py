"""Paints the rows of the Gantt's table: one call a row, texts asked of the plan's cells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from tpm_desktop.desktop.carried import CLIP, CLIP_ROOM
from tpm_desktop.desktop.icons import draw
from tpm_desktop.sieve import Group

from .bar_look import diamond
from .cells import Cells
from .columns import COLUMNS, NAME
from .frame import Inks
from .group_cells import total_text

PAD = 8
INDENT = 12  # deep names need the room
_HUE = 3
_WARNING = 18  # room for the triangle of a missed deadline
NAME_GAP = 6  # between the edge of a name's column and its first chevron
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MUTED = {"number", "wbs", "predecessors", "resources"}


class RowPainter:
    """Draws texts and marks of a row; grounds and what is selected, the table knows.

    columns: logical columns that are shown, each with its left edge and its width in pixels. flat: rows stand
    in groups, all of them one level below. carries: whether a row, by its id, has documents.
    """

    def __init__(
        self, cells: Cells, inks: Inks, carries: Callable[[str], object] = lambda row_id: False
    ) -> None:
        self.cells, self.inks, self._carries = cells, inks, carries
        self.columns: list[tuple[int, int, int]] = []
        self.flat = False
        self._plain, self._strong = QFontMetrics(inks.text_font), QFontMetrics(inks.strong_font)
        self._fitted: dict[tuple[str, int, bool], str] = {}
        outline = cells.state.outline
        hue_of = (np.cumsum(outline.is_project) - 1) % len(inks.hues)
        self._hues = hue_of[outline.project].tolist() if len(outline) else []

    def paint(self, painter: QPainter, row: int, top: int, height: int) -> None:
        """A row's cells and the edge that says which component project it belongs to."""
        state, inks = self.cells.state, self.inks
        strong = bool(state.summary[row])
        active = bool(state.inputs.tasks.active[row])
        for column, left, width in self.columns:
            if column == NAME:
                self._paint_name(painter, row, QRect(left, top, width, height), active=active)
                continue
            about = COLUMNS[column]
            text = self.cells.text(row, about.key)
            if text:
                heavy = strong and about.key not in _MUTED
                painter.setFont(inks.strong_font if heavy else inks.text_font)
                painter.setPen(self._colour(row, about.key, active=active))
                room = width - 2 * PAD
                shown = self._fit(text, room, heavy)
                painter.drawText(left + PAD, top, room, height, _RIGHT if about.right else _LEFT, shown)
        painter.fillRect(0, top, _HUE, height + 1, inks.hues[self._hues[row]])

    def paint_group(self, painter: QPainter, group: Group, top: int, height: int) -> None:
        """A group's title with the number of its rows, and what they come to in their columns."""
        inks, formats = self.inks, self.cells.formats
        painter.setFont(inks.strong_font)
        painter.setPen(inks.text)
        for column, left, width in self.columns:
            if column == NAME:
                self._paint_title(painter, group, QRect(left, top, width, height))
                continue
            about = COLUMNS[column]
            text = total_text(group, about.key, formats)
            shown = self._fit(text, width - 2 * PAD, True)
            side = _RIGHT if about.right else _LEFT
            painter.drawText(left + PAD, top, width - 2 * PAD, height, side, shown)

    def _paint_title(self, painter: QPainter, group: Group, place: QRect) -> None:
        inks, left = self.inks, place.left() + INDENT + NAME_GAP + 2
        count = self.cells.formats.integer(len(group.rows))
        room = place.right() - left - PAD - self._plain.horizontalAdvance(count) - PAD
        title = self._fit(group.title.partition("\n")[0], max(room, 0), True)
        painter.drawText(left, place.top(), room, place.height(), _LEFT, title)
        painter.setFont(inks.text_font)
        painter.setPen(inks.muted)
        beside = left + self._strong.horizontalAdvance(title) + PAD
        painter.drawText(beside, place.top(), place.right() - beside, place.height(), _LEFT, count)
        painter.setFont(inks.strong_font)
        painter.setPen(inks.text)

    def _fit(self, text: str, width: int, strong: bool) -> str:
        """The text, shortened where it has no room."""
        found = self._fitted.get((text, width, strong))
        if found is None:
            metrics = self._strong if strong else self._plain
            found = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width, strong] = found
        return found

    def width_needed(self, row: int, column: int) -> int:
        """Pixels in which a cell shows all of its text."""
        strong = bool(self.cells.state.summary[row])
        text = self.cells.text(row, COLUMNS[column].key)
        width = (self._strong if strong else self._plain).horizontalAdvance(text) + 2 * PAD + 2
        clip = CLIP_ROOM if self._carries(self.cells.state.outline.ids[row]) else 0
        return width + (self.name_left(row) + _WARNING + clip - PAD if column == NAME else 0)

    def name_left(self, row: int) -> int:
        """Pixels from the left edge of the name's column to the name itself."""
        level = 1 if self.flat else int(self.cells.state.outline.level[row])
        return (level + 1) * INDENT + NAME_GAP

    def clip_left(self, row: int, right: int) -> int | None:
        """Where the paper clip of a row begins in a name's column that ends at `right`; None without one."""
        if not self._carries(self.cells.state.outline.ids[row]):
            return None
        return right - PAD - (_WARNING if self.cells.deadline_missed(row) else 0) - CLIP

    def _colour(self, row: int, key: str, *, active: bool) -> QColor:
        inks, state = self.inks, self.cells.state
        if not active:
            return inks.disabled
        if key == "slack" and (state.schedule.critical[row] or int(state.schedule.total_slack[row]) < 0):
            return inks.critical
        if key == "finish_variance":
            return inks.critical if self.cells.text(row, key).startswith("+") else inks.text
        return inks.muted if key in _MUTED else inks.text

    def _paint_name(self, painter: QPainter, row: int, place: QRect, *, active: bool) -> None:
        state, inks = self.cells.state, self.inks
        strong = bool(state.summary[row])
        left, right = place.left() + self.name_left(row), place.right() - PAD
        middle = place.center().y() + 0.5
        if state.milestone[row] or (state.schedule.critical[row] and not strong):
            self._paint_mark(painter, row, QPointF(left - 6.0, middle))
        if self.cells.deadline_missed(row):
            self._paint_missed(painter, QPointF(right - 6.0, middle))
            right -= _WARNING
        if self._carries(state.outline.ids[row]):
            at = QPoint(right - CLIP, place.center().y() - CLIP // 2 + 1)
            draw(painter, "attachment", inks.theme.muted, at, CLIP)
            right -= CLIP_ROOM
        painter.setFont(inks.strong_font if strong else inks.text_font)
        painter.setPen(inks.text if active else inks.disabled)
        room = right - left - 2
        shown = self._fit(state.names[row], room, strong)
        painter.drawText(left + 2, place.top(), room, place.height(), _LEFT, shown)

    def _paint_mark(self, painter: QPainter, row: int, at: QPointF) -> None:
        """A diamond for a milestone, an upright stroke for a critical task."""
        state, inks = self.cells.state, self.inks
        critical = bool(state.schedule.critical[row])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.critical if critical else inks.milestone)
        if state.milestone[row]:
            painter.drawPath(diamond(at, 4.5))
        else:
            painter.drawRoundedRect(QRectF(at.x() - 1.5, at.y() - 5.5, 3, 11), 1.5, 1.5)
        painter.restore()

    def _paint_missed(self, painter: QPainter, at: QPointF) -> None:
        """A warning triangle: the deadline is missed, as the tool tip says in words."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.critical)
        points = [
            QPointF(at.x(), at.y() - 6),
            QPointF(at.x() + 6.5, at.y() + 5),
            QPointF(at.x() - 6.5, at.y() + 5),
        ]
        painter.drawPolygon(QPolygonF(points))
        painter.setPen(QPen(self.inks.canvas, 1.5))
        painter.drawLine(QPointF(at.x(), at.y() - 2.2), QPointF(at.x(), at.y() + 0.8))
        painter.drawPoint(QPointF(at.x(), at.y() + 3.2))
        painter.restore()
