"""The grid of power and interest: a spot each, named beside it, the stance told by letter and gap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.score_board import Piece, ScoreBoard
from tpm_desktop.desktop.score_painting import SIDE
from tpm_desktop.model.stakeholders import Stakeholder
from tpm_desktop.plan.labels import Box, end_of_leader
from tpm_desktop.plan.stakeholders import HIGH, Spot, corners, spots

_REACH = 10.0


class StakeholderBoard(ScoreBoard):
    """Pieces are spots with the first letter of the stance, red while that is not yet the wanted one."""

    left = 92.0

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "stakeholder-board", "", parent)
        self.setAccessibleName(self.tr("Stakeholders: power by interest"))
        self._rows: Sequence[Stakeholder] = ()
        self._spots: dict[str, Spot] = {}
        self.nameless = 0

    def show_rows(self, rows: Sequence[Stakeholder], pieces: Sequence[Piece]) -> None:
        """Show other stakeholders. Args: pieces: of those that have a place."""
        self._rows = rows
        self.show_pieces(pieces)

    def _box(self) -> Box:
        frame = self.frame()
        return Box(frame.x(), frame.y(), frame.width(), frame.height())

    def size_of(self, text: str) -> tuple[float, float]:
        """Width and height of a text."""
        metrics = QFontMetricsF(self.small, self)
        return metrics.horizontalAdvance(text) + 4, metrics.height()

    def lay_out(self) -> dict[str, QRectF]:
        frame = self._box()
        taken = [box for _, box in corners(frame, self.size_of)]
        found = spots(self._rows, frame, self.size_of, _REACH, taken)
        self._spots = {spot.id: spot for spot in found}
        self.nameless = sum(spot.label is None for spot in found)
        return {spot.id: QRectF(spot.x - _REACH, spot.y - _REACH, 2 * _REACH, 2 * _REACH) for spot in found}

    def labels(self) -> list[QRectF]:
        """Where names stand."""
        self.laid()
        boxes = [spot.label.box for spot in self._spots.values() if spot.label]
        return [QRectF(box.x, box.y, box.width, box.height) for box in boxes]

    def paint_ground(self, painter: QPainter) -> None:
        theme, frame = self.appearance.theme, self.frame()
        high = self.cell_rect((HIGH, SIDE)).left(), self.cell_rect((1, HIGH)).bottom()
        painter.fillRect(frame, QColor(theme.canvas))
        corner = QRectF(QPointF(high[0], frame.top()), QPointF(frame.right(), high[1]))
        painter.fillRect(corner, QColor(theme.info_surface))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DotLine))
        for n in range(1, SIDE):
            x, y = (frame.left() + n * frame.width() / SIDE, frame.top() + n * frame.height() / SIDE)
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setPen(QPen(QColor(theme.muted), 1.2))
        painter.drawRect(frame)
        painter.drawLine(QPointF(high[0], frame.top()), QPointF(high[0], frame.bottom()))
        painter.drawLine(QPointF(frame.left(), high[1]), QPointF(frame.right(), high[1]))
        painter.setPen(QColor(theme.muted))
        for one, box in corners(self._box(), self.size_of):
            at = QRectF(box.x, box.y, box.width, box.height)
            painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), self.tr(one.value))

    def paint_piece(self, painter: QPainter, piece: Piece, box: QRectF) -> None:
        theme, picked = self.appearance.theme, piece.id in self.picked
        spot = self._spots[piece.id]
        painter.setPen(QPen(QColor(theme.muted), 1))
        if spot.label is not None and spot.label.far:
            end = end_of_leader((spot.x, spot.y), spot.label.box)
            painter.drawLine(QPointF(spot.x, spot.y), QPointF(*end))
        colour = QColor(getattr(theme, piece.token))
        painter.setPen(QPen(QColor(theme.accent) if picked else colour, 2.4 if picked else 1.4))
        painter.setBrush(QColor(theme.selection if picked else theme.raised))
        painter.drawEllipse(box)
        painter.setPen(colour)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), piece.text)
        if spot.label is not None and spot.text is not None:
            at = spot.label.box
            painter.setPen(QColor(theme.text))
            place = QRectF(at.x, at.y, at.width, at.height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), spot.text)
