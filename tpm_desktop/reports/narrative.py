"""What is said of the program or a project in the period that is reported, and what help it needs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tpm_desktop.model.periods import ReportingPeriod, StatusReport
from tpm_desktop.plan.lights import open_period

from .parts import headline_text, note
from .source import Source
from .tables import Cell, TableColumn, TableRow, data_table

_PARTS = (("Done", "done"), ("Next", "ahead"), ("Help needed", "help_needed"))


def narrative(source: Source, width: float, project_id: str | None = None) -> list[Flowable]:
    """Of the open period, else of the last one; nothing where nothing was written. None: the program."""
    period = _period(source)
    if period is None:
        return []
    rows = source.file.rows(StatusReport, period_id=period.id)
    report = next((row for row in rows if row.project_id == project_id), None)
    if report is None:
        return []
    parts: list[Flowable] = [headline_text(report.headline)]
    lines = [(label, text) for label, name in _PARTS if (text := getattr(report, name))]
    if lines:
        columns = [TableColumn(period.title), TableColumn("", weight=1)]
        parts.append(data_table(columns, [TableRow([Cell(a, strong=True), b]) for a, b in lines], width))
    else:
        parts.append(note(f"Reported for {period.title}."))
    return parts


def _period(source: Source) -> ReportingPeriod | None:
    rows = source.file.rows(ReportingPeriod)
    current = open_period(source.state)
    said = {row.period_id for row in source.file.rows(StatusReport)}
    known = [row for row in rows if row.id in said]
    return next(
        (row for row in known if row.id == current), max(known, key=lambda row: row.finish, default=None)
    )
