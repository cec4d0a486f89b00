"""The bull's-eye chart below the lines: cost index against schedule index, each line a spot with its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QToolTip, QVBoxLayout, QWidget

from tpm_desktop.formats import Formats
from tpm_desktop.plan.bulls_eye import BORNE, ON_PLAN, BullsEye, Drawn, bulls_eye, drawn, finding
from tpm_desktop.plan.earned_lines import Level, Line
from tpm_desktop.plan.labels import Box, end_of_leader
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font, mark
from ..wording import tip

_MARK = 5.0  # half the size of a spot
_LEFT, _RIGHT, _ABOVE, _BELOW = 44, 16, 20, 34
_APART_X, _APART_Y = 36.0, 15.0  # values on the axes
_NEAR = 9.0  # of a spot, where a click is meant for it


class BullsEyePanel(QWidget):
    """The finding, the chart, and what it leaves out. chosen: called with the line that is clicked."""

    def __init__(self, appearance: Appearance, chosen: Callable[[Line], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setObjectName("bulls-eye")
        self.setMinimumSize(280, 180)
        self.setAutoFillBackground(True)
        self.finding, self.subject = QLabel(), QLabel()
        self.chart = BullsEyeChart(appearance, chosen, self)
        mark(self.finding, role="section")
        mark(self.subject, role="muted")
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 12, 12, 8)
        body.setSpacing(0)
        for label in (self.finding, self.subject):
            label.setWordWrap(True)
            body.addWidget(label)
        body.addWidget(self.chart, 1)
        self.restyle()

    def show_lines(self, lines: list[Line], current: Line | None, formats: Formats) -> None:
        """Show these lines, the current one marked."""
        eye = bulls_eye(lines, formats)
        self.finding.setText(finding(eye))
        said = self.tr("Each account and project by its indices; the current line is ringed")
        if eye.untold:
            said = f"{said}; {self.tr('without an index yet: {}').format(eye.untold)}"
        self.subject.setText(said)
        self.setAccessibleName(f"{self.tr('Bull’s-eye chart')}: {self.finding.text()}")
        self.chart.show_eye(eye, current, formats)

    def restyle(self) -> None:
        """Take the theme's colours anew."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, QColor(self.appearance.theme.canvas))
        self.setPalette(palette)
        self.chart.update()


class BullsEyeChart(QWidget):
    """Paints the chart; a spot tells its figures where the pointer rests on it."""

    def __init__(self, appearance: Appearance, chosen: Callable[[Line], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.appearance, self._chosen = appearance, chosen
        self._eye: BullsEye | None = None
        self._current: Line | None = None
        self._formats: Formats | None = None
        self._drawn: Drawn | None = None
        self._small = font(measures().window.secondary)

    def show_eye(self, eye: BullsEye, current: Line | None, formats: Formats) -> None:
        """Show another chart."""
        self._eye, self._current, self._formats, self._drawn = eye, current, formats, None
        self.update()

    def drawn(self) -> Drawn | None:
        """The chart in the present size; None while there is nothing to show."""
        if self._eye is None or not self._eye.spots:
            return None
        frame = Box(
            _LEFT, _ABOVE, max(self.width() - _LEFT - _RIGHT, 40), max(self.height() - _ABOVE - _BELOW, 40)
        )
        if self._drawn is None or self._drawn.frame != frame:
            metrics = QFontMetricsF(self._small, self)

            def size_of(text: str) -> tuple[float, float]:
                return metrics.horizontalAdvance(text) + 4, metrics.height()

            self._drawn = drawn(self._eye, frame, size_of, _MARK + 3, upwards=False)
        return self._drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, made = QPainter(self), self.drawn()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        if made is None or self._eye is None:
            painter.setPen(QColor(self.appearance.theme.muted))
            said = self.tr("Spots show here once lines have earned and spent something")
            painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), said)
            return
        self._ground(painter, made)
        self._axes(painter, made)
        self._spots(painter, made)

    def _ground(self, painter: QPainter, made: Drawn) -> None:
        """What is borne as a dotted frame, the bull's eye as a ground, the quarters by name."""
        theme, frame = self.appearance.theme, made.frame
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(_rect(frame))
        painter.fillRect(_between(made, ON_PLAN), QColor(theme.pressed))
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
        painter.drawRect(_between(made, BORNE))
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QPointF(made.x(1), frame.y), QPointF(made.x(1), frame.y + frame.height))
        painter.drawLine(QPointF(frame.x, made.y(1)), QPointF(frame.x + frame.width, made.y(1)))
        for box, name in made.quarters:
            painter.drawText(_rect(box), int(Qt.AlignmentFlag.AlignCenter), self.tr(name))

    def _axes(self, painter: QPainter, made: Drawn) -> None:
        assert self._formats is not None  # there are spots
        frame, centre = made.frame, int(Qt.AlignmentFlag.AlignCenter)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(self.appearance.theme.muted))
        below = frame.y + frame.height
        last = -_APART_X
        for index in made.eye.time.steps():
            x = made.x(index)
            if x - last >= _APART_X:
                painter.drawText(QRectF(x - 24, below + 2, 48, 15), centre, self._formats.decimal(index, 2))
                last = x
        last = below + _BELOW
        for index in made.eye.cost.steps():
            y = made.y(index)
            if last - y >= _APART_Y:
                painter.drawText(QRectF(0, y - 8, frame.x - 6, 16), right, self._formats.decimal(index, 2))
                last = y
        painter.drawText(QRectF(0, 0, 120, 16), int(Qt.AlignmentFlag.AlignLeft), self.tr("Cost index, CPI"))
        named = QRectF(frame.x, below + 17, frame.width, 16)
        painter.drawText(named, int(Qt.AlignmentFlag.AlignRight), self.tr("Schedule index, SPI"))

    def _spots(self, painter: QPainter, made: Drawn) -> None:
        theme, middle = self.appearance.theme, int(Qt.AlignmentFlag.AlignCenter)
        painter.setPen(QPen(QColor(theme.muted), 0.8))
        for caption in made.captions:
            at, box = made.spots[caption.spots[0]], caption.label.box
            if caption.label.far:
                painter.drawLine(QPointF(*at), QPointF(*end_of_leader(at, box)))
            painter.fillRect(_rect(box), QColor(theme.canvas))
        for spot, at in zip(made.eye.spots, made.spots, strict=True):
            bad = min(spot.spi, spot.cpi) < BORNE[0]
            self._spot(painter, spot.line, at, theme.critical if bad else theme.text)
        painter.setPen(QColor(theme.text))
        for caption in made.captions:
            painter.drawText(_rect(caption.label.box), middle, caption.text)
        if made.nameless:
            painter.setPen(QColor(theme.muted))
            said = self.tr("Without room for a name: {}; point at them").format(made.nameless)
            room = QRectF(130, 0, self.width() - 130 - _RIGHT, 16)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), said)

    def _spot(self, painter: QPainter, line: Line, at: tuple[float, float], colour: str) -> None:
        """A circle: account, square: project, diamond: program; hollow: an index below what is borne."""
        theme, (x, y) = self.appearance.theme, at
        below = colour == theme.critical
        painter.setPen(QPen(QColor(colour), 1.8))
        painter.setBrush(QColor(theme.canvas if below else colour))
        side = _MARK - 1
        if line.level is Level.ACCOUNT:
            painter.drawEllipse(QPointF(x, y), side, side)
        elif line.level is Level.PROJECT:
            painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
        else:
            diamond = (
                QPointF(x, y - _MARK),
                QPointF(x + _MARK, y),
                QPointF(x, y + _MARK),
                QPointF(x - _MARK, y),
            )
            painter.drawPolygon(QPolygonF(diamond))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._is_current(line):
            painter.setPen(QPen(QColor(theme.accent), 1.6))
            painter.drawEllipse(QPointF(x, y), _MARK + 4, _MARK + 4)

    def _is_current(self, line: Line) -> bool:
        now = self._current
        return now is not None and (line.level, line.id) == (now.level, now.id)

    # The pointer

    def _at(self, point: QPointF) -> Line | None:
        """The line whose spot, or else whose name, is at a point."""
        made = self.drawn()
        if made is None:
            return None
        for spot, (x, y) in zip(made.eye.spots, made.spots, strict=True):
            if abs(point.x() - x) <= _NEAR and abs(point.y() - y) <= _NEAR:
                return spot.line
        over = (one for one in made.captions if _rect(one.label.box).contains(point))
        caption = next(over, None)
        return made.eye.spots[caption.spots[0]].line if caption else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._at(event.position())
        if line is not None:
            self._chosen(line)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            line = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(line) if line else "", self)
            return True
        return super().event(event)

    def _told(self, line: Line) -> str:
        assert self._formats is not None
        spi, cpi = (self._formats.decimal(float(x), 2) for x in (line.found.spi, line.found.cpi))
        return tip(f"{line.name}: SPI {spi}, CPI {cpi}")


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _between(made: Drawn, limits: tuple[float, float]) -> QRectF:
    low, high = limits
    return QRectF(QPointF(made.x(low), made.y(high)), QPointF(made.x(high), made.y(low)))
