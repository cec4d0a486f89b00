"""What the rows of a mailed file must prove: each stored value is one that its column can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from tpm_desktop.model.catalogue import CATALOGUE, STORED, TableEntry
from tpm_desktop.model.catalogue import entry as entry_of
from tpm_desktop.model.check import (
    LONGEST_LINE,
    LONGEST_NOTE,
    ValueProblem,
    check,
    has_unseen,
)
from tpm_desktop.model.fields import Column, Kind

from . import contents, hanging
from .changes import Changes
from .errors import EditError, ProgramFileError
from .journal import Journal, JournalRecord, RecordKind
from .packing import LARGEST_RECORD
from .schema import VERSION, filled
from .steps import STEPS

_STORED = {about.name: about for about in STORED}
_ADVICE = "ask its sender for another copy, or use a backup"
_TIMES = {
    Kind.INSTANT: "strftime('%Y-%m-%dT%H:%M', {c}, '+0 days') IS NOT {c}",
    Kind.DATE: "date({c}, '+0 days') IS NOT {c}",
    Kind.MONTH: "strftime('%Y-%m', {c} || '-01') IS NOT {c}",
}
_EARLIEST, _LATEST = "1900", "2200"
_PARSED = (Kind.HOURS, Kind.ORDER)
_LINES = (Kind.TITLE, Kind.TEXT, Kind.CODE, Kind.ORDER)
LONGEST_ID = 64
_JOURNAL = f"""
    SELECT count(*) FROM journal WHERE length(id) <> 64 OR length(parents) > 1000
    OR length(author) > {LONGEST_LINE} OR length(role) > {LONGEST_LINE} OR length(device) > {LONGEST_LINE}
    OR length(label) > {LONGEST_LINE}
    OR length(at) > 40 OR at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]*'
    OR datetime(at) IS NULL OR kind NOT IN ({", ".join(f"'{kind}'" for kind in RecordKind)})
    OR length(target) > 64 OR length(caught_up) > 64 OR length(changes) > {LARGEST_RECORD}
    OR NOT json_valid(parents) OR json_type(parents) <> 'array' OR json_array_length(parents) > 2
    OR schema NOT BETWEEN ? AND ?
"""


def check_rows(db: sqlite3.Connection, name: str) -> None:
    """Raise `ProgramFileError` unless the file is sound and every value fits; one query a table."""
    (sound,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if sound != "ok":
        raise ProgramFileError(f"{name} is damaged; {_ADVICE}, or save what can be read with “recover”")
    programs = db.execute("SELECT count(*) FROM program").fetchone()
    if programs == db.execute("SELECT count(*) FROM journal").fetchone() == (0,):
        raise ProgramFileError(f"{name} was never finished; delete it and make it again")
    if programs != (1,):
        raise ProgramFileError(f"{name} does not hold just one program; {_ADVICE}")
    dangling = db.execute("PRAGMA foreign_key_check").fetchone()
    if dangling:
        raise ProgramFileError(
            f"{name} has a {dangling[0]} that refers to a missing {dangling[2]}; {_ADVICE}"
        )
    for entry in filled(db):
        for label in _unfit(db, entry):
            raise ProgramFileError(f"{name} has a {entry.name} whose {label} can't be; {_ADVICE}")
        if not _is_text(db, entry):
            raise ProgramFileError(
                f"{name} is damaged: a {entry.name} holds bytes that are no text; {_ADVICE}"
            )
    if problem := contents.problem(db) or hanging.problem(db):
        raise ProgramFileError(f"{name} has {problem}; {_ADVICE}")
    if not _are_records(db):
        raise ProgramFileError(f"{name} has a journal record that can't be; {_ADVICE}")


def check_changes(changes: Changes) -> None:
    """Raise `EditError` unless every value that a journal record would write fits its column."""
    for table, row_id, change in changes:
        entry = next((e for e in CATALOGUE if e.name == table), None)
        values = change.new or {}
        if entry is None or not {*values} <= {"id", *entry.fields} or not 0 < len(row_id) <= LONGEST_ID:
            raise EditError("this record of the history is about something that the file can't hold")
        for field, value in values.items():
            if field != "id" and not fits(entry.fields[field], value):
                raise EditError(
                    f"this record of the history holds a {entry.name} whose"
                    f" {entry.fields[field].label.lower()} can't be; it was not made by TPM Desktop"
                )


def check_whole(changes: Changes) -> None:
    """Raise `EditError` unless some edit of a program could have made these changes, whatever it held.

    Rows come and go with all their fields, of others the same fields are told before and after; the program
    itself stays.
    """
    for side in (changes, changes.inverse()):
        check_changes(side)
    for table, row_id, change in changes:
        if change.old is not None and change.new is not None:
            honest = set(change.old) == set(change.new) and change.fields and "id" not in change.fields
        else:
            row = change.new or change.old or {}
            honest = (
                set(row) == {"id", *entry_of(table).fields} and row["id"] == row_id and table != "program"
            )
        if not honest:
            raise EditError(f"these edits hold a {table} that no edit could have made")


def fits(column: Column, value: Any) -> bool:
    """Whether a stored value is one that this program may have written into the column."""
    if value is None and column.kind in (Kind.CODE, Kind.ORDER):
        return True
    try:
        checked = check(column, value)
    except ValueProblem:
        return False
    return checked == value if isinstance(value, str) and column.kind in (*_LINES, Kind.NOTE) else True


def _are_records(db: sqlite3.Connection) -> bool:
    """Whether every record of the journal is one, but for its changes: they are proven when they are read."""
    if db.execute(_JOURNAL, (min([VERSION, *STEPS]), VERSION)).fetchone() != (0,):
        return False
    try:
        return all(map(_is_record, Journal(db).records()))
    except (ValueError, sqlite3.OperationalError):
        return False


def _is_record(record: JournalRecord) -> bool:
    """Whether its parents are ids, its time is one with its zone, and what is shown of it are plain lines."""
    shown = "".join((record.author, record.role, record.device, record.label))
    plain = not has_unseen(shown) and len(shown.splitlines()) < 2
    timed = record.at.tzinfo is not None and int(_EARLIEST) <= record.at.year < int(_LATEST)
    return plain and timed and all(isinstance(parent, str) for parent in record.parents)


def _is_text(db: sqlite3.Connection, entry: TableEntry) -> bool:
    """Whether every text is one, without characters that no one can see; a row is read as a single value.

    Notes may have several lines, the others are one line each.
    """
    try:
        for line, note in db.execute(_lines_and_notes(entry.name)):
            if "\n" in line or has_unseen(line) or has_unseen(note):
                return False
    except (UnicodeDecodeError, sqlite3.OperationalError):
        return False
    return True


@cache
def _lines_and_notes(table: str) -> str:
    about = _STORED[table]
    notes = [name for name, column in about.fields.items() if column.kind is Kind.NOTE]
    lines = [c.name for c in about.table.columns if c.name not in notes]
    chosen = ", ".join(_joined(names) for names in (lines, notes))
    return f'SELECT {chosen} FROM "{table}"'


def _joined(names: list[str]) -> str:
    return " || ".join(f"coalesce(\"{name}\", '')" for name in names) or "''"


def _unfit(db: sqlite3.Connection, entry: TableEntry) -> Iterator[str]:
    """The labels of the columns of a table that hold what they can't."""
    labels, counting = _counting(entry.name)
    counts = db.execute(counting).fetchone()
    yield from (label for label, count in zip(labels, counts, strict=True) if count)
    for field, column in entry.fields.items():
        if column.kind in _PARSED and not _can_be(db, entry.name, field, column):
            yield column.label.lower()


@cache
def _counting(table: str) -> tuple[list[str], str]:
    """The labels of the columns that SQL can test, and what counts the rows that fail each test."""
    tests = {"id": f"(length(id) NOT BETWEEN 1 AND {LONGEST_ID})"}
    for field, column in _STORED[table].fields.items():
        if test := _unfit_sql(field, column):
            tests[column.label.lower()] = test
    counted = ", ".join(f"total({test})" for test in tests.values())
    return list(tests), f'SELECT {counted} FROM "{table}"'


def _unfit_sql(field: str, column: Column) -> str | None:
    quoted = f'"{field}"'
    if column.kind in _TIMES:
        return (
            f"({_TIMES[column.kind].format(c=quoted)} OR {quoted} < '{_EARLIEST}' OR {quoted} >= '{_LATEST}')"
        )
    if column.kind is Kind.FLAG:
        return f"({quoted} NOT IN (0, 1))"
    if column.choices:
        keys = ", ".join(str(key) if isinstance(key, int) else f"'{key}'" for key in column.choices)
        return f"({quoted} NOT IN ({keys}))"
    if column.kind in (*_LINES, Kind.NOTE, Kind.HOURS):
        longest = LONGEST_NOTE if column.kind is Kind.NOTE else LONGEST_LINE
        empty = f" OR {quoted} = ''" if column.required and column.kind is not Kind.HOURS else ""
        return f"(length({quoted}) > {longest}{empty})"
    bounds = [f"{quoted} < {column.minimum}"] if column.minimum is not None else []
    bounds += [f"{quoted} > {column.maximum}"] if column.maximum is not None else []
    return f"({' OR '.join(bounds)})" if bounds else None


def _can_be(db: sqlite3.Connection, table: str, field: str, column: Column) -> bool:
    """Whether all texts of a column can be read as what they mean; SQL can't tell."""
    try:
        for (text,) in db.execute(f'SELECT DISTINCT "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL'):
            check(column, text)
    except (ValueProblem, UnicodeDecodeError, sqlite3.OperationalError):
        return False
    return True
