"""What is printed of the Gantt: rows, columns wide enough for their texts, and the time that they take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetricsF

from tpm_desktop.desktop.gantt.bar_labels import LABEL_GAP, LONGEST_LABEL
from tpm_desktop.desktop.gantt.cells import Cells
from tpm_desktop.desktop.gantt.columns import COLUMNS, NAME
from tpm_desktop.desktop.gantt.frame import Inks, RowMeasures, Shows
from tpm_desktop.desktop.gantt.panes import Panes
from tpm_desktop.desktop.gantt.row_painter import RowPainter
from tpm_desktop.desktop.gantt.rows import ShownRows
from tpm_desktop.desktop.gantt.timescale import DAY, TimeScale, minutes_of
from tpm_desktop.desktop.session import Session
from tpm_desktop.formats import Formats
from tpm_desktop.planning.columns import NONE
from tpm_desktop.theme import theme

from .choice import PaperChoice, Rows, Times

_MEASURED = 1_000  # rows whose texts are measured to size a column, spread over all
_WIDEST_NAME = 420
_HEADING_PAD = 20


@dataclass(frozen=True, slots=True)
class Heads:
    """title: over every page, with what is said of the plan; source: below, from which file it is."""

    title: str
    subtitle: str
    source: str

    @classmethod
    def of(cls, session: Session, subtitle: str) -> Heads:
        """Those of the program that is open."""
        file, status = session.program.file, session.program.file.program.status_date
        source = file.path.name
        if status:
            said = QCoreApplication.translate("GanttPage", "{} · status date {}")
            source = said.format(source, session.formats.date(status, year=True))
        return cls(file.program.name, subtitle, source)


@dataclass(frozen=True, slots=True)
class Contents:
    """columns: those shown, in their order, each with its width in pixels; headings: the name and the unit.

    first, last: instants between which time is shown; tails: pixels needed behind each of the finishes for a
    label, (k,). window: the scale of the window's chart. heads: above and below the rows.
    """

    cells: Cells
    shown: ShownRows
    columns: tuple[tuple[int, int], ...]
    headings: dict[int, tuple[str, str]]
    rows: RowMeasures
    shows: Shows
    inks: Inks
    painter: RowPainter
    window: TimeScale
    first: int
    last: int
    finishes: NDArray[np.int64]
    tails: NDArray[np.floating]
    heads: Heads

    @property
    def formats(self) -> Formats:
        """How dates and figures are said."""
        return self.cells.formats

    @property
    def table_width(self) -> int:
        """Pixels of all columns."""
        return sum(width for _, width in self.columns)

    def above(self, line: int) -> list[str]:
        """Names of the printed rows that a line's row lies in, from the component project down."""
        state, row = self.cells.state, int(self.shown.rows[line])
        names: list[str] = []
        while (row := int(state.outline.parent[row])) >= 0:
            names[:0] = [state.names[row]] if self.shown.line[row] >= 0 else []
        return names

    @property
    def has_bars(self) -> bool:
        """Whether a bar of these rows lies in the time that is shown."""
        schedule, rows = self.cells.state.schedule, self.shown.rows
        starts, finishes = schedule.start[rows], schedule.finish[rows]
        return bool(((starts != NONE) & (finishes >= self.first) & (starts <= self.last)).any())


def contents(panes: Panes, choice: PaperChoice, heads: Heads, lines: range | None = None) -> Contents:
    """What a choice means for what the window shows; of the rows only some, where `lines` names them."""
    chart, inks = panes.chart, Inks(theme("light"), paper=True)
    cells = chart.cells
    shown = _rows(panes, choice.rows)
    if lines is not None:
        shown = _only(panes, shown.rows[lines.start : lines.stop])
    painter = RowPainter(cells, inks)
    headings = _headings(panes)
    first, last = _time(panes, choice, shown)
    finishes, tails = _tails(cells, shown, chart.shows, inks)
    return Contents(
        cells=cells,
        shown=shown,
        columns=tuple((n, _width(painter, shown, n, headings[n], width)) for n, width in _columns(panes)),
        headings=headings,
        rows=chart.measures,
        shows=chart.shows,
        inks=inks,
        painter=painter,
        window=chart.scale,
        first=first,
        last=last,
        finishes=finishes,
        tails=tails,
        heads=heads,
    )


def counted(panes: Panes, wanted: Rows) -> int:
    """How many rows a choice means."""
    return len(_rows(panes, wanted))


def _rows(panes: Panes, wanted: Rows) -> ShownRows:
    shown, outline = panes.chart.shown, panes.model.state.outline
    if wanted is Rows.SHOWN:  # the headings of groups stay on the screen
        return _only(panes, shown.rows[shown.rows >= 0]) if panes.model.arrangement.groups else shown
    if wanted is Rows.ALL:
        return ShownRows.of(outline, frozenset(), None)
    return _only(panes, np.array([r for r in shown.rows.tolist() if r in panes.chart.selected], np.int32))


def _only(panes: Panes, rows: NDArray[np.int32]) -> ShownRows:
    line = np.full(len(panes.model.state.outline), -1, np.int32)
    line[rows] = np.arange(len(rows), dtype=np.int32)
    return ShownRows(rows, line)


def _columns(panes: Panes) -> list[tuple[int, int]]:
    """The shown columns in the order and width that the window's user gave them."""
    header = panes.tree.header()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return [(n, header.sectionSize(n)) for n in order if not header.isSectionHidden(n)]


def _headings(panes: Panes) -> dict[int, tuple[str, str]]:
    said = {n: str(panes.model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(len(COLUMNS))}
    units = {"cost": panes.chart.cells.formats.currency}
    return {n: (name, units.get(COLUMNS[n].key, "")) for n, name in said.items()}


def _width(painter: RowPainter, shown: ShownRows, column: int, heading: tuple[str, str], width: int) -> int:
    """Wide enough for its heading and texts, so that none is cut on paper; names have a limit."""
    rows = shown.rows[:: max(len(shown) // _MEASURED, 1)].tolist()
    names = painter.cells.state.names
    if column == NAME:
        rows += sorted(shown.rows.tolist(), key=lambda row: len(names[row]))[-_MEASURED:]
    needed = max((painter.width_needed(row, column) for row in rows), default=0)
    metrics = QFontMetricsF(painter.inks.small_strong_font)
    heads = sum(metrics.horizontalAdvance(part) for part in heading) + _HEADING_PAD
    most = max(width, _WIDEST_NAME) if column == NAME else needed
    return ceil(max(min(needed, most), heads))


def _time(panes: Panes, choice: PaperChoice, shown: ShownRows) -> tuple[int, int]:
    if choice.times is Times.DATES and choice.first and choice.last:
        return _midnight(choice.first), _midnight(choice.last + timedelta(days=1))
    chart = panes.chart
    if choice.times is Times.WINDOW:
        return int(chart.scale.at(0)), int(chart.scale.at(chart.viewport().width()))
    state, rows = chart.cells.state, shown.rows
    schedule, tasks = state.schedule, state.inputs.tasks
    times = [schedule.start[rows], schedule.finish[rows], tasks.deadline[rows]]
    if chart.shows.baseline:
        baseline = chart.cells.baseline(chart.shows.number)
        times += [baseline.start[rows], baseline.finish[rows]]
    if chart.shows.slack:
        times.append(schedule.late_finish[rows])
    known = np.concatenate(times)
    known = known[known != NONE]
    if not len(known):
        return chart.span()
    return int(known.min()), max(int(known.max()), int(known.min()) + DAY)


def _midnight(day: date) -> int:
    return minutes_of(datetime.combine(day, datetime.min.time()))


def _tails(
    cells: Cells, shown: ShownRows, shows: Shows, inks: Inks
) -> tuple[NDArray[np.int64], NDArray[np.floating]]:
    """Finishes, and pixels that the labels behind them need."""
    state, rows = cells.state, shown.rows
    finishes, tails = state.schedule.finish[rows], np.full(len(rows), 8.0)
    metrics = QFontMetricsF(inks.small_font)
    if shows.labels:
        for n, row in enumerate(rows.tolist()):
            _, text = shows.texts.said(cells, row)
            if text:
                tails[n] = LABEL_GAP + 10 + min(metrics.horizontalAdvance(text), LONGEST_LABEL)
    known = finishes != NONE
    return finishes[known], tails[known]
