"""The simulate command: what it tells, keeps and refuses."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from tpm_desktop.file.program_file import ProgramFile


@pytest.fixture
def plan(run, tmp_path):
    """Two tasks in a row, ten days each, from Monday 5 January 2026."""
    path = tmp_path / "plan.tpm"
    run("new", path).done()
    (program,) = run("list", path, "program", "--json").json
    run("set", path, "program", program["id"], "start=2026-01-05T08:00").done()
    project = run("add", path, "project", "name=Network").done().out.strip()
    for name in ("Order", "Install"):
        run("add", path, "task", f"name={name}", f"project_id={project}", "duration=10d").done()
    order, install = (row["id"] for row in run("list", path, "task", "--json").json)
    run("add", path, "link", f"predecessor_id={order}", f"successor_id={install}").done()
    return path


def simulated(run, path, *more):
    return run("simulate", path, "--runs", "1000", "--json", *more).json


def test_ranges_of_the_program_and_of_a_task(run, plan):
    (program,) = run("list", plan, "program", "--json").json
    run("set", plan, "program", program["id"], "optimistic_share=100%", "pessimistic_share=100%").done()
    certain = simulated(run, plan)["finishes"][0]
    assert certain["planned"] == certain["p10"] == certain["p90"] == "2026-01-30T17:00"
    assert certain["chance"] == 1

    install = run("list", plan, "task", "--json").json[1]["id"]
    run("set", plan, "task", install, "optimistic=8d", "pessimistic=15d").done()
    found = simulated(run, plan)
    finish = found["finishes"][0]
    # the P80 of a triangular range of 8, 10 and 15 days is 12.35 days: Wednesday of the third week
    assert finish["p80"][:10] == "2026-02-04"
    assert 0.25 < finish["chance"] < 0.31
    assert [(one["name"], one["criticality"]) for one in found["tasks"]] == [("Install", 1.0)]
    assert found["tasks"][0]["cruciality"] == pytest.approx(1, abs=0.01)


def test_the_same_seed_gives_the_same_figures(run, plan):
    assert simulated(run, plan, "--seed", "5") == simulated(run, plan, "--seed", "5")
    assert simulated(run, plan, "--seed", "5") != simulated(run, plan, "--seed", "6")


def test_a_risk_delays_its_task_and_costs_until_it_is_treated(run, plan):
    (program,) = run("list", plan, "program", "--json").json
    run("set", plan, "program", program["id"], "optimistic_share=100%", "pessimistic_share=100%").done()
    install = run("list", plan, "task", "--json").json[1]["id"]
    run(
        "add", plan, "risk", "title=Late delivery", f"task_id={install}", "chance=30%", "days=10",
        "cost=5000", "residual_probability=1", "residual_days=5", "residual_cost=1000",
    ).done()  # fmt: skip
    before = simulated(run, plan)
    assert before["finishes"][0]["p50"] == "2026-01-30T17:00"
    assert before["finishes"][0]["p80"] == "2026-02-13T17:00"
    assert before["finishes"][0]["chance"] == pytest.approx(0.7, abs=0.002)
    assert before["costs"][0]["mean"] == pytest.approx(1_500, abs=10)
    after = simulated(run, plan, "--responses")
    assert after["finishes"][0]["chance"] == pytest.approx(0.95, abs=0.002)
    assert after["costs"][0]["mean"] == pytest.approx(50, abs=5)


def test_costs_hang_on_durations(run, plan):
    worker = run("add", plan, "resource", "name=Engineer", "rate=10000").done().out.strip()
    install = run("list", plan, "task", "--json").json[1]["id"]
    run("add", plan, "assignment", f"task_id={install}", f"resource_id={worker}", "work=80h").done()
    run("set", plan, "task", install, "optimistic=10d", "pessimistic=20d", "fixed_cost=50000").done()
    program, _project = simulated(run, plan)["costs"]
    assert program["planned"] == 850_000
    # the mean of 10, 10 and 20 days is 13.33 days: a third more work, the fixed cost as it is
    assert program["mean"] == pytest.approx(800_000 * 4 / 3 + 50_000, rel=0.01)


def test_what_can_not_be_is_told_and_the_rest_goes_on(run, plan):
    install = run("list", plan, "task", "--json").json[1]["id"]
    run("set", plan, "task", install, "optimistic=12d").done()
    run(
        "add", plan, "risk", "title=Odd", f"task_id={install}", "probability=3", "days=5", "days_least=9"
    ).done()
    assert simulated(run, plan)["problems"] == [
        "“Install” counts as planned: the optimistic value must not exceed the likely one, nor that the "
        "pessimistic one",
        "Risk “Odd” is left out: its least value must not exceed the likely one, nor that the greatest",
    ]


def test_it_keeps_a_summary_that_can_be_made_again(run, plan):
    found = simulated(run, plan, "--seed", "3", "--keep", "Before the gate")
    (kept,) = run("list", plan, "simulation", "--json").json
    assert (kept["title"], kept["seed"], kept["runs"]) == ("Before the gate", 3, 1000)
    assert kept["record"] == found["record"]
    assert kept["finish_p80"] == found["finishes"][0]["p80"]
    assert run("log", plan, "--json").json[0]["label"] == "Keep simulation “Before the gate”"


def test_an_empty_program(run, tmp_path):
    path = tmp_path / "empty.tpm"
    run("new", path).done()
    found = simulated(run, path)
    assert len(found["finishes"]) == 1
    assert found["tasks"] == []
    assert "runs, seed 1" in run("simulate", path, "--runs", "100").done().out


def test_wrong_usage(run, plan):
    assert run("simulate", plan, "--runs", "3").code == 2
    assert run("simulate", plan, "--seed", "-1").code == 2


def test_what_each_risk_adds_and_what_responses_bring(run, plan):
    """Two risks on one task: both act, or only the stronger one; each is weighed by its absence."""
    run("set", plan, "program", "program", "optimistic_share=100%", "pessimistic_share=100%").done()
    install = run("list", plan, "task", "--json").json[1]["id"]
    for title, days, more in (
        (
            "Late delivery",
            10,
            ["cost=5000", "residual_probability=1", "residual_days=1", "response_cost=700"],
        ),
        ("No access", 5, []),
    ):
        run(
            "add", plan, "risk", f"title={title}", f"task_id={install}", "chance=90%", f"days={days}", *more
        ).done()
    both = simulated(run, plan, "--weigh", "--compare", "--confidence", "95")
    assert both["finishes"][0]["p80"][:10] == "2026-02-20"  # fifteen days later
    assert {one["title"]: one["finish_p80"] // 1440 for one in both["risks"]} == {
        "Late delivery": 14,
        "No access": 7,
    }
    assert both["finishes"][0]["contingency_days"] == 15
    assert both["after"]["finishes"][0]["p80"][:10] == "2026-02-06"
    # 4,500 on average before; a twentieth of it after, and what the response costs
    assert both["costs"][0]["mean"] == pytest.approx(4_500, abs=20)
    assert both["after"]["costs"][0]["mean"] == pytest.approx(250 + 700, abs=20)
    strongest = simulated(run, plan, "--strongest")
    assert strongest["finishes"][0]["p80"][:10] == "2026-02-13"  # ten days later
    assert "Late delivery" in run("simulate", plan, "--runs", "100", "--weigh").done().out


def test_it_stops_when_it_is_steady(run, plan):
    found = run("simulate", plan, "--runs", "20000", "--steady", "--json").json
    assert (found["runs"], found["steady"]) == (5_000, True)
    assert found["band_p80"][0] <= found["finishes"][0]["p80"] <= found["band_p80"][1]


def test_costs_that_differ_besides(run, plan):
    """A lognormal factor: P10 at 0.8 and P90 at 1.25 of the cost."""
    run("set", plan, "program", "program", "optimistic_share=100%", "pessimistic_share=100%").done()
    task = run("list", plan, "task", "--json").json[0]["id"]
    run("set", plan, "task", task, "fixed_cost=100000", "optimistic_cost=80%", "pessimistic_cost=125%").done()
    run("set", plan, "program", "program", "cost_distribution=lognormal").done()
    (program, project) = simulated(run, plan)["costs"]
    assert (program["p10"], program["p90"]) == (
        pytest.approx(80_000, rel=0.01),
        pytest.approx(125_000, rel=0.01),
    )
    assert program["contingency"] == program["p80"] - 100_000
    assert project["both_at_p80"] == pytest.approx(0.8, abs=0.01)  # the finish is certain
    run("set", plan, "task", task, "optimistic_cost=0%").done()
    (problem,) = simulated(run, plan)["problems"]
    assert problem.startswith(
        "The costs of “Order” count as planned: a lognormal range must lie above nothing"
    )


def test_tasks_that_move_together_in_ways_that_can_not_be(run, plan, monkeypatch):
    tasks = [row["id"] for row in run("list", plan, "task", "--json").json]
    project = run("list", plan, "project", "--json").json[0]["id"]
    third = run("add", plan, "task", "name=Test", f"project_id={project}", "duration=10d").done().out.strip()
    words = ("vendor 90 %", "Vendor 90%, site 90 %", "site 90 %")
    for task, said in zip([*tasks, third], words, strict=True):
        run("set", plan, "task", task, f"moves_with={said}").done()
    (problem,) = simulated(run, plan)["problems"]
    assert problem.startswith("The correlations of “Order” and “Install” and 1 more can't hold together; ")
    monkeypatch.setattr("tpm_desktop.plan.moving_together._MOST_ROWS", 2)
    (problem,) = simulated(run, plan)["problems"]
    assert problem.startswith("3 tasks move together by several words, by different shares or against each")
    for task in (*tasks, third):  # one word for all always holds together
        run("set", plan, "task", task, "moves_with=vendor").done()
    assert simulated(run, plan)["problems"] == []
    run("set", plan, "task", third, "moves_with=nobody").done()
    assert simulated(run, plan)["problems"] == []
    run("set", plan, "task", third, "moves_with=vendor 12,5 %").done()
    assert simulated(run, plan)["problems"][0].startswith("3 tasks move together")
    run("set", plan, "task", third, "moves_with=vendor 250 %").done()
    (problem,) = simulated(run, plan)["problems"]
    assert problem.endswith("and 1 more count as independent: tasks move together by -100 % to 100 %")


@pytest.mark.parametrize("words", ["vendor 60 %", "vendor 60 %, site -20 %"])
def test_more_tasks_move_together_than_there_are_runs(run, plan, words):
    project = run("list", plan, "project", "--json").json[0]["id"]
    with ProgramFile.open(plan) as file, file.transaction("Add a site") as edit:
        names = [f"Part {at}" for at in range(12)]
        for name in names:
            edit.add("task", name=name, project_id=project, duration=4800, moves_with=words)
    few = run("simulate", plan, "--runs", "10", "--json").json
    assert few["finishes"][0]["p10"] < few["finishes"][0]["p90"]
    assert few["runs"] == 10


def test_a_risk_that_names_no_task_delays_nothing_and_says_so(run, plan):
    run("add", plan, "risk", "title=Odd", "chance=50%", "days=5").done()
    (problem,) = simulated(run, plan)["problems"]
    assert problem == "Risk “Odd” names no task and delays nothing; name the task that it hits"


def test_a_risk_on_a_deleted_task_says_where_it_counts_instead(run, plan):
    """It keeps delaying its project, at the task that is over last, but never without a word."""
    run("set", plan, "program", "program", "optimistic_share=100%", "pessimistic_share=100%").done()
    project = run("list", plan, "project", "--json").json[0]["id"]
    order = run("list", plan, "task", "--json").json[0]["id"]
    said = ["chance=100%", "days=5", f"project_id={project}"]
    run("add", plan, "risk", "title=Late delivery", f"task_id={order}", *said).done()
    run("add", plan, "risk", "title=No access", *said).done()
    where = "and counts at “Install”, the last of its project; name the task that it hits"
    assert simulated(run, plan)["problems"] == [f"Risk “No access” names no task {where}"]
    run("remove", plan, "task", order).done()
    assert simulated(run, plan)["problems"] == [
        f"Risk “Late delivery” lost its task “Order”, which was deleted, {where}",
        f"Risk “No access” names no task {where}",
    ]
    run("set", plan, "risk", "Late delivery", "project_id=").done()
    assert simulated(run, plan)["problems"][0] == (
        "Risk “Late delivery” lost its task “Order”, which was deleted, and delays nothing; "
        "name the task that it hits"
    )
    run("undo", plan).done(), run("undo", plan).done()
    assert simulated(run, plan)["problems"] == [f"Risk “No access” names no task {where}"]


def test_a_risk_hits_the_tasks_it_lists_and_no_other(run, plan):
    """Its project's last task counts only for a risk that names none at all."""
    run("set", plan, "program", "program", "optimistic_share=100%", "pessimistic_share=100%").done()
    project = run("list", plan, "project", "--json").json[0]["id"]
    order = run("list", plan, "task", "--json").json[0]["id"]
    risk = run("add", plan, "risk", "title=Odd", "chance=100%", "days=5", f"project_id={project}").done()
    run("add", plan, "risk_task", f"risk_id={risk.out.strip()}", f"task_id={order}", "role=hit").done()
    found = simulated(run, plan)
    assert (found["finishes"][0]["p80"], found["problems"]) == ("2026-02-06T17:00", [])


def test_a_mistyped_range_is_named_and_the_rest_goes_on(run, plan):
    """One task of centuries would take every run beyond the years that can be planned."""
    order, install = (row["id"] for row in run("list", plan, "task", "--json").json)
    run("set", plan, "task", order, "optimistic=10d", "pessimistic=10d").done()
    run("set", plan, "task", install, "optimistic=10d", "pessimistic=200000d").done()
    told = "“Install” counts as planned: its range leads years beyond the plan; correct it"
    found = simulated(run, plan)
    assert (found["problems"], found["finishes"][0]["p90"]) == ([told], found["finishes"][0]["planned"])
    pack = plan.with_name("confidence.pdf")
    run("report", "simulation", plan, "-o", pack).done()
    (page, *_) = PdfReader(pack).pages
    assert told in " ".join(page.extract_text().split())

    run("set", plan, "task", install, "optimistic=1", "pessimistic=40d", "distribution=lognormal").done()
    assert simulated(run, plan)["problems"] == [told]  # one run in a thousand would take centuries
    run("set", plan, "task", install, "optimistic=8d").done()
    run("add", plan, "risk", "title=Odd", f"task_id={install}", "chance=50%", "days=100000").done()
    assert simulated(run, plan)["problems"] == [
        "Risk “Odd” is left out: its delay leads years beyond the plan; correct it"
    ]


def test_ranges_that_lead_too_far_together_name_the_widest(run, plan):
    project = run("list", plan, "project", "--json").json[0]["id"]
    with ProgramFile.open(plan) as file, file.transaction("Add a chain") as edit:
        before = None
        for at in range(20):
            task = edit.add(
                "task", name=f"Part {at}", project_id=project, duration=4800, pessimistic=(500 + at) * 480
            )
            if before:
                edit.add("link", predecessor_id=before, successor_id=task)
            before = task
    told = (
        "some runs would take the plan beyond the years that can be planned; narrow the ranges, "
        "the widest is that of “Part 19”"
    )
    refused = run("simulate", plan)
    assert (refused.code, refused.err) == (1, f"error: {told}\n")
    pack = plan.with_name("confidence.pdf")
    run("report", "simulation", plan, "-o", pack).done()
    assert told in " ".join(PdfReader(pack).pages[0].extract_text().split())
