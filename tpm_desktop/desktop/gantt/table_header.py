"""The header of the Gantt's table: names of the columns in line with the lower tier of the time scale."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from tpm_desktop.desktop.icons import draw

from .columns import COLUMNS, NAME, field_of
from .frame import Inks
from .freezing import Freezing, unscrolled
from .row_painter import INDENT, PAD
from .time_header import header_height

_ARROW = 12


class TableHeader(QHeaderView):
    """Columns can be dragged to another place and to another width; a click sorts.

    order: the fields that rows are sorted by, and whether the last come first. widened: pixels of the name
    where they aren't its user's choice but what a wide window has to spare.
    """

    def __init__(self, inks: Inks, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.inks = inks
        self.units: dict[str, str] = {}
        self.order: dict[str, bool] = {}
        self.tiers = 2
        self.widened = 0
        self.freezing = Freezing(self)
        self._held: bool | None = None  # whether what is dragged stays while the others scroll
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
        height = self.height()
        for part in self.freezing.parts(self.viewport().width()):
            painter.setClipRect(part.left, 0, part.right - part.left, height)
            painter.fillRect(part.left, 0, part.right - part.left, height, inks.panel)
            for column, left, width in part.columns:
                self._paint_column(painter, column, left, width)
        painter.setClipping(False)
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(0, height - 1, self.width(), height - 1)
        self.freezing.paint_edge(painter, inks, height // 2, height)

    def _paint_column(self, painter: QPainter, column: int, left: int, width: int) -> None:
        half, key = self.height() // 2, COLUMNS[column].key
        place = QRect(left, half, width, self.height() - half)
        place.setRight(self._paint_order(painter, field_of(key), place))
        name = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        paint_heading(painter, self.inks, column, place, name, self.units.get(key, ""))

    # Columns that stay are pressed where they are seen

    def column_at(self, at: QPoint) -> int:
        """The column whose heading is seen at a point, -1 for none."""
        return self.logicalIndexAt(self.freezing.unscrolled(at.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self.freezing.holds(event.position().x())
        super().mousePressEvent(self._meant(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._meant(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._meant(event))
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._meant(event))

    def _meant(self, event: QMouseEvent) -> QMouseEvent:
        """The event where Qt, which knows nothing of columns that stay, has the column."""
        held = self.freezing.holds(event.position().x()) if self._held is None else self._held
        return unscrolled(event, self.offset()) if held else event

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
