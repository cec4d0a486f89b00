"""The change command: what was tried out in a copy becomes an option of a request, is weighed and applied."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.scratch import edited_in
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.change_options import weigh_option
from tpm_desktop.gestures.changes import apply_change, keep_option
from tpm_desktop.gestures.lookup import find_row
from tpm_desktop.model.change import ChangeOption, ChangeRequest
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.approval import approval, approval_lines
from tpm_desktop.plan.proposal_words import edit_lines, impact_lines
from tpm_desktop.plan.proposals import Proposal

from .consequences import in_short
from .errors import CommandError
from .options import File, Json
from .output import print_json


class Doing(StrEnum):
    """What is done with a request."""

    PROPOSE = "propose"
    IMPACT = "impact"
    APPLY = "apply"


def change(
    doing: Annotated[
        Doing, typer.Argument(help="propose an option, show its impact, apply what is approved")
    ],
    file: File,
    request: Annotated[str, typer.Argument(metavar="CHANGE", help="The change request: code, title or id")],
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="COPY.tpm", help="propose: the copy with the edits"),
    ] = None,
    option: Annotated[str, typer.Option(metavar="TITLE", help="propose: the option's title")] = "As proposed",
    json: Json = False,
) -> None:
    """Negotiate a change: options that were tried out in copies, their impact, applying what is approved."""
    if (source is not None) != (doing is Doing.PROPOSE):
        raise typer.BadParameter("propose needs --from COPY.tpm, the others have none")
    with OpenProgram.open(file, read_only=doing is Doing.IMPACT) as program:
        request_id = find_row(program.file, "change_request", request)
        if request_id is None:
            raise CommandError(
                f"no change request is called {request!r}; “list change_request” shows what there is"
            )
        if doing is Doing.APPLY:
            typer.echo(f"Applied “{apply_change(program, request_id)}”.")
            return
        if source is not None:
            with ProgramFile.open(source, read_only=True) as copy:
                changes = edited_in(copy, program.file.journal.lineage())
            keep_option(program, request_id, option, changes)
        _show(program, request_id, json=json)


def _show(program: OpenProgram, request_id: str, *, json: bool) -> None:
    """All options, one below the other."""
    formats, told = Formats.of(program.file.program), []
    asked = program.file.row(ChangeRequest, request_id)
    project_id = asked.project_id if asked is not None else None
    for one in program.file.rows(ChangeOption, change_id=request_id):
        proposal = weigh_option(program, one)
        if json:
            told.append(
                {
                    "id": one.id,
                    "title": one.title,
                    "chosen": one.chosen,
                    "moved": list(proposal.moved),
                    "days": proposal.days,
                    "cost": proposal.cost,
                    "follows": _follows(proposal),
                    "approval": _approval(program, proposal, project_id),
                }
            )
            continue
        typer.echo(f"{one.title}{' (chosen)' if one.chosen else ''}")
        for line in edit_lines(proposal, formats):
            typer.echo(f"    {line}")
        approved = approval_lines(program.plan.state, proposal, project_id)
        for label, text in [*impact_lines(proposal, formats), *approved]:
            typer.echo(f"  {label}: {text}")
    if json:
        print_json(told)


def _approval(program: OpenProgram, proposal: Proposal, project_id: str | None) -> dict[str, Any] | None:
    if proposal.compared is None:
        return None
    found = approval(program.plan.state, proposal, project_id)
    return {"class": found.klass.name.lower(), "role": found.role or None, "body_id": found.body_id}


def _follows(proposal: Proposal) -> dict[str, Any] | None:
    return in_short(proposal.compared.follows) if proposal.compared else None
