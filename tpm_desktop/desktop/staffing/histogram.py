"""The histogram of the chosen lines: needed against there, under the columns of the heat map."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tpm_desktop.plan.staffing_rows import By, Chart
from tpm_desktop.plan.staffing_words import hours
from tpm_desktop.theme import measures

from ..appearance import Appearance
from ..style import font
from .content import Content
from .heat_map import HeatMap
from .measures import PAD

_HEIGHT, _TOP = 112, 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Histogram(QWidget):
    """Bars of work; what is over is hatched, what stands against roles is open; a step line of capacity."""

    accessible_role = QAccessible.Role.Chart

    def __init__(self, appearance: Appearance, heat_map: HeatMap) -> None:
        super().__init__()
        self._appearance, self._map = appearance, heat_map
        self.setObjectName("staffing-histogram")
        self.setAccessibleName(self.tr("Needed and there, of the chosen lines"))
        self._content: Content | None = None
        self._sums: Chart | None = None
        self._title = ""
        for bar in (heat_map.horizontalScrollBar(), heat_map.verticalScrollBar()):
            bar.valueChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 80)

    def show_lines(self, content: Content, first: int, last: int) -> None:
        """The histogram of some lines together."""
        self._content, self._sums = content, content.sums(first, last) if len(content) else None
        if not len(content):
            self._title = ""
        elif first == last:
            self._title = content.lines[first].name
        else:
            self._title = self.tr("{} lines together").format(content.formats.integer(last - first + 1))
        if self._sums is not None:
            told = (int(matrix.sum()) for matrix in (self._sums.demand, self._sums.capacity))
            said = [hours(minutes, content.formats) for minutes in told]
            words = self.tr("{}: {} h needed, {} h there")
            self.setAccessibleDescription(words.format(self._title, *said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), QColor(theme.canvas))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        if self._content is None or self._sums is None or not self._sums.rows:
            return
        sums, lie = self._sums, self._map.lie()
        most = max(int(sums.demand.max()), int(sums.capacity.max()), 1)
        self._legend(painter, lie.names, most)
        painter.setClipRect(QRect(lie.names, 1, lie.cells.width(), self.height() - 1))
        bottom, tall = self.height() - 4, self.height() - 4 - _TOP

        def high(minutes: int) -> int:
            return round(minutes / most * tall)

        steps: list[QPoint] = []
        for period in lie.shown()[1]:
            demand, vacant, over, there = (
                int(matrix[0, period]) for matrix in (sums.demand, sums.vacant, sums.over, sums.capacity)
            )
            left, wide = lie.left(period), lie.wide
            bar = QRect(left + 5, bottom - high(demand - vacant), wide - 10, high(demand - vacant))
            painter.fillRect(bar, QColor(theme.bar))
            if over:
                top = QRect(bar.left(), bar.top(), bar.width(), max(high(over), 2))
                painter.fillRect(top, QColor(theme.critical_tint))
                painter.fillRect(top, QBrush(QColor(theme.critical), Qt.BrushStyle.BDiagPattern))
            if vacant:
                open_bar = QRect(bar.left(), bar.top() - high(vacant), bar.width() - 1, high(vacant))
                painter.setPen(QPen(QColor(theme.near), 1, Qt.PenStyle.DashLine))
                painter.drawRect(open_bar)
            steps += [QPoint(left, bottom - high(there)), QPoint(left + wide, bottom - high(there))]
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(lie.names, bottom, lie.cells.right(), bottom)
        if self._content.lines[0].row.by is not By.PROJECT:
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawPolyline(steps)

    def _legend(self, painter: QPainter, wide: int, most: int) -> None:
        """Whose it is, and how high the highest column is."""
        theme = self._appearance.theme
        painter.setFont(font(measures().window.secondary))
        painter.setPen(QColor(theme.text))
        room = QRect(PAD, _TOP - 4, wide - 2 * PAD, self.height() - _TOP - 22)
        painter.drawText(room, _LEFT, self._title)
        painter.setPen(QColor(theme.muted))
        assert self._content is not None
        said = self.tr("up to {} h").format(hours(most, self._content.formats))
        painter.drawText(QRect(PAD, self.height() - 22, wide - 2 * PAD, 18), _RIGHT, said)
