"""The report command: packs as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tpm_desktop.file.past import PastFile
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures.packs import Issue, current_period, issue_pack
from tpm_desktop.gestures.words import quoted
from tpm_desktop.model.periods import PeriodState, ReportingPeriod
from tpm_desktop.plan import OpenProgram

from .asked import ByPerson, OfField, OfProject, OfTable
from .errors import CommandError
from .moments import Until
from .pack_subject import Typed, named_row
from .papers import check_paper

if TYPE_CHECKING:
    from tpm_desktop.reports import Pack

Kind = Annotated[str | None, typer.Argument(metavar="KIND", help="Which pack; see --list")]
File = Annotated[Path | None, typer.Argument(metavar="FILE.tpm", help="The program file")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="OUT.pdf|.xlsx|.html|.zip",
        help="A PDF, its tables as a workbook, a web page, or its drawings as pictures",
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DATE|RECORD|issued|EARLIER.tpm",
        help="Tell what changed since then, or since the last issued pack (a file: against it); of an"
        " audit extract, not before",
    ),
]
Issued = Annotated[bool, typer.Option("--issued", help="Note in the program that the pack is handed out now")]
ListKinds = Annotated[
    bool, typer.Option("--list", help="The kinds, one a line, the key first; with a file its own ones too")
]
Check = Annotated[
    str,
    typer.Option(
        metavar="FILE.pdf|RECORD",
        help="Tell whether a paper is one that was issued; by its PDF or by what it says",
    ),
]
Projects = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="CODE", help="Only of that component project; again for more"),
]
Size = Annotated[str, typer.Option("--paper", metavar="A4|Letter", help="In place of what the pack says")]
Request = Annotated[str, typer.Option(metavar="CODE", help="capital-request: which one; all unless given")]
Meeting = Annotated[
    str, typer.Option(metavar="CODE", help="agenda, minutes: which meeting; the next or last one")
]

Period = Annotated[
    str, typer.Option(metavar="NAME", help="As a reporting period was closed, such as “October 2026”")
]


def report(
    kind: Kind = None,
    file: File = None,
    output: Output = None,
    since: Since = None,
    issued: Issued = False,
    list_kinds: ListKinds = False,
    check: Check = "",
    projects: Projects = None,
    size: Size = "",
    person: ByPerson = "",
    project: OfProject = "",
    table: OfTable = "",
    field: OfField = "",
    until: Until = None,
    request: Request = "",
    meeting: Meeting = "",
    period: Period = "",
) -> None:
    """Write a pack; of an audit extract, what is asked for by --person to --until and --since."""
    if list_kinds or check:
        named = file or (Path(kind) if kind else None)
        if list_kinds:
            _list(named)
        else:
            check_paper(check, named)
        return
    if kind is None or file is None or output is None:
        raise typer.BadParameter("name a kind, a file and a target: report status PLAN.tpm -o STATUS.pdf")
    if issued and output.suffix.lower() != ".pdf":
        raise typer.BadParameter("what is issued is the PDF; write the others without --issued")
    if size not in ("", "A4", "Letter"):
        raise typer.BadParameter(f"there is no paper {size!r}; there are A4 and Letter")
    chosen = _chosen(kind, file)
    chosen = chosen.about(tuple(projects)) if projects else chosen
    about = Typed(since, request, meeting, person, project, table, field, until)
    about.refuse_what_it_is_not_about(chosen)
    _write(chosen, file, output, about, period, size=size or None, issued=issued)


def _write(
    chosen: Pack, file: Path, output: Path, about: Typed, period: str, *, size: str | None, issued: bool
) -> None:
    from tpm_desktop.reports import write_pack
    from tpm_desktop.reports.before_issue import boxed
    from tpm_desktop.reports.text import wanting

    with OpenProgram.open(file, read_only=not issued) as program:
        if issued:  # said before the pack is written: one that nobody noted must not be handed out
            program.file.refuse_without_the_lock()
        closed = _closed(program, period)
        with _as_closed(program, closed) as told, about.subject(chosen, told) as subject:
            with wanting() as boxes:
                pages = write_pack(chosen, told, output, subject, size=size)
            if doubt := boxed(told.plan.state, boxes):
                typer.echo(f"note: {doubt.said}", err=True)
        if issued:
            _note_issue(program, chosen, output, pages, closed)


def _note_issue(
    program: OpenProgram, pack: Pack, output: Path, pages: int, closed: ReportingPeriod | None
) -> None:
    at, content = datetime.now(), output.read_bytes()
    period_id = closed.id if closed else current_period(program.file, at)
    record = closed.record if closed else None
    issue_pack(program, Issue(pack.key, pack.label, at, content, pages, record, period_id))


def _closed(program: OpenProgram, said: str) -> ReportingPeriod | None:
    """The closed period that is asked for, None where none is."""
    row_id = named_row(program, "reporting_period", said)
    found = program.file.row(ReportingPeriod, row_id) if row_id else None
    if found is not None and (found.state is not PeriodState.CLOSED or not found.record):
        raise CommandError(
            f"{quoted(found.title)} is not closed yet; leave --period out to tell how it stands"
        )
    return found


@contextmanager
def _as_closed(program: OpenProgram, closed: ReportingPeriod | None) -> Iterator[OpenProgram]:
    """The program as it stood when that period was closed; as it is where none is given."""
    if closed is None:
        yield program
    else:
        with OpenProgram(PastFile(program.file, str(closed.record))) as past:
            yield past


def _list(file: Path | None) -> None:
    """The kinds, and of a program its own ones too."""
    from tpm_desktop.reports import CATALOGUE
    from tpm_desktop.reports.own_packs import own_packs

    found, wrong = [*CATALOGUE], list[str]()
    if file is not None:
        with ProgramFile.open(file, read_only=True) as program:
            own, wrong = own_packs(program)
            found += own
    for pack in found:
        typer.echo(
            f"{pack.key}  {pack.label}: {pack.question}" if pack.question else f"{pack.key}  {pack.label}"
        )
    for problem in wrong:
        typer.echo(problem, err=True)


def _chosen(kind: str, file: Path) -> Pack:
    """The pack of that key: one that comes with us, else the program's own."""
    from tpm_desktop.reports import CATALOGUE, find_pack
    from tpm_desktop.reports.own_packs import pack_called

    found = find_pack(kind)
    if found is None and file.exists():
        with ProgramFile.open(file, read_only=True) as program:
            found = pack_called(program, kind)
    if found is None:
        keys = ", ".join(p.key for p in CATALOGUE)
        raise typer.BadParameter(f"there is no report {kind!r}; there are {keys}")
    return found
