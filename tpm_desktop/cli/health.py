"""The health command: what the checks of schedule quality say, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import figure, figure_text, findings, out_of, threshold_text
from tpm_desktop.planning.quality import Result, Verdict, failing

from .options import File, Json
from .output import print_json, print_table

_LISTED = 10  # of a check, on the terminal


def health(file: File, json: Json = False) -> None:
    """Check the quality of the schedule: logic, dates, progress, baseline and resources."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        results = quality(state)
        if json:
            print_json([_as_json(result, state, formats) for result in results])
        else:
            _print(results, state, formats)


def _as_json(result: Result, state: State, formats: Formats) -> dict[str, Any]:
    check, found = result.check, result.found
    amounts = None if found.amounts is None else found.amounts.tolist()
    beside_links = bool(found.links.size)
    return {
        "id": check.id,
        "title": check.title,
        "group": check.group.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "figure": figure(result),
        "unit": check.figure.value,
        "threshold": threshold_text(check, formats),
        "verdict": result.verdict.value,
        "note": found.note,
        "amount": check.amount.value if check.amount else None,
        "tasks": _tasks(found.tasks.tolist(), state, None if beside_links else amounts),
        "links": _links(found.links.tolist(), state, amounts),
        "mend": check.mend,
    }


def _tasks(rows: Sequence[int], state: State, amounts: Sequence[int] | None) -> list[dict[str, Any]]:
    found = [_named(row, state) for row in rows]
    return found if amounts is None else _with(found, amounts)


def _links(rows: Sequence[int], state: State, amounts: Sequence[int] | None) -> list[dict[str, Any]]:
    table, links = state.inputs.tables["link"], state.inputs.links
    found: list[dict[str, Any]] = [
        {
            "id": table.ids[row],
            "type": table.texts["type"][row],
            "predecessor": _named(int(links.predecessor[row]), state),
            "successor": _named(int(links.successor[row]), state),
        }
        for row in rows
    ]
    return found if amounts is None else _with(found, amounts)


def _with(found: list[dict[str, Any]], amounts: Sequence[int]) -> list[dict[str, Any]]:
    return [{**row, "amount": amount} for row, amount in zip(found, amounts, strict=False)]


def _named(row: int, state: State) -> dict[str, Any]:
    return {"id": state.outline.ids[row], "name": state.names[row]}


def _print(results: Sequence[Result], state: State, formats: Formats) -> None:
    lines = [
        [
            result.check.id,
            result.check.title,
            figure_text(result, formats),
            out_of(result, formats),
            threshold_text(result.check, formats),
            result.verdict.value,
            result.found.note,
        ]
        for result in results
    ]
    heads = ["Id", "Check", "Figure", "Counted", "Holds at", "Verdict", ""]
    print_table(heads, lines, [False, False, True, True, True, False, False])
    fails = failing(results)
    typer.echo(f"\n{len(fails)} of {_judged(results)} checks fail.")
    for result in results:
        if result.verdict in (Verdict.FAILS, Verdict.REPORTED) and not result.check.same_as:
            _print_findings(result, state, formats)


def _judged(results: Sequence[Result]) -> int:
    """How many checks hold or fail, practices and second names left out."""
    return sum(
        result.verdict in (Verdict.FAILS, Verdict.HOLDS)
        and not result.check.made_of
        and not result.check.same_as
        for result in results
    )


def _print_findings(result: Result, state: State, formats: Formats) -> None:
    count = max(len(result.found.tasks), len(result.found.links))
    if not count:
        return
    check = result.check
    typer.echo(f"\n{check.id}  {check.title}: {result.verdict.value}. {check.mend}")
    for found in islice(findings(result, state, formats), _LISTED):
        said = [part for part in (found.what, found.amount, found.who) if part]
        typer.echo(f"    {'  '.join(said)}")
    if count > _LISTED:
        typer.echo(f"    and {count - _LISTED} more; --json lists all")
