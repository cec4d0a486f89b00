"""Generated programs: capital view, budget, earned value and the rows themselves come to the same sums."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journeys.bought import Bought
from tpm_desktop.finance.fiscal_year import fiscal_year
from tpm_desktop.model.capital import AssetClass
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.breakdown import Level, rows
from tpm_desktop.plan.budget_drill import drilled
from tpm_desktop.plan.budget_periods import Span, read_periods
from tpm_desktop.plan.capital.book import read_books
from tpm_desktop.plan.capital.sums import capital_lines
from tpm_desktop.plan.earned_value import earned_value

ACCOUNTS, STARTS_IN = 2, 4
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
MONEY = st.integers(1, 10**10)
NAMED = st.sampled_from((None, 0, 1, 2))
Rows = dict[str, list[dict[str, Any]]]


@st.composite
def programs(draw: st.DrawFn) -> Rows:
    """Requests on accounts, orders with invoices, and postings that name them or settle each other."""
    requests = [
        {
            "id": f"r{n}",
            "title": "R",
            "account_id": f"a{n % ACCOUNTS}",
            "asset_class": draw(st.sampled_from(AssetClass)),
        }
        for n in range(3)
    ]
    orders = [
        {
            "id": f"o{n}",
            "title": "O",
            "request_id": f"r{n}",
            "ordered": draw(DAYS),
            "due": draw(st.none() | DAYS),
            "quantity": draw(st.integers(1, 9)),
            "unit_price": draw(MONEY),
        }
        for n in range(3)
    ]
    invoices = [
        {
            "id": f"i{n}",
            "number": f"I{n}",
            "order_id": f"o{n % 2}",
            "dated": draw(DAYS),
            "amount": draw(MONEY),
            "month": draw(st.none() | DAYS.map(lambda day: day.replace(day=1))),
        }
        for n in range(3)
    ]
    entries: list[dict[str, Any]] = []
    committed: set[int] = set()
    for n in range(draw(st.integers(0, 5))):
        kind, order, invoice = draw(st.sampled_from(("actual", "commitment", "accrual"))), draw(NAMED), None
        if kind == "commitment":
            order = None if order in committed else order
            committed |= {order} - {None}
        if kind == "actual" and order is None:
            invoice = draw(NAMED)
        settles = draw(st.sampled_from([None, *(e["id"] for e in entries if e["kind"] == "commitment")]))
        entries.append(
            {
                "id": f"e{n}",
                "text": "E",
                "kind": kind,
                "account_id": f"a{draw(st.integers(0, 1))}",
                "month": draw(DAYS).replace(day=1),
                "amount": draw(MONEY),
                "order_id": None if order is None else f"o{order}",
                "invoice_id": None if invoice is None else f"i{invoice}",
                "settles_id": settles if kind == "actual" else None,
            }
        )
    names = ("capital_request", "purchase_order", "invoice", "cost_entry")
    return dict(zip(names, (requests, orders, invoices, entries), strict=True))


def told(found: Rows) -> Bought:
    """The rows as the command line tells them."""
    empty = {"order_id": None, "invoice_id": None, "settles_id": None}

    def text(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    listed = [
        [{**empty, **{k: text(v) for k, v in row.items()}} for row in table] for table in found.values()
    ]
    return Bought(*listed)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=programs())
def test_capital_budget_and_earned_value_agree(tmp_path: Path, found: Rows) -> None:
    path = tmp_path / "some.tpm"
    path.unlink(missing_ok=True)
    status = datetime(2027, 6, 30, 17)
    with OpenProgram.create(
        path, start=datetime(2026, 1, 1, 8), status_date=status, fiscal_year_start=STARTS_IN
    ) as program:
        with program.file.transaction("Set up") as edit:
            for n in range(ACCOUNTS):
                edit.add("account", id=f"a{n}", name=f"A{n}")
            for table, listed in found.items():
                edit.add_all(table, listed)
        state, bought = program.plan.state, told(found)
        counted = list(bought.counted())
        _agree_by_year_and_class(capital_lines(read_books(state.capital), STARTS_IN), counted)
        whole = state.money.budget.program.whole
        loose = [row for row in bought.entries if not bought.order_of(row)]
        open_loose = sum(bought.left(row) for row in loose if row["kind"] == "commitment")
        spent_loose = sum(row["amount"] for row in loose if row["kind"] == "actual")
        lines = {
            one.asset_class: one.amounts
            for one in capital_lines(read_books(state.capital), 4)
            if not one.year
        }
        assert int(whole.committed) == lines[None].open + open_loose
        assert int(whole.actual) == lines[None].spent + spent_loose
        _every_sum_is_taken_apart(state)
        to_date = state.money.budget.program.to_date
        assert int(earned_value(state).ac.sum()) == int(to_date.incurred)


def _agree_by_year_and_class(lines: Any, counted: list[tuple[dict[str, Any], str, str, int]]) -> None:
    expected: dict[tuple[Any, Any, str], int] = {}
    for request, month, figure, amount in counted:
        year = fiscal_year((int(month[:4]) - 1970) * 12 + int(month[5:7]) - 1, STARTS_IN)
        for y in (year, None):
            for c in (request["asset_class"], None):
                expected[y, c, figure] = expected.get((y, c, figure), 0) + amount
    shown = {(one.year, one.asset_class): one.amounts for one in lines}
    for (year, asset_class, figure), amount in expected.items():
        line = shown.get((year, asset_class))
        assert (getattr(line, "open" if figure == "committed" else "spent") if line else 0) == amount


def _every_sum_is_taken_apart(state: Any) -> None:
    (whole,) = [period for period in read_periods(state) if period.span is Span.WHOLE]
    for row in rows(state):
        if row.level is Level.ACCOUNT:
            for figure in ("committed", "actual"):
                total = int(getattr(state.money.budget.accounts.whole, figure)[row.place])
                assert sum(one.amount for one in drilled(state, row, figure, whole)) == total
