"""Commands that make files: new, demo, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram

from .options import File, Json
from .output import print_json

Output = Annotated[Path, typer.Option("-o", "--output", metavar="TARGET", help="The file to write")]


def new(
    file: File,
    name: Annotated[str | None, typer.Option(help="What the program is called")] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="Begin with a component project: software, infrastructure, process, capability or your own",
        ),
    ] = None,
) -> None:
    """Make an empty program, or one with a component project from a template."""
    if template is None:
        OpenProgram.create(file, name=name or file.stem).close()
        return
    from tpm_desktop.gestures.templates import insert_template, propose, template_called

    chosen = template_called(template)
    try:
        with OpenProgram.create(file, name=name or file.stem) as program:
            insert_template(program, propose(program, chosen))
    except EditError:  # one's own template may hold links in a ring
        file.unlink(missing_ok=True)
        raise


def demo(file: File) -> None:
    """Make the sample program."""
    from tpm_desktop.samples import create_demo

    create_demo(file)


def import_(
    source: Annotated[Path, typer.Argument(help="A Microsoft Project XML file")],
    output: Output,
    projects: Annotated[
        bool, typer.Option("--projects", help="Make each top-level summary task a component project")
    ] = False,
    json: Json = False,
) -> None:
    """Make a program from another program's file."""
    from tpm_desktop.exchange import import_file

    report = import_file(source, output, projects_from_summaries=projects)
    if json:
        print_json(report.as_json())
        return
    for line in report.lines():
        typer.echo(line)


def export(file: File, output: Output) -> None:
    """Write the program for another program; the ending says which."""
    from tpm_desktop.exchange import export_file

    with OpenProgram.open(file, read_only=True) as program:
        export_file(program.file, program.plan, output)
