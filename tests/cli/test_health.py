"""What the checks of schedule quality say, by command."""

from __future__ import annotations

FIELDS = {
    "id", "title", "group", "numerator", "denominator", "figure", "unit", "threshold", "verdict", "note",
    "amount", "tasks", "links", "rows", "mend", "waived",
}  # fmt: skip


def by_id(run, plan):
    return {check["id"]: check for check in run("health", plan, "--json").json}


def test_each_check_is_an_object_with_what_it_found(run, plan):
    run("add", plan, "task", "project_id=Data centre", "name=Left over")
    found = by_id(run, plan)
    assert all(set(check) == FIELDS for check in found.values())
    assert {"D1", "D14", "L3", "P3", "B1", "R1", "C1", "W1", "X2", "G2"} <= set(found)
    ends = found["D1"]
    assert (ends["numerator"], ends["denominator"], ends["figure"]) == (3, 4, 75.0)
    assert (ends["unit"], ends["threshold"], ends["verdict"]) == ("share", "≤ 5 %", "fails")
    assert [task["name"] for task in ends["tasks"]] == ["Order", "Test", "Left over"]
    tasks = {task["id"]: task["name"] for task in run("list", plan, "task", "--json").json}
    assert all(tasks[task["id"]] == task["name"] for task in ends["tasks"])


def test_a_link_names_both_its_tasks(run, plan):
    link = run("list", plan, "link", "--json").json[0]["id"]
    run("set", plan, "link", link, "lag=-1d")
    leads = by_id(run, plan)["D2"]
    assert leads["verdict"] == "fails"
    (found,) = leads["links"]
    assert (found["id"], found["type"], found["amount"]) == (link, "fs", -480)
    assert (found["predecessor"]["name"], found["successor"]["name"]) == ("Order", "Install")


def test_what_cannot_be_asked_has_no_figure(run, plan):
    missed = by_id(run, plan)["D11"]
    assert (missed["figure"], missed["verdict"], missed["note"]) == (
        None,
        "not applicable",
        "no status date, no baseline",
    )


def test_for_people_the_findings_follow_the_table(run, plan):
    said = run("health", plan).out
    assert said.splitlines()[0].split()[:3] == ["Id", "Check", "Figure"]
    assert "D12" in said and "holds" in said
    assert "\nD1  Tasks lacking a predecessor or a successor: fails. Link each to what it waits for" in said
    assert "    Order\n    Test\n" in said
    assert " checks fail." in said


def test_long_lists_are_cut(run, plan):
    for number in range(12):
        run("add", plan, "task", "project_id=Data centre", f"name=Loose {number}")
    assert "and 4 more; --json lists all" in run("health", plan).out


def test_an_empty_program_has_nothing_to_check(run, tmp_path):
    path = tmp_path / "new.tpm"
    run("new", path)
    assert {check["verdict"] for check in run("health", path, "--json").json} == {"not applicable"}
    assert "0 of 0 checks fail" in run("health", path).out


def test_a_push_beyond_the_years_of_a_plan_is_a_finding(run, plan):
    run("set", plan, "program", "program", "start=2197-06-05").done()
    run("set", plan, "task", "Install", "duration=300d").done()
    path = by_id(run, plan)["D12"]
    assert (path["verdict"], path["numerator"]) == ("fails", 1)
    assert "2199" in path["note"]


def test_a_waived_finding_is_told_with_who_why_and_until_when(run, plan):
    run("add", plan, "resource", "name=Program manager").done()
    run("add", plan, "waiver", "check_key=D1", "task_id=Order", "waived_by_id=Program manager",
        "reason=First delivery", "until=2099-12-31").done()  # fmt: skip
    ends = by_id(run, plan)["D1"]
    assert (ends["numerator"], ends["denominator"], ends["waived"]) == (1, 3, 1)
    told = ends["tasks"][0]["waived"]
    assert (told["reason"], told["by"], told["until"]) == ("First delivery", "Program manager", "2099-12-31")
    assert "    Order  waived until 31 Dec 2099 by Program manager: First delivery" in run("health", plan).out
    run("add", plan, "check_limit", "check_key=D1", "most_share=40%").done()
    assert by_id(run, plan)["D1"]["threshold"] == "≤ 40 %"
    assert by_id(run, plan)["D1"]["verdict"] == "holds"
