"""How long the budget takes: 200 accounts of 40 projects, 60 months, 5,000 entries and 500 orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.budget import BudgetView
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.money import Cell, Measure, set_amounts
from tpm_desktop.plan import OpenProgram

ACCOUNTS, PROJECTS, MONTHS, ENTRIES, ORDERS = 200, 40, 60, 5_000, 500


@pytest.fixture
def large(tmp_path: Path) -> Iterator[OpenProgram]:
    start, status = datetime(2026, 1, 1, 8), datetime(2028, 6, 30, 17)
    with OpenProgram.create(tmp_path / "large.tpm", start=start, status_date=status) as program:
        with program.file.transaction("Set up") as edit:
            projects = edit.add_all("project", [{"name": f"Site {n}"} for n in range(PROJECTS)])
            accounts = edit.add_all(
                "account",
                [{"name": f"Account {n}", "project_id": projects[n % PROJECTS]} for n in range(ACCOUNTS)],
            )
            requests = edit.add_all(
                "capital_request",
                [{"title": f"R{n}", "account_id": account} for n, account in enumerate(accounts)],
            )
            day = date(2026, 3, 2)
            orders = edit.add_all(
                "purchase_order",
                [
                    {"title": "Order", "request_id": requests[n % ACCOUNTS], "ordered": day, "unit_price": n}
                    for n in range(ORDERS)
                ],
            )
            invoices = edit.add_all(
                "invoice",
                [
                    {"number": f"I{n}", "order_id": orders[n % ORDERS], "dated": day, "amount": n + 1}
                    for n in range(2 * ORDERS)
                ],
            )
            edit.add_all(
                "cost_entry",
                [
                    {
                        "text": "Posting",
                        "account_id": accounts[n % ACCOUNTS],
                        "month": date(2026, n % 12 + 1, 1),
                        "amount": n,
                        "treatment": "opex",
                        "invoice_id": invoices[n] if n < ORDERS else None,
                    }
                    for n in range(ENTRIES)
                ],
            )
            edit.add_all(
                "budget_line",
                [
                    {
                        "account_id": account,
                        "month": date(2026 + n // 12, n % 12 + 1, 1),
                        "planned": 100_000 + n,
                        "actual": 99_000 if n < 30 else None,
                    }
                    for account in accounts
                    for n in range(MONTHS)
                ],
            )
        yield program


@pytest.fixture
def view(large: OpenProgram, qtbot: QtBot) -> BudgetView:
    view = BudgetView(Session(large), Appearance.current())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.load()
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.benchmark(group="budget")
def test_opening_the_grid(large: OpenProgram, qtbot: QtBot, benchmark: Any) -> None:
    session = Session(large)

    def show() -> None:
        view = BudgetView(session, Appearance.current())
        qtbot.addWidget(view)
        view.resize(1366, 768)
        view.load()
        view.show()
        view.grid.repaint()

    benchmark.pedantic(show, rounds=5)


@pytest.mark.benchmark(group="budget")
def test_showing_every_figure_of_every_account(view: BudgetView, benchmark: Any) -> None:
    def show() -> None:
        view.controls._figures.button(7).setChecked(True)
        view.grid.repaint()
        view.controls._figures.button(0).setChecked(True)

    benchmark(show)


@pytest.mark.benchmark(group="budget")
def test_entering_an_amount_until_the_grid_shows_it(
    view: BudgetView, large: OpenProgram, benchmark: Any
) -> None:
    account = large.plan.state.money.accounts[7]
    amounts = iter(range(1, 1_000_000))

    def enter() -> None:
        set_amounts(large, [Cell(account, date(2027, 3, 1), Measure.PLANNED, next(amounts))])
        view.grid.repaint()

    benchmark(enter)


@pytest.mark.benchmark(group="budget")
def test_scrolling_a_screen_sideways(view: BudgetView, benchmark: Any) -> None:
    bar = view.grid.totals.horizontalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 37) % max(bar.maximum(), 1))
        view.grid.body.viewport().repaint()
        view.grid.totals.viewport().repaint()

    benchmark(scroll)
