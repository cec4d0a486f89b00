"""The graph's nodes as they are painted: with less detail the further away they are."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from tpm_desktop.plan.map_layout import PORT
from tpm_desktop.theme import Theme, measures

from ..style import font
from ..widgets import paint_rag
from .captions import Caption, Captions
from .graph import Node, NodeKind
from .look import Look
from .placing import HEAD, LINE
from .writing import in_two, write_line

FAR = 0.45  # zoom below which only shapes are drawn
_PAD = 10.0
_ROUND = 4.0
_HUE = 4.0
_LOWER = 16.0  # than the others arrive edges that go back
_LEGIBLE = 5.0  # pixels; smaller type is left out
_LARGEST = 44.0  # of a project's name seen from afar, in scene units


_LARGE = (NodeKind.PROJECT, NodeKind.OUTSIDE)


class NodeItem(QGraphicsItem):
    """A component project or a task."""

    def __init__(
        self, node: Node, place: tuple[float, float, float, float], captions: Captions, theme: Theme
    ) -> None:
        super().__init__()
        self.node, self.theme = node, theme
        self._captions = captions
        self._caption: Caption | None = None
        self._rect = QRectF(0, 0, place[2], place[3])
        self.look = Look(theme.line)
        self.chosen = self.lit = self.wanted = self.refused = False
        self.setPos(place[0], place[1])
        self.setZValue(0 if node.opened else 2)
        self.setAcceptHoverEvents(True)

    @property
    def caption(self) -> Caption:
        """What it says; read when first needed."""
        if self._caption is None:
            self._caption = self._captions.of_node(self.node)
        return self._caption

    def renew(self, node: Node, look: Look, theme: Theme) -> None:
        """Show the plan as it is now, when next painted."""
        self.node, self.look, self.theme = node, look, theme
        self._caption = None

    @property
    def words(self) -> str:
        """What is said of it under the mouse."""
        return self.caption.tip

    @property
    def can_wait(self) -> bool:
        """Whether a link may lead to it."""
        return not self.node.opened and self.node.kind is not NodeKind.OUTSIDE

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-3, -3, 3, 3)

    def rect(self) -> QRectF:
        """Where it stands in the scene."""
        return self._rect.translated(self.pos())

    def expander(self) -> QRectF:
        """The box that opens and closes a component project, in the item's own place."""
        return QRectF(self._rect.right() - 30, self._rect.top() + 10, 20, 20)

    def is_on_expander(self, point: QPointF) -> bool:
        """Whether a point of the scene is on that box."""
        return self.node.kind is NodeKind.PROJECT and self.expander().contains(self.mapFromScene(point))

    def port(self, *, right: bool, back: bool = False) -> QPointF:
        """Where edges leave or arrive, at either side; those that go back a little lower."""
        x = self.rect().right() if right else self.rect().left()
        if self.node.kind in _LARGE:
            return QPointF(x, self.rect().center().y() + (PORT if back else -PORT))
        return QPointF(x, self.rect().center().y() + (_LOWER if back else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        away = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, away > FAR)
        self._box(painter, away)
        if self.node.kind in _LARGE:
            self._project(painter, away)
        elif away >= FAR:
            self._task(painter)

    def _box(self, painter: QPainter, away: float) -> None:
        theme = self.theme
        opened, look = self.node.opened, self.look
        ground = theme.panel if opened else theme.raised
        edge, width = (theme.border, 1.0)
        if look.moved:
            ground, edge, width = theme.warning_surface if not opened else ground, theme.near, 2.2
        elif look.critical:
            ground, edge, width = theme.critical_tint if away < FAR else ground, theme.critical, 2.0
        elif look.near:
            edge, width = theme.near, 1.6
        if self.lit:
            ground = theme.flash
        if self.chosen:
            ground = ground if opened else theme.selection  # of what lies around tasks just the frame
            edge, width = theme.selection_outline, 2.5
        if self.wanted or self.refused:
            edge, width = theme.danger if self.refused else theme.green, 3.0
        dashed = self.node.kind is NodeKind.OUTSIDE or (look.near and not look.moved and edge == theme.near)
        line = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), max(width, 0.8 / away), line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self._rect, _ROUND, _ROUND)
        painter.fillRect(
            QRectF(self._rect.left(), self._rect.top() + 1, _HUE, self._rect.height() - 2), QColor(look.hue)
        )

    def _task(self, painter: QPainter) -> None:
        theme, caption = self.theme, self.caption
        room = self._rect.adjusted(_PAD + 2, 5, -_PAD, -5)
        if self.node.kind is NodeKind.MILESTONE:
            self._diamond(painter, QPointF(room.left() + 5, room.top() + 9))
        indent = 16 if self.node.kind is NodeKind.MILESTONE else 0
        weight = QFont.Weight.DemiBold if self.node.kind is NodeKind.SUMMARY else QFont.Weight.Normal
        first = QRectF(room.left() + indent, room.top(), room.width() - indent, 18)
        write_line(painter, first, caption.title, theme.text, font(weight=weight))
        small = font(measures().window.secondary)
        line = QRectF(room.left(), room.top() + 18, room.width(), 18)
        if caption.second or caption.right:
            slack = theme.critical if self.look.critical else theme.near if self.look.near else theme.muted
            write_line(painter, line.adjusted(0, 0, -36, 0), caption.second, theme.muted, small)
            write_line(painter, line, caption.right, slack, small, right=True)
            line.translate(0, LINE)
        for label, value in caption.more:
            taken = min(QFontMetricsF(small).horizontalAdvance(value) + _PAD, line.width() * 0.7)
            write_line(painter, line.adjusted(0, 0, -taken, 0), label, theme.muted, small)
            write_line(
                painter, line.adjusted(line.width() - taken, 0, 0, 0), value, theme.text, small, right=True
            )
            line.translate(0, LINE)

    def _diamond(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.critical if self.look.critical else self.theme.milestone))
        corners = (QPointF(-5, 0), QPointF(0, -5), QPointF(5, 0), QPointF(0, 5))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))

    def _project(self, painter: QPainter, away: float) -> None:
        caption = self.caption
        room = self._rect.adjusted(_PAD + 6, 8, -_PAD - 26, 0)
        if away < FAR:
            self._from_afar(painter, away)
            return
        bold = font(weight=QFont.Weight.DemiBold)
        write_line(
            painter, QRectF(room.left(), room.top(), room.width(), 24), caption.title, self.theme.text, bold
        )
        if self.node.kind is NodeKind.PROJECT:
            self._expander(painter)
        if self.node.opened:
            return
        small = font(measures().window.secondary)
        for n, line in enumerate(caption.second.split("\n")):
            place = QRectF(room.left(), room.top() + 26 + 19 * n, self._rect.width() - 2 * _PAD - 6, 18)
            write_line(painter, place, line, self.theme.muted, small)
        last = QRectF(room.left(), self._rect.bottom() - 26, self._rect.width() - 2 * _PAD - 6, 20)
        write_line(painter, last, caption.right, self.theme.muted, small)
        paint_rag(
            painter,
            QRectF(self._rect.right() - 30, self._rect.bottom() - 28, 20, 20),
            caption.light,
            self.theme,
        )

    def _from_afar(self, painter: QPainter, away: float) -> None:
        """Only the name, as large as it takes to be read."""
        size = min(measures().window.text * 1.34 / away, _LARGEST)
        if size * away < _LEGIBLE:
            return
        named = font(weight=QFont.Weight.DemiBold)
        named.setPixelSize(round(size))
        wide = self._rect.width() - 2 * _PAD
        lines = [self.caption.title] if self.node.opened else in_two(self.caption.title, named, wide)
        tall = size * 1.25
        top = self._rect.top() + (4 if self.node.opened else (self._rect.height() - tall * len(lines)) / 2)
        for n, line in enumerate(lines):
            place = QRectF(self._rect.left() + _PAD, top + n * tall, wide, tall)
            write_line(painter, place, line, self.theme.text, named)

    def _expander(self, painter: QPainter) -> None:
        """Plus or minus in a box."""
        box = self.expander()
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.setBrush(QColor(self.theme.canvas))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(QColor(self.theme.text), 1.5))
        middle = box.center()
        painter.drawLine(QLineF(middle.x() - 5, middle.y(), middle.x() + 5, middle.y()))
        if not self.node.opened:
            painter.drawLine(QLineF(middle.x(), middle.y() - 5, middle.x(), middle.y() + 5))

    def head(self) -> QRectF:
        """The part of an opened project above its tasks, in the scene."""
        return QRectF(self.pos(), self._rect.size()).adjusted(0, 0, 0, HEAD - self._rect.height())
