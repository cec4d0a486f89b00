"""The advise command: the least cost of each finish, what could overlap, and the plan once it is taken."""

from __future__ import annotations

import shutil

import pytest

TASKS = {  # days, at least, and what a day costs: the worked case of the time-cost trade-off
    "A": (6, 4, 100), "B": (8, 5, 50), "C": (7, 5, 80), "D": (4, 3, 200),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(run, tmp_path_factory):
    """A before B and C, both before D, from Monday 5 January 2026: 18 working days."""
    path = tmp_path_factory.mktemp("advise") / "plan.tpm"
    run("new", path).done()
    run("set", path, "program", "program", "start=2026-01-05T08:00", "day_cost=12000").done()
    project = run("add", path, "project", "name=Network").done().out.strip()
    ids = {
        name: run(
            "add", path, "task", f"name={name}", f"project_id={project}", f"duration={days}d",
            f"crash_duration={least}d", f"crash_cost={(days - least) * slope * 100}",
        ).done().out.strip()
        for name, (days, least, slope) in TASKS.items()
    }  # fmt: skip
    for one, other in ("AB", "AC", "BD", "CD"):
        run(
            "add", path, "link", f"predecessor_id={ids[one]}", f"successor_id={ids[other]}",
            *(["dependency=mandatory"] if one + other == "BD" else []),
        ).done()  # fmt: skip
    return path


@pytest.fixture
def plan(made, tmp_path):
    return shutil.copy(made, tmp_path / "plan.tpm")


def finish(run, path):
    return max(row["finish"] for row in run("schedule", path, "--json").json)


def test_the_least_cost_of_each_finish(run, made):
    found = run("advise", made, "--json").json
    assert found["finish"] == "2026-01-28T17:00"
    assert [(one["days"], one["cost"] / 100) for one in found["steps"]] == [
        (1, 50), (2, 150), (3, 250), (4, 380), (5, 510), (6, 710),
    ]  # fmt: skip
    # at 120 for each day that the program lasts, the fourth day costs more than it saves
    (best,) = [one for one in found["steps"] if one["best"]]
    assert (best["days"], best["saved"]) == (3, 11_000)
    assert [(one["name"], one["minutes"], one["cost"]) for one in best["tasks"]] == [
        ("A", 960, 20_000), ("B", 480, 5_000),
    ]  # fmt: skip


def test_what_could_overlap_and_what_must_not(run, made):
    """B is on the way to the finish, but its followers must wait; C is not on the way."""
    found = run("advise", made, "--json").json["overlaps"]
    names = {row["id"]: row["name"] for row in run("list", made, "task", "--json").json}
    assert [(names[one["predecessor"]], names[one["successor"]]) for one in found] == [("A", "B")]
    assert (found[0]["minutes"], found[0]["days"]) == (3 * 480, 1)  # then C decides


def test_advice_is_taken_as_one_step_and_undone(run, plan):
    said = run("advise", plan, "--buy", "5").done().out
    assert "All that is chosen: finish 28 Jan → 21 Jan, 5 working days earlier" in said
    assert finish(run, plan) == "2026-01-21T17:00"
    assert run("log", plan, "--json").json[0]["label"] == "Bring the finish forward: 3 tasks shortened"
    costs = {row["name"]: row["fixed_cost"] for row in run("list", plan, "task", "--json").json}
    assert costs == {"A": 20_000, "B": 15_000, "C": 16_000, "D": 0}
    left = run("advise", plan, "--json").json["steps"]
    assert [(one["days"], one["cost"]) for one in left] == [(1, 20_000)]
    run("undo", plan).done()
    assert finish(run, plan) == "2026-01-28T17:00"

    (overlap,) = run("advise", plan, "--json").json["overlaps"]
    run("advise", plan, "--fast-track", overlap["link"]).done()
    assert finish(run, plan) == overlap["finish"]
    assert run("log", plan, "--json").json[0]["label"] == "Bring the finish forward: 1 link overlapped"


def test_people_and_overtime(run, plan):
    """B is done by one of two engineers; D by a tester whose overtime costs 20 more an hour."""
    tasks = {row["name"]: row["id"] for row in run("list", plan, "task", "--json").json}
    for name in "ABCD":
        run("set", plan, "task", tasks[name], "crash_duration=", "crash_cost=").done()
    people = run("add", plan, "resource", "name=Engineers", "rate=8000", "max_units=200%").done().out.strip()
    tester = run("add", plan, "resource", "name=Tester", "rate=6000", "overtime_rate=8000").done().out.strip()
    for name, who in (("B", people), ("D", tester)):
        run("add", plan, "assignment", f"task_id={tasks[name]}", f"resource_id={who}").done()
    found = run("advise", plan, "--json").json["steps"]
    last = {one["name"]: one for one in found[-1]["tasks"]}
    assert (last["B"]["way"], last["B"]["minutes"], last["B"]["cost"]) == ("people", 480, 0)  # then C decides
    # four days in eight tenths of the time: 6.4 hours in overtime at 20 more
    assert (last["D"]["way"], last["D"]["minutes"], last["D"]["cost"]) == ("overtime", 384, 12_800)
    assert {
        one["way"] for one in run("advise", plan, "--json", "--without", "people").json["steps"][-1]["tasks"]
    } == {"overtime"}
    run("advise", plan, "--buy", "1.5").done()
    assert finish(run, plan) == found[-1]["finish"]
    late = {row["resource_id"]: row for row in run("list", plan, "assignment", "--json").json}
    assert (late[tester]["overtime"], late[tester]["work"]) == (384, 4 * 480)
    assert late[people]["work"] == 8 * 480
    assert late[people]["units"] == 11_429  # eight days of work in seven


def test_what_can_not_be_is_one_sentence(run, plan, tmp_path):
    assert "no money buys 9 working days" in run("advise", plan, "--buy", "9").problem
    assert "gains nothing or must not overlap" in run("advise", plan, "--fast-track", "nothing").problem
    assert "there is no 'Z' in the plan" in run("advise", plan, "--of", "Z").problem
    assert "A finishes 12 Jan; " in run("advise", plan, "--of", "A").done().out
    empty = tmp_path / "empty.tpm"
    run("new", empty).done()
    assert run("advise", empty).problem.startswith("error: nothing of it is left that could finish earlier")
