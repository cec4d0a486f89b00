"""Commands that say why a task is where it is, and what moves if it slips."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import find_plan_row, find_row
from tpm_desktop.plan import OpenProgram, State, instant
from tpm_desktop.plan.commitments import Promise
from tpm_desktop.plan.explain import Explanation
from tpm_desktop.plan.explain import explain as explained
from tpm_desktop.plan.impact import Impact
from tpm_desktop.plan.impact import impact as impact_of
from tpm_desktop.plan.impact_map import moved_edges
from tpm_desktop.plan.impact_words import consequence_lines
from tpm_desktop.plan.slips import SLIPPING_TABLES, Subject, of_row, subject_of
from tpm_desktop.planning.bands import Band
from tpm_desktop.planning.columns import NONE, Reason

from .commitments import promise_json
from .errors import CommandError
from .options import File, Json
from .output import print_json, print_table

TaskName = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A row of the plan, or for impact of a register that hangs on it: id, code or name"
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT.pdf", help="Write it as a page for a committee")
]
Slip = Annotated[str, typer.Option("--slip", metavar="DURATION", help="How much later it starts, such as 5d")]


def explain(file: File, task: TaskName, json: Json = False) -> None:
    """Say why a task is where it is."""
    with OpenProgram.open(file, read_only=True) as program:
        state, row = program.plan.state, _row(program, task)
        formats = Formats.of(program.file.program)
        found = explained(state, row, formats)
        if json:
            print_json(_explanation(state, found))
        else:
            _print_explanation(state, found, formats)


def impact(file: File, task: TaskName, slip: Slip = "1w", json: Json = False, output: Output = None) -> None:
    """Say what moves if a task, commitment, interface or release slips; with -o as a page for a committee."""
    with OpenProgram.open(file, read_only=True) as program:
        state, subject = program.plan.state, _slipping(program, task)
        formats = Formats.of(program.file.program)
        minutes, elapsed = formats.parse_duration(slip)
        found = impact_of(state, subject, minutes, elapsed=elapsed)
        if output is not None:
            _write(program, output, found, formats.duration(minutes, elapsed=elapsed))
        if json:
            print_json(_impact(state, found, minutes, elapsed=elapsed))
        elif output is None:
            said = formats.duration(minutes, elapsed=elapsed)
            _print_impact(state, found, formats, said)


def _write(program: OpenProgram, output: Path, found: Impact, said: str) -> None:
    from tpm_desktop.reports import IMPACT, Subject, write_pack
    from tpm_desktop.reports.slip import Slip as Slipped

    write_pack(IMPACT, program, output, Subject(slip=Slipped(said, found)))


def _slipping(program: OpenProgram, said: str) -> Subject:
    """What slips: a task or project of the plan, else a row of a register that something of it hangs on."""
    state, row = program.plan.state, find_plan_row(program, said)
    if row is not None:
        return of_row(state, row)
    for table in SLIPPING_TABLES:
        if table not in _OF_PLAN and (row_id := find_row(program.file, table, said)) is not None:
            return subject_of(state, table, row_id)
    return of_row(state, _row(program, said))


def _row(program: OpenProgram, said: str) -> int:
    row = find_plan_row(program, said)
    if row is None:
        raise CommandError(f"no task is called {said!r}; “list task” shows what there is")
    return row


def _named(state: State, row: int) -> dict[str, Any]:
    return {"id": state.outline.ids[row], "wbs": state.wbs[row], "name": state.names[row]}


def _iso(at: int) -> str | None:
    when = instant(at)
    return when.isoformat(timespec="minutes") if when else None


_OF_PLAN = ("task", "project")


def _explanation(state: State, found: Explanation) -> dict[str, Any]:
    schedule, row = state.schedule, found.row
    slacks = ("total_slack", "free_slack", "start_slack", "finish_slack")
    return {
        **_named(state, row),
        "start": _iso(int(schedule.start[row])),
        "finish": _iso(int(schedule.finish[row])),
        "sentence": found.sentence,
        "reason": Reason(int(schedule.reason[row])).name.lower(),
        "chain": [
            {
                **_named(state, step.row),
                "start": _iso(int(schedule.start[step.row])),
                "finish": _iso(int(schedule.finish[step.row])),
                "reason": Reason(int(schedule.reason[step.row])).name.lower(),
                "sentence": step.sentence,
            }
            for step in found.chain
        ],
        **{name: int(getattr(schedule, name)[row]) for name in slacks},
        "broken": list(found.broken),
        "critical": found.critical,
        "longest_path": found.longest,
        "band": Band(int(state.bands[row])).name.lower(),
        "ends": [_named(state, end) for end in found.ends],
        "provisional": bool(state.provisional[row]),
    }


def _print_explanation(state: State, found: Explanation, formats: Formats) -> None:
    schedule, row = state.schedule, found.row

    def days(minutes: int) -> str:
        return formats.duration(int(minutes), unit="d")

    typer.echo(f"{state.names[row]} ({state.wbs[row]})")
    typer.echo(found.sentence or "It has no dates.")
    finish = formats.moment(instant(int(schedule.finish[row])), finish=True, weekday=True)
    typer.echo(
        f"Finishes {finish}. Total slack {days(schedule.total_slack[row])}, "
        f"free slack {days(schedule.free_slack[row])}, of its start {days(schedule.start_slack[row])}, "
        f"of its finish {days(schedule.finish_slack[row])}."
    )
    for line in (_standing(state, found), *(f"{line}." for line in found.broken)):
        typer.echo(line)
    typer.echo("\nBack to where it began:")
    for step in found.chain:
        typer.echo(f"  {step.sentence}")


def _standing(state: State, found: Explanation) -> str:
    """Whether it is critical, and on which path."""
    critical = "Critical" if found.critical else "Not critical"
    longest = ", on the longest path" if found.longest else ""
    ends = [f"“{state.names[end]}”" for end in found.ends if end != found.row]
    more = f" and {len(ends) - _ENDS_SAID} more" if len(ends) > _ENDS_SAID else ""
    decides = f"; it decides when {', '.join(ends[:_ENDS_SAID])}{more} can be" if ends else ""
    return f"{critical}{longest}{decides}."


_ENDS_SAID = 5


def _moved(state: State, found: Impact, row: int) -> dict[str, Any]:
    before, after = found.difference.before, found.difference.after
    return {
        **_named(state, row),
        "start": [_iso(int(before.start[row])), _iso(int(after.start[row]))],
        "finish": [_iso(int(before.finish[row])), _iso(int(after.finish[row]))],
    }


def _subject(state: State, subject: Subject) -> dict[str, Any]:
    """What slips; of a task or project as ever, of all else with the tasks behind it."""
    if subject.table in _OF_PLAN:
        return {"table": subject.table, **_named(state, state.outline.row[subject.id])}
    rows = [_named(state, row) for row in subject.rows]
    return {"table": subject.table, "id": subject.id, "wbs": None, "name": subject.name, "behind": rows}


def _impact(state: State, found: Impact, minutes: int, *, elapsed: bool) -> dict[str, Any]:
    groups = ("tasks", "milestones", "gates", "summaries", "phases", "projects")
    return {
        **_subject(state, found.subject),
        "slip": minutes,
        "elapsed": elapsed,
        **{name: [_moved(state, found, row) for row in getattr(found, name)] for name in groups},
        "program_finish": [_iso(at) for at in found.finish],
        "newly_critical": [_named(state, row) for row in found.newly_critical],
        "commitments": [_promises(state, *pair) for pair in found.commitments],
        "edges": [
            {
                "giver": state.names[edge.giver],
                "receiver": state.names[edge.receiver],
                "slack": [None if at == NONE else at for at in (edge.was, edge.will)],
                "late": list(edge.late),
                "broken": edge.broken,
            }
            for edge in moved_edges(state, found).values()
        ],
        "money": {
            "moved": found.money.amount,
            "into_other_years": found.money.into_other_years,
            "years": [
                {
                    "from": f"{year.first_day:%Y-%m}",
                    "cost": [year.before, year.after],
                }
                for year in found.money.years
            ],
        },
    }


def _promises(state: State, was: Promise, will: Promise) -> dict[str, Any]:
    told, then = promise_json(state, was), promise_json(state, will)
    same = ("id", "code", "title", "giver", "receiver", "status", "promised", "needed")
    pairs = ("forecast", "margin", "slip", "outlook")
    return {**{name: told[name] for name in same}, **{name: [told[name], then[name]] for name in pairs}}


def _print_impact(state: State, found: Impact, formats: Formats, slip: str) -> None:
    before, after = found.difference.before, found.difference.after
    was, will = (formats.moment(instant(at), finish=True) for at in found.finish)
    end = (
        f"the program finishes {will} instead of {was}" if found.moves_finish else f"it still finishes {was}"
    )
    typer.echo(f"If “{found.subject.name}” slips by {slip}, {end}.")
    lines = [
        [
            label,
            state.wbs[row],
            state.names[row],
            _from_to(formats, int(before.start[row]), int(after.start[row])),
            _from_to(formats, int(before.finish[row]), int(after.finish[row]), finish=True),
            "now critical" if row in found.newly_critical else "",
        ]
        for label, rows in (
            ("Project", found.projects),
            ("Phase", found.phases),
            ("Gate", found.gates),
            ("Milestone", [row for row in found.milestones if row not in found.gates]),
            ("Task", found.tasks),
        )
        for row in rows
    ]
    print_table(["", "WBS", "Name", "Start", "Finish", ""], lines, [False] * 6)
    for line in consequence_lines(state, found, formats):
        typer.echo(line)


def _from_to(formats: Formats, was: int, will: int, *, finish: bool = False) -> str:
    """ "4 May → 11 May", with times where the day is the same; one date where it stays."""
    days = [formats.date(instant(at)) for at in (was, will)]
    if was == will:
        return days[0]
    if days[0] == days[1]:
        days = [formats.moment(instant(at), finish=finish) for at in (was, will)]
    return " → ".join(days)
