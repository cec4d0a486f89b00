"""The evm command: earned value of control accounts, component projects and the program."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import typer

from tpm_desktop.finance.amounts import NONE
from tpm_desktop.finance.earned_schedule import EarnedSchedule
from tpm_desktop.finance.earned_value import Performance
from tpm_desktop.finance.fiscal_year import year_and_month
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.earned_lines import Finding, Line, findings, lines
from tpm_desktop.plan.earned_value import EarnedValue, earned_value

from .options import File, Json
from .output import print_json, print_table

_MONEY = (
    "bac", "pv", "ev", "ac", "sv", "cv", "eac_atypical", "eac", "eac_both", "eac_weighted", "etc", "vac",
)  # fmt: skip
_OF_A_PERIOD = ("pv", "ev", "ac", "sv", "cv", "spi", "cpi")
"""What a month alone can tell: its forecast would set all of the budget against the work of one month."""
_INDICES = ("sv_share", "cv_share", "spi", "cpi", "tcpi", "planned", "complete", "spent")
_HEADS = ("", "Budget", "Planned", "Earned", "Spent", "SV", "CV", "SPI", "CPI", "SPI(t)", "Forecast", "")


def evm(file: File, json: Json = False) -> None:
    """Tell planned value, earned value and actual cost, with indices and forecasts."""
    with OpenProgram.open(file, read_only=True) as program:
        state, formats = program.plan.state, Formats.of(program.file.program)
        earned = earned_value(state)
        found = lines(state, earned)
        wrong = list(findings(state, found))
        if not json:
            _print(found, wrong, formats)
            return
        at = program.file.program.status_date
        print_json(
            {
                "status_date": at.isoformat(timespec="minutes") if at else None,
                "currency": program.file.program.currency,
                "lines": [_as_json(line, earned) for line in found],
                "findings": [asdict(one) for one in wrong],
            }
        )


def _as_json(line: Line, earned: EarnedValue) -> dict[str, Any]:
    """Money in minor units, indices unrounded, null where there is none."""
    running = earned.by_month(line.rows)
    curve = earned.curve(line.rows).tolist()
    months = [
        {
            "month": "{:04}-{:02}".format(*year_and_month(int(month))),
            "pv": curve[n],
            "ev": int(running.ev[n]) if n < earned.through else None,
            "ac": int(running.ac[n]) if n < earned.through else None,
        }
        for n, month in enumerate(earned.months)
    ]
    return {
        "level": line.level.value,
        "id": line.id or None,
        "name": line.name,
        "to_date": _figures(line.found),
        "period": None if line.period is None else _of_a_period(line.period),
        "without_level_of_effort": _figures(line.without_effort),
        "eac": line.forecast,
        "vac": line.variance,
        "earned_schedule": _schedule(line.schedule),
        "explain": [word for word, off in (("schedule", line.schedule_off), ("cost", line.cost_off)) if off],
        "explained": line.explained,
        "months": months,
    }


def _figures(one: Performance) -> dict[str, Any]:
    amounts = {name: int(getattr(one, name)) for name in _MONEY}
    renamed = {f"{name}_typical" if name in ("eac", "etc", "vac") else name: v for name, v in amounts.items()}
    return {
        **{name: None if amount == NONE else amount for name, amount in renamed.items()},
        **{name: _number(float(getattr(one, name))) for name in _INDICES},
    }


def _of_a_period(one: Performance) -> dict[str, Any]:
    figures = _figures(one)
    return {name: figures[name] for name in _OF_A_PERIOD}


def _schedule(one: EarnedSchedule) -> dict[str, Any]:
    parts = ("es", "at", "pd", "sv", "spi", "ieac", "tspi")
    return {name: _number(float(getattr(one, name))) for name in parts}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _print(found: list[Line], wrong: list[Finding], formats: Formats) -> None:
    rows = []
    for line in found:
        one = line.found
        sums = (one.bac, one.pv, one.ev, one.ac, one.sv, one.cv)
        amounts = [formats.money(int(x), whole=True) for x in sums]
        indices = [formats.decimal(float(x), 3) for x in (one.spi, one.cpi, line.schedule.spi)]
        asks = (line.schedule_off or line.cost_off) and not line.explained
        forecast = formats.money(line.forecast, whole=True)
        rows.append([line.name, *amounts, *indices, forecast, "explain" if asks else ""])
    print_table(_HEADS, rows, [False, *[True] * 10, False])
    if not found:
        typer.echo("\nNothing is budgeted yet: take a baseline of tasks that cost something.")
    for lack in wrong:
        typer.echo(f"{lack.id}  {lack.about}: {lack.what}. {lack.mend}.")
