"""The level command: move tasks so that nobody is needed more than there is of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.levelling import accept_levelling, clear_levelling
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Mode, Proposal, propose
from tpm_desktop.plan.levelling_remarks import remarks
from tpm_desktop.plan.levelling_words import headline, left_lines, moved_lines, people_lines
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.levelling.usage import Overload

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

How = Annotated[Mode, typer.Option(help="Leave the finish where it is, or find the earliest")]
Seconds = Annotated[float, typer.Option(metavar="N", help="About how long to look", min=0.1, max=3600)]
Seed = Annotated[int, typer.Option(metavar="S", help="The same seed gives the same plan", min=0)]
Choose = Annotated[
    bool,
    typer.Option("--choose-people", help="Hand tasks to others of the same role and skills who are free"),
]
Accept = Annotated[bool, typer.Option("--accept", help="Take what is found; without it nothing is changed")]
Clear = Annotated[bool, typer.Option("--clear", help="Take all levelling delays away")]


def level(
    file: File,
    mode: How = Mode.EARLIEST,
    seconds: Seconds = 10.0,
    seed: Seed = 1,
    choose: Choose = False,
    accept: Accept = False,
    clear: Clear = False,
    json: Json = False,
) -> None:
    """Tell which tasks would move so that resources suffice, and what that does to the finish."""
    if accept and clear:
        raise typer.BadParameter("take or clear, not both", param_hint="--accept")
    with OpenProgram.open(file, read_only=not accept and not clear) as program:
        if clear:
            count = clear_levelling(program)
            print_json({"cleared": count}) if json else typer.echo(f"{count} levelling delays cleared")
            return
        try:
            proposal = propose(program.plan.state, mode, seconds, seed, choose=choose)
        except PlanError as error:
            raise CommandError(str(error)) from error
        formats = Formats.of(program.file.program)
        if accept and not proposal.changes_nothing:  # before a reader of what is printed can go away
            accept_levelling(program, proposal)
        print_json(_as_json(proposal, formats)) if json else _print(proposal, formats)


def _as_json(proposal: Proposal, formats: Formats) -> dict[str, Any]:
    """Instants as ISO minutes, delays in elapsed minutes, work in minutes, cost in minor units."""
    before, after, ids = proposal.state.schedule, proposal.after, proposal.state.outline.ids
    return {
        "mode": proposal.mode.value,
        "finish": iso(before.program_finish),
        "finish_levelled": iso(after.program_finish),
        "cost": proposal.costs[0],
        "cost_levelled": proposal.costs[1],
        "proven": None if proposal.levelled is None else proposal.is_proven,
        "tasks": [
            {
                "id": ids[row],
                "name": proposal.state.names[row],
                "start": iso(int(before.start[row])),
                "start_levelled": iso(int(after.start[row])),
                "finish_levelled": iso(int(after.finish[row])),
                "delay": proposal.delays.get(row, int(proposal.state.inputs.tasks.levelling_delay[row])),
            }
            for row in proposal.moved
        ],
        "people": [
            {
                "assignment": row_id,
                "task": ids[row],
                "resource": proposal.crowd.ids[now],
                "resource_levelled": proposal.crowd.ids[then],
            }
            for row_id, row, now, then in proposal.people
        ],
        "overloads": [_overload(proposal, one) for one in proposal.overloads_before],
        "overloads_left": [_overload(proposal, one) for one in proposal.overloads_after],
        "remarks": [
            {"task": ids[one.row], "about": one.about.value, "text": one.text}
            for one in remarks(proposal, formats)
        ],
    }


def _overload(proposal: Proposal, one: Overload) -> dict[str, Any]:
    return {
        "resource_id": proposal.crowd.ids[one.resource],
        "resource": proposal.crowd.names[one.resource],
        "start": iso(one.start),
        "finish": iso(one.finish),
        "units": one.units,
        "work": one.work,
        "tasks": [proposal.state.outline.ids[task] for task in one.tasks],
    }


def _print(proposal: Proposal, formats: Formats) -> None:
    typer.echo(headline(proposal, formats) + ".")
    for one in remarks(proposal, formats):
        typer.echo(one.text + ".")
    moved = [list(cells) for _, cells in moved_lines(proposal, formats)]
    if moved:
        typer.echo("")
        print_table(["Task", "Start", "Levelled start", "Finish"], moved, [False, True, True, True])
    people = [list(cells) for cells in people_lines(proposal)]
    if people:
        typer.echo("")
        print_table(["Task", "Done by", "Then by"], people, [False, False, False])
    left = [list(cells) for cells in left_lines(proposal, formats)]
    if left:
        typer.echo("\nStill needed more than there is:\n")
        print_table(["Who", "From", "To", "On"], left, [False, True, True, False])
