"""Baselines by command: set, listed, chosen, compared and cleared."""

from __future__ import annotations


def task(run, plan, name):
    return next(row for row in run("schedule", plan, "--json").json if row["name"] == name)


def test_a_baseline_is_set_and_listed(run, plan):
    assert run("baseline", plan, "--json").json == []
    run("baseline", plan, "set", "--name", "Agreed").done()
    run("baseline", plan, "set", "-n", 3).done()
    rows = run("baseline", plan, "list", "--json").json
    assert [(r["number"], r["name"], r["tasks"], r["compared"]) for r in rows] == [
        (0, "Agreed", 3, True),
        (3, "Baseline 3", 3, False),
    ]
    assert "Agreed" in run("baseline", plan).out
    assert run("log", plan, "--json").json[0]["label"] == "Take baseline “Baseline 3”"


def test_one_task_is_taken_anew_and_the_rest_stays(run, plan):
    run("baseline", plan, "set").done()
    run("set", plan, "task", "Order", "duration=4d").done()
    run("baseline", plan, "set", "--task", "Order", "--roll-up").done()
    kept = {row["task_id"]: row["duration"] for row in run("list", plan, "baseline_task", "--json").json}
    assert kept[task(run, plan, "Order")["id"]] == 4 * 480
    assert kept[task(run, plan, "Install")["id"]] == 3 * 480


def test_two_are_compared_or_one_with_the_plan(run, plan):
    run("baseline", plan, "set").done()
    run("set", plan, "task", "Order", "duration=4d").done()
    run("baseline", plan, "set", "-n", 1).done()
    found = run("baseline", plan, "compare", "--with", 1, "--json").json
    assert [row["name"] for row in found["tasks"]] == ["Order", "Install", "Test"]
    assert found["tasks"][0]["duration"] == [960, 1920]
    assert found["tasks"][1]["start"] == ["2026-01-07T08:00", "2026-01-09T08:00"]
    assert run("baseline", plan, "compare", "-n", 1, "--json").json["tasks"] == []
    lines = run("baseline", plan, "compare").done().out.splitlines()
    assert lines[-1].split()[:3] == ["3", "tasks", "differ"]
    assert "+2 d" in lines[2]


def test_another_one_is_chosen_renamed_and_cleared(run, plan):
    for number in (0, 5):
        run("baseline", plan, "set", "-n", number).done()
    run("baseline", plan, "choose", "-n", 5).done()
    run("baseline", plan, "rename", "-n", 5, "--name", "Change 12").done()
    chosen = [row["name"] for row in run("baseline", plan, "--json").json if row["compared"]]
    assert chosen == ["Change 12"]
    run("baseline", plan, "clear", "-n", 5).done()
    assert [row["compared"] for row in run("baseline", plan, "--json").json] == [True]


def test_what_is_wrong_is_said_in_a_line(run, plan):
    assert "there is no baseline 4" in run("baseline", plan, "clear", "-n", 4).problem
    assert "there is no baseline 4" in run("baseline", plan, "compare", "-n", 4).problem
    assert "no task is called 'Nothing'" in run("baseline", plan, "set", "--task", "Nothing").problem
    run("baseline", plan, "set").done()
    assert "--name" in run("baseline", plan, "rename").problem
    assert run("baseline", plan, "set", "-n", 11).code == 2
