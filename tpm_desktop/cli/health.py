"""The health command: what the checks of schedule quality say, and what they found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.agreed_checks import Waived
from tpm_desktop.plan.policy_findings import policy_report
from tpm_desktop.plan.policy_words import counted
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import (
    figure,
    figure_text,
    findings,
    judged,
    out_of,
    threshold_text,
    waived_text,
    waivers,
)
from tpm_desktop.planning.quality import Result, Verdict, failing

from .options import File, Json
from .output import print_json, print_table
from .policy_checks import policy_checks

_LISTED = 10  # of a check, on the terminal


def health(file: File, json: Json = False) -> None:
    """Check the quality of the schedule: logic, dates, progress, baseline, resources; and the policy."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        results = quality(state)
        if json:
            checks = [_as_json(result, state, formats) for result in results]
            print_json([*checks, *policy_checks(state, formats)])
        else:
            _print(results, state, formats)
            _print_policy(state)


def _print_policy(state: State) -> None:
    if state.policy.rules:
        typer.echo(f"\nPolicy: {counted(policy_report(state))}; the policy command lists them.")


def _as_json(result: Result, state: State, formats: Formats) -> dict[str, Any]:
    check, found = result.check, result.found
    amounts = None if found.amounts is None else found.amounts.tolist()
    borne = waivers(result, state)
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
        "waived": 0 if found.waived is None else int(found.waived.sum()),
        "tasks": _tasks(found.tasks.tolist(), state, *((None, {}) if beside_links else (amounts, borne))),
        "links": _links(found.links.tolist(), state, amounts, borne),
        "rows": _rows(result, state, formats),
        "mend": check.mend,
    }


def _rows(result: Result, state: State, formats: Formats) -> list[dict[str, Any]]:
    """Of a check about a register what it found there."""
    if not result.check.register:
        return []
    found = findings(result, state, formats)
    return [{"table": one.table, "id": one.id, "name": one.what, "amount": one.size or None} for one in found]


def _tasks(
    rows: Sequence[int], state: State, amounts: Sequence[int] | None, borne: Mapping[int, Waived]
) -> list[dict[str, Any]]:
    found = [{**_named(row, state), **_waived(borne.get(row))} for row in rows]
    return found if amounts is None else _with(found, amounts)


def _waived(waived: Waived | None) -> dict[str, Any]:
    """Why a finding is borne; nothing where it counts."""
    if waived is None:
        return {}
    told = {"reason": waived.reason, "by": waived.by or None, "until": waived.until.isoformat()}
    return {"waived": {"id": waived.id, **told}}


def _links(
    rows: Sequence[int], state: State, amounts: Sequence[int] | None, borne: Mapping[int, Waived]
) -> list[dict[str, Any]]:
    table, links = state.inputs.tables["link"], state.inputs.links
    found: list[dict[str, Any]] = [
        {
            "id": table.ids[row],
            "type": table.texts["type"][row],
            "predecessor": _named(int(links.predecessor[row]), state),
            "successor": _named(int(links.successor[row]), state),
            **_waived(borne.get(row)),
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
    typer.echo(f"\n{len(fails)} of {judged(results)} checks fail.")
    for result in results:
        told = result.verdict in (Verdict.FAILS, Verdict.REPORTED) or result.found.waived is not None
        if told and not result.check.same_as:
            _print_findings(result, state, formats)


def _print_findings(result: Result, state: State, formats: Formats) -> None:
    count = len(result.found.listed)
    if not count:
        return
    check = result.check
    typer.echo(f"\n{check.id}  {check.title}: {result.verdict.value}. {check.mend}")
    for found in islice(findings(result, state, formats), _LISTED):
        borne = waived_text(found.waived, formats) if found.waived else ""
        said = [part for part in (found.what, found.amount, found.who, borne) if part]
        typer.echo(f"    {'  '.join(said)}")
    if count > _LISTED:
        typer.echo(f"    and {count - _LISTED} more; --json lists all")
