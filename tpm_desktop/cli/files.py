"""Commands that make files: new, demo, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram

from .options import File, Json, known_table
from .output import print_json
from .sheets import export_sheet, import_sheet

NewProgram = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE.tpm", help="The program file to make")
]
OfRegister = Annotated[
    str,
    typer.Option(
        "--table",
        metavar="TABLE",
        help="A register's name, such as risk",
        callback=lambda table: known_table(table) if table else "",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="HEADING=FIELD",
        help="With --table: what a heading of another system's sheet means; it is remembered",
    ),
]
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
    source: Annotated[
        Path,
        typer.Argument(help="A Microsoft Project XML file, or a PSPLIB problem; with --table the program"),
    ],
    sheet: Annotated[
        Path | None, typer.Argument(metavar="SHEET", help="With --table: the .xlsx or .csv with its rows")
    ] = None,
    output: NewProgram = None,
    projects: Annotated[
        bool, typer.Option("--projects", help="Make each top-level summary task a component project")
    ] = False,
    table: OfRegister = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="With --table: only say what would become of each row")
    ] = False,
    partly: Annotated[
        bool, typer.Option("--partly", help="With --table: take the other rows where some are refused")
    ] = False,
    duplicates: Annotated[
        bool,
        typer.Option("--duplicates", help="With --table: take rows as well that are perhaps there already"),
    ] = False,
    column: Columns = None,
    backup: Annotated[
        bool,
        typer.Option(
            "--backup/--no-backup",
            help="With --table: keep a copy first, or refuse if that fails",
        ),
    ] = True,
    json: Json = False,
) -> None:
    """Make a program from another program's file; with --table take a sheet's rows into a register."""
    if table:
        if sheet is None or output is not None:
            raise typer.BadParameter("with --table: import FILE.tpm SHEET --table TABLE, and no output")
        import_sheet(
            source,
            table,
            sheet,
            preview=preview,
            partly=partly,
            duplicates=duplicates,
            backup=backup,
            json=json,
            columns=column or [],
        )
        return
    if output is None or sheet is not None:
        raise typer.BadParameter("name the program to make: import SOURCE -o FILE.tpm")
    from tpm_desktop.exchange import import_file

    report = import_file(source, output, projects_from_summaries=projects)
    if json:
        print_json(report.as_json())
        return
    for line in report.lines():
        typer.echo(line)


def export(file: File, output: Output, table: OfRegister = "") -> None:
    """Write the program for another program, or with --table a register as a sheet; the ending says which."""
    if table:
        export_sheet(file, table, output)
        return
    from tpm_desktop.exchange import export_file

    with OpenProgram.open(file, read_only=True) as program:
        export_file(program.file, program.plan, output)
