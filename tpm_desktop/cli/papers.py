"""Papers in hand, and the program's own packs and theme as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.attachments import read_document
from tpm_desktop.gestures.packs import keep_theme, remove_pack, theme_row
from tpm_desktop.plan import OpenProgram

from .errors import CommandError
from .options import File


def check_paper(said: str, file: Path | None) -> None:
    """Say which issued pack a paper is; exit 1 where it is none."""
    from tpm_desktop.reports.papers import read_paper, told_of

    if file is None:
        raise typer.BadParameter("name the program: report --check PAPER.pdf PLAN.tpm")
    with ProgramFile.open(file, read_only=True) as program:
        asked = read_paper(Path(said)) if _is_file(said) else said
        told = told_of(program, asked)
    for line in told.lines:
        typer.echo(line)
    if not told.issued:
        raise typer.Exit(1)


def _is_file(said: str) -> bool:
    """Whether a paper is named rather than what it says: by whatever stands there, or by an ending."""
    try:
        return Path(said).exists() or said.lower().endswith(".pdf")
    except (OSError, ValueError):  # longer than any name, or with a sign that none has
        return False


def packs(
    file: File,
    add: Annotated[Path | None, typer.Option(metavar="PACK.toml", help="Keep a pack in the program")] = None,
    show: Annotated[
        str, typer.Option(metavar="KEY", help="Print a pack, ours too, as a start for one's own")
    ] = "",
    remove: Annotated[str, typer.Option(metavar="KEY", help="Take an own pack out of the program")] = "",
    theme: Annotated[
        Path | None, typer.Option(metavar="THEME.toml", help="Let paper look so: colours, wording, size")
    ] = None,
    logo: Annotated[Path | None, typer.Option(metavar="LOGO.png", help="The logo of the theme")] = None,
    show_theme: Annotated[
        bool, typer.Option("--show-theme", help="Print the theme, or one to begin with")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Let paper look as it comes, without a theme")
    ] = False,
    parts: Annotated[bool, typer.Option("--parts", help="The parts that packs are made of")] = False,
) -> None:
    """The program's own packs and the theme of its paper, as texts that can be mailed."""
    from tpm_desktop.reports.named_parts import PARTS

    if parts:
        for part in PARTS.values():
            typer.echo(f"{part.key}  {part.label}: {part.tells}")
        return
    if show or show_theme:
        _show(file, show)
        return
    if not (add or remove or theme or logo or plain):
        _list_own(file)
        return
    with OpenProgram.open(file) as program:
        if remove:
            remove_pack(program, remove)
        if add:
            _add(program, add)
        if plain:
            keep_theme(program, "", "")
        if theme or logo:
            _take_theme(program, theme, logo)


def _list_own(file: Path) -> None:
    from tpm_desktop.reports.own_packs import own_packs

    with ProgramFile.open(file, read_only=True) as program:
        found, wrong = own_packs(program)
    for pack in found:
        typer.echo(f"{pack.key}  {pack.label}, {len(pack.sections)} sections")
    if wrong:
        raise CommandError("; ".join(wrong))
    if not found:
        typer.echo(
            "The program has no packs of its own; packs --add PACK.toml takes one, --show KEY prints one."
        )


def _show(file: Path, key: str) -> None:
    from tpm_desktop.reports.look import EXAMPLE
    from tpm_desktop.reports.own_packs import pack_called, stored_text

    with ProgramFile.open(file, read_only=True) as program:
        if not key:
            row = theme_row(program)
            typer.echo((row.text if row else EXAMPLE).rstrip("\n"))
            return
        pack = pack_called(program, key)
        if pack is None:
            raise CommandError(f"there is no pack {key!r}; “report --list {file.name}” names them")
        typer.echo(stored_text(program, pack).rstrip("\n"))


def _add(program: OpenProgram, path: Path) -> None:
    from tpm_desktop.reports import ReportProblem
    from tpm_desktop.reports.own_packs import read_text_file, take_pack

    try:
        pack = take_pack(program, read_text_file(path))
    except ReportProblem as problem:
        raise CommandError(f"{path.name}, {problem}") from problem
    typer.echo(f"{pack.key}  {pack.label}, {len(pack.sections)} sections")


def _take_theme(program: OpenProgram, theme: Path | None, logo: Path | None) -> None:
    from tpm_desktop.reports import ReportProblem
    from tpm_desktop.reports.look import EXAMPLE, take_look
    from tpm_desktop.reports.own_packs import read_text_file

    row = theme_row(program.file)
    text = read_text_file(theme) if theme else row.text if row else EXAMPLE
    try:
        take_look(program, text, read_document(logo) if logo else None)
    except ReportProblem as problem:
        raise CommandError(f"{theme.name if theme else 'the theme'}, {problem}") from problem
