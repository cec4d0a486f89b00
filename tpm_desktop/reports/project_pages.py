"""A page for each component project: its outcome, how it stands and why, its plan, risks and issues."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak, Spacer

from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import WHOLE

from .control_sections import worries
from .marks import RagMark
from .narrative import narrative
from .pages import room_on
from .parts import Section, note, paragraph
from .roadmap import drawing
from .roadmap_lanes import project_data
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import GRID, Paper

_SHORTER = ((6, 3), (5, 3), (4, 3), (3, 3), (3, 2), (2, 2), (2, 1))  # tasks; risks, and as many issues
_CHAPTER = 48  # points of a heading above the first project's
_ENDLESS = 1e6
_PLAN = 300.0  # points that the plan over time takes at most


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The component projects that are told of, each on a page of its own."""
    if not source.places:
        return [note("Each component project will have a page of its own here.")]
    return [part for place in source.places for part in _project(source, paper, place)]


def _project(source: Source, paper: Paper, place: int) -> list[Flowable]:
    """One page of one component project: its outcome, how it stands and why, its plan, risks and issues."""
    row = source.project_row(place)
    project = next(p for p in source.projects if p.id == source.state.outline.ids[row])
    share = source.formats.share(int(source.state.done[row]) // 100 * 100)
    manager = source.person(project.manager_id)
    facts = [project.kind.label, project.status.label.lower(), f"{share} done"]
    facts += [f"led by {manager}"] if manager else []
    parts: list[Flowable] = [Section(source.coded(row))]
    parts.append(note(" · ".join(facts)))
    if project.outcome:
        parts += [Spacer(0, GRID), paragraph(project.outcome), Spacer(0, GRID)]
    parts += narrative(source, paper.content, project.id)
    parts.append(_ratings(source, place, paper.content))
    parts.append(drawing(source, project_data(source, project.id), _PLAN))
    room = room_on(paper) - _CHAPTER - _tall(parts, paper.content)
    return [PageBreak(), *parts, *_below(source, paper.content, place, room)]


def _below(source: Source, width: float, place: int, room: float) -> list[Flowable]:
    """What is finished next, the risks and the issues: as many of each as the page has room for."""
    row = source.project_row(place)
    made: list[Flowable] = []
    for count, few in _SHORTER:
        made = [
            _coming(source, row, width, count),
            *worries(source, width, source.state.outline.ids[row], few),
        ]
        if _tall(made, width) <= room:
            break
    return made


def _tall(parts: Sequence[Flowable], width: float) -> float:
    """Points that parts take of a page."""
    return sum(part.wrap(width, _ENDLESS)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in parts)


def _ratings(source: Source, place: int, width: float) -> Flowable:
    health = source.health.projects[place]
    columns = [TableColumn(""), TableColumn("Dimension"), TableColumn("Why", weight=1)]
    rows = [
        TableRow([RagMark(rating.letter), name, rating.reason])
        for name, rating in (("Time", health.time), ("Cost", health.cost), ("Risk", health.risk))
    ]
    return data_table(columns, rows, width)


def _coming(source: Source, top: int, width: float, count: int) -> Flowable:
    """What is finished next."""
    state = source.state
    open_ones = [
        row
        for row in state.outline.below(top)
        if not state.summary[row] and state.done[row] < WHOLE and state.inputs.tasks.active[row]
    ]
    soonest = sorted(open_ones, key=lambda row: (int(state.schedule.finish[row]), row))[:count]
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
