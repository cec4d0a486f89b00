"""The graph's arrows as they are painted: with less detail the further away they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from tpm_desktop.plan.layering import Point
from tpm_desktop.plan.map_layout import curve
from tpm_desktop.theme import Theme, measures

from ..style import font
from .captions import Captions
from .graph import Edge
from .nodes import FAR, NodeItem
from .writing import write_line

_ARROW = 7.0


class EdgeItem(QGraphicsItem):
    """An arrow from a node to one that waits for it."""

    def __init__(
        self, edge: Edge, source: NodeItem, target: NodeItem, through: Sequence[Point], captions: Captions
    ) -> None:
        super().__init__()
        self.edge, self.source, self.target = edge, source, target
        self.theme = source.theme
        self._captions = captions
        self._label: str | None = None
        self.label_at = 0.5  # share of its length
        self.chosen = self.breaks = False
        self.setZValue(1)
        self.setAcceptHoverEvents(True)
        self.back = False
        self.route(through)

    def route(self, through: Sequence[Point]) -> None:
        """Run from node to node as they stand now, through those points."""
        source, target = self.source, self.target
        self.prepareGeometryChange()
        self.back = target.rect().right() <= source.rect().left()
        ends = source.port(right=not self.back, back=self.back), target.port(right=self.back, back=self.back)
        bends = sorted((QPointF(*point) for point in through), key=QPointF.x, reverse=self.back)
        self.path = _curve([ends[0], *bends, ends[1]], -1 if self.back else 1)
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        self._around = stroker.createStroke(self.path)
        self._room = self._around.boundingRect().adjusted(-80, -20, 80, 20)

    @property
    def label(self) -> str:
        """What stands beside it; read when first needed."""
        if self._label is None:
            self._label = self._captions.of_edge(self.edge)
        return self._label

    def renew(self, edge: Edge, theme: Theme) -> None:
        """Show the plan as it is now, when next painted."""
        self.edge, self.theme, self._label = edge, theme, None
        self.breaks = self._captions.breaks(edge)

    @property
    def words(self) -> str:
        """What is said of it under the mouse."""
        return self._captions.tip(self.edge)

    def middle(self) -> QPointF:
        """Where its label stands, in the scene."""
        return self.path.pointAtPercent(self.label_at)

    def label_place(self, label: str = "") -> QRectF:
        """The room of its label, or of another one, in the scene."""
        metrics = QFontMetricsF(self._font())
        lines = (label or self.label).split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        place = QRectF(0, 0, wide + 8, metrics.height() * len(lines))
        place.moveCenter(self.middle())
        return place

    def _font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.chosen else QFont.Weight.Normal
        return font(measures().window.secondary, weight)

    def boundingRect(self) -> QRectF:
        return self._room

    def shape(self) -> QPainterPath:
        return self._around

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        away = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, away > FAR / 2)
        pen = self._pen()
        pen.setWidthF(max(pen.widthF(), min(pen.widthF() * 0.6 / away, 5)))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path)
        if away >= FAR / 2:
            self._arrow(painter, pen)
        if away >= FAR:
            self._name(painter)

    def _pen(self) -> QPen:
        """Critical heavier, between component projects dashed: both can be told without colour."""
        theme, edge = self.theme, self.edge
        colour, width = theme.dependency, 1.2
        if edge.crossing:
            colour, width = theme.dependency_crossing, 2.0
        if edge.critical:
            colour, width = theme.dependency_critical, 2.6
        if self.breaks:
            colour, width = theme.danger, 3.4
        if self.chosen:
            colour, width = theme.selection_outline, width + 1.4
        pen = QPen(QColor(colour), width)
        if self.breaks:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2.4, 0.8])
        elif edge.crossing:
            pen.setDashPattern([4, 2.5])
        return pen

    def _arrow(self, painter: QPainter, pen: QPen) -> None:
        tip = self.path.currentPosition()
        size = (_ARROW + pen.widthF()) * (-1 if self.back else 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        wings = (QPointF(-size, -size * 0.45), QPointF(-size, size * 0.45))
        painter.drawPolygon(QPolygonF([tip, tip + wings[0], tip + wings[1]]))

    def _name(self, painter: QPainter) -> None:
        label = self.label or (self._captions.of_link(self.edge.links[0]) if self.chosen else "")
        if not label:
            return
        place = self.label_place(label)
        painter.setPen(Qt.PenStyle.NoPen)
        inside = self.source.node.project == self.target.node.project
        painter.setBrush(QColor(self.theme.panel if inside else self.theme.canvas))
        painter.drawRoundedRect(place, 3, 3)
        lines = label.split("\n")
        tall = place.height() / len(lines)
        for n, line in enumerate(lines):
            room = QRectF(place.left() + 4, place.top() + n * tall, place.width() - 8, tall)
            write_line(painter, room, line, self._pen().color().name(), self._font())


def _curve(points: Sequence[QPointF], side: int) -> QPainterPath:
    """A line that leaves and arrives level. side: 1 to the right, -1 to the left."""
    path = QPainterPath(points[0])
    for first, second, end in curve([(point.x(), point.y()) for point in points], side):
        path.cubicTo(*first, *second, *end)
    return path
