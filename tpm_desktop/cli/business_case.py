"""The business-case command: versions against how things stand, and the benefits with their curves."""

from __future__ import annotations

from typing import Any

import typer

from tpm_desktop.finance.fiscal_year import FiscalYear
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.benefits import Realisation, missing, realisations
from tpm_desktop.plan.business_case import Standing, Version, Year, standings
from tpm_desktop.plan.capital.words import rate_text, years_text
from tpm_desktop.plan.case_words import headline, standing_text, value_text, version_name, year_name

from .options import File, Json
from .output import print_json, print_table

_AMOUNTS = ("cost", "running", "benefit", "spent", "realised", "net")


def business_case(file: File, json: Json = False) -> None:
    """Tell costs and benefits by version and as things stand, what they are worth, and what is realised."""
    with OpenProgram.open(file, read_only=True) as program:
        formats = Formats.of(program.file.program)
        cases, benefits = standings(program.plan.state), realisations(program.plan.state)
        projects, people = row_names(program.file, "project"), row_names(program.file, "resource")
        if not json:
            _print(cases, benefits, formats, projects, people)
            return
        print_json(
            {
                "currency": formats.currency,
                "cases": [_case(one, projects) for one in cases],
                "benefits": [_benefit(one, people, last_month(cases, formats)) for one in benefits],
            }
        )


def last_month(cases: list[Standing], formats: Formats) -> int | None:
    """The end of the last year of any case, in months since January 1970."""
    years = [one.now.years[-1].year for one in cases if one.now and one.now.years]
    return FiscalYear.beginning(max(years), formats.fiscal_year_start).last if years else None


def _case(one: Standing, projects: dict[str, str]) -> dict[str, Any]:
    held = one.held.row if one.held else None
    return {
        "project_id": one.project_id,
        "project": projects.get(one.project_id or ""),
        "held_id": held.id if held else None,
        "change": one.change,
        "npv_to_go": one.to_go,
        "versions": [_version(version) for version in one.versions],
        "now": _version(one.now) if one.now else None,
    }


def _version(one: Version) -> dict[str, Any]:
    """Money in minor units, the internal rates in per cent."""
    row, figures = one.row, one.figures
    return {
        "id": row.id if row else None,
        "code": row.code if row else None,
        "title": version_name(one),
        "date": row.taken.isoformat() if row else None,
        "state": row.state.value if row else None,
        "rate": figures.rate,
        "npv": figures.value,
        "irr": [float(rate) for rate in figures.rates.found],
        "payback_years": _number(figures.payback),
        "discounted_payback_years": _number(figures.discounted),
        "profitability_index": _number(figures.index),
        "equivalent_annual_sum": figures.annual,
        "total": _year(one.total, total=True),
        "years": [_year(year) for year in one.years],
    }


def _year(one: Year, *, total: bool = False) -> dict[str, Any]:
    amounts = {name: getattr(one, name) for name in _AMOUNTS}
    return amounts if total else {"year": one.year, **amounts}


def _benefit(one: Realisation, people: dict[str, str], until: int | None) -> dict[str, Any]:
    benefit = one.benefit
    return {
        "id": benefit.id,
        "code": benefit.code,
        "title": benefit.title,
        "project_id": benefit.project_id,
        "owner": people.get(benefit.owner_id or ""),
        "unit": benefit.unit,
        "baseline": benefit.baseline,
        "target": benefit.target,
        "last": one.last.measured if one.last else None,
        "reached": _number(one.reached),
        "due": _number(one.due),
        "behind": one.behind,
        "missing": list(missing(one)),
        "realised_by_year": one.worth_realised(),
        "expected_by_year": {} if until is None else one.worth_expected(until),
        "curve": [
            {"date": point.read_on.isoformat(), "planned": point.planned, "measured": point.measured}
            for point in one.points
        ],
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _print(
    cases: list[Standing],
    benefits: list[Realisation],
    formats: Formats,
    projects: dict[str, str],
    people: dict[str, str],
) -> None:
    for case in cases:
        own = [one for one in benefits if case.project_id in (None, one.benefit.project_id)]
        typer.echo(f"{projects.get(case.project_id or '', 'Program')}: {headline(case, own, formats)}.")
        _print_case(case, formats)
        typer.echo()
    if not cases:
        typer.echo("No business case yet.")
    heads = ["Benefit", "", "Owner", "Baseline", "Last", "Target", "How it stands"]
    rows = [
        [
            one.benefit.code or "",
            one.benefit.title,
            people.get(one.benefit.owner_id or "", "–"),
            value_text(one.benefit.baseline, one, formats),
            value_text(one.last.measured if one.last else None, one, formats),
            value_text(one.benefit.target, one, formats),
            standing_text(one, formats),
        ]
        for one in benefits
    ]
    if rows:
        print_table(heads, rows, [False, False, False, True, True, True, False])


def _print_case(case: Standing, formats: Formats) -> None:
    shown = [*case.versions, *([case.now] if case.now else [])]
    heads = ["Version", "Date", "State", "Cost", "Benefit", "NPV", "IRR", "Payback"]
    rows = []
    for one in shown:
        row, total = one.row, one.total
        value = one.figures.value
        rows.append(
            [
                version_name(one),
                formats.date(row.taken, year=True) if row else "",
                row.state.label if row else "",
                formats.money(total.cost + total.running, whole=True, dash=True),
                formats.money(total.benefit, whole=True, dash=True),
                "–" if value is None else formats.money(value, whole=True, sign=True),
                rate_text(one.figures, formats),
                years_text(one.figures.payback, formats),
            ]
        )
    print_table(heads, rows, [False, False, False, *[True] * 5])
    if case.now is None or case.held is None:
        return
    heads = ["Year", "Cost held", "Spent", "Cost now", "Benefit held", "Realised", "Benefit now"]
    rows = []
    for now in case.now.years:
        held = case.held.year(now.year)
        costs = [held.cost + held.running, now.spent, now.cost + now.running]
        amounts = [*costs, held.benefit, now.realised, now.benefit]
        rows.append(
            [year_name(now.year, formats), *(formats.money(x, whole=True, dash=True) for x in amounts)]
        )
    typer.echo()
    print_table(heads, rows, [False, *[True] * 6])
