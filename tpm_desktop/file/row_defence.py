"""What the rows of a mailed file must prove: each stored value is one that its column can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry
from tpm_desktop.model.check import ValueProblem, parse_hours
from tpm_desktop.model.fields import Column, Kind

from .errors import ProgramFileError

_ADVICE = "ask its sender for another copy, or use a backup"
_TIMES = {
    Kind.INSTANT: "strftime('%Y-%m-%dT%H:%M', {c}, '+0 days') IS NOT {c}",
    Kind.DATE: "date({c}, '+0 days') IS NOT {c}",
    Kind.MONTH: "strftime('%Y-%m', {c} || '-01') IS NOT {c}",
}
_EARLIEST, _LATEST = "1900", "2200"


def check_rows(db: sqlite3.Connection, name: str) -> None:
    """Raise `ProgramFileError` unless the file is sound and every value fits; one query a table."""
    (sound,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if sound != "ok":
        raise ProgramFileError(f"{name} is damaged; {_ADVICE}")
    if db.execute("SELECT count(*) FROM program").fetchone() != (1,):
        raise ProgramFileError(f"{name} does not hold just one program; {_ADVICE}")
    dangling = db.execute("PRAGMA foreign_key_check").fetchone()
    if dangling:
        raise ProgramFileError(
            f"{name} has a {dangling[0]} that refers to a missing {dangling[2]}; {_ADVICE}"
        )
    for entry in CATALOGUE:
        if not _is_text(db, entry):
            raise ProgramFileError(
                f"{name} is damaged: a {entry.name} holds bytes that are no text; {_ADVICE}"
            )
        for column in _unfit(db, entry):
            raise ProgramFileError(
                f"{name} has a {entry.name} whose {column.label.lower()} can't be; {_ADVICE}"
            )


def _is_text(db: sqlite3.Connection, entry: TableEntry) -> bool:
    """Whether every text is one, read a row at a time as a single value."""
    texts = " || ".join(f"coalesce(\"{c.name}\", '')" for c in entry.table.columns)
    try:
        db.execute(f'SELECT {texts} FROM "{entry.name}"').fetchall()
    except (UnicodeDecodeError, sqlite3.OperationalError):
        return False
    return True


def _unfit(db: sqlite3.Connection, entry: TableEntry) -> Iterator[Column]:
    """The columns of a table that hold what they can't."""
    tests = {field: test for field, column in entry.fields.items() if (test := _unfit_sql(field, column))}
    counted = ", ".join(f"total({test})" for test in tests.values())
    if counted:
        counts = db.execute(f'SELECT {counted} FROM "{entry.name}"').fetchone()
        yield from (entry.fields[field] for field, count in zip(tests, counts, strict=True) if count)
    for field, column in entry.fields.items():
        if column.kind is Kind.HOURS and not _are_hours(db, entry.name, field):
            yield column


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
    bounds = [f"{quoted} < {column.minimum}"] if column.minimum is not None else []
    bounds += [f"{quoted} > {column.maximum}"] if column.maximum is not None else []
    return f"({' OR '.join(bounds)})" if bounds else None


def _are_hours(db: sqlite3.Connection, table: str, field: str) -> bool:
    try:
        for (hours,) in db.execute(f'SELECT DISTINCT "{field}" FROM "{table}" WHERE "{field}" IS NOT NULL'):
            parse_hours(hours)
    except ValueProblem:
        return False
    return True
