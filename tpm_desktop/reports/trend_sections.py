"""The sections about closed periods: trends of milestones and figures, and what moved since the last."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.model.exceptions import ExceptionReport, ExceptionState
from tpm_desktop.plan.standing import slip_headline, standing, standing_words
from tpm_desktop.plan.trends import Closed, closed_periods, slips

from .marks import RagMark
from .parts import Section, note
from .slip_chart import SlipDrawing
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table

_CHART, _PERIODS = 190.0, 8


def trend(source: Source, width: float) -> list[Flowable]:
    """Milestones and figures over the closed periods; nothing while none is closed."""
    closed = closed_periods(source.file)
    if not closed:
        return []
    found = slips(source.state, closed, source.day)
    parts: list[Flowable] = [CondPageBreak(_CHART + 120), Section(slip_headline(found))]
    parts.append(SlipDrawing(found, source.formats, _CHART))
    return [*parts, _figures(source, closed, width)]


def since_last(source: Source, width: float) -> list[Flowable]:
    """What moved since the last closed period; nothing while none is closed."""
    closed = closed_periods(source.file)
    if not closed:
        return []
    now = standing(source.state, closed[-1], source.risks)
    columns = [TableColumn("What", weight=1), TableColumn("Since then", weight=1)]
    rows = [
        TableRow([one.label, Cell(one.text, "critical" if one.worse else "text")])
        for one in standing_words(now, source.formats, 5)
    ]
    title = f"Since {closed[-1].period.title}"
    record = (closed[-1].period.record or "")[:8]
    said = note(f"Against what was kept when the period was closed, at record {record}.")
    return [CondPageBreak(120), Section(title), data_table(columns, rows, width), said]


def exceptions(source: Source, width: float) -> list[Flowable]:
    """The deviations beyond tolerance that nobody has decided on; nothing where there are none."""
    every = [row for row in source.file.rows(ExceptionReport) if source.tells(row.project_id)]
    waiting = [row for row in every if row.state is ExceptionState.OPEN]
    if not waiting:
        return []
    many = "1 exception waits" if len(waiting) == 1 else f"{len(waiting)} exceptions wait"
    columns = [
        TableColumn("Code"),
        TableColumn("Exception", weight=2),
        TableColumn("Deviation", weight=1),
        TableColumn("Tolerance", weight=1),
        TableColumn("Since", Align.RIGHT),
    ]
    rows = [
        TableRow(
            [row.code or "", row.title, row.figure or "", row.tolerance or "", source.formats.date(row.since)]
        )
        for row in sorted(waiting, key=lambda row: (row.since, row.code or "", row.id))
    ]
    return [CondPageBreak(100), Section(f"{many} for a decision"), data_table(columns, rows, width)]


def _figures(source: Source, closed: list[Closed], width: float) -> Flowable:
    columns = [
        TableColumn("Period", weight=1),
        TableColumn(""),
        TableColumn("Finish", Align.RIGHT),
        TableColumn("Late", Align.RIGHT),
        TableColumn("Done", Align.RIGHT),
        TableColumn(f"Spent, {source.unit}", Align.RIGHT),
        TableColumn(f"Outlook, {source.unit}", Align.RIGHT),
    ]
    return data_table(columns, [row for one in closed[-_PERIODS:] if (row := _row(source, one))], width)


def _row(source: Source, one: Closed) -> TableRow | None:
    figure, formats = one.program, source.formats
    if figure is None:
        return None
    late = figure.late or 0
    light = figure.overall_light.label[0] if figure.overall_light else ""
    cells: list[Content] = [
        one.period.title,
        RagMark(light + ("*" if light and figure.overridden else "")),
        formats.date(figure.finish),
        Cell(
            formats.duration(late, unit="d", sign=True) if late else "–", "critical" if late > 0 else "text"
        ),
        formats.share(figure.done, digits=0) if figure.done is not None else "–",
        source.amount(figure.actual or 0),
        source.amount(figure.outlook or 0),
    ]
    return TableRow(cells)
