"""The gives-and-gets pack: what every component project owes the others and is owed, a sheet for each."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from tpm_desktop.model.integration import Commitment
from tpm_desktop.plan import instant
from tpm_desktop.plan.commitment_words import giver, lacks, lacks_text, margin_text, receiver
from tpm_desktop.plan.commitments import Outlook, Promise, commitments, uncommitted
from tpm_desktop.plan.dependency_findings import phase_loops

from .keeping import Together
from .parts import Section, note, nothing, subheading, title_block
from .source import Source
from .tables import Align, Cell, Content, TableColumn, TableRow, data_table
from .theme import Paper

_TONES = {Outlook.LATE: "critical", Outlook.SLIPPING: "near", Outlook.OPEN: "muted"}
_GIVES, _GETS = "Gives", "Gets"


def story(source: Source, paper: Paper) -> list[Flowable]:
    """What needs attention first, then what each component project gives and gets."""
    found, width = commitments(source.state), paper.content
    rows = {row.id: row for row in source.file.rows(Commitment)}
    parts: list[Flowable] = [
        *title_block(source.about.name, _headline(found), source.status_said),
        *_attention(source, found, rows, width),
        *_loose(source, found, width),
        *_loops(source, width),
    ]
    projects = [source.project_row(place) for place in range(len(source.health.projects))]
    sheets = {
        (row, side): _lines(source, found, rows, row, side) for row in projects for side in (_GIVES, _GETS)
    }
    every = [line for lines in sheets.values() for line in lines]
    for row in projects:
        mine: list[Flowable] = [Section(source.coded(row)), note(_counted(found, row))]
        for side in (_GIVES, _GETS):
            mine.append(subheading(side))
            lines = sheets[row, side]
            if lines:
                mine.append(data_table(_columns(side), lines, width, among=every))
            else:
                mine.append(nothing(f"Nothing is agreed that it {side.lower()}."))
        parts.append(Together(mine))
    return parts


def _headline(found: Sequence[Promise]) -> str:
    open_ones = [one for one in found if not one.settled]
    if not found:
        return "No commitment has been registered yet."
    if not open_ones:
        return f"All {len(found)} commitments are delivered."
    late = sum(one.outlook is Outlook.LATE for one in open_ones)
    broken = sum(one.outlook is Outlook.SLIPPING for one in open_ones)
    if not late and not broken:
        return (
            "The only open commitment is on course."
            if len(open_ones) == 1
            else f"All {len(open_ones)} open commitments are on course."
        )
    comes = "comes" if late == 1 else "come"
    return (
        f"{late} of {len(open_ones)} open commitments {comes} later than needed, "
        f"{broken} more later than promised."
    )


def _counted(found: Sequence[Promise], row: int) -> str:
    gives, gets = ([one for one in found if end(one) == row] for end in (_giver, _receiver))
    late = [sum(one.outlook is Outlook.LATE for one in mine) for mine in (gives, gets)]
    return f"{len(gives)} to give, {late[0]} of them late · {len(gets)} to get, {late[1]} of them late"


def _giver(one: Promise) -> int:
    return one.giver


def _receiver(one: Promise) -> int:
    return one.receiver


def _attention(
    source: Source, found: Sequence[Promise], rows: dict[str, Commitment], width: float
) -> list[Flowable]:
    parts: list[Flowable] = [Section("What needs attention")]
    bad = [one for one in found if any(lacks(source.state, one))]
    if not bad:
        return [*parts, nothing("Nothing: all have owners, dates and a task, and the plan keeps them.")]
    columns = [
        TableColumn("Code"),
        TableColumn("Commitment", weight=3),
        TableColumn("From", weight=2),
        TableColumn("To", weight=2),
        TableColumn("Owner", weight=1),
        TableColumn("What is the matter", weight=3),
    ]
    made = [
        TableRow(
            [
                rows[one.id].code or "",
                rows[one.id].title,
                giver(source.state, one) or "–",
                receiver(source.state, one) or "–",
                source.person(rows[one.id].owner_id) or "–",
                Cell(lacks_text(source.state, one, source.formats), _TONES.get(one.outlook, "near")),
            ]
        )
        for one in bad
    ]
    return [*parts, data_table(columns, made, width)]


def _loose(source: Source, found: list[Promise], width: float) -> list[Flowable]:
    """Links between projects that nobody has agreed to."""
    loose, state = uncommitted(source.state, found), source.state
    if not loose:
        return []
    links, project = state.inputs.links, state.outline.project
    columns = [
        TableColumn("From", weight=2),
        TableColumn("What it waits for", weight=3),
        TableColumn("To", weight=2),
        TableColumn("What waits", weight=3),
    ]
    made = []
    for row in loose:
        before, after = int(links.predecessor[row]), int(links.successor[row])
        names = [state.names[int(at)] for at in (project[before], before, project[after], after)]
        made.append(TableRow(names))
    title = f"{len(loose)} link{'s' if len(loose) > 1 else ''} between projects without an agreed commitment"
    return [Section(title), data_table(columns, made, width)]


def _loops(source: Source, width: float) -> list[Flowable]:
    """Phases of projects that wait for each other."""
    loops, state = phase_loops(source.state), source.state
    if not loops:
        return []
    columns = [TableColumn("Phases that wait for each other", weight=5), TableColumn("Of projects", weight=3)]
    made = []
    for loop in loops:
        around = " → ".join(state.names[row] for row in (*loop.ring, loop.ring[0]))
        owners = dict.fromkeys(state.names[int(state.outline.project[row])] for row in loop.phases)
        made.append(TableRow([around, ", ".join(owners)]))
    title = f"{len(loops)} loop{'s' if len(loops) > 1 else ''} between projects at the level of phases"
    return [Section(title), data_table(columns, made, width)]


def _columns(side: str) -> list[TableColumn]:
    return [
        TableColumn("Code"),
        TableColumn("Commitment and acceptance criterion", weight=4),
        TableColumn("To" if side == _GIVES else "From", weight=2),
        TableColumn("Needed", Align.RIGHT),
        TableColumn("Promised", Align.RIGHT),
        TableColumn("Forecast", Align.RIGHT),
        TableColumn("Margin", Align.RIGHT),
        TableColumn("Status"),
        TableColumn("Outlook"),
    ]


def _lines(
    source: Source, found: Sequence[Promise], rows: dict[str, Commitment], project: int, side: str
) -> list[TableRow]:
    """What a project gives or gets, what is open and comes first at the top."""
    formats, made = source.formats, []
    mine = [one for one in found if (one.giver if side == _GIVES else one.receiver) == project]
    for one in sorted(mine, key=lambda one: (one.settled, one.forecast)):
        row = rows[one.id]
        whom = receiver(source.state, one) if side == _GIVES else giver(source.state, one)
        criterion = f": {row.criterion}" if row.criterion else ""
        cells: list[Content] = [row.code or "", f"{row.title}{criterion}", whom or "–"]
        cells += [formats.date(instant(at)) or "–" for at in (one.needed, one.promised, one.forecast)]
        cells.append(margin_text(one, formats) or "–")
        cells.append(row.status.label)
        tone = _TONES.get(one.outlook, "text")
        cells.append(Cell(one.outlook.value.capitalize(), tone, strong=one.outlook is Outlook.LATE))
        made.append(TableRow(cells))
    return made
