"""The estimates pack, and its table in the budget pack: what is expected, on which basis, what changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.finance.estimating import SAFE
from tpm_desktop.model.estimates import RoundState
from tpm_desktop.plan.estimate_comparison import Pair, Turn, compared
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
_Figures = tuple[int | None, ...]
"""Minor units under the heads of `_THREE`, the difference after them; None where nothing is told."""
_SOURCE = (
    "Expected is (optimistic + 4 × most likely + pessimistic) / 6, the deviation a sixth of the range "
    "(PERT, 1959); sums take lines as independent. Classes and their accuracy are those of AACE 18R-97."
)


def story(source: Source, paper: Paper) -> list[Flowable]:
    """The whole pack: all rounds, the newest with its lines, what changed since the one before."""
    found, width = rounds(source.state), paper.content
    newest = found[-1] if found else None
    facts = source.status_said
    parts: list[Flowable] = [*title_block(source.about.name, f"{headline(newest, source.formats)}.", facts)]
    if newest is None:
        return [*parts, nothing("Rounds of estimates are begun in the estimates view.")]
    parts += [Section("Rounds", source.unit), _rounds(source, found, width)]
    parts += [CondPageBreak(_ROOM), Section(newest.name, source.unit), note(_standing(source, newest))]
    parts += [_lines(source, newest, width), note(_SOURCE)]
    parts += [CondPageBreak(_ROOM), Section("Basis of the estimates"), _bases(source, newest, width)]
    earlier = next((one for one in reversed(found[:-1]) if one.row.project_id == newest.row.project_id), None)
    if earlier is not None:
        parts += [CondPageBreak(_ROOM), *_changes(source, earlier, newest, width)]
    return parts


def section(source: Source, width: float) -> list[Flowable]:
    """Of another pack: the approved round that the budget stands on, by project; nothing without one."""
    approved = [one for one in rounds(source.state) if one.row.state is RoundState.APPROVED]
    if not approved:
        return []
    one = approved[-1]
    columns = [TableColumn("Component project", weight=1), *(TableColumn(h, Align.RIGHT) for h in _THREE)]
    by = one.by("project_id")
    figures = [*map(_of_sums, by.values()), _of_sums(one.sums)]
    cells = _shown(source, figures, [(len(by), range(len(by)))])
    rows = [TableRow([_project(source, key), *told]) for key, told in zip(by, cells, strict=False)]
    rows.append(TableRow(["Total", *cells[-1]], Rank.TOTAL))
    return [
        CondPageBreak(_ROOM),
        Section(f"Estimates: {headline(one, source.formats)}", source.unit),
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
    """By component project, each with its sums, which the lines below make up as they are shown."""
    heads = (*_THREE, "Difference")
    columns = [TableColumn("Estimate", weight=1), *(TableColumn(head, Align.RIGHT) for head in heads)]
    names: list[str] = []
    figures: list[_Figures] = []
    groups: list[tuple[int, list[int]]] = []
    for project, sums in one.by("project_id").items():
        mine = [line for line in one.lines if line.project_id == project]
        at = len(figures)
        groups.append((at, list(range(at + 1, at + 1 + len(mine)))))
        names += [_project(source, project), *(line.row.title for line in mine)]
        figures += [(*_of_sums(sums), sum(line.difference or 0 for line in mine)), *map(_of_line, mine)]
    whole = (len(figures), [at for at, _ in groups])
    figures.append((*_of_sums(one.sums), one.difference))
    cells = _shown(source, figures, [whole, *groups])
    heads_at = {at for at, _ in groups}
    rows = [
        TableRow([name, *told], Rank.GROUP) if n in heads_at else TableRow([name, *told], level=1)
        for n, (name, told) in enumerate(zip(names, cells, strict=False))
    ]
    return data_table(columns, [*rows, TableRow(["Total", *cells[-1]], Rank.TOTAL)], width)


def _of_line(line: Line) -> _Figures:
    row = line.row
    sides = (row.optimistic, row.likely, row.pessimistic)
    return (*sides, line.expected, line.deviation, line.plan, line.difference)


def _of_sums(sums: Sums) -> _Figures:
    return (sums.optimistic, sums.likely, sums.pessimistic, sums.expected, sums.deviation, sums.plan)


def _shown(
    source: Source, figures: Sequence[_Figures], groups: Sequence[tuple[int, Sequence[int]]]
) -> list[list[Content]]:
    """Rows of figures as they are shown, parts making up their sums; a seventh is told with its sign.

    A deviation is none that adds up, so it stays rounded by itself.
    """
    exact = np.array([[amount or 0 for amount in row] for row in figures], np.int64)
    shown = source.added_up(exact, groups).tolist()
    return [
        [
            "–" if known is None else _signed(source, amount) if n == len(_THREE) else source.amount(amount)
            for n, (known, amount) in enumerate(zip(row, amounts, strict=True))
        ]
        for row, amounts in zip(figures, shown, strict=True)
    ]


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
    told = [pair for pair in pairs if pair.turn is not Turn.SAME]
    sums = earlier.sums.expected, later.sums.expected
    exact = [(*pair.amounts, pair.difference) for pair in told] + [(*sums, sums[1] - sums[0])]
    shown = source.added_up(np.array(exact, np.int64), [(len(told), range(len(told)))]).tolist()
    cells = [[source.amount(n), source.amount(m), source.amount(by, sign=True)] for n, m, by in shown]
    rows = [
        TableRow([pair.line.row.title, _became(pair), *amounts])
        for pair, amounts in zip(told, cells, strict=False)
    ]
    rows.append(TableRow(["All lines", changed_text(pairs), *cells[-1]], Rank.TOTAL))
    head = Section(f"Since {earlier.name}: {changed_text(pairs)}", source.unit)
    return [head, data_table(columns, rows, width)]


def _became(pair: Pair) -> str:
    return field_names(pair.changed) if pair.changed else pair.turn.value.capitalize()
