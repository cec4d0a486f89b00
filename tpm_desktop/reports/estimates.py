"""The estimates pack, and its table in the budget pack: what is expected, on which basis, what changed."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.finance.estimating import SAFE
from tpm_desktop.model.estimates import RoundState
from tpm_desktop.plan.estimate_comparison import Turn, compared
from tpm_desktop.plan.estimate_words import (
    against_plan,
    changed_text,
    class_text,
    field_names,
    headline,
    lacking,
)
from tpm_desktop.plan.estimates import Line, Round, Sums, rounds

from .parts import Section, note, nothing, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_ROOM = 140.0  # a section begins on a new page where less is left
_THREE = ("Optimistic", "Most likely", "Pessimistic", "Expected", "± Deviation", "Plan")
_SOURCE = (
    "Expected is (optimistic + 4 × most likely + pessimistic) / 6, the deviation a sixth of the range "
    "(PERT, 1959); sums take lines as independent. Classes and their accuracy are those of AACE 18R-97."
)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack: all rounds, the newest with its lines, what changed since the one before."""
    found, width = rounds(source.state), paper.content
    newest = found[-1] if found else None
    facts = f"Status date {source.formats.date(source.day, year=True)}"
    parts: list[Flowable] = [*title_block(source.about.name, f"{headline(newest, source.formats)}.", facts)]
    if newest is None:
        return [*parts, nothing("Rounds of estimates are begun in the estimates view.")]
    parts += [Section("Rounds", 1, source.unit), _rounds(source, found, width)]
    parts += [CondPageBreak(_ROOM), Section(newest.name, 2, source.unit), note(_standing(source, newest))]
    parts += [_lines(source, newest, width), note(_SOURCE)]
    parts += [CondPageBreak(_ROOM), Section("Basis of the estimates", 3), _bases(source, newest, width)]
    earlier = next((one for one in reversed(found[:-1]) if one.row.project_id == newest.row.project_id), None)
    if earlier is not None:
        parts += [CondPageBreak(_ROOM), *_changes(source, earlier, newest, width)]
    return parts


def section(source: Source, width: float, number: int) -> list[Flowable]:
    """Of another pack: the approved round that the budget stands on, by project; nothing without one."""
    approved = [one for one in rounds(source.state) if one.row.state is RoundState.APPROVED]
    if not approved:
        return []
    one = approved[-1]
    columns = [TableColumn("Component project", weight=1), *(TableColumn(h, Align.RIGHT) for h in _THREE)]
    rows = [
        TableRow([_project(source, key), *_sums(source, sums)]) for key, sums in one.by("project_id").items()
    ]
    rows.append(TableRow(["Total", *_sums(source, one.sums)], Rank.TOTAL))
    return [
        CondPageBreak(_ROOM),
        Section(f"Estimates: {headline(one, source.formats)}", number, source.unit),
        data_table(columns, rows, width),
        note(_SOURCE),
    ]


def _standing(source: Source, one: Round) -> str:
    said = [against_plan(one, source.formats), lacking(one), one.row.assumptions or ""]
    return ". ".join(part.rstrip(".") for part in said if part) + "."


def _rounds(source: Source, found: list[Round], width: float) -> Flowable:
    safe = f"{source.formats.share(SAFE, digits=0)} sure within"
    heads = ("Date", "Lines", "Expected", "± Deviation", safe)
    columns = [
        TableColumn("Round", weight=2),
        TableColumn("Of", weight=1),
        TableColumn("State"),
        *(TableColumn(head, Align.RIGHT) for head in heads),
        TableColumn("Approved by", weight=1),
    ]
    rows = []
    for one in found:
        row, sums = one.row, one.sums
        cells: list[Content] = [one.name, source.project(row.project_id), row.state.label]
        cells += [source.formats.date(row.taken, year=True), source.formats.integer(sums.lines)]
        cells += [source.amount(sums.expected), source.amount(sums.deviation)]
        cells += ["–" if sums.safe is None else source.amount(sums.safe), source.person(row.approved_by_id)]
        rows.append(TableRow(cells))
    return data_table(columns, rows, width)


def _lines(source: Source, one: Round, width: float) -> Flowable:
    """By component project, each with its sums."""
    heads = (*_THREE, "Difference")
    columns = [TableColumn("Estimate", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
    rows: list[TableRow] = []
    for project, sums in one.by("project_id").items():
        rows.append(TableRow([_project(source, project), *_sums(source, sums), ""], Rank.GROUP))
        mine = (line for line in one.lines if line.project_id == project)
        rows += [TableRow([line.row.title, *_amounts(source, line)], level=1) for line in mine]
    whole = _signed(source, one.difference)
    rows.append(TableRow(["Total", *_sums(source, one.sums), whole], Rank.TOTAL))
    return data_table(columns, rows, width)


def _amounts(source: Source, line: Line) -> list[Content]:
    row = line.row
    sides = [
        source.amount(n) if n is not None else "–" for n in (row.optimistic, row.likely, row.pessimistic)
    ]
    found: list[Content] = [*sides, source.amount(line.expected), source.amount(line.deviation)]
    if line.plan is None or line.difference is None:
        return [*found, "–", "–"]
    return [*found, source.amount(line.plan), _signed(source, line.difference)]


def _sums(source: Source, sums: Sums) -> list[Content]:
    amounts = (sums.optimistic, sums.likely, sums.pessimistic, sums.expected, sums.deviation, sums.plan)
    return [source.amount(amount) for amount in amounts]


def _signed(source: Source, amount: int) -> Content:
    return Cell(source.amount(amount, sign=True), "near" if amount < 0 else "text")


def _project(source: Source, project_id: str | None) -> str:
    return source.project(project_id) if project_id else "Across projects"


def _bases(source: Source, one: Round, width: float) -> Flowable:
    columns = [
        TableColumn("Estimate", weight=2),
        TableColumn("Method", weight=1),
        TableColumn("Basis", weight=4),
        TableColumn("Source", weight=2),
        TableColumn("Class", weight=2),
        TableColumn("Date", Align.RIGHT),
    ]
    rows = []
    for line in one.lines:
        row = line.row
        basis: Content = row.basis or Cell("Missing", "critical")
        dated = source.formats.date(row.dated, year=True) if row.dated else "–"
        cells: list[Content] = [row.title, row.method.label, basis, row.source or "–"]
        rows.append(TableRow([*cells, class_text(row.confidence), dated]))
    return data_table(columns, rows, width)


def _changes(source: Source, earlier: Round, later: Round, width: float) -> list[Flowable]:
    pairs = compared(earlier, later)
    columns = [
        TableColumn("Estimate", weight=2),
        TableColumn("What became of it", weight=3),
        *(TableColumn(head, Align.RIGHT) for head in ("Before", "After", "Difference")),
    ]
    rows = []
    for pair in pairs:
        if pair.turn is Turn.SAME:
            continue
        said = field_names(pair.changed) if pair.changed else pair.turn.value.capitalize()
        before, after = (source.amount(amount) for amount in pair.amounts)
        apart = source.amount(pair.difference, sign=True)
        rows.append(TableRow([pair.line.row.title, said, before, after, apart]))
    sums = earlier.sums.expected, later.sums.expected
    whole = [*map(source.amount, sums), source.amount(sums[1] - sums[0], sign=True)]
    rows.append(TableRow(["All lines", changed_text(pairs), *whole], Rank.TOTAL))
    head = Section(f"Since {earlier.name}: {changed_text(pairs)}", 4, source.unit)
    return [head, data_table(columns, rows, width)]
