"""The impact page: what a slip would do to finish, projects, commitments, milestones and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from tpm_desktop.plan import instant
from tpm_desktop.plan.commitment_words import giver, margin_text, receiver
from tpm_desktop.plan.commitments import Outlook, Promise
from tpm_desktop.plan.crossings import crossings
from tpm_desktop.plan.impact import Impact
from tpm_desktop.plan.impact_map import MovedEdge, MovedProject, moved_edges, moved_projects
from tpm_desktop.plan.impact_words import money_sentence
from tpm_desktop.planning.columns import NONE

from .map_drawing import MapArrow, MapNode
from .parts import Section, note, nothing, title_block
from .program_map import (
    MOST_ARROWS,
    drawn_givers,
    ends_of,
    givers_left_out,
    laid_out,
    map_node,
    outside_arrow,
    ranked,
)
from .source import Source
from .tables import Align, Cell, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 0.38  # of the sheet's height, for the map


@dataclass(frozen=True, slots=True)
class Slip:
    """What is asked: by how much something slips, in words, and what that moves."""

    by: str
    found: Impact


def story(source: Source, paper: Paper, slip: Slip) -> list[Flowable]:
    """The whole page, for a committee that has to weigh a slip."""
    found, width = slip.found, paper.content
    parts: list[Flowable] = [
        *title_block(source.about.name, _headline(source, slip), _facts(source, found)),
        *_map(source, found, paper),
        *_moved(source, found, "Component projects", found.projects, width),
        *_commitments(source, found, width),
        *_moved(source, found, "Phases", found.phases, width),
        *_moved(source, found, "Gates", found.gates, width),
        *_moved(
            source, found, "Milestones", [row for row in found.milestones if row not in found.gates], width
        ),
        *_years(source, found, width),
    ]
    return parts


def _headline(source: Source, slip: Slip) -> str:
    found, formats = slip.found, source.formats
    was, will = (formats.date(instant(at), year=True) for at in found.finish)
    end = (
        f"the program finishes on {will} instead of {was}"
        if found.moves_finish
        else f"it still finishes on {was}"
    )
    return f"If “{found.subject.name}” slips by {slip.by}, {end}."


def _map(source: Source, found: Impact, paper: Paper) -> list[Flowable]:
    """The program map with what moves and what breaks; none where nothing joins the projects."""
    edges = crossings(source.state)
    late = {will.id for _, will in _gets_late(found)}
    outside = drawn_givers(source, {*late, found.subject.id})
    if not edges and not outside:
        return []
    moved, touched = moved_projects(source.state, found), moved_edges(source.state, found)
    nodes = [_node(source, place, moved) for place in range(len(source.health.projects))]
    drawn = sorted(ranked(edges), key=lambda one: _weight(touched.get((one.giver, one.receiver))))
    arrows = [
        MapArrow(*ends_of(source, one), *_told(source, touched.get((one.giver, one.receiver))))
        for one in drawn[:MOST_ARROWS]
    ]
    for one in outside:
        many = sum(promise.id in late for promise in one.promises)
        arrows.append(outside_arrow(source, one, _late_said(many), presses=many > 0))
    parts: list[Flowable] = [laid_out(source, nodes, outside, arrows, paper.height * _ROOM)]
    if len(edges) > MOST_ARROWS:
        said = f"Drawn are {MOST_ARROWS} of {len(edges)} pairs that something joins, those that break first."
        parts.append(note(said))
    return parts + givers_left_out(source)


def _gets_late(found: Impact) -> list[tuple[Promise, Promise]]:
    """The commitments that come after their need only then, before and after."""
    return [
        (was, will)
        for was, will in found.commitments
        if will.outlook is Outlook.LATE and was.outlook is not Outlook.LATE
    ]


def _weight(edge: MovedEdge | None) -> int:
    """The order of arrows where there are too many: what breaks, what gets tighter, the rest."""
    return 2 if edge is None else int(not edge.broken)


def _node(source: Source, place: int, moved: Mapping[str, MovedProject]) -> MapNode:
    node, formats = map_node(source, place), source.formats
    moves = moved.get(node.id)
    if moves is None:
        return node
    later = formats.duration(moves.later, unit="d")
    return replace(node, lines=[f"Finish {formats.date(instant(moves.will))}", f"{later} later"], moved=True)


def _told(source: Source, edge: MovedEdge | None) -> tuple[list[str], bool]:
    """What stands at an arrow that the slip touches, and whether it breaks."""
    if edge is None:
        return [], False
    said, days = [], [source.formats.duration(at, unit="d") for at in (edge.was, edge.will) if at != NONE]
    if days:
        said.append(f"slack {' → '.join(days)}")
    return [*said, *_late_said(len(edge.late))], edge.broken


def _late_said(many: int) -> list[str]:
    """What stands at an arrow of which so many commitments get late."""
    return [f"{many} commitment{'s' if many > 1 else ''} late"] if many else []


def _facts(source: Source, found: Impact) -> str:
    formats = source.formats
    late = len(_gets_late(found))
    counted = (
        (len(found.tasks), "task", "tasks"),
        (len(found.phases), "phase", "phases"),
        (len(found.gates), "gate", "gates"),
        (len(found.milestones), "milestone moves", "milestones move"),
        (late, "commitment gets late", "commitments get late"),
        (len(found.newly_critical), "task becomes critical", "tasks become critical"),
    )
    said = [f"{formats.integer(count)} {one if count == 1 else many}" for count, one, many in counted]
    return f"{source.status_said} · {' · '.join(said)}"


def _moved(source: Source, found: Impact, title: str, rows: Sequence[int], width: float) -> list[Flowable]:
    parts: list[Flowable] = [Section(title)]
    before, after = found.difference.before.finish, found.difference.after.finish
    moved = [row for row in rows if before[row] != after[row]]
    if not moved:
        return [*parts, nothing("None of them finishes at another time.")]
    within = not source.state.outline.is_project[moved[0]]
    columns = [
        TableColumn(title[:-1], weight=3),
        *([TableColumn("In", weight=2)] if within else []),
        TableColumn("Finish now", Align.RIGHT),
        TableColumn("Finish then", Align.RIGHT),
        TableColumn("Later by", Align.RIGHT),
    ]
    state, formats = source.state, source.formats
    calendar = state.inputs.calendars[state.inputs.options.calendar]
    lines = [
        TableRow(
            [
                state.names[row],
                *([state.names[int(state.outline.project[row])]] if within else []),
                formats.date(instant(int(before[row]))),
                formats.date(instant(int(after[row]))),
                formats.duration(
                    int(calendar.between(int(before[row]), int(after[row]))), unit="d", sign=True
                ),
            ]
        )
        for row in moved
    ]
    return [*parts, data_table(columns, lines, width)]


def _commitments(source: Source, found: Impact, width: float) -> list[Flowable]:
    parts: list[Flowable] = [Section("Commitments")]
    if not found.commitments:
        return [*parts, nothing("No commitment is touched.")]
    texts = source.state.inputs.tables["commitment"].texts
    columns = [
        TableColumn("Code"),
        TableColumn("Commitment", weight=3),
        TableColumn("From", weight=2),
        TableColumn("To", weight=2),
        TableColumn("Needed", Align.RIGHT),
        TableColumn("Forecast now", Align.RIGHT),
        TableColumn("Forecast then", Align.RIGHT),
        TableColumn("Margin then", Align.RIGHT),
        TableColumn("Outlook then"),
    ]
    lines = []
    for was, will in sorted(found.commitments, key=lambda pair: pair[1].outlook is not Outlook.LATE):
        dates = (source.formats.date(instant(at)) or "–" for at in (will.needed, was.forecast, will.forecast))
        late = will.outlook is Outlook.LATE
        lines.append(
            TableRow(
                [
                    texts["code"][was.row] or "",
                    texts["title"][was.row] or "",
                    giver(source.state, was) or "–",
                    receiver(source.state, was) or "–",
                    *dates,
                    margin_text(will, source.formats) or "–",
                    Cell(will.outlook.value.capitalize(), "critical" if late else "text", strong=late),
                ]
            )
        )
    return [*parts, data_table(columns, lines, width)]


def _years(source: Source, found: Impact, width: float) -> list[Flowable]:
    """The cost to come of what moves, by fiscal year where that changes."""
    parts: list[Flowable] = [Section("Money")]
    money, formats = found.money, source.formats
    if not money.amount:
        return [*parts, nothing("What moves has no cost to come.")]
    parts.append(note(money_sentence(money, formats)))
    if not money.years:
        return parts
    columns = [
        TableColumn(f"Fiscal year, {source.unit}", weight=1),
        TableColumn("Now", Align.RIGHT),
        TableColumn("Then", Align.RIGHT),
        TableColumn("Change", Align.RIGHT),
    ]
    lines = [
        TableRow(
            [
                formats.fiscal_year(year.first_day),
                source.amount(year.before),
                source.amount(year.after),
                source.amount(year.after - year.before, sign=True),
            ]
        )
        for year in money.years
    ]
    return [*parts, data_table(columns, lines, width)]
