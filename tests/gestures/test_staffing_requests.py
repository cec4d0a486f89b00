"""What projects ask line managers for, and how much there is of somebody by period."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.resources import RequestState, StaffingRequest
from tpm_desktop.plan import minutes
from tpm_desktop.plan.crowd import Crowd
from tpm_desktop.plan.levelling import Mode, propose

JUNE = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}


@pytest.fixture
def asked(desk):
    """A request for an engineer whose line manager is known."""
    manager = add_row(desk.program, "resource", {"name": "Network lead"})
    engineer = add_row(desk.program, "resource", {"name": "Engineer", "manager_id": manager})
    values = {"title": "Cabling", "project_id": desk.ids["Ledger"], "resource_id": engineer, **JUNE}
    desk.ids |= {"manager": manager, "engineer": engineer}
    desk.ids["request"] = add_row(desk.program, "staffing_request", values)
    return desk


def request(desk) -> StaffingRequest:
    (row,) = desk.program.file.rows(StaffingRequest)
    return row


def test_a_decision_notes_its_day_and_the_line_manager(asked):
    program, row_id = asked.program, asked.ids["request"]
    set_fields(program, "program", program.file.program.id, {"status_date": datetime(2026, 5, 4, 17)})
    set_fields(program, "staffing_request", row_id, {"state": RequestState.COMMITTED})
    row = request(asked)
    assert (row.code, row.decided_on, row.decided_by_id) == ("SR-1", date(2026, 5, 4), asked.ids["manager"])
    set_fields(program, "staffing_request", row_id, {"state": RequestState.DECLINED})
    set_fields(program, "staffing_request", row_id, {"state": RequestState.REQUESTED})
    assert (request(asked).decided_on, request(asked).decided_by_id) == (None, None)


def test_a_declined_request_is_asked_again_before_it_is_committed(asked):
    set_fields(asked.program, "staffing_request", asked.ids["request"], {"state": "declined"})
    with pytest.raises(EditError, match="it can become requested or withdrawn"):
        set_fields(asked.program, "staffing_request", asked.ids["request"], {"state": "committed"})


@pytest.mark.parametrize("table", ["staffing_request", "resource_availability"])
def test_a_period_that_ends_before_it_begins_is_refused(asked, table):
    owner = {"title": "Cabling", "project_id": asked.ids["Ledger"]} if table == "staffing_request" else {}
    values = {**owner, "resource_id": asked.ids["engineer"], "first": JUNE["last"], "last": JUNE["first"]}
    with pytest.raises(EditError, match="swap the two days"):
        add_row(asked.program, table, values)
    with pytest.raises(EditError, match="swap the two days"):
        set_fields(asked.program, "staffing_request", asked.ids["request"], {"last": date(2026, 5, 1)})


def test_who_is_there_by_half_for_a_week_is_overloaded_in_it_and_levelled_behind_it(desk):
    engineer = add_row(desk.program, "resource", {"name": "Engineer"})
    week = {"first": date(2026, 1, 1), "last": date(2026, 1, 9), "units": 5_000}
    add_row(desk.program, "resource_availability", {"resource_id": engineer, **week})
    task = desk.task("Install", 5)
    add_row(desk.program, "assignment", {"task_id": task, "resource_id": engineer})
    state = desk.program.plan.state
    (over,) = Crowd.of(state).overloads(state.schedule, state.schedule.program_start)
    assert (over.units, over.work) == (5_000, 5 * 480 // 2)
    proposal = propose(state, Mode.EARLIEST, 0.1)
    assert proposal.overloads_after == []
    assert int(proposal.after.start[state.outline.row[task]]) == minutes(datetime(2026, 1, 12, 8))
