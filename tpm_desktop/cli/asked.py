"""Which part of the history a command is about: by person, project, table, field and time."""

from __future__ import annotations

from typing import Annotated

import typer

from tpm_desktop.file.audit import Asked
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.catalogue import CATALOGUE, table_names

from .moments import moment

ByPerson = Annotated[str, typer.Option(metavar="NAME", help="Only by a person, or part of the name")]
OfProject = Annotated[str, typer.Option(metavar="ID", help="Only changes of a project: code, name or id")]
OfTable = Annotated[str, typer.Option(metavar="TABLE", help="Only changes of a table")]
OfField = Annotated[str, typer.Option(metavar="FIELD", help="Only changes of a field")]


def refuse_unknown(table: str, field: str) -> None:
    """Wrong usage where there is no such table or field."""
    if table and table not in table_names():
        raise typer.BadParameter(f"there is no table {table!r}; there are {', '.join(table_names())}")
    tables = [about for about in CATALOGUE if not table or about.name == table]
    if field and not any(field in about.fields for about in tables):
        fields = ", ".join(tables[0].fields) if table else "see “list TABLE --json”"
        raise typer.BadParameter(f"there is no field {field!r}; {fields}")


def asked_of(
    program: ProgramFile,
    person: str,
    project: str,
    table: str,
    field: str,
    since: str | None,
    until: str | None,
) -> Asked:
    """What is asked for; a project that is gone can only be named by its id."""
    return Asked(
        person=person,
        project=(find_row(program, "project", project) or project) if project else None,
        table=table,
        field=field,
        since=moment(since, end_of_day=False) if since else None,
        until=moment(until, end_of_day=True) if until else None,
    )
