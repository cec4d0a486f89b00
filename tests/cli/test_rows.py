"""Listing, adding, setting and removing rows."""

from __future__ import annotations

import pytest


def test_rows_are_listed_by_their_stored_fields(run, plan):
    tasks = run("list", plan, "task", "--json").json
    assert [task["name"] for task in tasks] == ["Order", "Install", "Test"]
    assert [task["duration"] for task in tasks] == [960, 1440, 240]
    assert {"id", "project_id", "constraint", "percent_complete"} <= set(tasks[0])


def test_a_program_begins_with_a_template(run, tmp_path):
    path = tmp_path / "racks.tpm"
    run("new", path, "--template", "infrastructure").done()
    (project,) = run("list", path, "project", "--json").json
    assert (project["name"], project["kind"]) == ("Infrastructure installation", "infrastructure")
    tasks = run("schedule", path, "--json").json
    assert sum(task["milestone"] for task in tasks) == 11
    said = run("new", tmp_path / "other.tpm", "--template", "bridge").problem
    assert "there are software, infrastructure, process, capability" in said
    assert not (tmp_path / "other.tpm").exists()


def test_rows_are_listed_for_people(run, plan):
    run("add", plan, "risk", "title=Racks come late", "probability=4", "impact=Major", "cost=1,200.50")
    said = run("list", plan, "risk").out
    assert "R-1" in said
    assert "4 Likely" in said
    assert "4 Major" in said
    assert "1,200.50" in said


def test_a_row_is_named_by_its_id_its_code_or_its_name(run, plan):
    row_id = run("add", plan, "risk", "title=Racks come late").out.strip()
    for said, status in ((row_id, "treating"), ("r-1", "occurred"), ("racks come late", "closed")):
        assert run("set", plan, "risk", said, f"status={status}").code == 0
        assert run("list", plan, "risk", "--json").json[0]["status"] == status


def test_a_row_without_title_is_named_by_what_it_is_about(run, plan):
    """In commands and in the labels of edits, which undo shows; its letters alone name no entry."""
    run("add", plan, "role", "name=Sponsor").done()
    run("add", plan, "raci", "project_id=P-1", "role_id=Sponsor", "letters=I").done()
    (project,) = run("list", plan, "project", "--json").json
    called = f"P-1 {project['name']} · Sponsor"
    run("set", plan, "raci", f"{called} · I", "letters=A").done()
    assert "no RACI entry is called 'a'" in run("set", plan, "raci", "a", "letters=C").problem
    assert run("undo", plan).out == f"Undone: Set letters of “{called} · I”\n"
    assert run("undo", plan).out == f"Undone: Add RACI entry “{called} · I”\n"


def test_references_are_given_by_code_or_name(run, plan):
    run("add", plan, "risk", "title=Racks come late", "project_id=P-1")
    (risk,) = run("list", plan, "risk", "--json").json
    (project,) = run("list", plan, "project", "--json").json
    assert risk["project_id"] == project["id"]


def test_an_empty_value_clears_a_field(run, plan):
    run("add", plan, "risk", "title=Racks come late", "project_id=P-1", "cost=500")
    run("set", plan, "risk", "R-1", "project_id=", "cost=")
    (risk,) = run("list", plan, "risk", "--json").json
    assert (risk["project_id"], risk["cost"]) == (None, None)


def test_a_code_names_one_row(run, plan):
    for title in ("Racks come late", "Load test fails"):
        run("add", plan, "risk", f"title={title}")
    taken = "error: Risk: the code R-2 is taken; choose another"
    assert run("set", plan, "risk", "R-1", "code=R-2").problem == taken
    assert run("set", plan, "risk", "R-1", "code=r-2").problem == taken.replace("R-2", "r-2")
    assert run("add", plan, "risk", "title=x", "code=R-2").problem == taken
    assert [risk["code"] for risk in run("list", plan, "risk", "--json").json] == ["R-1", "R-2"]
    run("set", plan, "risk", "R-1", "code=R-7").done()
    run("set", plan, "risk", "R-7", "code=R-7").done()


def test_a_title_stays_on_one_line(run, plan):
    run("add", plan, "risk", "title=Racks\ncome\r\nlate").done()
    run("set", plan, "task", "Order", "name=Order\nracks").done()
    assert run("list", plan, "risk", "--json").json[0]["title"] == "Racks come late"
    assert run("list", plan, "task", "--json").json[0]["name"] == "Order racks"


def test_removing_a_task_takes_its_links_along(run, plan):
    assert run("remove", plan, "task", "Install").code == 0
    assert len(run("list", plan, "task", "--json").json) == 2
    assert run("list", plan, "link", "--json").json == []


def test_bad_values_are_told_in_one_line_and_change_nothing(run, plan):
    before = run("list", plan, "task", "--json").out
    assert "is not one of" in run("set", plan, "task", "Order", "constraint=never").problem
    assert "has no field 'lenght'" in run("set", plan, "task", "Order", "lenght=1").problem
    assert "no task is called 'Nothing'" in run("set", plan, "task", "Nothing", "name=x").problem
    assert "at least 0" in run("set", plan, "task", "Order", "duration=-5").problem
    assert (
        "no component project is called 'P-9'" in run("set", plan, "task", "Order", "project_id=P-9").problem
    )
    assert run("list", plan, "task", "--json").out == before


def test_wrong_usage_is_two(run, plan):
    assert run("list", plan, "nothing").code == 2
    assert run("set", plan, "task", "Order", "duration").code == 2
    assert run("list").code == 2
    assert run("frobnicate", plan, "x").code == 2


def test_the_program_row_is_set_but_never_removed(run, plan):
    assert run("set", plan, "program", "x", "currency=EUR").code == 0
    assert run("list", plan, "program", "--json").json[0]["currency"] == "EUR"
    assert "stays" in run("remove", plan, "program", "x").problem


@pytest.mark.parametrize(
    ("said", "stored"), [("26600", 266_00), ("26,600", 26_600_00), ("26600.00", 26_600_00)]
)
def test_money_is_minor_units_or_as_it_is_written_and_help_says_so(run, plan, said, stored):
    run("set", plan, "task", "Order", f"fixed_cost={said}").done()
    costs = {task["name"]: task["fixed_cost"] for task in run("list", plan, "task", "--json").json}
    assert costs["Order"] == stored
    assert "26600 is 266.00" in " ".join(run("set", "--help").out.split())


def test_rows_are_listed_where_a_condition_holds(run, plan):
    found = run("list", plan, "task", "--where", "duration >= 1d and name has e", "--json").json
    assert [task["name"] for task in found] == ["Order"]
    run("add", plan, "risk", "title=Racks come late", "probability=4", "impact=Major")
    run("add", plan, "risk", "title=Load test fails", "probability=1", "impact=Major")
    said = run("list", plan, "risk", "--where", "score > 12").out
    assert "Racks come late" in said
    assert "Load test fails" not in said
    wrong = run("list", plan, "task", "--where", "ownr = Network")
    assert (wrong.code, wrong.err) == (1, "error: “ownr” is no field; did you mean “Owner”?\n")
