"""Paints one page in steps: title, heads, rows and bars, legend and footer."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from tpm_desktop.desktop.gantt.bar_labels import paint_labels
from tpm_desktop.desktop.gantt.bars import bars, paint_bars, paint_deadlines
from tpm_desktop.desktop.gantt.flags import paint_constraints
from tpm_desktop.desktop.gantt.frame import Frame, paper_font
from tpm_desktop.desktop.gantt.grid import paint_dates, paint_ground
from tpm_desktop.desktop.gantt.links import paint_links, routes
from tpm_desktop.desktop.gantt.progress_line import paint_progress_line
from tpm_desktop.desktop.gantt.table_header import paint_heading
from tpm_desktop.desktop.gantt.time_header import header_height
from tpm_desktop.desktop.gantt.time_tiers import paint_tiers
from tpm_desktop.desktop.gantt.timescale import minutes_of
from tpm_desktop.theme import measures

from .contents import Contents
from .layout import FOOTER, TITLE, Layout, Page
from .legend import legend_kinds, paint_legend

_BAND = 24  # rows that are painted in one step
_TITLE_PART = 0.5  # of the width that the title may take beside what is said of the plan
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight
_PLACE_LEFT = 9


def place_in_outline(about: Contents, page: Page) -> str:
    """What the first row of a page lies in, from the component project down; "" at the top of the outline."""
    above = " › ".join(about.above(page.first)) if page.last >= page.first else ""
    return QCoreApplication.translate("GanttPage", "In {}").format(above) if above else ""


class PagePainter:
    """Paints the pages of a layout; a painter it is given has 1/96 inch for its unit."""

    def __init__(self, about: Contents, layout: Layout, printed: datetime) -> None:
        self.about, self.layout, self.printed = about, layout, printed
        self._kinds = legend_kinds(about) if layout.legend else []
        self._title_font = paper_font(measures().window.title, QFont.Weight.DemiBold)

    def steps(self, painter: QPainter, page: Page) -> Generator[float, None, None]:
        """Paint a page; after each step the share of it that is done."""
        painter.save()
        try:
            yield from self._steps(painter, page)
        finally:
            painter.restore()

    def _steps(self, painter: QPainter, page: Page) -> Iterator[float]:
        about, layout = self.about, self.layout
        painter.translate(layout.margin, layout.margin)
        painter.scale(layout.zoom, layout.zoom)
        room = QSizeF(
            (layout.size.width() - 2 * layout.margin) / layout.zoom,
            (layout.size.height() - 2 * layout.margin) / layout.zoom,
        )
        self._paint_title(painter, room.width())
        painter.translate(0, TITLE)
        self._paint_heads(painter, page)
        yield 0.0
        top = float(header_height(about.shows.tiers))
        for first in range(page.first, page.last + 1, _BAND):
            last = min(first + _BAND - 1, page.last)
            painter.save()
            painter.translate(0, top)
            self._paint_table(painter, page, first, last)
            painter.translate(page.table_width, 0)
            self._paint_chart(painter, page, first, last)
            painter.restore()
            top += (last - first + 1) * about.rows.height
            yield (last + 1 - page.first) / (page.last + 1 - page.first)
        self._paint_edges(painter, page, top)
        self._paint_below(painter, page, room, top)

    def frame(self, page: Page, area: QRectF, scroll: int = 0) -> Frame:
        """What the chart's painters need to know of an area of a page's chart."""
        about = self.about
        return Frame(
            cells=about.cells,
            shown=about.shown,
            scale=self.layout.scale.moved(page.left),
            rows=about.rows,
            scroll=scroll,
            area=area,
            width=round(page.width),
            shows=about.shows,
            inks=about.inks,
            today=minutes_of(self.printed),
            on_page=True,
            continued=page.across > 0,
            link_lines=range(
                page.first, page.last + 1
            ),  # what only passes says nothing to who holds the page
        )

    def _paint_title(self, painter: QPainter, width: float) -> None:
        about, inks = self.about, self.about.inks
        metrics, part = QFontMetricsF(self._title_font), width * _TITLE_PART
        title = metrics.elidedText(about.heads.title, Qt.TextElideMode.ElideRight, part)
        painter.setFont(self._title_font)
        painter.setPen(inks.text)
        painter.drawText(QRectF(0, 0, width, TITLE - 10), _LEFT, title)
        left = metrics.horizontalAdvance(title) + 16
        said = QFontMetricsF(inks.small_font).elidedText(
            about.heads.subtitle, Qt.TextElideMode.ElideRight, width - left
        )
        painter.setFont(inks.small_font)
        painter.setPen(inks.muted)
        painter.drawText(QRectF(left, 0, width - left, TITLE - 10), _RIGHT, said)

    def _paint_heads(self, painter: QPainter, page: Page) -> None:
        """The column heads and the time scale, on every page."""
        about, height = self.about, header_height(self.about.shows.tiers)
        inks = about.inks
        painter.fillRect(0, 0, page.table_width, height, inks.panel)
        for column, left, width in page.columns:
            place = QRect(left, height // 2, width, height - height // 2)
            paint_heading(painter, inks, column, place, *about.headings[column])
        self._paint_place(painter, page, height // 2)
        painter.setPen(QPen(inks.border, 1))
        painter.drawLine(QPointF(0, height - 0.5), QPointF(page.table_width, height - 0.5))
        painter.save()
        painter.translate(page.table_width, 0)
        painter.setClipRect(QRectF(0, 0, page.width, height))
        size = QSizeF(page.width, height)
        paint_tiers(painter, self.frame(page, QRectF(QPointF(0, 0), size)), about.formats, size)
        painter.restore()

    def _paint_place(self, painter: QPainter, page: Page, height: int) -> None:
        """Above the heads: what the first row lies in, for whoever holds this page alone."""
        said = place_in_outline(self.about, page)
        if said and page.table_width:
            inks = self.about.inks
            place = QRectF(_PLACE_LEFT, 0, page.table_width - 2 * _PLACE_LEFT, height)
            cut = QFontMetricsF(inks.small_font).elidedText(said, Qt.TextElideMode.ElideLeft, place.width())
            painter.setFont(inks.small_font)
            painter.setPen(inks.muted)
            painter.drawText(place, _LEFT, cut)

    def _paint_table(self, painter: QPainter, page: Page, first: int, last: int) -> None:
        about, height = self.about, self.about.rows.height
        if not page.columns:
            return
        about.painter.columns = list(page.columns)
        for n, row in enumerate(about.shown.rows[first : last + 1].tolist()):
            about.painter.paint(painter, row, n * height, height - 1)
            painter.setPen(QPen(about.inks.minor_line, 1))
            bottom = (n + 1) * height - 0.5
            painter.drawLine(QPointF(0, bottom), QPointF(page.table_width, bottom))

    def _paint_chart(self, painter: QPainter, page: Page, first: int, last: int) -> None:
        """The bars of these lines; links and labels end where the page does."""
        about, height = self.about, self.about.rows.height
        whole = QRectF(0, 0, page.width, (last - first + 1) * height)
        painter.setClipRect(whole)
        frame = self.frame(page, whole.adjusted(0, 0, 0, -0.5), scroll=first * height)
        ground = self.frame(page, whole, scroll=first * height)
        paint_ground(painter, ground, about.formats.first_weekday)
        painter.setPen(QPen(about.inks.minor_line, 1))
        for line in range(1, last - first + 2):
            painter.drawLine(QPointF(0, line * height - 0.5), QPointF(page.width, line * height - 0.5))
        drawn = bars(frame)
        if about.shows.links:
            paint_links(painter, frame, routes(frame))
        paint_bars(painter, frame, drawn)
        if about.shows.labels:
            paint_labels(painter, frame, drawn)
        paint_deadlines(painter, frame)
        if frame.shows.constraints:
            paint_constraints(painter, frame)
        paint_dates(painter, ground)
        if frame.shows.progress:
            paint_progress_line(painter, frame, drawn)

    def _paint_edges(self, painter: QPainter, page: Page, bottom: float) -> None:
        """A line between table and chart, and one around both."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self.about.inks.border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if page.columns:
            painter.drawLine(QPointF(page.table_width, 0), QPointF(page.table_width, bottom))
        painter.drawRect(QRectF(0, 0, page.table_width + page.width, bottom))

    def _paint_below(self, painter: QPainter, page: Page, room: QSizeF, top: float) -> None:
        """The legend below the rows, the footer at the foot of the page."""
        about, inks = self.about, self.about.inks
        if self.layout.legend:
            painter.save()
            painter.translate(0, top)
            area = QRectF(0, 0, room.width(), about.rows.height)
            paint_legend(painter, self.frame(page, area), about, self._kinds, room.width())
            painter.restore()
        foot = QRectF(0, room.height() - TITLE - FOOTER + 8, room.width(), FOOTER - 8)
        painter.setFont(inks.small_font)
        painter.setPen(inks.muted)
        tr = QCoreApplication.translate
        printed = tr("GanttPage", "Printed {}").format(about.formats.date(self.printed, year=True))
        painter.drawText(foot, _LEFT, " · ".join(filter(None, (about.heads.source, printed))))
        painter.drawText(foot, _RIGHT, self._place(page))

    def _place(self, page: Page) -> str:
        """Which page it is, and where it lies among the others."""
        layout, tr = self.layout, QCoreApplication.translate
        if layout.is_sheet:
            return ""
        said = tr("GanttPage", "Page {} of {}").format(page.number + 1, len(layout))
        if layout.wide == 1:
            return said
        across = tr("GanttPage", "{} of {} across, {} of {} down")
        across = across.format(page.across + 1, layout.wide, page.down + 1, layout.high)
        return f"{across} · {said}"
