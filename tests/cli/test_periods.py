"""Reporting periods and status by command."""

from __future__ import annotations

from pypdf import PdfReader


def test_a_month_is_opened_reported_and_closed(run, plan, tmp_path):
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

    # A pack of the closed month tells how it stood then, and is issued as that month's
    then, now = tmp_path / "then.pdf", tmp_path / "now.pdf"
    run("report", "status", plan, "-o", then, "--period", "January 2026", "--issued").done()
    run("report", "status", plan, "-o", now).done()
    first, other = (PdfReader(path).pages[0].extract_text() for path in (then, now))
    assert "finishes on 12 Jan" in " ".join(first.split())
    assert "finishes on 19 Jan" in " ".join(other.split())
    (issued,) = run("list", plan, "issued_pack", "--json").json
    (period,) = run("list", plan, "reporting_period", "--json").json
    assert (issued["period_id"], issued["record"]) == (period["id"], period["record"])
    assert issued["record"][:8] in first
    run("set", plan, "program", "program", "status_date=2026-02-27")
    run("periods", plan, "--begin").done()
    said = run("report", "status", plan, "-o", now, "--period", "February 2026").problem
    assert said.startswith("error: “February 2026” is not closed yet; leave --period out")
    assert (
        "no reporting period is called 'May'"
        in run("report", "status", plan, "-o", now, "--period", "May").problem
    )


def test_what_is_open_or_closed_is_one_of_both(run, plan):
    assert run("periods", plan, "--begin", "--close").code == 2
