"""The audit extract: who changed what, when, from what to what, and whether the history can be trusted."""

from __future__ import annotations

from reportlab.platypus import Flowable

from .extract import Extract
from .parts import Section, note, paragraph, title_block
from .source import Source
from .tables import Content, TableColumn, TableRow, data_table
from .text import beginning
from .theme import Paper

_MOST = 1_000
"""Lines on paper: some 70 pages, written in 7 s. More is for a spreadsheet."""
_LONGEST = 600
"""Characters of a value on paper, half a page in its column; notes may have 100,000, and the CSV has all."""


def story(source: Source, paper: Paper, extract: Extract) -> list[Flowable]:
    """The whole extract: what it is about, its proof, and a line a change, newest first."""
    lines = extract.lines
    shown = lines[:_MOST]
    words, count = extract.words, len(lines)
    rows = [
        TableRow(
            [
                words.when(line),
                line.record.who,
                line.record.label,
                _what(words.table(line), words.row(line), words.project(line)),
                _change(words.field(line), words.old(line), words.new(line)),
            ]
        )
        for line in shown
    ]
    columns = [
        TableColumn("When"),
        TableColumn("Who", weight=1.2),
        TableColumn("Edit", weight=1.8),
        TableColumn("What", weight=1.8),
        TableColumn("From what to what", weight=2.2),
    ]
    parts = [
        *title_block(source.about.name, _headline(extract, count), _asked(extract)),
        *_proof(source, extract),
        Section(_counted(count), 2),
    ]
    if len(shown) < count:
        parts.append(note(f"The newest {len(shown):,} are listed; ask for less, or take the CSV for all."))
    parts.append(data_table(columns, rows, paper.content) if rows else paragraph("Nothing was changed so."))
    return parts


def _headline(extract: Extract, count: int) -> str:
    people = len({one.record.author for one in extract.found})
    by = "1 person" if people == 1 else f"{people:,} people"
    trust = "the history does not hold" if extract.broken else "the history holds"
    return f"{_counted(count)} by {by}; {trust}." if count else f"No changes; {trust}."


def _counted(count: int) -> str:
    return "1 change" if count == 1 else f"{count:,} changes"


def _asked(extract: Extract) -> str:
    return f"Asked for: {', '.join(extract.filters)}" if extract.filters else "All changes of the program"


def _proof(source: Source, extract: Extract) -> list[Flowable]:
    """What recomputing the chain gave, and the record by which this file is known."""
    newest, formats = extract.trail.records[0], source.formats
    when = formats.instant(newest.at.astimezone().replace(tzinfo=None), time=True, year=True)
    if extract.broken:
        said = f"The history can't be trusted: {extract.broken}. What follows from that record is unproved."
    else:
        kept = len(extract.trail.records)
        holds = f"All {kept:,} records hold: the id of each" if kept > 1 else "The one record holds: its id"
        said = f"{holds} is the SHA-256 of what it says and of what was recorded before, recomputed here."
    return [
        Section("Whether the history can be trusted", 1),
        paragraph(said),
        note(f"Newest record, of {when}, by {newest.who}: {newest.id}"),
    ]


def _what(table: str, row: str, project: str) -> str:
    named = f"{table} “{row}”" if row else ""
    return f"{named} in {project}" if project and table != "Component project" else named


def _change(field: str, old: str, new: str) -> Content:
    shown = [beginning(value, _LONGEST) for value in (old, new)]
    return f"{field}: {' → '.join(shown)}" if old or new else field
