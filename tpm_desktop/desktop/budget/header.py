"""The grid's header: months below their fiscal year, whose name closes it to its total and opens it again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from tpm_desktop.plan.budget_periods import Period, Span
from tpm_desktop.theme import measures

from ..appearance import Appearance
from .delegate import PAD
from .marks import paint_arrow
from .model import FIXED, BudgetModel

_ARROW = 16


class BudgetHeader(QHeaderView):
    """Two bands: fiscal years above, months and totals below.

    toggled: the first month, since 1970, of the fiscal year whose name was clicked.
    """

    toggled = Signal(int)

    def __init__(self, model: BudgetModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.grid = model
        self.appearance = appearance
        self.closed: set[int] = set()
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * measures().window.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self.viewport()), self.appearance.theme
        painter.fillRect(self.viewport().rect(), QColor(theme.panel))
        band = self.height() // 2
        self._fixed(painter, band)
        for year in self._years():
            self._year(painter, year, band)
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _fixed(self, painter: QPainter, band: int) -> None:
        """The names of the columns before the amounts; above them, once, the unit of all amounts."""
        theme = self.appearance.theme
        painter.setPen(QColor(theme.muted))
        for column in range(FIXED):
            if not self.isSectionHidden(column):
                left = self.sectionViewportPosition(column) + PAD
                room = QRect(left, band, self.sectionSize(column) - PAD, band)
                text = str(self.grid.headerData(column, Qt.Orientation.Horizontal))
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        if not self.isSectionHidden(0):
            painter.setFont(self._bold(painter.font()))
            painter.drawText(
                QRect(PAD, 0, self.width(), band), int(Qt.AlignmentFlag.AlignVCenter), self.unit()
            )

    def unit(self) -> str:
        """What all amounts are counted in."""
        return self.grid.session.formats.counted_in(self.grid.scale)

    def _years(self) -> list[list[int]]:
        """The shown sections of each fiscal year, and of the grand total."""
        found: dict[int | None, list[int]] = {}
        for n, period in enumerate(self.grid.periods):
            if not self.isSectionHidden(n + FIXED):
                found.setdefault(period.year.first if period.year else None, []).append(n + FIXED)
        return list(found.values())

    def _year(self, painter: QPainter, sections: list[int], band: int) -> None:
        theme = self.appearance.theme
        left = self.sectionViewportPosition(sections[0])
        right = self.sectionViewportPosition(sections[-1]) + self.sectionSize(sections[-1])
        if right < 0 or left > self.width():
            return
        painter.setPen(QColor(theme.line))
        painter.drawLine(right - 1, 0, right - 1, self.height())
        for section in sections:
            self._period(painter, section, band)
        period = self.grid.periods[sections[0] - FIXED]
        if period.year is None:
            return
        year_name = self.grid.captions.year_name(period)
        room = _ARROW + 2 * PAD + painter.fontMetrics().horizontalAdvance(year_name)
        text_left = min(
            max(left, 0), max(left, right - room)
        )  # the name stays in sight while its months scroll by
        at = QPointF(text_left + PAD + 4, band / 2)
        paint_arrow(painter, at, theme.muted, opened=period.year.first not in self.closed)
        painter.save()
        painter.setFont(self._bold(painter.font()))
        painter.setPen(QColor(theme.text))
        name_rect = QRect(text_left + PAD + _ARROW, 0, right - text_left - PAD - _ARROW, band)
        painter.drawText(name_rect, int(Qt.AlignmentFlag.AlignVCenter), year_name)
        painter.restore()

    def year_room(self, metrics: QFontMetrics) -> int:
        """How wide the column of a closed fiscal year must be for its name."""
        names = (self.grid.captions.year_name(p) for p in self.grid.periods)
        return max(map(metrics.horizontalAdvance, names), default=0) + _ARROW + 2 * PAD

    def _period(self, painter: QPainter, section: int, band: int) -> None:
        theme = self.appearance.theme
        period = self.grid.periods[section - FIXED]
        rect = QRect(self.sectionViewportPosition(section), band, self.sectionSize(section), band)
        if not rect.intersects(self.viewport().rect()):
            return
        painter.save()
        painter.setPen(QColor(theme.status_date if period.status else theme.muted))
        if period.status or period.span in (Span.YEAR, Span.WHOLE):
            painter.setFont(self._bold(painter.font()))
        painter.drawText(
            rect.adjusted(0, 0, -PAD, 0),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            self._short(period),
        )
        if period.status:
            painter.setPen(QPen(QColor(theme.status_date), 2))
            painter.drawLine(rect.left() + 1, rect.bottom() - 1, rect.right() - 1, rect.bottom() - 1)
        painter.restore()

    def _short(self, period: Period) -> str:
        if period.span is Span.MONTH:
            return self.grid.session.formats.month(period.day, year=False)
        if period.span is Span.QUARTER:
            return self.grid.captions.quarter_name(period)
        return self.tr("Year") if period.span is Span.YEAR else self.tr("All years")

    def _bold(self, given: QFont) -> QFont:
        font = QFont(given)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a year's name closes or opens it; anything else resizes as usual."""
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() < self.height() / 2:
            section = self.logicalIndexAt(event.position().toPoint())
            year = self.grid.periods[section - FIXED].year if section >= FIXED else None
            if year is not None:
                self.toggled.emit(year.first)
                return
        super().mousePressEvent(event)
