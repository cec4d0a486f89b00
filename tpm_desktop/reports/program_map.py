"""The program map on one page: the component projects, what crosses between them, and where it is tight."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from tpm_desktop.gestures.map_places import map_places
from tpm_desktop.model.program import ProjectKind
from tpm_desktop.plan import instant
from tpm_desktop.plan.crossings import Crossing, crossings, from_outside
from tpm_desktop.plan.map_layout import Standing, lay_out_map
from tpm_desktop.planning.columns import NONE

from .map_drawing import MapArrow, MapDrawing, MapNode
from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper, ink

_MOST_ROWS = 6  # of the table below the map, so that all stays on one page
_MOST_ARROWS = 40  # more can't be told apart
_ROOM = 0.38  # of the sheet's height, for the map


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The map with its finding above and its tightest crossings below."""
    found = crossings(source.state)
    status = f"Status date {source.formats.date(source.day, year=True)}"
    parts: list[Flowable] = list(title_block(source.about.name, _headline(source, found), status))
    if not source.health.projects:
        return [*parts, nothing("There are no component projects yet.")]
    drawn = _ranked(found)[:_MOST_ARROWS]
    drawing = map_drawing(source, drawn, paper.height * _ROOM)
    drawing.wrap(paper.content, paper.height)
    parts.append(drawing)
    if len(drawn) < len(found):
        parts.append(note(f"Drawn are the {len(drawn)} tightest of {len(found)} pairs that something joins."))
    if found:
        parts += [Section("Where it is tightest"), _tightest(source, found, paper.content)]
    if drawing.numbered:
        parts += [Section("Component projects"), _projects(source, paper.content)]
    return parts


def _headline(source: Source, found: Sequence[Crossing]) -> str:
    if not found:
        return "Nothing crosses between the component projects yet."
    links, late = sum(len(one.links) for one in found), sum(one.late for one in found)
    counted = "1 link crosses" if links == 1 else f"{source.formats.integer(links)} links cross"
    said = f"{counted} between the component projects"
    known = [one for one in found if one.slack != NONE]
    if known:
        tight = min(known, key=lambda one: one.slack)
        spare = source.formats.duration(tight.slack, unit="d")
        said += f"; tightest is {_ends(source, tight)} with {spare} of slack"
    if late:
        said += f"; {late} commitment{'s' if late > 1 else ''} will come late"
    return f"{said}."


def _ends(source: Source, one: Crossing) -> str:
    return f"{source.state.names[one.giver]} → {source.state.names[one.receiver]}"


def map_drawing(source: Source, found: Sequence[Crossing], most: float) -> MapDrawing:
    """The map as the plan is. Args: found: what is drawn of what crosses; most: height in points."""
    nodes = [map_node(source, place) for place in range(len(source.health.projects))]
    arrows = [MapArrow(*ends_of(source, one), _said(source, one), _pressing(one)) for one in found]
    ids = source.state.outline.ids
    for one in from_outside(source.state):
        giver = MapNode(
            f"outside {one.giver}", "–", one.giver, ["External giver"], "", ink().muted, outside=True
        )
        if giver not in nodes:
            nodes.append(giver)
        arrows.append(
            MapArrow(giver.id, ids[one.receiver], [_owed(len(one.promises), one.late)], one.late > 0)
        )
    return laid_out(source, nodes, arrows, most)


def laid_out(source: Source, nodes: Sequence[MapNode], arrows: Sequence[MapArrow], most: float) -> MapDrawing:
    """Nodes and arrows where people put them, else where the layout does."""
    pairs = [(arrow.giver, arrow.receiver) for arrow in arrows]
    layout = lay_out_map([node.id for node in nodes], pairs, Standing(map_places(source.state)))
    return MapDrawing(nodes, arrows, layout, most)


def ends_of(source: Source, one: Crossing) -> tuple[str, str]:
    """The ids of who gives and who gets."""
    ids = source.state.outline.ids
    return ids[one.giver], ids[one.receiver]


def map_node(source: Source, place: int) -> MapNode:
    """A component project, by its place among them."""
    state, row, formats = source.state, source.project_row(place), source.formats
    project = state.inputs.tables["project"]
    row_id = state.outline.ids[row]
    kind = ProjectKind(project.texts["kind"][project.row[row_id]] or "").label
    finish = instant(int(state.schedule.finish[row]))
    slack = int(state.schedule.total_slack[row])
    lines = [kind, f"Finish {formats.date(finish)}" if finish else "no tasks yet"]
    if slack != NONE and finish:
        lines.append(f"Slack {formats.duration(slack, unit='d')}")
    rating = source.health.of(row_id).overall.rag
    light = rating.letter if rating is not None else ""
    return MapNode(row_id, state.wbs[row], state.names[row], lines, light, ink().project_hue(place))


def _ranked(found: Sequence[Crossing]) -> list[Crossing]:
    """Those with late commitments first, then by slack."""
    return sorted(found, key=lambda one: (not one.late, one.slack if one.slack != NONE else 1 << 60))


def _pressing(one: Crossing) -> bool:
    return bool(one.late) or (one.slack != NONE and one.slack <= 0)


def _said(source: Source, one: Crossing) -> list[str]:
    """What stands at an arrow: links with their least slack, commitments with how many are late."""
    said = []
    if one.links:
        counted = "1 link" if len(one.links) == 1 else f"{len(one.links)} links"
        spare = "" if one.slack == NONE else f" · slack {source.formats.duration(one.slack, unit='d')}"
        said.append(f"{counted}{spare}")
    if one.promises:
        said.append(_owed(len(one.promises), one.late))
    return said


def _owed(many: int, late: int) -> str:
    counted = "1 commitment" if many == 1 else f"{many} commitments"
    return f"{counted}, {late} late" if late else counted


def _tightest(source: Source, found: Sequence[Crossing], width: float) -> Flowable:
    columns = [
        TableColumn("Gives", weight=3),
        TableColumn("Gets", weight=3),
        TableColumn("Links", Align.RIGHT),
        TableColumn("Least slack", Align.RIGHT),
        TableColumn("Commitments", Align.RIGHT),
        TableColumn("Late", Align.RIGHT),
    ]
    rows = []
    for one in _ranked(found)[:_MOST_ROWS]:
        spare = "–" if one.slack == NONE else source.formats.duration(one.slack, unit="d")
        tight = one.slack != NONE and one.slack <= 0
        cells: list[Content] = [source.state.names[one.giver], source.state.names[one.receiver]]
        cells += [str(len(one.links) or "–"), Cell(spare, "critical" if tight else "text", strong=tight)]
        cells.append(str(len(one.promises) or "–"))
        cells.append(Cell(str(one.late or "–"), "critical" if one.late else "text", strong=bool(one.late)))
        rows.append(TableRow(cells))
    return data_table(columns, rows, width)


def _projects(source: Source, width: float) -> Flowable:
    """What the numbers on a crowded map stand for."""
    columns = [
        TableColumn("Number"),
        TableColumn("Component project", weight=4),
        TableColumn("Kind", weight=2),
    ]
    columns += [TableColumn("Finish", weight=2), TableColumn("Slack", weight=2)]
    rows = []
    for place in range(len(source.health.projects)):
        node = map_node(source, place)
        kind, finish, *slack = node.lines
        spare = slack[0].removeprefix("Slack ") if slack else "–"
        rows.append(TableRow([node.number, node.name, kind, finish.removeprefix("Finish "), spare]))
    return data_table(columns, rows, width)
