"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.model.catalogue import table_names

File = Annotated[Path, typer.Argument(metavar="FILE.tpm", help="The program file")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value")]


def known_table(table: str) -> str:
    """The name, wrong usage where there is no such table."""
    if table not in table_names():
        raise typer.BadParameter(f"there is no table {table!r}; there are {', '.join(table_names())}")
    return table


Table = Annotated[
    str, typer.Argument(metavar="TABLE", help="A table's name, such as task", callback=known_table)
]
Row = Annotated[str, typer.Argument(metavar="ID", help="The row's id, its code such as R-12, or its name")]
