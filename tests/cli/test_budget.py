"""The budget by command: every sum by account, project, funding source and period agrees."""

from __future__ import annotations

import pytest


@pytest.fixture
def budgeted(run, plan):
    """Two accounts of one project with a transfer, an order, an invoice and an accrual; returns the path."""
    run("set", plan, "program", "program", "status_date=2026-02-27", "fiscal_year_start=4")
    run("add", plan, "resource", "name=Sponsor")
    run("add", plan, "funding_source", "name=Capital plan")
    run("add", plan, "account", "name=Racks", "treatment=capex", "funding_id=Capital plan")
    run("add", plan, "account", "name=Rent")
    for account, month, *amounts in (
        ("Racks", "2026-01", "planned=100.00", "actual=40.00"),
        ("Racks", "2026-04", "planned=50.01", "forecast=70.00"),
        ("Rent", "2026-02", "planned=10.00"),
    ):
        run("add", plan, "budget_line", f"account_id={account}", f"month={month}", *amounts)
    transfer = ("from_month=2026-01", "to_month=2026-02", "amount=20.00", "approved_by_id=Sponsor")
    ends = ("from_account_id=Racks", "to_account_id=Rent")
    assert run("add", plan, "transfer", "reason=Rent rose", *ends, *transfer).code == 0
    order = ("text=Racks", "kind=commitment", "account_id=Racks", "month=2026-04", "amount=60.00")
    assert run("add", plan, "cost_entry", *order).code == 0
    booked = ("text=First racks", "account_id=Racks", "month=2026-02", "amount=25.00", "settles_id=E-1")
    assert run("add", plan, "cost_entry", *booked).code == 0
    accrued = ("text=Rent", "kind=accrual", "account_id=Rent", "month=2026-02", "amount=8.00")
    assert run("add", plan, "cost_entry", *accrued).code == 0
    return plan


def test_every_kind_by_every_path_adds_up(run, budgeted):
    for by, shown in (("month", 27), ("quarter", 11), ("year", 3), ("whole", 1)):
        told = run("budget", budgeted, "--by", by, "--json").json
        assert len(told["periods"]) == shown
        rows = told["rows"]
        (program,) = (row for row in rows if row["level"] == "program")
        for kind, amounts in program["amounts"].items():
            for level in ("account", "project", "fund", "treatment"):
                each = [row["amounts"][kind] for row in rows if row["level"] == level]
                assert [sum(column) for column in zip(*each, strict=True)] == amounts
            if by != "whole":
                finest = [n for n, period in enumerate(told["periods"]) if period["span"] == by]
                assert sum(amounts[n] for n in finest) == amounts[-1]
        assert {kind: amounts[-1] for kind, amounts in program["amounts"].items()} == {
            "planned": 160_01,
            "committed": 35_00,
            "actual": 65_00,
            "accrued": 8_00,
            "forecast": 70_00,
            "outlook": 143_00,
            "exchange": 0,
            "variance": 17_01,
        }


def test_years_begin_where_it_is_asked_and_months_close(run, budgeted):
    for_people = run("budget", budgeted).out
    assert "Racks" in for_people and "No funding source" in for_people and "143" in for_people
    told = run("budget", budgeted, "--by", "year", "--year-starts", "1", "--json").json
    assert [period["first"] for period in told["periods"]] == ["2026-01", "2026-01"]
    assert told["closed_through"] is None
    run("add", budgeted, "closed_month", "month=2026-02")
    assert run("budget", budgeted, "--json").json["closed_through"] == "2026-02"
    refused = run("set", budgeted, "cost_entry", "E-2", "amount=1")
    assert refused.code == 1 and "Feb 2026 is closed" in refused.err
    late = ("text=Late", "account_id=Rent", "month=2026-03", "amount=1", "concerns=2026-02")
    assert run("add", budgeted, "cost_entry", *late).code == 0
