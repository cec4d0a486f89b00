"""Why a task is where it is, and what moves if it slips."""

from __future__ import annotations

import pytest

from tpm_desktop.file.program_file import ProgramFile

NEW_KEYS = {
    "start_slack", "finish_slack", "near_critical", "band", "longest_path", "driving", "provisional",
}  # fmt: skip


@pytest.fixture
def weekend(run, plan):
    """The small plan with an order that takes up to Friday, and a milestone at its end."""
    run("set", plan, "task", "Order", "duration=5d")
    project = run("list", plan, "project", "--json").json[0]["id"]
    done = run(
        "add", plan, "task", f"project_id={project}", "name=In use", "duration=0", "milestone=1"
    ).out.strip()
    run("add", plan, "link", "predecessor_id=Test", f"successor_id={done}")
    return plan


def test_a_task_is_explained_by_name_code_or_id(run, weekend):
    (install,) = (task for task in run("list", weekend, "task", "--json").json if task["name"] == "Install")
    said = run("explain", weekend, "Install").done().out
    assert run("explain", weekend, "2").done().out == said
    assert run("explain", weekend, install["id"]).done().out == said
    assert "no task is called 'Nothing'" in run("explain", weekend, "Nothing").problem


def test_an_explanation_is_the_sentence_and_the_chain_behind_it(run, weekend):
    found = run("explain", weekend, "Test", "--json").json
    assert found["sentence"].startswith("Starts Thu 15 Jan")
    assert "because “Install” finishes Wed 14 Jan" in found["sentence"]
    assert [step["name"] for step in found["chain"]] == ["Test", "Install", "Order"]
    assert "are not working days" in found["chain"][1]["sentence"]
    assert found["chain"][2]["reason"] == "project_start"
    slacks = [found[name] for name in ("total_slack", "free_slack", "start_slack", "finish_slack")]
    assert slacks == [0, 0, 0, 0]
    assert found["critical"] and found["longest_path"] and found["band"] == "zero"
    assert [end["name"] for end in found["ends"]] == ["In use"]
    assert found["broken"] == [] and not found["provisional"]


def test_an_explanation_for_people(run, weekend):
    said = run("explain", weekend, "Test").done().out.splitlines()
    assert said[0] == "Test (3)"
    assert said[1].startswith("Starts Thu 15 Jan")
    assert "Total slack 0 d, free slack 0 d" in said[2]
    assert said[3] == "Critical, on the longest path; it decides when “In use” can be."
    assert [line.split("”")[0] for line in said[-3:]] == ["  “Test", "  “Install", "  “Order"]


def test_what_a_date_overrides_and_what_is_not_kept(run, weekend):
    run("set", weekend, "task", "Install", "constraint=snlt", "constraint_date=2026-01-07T08:00")
    run("set", weekend, "task", "Install", "deadline=2026-01-08T17:00")
    found = run("explain", weekend, "Install", "--json").json
    assert "although “Order” finishes Fri 9 Jan" in found["sentence"]
    assert [line.split(" Thu")[0].split(":")[0] for line in found["broken"]] == [
        "It misses its deadline",
        "It does not wait for a link",
    ]
    run("set", weekend, "program", "program", "honour_constraints=0")
    found = run("explain", weekend, "Install", "--json").json
    assert found["broken"][0].startswith("It must start no later than Wed 7 Jan")
    assert found["broken"][0].endswith("and is 3 d too late")


def test_the_impact_of_a_slip(run, weekend):
    found = run("impact", weekend, "Order", "--slip", "2d", "--json").json
    assert found["program_finish"] == ["2026-01-15T12:00", "2026-01-19T12:00"]
    assert [(task["name"], task["start"][1]) for task in found["tasks"]] == [
        ("Order", "2026-01-07T08:00"),
        ("Install", "2026-01-14T08:00"),
        ("Test", "2026-01-19T08:00"),
    ]
    assert [task["name"] for task in found["milestones"]] == ["In use"]
    assert [project["name"] for project in found["projects"]] == ["Data centre"]
    assert run("schedule", weekend, "--json").json[0]["start"] == "2026-01-05T08:00"  # nothing was changed


def test_the_impact_for_people(run, weekend):
    said = run("impact", weekend, "Order", "--slip", "1w").done().out
    assert said.startswith("If “Order” slips by 5 d, the program finishes 22 Jan")
    assert "5 Jan" in said and "→" in said


def test_a_slip_that_moves_nothing_else(run, weekend):
    project = run("list", weekend, "project", "--json").json[0]["id"]
    run("add", weekend, "task", f"project_id={project}", "name=Paint", "duration=1d")
    assert "it still finishes" in run("impact", weekend, "Paint", "--slip", "1d").done().out
    found = run("impact", weekend, "Paint", "--slip", "2w", "--json").json
    assert [task["name"] for task in found["newly_critical"]] == ["Paint"]


def test_slips_that_cannot_be(run, weekend):
    run("set", weekend, "task", "Order", "actual_finish=2026-01-09T17:00")
    assert "“Order” is done; what is done can't slip" in run("impact", weekend, "Order").problem
    assert "is below zero" in run("impact", weekend, "Test", "--slip", "-1d").problem
    assert "give a duration above zero" in run("impact", weekend, "Test", "--slip", "0d").problem
    assert "is not a duration" in run("impact", weekend, "Test", "--slip", "soon").problem
    assert "after 2199" in run("impact", weekend, "Test", "--slip", "200000d").problem


def test_a_component_project_slips_as_a_whole(run, weekend):
    found = run("impact", weekend, "Data centre", "--slip", "1w", "--json").json
    assert found["program_finish"] == ["2026-01-15T12:00", "2026-01-22T12:00"]


def test_the_schedule_tells_drivers_paths_and_bands(run, weekend):
    project = run("list", weekend, "project", "--json").json[0]["id"]
    run("add", weekend, "task", f"project_id={project}", "name=Paint", "duration=1d")
    tasks = {task["name"]: task for task in run("schedule", weekend, "--json").json}
    assert all(task.keys() >= NEW_KEYS for task in tasks.values())
    assert tasks["Install"]["driving"] == [tasks["Order"]["id"]]
    assert [name for name, task in tasks.items() if task["longest_path"]] == [
        "Order",
        "Install",
        "Test",
        "In use",
    ]
    assert (tasks["Paint"]["band"], tasks["Paint"]["near_critical"]) == ("near", True)
    assert (tasks["Order"]["band"], tasks["Order"]["near_critical"]) == ("zero", False)


def test_a_file_with_a_ring_is_scheduled_with_a_note(run, weekend):
    ids = {task["name"]: task["id"] for task in run("list", weekend, "task", "--json").json}
    with ProgramFile.open(weekend) as file, file.transaction("Break") as edit:
        edit.add("link", predecessor_id=ids["Test"], successor_id=ids["Install"])
    said = run("schedule", weekend, "--json")
    assert said.code == 0
    assert said.err.startswith("note: These tasks wait for each other: “Install” → “Test” → “Install”")
    found = run("explain", weekend, "Install", "--json").json
    assert found["provisional"]
    assert "That is provisional: these tasks wait for each other" in found["sentence"]


def test_what_is_moved_behind_the_status_date_says_so(run, plan):
    run("set", plan, "program", "program", "status_date=2026-02-27", "reschedule_uncompleted=1").done()
    run("set", plan, "task", "Order", "percent_complete=20%").done()
    assert "status date" in run("explain", plan, "Order").done().out
    assert run("explain", plan, "Order", "--json").json["sentence"].startswith("Started ")
