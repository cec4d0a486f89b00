"""The advise command: how a finish could come earlier, and taking that advice."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.adjusting import take_advice
from tpm_desktop.gestures.lookup import find_plan_row
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.adjusting import PROGRAM, Advice, Overlap, Step
from tpm_desktop.plan.adjusting import advise as advice_of
from tpm_desktop.plan.adjusting_words import (
    DAYS_HEADS,
    OVERLAP_HEADS,
    headline,
    overlap_cells,
    step_cells,
    target_name,
    together,
)
from tpm_desktop.plan.shortening import Way

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Of = Annotated[
    str | None, typer.Option("--of", metavar="ID", help="A project, milestone or task: id, code or name")
]
Share = Annotated[
    int, typer.Option("--overlap", metavar="PERCENT", help="Of the shorter task", min=1, max=100)
]
Without = Annotated[list[Way] | None, typer.Option("--without", help="What is not to make tasks shorter")]
Buy = Annotated[
    float | None, typer.Option("--buy", metavar="DAYS", help="Take the first step that gains so many", min=0)
]
Link = Annotated[
    list[str] | None, typer.Option("--fast-track", metavar="LINK", help="Let the tasks of a link overlap")
]


def advise(
    file: File,
    of: Of = None,
    overlap: Share = 50,
    without: Without = None,
    buy: Buy = None,
    fast_track: Link = None,
    json: Json = False,
) -> None:
    """Say what buys an earlier finish at the least cost and which tasks could overlap; nothing is changed
    unless --buy or --fast-track say what to take."""
    takes = buy is not None or bool(fast_track)
    with OpenProgram.open(file, read_only=not takes) as program:
        state = program.plan.state
        target = PROGRAM if of is None else _row(program, of)
        ways = [way for way in Way if way not in (without or ())]
        advice = advice_of(state, target, overlap * 100, ways=ways)
        step, overlaps = _step(advice, buy), _overlaps(advice, fast_track or [])
        formats = Formats.of(program.file.program)
        print_json(_as_json(advice)) if json else _print(advice, formats)
        if takes:
            said = together(advice, step, *advice.together(step, overlaps), formats)
            take_advice(program, advice, step, overlaps)
            typer.echo(f"\n{said}.") if not json else None


def _row(program: OpenProgram, said: str) -> int:
    row = find_plan_row(program, said)
    if row is None:
        raise CommandError(f"there is no {said!r} in the plan; give an id, WBS code, other code or name")
    return row


def _step(advice: Advice, days: float | None) -> Step | None:
    """The first step that gains so many working days. Raises: `CommandError`."""
    if days is None:
        return None
    found = next((step for step in advice.steps if step.gained >= days * advice.day), None)
    if found is None:
        raise CommandError(f"no money buys {days:g} working days; see what it buys without --buy")
    return found


def _overlaps(advice: Advice, links: list[str]) -> list[Overlap]:
    ids = advice.state.inputs.tables["link"].ids
    offered = {ids[one.link]: one for one in advice.overlaps}
    for link in links:
        if link not in offered:
            raise CommandError(
                f"link {link} gains nothing or must not overlap; take one of those that --json lists"
            )
    return [offered[link] for link in dict.fromkeys(links)]


def _as_json(advice: Advice) -> dict[str, Any]:
    """Instants as ISO minutes, durations in working minutes, money in minor units."""
    state, ids = advice.state, advice.state.outline.ids
    links = state.inputs.tables["link"]
    return {
        "target": None if advice.target == PROGRAM else ids[advice.target],
        "name": target_name(advice),
        "finish": iso(advice.planned),
        "cost_of_day": advice.cost_of_day,
        "steps": [
            {
                "finish": iso(step.finish),
                "gained": step.gained,
                "days": step.gained / advice.day,
                "cost": step.cost,
                "saved": advice.saved(step),
                "best": step is advice.best,
                "tasks": [
                    {
                        "id": ids[one.row],
                        "name": state.names[one.row],
                        "way": one.way.value,
                        "minutes": one.minutes,
                        "cost": one.cost,
                    }
                    for one in step.tasks
                ],
            }
            for step in advice.steps
        ],
        "overlaps": [
            {
                "link": links.ids[one.link],
                "predecessor": ids[one.before],
                "successor": ids[one.after],
                "minutes": one.minutes,
                "finish": iso(one.finish),
                "gained": one.gained,
                "days": one.gained / advice.day,
                "at_risk": one.at_risk,
            }
            for one in advice.overlaps
        ],
    }


def _print(advice: Advice, formats: Formats) -> None:
    typer.echo(headline(advice, formats) + ".")
    steps = [list(cells) for _, cells in step_cells(advice, formats)]
    if steps:
        typer.echo("")
        print_table(list(DAYS_HEADS), steps, [False, True, True, True, False])
    overlaps = [list(cells) for _, cells in overlap_cells(advice, formats)]
    if overlaps:
        typer.echo("\nTasks that could overlap; their cost until then may have to be spent again:\n")
        print_table(list(OVERLAP_HEADS), overlaps, [False, True, True, True, True])
