"""What other currencies make of a budget: sums by every path agree, and a missing rate is named."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpm_desktop.finance.exchange import converted
from tpm_desktop.formats import Formats
from tpm_desktop.formats.amounts import minor_digits_of
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.finance import BudgetLine
from tpm_desktop.model.spending import CostEntry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.exchange_findings import exchange_findings
from tpm_desktop.plan.exchange_lines import exchange_lines

MONTHS = [date(2026, month, 1) for month in (1, 2, 3, 4)]
CODES = ("EUR", "JPY", "KWD", "USD")
RATES = {"EUR": ("1.0837", "1.1012"), "JPY": ("0.0064123", "0.0065"), "KWD": ("3.2537", "3.19")}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """Two projects with two accounts each; of every currency a budget rate and one of the day."""
    path = tmp_path_factory.mktemp("exchange") / "p.tpm"
    status = datetime(2026, 4, 30, 17)
    with OpenProgram.create(path, name="P", start=datetime(2026, 1, 5, 8), status_date=status) as opened:
        for code, pair in RATES.items():
            for kind, text in zip(("budget", "day"), pair, strict=True):
                values = {"currency": code, "valid_from": MONTHS[0], "rate": text, "kind": kind}
                add_row(opened, "exchange_rate", values)
        for name in ("One", "Two"):
            project = add_row(opened, "project", {"name": name})
            for n in (1, 2):
                add_row(opened, "account", {"name": f"{name} {n}", "project_id": project})
        yield opened


sums = st.tuples(st.integers(0, 3), st.sampled_from(MONTHS), st.sampled_from(CODES), st.integers(1, 10**9))


@settings(max_examples=12, deadline=None)
@given(planned=st.lists(sums, max_size=6), booked=st.lists(sums, max_size=6))
def test_sums_of_mixed_currencies_agree_by_every_path_to_the_last_minor_unit(program, planned, booked):
    money = program.plan.state.money
    edits = [_line(money.accounts, *one) for one in planned], [_entry(money.accounts, *one) for one in booked]
    made = set_rows(program, "budget_line", {}, edits[0]) if planned else []
    made += set_rows(program, "cost_entry", {}, edits[1]) if booked else []
    try:
        budget = program.plan.state.money.budget
        whole = budget.program.whole.parts
        for totals in (budget.accounts, budget.projects, budget.funds, budget.treatments):
            assert np.array_equal(totals.whole.parts.sum(axis=1), whole)
            assert np.array_equal(totals.months.parts.sum(axis=(1, 2)), whole)
        assert int(budget.program.whole.planned) == sum(_worth(one, "budget") for one in planned)
        assert int(budget.program.whole.actual) == sum(_worth(one, "day") for one in booked)
        apart = sum(_worth(one, "budget") - _worth(one, "day") for one in booked)
        assert int(budget.program.whole.exchange) == apart
        assert sum(one.variance for one in exchange_lines(program.plan.state)) == apart
    finally:
        for _ in range(bool(planned) + bool(booked)):
            program.file.undo()


def _line(accounts, place, month, code, minor):
    return {"account_id": accounts[place], "month": month, **_own(code, minor, "planned")}


def _entry(accounts, place, month, code, minor):
    return {"text": "Cost", "account_id": accounts[place], "month": month, **_own(code, minor, "amount")}


def _own(code, minor, field):
    if code == "USD":
        return {field: minor}
    return {"currency": code, f"own_{field}": f"{Decimal(minor).scaleb(-minor_digits_of(code)):f}"}


def _worth(one, kind):
    _, _, code, minor = one
    if code == "USD":
        return minor
    rate = Decimal(RATES[code][kind == "day"])
    return converted(Decimal(minor).scaleb(-minor_digits_of(code)), rate, 2)


def test_rows_without_a_rate_are_named_with_what_to_do(program):
    """A merge or another program's file can bring them; what is typed is refused before."""
    formats = Formats.of(program.file.program)
    account = program.plan.state.money.accounts[0]
    assert exchange_findings(program.plan.state, formats) == []
    with program.file.transaction("Merge") as edit:
        line = {"account_id": account, "month": MONTHS[1], "planned": 5, "own_planned": "5.00"}
        edit.add("budget_line", **line, currency="GBP")
        entry = {"text": "<b>Rent</b>", "account_id": account, "month": MONTHS[0], "amount": 7}
        edit.add("cost_entry", **entry, currency="EUR", own_amount="7,x", code="E-9")
    found = exchange_findings(program.plan.state, formats)
    program.file.undo()
    assert [(one.about, one.what, one.mend) for one in found] == [
        (
            "Budget of One 1, Feb 2026",
            "no budget rate of GBP is known for 28 Feb 2026",
            "Add one under Exchange rates",
        ),
        ("Cost entry E-9 <b>Rent</b>", "the sum in its own currency can’t be read", "Enter it again"),
        (
            "GBP",
            "no budget rate of GBP is known, so its exchange variance is not told",
            "Add its budget rate under Exchange rates",
        ),
    ]


def test_a_sum_goes_to_its_currency_and_back_as_it_was_typed(program):
    account = program.plan.state.money.accounts[0]
    for code, typed, kept in (
        ("JPY", "1,234,567", "1234567"),
        ("KWD", "1.2345", "1.235"),
        ("KWD", "1.234", "1.234"),
    ):
        row = {"account_id": account, "month": MONTHS[2], "currency": code, "own_planned": typed}
        made = add_row(program, "budget_line", row)
        found = program.file.row(BudgetLine, made)
        assert found.own_planned == kept  # half a thousandth of a dinar is rounded
        set_fields(program, "budget_line", made, {"currency": None})
        assert program.file.row(BudgetLine, made).planned == found.planned
        program.file.undo()
        program.file.undo()
    assert program.file.rows(CostEntry) == []
