"""The audit extract: who changed what, when, from what to what, and whether the history can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from reportlab.platypus import Flowable

from tpm_desktop.file.audit import AuditLine
from tpm_desktop.file.journal import JournalRecord

from .extract import Extract
from .parts import Section, note, paragraph, title_block
from .source import Source
from .tables import Align, Content, Rank, TableColumn, TableRow, data_table
from .text import beginning
from .theme import Paper

_MOST_ON_PAPER, _MOST = 1_000, 20_000
"""Changes on paper, some 50 pages, and in a workbook or web page, which takes 15 s; the CSV has all."""
_LONGEST = 600
"""Characters of a value on paper, half a page in its column; notes may have 100,000, and the CSV has all."""
_PIECE = 20
"""Lines below which an edit is named again."""
_FEW = 40
"""Changes in a pack that is not about them alone."""
_SHORT = 12
"""Characters of a record's id by which “log” and “undo” know it."""


def story(source: Source, paper: Paper, extract: Extract, *, on_paper: bool = True) -> list[Flowable]:
    """The whole extract: what it is about, its proof, and a line a change, newest first.

    On paper below its edit; elsewhere, where lines are sorted and filtered, each says whose it is.
    """
    lines = extract.lines
    shown, count = lines[: _MOST_ON_PAPER if on_paper else _MOST], len(lines)
    columns = [
        TableColumn("Register"),
        TableColumn("Row", weight=2),
        TableColumn("Component project"),
        TableColumn("From what to what", weight=2),
    ]
    if on_paper:
        rows = [row for edit, goes_on in _edits(shown) for row in _told(edit, extract, goes_on=goes_on)]
    else:
        columns = [*(TableColumn(heading) for heading in ("When", "Who", "Edit")), *columns]
        rows = [TableRow([*_whose(line, extract), *_cells(line, extract)]) for line in shown]
    parts = [
        *title_block(source.about.name, _headline(extract, count), _asked(extract)),
        *_proof(source, extract),
        Section(_counted(count)),
    ]
    if len(shown) < count:
        parts.append(note(_rest(extract, len(shown), count)))
    parts.append(data_table(columns, rows, paper.content) if rows else paragraph("Nothing was changed so."))
    return parts


def proof(source: Source) -> list[Flowable]:
    """Whether the records of all edits hold, as a section of a pack."""
    return _proof(source, source.history)


def history(source: Source, width: float, most: int = 0) -> list[Flowable]:
    """Who edited the program how much and when last, and the newest changes. Args: most: of these."""
    extract, most = source.history, most or _FEW
    people = extract.trail.people
    parts: list[Flowable] = [Section(_by(people, len(extract.found)))]
    parts.append(_editors(extract, width))
    lines = list(islice(extract.trail.lines(extract.asked), most + 1))
    rows = [row for edit, goes_on in _edits(lines[:most]) for row in _told(edit, extract, goes_on=goes_on)]
    columns = [
        TableColumn("Register"),
        TableColumn("Row", weight=2),
        TableColumn("Component project"),
        TableColumn("From what to what", weight=2),
    ]
    parts += [data_table(columns, rows, width)] if rows else []
    if len(lines) > most:
        said = f"The newest {most:,} changes. All of them: the pack “Audit extract”, or in a terminal"
        parts.append(note(f"{said} {extract.command}"))
    return parts


def _by(people: Sequence[str], edits: int) -> str:
    by = f"{people[0]}" if len(people) == 1 else f"{len(people):,} people"
    return f"{edits:,} edit{'s' if edits != 1 else ''} by {by}"


def _editors(extract: Extract, width: float) -> Flowable:
    """A row a person, the one who edited most in front."""
    of: dict[str, list[JournalRecord]] = {}
    for record in extract.trail.records:
        of.setdefault(record.who, []).append(record)
    columns = [
        TableColumn("Who", weight=2),
        TableColumn("Edits", Align.RIGHT),
        TableColumn("First", Align.RIGHT),
        TableColumn("Last", Align.RIGHT),
    ]
    rows = []
    for who, records in sorted(of.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        first, last = (extract.words.when(AuditLine(one)) for one in (records[-1], records[0]))
        rows.append(TableRow([who, f"{len(records):,}", first, last]))
    return data_table(columns, rows, width)


def _edits(lines: list[AuditLine]) -> Iterator[tuple[list[AuditLine], bool]]:
    """The lines of each record in pieces that fit on a page, and whether a piece goes on with the last."""
    for _, group in groupby(lines, key=lambda line: line.record.id):
        of_record = list(group)
        for begin in range(0, len(of_record), _PIECE):
            yield of_record[begin : begin + _PIECE], begin > 0


def _told(edit: list[AuditLine], extract: Extract, *, goes_on: bool) -> Iterator[TableRow]:
    """When who did what, in which record, and below what that changed."""
    when, who, label = _whose(edit[0], extract)
    shown = f"{label} (continued)" if goes_on else label
    yield TableRow([when, shown, f"by {who}", f"Record {edit[0].record.id[:_SHORT]}"], Rank.GROUP)
    for line in edit:
        if line.change is not None:
            yield TableRow(_cells(line, extract))


def _whose(line: AuditLine, extract: Extract) -> tuple[str, str, str]:
    return extract.words.when(line), line.record.who, line.record.label


def _cells(line: AuditLine, extract: Extract) -> list[Content]:
    """Register, row, component project and change; empty where a record changed no row."""
    words, project = extract.words, extract.words.project(line)
    about = "" if line.change is None or line.change.table == "project" else project
    name = words.row(line).removesuffix(f" · {project}")
    return [words.table(line), name, about, _change(words.field(line), words.old(line), words.new(line))]


def _headline(extract: Extract, count: int) -> str:
    people = len({one.record.author for one in extract.found})
    by = "1 person" if people == 1 else f"{people:,} people"
    trust = "the history does not hold" if extract.broken else "the history holds"
    return f"{_counted(count)} by {by}; {trust}." if count else f"No changes; {trust}."


def _counted(count: int) -> str:
    return "1 change" if count == 1 else f"{count:,} changes"


def _rest(extract: Extract, shown: int, count: int) -> str:
    """How to come by what is not listed."""
    workbook = "this pack as a workbook (.xlsx), " if shown < count <= _MOST else ""
    return (
        f"The newest {shown:,} of {count:,} are listed. All of them: {workbook}“Save an extract…” of the view"
        f" Audit as CSV, or in a terminal {extract.command}"
    )


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
        Section("Whether the history can be trusted"),
        paragraph(said),
        note(f"Newest record, of {when}, by {newest.who}: {newest.id}"),
    ]


def _change(field: str, old: str, new: str) -> Content:
    shown = [beginning(value, _LONGEST) for value in (old, new)]
    return f"{field}: {' → '.join(shown)}" if old or new else field.capitalize()
