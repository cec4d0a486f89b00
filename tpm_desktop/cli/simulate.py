"""The simulate command: the confidence of finish and cost by thousands of runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.simulating import keep_simulation
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.simulation import JOINT, Confidence, Outcome, run_simulation
from tpm_desktop.plan.simulation_words import day
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.simulate import PROGRAM

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Runs = Annotated[int, typer.Option(metavar="N", help="How often the plan is run", min=10, max=100_000)]
Seed = Annotated[int, typer.Option(metavar="S", help="The same seed gives the same figures", min=0)]
Responses = Annotated[bool, typer.Option("--responses", help="Count risks as after their responses")]
Keep = Annotated[str | None, typer.Option(metavar="TITLE", help="Keep the summary in the file under a title")]

_SHARES = (10, 50, 80, 90)


def simulate(
    file: File,
    runs: Runs = 10_000,
    seed: Seed = 1,
    responses: Responses = False,
    keep: Keep = None,
    json: Json = False,
) -> None:
    """Run the plan many times with durations, costs and risks as they may be, and tell what comes out."""
    with OpenProgram.open(file, read_only=keep is None) as program:
        try:
            outcome = run_simulation(program.plan.state, runs, seed, responses=responses)
        except PlanError as error:
            raise CommandError(str(error)) from error
        assert outcome is not None  # nobody stops it here
        record = program.file.journal.head()
        if keep is not None:
            keep_simulation(program, outcome, keep)
        formats = Formats.of(program.file.program)
        if json:
            print_json(_as_json(outcome, record))
        else:
            _print(outcome, formats)


def _as_json(outcome: Outcome, record: str | None) -> dict[str, Any]:
    """Instants as ISO minutes, money in minor units, chances as shares of one."""
    return {
        "runs": outcome.simulated.runs,
        "seed": outcome.asked.seed,
        "record": record,
        "responses": outcome.responses,
        "finishes": [_finish(outcome, one) for one in outcome.finishes],
        "costs": [_cost(outcome, one) for one in outcome.costs],
        "both_at_p80": outcome.both(0.8),
        "joint": {"share": JOINT, "frontier": [[iso(at), cost] for at, cost in outcome.frontier]},
        "tasks": [
            {
                "id": outcome.state.outline.ids[one.row],
                "name": outcome.state.names[one.row],
                "criticality": one.critical,
                "sensitivity": one.sensitivity,
                "cruciality": one.cruciality,
            }
            for one in outcome.mattering
        ],
        "problems": list(outcome.read.problems),
    }


def _named(outcome: Outcome, one: Confidence) -> dict[str, Any]:
    state = outcome.state
    if one.row == PROGRAM:
        return {"kind": "program", "id": None, "name": state.inputs.tables["program"].texts["name"][0]}
    kind = "project" if state.outline.is_project[one.row] else "milestone"
    return {"kind": kind, "id": state.outline.ids[one.row], "name": state.names[one.row]}


def _finish(outcome: Outcome, one: Confidence) -> dict[str, Any]:
    shares = {f"p{share}": iso(one.at(share / 100)) for share in _SHARES}
    return {**_named(outcome, one), "planned": iso(one.planned), "chance": one.chance, **shares}


def _cost(outcome: Outcome, one: Confidence) -> dict[str, Any]:
    shares = {f"p{share}": one.at(share / 100) for share in _SHARES}
    return {
        **_named(outcome, one),
        "planned": one.planned,
        "chance": one.chance,
        "mean": one.mean,
        **shares,
        "contingency_p80": shares["p80"] - one.planned,
    }


def _print(outcome: Outcome, formats: Formats) -> None:
    typer.echo(f"{formats.integer(outcome.simulated.runs)} runs, seed {outcome.asked.seed}\n")
    heads = ["Finish of", "Planned", "Chance", *(f"P{share}" for share in _SHARES)]
    lines = [
        [
            str(_named(outcome, one)["name"]),
            day(one.planned, formats),
            formats.share(round(one.chance * 10_000)),
            *(day(one.at(share / 100), formats) for share in _SHARES),
        ]
        for one in outcome.finishes
    ]
    print_table(heads, lines, [False, *[True] * (len(heads) - 1)])
    typer.echo("")
    heads[0] = "Cost of"
    lines = [
        [
            str(_named(outcome, one)["name"]),
            formats.money(one.planned),
            formats.share(round(one.chance * 10_000)),
            *(formats.money(one.at(share / 100)) for share in _SHARES),
        ]
        for one in outcome.costs
    ]
    print_table(heads, lines, [False, *[True] * (len(heads) - 1)])
    typer.echo(f"\nFinish and cost both within their P80: {formats.share(round(outcome.both(0.8) * 10_000))}")
    for problem in outcome.read.problems:
        typer.echo(problem)
