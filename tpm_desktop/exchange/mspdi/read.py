"""From the bytes of an MS Project XML file to the rows of a program."""

from __future__ import annotations

from typing import Any

from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.exchange.report import ImportReport
from tpm_desktop.exchange.rows import Rows
from tpm_desktop.exchange.steps import Steps

from .assignments import SourceAssignment, note_what_is_not_kept, read_assignments, take_assignments
from .baselines import take_baselines
from .calendars import Calendars
from .external import add_external_tasks
from .item import Item, tag
from .links import read_links, take_links
from .outline import SourceOutline, read_outline
from .program import program_name, read_program, read_properties
from .projects import in_one_project, in_projects_of_summaries
from .resources import Resources
from .splits import SplitReader
from .tasks import Units, read_task
from .tasks import note_what_is_not_kept as note_what_tasks_lose
from .xml import parse

_ROOT = "Project"
_USUAL_WEEK = 2400


def read(content: bytes, report: ImportReport, projects_from_summaries: bool, steps: Steps) -> Rows:
    """All rows of the program.

    Raises: `ImportProblem` when the content is no such file or nothing to plan with; `ImportCancelled`.
    """
    steps.reach(0.05, "Reading the file")
    element = parse(content, report.source)
    if tag(element) != _ROOT:
        raise ImportProblem(
            f"{report.source} is XML but not an MS Project file: it holds “{tag(element)[:40]}”;"
            " in MS Project use File > Save As > XML and import that"
        )
    root, reading = read_properties(element, report)
    rows = Rows(report)
    steps.reach(0.3, "Reading calendars and tasks")
    outline, builder = read_outline(root, report)
    name = program_name(root, outline.program, report.source)
    rows.program = rows.fit("program", "the project", read_program(root, name, report))
    reading.start = rows.program.get("start", reading.start)
    add_external_tasks(outline, builder, reading)
    calendars = Calendars(root, rows, report)
    rows.program["calendar_id"] = _calendar(root, calendars)
    resources = Resources(root, calendars, rows.program["calendar_id"], rows, report)
    steps.reach(0.5, "Reading links and assignments")
    assignments = read_assignments(root, outline, resources, rows, report)
    note_what_is_not_kept(assignments)
    _take_tasks(outline, calendars, assignments, rows, report, projects_from_summaries)
    return rows


def _calendar(root: Item, calendars: Calendars) -> str | None:
    """The plan's calendar: the one named, else the first that there is."""
    return calendars.of(root.integer("CalendarUID"), root.who) or calendars.first(root.who)


def _take_tasks(
    outline: SourceOutline,
    calendars: Calendars,
    assignments: list[SourceAssignment],
    rows: Rows,
    report: ImportReport,
    projects_from_summaries: bool,
) -> None:
    program = rows.program
    units = Units(program.get("minutes_per_day", 480), program.get("minutes_per_week", _USUAL_WEEK))
    tasks: list[dict[str, Any]] = [read_task(task, calendars, units) for task in outline.tasks]
    links = read_links(outline, report)
    if projects_from_summaries:
        assigned = {assignment.task.id for assignment in assignments}
        places = in_projects_of_summaries(outline, tasks, links, assigned, rows, program["name"])
    else:
        places = in_one_project(outline, rows, program["name"])
    splits = SplitReader(assignments, rows, report)
    for at, (task, fields) in enumerate(zip(outline.tasks, tasks, strict=True)):
        note_what_tasks_lose(task.item)
        if task.id not in places.replaced:
            rows.add("task", task.who, {**fields, **places.of(outline, at)})
            splits.take(task, fields)
    take_links(links, rows)
    take_assignments(assignments, rows)
    take_baselines(outline, places.replaced, rows, report)
