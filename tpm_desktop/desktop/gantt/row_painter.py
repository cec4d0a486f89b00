"""Paints the rows of the Gantt's table: one call a row, texts asked of the plan's cells."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from .bars import diamond
from .cells import Cells
from .columns import COLUMNS, NAME
from .frame import Inks

PAD = 8
INDENT = 16
_HUE = 3
_MARK = 10  # room before a name for what marks it
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MUTED = {"number", "wbs", "predecessors", "resources"}


class RowPainter:
    """Draws texts and marks of a row; grounds and what is selected, the table knows."""

    def __init__(self, cells: Cells, inks: Inks) -> None:
        self.cells, self.inks = cells, inks
        self._plain, self._strong = QFontMetrics(inks.text_font), QFontMetrics(inks.strong_font)

    def paint(self, painter: QPainter, row: int, sections: list[tuple[int, QRect]]) -> None:
        """A row's cells. sections: logical columns that are shown, each with its place."""
        state = self.cells.state
        strong = bool(state.summary[row])
        painter.setFont(self.inks.strong_font if strong else self.inks.text_font)
        metrics = self._strong if strong else self._plain
        active = bool(state.inputs.tasks.active[row])
        for column, place in sections:
            if column == NAME:
                self._paint_name(painter, row, place, metrics, active=active)
                continue
            key = COLUMNS[column].key
            if strong:
                painter.setFont(self.inks.text_font if key in _MUTED else self.inks.strong_font)
            text = self.cells.text(row, key)
            if text:
                painter.setPen(self._colour(row, key, active=active))
                inside = place.adjusted(PAD, 0, -PAD, 0)
                _draw(painter, inside, text, metrics, right=COLUMNS[column].right)

    def paint_hue(self, painter: QPainter, row: int, place: QRect) -> None:
        """The edge that says which component project a row belongs to."""
        state = self.cells.state
        project = int(state.outline.project[row])
        hues = self.inks.hues
        painter.fillRect(
            QRect(place.left(), place.top(), _HUE, place.height()), hues[self._place(project) % len(hues)]
        )

    def _place(self, project: int) -> int:
        """The how manieth component project of the program a row is."""
        return int(self.cells.state.outline.is_project[:project].sum())

    def _colour(self, row: int, key: str, *, active: bool) -> QColor:
        inks, state = self.inks, self.cells.state
        if not active:
            return inks.disabled
        if key == "slack" and (state.schedule.critical[row] or int(state.schedule.total_slack[row]) < 0):
            return inks.critical
        if key == "finish_variance":
            return inks.critical if self.cells.text(row, key).startswith("+") else inks.text
        return inks.muted if key in _MUTED else inks.text

    def _paint_name(
        self, painter: QPainter, row: int, place: QRect, metrics: QFontMetrics, *, active: bool
    ) -> None:
        """place: behind the indentation."""
        state, inks = self.cells.state, self.inks
        painter.setFont(inks.strong_font if state.summary[row] else inks.text_font)
        left, right = place.left(), place.right() - PAD
        if state.milestone[row] or (state.schedule.critical[row] and not state.summary[row]):
            self._paint_mark(painter, row, QPointF(left - 6.0, place.center().y() + 0.5))
        if self.cells.deadline_missed(row):
            self._paint_missed(painter, QPointF(right - 6.0, place.center().y() + 0.5))
            right -= 18
        painter.setPen(inks.text if active else inks.disabled)
        _draw(
            painter, QRect(left + 2, place.top(), right - left - 2, place.height()), state.names[row], metrics
        )

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


def _draw(painter: QPainter, place: QRect, text: str, metrics: QFontMetrics, *, right: bool = False) -> None:
    if metrics.horizontalAdvance(text) > place.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _RIGHT if right else _LEFT, text)
