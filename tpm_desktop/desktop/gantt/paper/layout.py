"""Which part of table and chart comes onto which page; lengths are pixels of 1/96 inch before zooming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize

from tpm_desktop.desktop.gantt.columns import COLUMNS, NAME
from tpm_desktop.desktop.gantt.time_header import header_height
from tpm_desktop.desktop.gantt.timescale import TimeScale

from .choice import SIZES, PaperChoice
from .contents import Contents
from .legend import legend_height, legend_kinds

POINTS = 0.75  # a pixel's
MM = 96 / 25.4
TITLE, FOOTER = 34.0, 26.0
_USUAL_ZOOM = 0.8
_LEAST_ZOOM = 0.05
_TABLE_SHARE = 0.62  # of the width that the table may take at most where pages are fitted
_LEAST_CHART = 120.0
_LEFT = 12.0  # pixels before the first bar
_TAIL = 0.15  # of the width that labels behind the last bars may take
_SHEET_WIDTH = 1600.0
MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """across, down: its place in the grid of pages. first, last: its lines.

    columns: with left edge and width. left: pixels of the chart on pages before; width: those on this one.
    """

    number: int
    across: int
    down: int
    first: int
    last: int
    columns: tuple[tuple[int, int, int], ...]
    left: float
    width: float

    @property
    def table_width(self) -> int:
        """Pixels of the columns on it."""
        return sum(width for _, _, width in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """size: of a sheet, in pixels; zoom: of everything on it; scale: the first page's chart begins at 0."""

    size: QSizeF
    margin: float
    zoom: float
    scale: TimeScale
    wide: int
    high: int
    lines: int
    rows: int
    first_width: float
    next_width: float
    columns: tuple[tuple[int, int, int], ...]
    next_columns: tuple[tuple[int, int, int], ...]
    legend: float
    is_sheet: bool = False

    def __len__(self) -> int:
        return self.wide * self.high

    @property
    def points(self) -> QSizeF:
        """A sheet's size in points."""
        return self.size * POINTS

    @property
    def text_points(self) -> float:
        """Points of the rows' texts as printed."""
        return 13 * POINTS * self.zoom

    def page(self, number: int) -> Page:
        """The page of a number from 0: from left to right, then down."""
        down, across = divmod(number, self.wide)
        first = down * self.lines
        return Page(
            number=number,
            across=across,
            down=down,
            first=first,
            last=min(first + self.lines, self.rows) - 1,
            columns=self.next_columns if across else self.columns,
            left=self.first_width + (across - 1) * self.next_width if across else 0.0,
            width=self.next_width if across else self.first_width,
        )

    def pages(self) -> Iterator[Page]:
        """All of them."""
        return map(self.page, range(len(self)))


def lay_out(choice: PaperChoice, about: Contents) -> Layout:
    """Where everything lies."""
    return _sheet(choice, about) if choice.is_sheet else _paged(choice, about)


def sheet_size(choice: PaperChoice) -> QSizeF:
    """A sheet of the chosen paper, in pixels."""
    size = QPageSize(SIZES[choice.size]).size(QPageSize.Unit.Point) / POINTS
    return size.transposed() if choice.landscape else size


def _paged(choice: PaperChoice, about: Contents) -> Layout:
    size, margin = sheet_size(choice), choice.margin * MM
    width, height = size.width() - 2 * margin, size.height() - 2 * margin
    zoom = _zoom(choice, about, width, height)
    room, tall = width / zoom, height / zoom
    legend = _legend(choice, about, room)
    lines = max(int((tall - _around(about, legend)) // about.rows.height), 1)
    next_columns = _placed([c for c in about.columns if _names_a_row(c[0])]) if choice.names else ()
    first = max(room - about.table_width, 1.0)
    following = max(room - sum(w for _, _, w in next_columns), 1.0)
    if choice.fit:
        wide, scale = choice.wide, _fitting(choice, about, first + (choice.wide - 1) * following)
    else:
        scale = TimeScale(about.first - _LEFT * about.window.minutes, about.window.minutes)
        wide = 1 + max(ceil((_length(choice, about, scale) - first) / following), 0)
    rows = len(about.shown)
    high = max(ceil(rows / lines), 1)
    lines = max(ceil(rows / high), 1)  # evened out, so that the last page isn't nearly empty
    return Layout(
        size, margin, zoom, scale, wide, high, lines, rows,
        first, following, _placed(about.columns), next_columns, legend,
    )  # fmt: skip


def _sheet(choice: PaperChoice, about: Contents) -> Layout:
    """One sheet: as wide as fitted pages or as the time at the window's scale, as high as its rows."""
    margin, zoom = choice.margin * MM, 1.0 if choice.fit else choice.scale / 100
    if choice.fit:
        room = max(_SHEET_WIDTH * choice.wide, about.table_width / _TABLE_SHARE)
        first = room - about.table_width
        scale = _fitting(choice, about, first)
    else:
        scale = TimeScale(about.first - _LEFT * about.window.minutes, about.window.minutes)
        first = max(_length(choice, about, scale), _LEAST_CHART)
        room = first + about.table_width
    legend, rows = _legend(choice, about, room), len(about.shown)
    tall = _around(about, legend) + max(rows, 1) * about.rows.height
    size = QSizeF(room * zoom + 2 * margin, tall * zoom + 2 * margin)
    return Layout(
        size, margin, zoom, scale, 1, 1, max(rows, 1), rows,
        first, first, _placed(about.columns), (), legend, is_sheet=True,
    )  # fmt: skip


def _zoom(choice: PaperChoice, about: Contents, width: float, height: float) -> float:
    """As asked for, but never so large that the table leaves the chart no room."""
    table = about.table_width
    if choice.fit:
        room = _TABLE_SHARE * width if choice.wide == 1 else width - _LEAST_CHART
        zoom = min(_USUAL_ZOOM, room / max(table, 1))
        if choice.high:
            lines = max(ceil(len(about.shown) / choice.high), 1) * about.rows.height
            for _ in range(3):  # the smaller, the wider, and the lower the legend
                zoom = min(zoom, height / (_around(about, _legend(choice, about, width / zoom)) + lines))
    else:
        zoom = min(choice.scale / 100, (width - _LEAST_CHART) / max(table, 1))
    one_row = _around(about, _legend(choice, about, width / max(zoom, _LEAST_ZOOM))) + about.rows.height
    return max(min(zoom, height / one_row), _LEAST_ZOOM)


def _around(about: Contents, legend: float) -> float:
    """What stands above and below the rows of a page."""
    return TITLE + header_height(about.shows.tiers) + legend + FOOTER


def _legend(choice: PaperChoice, about: Contents, width: float) -> float:
    return legend_height(about, legend_kinds(about), width) if choice.legend else 0.0


def _fitting(choice: PaperChoice, about: Contents, width: float) -> TimeScale:
    """The time in a width; labels behind the last bars have their room where the time isn't a given one."""
    if not _is_whole(choice) or not len(about.finishes):
        return TimeScale(float(about.first), max(about.last - about.first, 1) / width)
    room = width - _LEFT - np.minimum(about.tails, width * _TAIL)
    minutes = float(((about.finishes - about.first) / room).max())
    minutes = max(minutes, (about.last - about.first) / (width - _LEFT - 8))
    return TimeScale(about.first - _LEFT * minutes, minutes)


def _length(choice: PaperChoice, about: Contents, scale: TimeScale) -> float:
    """Pixels of the time at a scale, with the labels behind the last bars."""
    ends = [float(scale.x(float(about.last))) + 8]
    if _is_whole(choice) and len(about.finishes):
        ends.append(float((scale.x(about.finishes) + about.tails).max()))
    return max(ends)


def _is_whole(choice: PaperChoice) -> bool:
    return choice.times == "whole"


def _names_a_row(column: int) -> bool:
    return column == NAME or COLUMNS[column].key in ("number", "wbs")


def _placed(columns: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Columns with their left edges."""
    left, placed = 0, []
    for column, width in columns:
        placed.append((column, left, width))
        left += width
    return tuple(placed)
