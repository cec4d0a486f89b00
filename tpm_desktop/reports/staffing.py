"""The staffing pack: demand against capacity, who is over on what, what is vacant and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from reportlab.platypus import Flowable

from tpm_desktop.model.resources import RequestState
from tpm_desktop.plan.staffing import Span, Staffing
from tpm_desktop.plan.staffing_rows import By, Chart, Load, chart, rows
from tpm_desktop.plan.staffing_words import (
    headline,
    hours,
    name_of,
    open_requests,
    overs,
    period_name,
    vacancies,
)

from .parts import Section, note, nothing, title_block
from .source import Source
from .staffing_drawing import HeatDrawing, HeatSheet, HistogramDrawing
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_WEEKS, _MONTHS = 26, 24
_MOST = 60  # lines of a table
_TASKS = 3  # named in a line
_CHART = 90.0


def story(source: Source, paper: Paper) -> list[Flowable]:
    """Half a year of people by week from the status date on, all roles by month, then who, what and why."""
    weeks, months = Staffing(source.state), Staffing(source.state, Span.MONTH)
    formats = source.formats
    said = f"{source.status_said} · hours needed · framed: over · dashed: nobody is named yet"
    parts: list[Flowable] = title_block(source.about.name, f"{headline(weeks, formats)}.", said)
    people = chart(weeks, rows(weeks, By.PERSON))
    sheet = _sheet(source, weeks, people, _WEEKS)
    if not sheet.rows:
        nobody = nothing("Nobody works on anything from the status date on; assign people or roles to tasks.")
        return [*parts, nobody, *_requests(source, weeks, paper.content)]
    roles = _sheet(source, months, chart(months, rows(months, By.ROLE)), _MONTHS)
    first, last = (sheet.periods.start, sheet.periods.stop - 1)
    when = f"{period_name(weeks, first, formats)} to {formats.date(weeks.last(last), year=True)}"
    return [
        *parts,
        Section("People by week", f"{when}; who has work in it"),
        HeatDrawing(sheet),
        Section("All of them together", "hours a week"),
        HistogramDrawing(sheet, _CHART),
        Section("Roles by month", "hours a month"),
        HeatDrawing(roles),
        *_overs(source, weeks, paper.content),
        *_vacancies(source, weeks, paper.content),
        *_requests(source, weeks, paper.content),
    ]


def _sheet(source: Source, staffing: Staffing, found: Chart, most: int) -> HeatSheet:
    """From the status date on; rows that have work in it."""
    periods = range(staffing.present, min(staffing.present + most, len(staffing)))
    busy = found.demand[:, periods.start : periods.stop].any(axis=1)
    return HeatSheet(staffing, found, np.flatnonzero(busy).tolist(), periods, source.formats)


def _overs(source: Source, staffing: Staffing, width: float) -> list[Flowable]:
    found = overs(staffing, staffing.present)
    heading = Section("Who is over, and on what", "from the status date on, in hours")
    if not found:
        return [heading, nothing("Nobody is needed for more than there is of them in any week.")]
    columns = [
        TableColumn("Who", weight=3), TableColumn("Week of", Align.RIGHT, weight=2),
        *(TableColumn(head, Align.RIGHT) for head in ("Needed", "There", "Over")),
        TableColumn("On", weight=6),
    ]  # fmt: skip
    formats = source.formats
    lines = [
        TableRow(
            [
                name_of(one.row),
                period_name(staffing, one.period, formats),
                hours(one.demand, formats),
                hours(one.capacity, formats),
                Cell(hours(one.over, formats), tone="critical"),
                _tasks(source, one.loads),
            ]
        )
        for one in found[:_MOST]
    ]
    return [heading, data_table(columns, lines, width), *_left(len(found), source)]


def _vacancies(source: Source, staffing: Staffing, width: float) -> list[Flowable]:
    found = vacancies(staffing, staffing.present)
    if not found:
        return []
    formats = source.formats
    columns = [
        TableColumn("Role", weight=3), TableColumn("From week of", Align.RIGHT, weight=2),
        TableColumn("To week of", Align.RIGHT, weight=2), TableColumn("Hours", Align.RIGHT),
        TableColumn("On", weight=6),
    ]  # fmt: skip
    lines = [
        TableRow(
            [
                name_of(one.row),
                period_name(staffing, one.first, formats),
                period_name(staffing, one.last, formats),
                hours(one.work, formats),
                _tasks(source, one.loads),
            ]
        )
        for one in found[:_MOST]
    ]
    heading = Section("What nobody does yet", "roles that nobody fills, and work without anybody")
    return [heading, data_table(columns, lines, width), *_left(len(found), source)]


def _requests(source: Source, staffing: Staffing, width: float) -> list[Flowable]:
    table, formats = source.state.inputs.tables["staffing_request"], source.formats
    found = open_requests(staffing, source.day)
    if not found:
        return []
    requested, committed = staffing.asked
    resource, outline = source.state.inputs.tables["resource"], source.state.outline
    columns = [
        TableColumn("Request"), TableColumn("Needed for", weight=3), TableColumn("Of", weight=2),
        TableColumn("Component project", weight=2), TableColumn("From", Align.RIGHT, weight=2),
        TableColumn("Until", Align.RIGHT, weight=2), TableColumn("State", weight=2),
        *(TableColumn(head, Align.RIGHT) for head in ("Requested", "Committed", "Missing")),
    ]  # fmt: skip
    lines = []
    for one in found[:_MOST]:
        row = one.row
        who, project = (table.texts[name][row] for name in ("resource_id", "project_id"))
        at = outline.row.get(project or "")
        lines.append(
            TableRow(
                [
                    table.texts["code"][row] or "",
                    table.texts["title"][row] or "",
                    (resource.texts["name"][resource.row[who]] if who in resource.row else None) or "–",
                    source.state.names[at] if at is not None else "–",
                    *(formats.date(_day(table.numbers[name][row]), year=True) for name in ("first", "last")),
                    RequestState(table.texts["state"][row] or "").label,
                    hours(int(requested[row].sum()), formats),
                    hours(int(committed[row].sum()), formats),
                    Cell(hours(one.missing, formats), tone="critical" if one.missing else "text"),
                ]
            )
        )
    heading = Section("Requests that are open", "hours that line managers have not committed")
    return [heading, data_table(columns, lines, width), *_left(len(found), source)]


def _day(number: int) -> str:
    return str(np.datetime64(int(number), "D"))


def _tasks(source: Source, loads: Sequence[Load]) -> str:
    """The tasks of some work, the largest first."""
    formats = source.formats
    said = [f"{source.state.names[load.task]} ({hours(load.work, formats)} h)" for load in loads[:_TASKS]]
    more = len(loads) - _TASKS
    return ", ".join(said) + (f" and {formats.integer(more)} more" if more > 0 else "")


def _left(count: int, source: Source) -> list[Flowable]:
    integer = source.formats.integer
    return [note(f"The first {integer(_MOST)} of {integer(count)}.")] if count > _MOST else []
