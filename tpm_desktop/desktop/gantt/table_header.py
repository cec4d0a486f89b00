"""The header of the Gantt's table: names of the columns in line with the lower tier of the time scale."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from tpm_desktop.desktop.icons import draw

from .columns import COLUMNS, NAME, field_of
from .frame import Inks
from .row_painter import INDENT, PAD
from .time_header import header_height

_ARROW = 12


class TableHeader(QHeaderView):
    """Columns can be dragged to another place and to another width; a click sorts.

    order: the fields that rows are sorted by, and whether the last come first.
    """

    def __init__(self, inks: Inks, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.inks = inks
        self.units: dict[str, str] = {}
        self.order: dict[str, bool] = {}
        self.tiers = 2
        self.setObjectName("gantt-table-header")
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(32)

    def set_tiers(self, tiers: int) -> None:
        """Be as high as a time scale with so many tiers."""
        self.tiers = tiers
        self.setFixedHeight(header_height(tiers))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), header_height(self.tiers))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inks = QPainter(self.viewport()), self.inks
        painter.fillRect(self.viewport().rect(), inks.panel)
        half, height = self.height() // 2, self.height()
        for column in range(len(COLUMNS)):
            if not self.isSectionHidden(column):
                left = self.sectionViewportPosition(column)
                place = QRect(left, half, self.sectionSize(column), height - half)
                place.setRight(self._paint_order(painter, field_of(COLUMNS[column].key), place))
                name = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
                paint_heading(painter, inks, column, place, name, self.units.get(COLUMNS[column].key, ""))
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(0, height - 1, self.width(), height - 1)

    def _paint_order(self, painter: QPainter, field: str, place: QRect) -> int:
        """An arrow over a column that rows are sorted by; gives how far to the right the name may go."""
        if field not in self.order:
            return place.right()
        picture = "sort-down" if self.order[field] else "sort-up"
        at = QPoint(place.right() - PAD - _ARROW + 4, place.center().y() - _ARROW // 2)
        draw(painter, picture, self.inks.theme.accent, at, _ARROW)
        return place.right() - _ARROW


def paint_heading(
    painter: QPainter, inks: Inks, column: int, place: QRect, name: str, unit: str = ""
) -> None:
    """The name of a column, its unit muted behind."""
    inside = place.adjusted(PAD + (INDENT + 2 if column == NAME else 0), 0, -PAD, 0)
    painter.setFont(inks.small_strong_font)
    metrics = QFontMetrics(inks.small_strong_font)
    side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].right else Qt.AlignmentFlag.AlignLeft
    painter.setPen(inks.muted)
    if unit:
        painter.setFont(inks.small_font)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), unit)
        inside.setRight(inside.right() - QFontMetrics(inks.small_font).horizontalAdvance(unit) - 4)
        painter.setFont(inks.small_strong_font)
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
