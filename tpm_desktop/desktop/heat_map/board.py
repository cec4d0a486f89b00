"""The five by five cells in which risks lie by probability and impact, as chips with their codes."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.score_board import Piece, ScoreBoard
from tpm_desktop.desktop.score_painting import SIDE, Place
from tpm_desktop.plan.heat_map import cell, flow
from tpm_desktop.plan.lights import Thresholds

_CHIP, _GAP, _INSIDE = 20.0, 4.0, 6.0
_CORNER = 20.0  # of a cell, for its score and letter
_MOST_ARROWS = 60
MOST_CHIPS = 60
"""More have no room in any cell; how many they are stands in it."""
_HEAD = 6.0


class HeatBoard(ScoreBoard):
    """Cells are tinted and say their score and the letter of their light."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "heat-map-board", "", parent)
        self.setAccessibleName(self.tr("Heat map: probability by impact"))
        self.limits, self.opportunities = Thresholds(), False
        self.more: dict[Place, int] = {}
        self._left_out: dict[Place, int] = {}

    def weigh(self, limits: Thresholds, *, opportunities: bool) -> None:
        """By which lights cells are tinted."""
        self.limits, self.opportunities = limits, opportunities
        self.update()

    def lay_out(self) -> dict[str, QRectF]:
        metrics, found = QFontMetricsF(self.small, self), {}
        self._left_out = {}
        for place in ((column, row) for column in range(1, SIDE + 1) for row in range(1, SIDE + 1)):
            there, room = self.in_cell(place), self.cell_rect(place)
            sizes = [(metrics.horizontalAdvance(self.pieces[one].text) + 12, _CHIP) for one in there]
            wide, high = room.width() - 2 * _INSIDE, room.height() - _CORNER - _INSIDE
            places, _ = flow(sizes, wide, high, _GAP)
            left = len(there) - len(places) + self.more.get(place, 0)
            for one, (x, y), (chip, tall) in zip(there, places, sizes, strict=False):
                found[one] = QRectF(room.left() + _INSIDE + x, room.top() + _CORNER + y, chip, tall)
            if left:
                self._left_out[place] = left
        return found

    def paint_ground(self, painter: QPainter) -> None:
        theme = self.appearance.theme
        for place in ((column, row) for column in range(1, SIDE + 1) for row in range(1, SIDE + 1)):
            weighs = cell(place, self.limits, opportunity=self.opportunities)
            room = self.cell_rect(place)
            painter.setPen(QPen(QColor(theme.canvas), 2))
            painter.setBrush(QColor(getattr(theme, weighs.tint)))
            painter.drawRect(room)
            painter.setPen(QColor(getattr(theme, weighs.token)))
            upper = room.adjusted(_INSIDE, 2, -_INSIDE, 0)
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft), str(weighs.score))
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignRight), weighs.letter)
        for piece in self._moving():  # below the pieces, whose names stay readable
            self._arrow(painter, piece)

    def paint_piece(self, painter: QPainter, piece: Piece, box: QRectF) -> None:
        theme, picked = self.appearance.theme, piece.id in self.picked
        painter.setPen(QPen(QColor(theme.accent if picked else theme.text), 2 if picked else 1))
        painter.setBrush(QColor(theme.selection if picked else theme.raised))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), piece.text)

    def paint_above(self, painter: QPainter) -> None:
        theme, metrics = self.appearance.theme, painter.fontMetrics()
        for place, left in self._left_out.items():
            room, said = self.cell_rect(place), f"+{left:,}"
            wide = metrics.horizontalAdvance(said)
            painter.setPen(QColor(theme.text))
            painter.drawText(QPointF(room.center().x() - wide / 2, room.top() + 14), said)

    def _moving(self) -> list[Piece]:
        """All that move while they are few, else those that are picked."""
        found = [piece for piece in self.pieces.values() if piece.goes_to is not None]
        if len(found) > _MOST_ARROWS:
            found = [piece for piece in found if piece.id in self.picked][:_MOST_ARROWS]
        return found

    def _arrow(self, painter: QPainter, piece: Piece) -> None:
        box = self.laid().get(piece.id)
        if box is None or piece.goes_to is None:
            return
        theme, start = self.appearance.theme, box.center()
        room = self.cell_rect(piece.goes_to)
        share = sum(map(ord, piece.id)) % 7 / 7 - 0.43  # so that arrows into one cell don't all end alike
        end = QPointF(room.center().x() + share * room.width() * 0.6, room.center().y() + 8)
        along = end - start
        length = math.hypot(along.x(), along.y()) or 1.0
        unit = QPointF(along.x() / length, along.y() / length)
        begin = start + unit * min(length, max(box.width(), box.height()) / 2)
        picked = piece.id in self.picked
        colour = QColor(theme.accent if picked else theme.text)
        painter.setPen(QPen(colour, 2.2 if picked else 1.2))
        painter.drawLine(begin, end)
        side = QPointF(-unit.y(), unit.x())
        tip = [
            end,
            end - unit * _HEAD * 1.6 + side * _HEAD * 0.7,
            end - unit * _HEAD * 1.6 - side * _HEAD * 0.7,
        ]
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF(tip))
