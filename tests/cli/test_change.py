"""Change requests by command: tried out in a copy, weighed, approved, applied as one step."""

from __future__ import annotations

import pytest


@pytest.fixture
def asked(run, plan, tmp_path):
    """The plan with a request and a body, and a what-if copy in which installing takes longer."""
    run("add", plan, "body", "name=Board", "cost_limit=1000").done()
    run("add", plan, "change_request", "title=Install in two rooms", "body_id=Board").done()
    copy = tmp_path / "what-if.tpm"
    run("copy", plan, "-o", copy).done()
    run("set", copy, "task", "Install", "duration=5d").done()
    return copy


def propose(run, plan, copy, title="Longer"):
    return run("change", "propose", plan, "CR-1", "--from", copy, "--option", title).done().out


def approve(run, plan):
    for state in ("submitted", "assessed", "approved"):
        run("set", plan, "change_request", "CR-1", f"state={state}").done()


def test_the_impact_of_an_option_is_computed_while_the_plan_stays(run, plan, asked):
    before = run("schedule", plan, "--json").json
    said = propose(run, plan, asked)
    assert "Install: duration 3 d → 5 d" in said
    assert "2 d later" in said
    assert run("schedule", plan, "--json").json == before
    (option,) = run("change", "impact", plan, "CR-1", "--json").json
    assert (option["days"], option["cost"]) == (2, 0)
    tried = run("schedule", asked, "--json").json
    assert option["follows"]["finish"][1] == max(task["finish"] for task in tried)


def test_options_stand_side_by_side_and_one_is_chosen(run, plan, asked, tmp_path):
    propose(run, plan, asked)
    other = tmp_path / "other.tpm"
    run("copy", plan, "-o", other).done()
    run("set", other, "task", "Install", "duration=1d").done()
    propose(run, plan, other, "Shorter")
    options = run("change", "impact", plan, "CR-1", "--json").json
    assert {one["title"]: one["days"] for one in options} == {"Longer": 2, "Shorter": -2}
    for state in ("submitted", "assessed"):
        run("set", plan, "change_request", "CR-1", f"state={state}").done()
    assert "choose one first" in run("set", plan, "change_request", "CR-1", "state=approved").problem
    run("set", plan, "change_option", "Shorter", "chosen=yes").done()
    run("set", plan, "change_option", "Longer", "chosen=yes").done()
    run("set", plan, "change_request", "CR-1", "state=approved").done()
    assert "Longer" in run("change", "apply", plan, "CR-1").done().out


def test_applying_makes_just_those_edits_as_one_step(run, plan, asked):
    propose(run, plan, asked)
    run("set", plan, "task", "Test", "duration=1d").done()  # elsewhere in the plan, meanwhile
    approve(run, plan)
    run("change", "apply", plan, "CR-1").done()
    durations = {task["name"]: task["duration"] for task in run("list", plan, "task", "--json").json}
    assert durations == {"Order": 960, "Install": 2400, "Test": 480}
    (request,) = run("list", plan, "change_request", "--json").json
    assert request["state"] == "applied"
    assert request["decided_on"]
    newest = run("log", plan, "--json").json[0]
    assert newest["label"] == "Apply change CR-1 “Install in two rooms”"
    run("undo", plan).done()
    assert run("list", plan, "task", "--json").json[1]["duration"] == 1440
    assert run("list", plan, "change_request", "--json").json[0]["state"] == "approved"


def test_it_is_refused_where_the_plan_moved_beneath_it(run, plan, asked):
    propose(run, plan, asked)
    approve(run, plan)
    run("set", plan, "task", "Install", "duration=4d").done()
    said = run("change", "apply", plan, "CR-1").problem
    assert "the duration of Install was changed meanwhile" in said
    assert run("list", plan, "change_request", "--json").json[0]["state"] == "approved"


def test_only_the_declared_steps_can_be_taken(run, plan, asked):
    said = run("set", plan, "change_request", "CR-1", "state=approved").problem
    assert "is draft, so it can't become approved: it can become submitted or withdrawn" in said
    run("set", plan, "change_request", "CR-1", "state=submitted").done()
    assert "proposes no edits yet" in run("set", plan, "change_request", "CR-1", "state=assessed").problem
    assert "so it can't become applied" in run("change", "apply", plan, "CR-1").problem
    run("set", plan, "change_request", "CR-1", "state=withdrawn").done()
    assert "that is final" in run("set", plan, "change_request", "CR-1", "state=draft").problem


def test_what_was_assessed_is_what_is_decided(run, plan, asked):
    propose(run, plan, asked)
    for state in ("submitted", "assessed"):
        run("set", plan, "change_request", "CR-1", f"state={state}").done()
    again = run("change", "propose", plan, "CR-1", "--from", asked, "--option", "Longer").problem
    assert "its options can be edited while it is a draft or submitted" in again
    assert "its options" in run("set", plan, "change_option", "Longer", "edits={}").problem
    assert "its options" in run("remove", plan, "change_option", "Longer").problem


def test_a_body_approves_up_to_what_it_may_decide(run, plan, asked):
    run("set", asked, "task", "Install", "fixed_cost=2000.00").done()
    propose(run, plan, asked)
    for state in ("submitted", "assessed"):
        run("set", plan, "change_request", "CR-1", f"state={state}").done()
    run("add", plan, "body", "name=Committee").done()
    run("set", plan, "body", "Board", "reports_to_id=Committee").done()
    said = run("set", plan, "change_request", "CR-1", "state=approved").problem
    assert "“Longer” goes beyond what Board decides" in said
    assert "ask Committee" in said
    run("set", plan, "change_request", "CR-1", "body_id=Committee", "state=approved").done()


def test_only_a_copy_of_the_program_can_propose(run, plan, asked, tmp_path):
    run("new", tmp_path / "other.tpm").done()
    said = run("change", "propose", plan, "CR-1", "--from", tmp_path / "other.tpm").problem
    assert "is no copy of this program" in said
