"""The governance chart painted in units, whatever the zoom: boxes, lines and what is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from tpm_desktop.plan.governance_chart import (
    HEAD,
    LINE,
    WIDE,
    BodyBox,
    BoxLine,
    GovernanceChart,
    Tie,
    TieLine,
)
from tpm_desktop.theme import Theme, measures, theme

from ..style import font

PORT = 7.0
"""Half the side of the marks by which lines are drawn to other bodies."""

_PAD, _EDGE, _MARGIN = 10.0, 3.0, 24.0
_FAR = 0.4  # zoom below which only names are written
_VERTICAL = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _VERTICAL, Qt.AlignmentFlag.AlignRight | _VERTICAL


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the chart stands out: the chosen body, the one that a line would lead to, whether it may."""

    chosen: str = ""
    aimed: str = ""
    drawing: tuple[QPointF, QPointF] | None = None
    ports: bool = True


def rect_of(box: BodyBox) -> QRectF:
    """Where a box stands, in units."""
    return QRectF(box.left, box.top, WIDE, box.height)


def ports_of(box: BodyBox) -> dict[Tie, QRectF]:
    """The marks of a chosen box from which lines are drawn: on top to report, at the right to escalate."""
    rect, side = rect_of(box), 2 * PORT
    top = QRectF(rect.center().x() - PORT, rect.top() - PORT, side, side)
    right = QRectF(rect.right() - PORT, rect.center().y() - PORT, side, side)
    return {Tie.REPORTS: top, Tie.ESCALATES: right}


def draw_chart(chart: GovernanceChart, painter: QPainter, onto: QRectF) -> None:
    """Paint all of a chart in the light theme, nothing chosen, into a rectangle of its proportions."""
    whole = whole_of(chart)
    scale = onto.width() / whole.width()
    painter.translate(onto.topLeft())
    painter.scale(scale, scale)
    painter.translate(-whole.topLeft())
    Painting(painter, theme("light"), 1.0).paint(chart, Shown(ports=False), whole)


def whole_of(chart: GovernanceChart) -> QRectF:
    """All of a chart with a margin around it, in units."""
    taken = QRectF(chart.left, chart.top, chart.right - chart.left, chart.bottom - chart.top)
    return taken.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


class Painting:
    """One look at the chart."""

    def __init__(self, painter: QPainter, theme: Theme, zoom: float) -> None:
        self._painter, self._theme, self._zoom = painter, theme, zoom
        self._small = font(measures().window.secondary)
        self._strong = font(weight=QFont.Weight.DemiBold)

    def paint(self, chart: GovernanceChart, shown: Shown, room: QRectF) -> None:
        """Paint what is in the room, in units."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tie in chart.ties:
            self._line(tie, strong=tie.source == shown.chosen)
        for box in chart.boxes:
            if rect_of(box).adjusted(-PORT, -PORT, PORT, PORT).intersects(room):
                self._box(box, shown)
        if shown.drawing is not None:
            self._painter.setPen(QPen(QColor(self._theme.accent), 2, Qt.PenStyle.DashLine))
            self._painter.drawLine(*shown.drawing)

    def _line(self, tie: TieLine, *, strong: bool) -> None:
        painter, over = self._painter, tie.tie is Tie.ESCALATES
        colour = QColor(self._theme.near if over else self._theme.accent if strong else self._theme.muted)
        pen = QPen(colour, 2.0 if strong else 1.3)
        pen.setStyle(Qt.PenStyle.DashLine if over else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        points = [QPointF(*point) for point in tie.points]
        painter.drawPolyline(QPolygonF(points))
        self._head(points[-2], points[-1], colour)
        if tie.said and self._zoom >= _FAR:
            self._words(tie, colour)

    def _head(self, before: QPointF, end: QPointF, colour: QColor) -> None:
        ahead = end - before
        length = max((ahead.x() ** 2 + ahead.y() ** 2) ** 0.5, 1e-6)
        along, aside = ahead / length * 9, QPointF(-ahead.y(), ahead.x()) / length * 4.5
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(QPolygonF([end, end - along + aside, end - along - aside]))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _words(self, tie: TieLine, colour: QColor) -> None:
        """Beside the beginning of a line."""
        x, y = tie.points[0]
        over = tie.tie is Tie.ESCALATES
        self._painter.setFont(self._small)
        self._painter.setPen(colour)
        at = QRectF(x + 4, y - 18, 120, 16) if over else QRectF(x + 6, y - 20, 120, 16)
        self._painter.drawText(at, _LEFT, tie.said)

    def _box(self, box: BodyBox, shown: Shown) -> None:
        painter, theme, rect = self._painter, self._theme, rect_of(box)
        chosen, aimed = box.id == shown.chosen, box.id == shown.aimed
        edge = theme.green if aimed else theme.selection_outline if chosen else theme.border
        painter.setPen(QPen(QColor(edge), 2.5 if chosen or aimed else 1.0))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(rect, 4, 4)
        head = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - 2, HEAD - 2)
        painter.fillRect(head, QColor(theme.selection if chosen else theme.panel))
        painter.fillRect(
            QRectF(rect.left() + 1, rect.top() + HEAD - 1, rect.width() - 2, 1), QColor(theme.line)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        name = QRectF(inside.left(), rect.top() + 3, inside.width(), 20)
        self._write(name, box.name, self._strong, theme.text)
        if self._zoom >= _FAR:
            kind = QRectF(inside.left(), rect.top() + 21, inside.width(), 16)
            self._write(kind, box.kind, self._small, theme.muted)
            for n, line in enumerate(box.lines):
                at = QRectF(inside.left(), rect.top() + HEAD + _EDGE + n * LINE, inside.width(), LINE)
                self._text(at, line)
        if chosen and shown.ports:
            self._ports(box)

    def _text(self, at: QRectF, line: BoxLine) -> None:
        token = getattr(self._theme, line.tone.value)
        taken = 0.0
        if line.aside:
            wide = QFontMetricsF(self._small).horizontalAdvance(line.aside) + 2
            taken = min(wide, at.width() * 0.55)
            aside = QRectF(at.right() - taken, at.top(), taken, at.height())
            self._write(aside, line.aside, self._small, self._theme.muted, _RIGHT)
        self._write(at.adjusted(0, 0, -taken - (6 if taken else 0), 0), line.text, self._small, token)

    def _write(self, at: QRectF, text: str, used: QFont, colour: str, side: Qt.AlignmentFlag = _LEFT) -> None:
        painter = self._painter
        painter.setFont(used)
        painter.setPen(QColor(colour))
        line = " ".join(text.split())
        shown = QFontMetricsF(used).elidedText(line, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, side, shown)

    def _ports(self, box: BodyBox) -> None:
        painter, theme = self._painter, self._theme
        for tie, at in ports_of(box).items():
            token = theme.near if tie is Tie.ESCALATES else theme.accent
            painter.setPen(QPen(QColor(theme.canvas), 1.5))
            painter.setBrush(QColor(token))
            painter.drawEllipse(at)
        painter.setBrush(Qt.BrushStyle.NoBrush)
