"""Every change of a comparison: by component project and register what was changed, what came and went.

A committee asks what there is and how much of it, not for each of forty entries of a matrix: amounts by
month are summed, and rows that came in numbers are named in one line, counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from reportlab.platypus import CondPageBreak, Flowable

from tpm_desktop.file.compare import How, RowDifference, counted
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan.account_changes import SeriesChange, is_series, series_changes
from tpm_desktop.plan.compare_words import ARROW, NOTHING, ToldField, ToldRow, told_rows
from tpm_desktop.plan.compared import Compared

from .parts import Section
from .tables import Align, Cell, Rank, TableColumn, TableRow, data_table
from .text import NBSP, beginning

_LONGEST = 600
"""Characters of a value: half a page in its column."""
_ROOM = 80.0
"""A table begins on a new page where less is left."""
_FEW, _FEW_PARTS = 6, 3
"""Rows of a register, or of parts of others, that came or went, up to which each stands for itself."""
_MOST, _MOST_MONTHS = 40, 3
"""Changed rows of a register that are told one by one, and months that are named."""
_LONGEST_LIST = 420
_ORDER = (How.CHANGED, How.ADDED, How.REMOVED)
_SAID = (Kind.TITLE, Kind.CODE, Kind.REFERENCE)
_NONE = (NOTHING, "0", "0 d", "0 %", "No")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row in words, and as it is stored."""

    told: ToldRow
    stored: RowDifference


def every_change(compared: Compared, formats: Formats, width: float) -> Iterator[Flowable]:
    """How many rows differ in which component project, then tables a project."""
    told = told_rows(compared, formats)
    pairs = [_Pair(*pair) for pair in zip(told, compared.rows, strict=True)]
    yield Section("Every change", f"{formats.integer(len(pairs))} rows, amounts in {formats.currency}")
    projects = [(name, list(rows)) for name, rows in groupby(pairs, key=lambda pair: pair.told.project)]
    if len(projects) > 1:
        yield _overview(projects, formats, width)
    for name, rows in projects:
        yield CondPageBreak(_ROOM)
        yield Section(name, aside=f"{formats.integer(len(rows))} rows")
        yield _of_project(rows, compared, formats, width)


def _overview(projects: Sequence[tuple[str, list[_Pair]]], formats: Formats, width: float) -> Flowable:
    columns = [TableColumn("Component project", weight=1)]
    columns += [TableColumn(how.capitalize(), Align.RIGHT) for how in How]
    columns += [TableColumn("Rows", Align.RIGHT)]
    everything = [pair for _, rows in projects for pair in rows]
    lines = [
        TableRow(
            [name, *(formats.integer(count) if count else NOTHING for count in _counts(rows)),
             formats.integer(len(rows))],
            rank,
        )
        for name, rows, rank in (*((*one, Rank.NORMAL) for one in projects), ("All", everything, Rank.TOTAL))
    ]  # fmt: skip
    return data_table(columns, lines, width)


def _counts(rows: Iterable[_Pair]) -> list[int]:
    return list(counted(pair.stored for pair in rows).values())


def _of_project(rows: list[_Pair], compared: Compared, formats: Formats, width: float) -> Flowable:
    by_register = groupby(rows, key=lambda pair: pair.told.register)
    lines = [line for name, group in by_register for line in _register(name, list(group), compared, formats)]
    columns = [TableColumn("What", weight=2), TableColumn("How it changed", weight=3)]
    return data_table(columns, lines, width)


def _register(name: str, rows: list[_Pair], compared: Compared, formats: Formats) -> Iterator[TableRow]:
    """A heading with its rows; where all came or went by name alone, one line."""
    counts = counted(pair.stored for pair in rows)
    said = ", ".join(f"{formats.integer(count)} {how}" for how, count in counts.items() if count)
    by_kind = ([pair for pair in rows if pair.told.how is how] for how in _ORDER)
    kinds = [kind for kind in by_kind if kind]
    lines = [line for kind in kinds for line in _lines(kind, compared, formats, mixed=len(kinds) > 1)]
    if len(lines) == 1 and isinstance(lines[0].cells[0], Cell):
        yield TableRow([Cell(name, strong=True), f"{said}: {lines[0].cells[1]}"])
        return
    yield TableRow([name, Cell(said, "muted")], Rank.GROUP)
    yield from lines


def _lines(rows: list[_Pair], compared: Compared, formats: Formats, *, mixed: bool) -> Iterator[TableRow]:
    """Of the rows of a register with which the same was done; mixed: not with all, so each says what."""
    how, series = rows[0].told.how, is_series(rows[0].told.table)
    if how is not How.CHANGED:
        return _came_or_went(rows, compared, formats, mixed=mixed)
    if series:
        return _series_lines(rows, compared, formats)
    return _rows_changed([pair.told for pair in rows], formats)


# What was changed


def _rows_changed(rows: list[ToldRow], formats: Formats) -> Iterator[TableRow]:
    for row in rows[:_MOST]:
        yield TableRow([row.name, "\n".join(_from_to(one, row.table) for one in row.fields)])
    if len(rows) > _MOST:
        yield TableRow([f"{formats.integer(len(rows) - _MOST)} more", "“diff” on the command line lists all"])


def _from_to(one: ToldField, table: str) -> str:
    old, new = (beginning(value, _LONGEST) for value in (one.old, one.new))
    return f"{_with_unit(one.label, table)}: {old} {ARROW} {new}"


def _series_lines(rows: list[_Pair], compared: Compared, formats: Formats) -> Iterator[TableRow]:
    """Rows of months as sums a series; what else differs of them as that of any row."""
    found = series_changes((pair.stored for pair in rows), compared, formats)
    for name, group in groupby(found, key=lambda one: one.name):
        yield TableRow([name, "\n".join(_series(one, formats) for one in group)])
    amounts = {c.label for c in entry(rows[0].told.table).fields.values() if c.kind is Kind.MONEY}
    others = (
        replace(pair.told, fields=tuple(one for one in pair.told.fields if one.label not in amounts))
        for pair in rows
    )
    yield from _rows_changed([row for row in others if row.fields], formats)
    told = sum(len(one.months) for one in found)
    idle = sum(one.label in amounts for pair in rows for one in pair.told.fields) - told
    if idle:
        count = "1 more amount" if idle == 1 else f"{formats.integer(idle)} more amounts"
        yield TableRow([count, f"nothing entered {ARROW} 0, or back"])


def _series(one: SeriesChange, formats: Formats) -> str:
    old, new = (NOTHING if value is None else formats.money(value) for value in (one.old, one.new))
    return f"{one.label}, {_months(one, formats)}: {old}{NBSP}{ARROW}{NBSP}{new}"


def _months(one: SeriesChange, formats: Formats) -> str:
    """The months by name where they are few, else how many from when to when."""
    said = [formats.month(month) for month in one.months]
    if len(said) <= _MOST_MONTHS:
        return ", ".join(said)
    return f"{formats.integer(len(said))} months from {said[0]} to {said[-1]}"


# What came and went


def _came_or_went(
    rows: list[_Pair], compared: Compared, formats: Formats, *, mixed: bool
) -> Iterator[TableRow]:
    """Few rows each with what it says; many, and those that say no more, by name in one line."""
    how, about = rows[0].told.how, entry(rows[0].told.table)
    if is_series(about.name):
        sums = series_changes((pair.stored for pair in rows), compared, formats)
        yield _named(how, len(rows), [(f"{one.name}: {_series(one, formats)}", 1) for one in sums], formats)
        return
    few = len(rows) <= (_FEW if about.register else _FEW_PARTS)
    said_of = {pair.told.row_id: facts(pair.told) for pair in rows} if few else {}
    for pair in rows:
        if said := said_of.get(pair.told.row_id):
            yield TableRow([pair.told.name, f"{how.capitalize()}: {said}" if mixed else said])
    names = [pair.told.name for pair in rows if not said_of.get(pair.told.row_id)]
    if len(names) == 1 and (mixed or len(rows) > 1):
        yield TableRow([names[0], how.capitalize()])
    elif names:
        yield _named(how, len(names), _bundled(names, about), formats)


def _named(how: How, count: int, names: list[tuple[str, int]], formats: Formats) -> TableRow:
    return TableRow([Cell(f"{formats.integer(count)} {how}", "muted"), _listed(names, formats)])


def _bundled(names: list[str], about: TableEntry) -> list[tuple[str, int]]:
    """Names with what several have in common said once: what they are part of, or are about.

    Of what has a code but no title, such as a test, it is enough to say what it is of.
    Returns: texts, each with how many names it holds.
    """
    if about.code_field and not about.titled:
        return [(about.joined.join(name.split(about.joined)[:2]), 1) for name in names]
    found: dict[str, list[str]] = {}
    for name in names if about.called_by and ARROW not in about.joined else ():
        head, _, tail = name.partition(about.joined)
        common, own = (tail, head) if about.titled else (head, tail)
        found.setdefault(common, []).append(own)
    if not found or len(found) == len(names):
        return [(name, 1) for name in names]
    if not about.titled:
        found = dict(_further(common, own, about.joined) for common, own in found.items())
    return [(f"{common}: {', '.join(own)}".removeprefix(": "), len(own)) for common, own in found.items()]


def _further(common: str, names: list[str], joined: str) -> tuple[str, list[str]]:
    """With what all the names begin with as a part of what is common to them."""
    parted = [name.split(joined) for name in names]
    side_by_side = zip(*(parts[:-1] for parts in parted), strict=False)
    shared = [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, side_by_side)]
    return joined.join([common, *shared]), [joined.join(parts[len(shared) :]) for parts in parted]


def _listed(names: list[tuple[str, int]], formats: Formats) -> str:
    """As many names as fit into some lines, and how many more there are."""
    shown, length = 0, 0
    for name, _ in names:
        length += len(name) + 2
        if shown and length > _LONGEST_LIST:
            break
        shown += 1
    said = "; ".join(name for name, _ in names[:shown])
    more = sum(count for _, count in names[shown:])
    return f"{said}; and {formats.integer(more)} more" if more else said or NOTHING


def facts(row: ToldRow) -> str:
    """What a row that came or went is: what its register shows first, unless its name says it already.

    What is written in the names of fields, as the columns of a saved view are, is for no reader.
    """
    about, removed = entry(row.table), row.how is How.REMOVED
    if any(column.holds_table for column in about.fields.values()):
        return ""
    told = (*about.only_one, *about.called_by)
    first = {
        column.label
        for name, column in about.fields.items()
        if name in about.columns and name not in told and column.kind not in _SAID
    }
    values = [(one.label, one.old if removed else one.new) for one in row.fields if one.label in first]
    return " · ".join(
        f"{_with_unit(label, row.table)}: {_short(value)}" for label, value in values if value not in _NONE
    )


def _with_unit(label: str, table: str) -> str:
    """A field as its column is headed, but for the currency, which the section says once."""
    fields = entry(table).fields.values()
    unit = next((column.unit for column in fields if column.label == label), "")
    return f"{label}, {unit}" if unit else label


def _short(value: str) -> str:
    """A text of one line; of a longer one, such as a rule of the policy, how long it is."""
    lines = value.count("\n") + 1
    return beginning(value, _LONGEST) if lines == 1 else f"{lines} lines"
