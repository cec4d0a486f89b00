"""The status pack: are we on course? The program first, then a page for each component project."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from tpm_desktop.plan import instant
from tpm_desktop.plan.compared import Compared
from tpm_desktop.planning.columns import WHOLE

from .business_case import section as business_case
from .capital import section as capital
from .changes import section as changes
from .control_sections import actions, decisions, issues, risks, worries
from .earned_value import section as earned_value
from .findings import headline
from .gantt_drawing import GanttSummary
from .marks import RagMark
from .money_sections import money
from .narrative import narrative
from .parts import Section, SideBySide, headline_text, note, title_block
from .plan_on_a_page import project_on_a_page
from .plan_sections import figures, milestone_table, plan, status
from .requirements import section as requirements
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper
from .trend_sections import exceptions, since_last, trend

_ROOM = 220.0  # a section begins on a new page where less is left


def story(source: Source, paper: Paper, compared: Compared | None = None) -> list[Flowable]:
    """The whole pack. Args: compared: with the moment since which it tells what changed."""
    width, half = paper.content, paper.span(6)
    return [
        *title_block(source.about.name, headline(source), _facts(source)),
        figures(source, width),
        *narrative(source, width),
        *status(source, width, 1),
        *milestone_table(source, width, 2),
        *exceptions(source, width),
        *since_last(source, width),
        *trend(source, width),
        *([] if compared is None else changes(source, width, compared)),
        *plan(source, 3),
        CondPageBreak(_ROOM),
        *money(source, paper, 4),
        *earned_value(source, paper),
        *capital(source, paper),
        *business_case(source, paper),
        *requirements(source, width),
        *actions(source, width, 5),
        CondPageBreak(_ROOM),
        SideBySide(paper, (6, risks(source, half, 6)), (6, issues(source, half, 7))),
        CondPageBreak(_ROOM),
        *decisions(source, width, 8, brief=True),
        *(part for place in range(len(source.health.projects)) for part in _project(source, paper, place)),
    ]


def _facts(source: Source) -> str:
    facts = [
        f"Status date {source.formats.date(source.day, year=True)}",
        f"phase: {source.about.phase.label}",
    ]
    manager, sponsor = source.person(source.about.manager_id), source.person(source.about.sponsor_id)
    facts += [f"program manager: {manager}"] if manager else []
    facts += [f"sponsor: {sponsor}"] if sponsor else []
    return " · ".join(facts)


def _project(source: Source, paper: Paper, place: int) -> list[Flowable]:
    """One page of one component project: its outcome, how it stands and why, its plan, risks and issues."""
    row = source.project_row(place)
    project = next(p for p in source.projects if p.id == source.state.outline.ids[row])
    share = source.formats.share(int(source.state.done[row]) // 100 * 100)
    manager = source.person(project.manager_id)
    facts = [project.kind.label, project.status.label.lower(), f"{share} done"]
    facts += [f"led by {manager}"] if manager else []
    parts: list[Flowable] = [PageBreak(), Section(f"{project.code or ''} {project.name}".strip())]
    parts.append(note(" · ".join(facts)))
    if project.outcome:
        parts.append(headline_text(project.outcome))
    parts += narrative(source, paper.content, project.id)
    parts.append(_ratings(source, place, paper.content))
    parts.append(GanttSummary(project_on_a_page(source, place), source.formats))
    parts.append(_coming(source, row, paper.content))
    return [*parts, *worries(source, paper.content, project.id)]


def _ratings(source: Source, place: int, width: float) -> Flowable:
    health = source.health.projects[place]
    columns = [TableColumn(""), TableColumn("Dimension"), TableColumn("Why", weight=1)]
    rows = [
        TableRow([RagMark(rating.letter), name, rating.reason])
        for name, rating in (("Time", health.time), ("Cost", health.cost), ("Risk", health.risk))
    ]
    return data_table(columns, rows, width)


def _coming(source: Source, top: int, width: float) -> Flowable:
    """What is finished next."""
    state = source.state
    open_ones = [
        row
        for row in state.outline.below(top)
        if not state.summary[row] and state.done[row] < WHOLE and state.inputs.tasks.active[row]
    ]
    soonest = sorted(open_ones, key=lambda row: (int(state.schedule.finish[row]), row))[:6]
    formats = source.formats
    columns = [
        TableColumn("Next to be finished", weight=1),
        TableColumn("Start", Align.RIGHT),
        TableColumn("Finish", Align.RIGHT),
        TableColumn("Done", Align.RIGHT),
        TableColumn("Slack", Align.RIGHT),
    ]
    made = []
    for row in soonest:
        slack = int(state.schedule.total_slack[row])
        cells: list[Content] = [
            state.names[row],
            formats.date(instant(int(state.schedule.start[row]))),
            formats.date(instant(int(state.schedule.finish[row]))),
            formats.share(int(state.done[row])),
            Cell(
                formats.duration(slack), "critical" if slack < 0 or state.schedule.critical[row] else "text"
            ),
        ]
        made.append(TableRow(cells))
    return data_table(columns, made, width)
