"""Reporting periods and status by command."""

from __future__ import annotations


def test_a_month_is_opened_reported_and_closed(run, plan):
    assert run("status", plan).done().out.endswith("No reporting period is closed yet.\n")
    run("set", plan, "program", "program", "status_date=2026-01-30")
    run("periods", plan, "--begin").done()
    assert "January 2026" in run("periods", plan, "--close").problem
    (month,) = run("periods", plan, "--json").json
    assert [step["key"] for step in month["steps"] if not step["done"]] == ["progress", "reports"]
    assert "Data centre" in run("periods", plan).done().out
    run("periods", plan, "--close", "--anyway").done()
    (month,) = run("periods", plan, "--json").json
    assert (month["state"], month["steps"]) == ("closed", [])
    assert "no reporting period is open" in run("periods", plan, "--close").problem
    run("set", plan, "task", "Install", "duration=8d")
    told = run("status", plan, "--json").json
    (closed,) = told["periods"]
    assert (told["since"], closed["program"]["finish"]) == ("January 2026", "2026-01-12T12:00")
    said = run("status", plan).done().out
    assert "(+5 d), was 12 Jan" in said
    assert "Budget" not in said  # there is none


def test_what_is_open_or_closed_is_one_of_both(run, plan):
    assert run("periods", plan, "--begin", "--close").code == 2
