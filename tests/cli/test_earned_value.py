"""Earned value by command."""

from __future__ import annotations


def budgeted(run, plan):
    """The plan with costs, an account, a baseline, progress and actuals; returns the account's id."""
    account = run("add", plan, "account", "name=Build").out.strip()
    run("set", plan, "task", "Order", "fixed_cost=100000", f"account_id={account}")
    run("set", plan, "task", "Install", "fixed_cost=300000", f"account_id={account}", "earning=half_at_start")
    assert run("baseline", plan, "set").code == 0
    run("set", plan, "program", "program", "status_date=2026-01-30")
    run(
        "set",
        plan,
        "task",
        "Order",
        "actual_start=2026-01-05",
        "actual_finish=2026-01-06",
        "percent_complete=100%",
    )
    where = (f"account_id={account}", "month=2026-01", "actual=125000")
    assert run("add", plan, "budget_line", *where).code == 0
    return account


def test_the_figures_as_json(run, plan):
    account = budgeted(run, plan)
    told = run("evm", plan, "--json").json
    assert (told["status_date"], told["currency"]) == ("2026-01-30T17:00", "USD")
    line = next(line for line in told["lines"] if line["id"] == account)
    found = line["to_date"]
    assert [found[name] for name in ("bac", "pv", "ev", "ac")] == [400_000, 400_000, 100_000, 125_000]
    assert (found["spi"], found["cpi"], found["eac_typical"]) == (0.25, 0.8, 500_000)
    assert (line["eac"], line["vac"]) == (500_000, -100_000)
    assert found["tcpi"] == 300_000 / 275_000
    assert line["months"] == [{"month": "2026-01", "pv": 400_000, "ev": 100_000, "ac": 125_000}]
    # a forecast of one month alone would mean nothing
    assert set(line["period"]) == {"pv", "ev", "ac", "sv", "cv", "spi", "cpi"}
    assert [line["period"][name] for name in ("pv", "ev", "ac", "sv", "cv")] == [
        400_000, 100_000, 125_000, -300_000, -25_000,
    ]  # fmt: skip
    assert (line["period"]["spi"], line["period"]["cpi"]) == (0.25, 0.8)
    program = told["lines"][-1]
    assert (program["level"], program["to_date"]) == ("program", found)


def test_an_index_that_is_not_there_is_null(run, plan):
    run("set", plan, "task", "Order", "fixed_cost=100000")
    run("baseline", plan, "set")
    figures = run("evm", plan, "--json").json["lines"][-1]["to_date"]
    assert (figures["spi"], figures["cpi"], figures["eac_typical"]) == (None, None, None)


def test_a_table_for_people(run, plan):
    budgeted(run, plan)
    out = run("evm", plan).out
    assert "Build" in out and "0.250" in out and "0.800" in out and "5,000" in out


def test_a_program_without_budget_says_what_to_do(run, plan):
    assert "take a baseline" in run("evm", plan).out
