"""The rows of any register as a table: which columns, which rows and in which order the section says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Flowable

from tpm_desktop.formats import is_right_aligned
from tpm_desktop.gestures.asking import subject_of
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE
from tpm_desktop.sieve import Condition, Subject, matches, words
from tpm_desktop.sieve.sorting import ordered
from tpm_desktop.sieve.spec import kept_formats

from .errors import ReportProblem
from .pack import PackSection
from .pack_asks import condition, declared, sort_keys
from .parts import Section, note, nothing
from .source import Source
from .tables import Align, TableColumn, TableRow, data_table
from .told import Told

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[<>!]=')
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_WEIGHTS = {Kind.TITLE: 3.0, Kind.NOTE: 3.0, Kind.TEXT: 1.0, Kind.REFERENCE: 1.0}


def story(told: Told) -> list[Flowable]:
    """The table, or that there is nothing to tell. Raises: `ReportProblem` naming what can't be asked."""
    section, source = told.section, told.source
    about = entry(section.table)
    rows, ids = subject_of(source.program, about.name)
    names = section.columns or about.columns
    asked = condition(section.where, rows, about, kept_formats(source.formats))
    said = _printed(words(asked, rows, source.formats)) if asked is not None else ""
    heads = [_column(source, about, rows, name) for name in names]
    chosen = _chosen(section, source, rows, ids, about, asked)
    shown = chosen[: section.limit or None]
    heading = Section(section.title or about.plural, _counted(len(shown), len(chosen)))
    if not shown:
        return [heading, nothing(f"There are no {about.many} {f'where {said}' if said else 'to tell of'}.")]
    cells = _Cells(source, about, rows, ids)
    texts = [[cells.shown(name, at) for at in shown] for name in names]
    kept = [place for place, column in enumerate(texts) if any(column)]
    columns = [heads[place] for place in kept]
    made = [TableRow(list(row)) for row in zip(*(texts[place] for place in kept), strict=True)]
    parts: list[Flowable] = [heading, data_table(columns, made, told.width)]
    if said:
        parts.append(note(f"Those where {said}."))
    if len(kept) < len(names):
        empty = ", ".join(one.heading for place, one in enumerate(heads) if place not in kept)
        parts.append(note(f"Nothing is entered as yet for: {empty}."))
    return parts


def _printed(typed: str) -> str:
    """A condition with the signs of print for those of a keyboard; what stands in quotes is as it is."""
    return _SIGN.sub(lambda found: _SIGNS.get(found[0], found[0]), typed)


def _counted(shown: int, found: int) -> str:
    return f"{shown:,} of {found:,}" if shown < found else f"{found:,}"


def _chosen(
    section: PackSection,
    source: Source,
    rows: Subject,
    ids: Sequence[str],
    about: TableEntry,
    asked: Condition | None,
) -> list[int]:
    order = ordered(sort_keys(section.sort, rows, about), rows).tolist()
    mine = _of_projects(source, about, ids)
    holds = [True] * len(ids)
    if asked is not None:
        try:
            holds = matches(asked, rows, kept_formats(source.formats)).tolist()
        except ValueProblem as problem:
            raise ReportProblem(f"“where” of {about.many}: {problem}") from problem
    return [at for at in order if holds[at] and mine[at]]


def _of_projects(source: Source, about: TableEntry, ids: Sequence[str]) -> list[bool]:
    if not source.chosen:
        return [True] * len(ids)
    if about.name in ("task", "project"):
        outline = source.state.outline
        own = [outline.ids[int(outline.project[outline.row[row_id]])] for row_id in ids]
        return [source.tells(project) for project in own]
    held = dict(zip(*source.file.columns(about.name, ["id", "project_id"]), strict=True))
    return [source.tells(held.get(row_id)) for row_id in ids]


def _column(source: Source, about: TableEntry, rows: Subject, name: str) -> TableColumn:
    column = declared(name, rows, about)
    align = Align.RIGHT if is_right_aligned(column) else Align.LEFT
    heading = source.formats.heading(column) if column.kind is Kind.MONEY else column.label
    return TableColumn(heading, align, _WEIGHTS.get(column.kind, 0))


class _Cells:
    """What stands in the cells: stored values as everywhere, computed ones by their kind."""

    def __init__(self, source: Source, about: TableEntry, rows: Subject, ids: Sequence[str]) -> None:
        self._source, self._about, self._rows, self._ids = source, about, rows, ids
        names = ["id", *about.fields]
        stored = zip(*source.file.columns(about.name, names), strict=True)
        self._stored: dict[str, Mapping[str, Any]] = {
            row[0]: dict(zip(names, row, strict=True)) for row in stored
        }
        self._names: dict[str, dict[str, str]] = {}

    def shown(self, name: str, at: int) -> str:
        formats, row = self._source.formats, self._stored.get(self._ids[at])
        if name in self._about.fields and row is not None:
            return formats.show_field(self._about, name, row, name_of=self._name_of)
        if name not in self._rows.fields:
            return ""
        field = self._rows.fields[name]
        if not field.is_counted:
            return self._rows.texts(name)[at]
        value = int(self._rows.numbers(name)[at])
        if value == NONE:
            return ""
        return formats.show(field.column, instant(value) if field.is_time else value)

    def _name_of(self, table: str, row_id: str) -> str:
        if table not in self._names:
            self._names[table] = row_names(self._source.file, table)
        return self._names[table].get(row_id, "")
