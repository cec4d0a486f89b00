"""Who has to approve a change by its impact, and what approving and applying it stamps along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.gestures import outline
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.change_options import weigh_option
from tpm_desktop.gestures.changes import apply_change, keep_option
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.change import ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.model.exceptions import ExceptionReport, ExceptionState
from tpm_desktop.model.governance import Decision, DecisionState
from tpm_desktop.model.schedule import BaselineTask
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.approval import ImpactClass, approval_lines, approval_of


class Desk:
    """Two tasks in a row, agreed; a request for the first; a board for 1,000 and a committee for all."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.file = program, program.file
        self.sites = outline.insert_project(program, "Sites")
        place = {"parent": self.sites}
        self.dig = outline.insert_task(program, **place, name="Dig", duration=10 * 480)
        self.build = outline.insert_task(program, **place, name="Build", duration=5 * 480)
        add_row(program, "link", {"predecessor_id": self.dig, "successor_id": self.build})
        account = add_row(program, "account", {"name": "Labour", "project_id": self.sites})
        planned = {"account_id": account, "month": date(2026, 2, 1), "planned": 100_000_00}
        add_row(program, "budget_line", planned)
        limits = {"tolerance_days": 5, "tolerance_cost": 1_000}
        set_fields(program, "program", self.file.program.id, limits)
        take_baseline(program, "Agreed")
        self.board = add_row(program, "body", {"name": "Board", "type": "change", "cost_limit": 1_000_00})
        self.committee = add_row(program, "body", {"name": "Committee", "type": "steering"})
        paper = {"title": "Dig deeper", "body_id": self.committee, "needed_by": date(2026, 2, 1)}
        self.paper = add_row(program, "decision", {**paper, "state": "asked"})
        asked = {"title": "Dig deeper", "project_id": self.sites, "body_id": self.committee}
        self.request = add_row(program, "change_request", {**asked, "decision_id": self.paper})

    @property
    def state(self):
        return self.program.plan.state

    def propose(self, days: int) -> ChangeOption:
        with OpenProgram(ScratchFile(self.file)) as scratch:
            set_fields(scratch, "task", self.dig, {"duration": days * 480})
            assert isinstance(scratch.file, ScratchFile)
            changes = scratch.file.proposed
        keep_option(self.program, self.request, "Deeper", changes)
        return self.file.rows(ChangeOption)[0]

    def decide(self, *states: str) -> None:
        for state in states:
            set_fields(self.program, "change_request", self.request, {"state": state})

    def paper_row(self) -> Decision:
        paper = self.file.row(Decision, self.paper)
        assert paper is not None
        return paper

    def agreed(self) -> dict[str, datetime | None]:
        return {row.task_id: row.finish for row in self.file.rows(BaselineTask)}


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 1, 5, 8)) as program:
        yield Desk(program)


def test_the_impact_says_its_class_and_the_lowest_body_that_may_decide(desk):
    for days, cost, klass, body in (
        (0, 500_00, ImpactClass.MINOR, desk.board),
        (0, 1_001_00, ImpactClass.MINOR, desk.committee),
        (5, 0, ImpactClass.MAJOR, desk.board),
        (6, 0, ImpactClass.CRITICAL, desk.committee),
        (0, 10_001_00, ImpactClass.CRITICAL, desk.committee),
    ):
        found = approval_of(desk.state, days, cost, desk.sites)
        assert (found.klass, found.body_id) == (klass, body), (days, cost)


def test_the_policy_says_the_role_by_its_limits(desk):
    set_policy(desk.program, pack_text("corporate", "USD"))
    roles = [approval_of(desk.state, 0, cost * 100, None).role for cost in (0, 5_000, 50_001, 10**7)]
    assert roles == ["project manager", "program manager", "steering committee", "board"]


def test_an_option_tells_risks_exceptions_class_and_approver(desk):
    scores = {"probability": 3, "impact": 4}
    add_row(desk.program, "risk", {"title": "Rock", "task_id": desk.build, **scores})
    proposal = weigh_option(desk.program, desk.propose(20))
    told = dict(approval_lines(desk.state, proposal, desk.sites))
    assert told["Risks at these tasks"] == "R-1 scores 12"
    assert told["Beyond tolerance"] == "time of The program, Sites"
    assert told["Impact"] == "Critical: beyond the program"
    assert told["To be approved by"] == "Committee"


@pytest.mark.parametrize(
    "typed", [{"cost": 1}, {"days": 3, "title": "Wider"}, {"edits": "{}"}, {"edits": None}]
)
def test_what_an_option_comes_to_is_never_typed(desk, typed):
    option = desk.propose(12)
    with pytest.raises(EditError, match=r"the what-if gives the .* of “Deeper”, so nobody can type it"):
        set_fields(desk.program, "change_option", option.id, typed)
    set_fields(desk.program, "change_option", option.id, {"days": option.days, "notes": "As in the sheet"})
    estimate = add_row(
        desk.program, "change_option", {"change_id": desk.request, "title": "By hand", "days": 1}
    )
    set_fields(desk.program, "change_option", estimate, {"days": 2, "cost": 5_00})
    with pytest.raises(EditError, match="the what-if gives the proposed edits of “By hand”"):
        set_fields(desk.program, "change_option", estimate, {"edits": option.edits})
    copy = {"change_id": desk.request, "title": "Copy", "edits": option.edits, "days": 99, "cost": 99}
    copied = desk.file.row(ChangeOption, add_row(desk.program, "change_option", copy))
    assert (copied.days, copied.cost) == (option.days, option.cost) == (2, 0)
    other = add_row(desk.program, "change_request", {"title": "Other"})
    desk.decide("submitted", "assessed")
    foreign = add_row(desk.program, "change_option", {"change_id": other, "title": "Slipped in"})
    with pytest.raises(EditError, match="CR-1 is assessed; its options"):
        set_fields(desk.program, "change_option", foreign, {"change_id": desk.request})


def test_each_step_works_out_anew_what_the_options_come_to(desk):
    option = desk.propose(12)
    beside = outline.insert_task(desk.program, parent=desk.sites, name="Wait", duration=20 * 480)
    desk.decide("submitted", "assessed")
    assert (option.days, desk.file.row(ChangeOption, option.id).days) == (2, 0)
    set_fields(desk.program, "task", beside, {"duration": 480})
    desk.decide("approved")
    assert desk.file.row(ChangeOption, option.id).days == 2
    desk.file.undo()
    set_fields(desk.program, "task", desk.dig, {"duration": 480})
    with pytest.raises(EditError, match="the plan moved beneath “Deeper”: the duration of Dig was changed"):
        desk.decide("approved")
    desk.decide("submitted")
    with pytest.raises(EditError, match="the plan moved beneath “Deeper”"):
        desk.decide("assessed")


def test_an_option_without_edits_is_not_approved_in_place_of_another(desk):
    desk.propose(12)
    idle = {"change_id": desk.request, "title": "Do nothing", "chosen": True}
    add_row(desk.program, "change_option", idle)
    desk.decide("submitted", "assessed")
    with pytest.raises(EditError, match="“Do nothing” is chosen but proposes no edits; choose"):
        desk.decide("approved")


def test_a_body_approves_within_its_days_as_within_its_costs_and_the_highest_one_whatever_is_left(desk):
    set_fields(desk.program, "body", desk.board, {"days_limit": 1, "reports_to_id": desk.committee})
    set_fields(desk.program, "change_request", desk.request, {"body_id": desk.board})
    desk.propose(12)
    with pytest.raises(EditError, match=r"“Deeper” goes beyond what Board .* and 1 day\); ask Comm"):
        desk.decide("submitted", "assessed", "approved")
    set_fields(desk.program, "body", desk.board, {"days_limit": 2})
    desk.decide("approved")
    desk.file.undo()
    set_fields(desk.program, "body", desk.board, {"days_limit": 1, "reports_to_id": None})
    desk.decide("approved")


def test_who_may_decide_so_many_days_is_named(desk):
    set_fields(desk.program, "body", desk.board, {"days_limit": 1, "reports_to_id": desk.committee})
    assert approval_of(desk.state, 1, 0, desk.sites).body_id == desk.board
    assert approval_of(desk.state, 2, 0, desk.sites).body_id == desk.committee
    set_fields(desk.program, "body", desk.committee, {"days_limit": 3, "cost_limit": 5_00})
    assert approval_of(desk.state, 4, 6_00, desk.sites).body_id == desk.committee, "nobody is above it"


def test_a_decision_is_stamped_on_its_paper_and_on_the_exception(desk):
    chair = add_row(desk.program, "resource", {"name": "Chair"})
    set_fields(desk.program, "body", desk.committee, {"chair_id": chair})
    deferred = {
        "body_id": desk.board,
        "state": "deferred",
        "outcome": "Deferred to May",
        "cost": 1,
        "days": 99,
    }
    set_fields(desk.program, "decision", desk.paper, deferred)
    set_fields(desk.program, "task", desk.dig, {"duration": 16 * 480})
    for report in desk.file.rows(ExceptionReport):
        set_fields(desk.program, "exception_report", report.id, {"change_id": desk.request})
    desk.propose(17)
    desk.decide("submitted", "assessed")
    known = desk.file.journal.head()
    desk.decide("approved")
    paper = desk.paper_row()
    assert (paper.state, paper.outcome) == (DecisionState.DECIDED, "Change CR-1 approved: Deeper")
    assert (paper.body_id, paper.decided_by_id, paper.record) == (desk.committee, chair, known)
    assert (paper.cost, paper.days) == (0, 1)
    assert paper.decided_on is not None
    reports = desk.file.rows(ExceptionReport)
    assert {report.state for report in reports} == {ExceptionState.DECIDED}
    desk.file.undo()  # all of it is one step
    assert {report.state for report in desk.file.rows(ExceptionReport)} == {ExceptionState.OPEN}
    set_fields(desk.program, "change_request", desk.request, {"body_id": desk.board})
    desk.decide("rejected")
    paper = desk.paper_row()
    assert (paper.outcome, paper.body_id) == ("Change CR-1 rejected", desk.board)
    assert (paper.cost, paper.days) == (0, 0), "what is not done costs nothing"


def test_applying_agrees_the_edited_tasks_anew_and_hides_no_other_slip(desk):
    desk.propose(12)
    desk.decide("submitted", "assessed", "approved")
    before, records = desk.agreed(), len(desk.file.journal.ids())
    apply_change(desk.program, desk.request)
    now = desk.agreed()
    assert len(desk.file.journal.ids()) == records + 1
    assert now[desk.dig] == datetime(2026, 1, 20, 17)
    assert now[desk.build] == before[desk.build]
    request = desk.file.row(ChangeRequest, desk.request)
    assert request is not None
    assert request.state is ChangeState.APPLIED
    desk.file.undo()
    assert desk.agreed() == before


def test_chosen_tasks_are_agreed_anew_or_none_where_the_request_says_so(desk):
    desk.propose(12)
    desk.decide("submitted", "assessed", "approved")
    apply_change(desk.program, desk.request, [desk.build])
    assert desk.agreed()[desk.build] == datetime(2026, 1, 27, 17)
    desk.file.undo()
    before = desk.agreed()
    set_fields(desk.program, "change_request", desk.request, {"rebaseline": False})
    apply_change(desk.program, desk.request)
    assert desk.agreed() == before
