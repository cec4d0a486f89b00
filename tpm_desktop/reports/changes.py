"""The pack of what changed since a moment, or against another file: what moved first, then every change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.file.compare import How, counted
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import instant
from tpm_desktop.plan.compare_words import (
    NOTHING,
    Figure,
    ToldRow,
    along_words,
    figures,
    since_words,
    told_rows,
)
from tpm_desktop.plan.compared import Compared
from tpm_desktop.plan.comparison import Moved

from .parts import KeyFigure, Section, key_figures, note, nothing, paragraph, title_block
from .source import Source
from .tables import Align, Cell, Content, Rank, TableColumn, TableRow, data_table
from .theme import Paper

_LONGEST = 600  # characters of a value: half a page in its column
_ROOM = 160.0  # a section begins on a new page where less is left
_MOST_NAMED, _MOST_MOVED, _MOST_LISTED = 12, 200, 1500
_SAID = (Kind.TITLE, Kind.CODE, Kind.REFERENCE)
_NONE = (NOTHING, "0", "0 d", "0 %")
_MARKS = {How.ADDED: "Added", How.REMOVED: "Removed", How.CHANGED: "Changed"}


def story(source: Source, paper: Paper, compared: Compared) -> list[Flowable]:
    """The whole pack."""
    formats, width = source.formats, paper.content
    parts: list[Flowable] = [*title_block(source.about.name, headline(compared, formats))]
    if not compared.rows:
        return [*parts, nothing("Both have the same rows, so dates, cost and critical path agree too.")]
    parts += [_key_figures(compared, formats, width), *_path(compared, formats)]
    parts += [*_moved(compared, formats, width, 1), CondPageBreak(_ROOM)]
    return [*parts, *_every_change(compared, formats, width, 2)]


def section(source: Source, width: float, compared: Compared) -> list[Flowable]:
    """The same in short, as a part of another pack."""
    formats = source.formats
    parts: list[Flowable] = [Section(headline(compared, formats))]
    if not compared.rows:
        return parts
    return [*parts, _key_figures(compared, formats, width), *_path(compared, formats)]


def headline(compared: Compared, formats: Formats) -> str:
    """What came of all changes, in a sentence."""
    since = since_words(compared.since, formats)
    lead = f"Against {since}" if isinstance(compared.since, str) else f"Since {since}"
    if not compared.rows:
        return f"{lead} nothing differs"
    finish, cost, outlook = figures(compared, formats)
    said = [f"the finish moved {finish.shift} to {finish.new}" if finish.shift else "the finish stays"]
    said += [
        f"the {one.label.lower()} {'rose' if one.worse else 'fell'} by {formats.currency} {one.shift[1:]}"
        for one in (cost, outlook)
        if one.shift
    ]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])}, and {said[-1]}"
    return f"{lead} {listed}"


def _key_figures(compared: Compared, formats: Formats, width: float) -> Flowable:
    found = [_key_figure(one, formats) for one in figures(compared, formats)]
    counts = counted(compared.rows)
    said = ", ".join(f"{formats.integer(count)} {how}" for how, count in counts.items() if count)
    found.append(KeyFigure("Rows that differ", formats.integer(len(compared.rows)), said))
    return key_figures(found, width)


def _key_figure(one: Figure, formats: Formats) -> KeyFigure:
    label = one.label if one.label == "Finish" else f"{one.label}, {formats.currency}"
    if not one.shift:
        return KeyFigure(label, one.new, "stays")
    tone = {True: "critical", False: "green", None: "muted"}[one.worse]
    return KeyFigure(label, one.new, f"was {one.old}, {one.shift}", tone)


def _path(compared: Compared, formats: Formats) -> list[Flowable]:
    """Which tasks joined and left the critical path, and how many moved along."""
    follows = compared.follows
    said = []
    for ids, what in (
        (follows.joined_path, "Now on the critical path"),
        (follows.left_path, "No more on the critical path"),
    ):
        if ids:
            said.append(f"{what}: {_listed([follows.names[i] for i in ids], formats)}.")
    if not said:
        said.append("The critical path runs through the same tasks.")
    if compared.moved_along:
        said.append(f"{along_words(len(compared.moved_along), formats)}.")
    return [paragraph(line) for line in said]


def _listed(names: list[str], formats: Formats) -> str:
    more = len(names) - _MOST_NAMED
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{shown} and {formats.integer(more)} more" if more > 0 else shown


def _moved(compared: Compared, formats: Formats, width: float, number: int) -> list[Flowable]:
    """Component projects and tasks whose dates, slack or cost moved, in outline order."""
    moved = [one for one in compared.follows.moved if one.moves or one.cost[0] != one.cost[1]]
    title = Section("What moved", number, f"{formats.integer(len(moved))} component projects and tasks")
    if not moved:
        return [title, nothing("No dates and no costs of tasks moved.")]
    costs = any(one.cost[0] != one.cost[1] for one in moved)
    columns = [TableColumn("Component project or task", weight=1)]
    columns += [
        TableColumn(heading, Align.RIGHT)
        for heading in ("Start is", "Finish was", "Finish is", "Slack was", "Slack is")
    ]
    columns += [TableColumn("Cost by", Align.RIGHT)] if costs else []
    rows = [_moved_row(one, compared, formats, costs=costs) for one in moved[:_MOST_MOVED]]
    counted = f"Cost in {formats.currency}. " if costs else ""
    said = note(f"{counted}Where nothing stands under “was”, it stays; what was edited itself is marked so.")
    return [title, data_table(columns, rows, width), said, *_rest(len(moved) - _MOST_MOVED, formats)]


def _moved_row(one: Moved, compared: Compared, formats: Formats, *, costs: bool) -> TableRow:
    name = f"{one.name} (edited)" if one.row_id in compared.edited else one.name
    finish = [formats.date(instant(at)) or NOTHING for at in one.finish]
    slack = [formats.duration(minutes, unit="d") for minutes in one.slack]
    cells: list[Content] = [
        Cell(name, strong=one.is_project),
        formats.date(instant(one.start[1])) or NOTHING,
        "" if finish[0] == finish[1] else finish[0],
        Cell(finish[1], "critical" if one.finish[1] > one.finish[0] else "text"),
        "" if slack[0] == slack[1] else slack[0],
        Cell(slack[1], "critical" if one.slack[1] < min(one.slack[0], 0) else "text"),
    ]
    cells += [formats.money(one.cost[1] - one.cost[0], sign=True, dash=True)] if costs else []
    return TableRow(cells)


def _rest(left: int, formats: Formats) -> list[Flowable]:
    return (
        [note(f"and {formats.integer(left)} more; “diff” on the command line lists all")] if left > 0 else []
    )


def _every_change(compared: Compared, formats: Formats, width: float, number: int) -> Iterator[Flowable]:
    """A table a component project, its rows by register, each with its fields from old to new."""
    told = told_rows(compared, formats)
    yield Section("Every change", number, f"{formats.integer(len(told))} rows")
    columns = [
        TableColumn("What", weight=2),
        TableColumn("Field", weight=1),
        TableColumn("Before", weight=1.5, longest=_LONGEST),
        TableColumn("After", weight=1.5, longest=_LONGEST),
    ]
    for project, rows in groupby(told[:_MOST_LISTED], key=lambda row: row.project):
        lines = [
            line
            for register, group in groupby(rows, key=lambda row: row.register)
            for line in _register_lines(register, list(group), formats)
        ]
        yield CondPageBreak(_ROOM / 2)
        yield Section(project)
        yield data_table(columns, lines, width)
    yield from _rest(len(told) - _MOST_LISTED, formats)


def _register_lines(register: str, rows: list[ToldRow], formats: Formats) -> Iterator[TableRow]:
    yield TableRow([f"{register} ({formats.integer(len(rows))})", "", "", ""], Rank.GROUP)
    for row in rows:
        if row.how is How.CHANGED:
            names = [row.name, *[""] * (len(row.fields) - 1)]
            for name, one in zip(names, row.fields, strict=False):
                yield TableRow([name, one.label, one.old, one.new])
        else:
            facts = _facts(row)
            before, after = (facts, NOTHING) if row.how is How.REMOVED else (NOTHING, facts)
            yield TableRow([row.name, Cell(_MARKS[row.how], strong=True), before, after])


def _facts(row: ToldRow) -> str:
    """What a row that came or went is: what its register shows first, unless its name says it already."""
    about, removed = entry(row.table), row.how is How.REMOVED
    first = {
        column.label
        for name, column in about.fields.items()
        if name in about.columns and name not in about.only_one and column.kind not in _SAID
    }
    values = [(one.label, one.old if removed else one.new) for one in row.fields if one.label in first]
    return " · ".join(f"{label}: {_short(value)}" for label, value in values if value not in _NONE) or NOTHING


def _short(value: str) -> str:
    """A text of one line; of a longer one, such as a rule of the policy, how long it is."""
    lines = value.count("\n") + 1
    return value if lines == 1 else f"{lines} lines"
