"""Whether a release can go live, by command; the page says the same."""

from __future__ import annotations

import pytest
from pypdf import PdfReader


@pytest.fixture
def registered(run, plan):
    """An interface that goes live when Test is done: tested in Install, which failed by an open defect."""
    run("add", plan, "system", "name=CRM").done()
    run("add", plan, "system", "name=Sales", "project_id=Data centre").done()
    run("add", plan, "release", "name=First", "milestone_id=Test", "cut_over=2026-01-08").done()
    run("add", plan, "environment", "name=Integration", "state=available").done()
    run("add", plan, "test_cycle", "name=SIT 1").done()
    run("add", plan, "interface", "title=Orders", "from_system_id=CRM", "to_system_id=Sales",
        "release_id=First").done()  # fmt: skip
    run("add", plan, "integration_test", "interface_id=Orders", "environment_id=Integration",
        "cycle_id=SIT 1", "task_id=Install", "result=failed").done()  # fmt: skip
    run("add", plan, "issue", "title=Orders are cut off", "test_id=IT-1", "severity=4").done()
    return plan


def test_dates_counts_and_blockers_are_told(run, registered):
    (found,) = run("readiness", registered, "--json").json
    tasks = {task["name"]: task for task in run("schedule", registered, "--json").json}
    assert (found["code"], found["name"], found["rag"], found["live"]) == ("REL-1", "First", "R", False)
    assert (found["forecast"], found["agreed"]) == (tasks["Test"]["finish"], "2026-01-08T23:59")
    assert found["margin"] < 0
    assert found["interfaces"] == {
        "count": 1, "proven": 0, "defined": 1, "built": 0, "tested": 0, "live": 0,
    }  # fmt: skip
    assert found["tests"] == {
        "planned": 1, "run": 1, "not_run": 0, "passed": 0, "failed": 1, "blocked": 0,
    }  # fmt: skip
    assert found["defects"] == {"open": 1, "severe": 1}
    (test,) = found["each_interface"][0]["tests"]
    assert (test["place"], test["forecast"]) == ("Integration, SIT 1", tasks["Install"]["finish"])
    assert [(one["block"], one["what"]) for one in found["blockers"]] == [
        ("date", "REL-1 First"),
        ("test", "IF-1 Orders in Integration, SIT 1"),
        ("issue", "I-1 Orders are cut off"),
        ("interface", "IF-1 Orders"),
        ("task", "Order"),
        ("task", "Install"),
    ]
    said = run("readiness", registered, "REL-1").out
    assert found["headline"] in said and "IF-1 Orders  CRM → Sales" in said


def test_the_page_says_what_json_says(run, registered, tmp_path):
    (found,) = run("readiness", registered, "--json").json
    page = tmp_path / "readiness.pdf"
    run("report", "readiness", registered, "-o", page).done()
    (sheet,) = PdfReader(page).pages
    text = " ".join(sheet.extract_text().split())
    assert found["headline"] in text
    counts, tests, defects = found["interfaces"], found["tests"], found["defects"]
    assert f"{counts['proven']} of {counts['count']} " in text
    assert f"{counts['defined']} defined · {counts['built']} built" in text
    assert f"{tests['run']} run · {tests['failed']} failed · {tests['blocked']} blocked" in text
    assert f"{defects['open']} {defects['severe']} of them severe" in text
    for blocker in found["blockers"]:
        assert blocker["what"] in text
        assert blocker["block"] == "interface" or blocker["why"] in text


def test_the_status_of_an_interface_goes_step_by_step(run, registered):
    refused = run("set", registered, "interface", "IF-1", "status=live").problem
    assert refused == (
        "error: interface IF-1 “Orders” is defined, so it can't become live: it can become built"
    )
    run("set", registered, "interface", "IF-1", "status=built").done()
    assert run("list", registered, "interface", "--json").json[0]["status"] == "built"


def test_registers_go_to_sheets_and_come_back(run, registered, tmp_path):
    for table in ("interface", "integration_test", "environment", "release", "system"):
        sheet = tmp_path / f"{table}.csv"
        run("export", registered, "-o", sheet, "--table", table).done()
        before = run("list", registered, table, "--json").json
        run("import", registered, sheet, "--table", table).done()
        assert run("list", registered, table, "--json").json == before


def test_unknown_releases_and_none_at_all_are_said(run, registered, plan, tmp_path):
    assert run("readiness", registered, "Second").problem.startswith("error: no release is called 'Second'")
    run("remove", registered, "release", "First").done()
    assert run("readiness", registered, "--json").json == []
    assert "No release yet" in run("readiness", registered).out
    run("report", "readiness", registered, "-o", tmp_path / "none.pdf").done()
    assert "No release has been registered yet" in PdfReader(tmp_path / "none.pdf").pages[0].extract_text()
