"""What needs the manager now: named while few, counted while many, each leading to its source."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.gestures import outline
from tpm_desktop.gestures.periods import begin_period, close_period
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.attention import TABLES, Need, fields_of, kept_of, needs
from tpm_desktop.plan.attention_checks import checked
from tpm_desktop.plan.quality import quality
from tpm_desktop.planning.quality import failing

DAY = date(2026, 2, 2)


def told(program: OpenProgram, breaches: int = 0) -> list[Need]:
    def rows(table: str, fields: list[str]) -> list[dict[str, object]]:
        return [dict(zip(fields, row, strict=True)) for row in program.file.stored(table, fields)]

    last = kept_of(
        rows("reporting_period", ["id", "title", "finish", "state"]),
        rows("period_milestone", ["period_id", "task_id", "expected"]),
    )
    asked = {table: rows(table, fields_of(table)) for table in TABLES}
    return needs(program.plan.state, DAY, asked, last, breaches)


@pytest.fixture
def program(tmp_path):
    values = {"start": datetime(2026, 1, 5, 8), "status_date": datetime(2026, 2, 2, 17)}
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", **values) as opened:
        yield opened


def test_where_nothing_is_due_nothing_is_said(program):
    assert told(program) == []
    add_row(program, "decision", {"title": "Later", "needed_by": date(2026, 3, 1), "state": "asked"})
    add_row(program, "action", {"title": "Tomorrow", "due": date(2026, 2, 3)})
    assert told(program) == []


def test_what_is_due_or_late_is_named_and_leads_to_its_row(program):
    paper = add_row(program, "decision", {"title": "Racks", "needed_by": date(2026, 2, 13), "state": "asked"})
    action = add_row(program, "action", {"title": "Call", "due": date(2026, 1, 30)})
    done = {"title": "Done", "due": date(2026, 1, 1), "state": "done"}
    add_row(program, "action", done)
    assert told(program) == [
        Need("Decision", "Racks", date(2026, 2, 13), 0, "decision", paper),
        Need("Action", "Call", date(2026, 1, 30), 3, "action", action),
    ]


def test_a_gate_whose_day_has_come_is_named_until_it_is_decided(program):
    project = outline.insert_project(program, "Sites")
    milestone = outline.insert_task(program, parent=project, name="Accepted", duration=0)
    gate = add_row(program, "gate", {"title": "Hall", "project_id": project, "milestone_id": milestone})
    assert told(program) == [Need("Gate", "G-1 Hall", date(2026, 1, 5), 28, "gate", gate)]
    sponsor = add_row(program, "resource", {"name": "Sponsor"})
    set_fields(program, "gate", gate, {"verdict": "go", "decided_by_id": sponsor})
    assert told(program) == []


def test_a_delivery_after_its_need_and_a_notice_that_falls_due_are_named(program):
    dates = {"needed_by": date(2026, 3, 2), "expected": date(2026, 3, 9)}
    package = add_row(program, "procurement_package", {"title": "Racks", **dates})
    vendor = add_row(program, "vendor", {"name": "Cloud"})
    ends = {"finish": date(2026, 3, 9), "renewal": "renews", "notice_days": 30}
    contract = add_row(
        program, "contract", {"title": "Cloud", "vendor_id": vendor, "state": "signed", **ends}
    )
    assert told(program) == [
        Need(
            "Delivery",
            "PP-1 Racks is expected 7 days after the need",
            table="procurement_package",
            id=package,
        ),
        Need("Notice", "CT-1 Cloud", date(2026, 2, 7), table="contract", id=contract),
    ]


def test_many_of_a_kind_are_one_line_that_leads_to_their_view(program):
    for day in (10, 20, 30):
        add_row(program, "action", {"title": f"By the {day}th", "due": date(2026, 1, day)})
    assert told(program, breaches=2) == [
        Need("Action", "3 actions are late", late=23, view="action"),
        Need("Policy", "2 breaches that nobody bears", view="policy"),
    ]


def test_a_period_that_is_over_and_milestones_that_slipped_since_the_last_one(program):
    project = outline.insert_project(program, "Sites")
    dig = outline.insert_task(program, parent=project, name="Dig", duration=20 * 480)
    ready = outline.insert_task(program, parent=project, name="Ready", duration=0, milestone=True)
    add_row(program, "link", {"predecessor_id": dig, "successor_id": ready})
    january = begin_period(program, date(2026, 1, 31))
    set_fields(program, "reporting_period", january, {"title": "January", "start": date(2026, 1, 1)})
    set_fields(program, "reporting_period", january, {"finish": date(2026, 1, 31)})
    assert told(program) == [Need("Period", "January is to be closed", date(2026, 1, 31), 2, view="period")]
    close_period(program, january, anyway=True)
    assert told(program) == []
    set_fields(program, "task", dig, {"duration": 21 * 480})
    assert told(program) == [Need("Milestones", "1 milestone slipped since January", view="trend")]


def test_minutes_wait_until_they_are_approved(program):
    body = add_row(program, "body", {"name": "Board"})
    about = {"body_id": body, "held": datetime(2025, 12, 30, 9)}
    for state in ("planned", "approved", "cancelled"):
        add_row(program, "meeting", {"title": state, "state": state, **about})
    held = add_row(program, "meeting", {"title": "Review", "state": "held", **about})
    assert told(program) == [
        Need("Minutes", "Review: minutes to be written", date(2026, 1, 4), 29, "meeting", held)
    ]
    set_fields(program, "meeting", held, {"state": "minuted"})
    assert told(program) == [
        Need("Minutes", "Review: minutes to be approved", date(2026, 1, 29), 4, "meeting", held)
    ]


def test_what_the_checks_find_is_told_with_where_it_stands(program):
    assert checked(program.plan.state) == ()
    project = outline.insert_project(program, "Sites")
    dig = outline.insert_task(program, parent=project, name="Dig", duration=480)
    set_fields(program, "task", dig, {"percent_complete": 10_000})
    hall = add_row(program, "deliverable", {"name": "Hall", "project_id": project, "task_id": dig})
    wanted = {"title": "Cooling", "project_id": project, "status": "agreed", "criterion": "22 degrees"}
    need = add_row(program, "requirement", wanted)
    found = checked(program.plan.state)
    assert found[-2:] == (
        Need("Requirement", "RQ-1 Cooling has no deliverable", table="requirement", id=need),
        Need("Acceptance", "DL-1 Hall is done, not accepted", table="deliverable", id=hall),
    )
    for title in ("Power", "Floor"):
        add_row(program, "requirement", {**wanted, "title": title})
    outline.insert_task(program, parent=project, name="Loose", duration=480)
    *schedule, several, _ = checked(program.plan.state)
    assert several == Need("Requirement", "3 requirements have no deliverable", view="coverage")
    failed = [one.check.title for one in failing(quality(program.plan.state))]
    assert [one.text.split(": ")[1].split(" and ")[0].split(", ") for one in schedule] == [failed[:2]]
    assert {one.view for one in schedule} == {"health"}
