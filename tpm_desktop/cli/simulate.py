"""The simulate command: the confidence of finish and cost by thousands of runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.simulating import keep_simulation
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.lost_tasks import lost_tasks
from tpm_desktop.plan.simulation import JOINT, Confidence, Outcome, run_simulation
from tpm_desktop.plan.simulation_words import assumptions, compared, day, sure, weighed
from tpm_desktop.planning.errors import PlanError
from tpm_desktop.planning.simulation.simulate import PROGRAM

from .commitments import iso
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

Runs = Annotated[int, typer.Option(metavar="N", help="How often the plan is run", min=10, max=100_000)]
Seed = Annotated[int, typer.Option(metavar="S", help="The same seed gives the same figures", min=0)]
Responses = Annotated[bool, typer.Option("--responses", help="Count risks as after their responses")]
Beside = Annotated[
    bool, typer.Option("--compare", help="Tell both: risks as they are and after their responses")
]
Strongest = Annotated[
    bool, typer.Option("--strongest", help="Of several risks on a task only the strongest acts")
]
Steady = Annotated[bool, typer.Option("--steady", help="Stop once more runs would hardly move the P80")]
Weigh = Annotated[bool, typer.Option("--weigh", help="Tell what each risk adds, by runs without it")]
Sure = Annotated[int, typer.Option("--confidence", metavar="PERCENT", help="How sure to be", min=1, max=99)]
Keep = Annotated[str | None, typer.Option(metavar="TITLE", help="Keep the summary in the file under a title")]

_SHARES = (10, 50, 80, 90)


def simulate(
    file: File,
    runs: Runs = 10_000,
    seed: Seed = 1,
    responses: Responses = False,
    compare: Beside = False,
    strongest: Strongest = False,
    steady: Steady = False,
    weigh: Weigh = False,
    confidence: Sure = 80,
    keep: Keep = None,
    json: Json = False,
) -> None:
    """Run the plan many times with durations, costs and risks as they may be, and tell what comes out."""
    with OpenProgram.open(file, read_only=keep is None) as program:
        state = program.plan.state
        try:
            outcome = run_simulation(
                state, runs, seed, responses=responses, strongest=strongest, steady=steady,
                beside=compare, weigh=weigh, lost=lost_tasks(program.file, state),
            )  # fmt: skip
        except PlanError as error:
            raise CommandError(str(error)) from error
        assert outcome is not None  # nobody stops it here
        record = program.file.journal.head()
        if keep is not None:
            keep_simulation(program, outcome, keep)
        formats = Formats.of(program.file.program)
        if json:
            print_json(_as_json(outcome, record, confidence / 100))
        else:
            _print(outcome, formats, confidence / 100)


def _as_json(outcome: Outcome, record: str | None, share: float) -> dict[str, Any]:
    """Instants as ISO minutes, money in minor units, chances as shares of one."""
    return {
        "runs": outcome.simulated.runs,
        "seed": outcome.asked.seed,
        "record": record,
        "responses": outcome.responses,
        "strongest": outcome.strongest,
        "steady": outcome.is_steady,
        "band_p80": [iso(at) for at in outcome.band],
        "confidence": share,
        "finishes": [_finish(outcome, one, share) for one in outcome.finishes],
        "costs": [_cost(outcome, one, share) for one in outcome.costs],
        "both_at_p80": outcome.both(0.8),
        "joint": {"share": JOINT, "frontier": [[iso(at), cost] for at, cost in outcome.frontier()]},
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
        "risks": [
            {
                "id": outcome.state.inputs.tables["risk"].ids[one.risk],
                "title": outcome.state.inputs.tables["risk"].texts["title"][one.risk],
                "finish_p80": one.finish,
                "cost_p80": one.cost,
            }
            for one in outcome.weighed
        ],
        "after": None if outcome.after is None else _as_json(outcome.after, record, share),
        "problems": list(outcome.read.problems),
    }


def _named(outcome: Outcome, one: Confidence) -> dict[str, Any]:
    state = outcome.state
    if one.row == PROGRAM:
        return {"kind": "program", "id": None, "name": state.inputs.tables["program"].texts["name"][0]}
    kind = "project" if state.outline.is_project[one.row] else "milestone"
    return {"kind": kind, "id": state.outline.ids[one.row], "name": state.names[one.row]}


def _finish(outcome: Outcome, one: Confidence, share: float) -> dict[str, Any]:
    return {
        **_named(outcome, one),
        "planned": iso(one.planned),
        "chance": one.chance,
        **{f"p{each}": iso(one.at(each / 100)) for each in _SHARES},
        "at_confidence": iso(one.at(share)),
        "contingency_days": outcome.working_days(one.planned, one.at(share)),
    }


def _cost(outcome: Outcome, one: Confidence, share: float) -> dict[str, Any]:
    shares = {f"p{each}": one.at(each / 100) for each in _SHARES}
    return {
        **_named(outcome, one),
        "planned": one.planned,
        "chance": one.chance,
        "mean": one.mean,
        **shares,
        "contingency_p80": shares["p80"] - one.planned,
        "at_confidence": one.at(share),
        "contingency": one.at(share) - one.planned,
        "both_at_p80": outcome.both(0.8, one.row),
    }


def _print(outcome: Outcome, formats: Formats, share: float) -> None:
    typer.echo(f"{formats.integer(outcome.simulated.runs)} runs, seed {outcome.asked.seed}")
    typer.echo(assumptions(outcome, formats) + ".\n")
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
    for one, is_cost in ((outcome.finishes[0], False), (outcome.costs[0], True)):
        typer.echo(f"{'Cost' if is_cost else 'Finish'}, {sure(outcome, one, share, formats, cost=is_cost)}.")
    if outcome.after is not None:
        typer.echo(f"\n{compared(outcome, formats)}.")
    if outcome.weighed:
        typer.echo("")
        rows = [list(cells) for _, cells in weighed(outcome, formats)]
        print_table(["What it adds to the P80", "Working days", "Cost"], rows, [False, True, True])
    for problem in outcome.read.problems:
        typer.echo(problem)
