"""The painted surface of the chart: what it shows, and one painting of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.planning.columns import NONE
from tpm_desktop.theme import Theme

from .bar_labels import paint_labels
from .bar_look import Bar
from .bars import bars, paint_bars, paint_deadlines
from .cells import Cells
from .flags import paint_constraints
from .frame import Frame, Inks, RowMeasures, Shows
from .grid import paint_dates, paint_ground
from .hits import HANDLE, HANDLE_RADIUS, extent
from .links import paint_links, routes
from .progress_line import paint_progress_line
from .repainting import region_of
from .rows import ShownRows
from .time_area import TimeArea
from .time_header import TimeHeader, header_height
from .timescale import minutes_of

_BEGINS = 0.1  # share of the width at which the first bar of those asked for is put
_TOO_FAR = 0.85  # share of the width behind which a bar that begins is hardly seen


class Surface(TimeArea):
    """Bars over time, a line for each row that is shown.

    selected, flashing: outline rows; tinted: highlighted ones, (n,), None for none. selected_link: row in the
    table of links, -1 for none. sight_changed: other rows, another time or other bars are seen.
    """

    sight_changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inks = Inks(theme)
        self.measures = RowMeasures.of(compact=False)
        self.shows = Shows()
        self.cells = Cells(session.program.plan.state, session.formats)
        self.shown = ShownRows.of(self.cells.state.outline, frozenset(), None)
        self.selected: frozenset[int] = frozenset()
        self.tinted: NDArray[np.bool_] | None = None
        self.flashing: frozenset[int] = frozenset()
        self.selected_link = -1
        self.first_weekday = session.formats.first_weekday
        self.header = TimeHeader(self.frame, lambda: session.formats, self)
        self.header.dragged.connect(self.pan)
        self.header.wheeled.connect(self.wheelEvent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_rows(self, cells: Cells, shown: ShownRows) -> None:
        """Show these rows from now on."""
        self.cells, self.shown = cells, shown
        self.place_scrollbar()
        self.scale_changed()

    def take_cells(self, cells: Cells) -> None:
        """Show what an edit made of the same rows from now on; whoever calls knows which to paint anew."""
        self.cells = cells
        self.place_scrollbar()
        self.sight_changed.emit()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.inks = Inks(theme)
        self.scale_changed()

    def focal_instant(self) -> int:
        first, last = self.span()
        status = int(self.cells.state.inputs.options.status_date)
        return min(max(minutes_of(datetime.now()) if status == NONE else status, first), last)

    def span(self) -> tuple[int, int]:
        state = self.cells.state
        options, schedule = state.inputs.options, state.schedule
        baseline = self.cells.baseline(self.shows.number)
        known = np.concatenate(
            [
                np.array([options.status_date, options.start]),
                schedule.start,
                schedule.finish,
                baseline.start,
                baseline.finish,
            ]
        )
        known = known[known != NONE]
        return int(known.min()), int(known.max())

    def row_height(self) -> int:
        return self.measures.height

    def reveal(self, row: int) -> None:
        """Bring a row's bar into view where none of it is seen."""
        schedule, width = self.cells.state.schedule, self.viewport().width()
        start, finish = int(schedule.start[row]), int(schedule.finish[row])
        if start != NONE and (
            self.scale.x(float(finish)) < 0 or self.scale.x(float(start)) > width * _TOO_FAR
        ):
            self.show_instant(start)

    def reveal_any(self) -> None:
        """Go to where the tasks in sight begin, should no bar of them be seen now."""
        state, lines = self.cells.state, self.lines_in_sight()
        rows = self.shown.rows[lines.start : lines.stop]
        rows = rows[rows >= 0]
        rows = rows[~state.summary[rows] & (state.schedule.start[rows] != NONE)]
        starts, finishes = state.schedule.start[rows], state.schedule.finish[rows]
        left = self.scale.left
        right = left + self.viewport().width() * _TOO_FAR * self.scale.minutes
        if len(rows) and not ((finishes >= left) & (starts <= right)).any():
            self.show_instant(int(starts.min()), _BEGINS)

    def scale_changed(self) -> None:
        self.viewport().update()
        self.header.update()
        self.sight_changed.emit()

    def set_tiers(self, tiers: int) -> None:
        """Have so many tiers in the time scale."""
        self.shows = replace(self.shows, tiers=tiers)
        self.header.setFixedHeight(header_height(tiers))
        self.set_header_height(header_height(tiers))
        self.scale_changed()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.sight_changed.emit()

    def update_row(self, row: int) -> None:
        """Paint the line of an outline row anew, where it is shown."""
        line = int(self.shown.line[row]) if 0 <= row < len(self.shown.line) else -1
        if line >= 0:
            self.update_lines([(line, line)])

    def update_lines(self, spans: Iterable[tuple[int, int]]) -> None:
        """Paint lines anew, each span from its first to its last one."""
        above = self.verticalScrollBar().value()
        self.viewport().update(region_of(self.viewport(), spans, self.measures.height, above))

    def lines_in_sight(self) -> range:
        """The lines of which all, or most, is seen."""
        height, above = self.measures.height, self.verticalScrollBar().value()
        return range(round(above / height), round((above + self.viewport().height()) / height))

    def frame(self, area: QRectF) -> Frame:
        """What a painting of an area of the viewport needs to know."""
        return Frame(
            cells=self.cells,
            shown=self.shown,
            scale=self.scale,
            rows=self.measures,
            scroll=self.verticalScrollBar().value(),
            area=area,
            width=self.viewport().width(),
            shows=self.shows,
            inks=self.inks,
            today=minutes_of(datetime.now()),
            selected=self.selected,
            flashing=self.flashing,
            tinted=self.tinted,
            hovered=self.hovered_row(),
            selected_link=self.selected_link,
        )

    def hovered_row(self) -> int:
        """The outline row whose bar shows its handles; -1 for none."""
        return -1

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.frame(QRectF(event.rect()))
        painter = QPainter(self.viewport())
        self.paint_over(painter, frame, self.paint_plan(painter, frame))

    def paint_plan(self, painter: QPainter, frame: Frame) -> list[Bar]:
        """All that is shown of the plan; returns its bars."""
        paint_ground(painter, frame, self.first_weekday)
        drawn = bars(frame)
        if self.shows.links:
            paint_links(painter, frame, routes(frame))
        paint_bars(painter, frame, drawn)
        if self.shows.labels:
            paint_labels(painter, frame, drawn)
        paint_deadlines(painter, frame)
        paint_constraints(painter, frame)
        paint_dates(painter, frame)
        if self.shows.progress:
            paint_progress_line(painter, frame, drawn)
        return drawn

    def paint_over(self, painter: QPainter, frame: Frame, drawn: list[Bar]) -> None:
        """What lies over the plan: the handles of the bar under the pointer."""
        bar = next((bar for bar in drawn if bar.row == frame.hovered), None)
        if bar is None or frame.cells.state.outline.is_project[bar.row]:
            return
        left, right = extent(frame, bar)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(frame.inks.accent, 1.5))
        painter.setBrush(frame.inks.canvas)
        radius = HANDLE_RADIUS - 0.5
        for x in (left - HANDLE, right + HANDLE):
            painter.drawEllipse(QPointF(x, bar.y + frame.rows.middle), radius, radius)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.setGeometry(self.viewport().x(), 0, self.viewport().width(), self.header.height())
        self.sight_changed.emit()
