"""The level command: what moves, what stays, what is taken and cleared."""

from __future__ import annotations

import pytest


@pytest.fixture
def plan(run, tmp_path):
    """One engineer on three tasks of five days that could all start on Monday 5 January 2026."""
    path = tmp_path / "plan.tpm"
    run("new", path).done()
    (program,) = run("list", path, "program", "--json").json
    run("set", path, "program", program["id"], "start=2026-01-05T08:00").done()
    project = run("add", path, "project", "name=Network").done().out.strip()
    engineer = run("add", path, "resource", "name=Engineer").done().out.strip()
    for name in ("Routers", "Switches", "Firewalls"):
        task = (
            run("add", path, "task", f"name={name}", f"project_id={project}", "duration=5d")
            .done()
            .out.strip()
        )
        run("add", path, "assignment", f"task_id={task}", f"resource_id={engineer}").done()
    return path


def level(run, path, *more):
    return run("level", path, "--seconds", "0.2", "--json", *more).json


def starts(run, path):
    return {
        row["name"]: row["start"][:10] for row in run("schedule", path, "--json").json if not row["summary"]
    }


def task(run, path, name):
    return next(row["id"] for row in run("list", path, "task", "--json").json if row["name"] == name)


def test_one_after_the_other_as_a_proposal_that_is_taken_and_undone(run, plan):
    before = starts(run, plan)
    found = level(run, plan)
    assert (found["finish"][:10], found["finish_levelled"]) == ("2026-01-09", "2026-01-23T17:00")
    assert found["proven"] is True
    assert sum(one["work"] for one in found["overloads"]) == 2 * 40 * 60
    assert found["overloads_left"] == []
    assert starts(run, plan) == before  # a proposal changes nothing

    level(run, plan, "--accept")
    assert sorted(starts(run, plan).values()) == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert run("log", plan, "--json").json[0]["label"] == "Level resources: 2 tasks moved"
    run("undo", plan).done()
    assert starts(run, plan) == before


def test_what_is_taken_is_taken_whoever_reads_it(run, plan, monkeypatch):
    """As `level --accept | head`, which closes the pipe before all is printed."""

    def closed(*said, **how):
        raise BrokenPipeError

    with monkeypatch.context() as patched:
        patched.setattr("tpm_desktop.cli.level.typer.echo", closed)
        with pytest.raises(BrokenPipeError):
            run("level", plan, "--accept", "--seconds", "0.1")
    assert sorted(starts(run, plan).values()) == ["2026-01-05", "2026-01-12", "2026-01-19"]


def test_levelling_is_cleared(run, plan):
    before = starts(run, plan)
    level(run, plan, "--accept")
    assert run("level", plan, "--clear", "--json").json == {"cleared": 2}
    assert starts(run, plan) == before
    assert run("level", plan, "--clear").problem == "error: no task has a levelling delay"


def test_what_is_levelled_stays_as_it_is(run, plan):
    first = run("level", plan, "--seconds", "0.2", "--accept").done().out
    assert ", the earliest there is; over by 80 h before, 0 h after (counted moment by moment); " in first
    again = level(run, plan)
    assert again["tasks"] == []
    assert run("level", plan, "--seconds", "0.1").done().out.startswith("Nobody is needed more")


def test_within_slack_the_finish_stays(run, plan):
    longer = task(run, plan, "Firewalls")
    run("set", plan, "task", longer, "duration=10d").done()
    found = level(run, plan, "--mode", "within-slack")
    assert found["finish_levelled"] == found["finish"]
    assert found["overloads_left"]  # two weeks are too short for four weeks of work
    moved = {one["name"]: one["start_levelled"][:10] for one in found["tasks"]}
    assert set(moved.values()) <= {"2026-01-12"}


def test_priorities_and_what_is_pinned(run, plan):
    run("set", plan, "task", task(run, plan, "Switches"), "priority=1000").done()
    run("set", plan, "task", task(run, plan, "Firewalls"), "priority=900").done()
    level(run, plan, "--accept")
    assert starts(run, plan) == {
        "Switches": "2026-01-05", "Firewalls": "2026-01-12", "Routers": "2026-01-19",
    }  # fmt: skip


def test_links_and_begun_tasks_are_kept(run, plan):
    routers, switches = task(run, plan, "Routers"), task(run, plan, "Switches")
    run(
        "add", plan, "link", f"predecessor_id={switches}", f"successor_id={routers}", "type=fs", "lag=480"
    ).done()
    run("set", plan, "task", task(run, plan, "Firewalls"), "actual_start=2026-01-05T08:00").done()
    level(run, plan, "--accept")
    assert starts(run, plan) == {
        "Firewalls": "2026-01-05", "Switches": "2026-01-12", "Routers": "2026-01-20",
    }  # fmt: skip


def test_a_task_that_needs_more_than_there_is_is_told_and_the_rest_goes_on(run, plan):
    (assigned, *_) = run("list", plan, "assignment", "--json").json
    run("set", plan, "assignment", assigned["id"], "units=200%").done()
    found = level(run, plan)
    assert [one["tasks"] for one in found["overloads_left"]] == [[assigned["task_id"]]]
    assert "Still needed more than there is" in run("level", plan, "--seconds", "0.1").done().out


def test_what_it_costs_at_the_rates_of_other_days(run, plan):
    """From the second week on the engineer costs twice as much, so three weeks cost five, not three."""
    engineer = run("list", plan, "resource", "--json").json[0]["id"]
    run("set", plan, "resource", engineer, "rate=100").done()
    run("add", plan, "resource_rate", f"resource_id={engineer}", "since=2026-01-12", "rate=200").done()
    found = level(run, plan, "--accept")
    assert (found["cost"], found["cost_levelled"]) == (120 * 100, (40 + 80 * 2) * 100)
    said = run("undo", plan).done() and run("level", plan, "--seconds", "0.1").done().out
    assert "the tasks cost " in said
    assert " before, " in said


def test_nothing_to_level(run, tmp_path):
    path = tmp_path / "empty.tpm"
    run("new", path).done()
    assert run("level", path).done().out.startswith("Nobody is needed more than there is")
    assert run("level", path, "--accept", "--clear").code == 2


def test_others_of_the_same_role_and_skills_take_over(run, plan):
    """Of two more engineers only one has the skill that the switches take."""
    assert run("set", plan, "resource", "Engineer", "role=Network").code == 0
    cheap = run("add", plan, "resource", "name=Trainee", "role=network", "rate=100").done().out.strip()
    able = run("add", plan, "resource", "name=Specialist", "role=Network", "rate=900").done().out.strip()
    run("add", plan, "resource", "name=Buyer", "role=Procurement").done()
    skill = run("add", plan, "skill", "name=Switching").done().out.strip()
    run("add", plan, "resource_skill", f"resource_id={able}", f"skill_id={skill}", "level=4").done()
    switches = task(run, plan, "Switches")
    run("add", plan, "skill_need", f"task_id={switches}", f"skill_id={skill}", "level=3").done()
    firewalls = task(run, plan, "Firewalls")

    assert level(run, plan)["people"] == []  # only if asked for
    found = level(run, plan, "--choose-people", "--accept")
    assert found["finish_levelled"] == found["finish"]
    assert found["tasks"] == found["overloads_left"] == []
    assert {one["task"]: one["resource_levelled"] for one in found["people"]} == {
        switches: able,
        firewalls: cheap,
    }
    label = "Level resources: 0 tasks moved, 2 assignments handed over"
    assert run("log", plan, "--json").json[0]["label"] == label
    who = {row["task_id"]: row["resource_id"] for row in run("list", plan, "assignment", "--json").json}
    assert (who[switches], who[firewalls]) == (able, cheap)
    run("undo", plan).done()
    assert "Then by" in run("level", plan, "--choose-people", "--seconds", "0.1").done().out


def test_who_is_free_at_the_new_dates_takes_over(run, plan):
    """The other is busy in the first week, when all could start, and free when the second and third do."""
    run("set", plan, "resource", "Engineer", "role=Network").done()
    other = run("add", plan, "resource", "name=Other", "role=Network").done().out.strip()
    project = run("list", plan, "project", "--json").json[0]["id"]
    begun = ["name=Own", f"project_id={project}", "duration=5d", "actual_start=2026-01-05T08:00"]
    own = run("add", plan, "task", *begun).done().out.strip()
    run("add", plan, "assignment", f"task_id={own}", f"resource_id={other}").done()
    alone = level(run, plan)
    found = level(run, plan, "--choose-people", "--accept")
    assert (alone["finish_levelled"][:10], found["finish_levelled"][:10]) == ("2026-01-23", "2026-01-16")
    assert found["overloads_left"] == []
    assert [one["resource_levelled"] for one in found["people"]] == [other]
    assert found["proven"] is False  # others might be quicker still, which nobody looked at


def test_links_between_summaries_hold_for_all_below(run, plan):
    """Six tasks, three below each of two summaries that follow each other, by three people at a time."""
    run("set", plan, "resource", "Engineer", "max_units=200%").done()
    project = run("list", plan, "project", "--json").json[0]["id"]
    engineer = run("list", plan, "resource", "--json").json[0]["id"]
    summaries = []
    for name in ("First", "Second"):
        summary = run("add", plan, "task", f"name={name}", f"project_id={project}").done().out.strip()
        summaries.append(summary)
        for at in range(3):
            below = run(
                "add", plan, "task", f"name={name} {at}", f"project_id={project}", f"parent_id={summary}",
                "duration=1d",
            ).done().out.strip()  # fmt: skip
            run("add", plan, "assignment", f"task_id={below}", f"resource_id={engineer}").done()
    run("add", plan, "link", f"predecessor_id={summaries[0]}", f"successor_id={summaries[1]}").done()
    for name in ("Routers", "Switches", "Firewalls"):
        run("remove", plan, "task", task(run, plan, name)).done()
    level(run, plan, "--accept")
    rows = [row for row in run("schedule", plan, "--json").json if not row["summary"]]
    first = [row["finish"] for row in rows if row["name"].startswith("First")]
    second = [row["start"] for row in rows if row["name"].startswith("Second")]
    assert max(first) < min(second)
    assert max(row["finish"] for row in rows) == "2026-01-08T17:00"  # two days for each summary
    assert level(run, plan)["overloads"] == []
