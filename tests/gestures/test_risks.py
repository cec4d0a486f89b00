"""Risks on own scales, in the plan, as issues; communications that move on once they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.attachments import Document, attachments_of
from tpm_desktop.gestures.communications import leave_out, record_sent
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.ready_scales import READY_SCALES
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.risks import (
    issue_from_assumption,
    issue_from_risk,
    move_risks,
    name_level,
    response_task,
    score_by_scales,
    take_scales,
)
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.periods import PeriodRisk
from tpm_desktop.model.registers import Assumption, AssumptionStatus, Issue, Risk, RiskStatus
from tpm_desktop.model.risk_parts import RiskLevel, Scale
from tpm_desktop.model.schedule import Task
from tpm_desktop.model.stakeholders import Communication, CommunicationState, SentCommunication, Stance
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.communications import When, communications, due_until, when_due
from tpm_desktop.plan.risk_burn import Told, burn_down
from tpm_desktop.plan.risk_exposure import weighed
from tpm_desktop.plan.risk_scales import Scales, band_text, scaled, scales
from tpm_desktop.plan.simulation import run_simulation
from tpm_desktop.plan.stakeholders import Quadrant, gap, gap_text, quadrant
from tpm_desktop.plan.trends import closed_periods
from tpm_desktop.planning.simulation.simulate import PROGRAM

STATUS = date(2026, 5, 29)


class Desk:
    """One component project with two tasks side by side."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.file = program, program.file
        self.project = insert_project(program, "Sites")
        self.order = insert_task(program, parent=self.project, name="Order", duration=10 * 480)
        self.build = insert_task(program, parent=self.project, name="Build", duration=10 * 480)

    def risk(self, **values: object) -> str:
        return add_row(self.program, "risk", {"title": "Racks late", "project_id": self.project, **values})

    def row(self, row_id: str) -> Risk:
        return self.file.row(Risk, row_id)

    @property
    def weighed(self):
        return weighed(self.program.plan.state, STATUS)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    start, at = datetime(2026, 5, 4, 8), datetime(2026, 5, 29, 17)
    path = tmp_path / "p.tpm"
    with OpenProgram.create(path, name="Renewal", start=start, status_date=at, currency="EUR") as opened:
        yield Desk(opened)


def test_scores_are_read_and_shown_on_the_program_s_own_scales(desk):
    column = entry("risk").fields["probability"]
    formats = Formats.of(desk.file.program)
    assert scales(desk.program.plan.state) == Scales()
    assert [Scales().middle(level) for level in (1, 2, 3, 4, 5)] == pytest.approx([0.05, 0.2, 0.4, 0.6, 0.85])
    name_level(desk.program, Scale.PROBABILITY, 2, {"title": "Seldom", "chance": 2_500})
    own = scaled(formats, desk.program.plan.state)
    assert (own.show(column, 2), formats.show(column, 2)) == ("2 Seldom", "2 Unlikely")
    assert own.parse(column, "Seldom") == 2
    found = scales(desk.program.plan.state)
    assert found.middle(2) == pytest.approx(0.175)  # from 10 to 25 per cent
    assert (
        band_text(found, Scale.PROBABILITY, 2, own).replace("\u202f", " ").replace("\xa0", " ")
        == "10 % – 25 %"
    )
    assert found.impact == Scales().impact  # the other scale stays the usual one
    assert desk.file.undo() is not None
    assert desk.file.rows(RiskLevel) == []


def test_levels_that_cross_or_stand_twice_are_refused(desk):
    take_scales(desk.program, READY_SCALES[0])
    assert len(desk.file.rows(RiskLevel)) == 10
    with pytest.raises(EditError, match="must reach further than the one below"):
        name_level(desk.program, Scale.PROBABILITY, 3, {"chance": 2_000})
    with pytest.raises(EditError, match="level 3 of impact is there already"):
        add_row(desk.program, "risk_level", {"title": "Again", "scale": "impact", "level": 3})
    assert scales(desk.program.plan.state).days == {1: 5, 2: 10, 3: 20, 4: 40}


def test_risks_are_scored_by_money_days_and_chance(desk):
    row = desk.risk(cost=40_000_00, days=12, chance=6_500, quality=2)
    with pytest.raises(EditError, match="choose the program's risk scales first"):
        score_by_scales(desk.program, [row])
    take_scales(desk.program, READY_SCALES[0])  # without a budget only days have limits
    assert score_by_scales(desk.program, [row]) == 1
    assert (desk.row(row).probability, desk.row(row).impact) == (4, 3)
    name_level(desk.program, Scale.IMPACT, 4, {"cost": 30_000_00})
    assert score_by_scales(desk.program, [row]) == 1
    assert desk.row(row).impact == 5  # beyond what level 4 reaches
    assert score_by_scales(desk.program, [row]) == 0


def test_a_risk_is_moved_before_and_after_its_response_in_one_step(desk):
    rows = [desk.risk(), desk.risk()]
    move_risks(desk.program, rows, 4, 5)
    move_risks(desk.program, rows[:1], 2, 3, residual=True)
    one, other = desk.weighed
    assert (one.place, one.left, one.score, one.residual) == ((4, 5), (2, 3), 20, 6)
    assert (other.score, other.residual) == (20, 20)
    desk.file.undo()
    desk.file.undo()
    assert [risk.place for risk in desk.weighed] == [None, None]


def test_a_response_becomes_a_task_with_cost_that_brings_the_exposure_down(desk):
    row = desk.risk(
        probability=3, impact=4, cost=100_000_00, residual_cost=50_000_00, residual_probability=2,
        residual_impact=3, response_cost=8_000_00, response_plan="Loan switches.\nWeekly calls.",
        respond_by=date(2026, 6, 30),
    )  # fmt: skip
    assert (desk.weighed[0].exposure, desk.weighed[0].on) == (40_000_00, date(2026, 6, 30))
    task_id = response_task(desk.program, row)
    task = desk.file.row(Task, task_id)
    assert task.name == "R-1: Loan switches"
    assert (task.fixed_cost, task.deadline) == (8_000_00, datetime(2026, 6, 30, 17))
    assert desk.program.plan.name(task.parent_id) == "Responses to risks"
    assert (desk.row(row).response_cost, desk.row(row).status) == (None, RiskStatus.TREATING)
    (found,) = desk.weighed
    assert (found.response_cost, found.on, found.exposure) == (8_000_00, date(2026, 5, 4), 40_000_00)
    again = response_task(desk.program, desk.risk(title="Another"))
    assert desk.file.row(Task, again).parent_id == task.parent_id
    set_fields(desk.program, "task", task_id, {"percent_complete": 10_000})
    assert desk.weighed[0].exposure == 10_000_00  # 20 % of 50,000
    with pytest.raises(EditError, match="is named for this risk already"):
        add_row(desk.program, "risk_task", {"risk_id": row, "task_id": task_id, "role": "response"})


def test_a_risk_becomes_an_issue_once_and_so_does_an_assumption(desk):
    row = desk.risk(impact=5, task_id=desk.order)
    issue = desk.file.row(Issue, issue_from_risk(desk.program, row))
    assert (issue.risk_id, issue.title, issue.severity, issue.task_id) == (row, "Racks late", 4, desk.order)
    assert (issue.raised, desk.row(row).status) == (STATUS, RiskStatus.OCCURRED)
    with pytest.raises(EditError, match="R-1 is the issue I-1 already"):
        issue_from_risk(desk.program, row)
    assumed = add_row(desk.program, "assumption", {"title": "Two feeds", "consequence": "Buy filters"})
    issue = desk.file.row(Issue, issue_from_assumption(desk.program, assumed))
    assert (issue.title, issue.notes, issue.assumption_id) == ("Not so: Two feeds", "Buy filters", assumed)
    assert desk.file.row(Assumption, assumed).status is AssumptionStatus.FALSE
    with pytest.raises(EditError, match="can't be over on"):
        desk.risk(proximity=date(2026, 7, 1), expires=date(2026, 6, 1))


def test_the_burn_down_joins_closed_periods_with_what_is_planned(desk):
    desk.risk(probability=3, impact=4, cost=100_000_00, residual_cost=20_000_00,
              respond_by=date(2026, 7, 15))  # fmt: skip
    desk.risk(probability=5, impact=2, cost=10_000_00, expires=date(2026, 8, 10))
    desk.risk(kind="opportunity", probability=5, impact=5, cost=900_000_00)
    close_period(desk.program, begin_period(desk.program), anyway=True, closed_on=STATUS)
    assert {row.exposure for row in desk.file.rows(PeriodRisk)} == {40_000_00, 8_500_00, 765_000_00}
    set_fields(desk.program, "program", desk.file.program.id, {"status_date": datetime(2026, 6, 19, 17)})
    record_progress(desk.program, datetime(2026, 6, 19, 17))
    insert_task(desk.program, parent=desk.project, name="Run", duration=120 * 480)
    day, state = date(2026, 6, 19), desk.program.plan.state
    found = burn_down(state, weighed(state, day), closed_periods(desk.file), day)
    told = [(point.day, point.count, point.exposure, point.told) for point in found.points]
    assert told == [
        (date(2026, 5, 31), 2, 48_500_00, Told.CLOSED),
        (day, 2, 48_500_00, Told.NOW),
        (date(2026, 6, 30), 2, 48_500_00, Told.PLANNED),
        (date(2026, 7, 31), 2, 16_500_00, Told.PLANNED),
        (date(2026, 8, 31), 1, 8_000_00, Told.PLANNED),
    ]
    assert found.undated == 1


def test_a_risk_hits_several_tasks_in_the_same_runs_each_by_its_own_days(desk):
    """By hand: 50 % of +4 d on one and +9 d on the other of two tasks of 10 d: half end 9 d later."""
    program = desk.program
    shares = {"optimistic_share": 10_000, "pessimistic_share": 10_000}
    set_fields(program, "program", desk.file.program.id, {"status_date": None, **shares})
    row = desk.risk(task_id=desk.order, chance=5_000, days=4)
    add_row(program, "risk_task", {"risk_id": row, "task_id": desk.build, "days": 9})
    outcome = run_simulation(program.plan.state, 1_000, 1)
    rows = {name: program.plan.row(task) for name, task in (("order", desk.order), ("build", desk.build))}
    order, build = (outcome.simulated.durations.get(at) for at in rows.values())
    finish = outcome.simulated.finishes[PROGRAM]
    assert len(outcome.read.uncertain.drivers) == 2
    assert len(np.unique(finish)) == 2
    assert np.mean(finish > finish.min()) == pytest.approx(0.5)
    assert np.array_equal(order > order.min(), build > build.min())
    assert (int(order.max() - order.min()), int(build.max() - build.min())) == (4 * 480, 9 * 480)


def test_a_risk_lengthens_all_its_tasks_by_a_share(desk):
    """By hand: 50 % of half as long again on two tasks of 10 d, one of them 2 d more; less if treated."""
    program = desk.program
    shares = {"optimistic_share": 10_000, "pessimistic_share": 10_000}
    set_fields(program, "program", desk.file.program.id, {"status_date": None, **shares})
    row = desk.risk(task_id=desk.order, chance=5_000, stretch=5_000)
    add_row(program, "risk_task", {"risk_id": row, "task_id": desk.build, "days": 2})
    at = [program.plan.row(task) for task in (desk.order, desk.build)]
    for kind, days in (("threat", (15, 17)), ("opportunity", (5, 3))):
        set_fields(program, "risk", row, {"kind": kind})
        found = run_simulation(program.plan.state, 1_000, 1).simulated.durations
        assert [sorted({int(m) for m in found[each]}) for each in at] == [
            sorted({10 * 480, reached * 480}) for reached in days
        ]
    set_fields(program, "risk", row, {"kind": "threat", "days": 4, "residual_days": 1})
    found = run_simulation(program.plan.state, 1_000, 1, responses=True).simulated.durations
    # a quarter is left of both: 10 d and an eighth, and a day
    assert sorted({int(m) for m in found[at[0]]}) == [10 * 480, round(11.25 * 480) + 480]


def test_what_was_sent_moves_on_to_its_next_date(desk):
    program = desk.program
    letter = add_row(program, "communication", {"title": "Letter", "next_due": date(2026, 5, 26)})
    once = add_row(program, "communication", {"title": "Notice", "cadence": "once", "next_due": STATUS})
    add_row(program, "communication", {"title": "Talk", "cadence": "weekly", "next_due": date(2026, 6, 9)})
    found = communications(desk.file, STATUS)
    assert [(one.about.title, one.when, one.late) for one in found] == [
        ("Letter", When.OVERDUE, 3), ("Notice", When.THIS_WEEK, 0), ("Talk", When.LATER, 0),
    ]  # fmt: skip
    assert len(due_until(found, date(2026, 5, 31))) == 2
    sent = record_sent(program, letter, {"title": "Letter of May"}, [Document("letter.txt", b"May")])
    row = desk.file.row(SentCommunication, sent)
    assert (row.sent_on, row.was_due) == (STATUS, date(2026, 5, 26))
    assert [one.name for one in attachments_of(desk.file, "communication_sent", sent)] == ["letter.txt"]
    assert desk.file.row(Communication, letter).next_due == date(2026, 6, 23)  # the fourth Tuesday again
    leave_out(program, letter)
    assert desk.file.row(Communication, letter).next_due == date(2026, 7, 28)
    late = {"title": "Long forgotten", "cadence": "weekly", "next_due": date(2001, 1, 2)}
    forgotten = add_row(program, "communication", late)
    record_sent(program, forgotten, {})
    assert desk.file.row(Communication, forgotten).next_due == date(2026, 6, 2)  # the Tuesday after
    add_row(program, "communication_sent", {"title": "N", "communication_id": once, "sent_on": STATUS})
    notice = desk.file.row(Communication, once)
    assert (notice.next_due, notice.state) == (None, CommunicationState.ENDED)
    with pytest.raises(EditError, match="has no date after this one"):
        leave_out(program, once)


def test_quadrants_stances_and_weeks():
    assert [quadrant(*at) for at in ((3, 3), (5, 2), (2, 3), (1, 1), (None, 4))] == [
        Quadrant.MANAGE, Quadrant.SATISFY, Quadrant.INFORM, Quadrant.MONITOR, None,
    ]  # fmt: skip
    assert gap(Stance.RESISTANT, Stance.SUPPORTIVE) == 3
    assert gap_text(Stance.NEUTRAL, Stance.SUPPORTIVE) == "Neutral → Supportive (+1)"
    assert gap_text(Stance.LEADING, Stance.LEADING) == "Leading, as wanted"
    monday = date(2026, 6, 1)
    assert [when_due(day, monday) for day in (date(2026, 6, 7), date(2026, 6, 14), date(2026, 6, 15))] == [
        When.THIS_WEEK, When.NEXT_WEEK, When.LATER,
    ]  # fmt: skip
