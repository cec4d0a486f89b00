"""The report command: packs as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.plan import OpenProgram


def report(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Which pack; see --list")] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE.tpm", help="The program file")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT.pdf")] = None,
    list_kinds: Annotated[bool, typer.Option("--list", help="The kinds, one a line, the key first")] = False,
) -> None:
    """Write a pack as PDF."""
    from tpm_desktop.reports import CATALOGUE, find_pack, write_pack

    if list_kinds:
        for pack in CATALOGUE:
            typer.echo(f"{pack.key}  {pack.label}: {pack.question}")
        return
    if kind is None or file is None or output is None:
        raise typer.BadParameter("name a kind, a file and a target: report status PLAN.tpm -o STATUS.pdf")
    chosen = find_pack(kind)
    if chosen is None:
        raise typer.BadParameter(
            f"there is no report {kind!r}; there are {', '.join(p.key for p in CATALOGUE)}"
        )
    with OpenProgram.open(file, read_only=True) as program:
        write_pack(chosen, program, output)
