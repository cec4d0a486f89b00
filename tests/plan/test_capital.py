"""Capital planned, approved, ordered and spent: sums by any path agree to the last minor unit."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tpm_desktop.formats import Formats
from tpm_desktop.model.capital import (
    AssetClass,
    CapitalCost,
    CapitalFlow,
    CapitalRequest,
    CapitalState,
    CapitalStep,
    DepreciationMethod,
)
from tpm_desktop.model.finance import Treatment
from tpm_desktop.model.purchasing import Asset, Invoice, Payment, PurchaseOrder
from tpm_desktop.plan.capital.book import Book, read_books
from tpm_desktop.plan.capital.case import book_value, case_of, depreciation_by_year, schedules
from tpm_desktop.plan.capital.rows import CAPITAL_TABLES, CapitalRows
from tpm_desktop.plan.capital.sums import Amounts, amounts_of, capital_lines, years_of
from tpm_desktop.plan.capital.words import case_facts

DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
MONTHS = DAYS.map(lambda day: day.replace(day=1))
MONEY = st.integers(0, 10**11)
STARTS = st.integers(1, 12)


def rows_of(*records: object) -> CapitalRows:
    tables: dict[str, dict] = {name: {} for name in CAPITAL_TABLES}
    for row in records:
        tables[type(row).__table__.name][row.id] = row
    return CapitalRows(tables)


def book(*parts: object, **fields: object) -> Book:
    """One request with its parts, which need no `request_id`."""
    request = CapitalRequest(title="Servers", state=CapitalState.APPROVED, **fields)
    for part in parts:
        if "request_id" in type(part).model_fields:
            part.request_id = request.id
    return read_books(rows_of(request, *parts))[0]


def approval(amount: int, day: date = date(2026, 5, 1)) -> CapitalStep:
    return CapitalStep(state=CapitalState.APPROVED, taken=day, amount=amount)


@st.composite
def programs(draw: st.DrawFn) -> list[Book]:
    """Requests with cost lines, approvals, orders, invoices, payments and assets in any year."""
    rows: list[object] = []
    for n in range(draw(st.integers(1, 4))):
        request = CapitalRequest(
            title=f"R{n}",
            asset_class=draw(st.sampled_from(AssetClass)),
            in_plan=draw(st.booleans()),
            state=draw(st.sampled_from((CapitalState.APPROVED, CapitalState.DRAFT, CapitalState.REJECTED))),
        )
        of = {"request_id": request.id}
        rows.append(request)
        costs = draw(st.lists(st.tuples(MONTHS, MONEY), max_size=3))
        rows += [CapitalCost(title="C", month=month, unit_price=price, **of) for month, price in costs]
        if draw(st.booleans()):
            step = approval(draw(MONEY), draw(DAYS))
            step.request_id = request.id
            rows.append(step)
        for _ in range(draw(st.integers(0, 2))):
            order = PurchaseOrder(title="O", ordered=draw(DAYS), unit_price=draw(MONEY), **of)
            bill = Invoice(number="I", order_id=order.id, dated=draw(DAYS), amount=draw(MONEY) + 1)
            paid = Payment(invoice_id=bill.id, paid=draw(DAYS), amount=draw(MONEY) + 1)
            rows += [order, bill, paid]
        if draw(st.booleans()):
            rows.append(Asset(title="A", in_service=draw(DAYS), cost=draw(MONEY), life=36, **of))
    return read_books(rows_of(*rows))


@settings(max_examples=40)
@given(programs(), STARTS)
def test_years_classes_and_requests_sum_to_the_same(books, starts_in):
    lines = capital_lines(books, starts_in)

    def total(chosen: list[Amounts]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*map(astuple, chosen), strict=True))) if chosen else astuple(Amounts())

    whole = total([one.amounts for one in lines if one.year is None and one.asset_class is None])
    assert whole == total([amounts_of(book, starts_in) for book in books])
    assert whole == total([one.amounts for one in lines if one.year is not None and one.asset_class is None])
    assert whole == total([one.amounts for one in lines if one.year is None and one.asset_class is not None])
    for year in {one.year for one in lines}:
        of_year = [one for one in lines if one.year == year]
        heads = total([one.amounts for one in of_year if one.asset_class is None])
        assert heads == total([one.amounts for one in of_year if one.asset_class is not None])
    assert {one.year for one in lines} - {None} == {y for book in books for y in years_of(book, starts_in)}


def test_an_approval_lies_over_the_years_as_the_costs_do():
    lines = [
        CapitalCost(title="First", month=date(2026, 9, 1), unit_price=200_00),
        CapitalCost(title="Second", month=date(2027, 4, 1), unit_price=100_00),
    ]
    one = book(*lines, approval(200_00))
    found = {line.year: line.amounts.approved for line in capital_lines([one], 4) if not line.asset_class}
    assert found == {2026: 133_33, 2027: 66_67, None: 200_00}


def test_without_cost_lines_an_approval_counts_in_its_own_year():
    one = book(approval(50_00, date(2027, 3, 31)))
    assert {line.year for line in capital_lines([one], 4)} == {2026, None}


def test_what_was_rejected_is_neither_planned_nor_approved():
    line = CapitalCost(title="Spare", month=date(2026, 9, 1), unit_price=200_00)
    one = book(line, approval(200_00))
    one.request.state = CapitalState.REJECTED
    assert capital_lines([one], 1) == []
    assert capital_lines([], 1) == []


def flows(*nets: int, **days: date) -> list[CapitalFlow]:
    return [
        CapitalFlow(
            year=year,
            outlay=-net if net < 0 else None,
            benefit=net if net > 0 else None,
            paid_on=days.get(f"y{year}"),
        )
        for year, net in enumerate(nets)
    ]


def facts(one: Book) -> dict[str, str]:
    return dict(case_facts(case_of(one), Formats("en_US", currency="USD")))


def test_the_figures_of_a_case():
    one = book(*flows(-500_000_00, *[150_000_00] * 5), rate=800)
    told = {label: text.replace("\N{NO-BREAK SPACE}", " ") for label, text in facts(one).items()}
    assert told == {
        "Discount rate": "8 %",
        "Net present value": "+USD 98,906.51",
        "Internal rate of return": "15.24 %",
        "Payback": "3.33 years",
        "Discounted payback": "4.03 years",
        "Profitability index": "1.20",
        "Equivalent annual sum": "+USD 24,771.77",
    }


def test_cases_with_several_rates_none_or_days():
    assert facts(book(*flows(-100_000_00, 230_000_00, -132_000_00)))["Internal rate of return"] == (
        "several: 10.00 %, 20.00 %"
    )
    never = facts(book(*flows(-100_00, 50_00), rate=0))
    assert (never["Payback"], never["Internal rate of return"]) == ("never", "−50.00 %")
    dated = flows(
        -200_000_00, 60_000_00, 80_000_00, 90_000_00,
        y0=date(2026, 1, 15), y1=date(2026, 7, 15), y2=date(2027, 1, 15), y3=date(2027, 7, 15),
    )  # fmt: skip
    assert case_of(book(*dated, rate=1000)).value == 7_998_58
    assert case_of(book()) is None


def test_a_schedule_is_expected_until_there_is_an_asset():
    cost = CapitalCost(
        title="Servers", month=date(2026, 9, 1), unit_price=36_000_00, treatment=Treatment.CAPEX
    )
    one = book(cost, life=36, in_service_due=date(2026, 9, 30))
    (expected,) = schedules(one, 1)
    assert (expected.asset, [year.charge for year in expected.years]) == (
        None, [3_000_00, 12_000_00, 12_000_00, 9_000_00],
    )  # fmt: skip
    assert depreciation_by_year([one], 1) == {}
    asset = Asset(title="Servers", in_service=date(2026, 9, 30), cost=24_000_00, life=24)
    served = book(cost, asset, life=36)
    assert depreciation_by_year([served], 1) == {
        2026: (3_000_00, 0),
        2027: (12_000_00, 0),
        2028: (9_000_00, 0),
    }
    assert book_value(served, asset, date(2026, 12, 31), 1) == 21_000_00
    asset.retired = date(2027, 1, 31)
    assert book_value(served, asset, date(2027, 2, 1), 1) == 0


def test_terms_without_a_table_say_so_and_stop_nothing():
    asset = Asset(
        title="Odd", in_service=date(2026, 9, 30), cost=24_000_00, life=24, method=DepreciationMethod.MACRS
    )
    one = book(asset)
    assert "there is no MACRS table of 2 years" in schedules(one, 1)[0].problem
    assert depreciation_by_year([one], 1) == {}
    assert book_value(one, asset, date(2027, 1, 1), 1) == 24_000_00
