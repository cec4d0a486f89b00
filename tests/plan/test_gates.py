"""Stages and gates: readiness computed from plan, money and registers, verdicts, what is refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.gates import Gate, GateCriterion
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.gates import gates
from tpm_desktop.plan.life_cycle import life_cycles
from tpm_desktop.plan.life_cycle_words import gate_headline, headline
from tpm_desktop.plan.lights import Rag

FORMATS = Formats("en_GB", currency="EUR", year=2026)
DAY = 480


class Road:
    """Sales: Design (5 d) leads to the gate Designed, Build (10 d) after it to Built."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.sales = insert_project(program, "Sales")
        self.design, self.build = self.task("Design", 5), self.task("Build", 10)
        self.designed, self.built = self.task("Designed", 0), self.task("Built", 0)
        for before, after in (
            (self.design, self.designed), (self.designed, self.build), (self.build, self.built),
        ):  # fmt: skip
            link(program, before, after)
        self.sponsor = self.add("resource", name="Sponsor")
        self.gate = self.add("gate", title="Designed", project_id=self.sales, milestone_id=self.designed)
        self.last = self.add("gate", title="Built", project_id=self.sales, milestone_id=self.built)

    def add(self, table, **values):
        return add_row(self.program, table, values)

    def set(self, table, row_id, **values):
        set_fields(self.program, table, row_id, values)

    def task(self, name, days):
        return insert_task(self.program, parent=self.sales, name=name, duration=days * DAY)

    def ask(self, measure, gate=None, **values):
        known = {"title": measure, "gate_id": gate or self.gate}
        return self.add("gate_criterion", measure=measure, **{**known, **values})

    @property
    def cycle(self):
        (found,) = life_cycles(self.program.plan.state, FORMATS)
        return found

    def figures(self, gate=0):
        return [(one.state.value, one.figure) for one in self.cycle.gates[gate].criteria]


@pytest.fixture
def road(tmp_path: Path):
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        yield Road(opened)


def test_gates_are_those_registered_else_as_outlined(road):
    state = road.program.plan.state
    assert {state.names[row] for row in gates(state).nonzero()[0]} == {"Designed", "Built"}
    other = insert_project(road.program, "Support")
    insert_task(road.program, parent=other, name="Ready", duration=0)
    road.program.file.undo()
    road.set("gate", road.last, milestone_id=None)
    state = road.program.plan.state
    assert {state.names[row] for row in gates(state).nonzero()[0]} == {"Designed"}


def test_the_work_before_a_gate_is_counted_and_leads_to_the_first_left(road):
    road.ask("work")
    assert road.figures() == [("open", "1 of 1 tasks unfinished: Design")]
    (criterion,) = road.cycle.gates[0].criteria
    assert (criterion.table, criterion.target) == ("task", road.design)
    road.set("task", road.design, percent_complete=10_000)
    assert road.figures() == [("met", "0 of 1 tasks unfinished")]
    assert road.cycle.gates[0].ready and road.cycle.gates[0].rag is Rag.GREEN


def test_the_date_is_held_against_baseline_and_tolerance(road):
    road.ask("date")
    assert road.figures() == [("open", "no baseline to measure against")]
    take_baseline(road.program, name="Agreed")
    road.set("task", road.design, duration=9 * DAY)
    assert road.figures() == [("met", "4 d late (tolerance 5 d)")]
    road.set("task", road.design, duration=11 * DAY)
    assert road.figures() == [("open", "6 d late (tolerance 5 d)")]
    road.set("program", road.program.file.program.id, tolerance_days=8)
    assert road.figures() == [("met", "6 d late (tolerance 8 d)")]


def test_money_is_held_against_the_budget(road):
    road.ask("money")
    assert road.figures() == [("open", "no budget to measure against")]
    account = road.add("account", name="Labour", project_id=road.sales)
    for month, planned, forecast in ((6, 100_000, 100_000), (7, 100_000, 105_000)):
        road.add(
            "budget_line", account_id=account, month=datetime(2026, month, 1).date(), planned=planned,
            forecast=forecast,
        )  # fmt: skip
    assert road.figures() == [("open", "2.5 % over the budget (tolerance 2.0 %)")]
    road.set("program", road.program.file.program.id, tolerance_cost=300)
    assert road.figures() == [("met", "2.5 % over the budget (tolerance 3.0 %)")]


def test_risks_issues_and_requirements_of_the_project_count(road):
    for measure in ("risks", "issues", "requirements", "deliverables", "tests", "conditions"):
        road.ask(measure)
    assert {state for state, _ in road.figures()} == {"met"}
    risk = road.add("risk", title="Fire", project_id=road.sales, probability=4, impact=5)
    road.add("issue", title="Strike", project_id=road.sales, severity=4)
    road.add("deliverable", name="Drawings", project_id=road.sales, task_id=road.design)
    other = insert_project(road.program, "Support")
    road.add("risk", title="Other", project_id=other, probability=5, impact=5)
    cycle = life_cycles(road.program.plan.state, FORMATS)[0]
    told = {one.measure.value: (one.state.value, one.figure) for one in cycle.gates[0].criteria}
    assert told["risks"] == ("open", "1 of 1 risks from score 20 without an answer: R-1 Fire")
    assert told["issues"] == ("open", "1 of 1 open issues are severe: I-1 Strike")
    assert told["requirements"] == ("met", "no mandatory requirement is due")
    assert told["deliverables"] == ("open", "1 of 1 deliverables not accepted: DL-1 Drawings")
    road.set("risk", risk, response="avoid", response_plan="No candles", owner_id=road.sponsor)
    cycle = life_cycles(road.program.plan.state, FORMATS)[0]
    assert cycle.gates[0].criteria[0].figure == "0 of 1 risks from score 20 without an answer"


def test_a_requirement_without_a_date_is_due_at_the_last_gate(road):
    road.add("requirement", title="Pay", project_id=road.sales, priority="must", status="agreed")
    road.ask("requirements")
    road.ask("requirements", road.last)
    assert road.figures(0) == [("met", "no mandatory requirement is due")]
    assert road.figures(1) == [("open", "1 of 1 mandatory requirements unverified: RQ-1 Pay")]


def test_a_verdict_needs_somebody_and_no_open_mandatory_criterion(road):
    road.set("program", road.program.file.program.id, status_date=datetime(2026, 6, 5, 17))
    road.ask("work")
    hand = road.ask("hand", title="Charter signed")
    with pytest.raises(EditError, match="say which body or person decides gate G-1 “Designed”"):
        road.set("gate", road.gate, verdict="go")
    with pytest.raises(EditError) as refused:
        road.set("gate", road.gate, verdict="go", decided_by_id=road.sponsor)
    assert str(refused.value) == (
        "gate G-1 “Designed” is not ready: 2 mandatory criteria are open: “work”, “Charter signed”; "
        "meet or waive them, or decide “go with conditions”"
    )
    road.set("gate_criterion", hand, state="met")
    with pytest.raises(EditError, match="“work” is computed, not ticked off"):
        road.set("gate_criterion", road.program.file.rows(GateCriterion)[0].id, state="met")
    with pytest.raises(EditError, match="say on what conditions"):
        road.set("gate", road.gate, verdict="conditions", decided_by_id=road.sponsor)
    road.set("task", road.design, percent_complete=10_000)
    road.set("gate", road.gate, verdict="go", decided_by_id=road.sponsor)
    row = road.program.file.row(Gate, road.gate)
    assert f"{row.decided_on:%Y-%m-%d}" == "2026-06-05"


def test_what_was_shown_is_kept_with_the_verdict(road):
    work = road.ask("work")
    road.set("task", road.design, percent_complete=10_000)
    road.set("gate", road.gate, verdict="go", decided_by_id=road.sponsor)
    road.set("task", road.design, percent_complete=5_000)  # it was not so done after all
    assert road.figures() == [("met", "0 of 1 tasks unfinished")]
    with pytest.raises(EditError, match="is decided \\(go\\); its criteria stay as they were"):
        road.set("gate_criterion", work, state="waived", evidence="Why not")
    road.set("gate", road.gate, verdict="open")
    assert road.figures() == [("open", "1 of 1 tasks unfinished: Design")]
    road.program.file.undo()
    assert road.figures() == [("met", "0 of 1 tasks unfinished")]


def test_a_waiver_needs_a_reason_and_is_seen(road):
    work = road.ask("work")
    with pytest.raises(EditError, match="say as evidence why “work” is waived"):
        road.set("gate_criterion", work, state="waived")
    road.set("gate_criterion", work, state="waived", evidence="Drawings follow")
    assert road.figures() == [("waived", "1 of 1 tasks unfinished: Design; waived: Drawings follow")]
    assert road.cycle.gates[0].ready


def test_conditions_of_an_earlier_gate_hold_up_the_later_one(road):
    road.set("gate", road.gate, verdict="conditions", body_id=road.add("body", name="Board"),
             conditions="Fire doors")  # fmt: skip
    road.ask("conditions", road.last)
    assert road.figures(1) == [("open", "1 of 1 conditions open: G-1 Designed")]
    assert road.cycle.next.id == road.last
    road.set("gate", road.gate, verdict="go")
    assert road.figures(1) == [("met", "no condition is open")]


def test_a_milestone_is_of_one_gate(road):
    with pytest.raises(EditError, match="that milestone is the one of G-1 “Designed” already"):
        road.set("gate", road.last, milestone_id=road.designed)


def test_a_project_that_was_stopped_has_no_next_gate(road):
    assert (
        gate_headline(road.cycle.gates[0], FORMATS)
        == "G-1 Designed is planned for 5 Jun and has no criteria yet."
    )
    assert headline([road.cycle], FORMATS) == "2 gates, 0 passed; next is G-1 Designed on 5 Jun."
    road.set("gate", road.gate, verdict="stop", decided_by_id=road.sponsor)
    assert road.cycle.next is None


def test_stages_have_the_dates_of_the_plan_unless_they_are_given(road):
    assert road.cycle.stages == ()
    road.add("stage", name="All", project_id=road.sales, start=datetime(2026, 6, 3).date())
    (span,) = road.cycle.stages
    assert (span.name, span.start > 0) == ("All", True)


def test_a_gate_that_comes_decided_takes_its_criteria_with_it_once(road):
    passed = road.add("gate", title="Begun", verdict="go", body_id=road.add("body", name="Board"))
    assert road.program.file.row(Gate, passed).decided_on is not None
    with pytest.raises(EditError, match="was passed, so say of “Plan agreed” whether it was met or waived"):
        road.ask("hand", gate=passed, title="Plan agreed")
    road.ask("work", gate=passed, title="Plan agreed", state="met", evidence="All done")
    with pytest.raises(EditError, match="is decided"):
        road.ask("hand", gate=passed, title="One more", state="met")
    with pytest.raises(EditError, match="is computed, not ticked off"):
        road.ask("work", state="met")
    with pytest.raises(EditError, match="say as evidence why"):
        road.ask("hand", state="waived")
