"""The legend of a page: a sample of each mark that the printed rows have, by the chart's own painters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from tpm_desktop.desktop.gantt.bar_look import Bar
from tpm_desktop.desktop.gantt.bars import (
    paint_bar,
    paint_deadline,
    paint_pieces,
    paint_slack,
)
from tpm_desktop.desktop.gantt.earlier import paint_baseline
from tpm_desktop.desktop.gantt.flags import paint_constraint
from tpm_desktop.desktop.gantt.frame import Frame
from tpm_desktop.desktop.gantt.grid import dated_pen
from tpm_desktop.desktop.gantt.links import Route, paint_links
from tpm_desktop.planning.columns import NONE, Constraint

from .contents import Contents

_SAMPLE, _GAP, _BETWEEN = 40.0, 6.0, 20.0
_ABOVE = 10.0  # between the rows and the legend
_PLAIN = Bar(
    row=-1, y=0.0, left=2.0, right=_SAMPLE - 2, done=0.0, summary=False, milestone=False,
    critical=False, near=False, active=True, external=False,
)  # fmt: skip
_MIDDLE = _SAMPLE / 2
_POINT = 16.0
_POINTS = {"milestone", "reached", "deadline", "missed", "status", "constraint", "progress"}
"""Samples of a point in time."""
_NO_LINK = -2

Paint = Callable[[QPainter, Frame], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mark: what it is called, how a sample is painted in a row, and how wide it is in pixels."""

    label: str
    paint: Paint
    width: float = _SAMPLE


def _bar(**values: object) -> Paint:
    bar = replace(_PLAIN, **values)  # type: ignore[arg-type]
    if bar.milestone:
        bar = replace(bar, left=_POINT / 2, right=_POINT / 2)
    return lambda painter, frame: paint_bar(painter, frame, bar)


def _split(painter: QPainter, frame: Frame) -> None:
    ends = [(_PLAIN.left, _MIDDLE - 6), (_MIDDLE + 6, _PLAIN.right)]
    paint_pieces(painter, frame, _PLAIN, ends, [0.0, 0.0])


def _baseline(painter: QPainter, frame: Frame) -> None:
    paint_bar(painter, frame, _PLAIN)
    paint_baseline(painter, frame, _PLAIN.left, _PLAIN.right, float(frame.rows.baseline_top))


def _slack(painter: QPainter, frame: Frame) -> None:
    paint_bar(painter, frame, replace(_PLAIN, right=_MIDDLE - 6))
    paint_slack(painter, frame, _MIDDLE - 6, _PLAIN.right, frame.rows.middle)


def _deadline(painter: QPainter, frame: Frame, *, missed: bool) -> None:
    paint_deadline(painter, frame, QPointF(_POINT / 2, float(frame.rows.bar_top)), missed=missed)


def _link(painter: QPainter, frame: Frame, *, critical: bool, crossing: bool) -> None:
    ends = [(_PLAIN.left, frame.rows.middle), (_PLAIN.right, frame.rows.middle)]
    paint_links(painter, frame, [Route(_NO_LINK, ends, critical, crossing)])


def _status_date(painter: QPainter, frame: Frame) -> None:
    painter.setPen(dated_pen(frame.inks.status_date, dashed=True))
    painter.drawLine(QLineF(_POINT / 2, 3, _POINT / 2, frame.rows.height - 3))


def _constraint(painter: QPainter, frame: Frame) -> None:
    paint_constraint(painter, frame, QPointF(_POINT / 2, 0.0), Constraint.SNET)


def _progress_line(painter: QPainter, frame: Frame) -> None:
    painter.setPen(QPen(frame.inks.status_date, 1.5))
    middle, x = frame.rows.middle, _POINT - 2
    ends = [QPointF(x, 0.0), QPointF(3.0, middle), QPointF(x, 2 * middle)]
    painter.drawPolyline(QPolygonF(ends))


def legend_kinds(about: Contents) -> list[Kind]:
    """The kinds of marks that are among the rows and are shown, in the order of the legend."""
    there = _present(about)
    return [kind for name, kind in all_kinds().items() if name in there]


def all_kinds() -> dict[str, Kind]:
    """Every kind of mark by its name, in the order of the legend."""
    tr = partial(QCoreApplication.translate, "Legend")
    known: list[tuple[str, str, Paint]] = [
        ("task", tr("Task"), _bar()),
        ("done", tr("Done so far"), _bar(done=0.6)),
        ("critical", tr("Critical"), _bar(critical=True)),
        ("near", tr("Near-critical"), _bar(near=True)),
        ("split", tr("Split"), _split),
        ("manual", tr("Dates given by hand"), _bar(pinned=(True, True))),
        ("external", tr("External"), _bar(external=True, pinned=(True, True))),
        ("inactive", tr("Inactive"), _bar(active=False)),
        ("summary", tr("Summary"), _bar(summary=True)),
        ("milestone", tr("Milestone"), _bar(milestone=True)),
        ("reached", tr("Milestone reached"), _bar(milestone=True, done=1.0)),
        ("baseline", tr("Baseline"), _baseline),
        ("slack", tr("Slack"), _slack),
        ("deadline", tr("Deadline"), partial(_deadline, missed=False)),
        ("missed", tr("Deadline missed"), partial(_deadline, missed=True)),
        ("link", tr("Link"), partial(_link, critical=False, crossing=False)),
        ("driving", tr("Critical link"), partial(_link, critical=True, crossing=False)),
        ("crossing", tr("Link between projects"), partial(_link, critical=False, crossing=True)),
        ("constraint", tr("Constraint"), _constraint),
        ("status", tr("Status date"), _status_date),
        ("progress", tr("Progress line"), _progress_line),
    ]
    return {name: Kind(label, paint, _POINT if name in _POINTS else _SAMPLE) for name, label, paint in known}


def _present(about: Contents) -> set[str]:
    state, rows, shows = about.cells.state, about.shown.rows, about.shows
    tasks, schedule = state.inputs.tasks, state.schedule
    summary, milestone = state.summary[rows], state.milestone[rows]
    active, external, manual = tasks.active[rows], tasks.external[rows], tasks.manual[rows]
    critical = schedule.critical[rows] & shows.critical
    near, done = state.near_critical[rows] & shows.critical, state.done[rows]
    plain, baseline = ~summary & ~milestone, about.cells.baseline(shows.number)
    deadline = tasks.deadline[rows]
    late = (deadline != NONE) & (schedule.finish[rows] > deadline)
    split = np.isin(rows, np.fromiter(schedule.parts, np.int32, len(schedule.parts)))
    slack = (schedule.late_finish[rows] != NONE) & (schedule.late_finish[rows] > schedule.finish[rows])
    found = {
        "task": plain & active & ~external & ~critical & ~near,
        "done": plain & (done > 0),
        "critical": plain & active & critical,
        "near": plain & active & near & ~critical,
        "split": plain & split,
        "manual": plain & active & manual & ~external,
        "external": plain & active & external,
        "inactive": plain & ~active,
        "summary": summary,
        "milestone": milestone & (done < 10_000),
        "reached": milestone & (done >= 10_000),
        "baseline": ~summary & (baseline.start[rows] != NONE) & shows.baseline,
        "slack": ~summary & slack & shows.slack,
        "deadline": (deadline != NONE) & ~late,
        "missed": late,
        "constraint": (tasks.constraint[rows] > Constraint.ALAP) & ~summary & about.shows.constraints,
    }
    there = {name for name, which in found.items() if which.any()}
    return there | _links(about) | _dates(about)


def _links(about: Contents) -> set[str]:
    state, line = about.cells.state, about.shown.line
    links, schedule, project = state.inputs.links, state.schedule, state.outline.project
    if not about.shows.links:
        return set()
    shown = np.flatnonzero((line[links.predecessor] >= 0) & (line[links.successor] >= 0))
    before, after = links.predecessor[shown], links.successor[shown]
    critical = schedule.critical[before] & schedule.critical[after] & (schedule.driver[after] == shown)
    crossing = project[before] != project[after]
    found = {"link": ~critical & ~crossing, "driving": critical, "crossing": crossing}
    return {name for name, which in found.items() if which.any()}


def _dates(about: Contents) -> set[str]:
    status = int(about.cells.state.inputs.options.status_date)
    if not about.first <= status <= about.last:
        return set()
    return {"status", "progress"} if about.shows.progress else {"status"}


def legend_height(about: Contents, kinds: list[Kind], width: float) -> float:
    """Pixels that a legend takes below the rows of a page of that width; 0 without kinds."""
    if not kinds:
        return 0.0
    return _ABOVE + (_places(about, kinds, width)[-1].y() / about.rows.height + 1) * about.rows.height


def _places(about: Contents, kinds: list[Kind], width: float) -> list[QPointF]:
    """Where each sample begins, line by line."""
    metrics = QFontMetricsF(about.inks.small_font)
    x, y = 0.0, 0.0
    found: list[QPointF] = []
    for kind in kinds:
        room = kind.width + _GAP + metrics.horizontalAdvance(kind.label)
        if found and x + room > width:
            x, y = 0.0, y + about.rows.height
        found.append(QPointF(x, y))
        x += room + _BETWEEN
    return found


def paint_legend(painter: QPainter, frame: Frame, about: Contents, kinds: list[Kind], width: float) -> None:
    """Samples with their names, from the painter's origin."""
    for kind, at in zip(kinds, _places(about, kinds, width), strict=True):
        painter.save()
        painter.translate(at.x(), _ABOVE + at.y())
        kind.paint(painter, frame)
        painter.setFont(about.inks.small_font)
        painter.setPen(about.inks.text)
        place = QRectF(kind.width + _GAP, 0, width, 2 * frame.rows.middle)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, kind.label)
        painter.restore()
