"""The program map on one page: the component projects, what crosses between them, and where it is tight."""

from __future__ import annotations

from collections.abc import Container, Sequence

from reportlab.platypus import Flowable

from tpm_desktop.gestures.map_places import map_places
from tpm_desktop.model.program import ProjectKind
from tpm_desktop.plan import instant
from tpm_desktop.plan.crossings import Crossing, FromOutside, crossings, from_outside
from tpm_desktop.plan.map_layout import Standing, lay_out_map
from tpm_desktop.planning.columns import NONE

from .map_drawing import MapArrow, MapDrawing, MapNode
from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper, ink

_MOST_ROWS = 6  # of the table below the map, so that all stays on one page
MOST_ARROWS = 40  # more can't be told apart
MOST_GIVERS = 8  # from outside, that leave the projects their room
_ROOM = 0.38  # of the sheet's height, for the map


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The map with its finding above and its tightest crossings below."""
    found = crossings(source.state)
    status = source.status_said
    parts: list[Flowable] = list(title_block(source.about.name, _headline(source, found), status))
    if not source.health.projects:
        return [*parts, nothing("There are no component projects yet.")]
    drawn = ranked(found)[:MOST_ARROWS]
    drawing = map_drawing(source, drawn, paper.height * _ROOM)
    drawing.wrap(paper.content, paper.height)
    parts.append(drawing)
    if len(drawn) < len(found):
        parts.append(note(f"Drawn are the {len(drawn)} tightest of {len(found)} pairs that something joins."))
    parts += givers_left_out(source)
    if found:
        parts += [Section("Where it is tightest"), _tightest(source, found, paper.content)]
    if drawing.numbered:
        parts += [Section("Component projects"), _projects(source, paper.content)]
    return parts


def givers_left_out(source: Source) -> list[Flowable]:
    """What is said below a map with more external givers than it has room for."""
    givers = len({one.giver for one in from_outside(source.state)})
    if givers <= MOST_GIVERS:
        return []
    return [note(f"Drawn are {MOST_GIVERS} of {givers} external givers, those that press first.")]


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
    arrows = [MapArrow(*ends_of(source, one), _said(source, one), pressing(one)) for one in found]
    outside = drawn_givers(source)
    owed = [outside_arrow(source, one, [_owed(len(one.promises), one.late)]) for one in outside]
    return laid_out(source, nodes, outside, [*arrows, *owed], most)


def laid_out(
    source: Source,
    projects: Sequence[MapNode],
    outside: Sequence[FromOutside],
    arrows: Sequence[MapArrow],
    most: float,
) -> MapDrawing:
    """Projects with external givers where people put them, else where the layout of the program map does.

    That goes by the tightest crossings whatever is drawn, so that every page shows the same map.
    """
    names = dict.fromkeys(one.giver for one in outside)
    givers = [
        MapNode(_outside(name), "–", name, ["External giver"], "", ink().muted, outside=True)
        for name in names
    ]
    nodes = [*projects, *givers]
    pairs = [ends_of(source, one) for one in ranked(crossings(source.state))[:MOST_ARROWS]]
    ids = source.state.outline.ids
    pairs += [(_outside(one.giver), ids[one.receiver]) for one in outside]
    layout = lay_out_map([node.id for node in nodes], pairs, Standing(map_places(source.state)))
    return MapDrawing(nodes, arrows, layout, most)


def drawn_givers(source: Source, asked: Container[str] = ()) -> list[FromOutside]:
    """What external givers owe to each project, of as many givers as a page has room for.

    Args: asked: ids of commitments whose givers come first, before those with the most late ones.
    """
    found = from_outside(source.state)
    rank: dict[str, tuple[int, int]] = {}
    for one in found:
        wanted, late = rank.get(one.giver, (0, 0))
        rank[one.giver] = wanted + sum(owed.id in asked for owed in one.promises), late + one.late
    kept = set(sorted(rank, key=lambda giver: rank[giver], reverse=True)[:MOST_GIVERS])
    return [one for one in found if one.giver in kept]


def outside_arrow(
    source: Source, one: FromOutside, said: Sequence[str], *, presses: bool = False
) -> MapArrow:
    """An arrow from an external giver. presses: it does so also where nothing is late yet."""
    ids = source.state.outline.ids
    return MapArrow(_outside(one.giver), ids[one.receiver], said, presses or one.late > 0)


def _outside(giver: str) -> str:
    """What stands for the id of somebody who has none."""
    return f"outside {giver}"


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
    rating = source.health.of(row_id).overall
    light = rating.letter
    return MapNode(row_id, state.wbs[row], state.names[row], lines, light, ink().project_hue(place))


def ranked(found: Sequence[Crossing]) -> list[Crossing]:
    """Those with late commitments first, then by slack."""
    return sorted(found, key=lambda one: (not one.late, one.slack if one.slack != NONE else 1 << 60))


def pressing(one: Crossing) -> bool:
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
    for one in ranked(found)[:_MOST_ROWS]:
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
