"""The capex command: the capital plan against what is approved, committed and spent, and each request."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import typer

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.breaches import breaches
from tpm_desktop.plan.capital.case import book_value, case_of, depreciation_by_year, gain, schedules
from tpm_desktop.plan.capital.life import events, offered
from tpm_desktop.plan.capital.orders import Order
from tpm_desktop.plan.capital.sums import (
    CapitalLine,
    amounts_of,
    capital_lines,
)
from tpm_desktop.plan.capital.words import schedule_finding, stage_text, year_text
from tpm_desktop.plan.due import day_of_status

from .options import File, Json
from .output import print_json, print_table

_SUMS = ("planned", "approved", "committed", "open", "spent", "paid", "capitalised")


def capex(file: File, json: Json = False) -> None:
    """Tell capital planned, approved, committed and spent by year and asset class, and each request."""
    with OpenProgram.open(file, read_only=True) as program:
        about = program.file.program
        formats, day = Formats.of(about), day_of_status(program.plan.state)
        books = read_books(program.plan.state.capital)
        lines = capital_lines(books, about.fiscal_year_start)
        if not json:
            _print(books, lines, formats, day, about.fiscal_year_start)
            return
        names = dict(zip(*program.file.columns("resource", ["id", "name"]), strict=True))
        charged = depreciation_by_year(books, about.fiscal_year_start)
        print_json(
            {
                "currency": about.currency,
                "fiscal_year_start": about.fiscal_year_start,
                "lines": [_line(line, formats, about.fiscal_year_start) for line in lines],
                "depreciation": [
                    {"year": year, "charge": charge, "written_off": off}
                    for year, (charge, off) in charged.items()
                ],
                "requests": [_request(book, formats, day, about.fiscal_year_start, names) for book in books],
            }
        )


def _line(line: CapitalLine, formats: Formats, starts_in: int) -> dict[str, Any]:
    return {
        "year": line.year,
        "fiscal_year": year_text(line.year, formats, starts_in) if line.year else None,
        "asset_class": line.asset_class.value if line.asset_class else None,
        **asdict(line.amounts),
    }


def _request(
    book: Book, formats: Formats, day: date, starts_in: int, names: dict[str, str]
) -> dict[str, Any]:
    """Money in minor units, the internal rates in per cent."""
    request, case = book.request, case_of(book)
    return {
        "id": request.id,
        "code": request.code,
        "title": request.title,
        "project_id": request.project_id,
        "account_id": request.account_id,
        "asset_class": request.asset_class.value,
        "stage": book.stage(day).value,
        "next": [step.to.value for step in offered(book, day)],
        "requested": book.requested,
        "capital": book.capital,
        **asdict(amounts_of(book, starts_in)),
        "received": book.received,
        "retained": book.retained,
        "advance_left": book.advance_left,
        "case": None if case is None else {
            "flows": list(case.flows),
            "rate": case.rate,
            "npv": case.value,
            "irr": [float(rate) for rate in case.rates.found],
            "payback_years": _float(case.payback),
            "discounted_payback_years": _float(case.discounted),
            "profitability_index": _float(case.index),
            "equivalent_annual_sum": case.annual,
        },
        "steps": [
            {
                "step": one.stage.value,
                "date": one.on.isoformat(),
                "person": names.get(one.person_id or ""),
                "role": one.role or None,
                "amount": one.amount,
                "note": one.note,
            }
            for one in events(book)
        ],
        "depreciation": [
            {
                "asset": one.asset.code if one.asset else None,
                "cost": one.cost,
                "years": [asdict(year) for year in one.years],
                "problem": one.problem or None,
                "gain_on_retirement": gain(one, starts_in),
                "finding": schedule_finding(one, formats) or None,
            }
            for one in schedules(book, starts_in)
        ],
        "orders": [_order(one) for one in book.orders],
        "findings": [asdict(one) for one in breaches(book, formats, day)],
    }  # fmt: skip


def _order(order: Order) -> dict[str, Any]:
    """Money in minor units, shares in hundredths of a per cent."""
    sums = ("received", "invoiced", "advanced", "recovered", "retained", "paid")
    return {
        "code": order.row.code,
        "amount": order.terms.amount,
        "advance": order.row.advance,
        "retention": order.row.retention,
        **{name: getattr(order, name) for name in sums},
        "stages": [
            {
                "title": one.title,
                "kind": one.kind.value,
                "share": one.share,
                "met": one.met.isoformat() if one.met else None,
            }
            for one in order.stages
        ],
    }


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _print(books: list[Book], lines: list[CapitalLine], formats: Formats, day: date, starts_in: int) -> None:
    heads = ["Year", "Asset class", "Planned", "Approved", "Ordered", "Open", "Spent", "Paid", "In service"]
    rows = [
        [
            year_text(line.year, formats, starts_in),
            line.asset_class.label if line.asset_class else "All",
            *(formats.money(getattr(line.amounts, name), whole=True, dash=True) for name in _SUMS),
        ]
        for line in lines
    ]
    print_table(heads, rows, [False, False, *[True] * len(_SUMS)])
    if not books:
        typer.echo("\nNo capital requests yet.")
        return
    typer.echo()
    heads = ["Request", "", "Stage", "Asked", "Approved", "Ordered", "Spent", "Book value"]
    rows = [
        [
            book.request.code or "",
            book.request.title,
            stage_text(book, day),
            *(
                formats.money(amount, whole=True, dash=True)
                for amount in (book.requested, book.approved, book.committed, book.spent)
            ),
            formats.money(
                sum(book_value(book, one, day, starts_in) for one in book.assets), whole=True, dash=True
            ),
        ]
        for book in books
    ]
    print_table(heads, rows, [False, False, False, *[True] * 5])
    for book in books:
        for one in breaches(book, formats, day):
            typer.echo(f"{book.request.code}: {one.text}.")
