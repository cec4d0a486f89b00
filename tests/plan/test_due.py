"""What is overdue counts from the status date, and only while it still asks for something."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.governance import Action, ActionState
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import DUE, day_of_status, days_overdue, is_settled

ON = date(2026, 6, 12)


@pytest.mark.parametrize(
    ("due", "days"), [("2026-06-10", 2), ("2026-06-12", 0), ("2026-07-01", 0), (None, 0)]
)
def test_days_overdue_are_those_since_the_due_date(due, days):
    assert days_overdue("action", {"due": due, "state": "open"}, ON) == days


def test_records_and_stored_rows_are_read_alike():
    action = Action(title="Order", due=date(2026, 6, 1), state=ActionState.IN_PROGRESS)
    assert days_overdue("action", action, ON) == 11


@pytest.mark.parametrize("state", ["done", "verified", "cancelled"])
def test_what_is_settled_is_never_overdue(state):
    row = {"due": "2026-01-01", "state": state}
    assert is_settled("action", row)
    assert days_overdue("action", row, ON) == 0


def test_a_table_without_due_date_is_never_overdue():
    assert days_overdue("project", {"name": "Sites"}, ON) == 0


@pytest.mark.parametrize("table", DUE)
def test_rules_name_columns_and_choices_that_exist(table):
    rule, fields = DUE[table], entry(table).fields
    assert rule.date in fields
    assert rule.settled < set(fields[rule.state].choices)


def test_overdue_counts_from_the_status_date_or_today(tmp_path: Path):
    with OpenProgram.create(tmp_path / "a.tpm", status_date=datetime(2026, 6, 12, 17)) as program:
        assert day_of_status(program.plan.state) == ON
    with OpenProgram.create(tmp_path / "b.tpm") as program:
        assert day_of_status(program.plan.state, date(2026, 1, 1)) == date(2026, 1, 1)
