"""Rounds of estimates as the estimate command prints them."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.estimate_budget import made_already
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.model.spending import BudgetVersion
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.budget_periods import first_day
from tpm_desktop.plan.estimate_budget import Proposal
from tpm_desktop.plan.estimate_comparison import Compared, Pair, compared, sums_by
from tpm_desktop.plan.estimate_words import against_plan, changed_text, class_text, headline, lacking
from tpm_desktop.plan.estimates import Line, Round, Sums

from .output import print_json, print_table


def print_rounds(program: OpenProgram, found: list[Round], *, json: bool) -> None:
    """Rounds with their lines and sums."""
    formats = Formats.of(program.file.program)
    if json:
        print_json({"currency": formats.currency, "rounds": [_as_json(program, one) for one in found]})
        return
    if not found:
        typer.echo("No estimates yet.")
    accounts = row_names(program.file, "account")
    for one in found:
        typer.echo(f"{headline(one, formats)}.")
        typer.echo(f"{against_plan(one, formats)}.")
        if said := lacking(one):
            typer.echo(f"{said}.")
        _print_lines(one, formats, accounts)
        typer.echo()


def _print_lines(one: Round, formats: Formats, accounts: dict[str, str]) -> None:
    heads = [
        "Estimate", "Account", "Method", "Optimistic", "Likely", "Pessimistic", "Expected", "Plan", "Class",
    ]  # fmt: skip

    def money(amount: int | None) -> str:
        return "–" if amount is None else formats.money(amount, whole=True, dash=True)

    lines = [
        [
            line.row.title,
            accounts.get(line.row.account_id or "", "–"),
            line.row.method.label,
            *(money(n) for n in (line.row.optimistic, line.row.likely, line.row.pessimistic)),
            money(line.expected),
            money(line.plan),
            class_text(line.row.confidence),
        ]
        for line in one.lines
    ]
    sums = one.sums
    amounts = (sums.optimistic, sums.likely, sums.pessimistic, sums.expected, sums.plan)
    lines.append(["Total", "", "", *(money(amount) for amount in amounts), ""])
    print_table(heads, lines, [False, False, False, *[True] * 5, False])


def _as_json(program: OpenProgram, one: Round) -> dict[str, Any]:
    """Money in minor units, shares in hundredths of a per cent."""
    row = one.row
    versions = [version.id for version in program.file.rows(BudgetVersion, round_id=row.id)]
    return {
        **{name: _told(getattr(row, name)) for name in ("id", *type(row).columns())},
        "sums": _sums(one.sums),
        "safe": one.sums.safe,
        "plan": one.plan,
        "not_estimated": one.not_estimated,
        "lines": [_line(line) for line in one.lines],
        "accounts": [{"id": key, **_sums(sums)} for key, sums in one.by("account_id").items()],
        "projects": [{"id": key, **_sums(sums)} for key, sums in one.by("project_id").items()],
        "budget_versions": versions,
    }


def _line(line: Line) -> dict[str, Any]:
    fields = [name for name in type(line.row).columns() if name not in ("round_id", "project_id")]
    return {
        "id": line.row.id,
        **{name: _told(getattr(line.row, name)) for name in fields},
        "project_id": line.project_id,
        "expected": line.expected,
        "deviation": line.deviation,
        "plan": line.plan,
        "difference": line.difference,
        "lacks": list(line.lacks),
    }


def _sums(sums: Sums) -> dict[str, int]:
    names = (
        "lines", "optimistic", "likely", "pessimistic", "expected", "deviation", "plan", "planless",
        "low", "high",
    )  # fmt: skip
    return {name: getattr(sums, name) for name in names}


def _told(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def print_comparison(program: OpenProgram, earlier: Round, later: Round, *, json: bool) -> None:
    """What differs between two rounds, line by line and by account."""
    pairs = compared(earlier, later)
    by = {field: sums_by(earlier, later, field) for field in ("account_id", "project_id")}
    if json:
        print_json(
            {
                "earlier": earlier.row.id,
                "later": later.row.id,
                "lines": [_pair(pair) for pair in pairs],
                "accounts": [_difference(one) for one in by["account_id"]],
                "projects": [_difference(one) for one in by["project_id"]],
                "difference": later.sums.expected - earlier.sums.expected,
            }
        )
        return
    formats = Formats.of(program.file.program)
    names = row_names(program.file, "account")
    typer.echo(f"{later.name} against {earlier.name}: {changed_text(pairs)}.")
    rows = [
        [pair.line.row.title, pair.turn.value, *_three(pair.amounts, formats)]
        for pair in pairs
        if pair.difference or pair.changed or pair.before is None or pair.after is None
    ]
    rows += [
        [names.get(one.id or "", "No account"), "", *_three((one.before, one.after), formats)]
        for one in by["account_id"]
    ]
    rows.append(["Total", "", *_three((earlier.sums.expected, later.sums.expected), formats)])
    print_table(["", "", "Before", "After", "Difference"], rows, [False, False, True, True, True])


def _three(amounts: tuple[int, int], formats: Formats) -> list[str]:
    before, after = amounts
    said = [formats.money(amount, whole=True, dash=True) for amount in amounts]
    return [*said, formats.money(after - before, whole=True, dash=True, sign=True)]


def _pair(pair: Pair) -> dict[str, Any]:
    before, after = pair.amounts
    return {
        "title": pair.line.row.title,
        "turn": pair.turn.value,
        "before_id": pair.before.row.id if pair.before else None,
        "after_id": pair.after.row.id if pair.after else None,
        "before": before,
        "after": after,
        "difference": pair.difference,
        "changed": list(pair.changed),
    }


def _difference(one: Compared) -> dict[str, Any]:
    return {"id": one.id, "before": one.before, "after": one.after, "difference": one.difference}


def print_proposal(program: OpenProgram, found: Proposal, *, json: bool) -> None:
    """What making the budget would do to each account."""
    accounts, projects = row_names(program.file, "account"), row_names(program.file, "project")
    if json:
        rows = [
            {
                "account_id": share.place.account_id,
                "project_id": share.place.project_id,
                "was": share.was,
                "becomes": share.becomes,
                "months": [
                    {
                        "month": f"{first_day(month):%Y-%m}",
                        "before": share.before.get(month, 0),
                        "after": share.after.get(month, 0),
                    }
                    for month in share.months
                ],
            }
            for share in found.shares
        ]
        others = [{"project_id": one.project_id, "planned": one.planned} for one in found.others]
        print_json(
            {
                "was": found.was, "becomes": found.becomes, "total": found.total, "others": others,
                "accounts": rows,
            }
        )  # fmt: skip
        return
    formats = Formats.of(program.file.program)
    lines = []
    for share in found.shares:
        new = f"New: {projects.get(share.place.project_id or '', 'Program')}"
        name = accounts.get(share.place.account_id or "", new)
        lines.append([name, *_three((share.was, share.becomes), formats)])
    for rest in found.others:
        name = f"Other accounts: {projects.get(rest.project_id or '', 'Program')}"
        lines.append([name, *_three((rest.planned, rest.planned), formats)])
    lines.append(["Total", *_three((found.was + found.stays, found.total), formats)])
    print_table(["Account", "Before", "After", "Difference"], lines, [False, True, True, True])
    if told := made_already(program, found):
        typer.echo(f"{told}.")
