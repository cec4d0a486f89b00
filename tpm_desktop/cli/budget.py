"""The budget command: every figure by account, project, funding source and period."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from tpm_desktop.finance.budget import Budget
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.breakdown import KINDS, Level, Row, by_period, name_of, rows
from tpm_desktop.plan.budget_lines import status_month
from tpm_desktop.plan.budget_periods import Period, Span, first_day, read_periods
from tpm_desktop.plan.closing import closed_through
from tpm_desktop.plan.exchange_findings import exchange_findings
from tpm_desktop.plan.fiscal import fiscal_calendar
from tpm_desktop.plan.reserves import Held, reserves

from .options import File, Json
from .output import print_json, print_table

By = Annotated[Span, typer.Option(help="What the years are parted into.")]
Starts = Annotated[
    int | None,
    typer.Option(min=1, max=12, help="First month of a year; the program's fiscal year unless given."),
]
_HEADS = ("", "Planned", "Committed", "Actual", "Accrued", "Outlook", "Variance", "Exchange")
_NAMELESS = {Level.PROJECT: "Across projects", Level.FUND: "No funding source"}
_SHOWN = ("planned", "committed", "actual", "accrued", "outlook", "variance", "exchange")


def budget(file: File, by: By = Span.MONTH, year_starts: Starts = None, json: Json = False) -> None:
    """Tell the budget with every sum: planned, committed, actual, accrued, outlook, variance, exchange."""
    with OpenProgram.open(file, read_only=True) as program:
        state, about = program.plan.state, program.file.program
        periods = read_periods(state, by, year_starts)
        if not json:
            _print(state, periods, Formats.of(about))
            return
        status, closed = status_month(state.inputs.tables), closed_through(state)
        print_json(
            {
                "currency": about.currency,
                "status_month": None if status is None else _month(status),
                "closed_through": None if closed is None else _month(closed),
                "periods": [_period(state, period) for period in periods],
                "rows": _rows(state, state.money.budget, periods),
                "cash": _cash(state, by, year_starts),
                "reserves": [_reserve(one) for one in reserves(state)],
                "findings": [asdict(one) for one in exchange_findings(state, Formats.of(about))],
            }
        )


def _cash(state: State, by: Span, starts_in: int | None) -> dict[str, Any]:
    """The same amounts in the months in which they are paid."""
    held = state.cash.budget
    periods = read_periods(state, by, starts_in, held)
    return {"periods": [_period(state, period) for period in periods], "rows": _rows(state, held, periods)}


def _month(number: int) -> str:
    return f"{first_day(number):%Y-%m}"


def _period(state: State, period: Period) -> dict[str, Any]:
    """start, finish: its first and last day, which in a fiscal calendar of weeks are not those of months."""
    fiscal = fiscal_calendar(state.inputs.tables)
    return {
        "span": period.span.value,
        "first": _month(period.first),
        "last": _month(period.last),
        "start": fiscal.first_day(period.first).isoformat(),
        "finish": fiscal.last_day(period.last).isoformat(),
        "past": period.past,
    }


def _rows(state: State, held: Budget, periods: list[Period]) -> list[dict[str, Any]]:
    """Minor units by kind, one for each period in their order."""
    amounts = {level: by_period(held, level, periods) for level in Level}
    found = []
    for row in rows(state):
        kinds = {}
        for kind in KINDS:
            values = getattr(amounts[row.level], kind)
            kinds[kind] = (values if row.level is Level.PROGRAM else values[row.place]).tolist()
        said = {"level": row.level.value, "id": row.id or None, "name": name_of(state, row) or None}
        found.append({**said, **_about(state, row), "amounts": kinds})
    return found


def _reserve(one: Held) -> dict[str, Any]:
    """Minor units; the share of the opening that is left in hundredths of a per cent."""
    amounts = {name: getattr(one, name) for name in ("opening", "drawn", "released", "left", "share")}
    return {"account_id": one.account_id, "kind": one.kind.value, **amounts, "transfers": list(one.draws)}


def _about(state: State, row: Row) -> dict[str, Any]:
    """Of an account, what it belongs to."""
    if row.level is not Level.ACCOUNT:
        return {}
    table = state.inputs.tables["account"]
    names = ("code", "project_id", "funding_id", "treatment", "reserve")
    return {name: table.texts[name][table.row[row.id]] for name in names}


def _print(state: State, periods: list[Period], formats: Formats) -> None:
    whole = [period for period in periods if period.year is None]
    amounts = {level: by_period(state.money.budget, level, whole) for level in Level}
    lines = []
    for row in rows(state):
        sums = [getattr(amounts[row.level], kind) for kind in _SHOWN]
        each = [int(values[0] if row.level is Level.PROGRAM else values[row.place][0]) for values in sums]
        if row.level is Level.ACCOUNT or any(each):
            said = name_of(state, row) or (
                "Across projects" if row.level is Level.PROJECT else "No funding source"
            )
            indent = "  " if row.level is Level.ACCOUNT else ""
            lines.append([indent + said, *(formats.money(amount, whole=True) for amount in each)])
    print_table(_HEADS, lines, [False, *[True] * len(_SHOWN)])
    for one in exchange_findings(state, formats):
        typer.echo(f"\n{one.about}: {one.what}. {one.mend}.")
    if not state.money.accounts:
        typer.echo("\nNothing is planned yet: add an account, then enter its amounts.")
