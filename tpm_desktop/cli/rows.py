"""Commands on the rows of a table: list, add, set, remove."""

from __future__ import annotations

from collections.abc import Set
from typing import Annotated, Any

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats, is_right_aligned
from tpm_desktop.gestures.asking import found_ids
from tpm_desktop.gestures.lookup import find_row, row_names
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.risk_scales import scaled_by_file

from .broken import telling_broken
from .errors import CommandError
from .options import File, Json, Row, Table
from .output import print_json, print_table

Values = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...",
        help="As list --json shows it, or as people write it: 3d, 50%. Money: a bare whole number is minor"
        " units, so 26600 is 266.00; with a separator it is read as written: 26,600 or 26600.00",
    ),
]


Where = Annotated[
    str, typer.Option("--where", help="Only rows that a condition holds for: “critical and done < 50%”")
]


def list_(file: File, table: Table, json: Json = False, where: Where = "") -> None:
    """List the rows of a table."""
    about = entry(table)
    if where:
        with OpenProgram.open(file, read_only=True) as opened:
            _print(opened.file, about, found_ids(opened, table, where), json=json)
    else:
        with ProgramFile.open(file, read_only=True) as program:
            _print(program, about, None, json=json)


def _print(program: ProgramFile, about: TableEntry, chosen: Set[str] | None, *, json: bool) -> None:
    if not json:
        _print_rows(program, about, chosen)
        return
    names = ["id", *about.fields]
    rows = zip(*program.columns(about.name, names), strict=True)
    print_json([dict(zip(names, row, strict=True)) for row in rows if chosen is None or row[0] in chosen])


def _print_rows(program: ProgramFile, about: TableEntry, chosen: Set[str] | None) -> None:
    formats = scaled_by_file(Formats.of(program.program), program)
    columns = [about.fields[name] for name in about.columns]
    targets = {c.target: row_names(program, c.target) for c in columns if c.target}
    lines = [
        [
            formats.show_field(about, name, row, name_of=lambda table, row_id: targets[table].get(row_id, ""))
            for name in about.columns
        ]
        for row in program.rows(about.model)
        if chosen is None or row.id in chosen
    ]
    print_table([formats.heading(c) for c in columns], lines, [is_right_aligned(c) for c in columns])


def add(file: File, table: Table, values: Values) -> None:
    """Add a row and print its id."""
    with OpenProgram.open(file) as program:
        read = _read(program.file, table, values)
        with telling_broken(program):
            typer.echo(add_row(program, table, read))


def set_(file: File, table: Table, row: Row, values: Values) -> None:
    """Set fields of a row."""
    with OpenProgram.open(file) as program:
        row_id, read = _row(program.file, table, row), _read(program.file, table, values)
        with telling_broken(program):
            set_fields(program, table, row_id, read)


def remove(file: File, table: Table, row: Row) -> None:
    """Remove a row with what is part of it."""
    if table == "program":
        raise CommandError("the program row stays; to remove the program delete its file")
    with OpenProgram.open(file) as program:
        row_id = _row(program.file, table, row)
        with telling_broken(program):
            told = remove_rows(program, table, [row_id])
            if told:
                typer.echo(f"Removed, {told}")


def _row(file: ProgramFile, table: str, said: str) -> str:
    if table == "program":
        return file.program.id
    row_id = find_row(file, table, said)
    if row_id is None:
        label = entry(table).one
        raise CommandError(f"no {label} is called {said!r}; “list {table}” shows what there is")
    return row_id


def _read(file: ProgramFile, table: str, pairs: list[str]) -> dict[str, Any]:
    about, formats = entry(table), Formats.of(file.program)
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not FIELD=VALUE, such as {about.title_field}=…")
        if name not in about.enterable:
            raise CommandError(f"{table} has no field {name!r}; it has {', '.join(about.enterable)}")
        values.update(_value(file, formats, about, name, text))
    return values


def _value(file: ProgramFile, formats: Formats, about: TableEntry, name: str, text: str) -> dict[str, Any]:
    """The stored form comes first: a whole number is never taken as days or currency units."""
    column = about.enterable[name]
    if column.kind is Kind.REFERENCE and text:
        return {name: _row(file, column.target, text)}
    texts = (Kind.TITLE, Kind.TEXT, Kind.NOTE, Kind.CODE)
    whole = text.removeprefix("-").isdecimal() and column.kind not in texts
    stored: Any = int(text) if whole else text
    bare_day = column.kind is Kind.INSTANT and len(text) == len("2026-05-04")  # its start or end: see day_end
    try:
        return formats.parse_field(about, name, text) if bare_day else {name: check(column, stored)}
    except ValueProblem:
        if whole or not text:
            raise
    return formats.parse_field(about, name, text)
