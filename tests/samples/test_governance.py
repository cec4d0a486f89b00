"""The papers of the sample program say what its plan and its budget say."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.model.finance import Account, BudgetLine
from tpm_desktop.model.governance import (
    Action,
    ActionState,
    Body,
    BodyType,
    Decision,
    DecisionState,
    Meeting,
    MeetingState,
)
from tpm_desktop.model.registers import Issue, IssueStatus, Risk, RiskKind, RiskStatus
from tpm_desktop.model.schedule import Task

EUR = 100
NEXT_MEETING = datetime(2026, 11, 12, 14)


def test_registers_are_filled_with_rows_in_every_state_that_matters(demo):
    risks, issues = demo.file.rows(Risk), demo.file.rows(Issue)
    assert (len(risks), len(issues)) == (14, 10)
    assert {risk.kind for risk in risks} == set(RiskKind)
    assert {RiskStatus.OPEN, RiskStatus.TREATING, RiskStatus.CLOSED} <= {risk.status for risk in risks}
    assert {IssueStatus.OPEN, IssueStatus.IN_PROGRESS, IssueStatus.CLOSED} <= {i.status for i in issues}
    assert all(row.owner_id for row in (*risks, *issues))
    assert all(issue.raised <= demo.status.date() for issue in issues)


def test_the_steering_committee_met_twice_and_is_called_again(demo):
    (steering,) = demo.file.rows(Body, type=BodyType.STEERING)
    meetings = sorted(demo.file.rows(Meeting, body_id=steering.id), key=lambda meeting: meeting.held)
    assert [meeting.held <= demo.status for meeting in meetings] == [True, True, False]
    assert all(meeting.minutes and meeting.attendance for meeting in meetings[:2])
    assert (meetings[2].state, meetings[2].held) == (MeetingState.CALLED, NEXT_MEETING)
    asked = demo.file.rows(Decision, meeting_id=meetings[2].id)
    assert len(asked) == 3
    for decision in asked:
        assert decision.state is DecisionState.ASKED
        assert decision.question and decision.options and decision.recommendation
        assert decision.needed_by >= NEXT_MEETING.date()


def test_only_meetings_that_were_held_have_minutes(demo):
    for meeting in demo.file.rows(Meeting):
        assert (meeting.minutes is not None) == (meeting.held <= demo.status), meeting.title


def test_decisions_were_made_in_time_by_a_body_that_may(demo):
    limits = {body.id: body.cost_limit for body in demo.file.rows(Body)}
    decided = demo.file.rows(Decision, state=DecisionState.DECIDED)
    assert len(decided) >= 5
    for decision in decided:
        assert decision.outcome
        assert decision.decided_on <= min(decision.needed_by, demo.status.date())
        assert decision.record in demo.file.journal.ids()
        assert decision.decided_by_id
        is_the_budget = decision.cost == demo.state.money.budget.program.at_completion
        assert is_the_budget or (decision.cost or 0) <= limits[decision.body_id]


def test_actions_are_done_overdue_and_ahead(demo):
    actions = demo.file.rows(Action)
    assert len(actions) >= 15
    finished = [a for a in actions if a.state in (ActionState.DONE, ActionState.VERIFIED)]
    overdue = [a for a in actions if a not in finished and a.due < demo.status.date()]
    assert len(finished) >= 5
    assert len(overdue) == 3
    assert len(actions) - len(finished) - len(overdue) >= 5
    assert all((action.done_on is not None) == (action in finished) for action in actions)


def test_the_first_option_of_the_paper_is_the_plan_as_it_stands(demo):
    options = demo.row(Decision, "two shifts").options.splitlines()
    for name in ("Data centre in service", "live in the home market", "Old halls handed back"):
        moment = demo.finish(name)
        assert f"{moment.day} {moment:%B}" in options[0], name


def test_two_shifts_win_what_the_paper_says(demo):
    paper = demo.row(Decision, "two shifts")
    shifts = {
        "Install_core_switches": 4,
        "Configure_routing_and_segmentation": 6,
        "Build_virtualisation_clusters": 6,
        "Harden_to_the_security_baseline": 5,
    }
    with demo.tried(**shifts) as tried:
        for name in ("Data centre in service", "live in the home market", "Old halls handed back"):
            moment = tried.finish(name)
            assert f"{moment.day} {moment:%B}" in paper.options.splitlines()[1], name
        calendar = demo.state.inputs.calendars[demo.state.inputs.options.calendar]
        now, then = demo.state.schedule.program_finish, tried.state.schedule.program_finish
        assert calendar.between(now, then) == paper.days * 480


def test_one_more_week_of_delay_runs_into_the_change_freeze(demo):
    options = demo.row(Decision, "two shifts").options
    late = demo.row(Task, "Build and deliver core switches").duration // 480 + 5
    with demo.tried(Build_and_deliver_core_switches=late) as tried:
        assert tried.finish("live in the home market") == datetime(2027, 7, 12, 8)
        assert "moves the home market to 12 July" in options
        assert tried.finish("Old halls handed back") == datetime(2028, 3, 21, 17)
        assert "the hand-back to 21 March 2028" in options


def test_contingency_left_is_what_was_decided(demo):
    lines = demo.file.rows(BudgetLine, account_id=demo.row(Account, "Contingency").id)
    approved = sum(line.planned for line in lines) // EUR
    drawn = (demo.row(Decision, "core network").cost + demo.row(Decision, "harmonic").cost) // EUR
    assert demo.outlook("Contingency") == approved - drawn == 379_000
    paper = demo.row(Decision, "two shifts")
    assert f"EUR {379_000 - paper.cost // EUR:,} would be left" in paper.recommendation
    assert "EUR 379,000" in demo.row(Decision, "harmonic").outcome


def test_interim_engineers_are_paid_from_salaries_not_paid(demo):
    lines = demo.file.rows(BudgetLine, account_id=demo.row(Account, "Salaries").id)
    saved = sum(line.planned for line in lines) // EUR - demo.outlook("Salaries")
    assert f"EUR {saved:,}" in demo.row(Decision, "interim engineers").options


@pytest.mark.parametrize(
    ("issue", "task", "says"),
    [
        ("Core switches come", "Build and deliver core switches", "30 November"),
        ("second power feed", "Utility energises", "9 October"),
    ],
)
def test_an_issue_names_the_date_of_its_task(demo, issue, task, says):
    moment = demo.finish(task)
    assert says == f"{moment.day} {moment:%B}"
    assert says in demo.row(Issue, issue).title


def test_longer_work_is_what_the_issues_say(demo):
    for issue, task, days in (
        ("warehouse supplier", "Build warehouse interface", "nine"),
        ("customer addresses", "Cleanse customer master data", "fifteen"),
    ):
        row = demo.plan.row(demo.row(Task, task).id)
        longer = int(demo.state.schedule.duration[row] - demo.state.baseline.duration[row]) // 480
        assert longer == {"nine": 9, "fifteen": 15}[days]
        assert f"{days} days longer" in demo.row(Issue, issue).title


def test_the_slip_is_escalated_to_the_steering_committee(demo):
    (steering,) = demo.file.rows(Body, type=BodyType.STEERING)
    issue = demo.row(Issue, "Core switches come")
    assert (issue.severity, issue.escalated_to_id) == (4, steering.id)
