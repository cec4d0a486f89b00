"""Whether a release can go live, by command; the page says the same."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tpm_desktop.plan import OpenProgram


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An interface that goes live when Test is done: tested in Install, which failed by an open defect."""
    path = tmp_path_factory.mktemp("readiness") / "plan.tpm"
    begun = datetime(2026, 1, 5, 8)
    with (
        OpenProgram.create(path, name="Renewal", start=begun) as program,
        program.file.transaction("Plan") as edit,
    ):
        project = edit.add("project", name="Data centre")
        order, install, test = (
            edit.add("task", project_id=project, name=name, duration=minutes)
            for name, minutes in (("Order", 960), ("Install", 1440), ("Test", 240))
        )
        for before, after in ((order, install), (install, test)):
            edit.add("link", predecessor_id=before, successor_id=after)
        crm, sales = edit.add("system", name="CRM"), edit.add("system", name="Sales", project_id=project)
        release = edit.add("release", name="First", milestone_id=test, cut_over=date(2026, 1, 8))
        place, cycle = edit.add("environment", name="Integration"), edit.add("test_cycle", name="SIT 1")
        orders = edit.add(
            "interface", title="Orders", from_system_id=crm, to_system_id=sales, release_id=release
        )
        failed = edit.add(
            "integration_test", interface_id=orders, environment_id=place, cycle_id=cycle,
            task_id=install, result="failed",
        )  # fmt: skip
        edit.add("issue", title="Orders are cut off", test_id=failed, severity=4)
    return path


@pytest.fixture
def registered(made, tmp_path):
    """A file of the test's own."""
    return Path(shutil.copy(made, tmp_path))


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


def test_unknown_releases_and_none_at_all_are_said(run, registered, tmp_path):
    assert run("readiness", registered, "Second").problem.startswith("error: no release is called 'Second'")
    run("remove", registered, "release", "First").done()
    assert run("readiness", registered, "--json").json == []
    assert "No release yet" in run("readiness", registered).out
    run("report", "readiness", registered, "-o", tmp_path / "none.pdf").done()
    assert "No release has been registered yet" in PdfReader(tmp_path / "none.pdf").pages[0].extract_text()
