"""What projects owe each other, by command."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader


@pytest.fixture
def owed(run, plan):
    """A second project whose Migrate waits for Install, as agreed, and nobody owns it."""
    run("add", plan, "project", "name=Cloud").done()
    run("add", plan, "task", "project_id=Cloud", "name=Migrate", "duration=5d").done()
    run("add", plan, "link", "predecessor_id=Install", "successor_id=Migrate").done()
    run("add", plan, "commitment", "title=Racks", "giving_task_id=Install", "receiving_task_id=Migrate",
        "promised=2026-05-01", "status=agreed").done()  # fmt: skip
    return plan


def test_need_promise_and_forecast_are_compared(run, owed):
    (found,) = run("commitments", owed, "--json").json
    assert (found["code"], found["title"], found["giver"], found["receiver"]) == (
        "C-1", "Racks", "Data centre", "Cloud",
    )  # fmt: skip
    task = next(t for t in run("schedule", owed, "--json").json if t["name"] == "Install")
    assert found["forecast"] == task["finish"]
    assert found["giving_task"] == {"id": task["id"], "name": "Install"}
    assert (found["promised"], found["need"]) == ("2026-05-01T23:59", "latest")
    assert "nobody owns it" in found["findings"]
    said = run("commitments", owed).out
    assert "C-1" in said and "nobody owns it" in said
    assert "1 commitments" not in said


def test_links_that_nobody_agreed_to_are_named(run, owed):
    run("set", owed, "commitment", "C-1", "status=proposed").done()
    assert "Install → Migrate" in run("commitments", owed).out


def test_only_those_of_a_project(run, owed):
    run("add", owed, "project", "name=Sales").done()
    assert run("commitments", owed, "--project", "Sales", "--json").json == []
    assert len(run("commitments", owed, "--project", "Cloud", "--json").json) == 1
    assert run("commitments", owed, "--project", "Nobody").problem.startswith("error: no component project")


def test_a_commitment_slips_with_the_task_that_gives_it(run, owed):
    found = run("impact", owed, "C-1", "--slip", "5d", "--json").json
    assert (found["name"], [task["name"] for task in found["behind"]]) == ("Racks", ["Install"])
    (promise,) = found["commitments"]
    before, after = promise["forecast"]
    assert before < after
    assert set(found["money"]) == {"moved", "into_other_years", "years"}
    assert "C-1 “Racks” (Data centre to Cloud): forecast" in run("impact", owed, "C-1", "--slip", "5d").out


def test_what_no_task_gives_cannot_slip(run, owed):
    run("set", owed, "commitment", "C-1", "giving_task_id=").done()
    assert "no task of the plan gives this commitment" in run("impact", owed, "C-1").problem


def test_the_impact_is_a_page_for_a_committee(run, owed, tmp_path):
    page = tmp_path / "impact.pdf"
    run("impact", owed, "C-1", "--slip", "5d", "-o", page).done()
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(page).pages)
    assert "slips by 5 d" in text
    assert "Racks" in text
    assert "Cloud" in text


def test_gives_and_gets_are_told_for_every_project(run, owed, tmp_path):
    run("report", "commitments", owed, "-o", tmp_path / "gives.pdf").done()
    told = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "gives.pdf").pages)
    found = re.search(
        r"nobody owns it.*P-1 Data centre.*Gives.*Gets.*P-2 Cloud.*Gives.*Gets", told, re.DOTALL
    )
    assert found


def test_findings_name_what_is_wrong_and_where(run, owed):
    run("set", owed, "commitment", "C-1", "needed_by=2026-01-05").done()
    found = run("commitments", owed, "--findings", "--json").json
    assert [one["kind"] for one in found] == ["late", "no owner"]
    assert {(one["table"], one["id"]) for one in found} == {
        ("commitment", run("commitments", owed, "--json").json[0]["id"])
    }
    assert "too late" in run("commitments", owed, "--findings").done().out
    assert run("commitments", owed, "--findings", "--project", "Cloud").code == 2


def test_what_somebody_outside_gives_slips_by_command(run, owed):
    run("set", owed, "commitment", "C-1", "giving_task_id=", "external_giver=Carrier").done()
    found = run("impact", owed, "C-1", "--slip", "500d", "--json").json
    assert (found["name"], found["table"]) == ("Racks", "commitment")
    assert [task["name"] for task in found["tasks"]] == ["Migrate"]
    assert found["commitments"][0]["outlook"][1] == "late"


def test_the_impact_tells_gates_phases_and_edges_of_the_map(run, owed):
    run("add", owed, "task", "project_id=Cloud", "name=In use", "milestone=1", "duration=0").done()
    run("add", owed, "link", "predecessor_id=Migrate", "successor_id=In use").done()
    found = run("impact", owed, "C-1", "--slip", "5d", "--json").json
    assert [gate["name"] for gate in found["gates"]] == ["In use"]
    (edge,) = found["edges"]
    assert (edge["giver"], edge["receiver"], edge["broken"]) == ("Data centre", "Cloud", True)
    assert edge["slack"][1] < 0 <= edge["slack"][0]


def test_the_sheets_name_phases_that_wait_for_each_other(run, owed, tmp_path):
    for project, phase, names in (
        ("Data centre", "Fit out", ("Cable", "Hand back")),
        ("Cloud", "Trial", ("Run",)),
    ):
        run("add", owed, "task", f"project_id={project}", f"name={phase}").done()
        for name in names:
            fields = f"project_id={project}", f"parent_id={phase}", f"name={name}", "duration=1d"
            run("add", owed, "task", *fields).done()
    for one, other in (("Cable", "Run"), ("Run", "Hand back")):
        run("add", owed, "link", f"predecessor_id={one}", f"successor_id={other}").done()
    run("report", "commitments", owed, "-o", tmp_path / "gives.pdf").done()
    text = " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "gives.pdf").pages).split()
    )
    assert "1 loop between projects at the level of phases" in text
    assert "Trial → Fit out → Trial" in text
