"""estimate goes from the plan to the budget by commands alone, and tells sums that agree."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def costed(run: Run, plan):
    """The small plan with an engineer on its tasks, an account, and the roles that a round needs."""
    run("set", plan, "program", "program", "currency=EUR").done()
    engineer = run("add", plan, "resource", "name=Engineer", "rate=5000").out.strip()
    for name in ("Planner", "Checker", "Sponsor"):
        run("add", plan, "resource", f"name={name}").done()
    for task, work in (("Order", "16h"), ("Install", "24h")):
        row = run("list", plan, "task", "--json").json
        (task_id,) = (one["id"] for one in row if one["name"] == task)
        run("add", plan, "assignment", f"task_id={task_id}", f"resource_id={engineer}", f"work={work}").done()
    run("add", plan, "account", "name=Labour", "project_id=Data centre").done()
    run("set", plan, "task", "Install", "account_id=Labour").done()
    return plan


def test_from_the_plan_to_the_budget(run, costed):
    assert run("estimate", costed).done().out == "No estimates yet.\n"
    assert "begin a round" in run("estimate", costed, "take").problem
    begun = run("estimate", costed, "begin", "--title", "Gate 2", "--by", "Planner").done().out.strip()
    assert "2 lines taken" in run("estimate", costed, "take").done().out
    assert "who prepared ER-1" in run("estimate", costed, "review", "--by", "Planner").problem
    run("estimate", costed, "review", "--by", "Checker").done()
    assert "not approved yet" in run("estimate", costed, "preview").problem
    run("estimate", costed, "approve", "--by", "Sponsor").done()
    shown = run("estimate", costed, "preview", "--json").json
    assert (shown["was"], shown["becomes"], len(shown["accounts"])) == (0, 2_000_00, 2)
    assert (shown["total"], shown["others"]) == (2_000_00, [])
    assert "New: Data centre" in run("estimate", costed, "preview").done().out
    version = run("estimate", costed, "budget", "--by", "Sponsor", "--reason", "Gate 2").done().out.strip()
    assert "made into the budget B-1" in run("estimate", costed, "budget", "--by", "Sponsor").problem
    assert "made into the budget B-1" in run("estimate", costed, "preview").done().out
    (one,) = run("estimate", costed, "--json").json["rounds"]
    assert (one["id"], one["state"], one["budget_versions"]) == (begun, "approved", [version])
    told = run("budget", costed, "--json").json
    (program,) = (row for row in told["rows"] if row["level"] == "program")
    by_span = zip(told["periods"], program["amounts"]["planned"], strict=True)
    planned = sum(amount for period, amount in by_span if period["span"] == "month")
    assert planned == one["sums"]["expected"] == one["plan"] == 2_000_00
    for part in ("lines", "accounts", "projects"):
        assert sum(row["expected"] for row in one[part]) == one["sums"]["expected"]


def test_rounds_are_compared(run, costed):
    run("estimate", costed, "begin", "--title", "Sketch").done()
    run("estimate", costed, "take").done()
    first = run("estimate", costed, "--json").json["rounds"][0]
    labour = next(line["id"] for line in first["lines"] if line["account_id"])
    assert "no round before" in run("estimate", costed, "compare").problem
    run("estimate", costed, "begin", "--title", "Offers", "--with", "ER-1").done()
    lines = run("estimate", costed, "--json", "--round", "ER-2").json["rounds"][0]["lines"]
    mine = next(line for line in lines if line["account_id"])
    run(
        "set", costed, "estimate_line", mine["id"], "likely=150000", "pessimistic=210000", "optimistic=120000"
    ).done()
    other = next(line["id"] for line in lines if line["id"] != mine["id"])
    run("remove", costed, "estimate_line", other).done()
    run("add", costed, "estimate_line", "round_id=ER-2", "title=Moves", "likely=30000").done()
    told = run("estimate", costed, "compare", "--json").json
    turns = {line["title"]: line["turn"] for line in told["lines"]}
    assert turns == {"Work: Labour": "changed", "Moves": "added", "Work: Data centre": "gone"}
    changed = told["lines"][0]
    assert (changed["before_id"], changed["after"]) == (labour, 1_550_00)
    assert changed["changed"] == ["optimistic", "likely", "pessimistic"]
    for part in ("lines", "accounts", "projects"):
        assert sum(row["difference"] for row in told[part]) == told["difference"] == 1_850_00 - 2_000_00
    assert "1 added, 1 gone, 1 changed" in run("estimate", costed, "compare").done().out
    listed = run("estimate", costed, "--round", "Offers").done().out
    assert "1 line without basis" in listed and "500 of the plan in no line" not in listed
