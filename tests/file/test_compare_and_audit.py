"""What differs between moments, and who changed what, when, from what to what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.file.test_transactions import contents
from tpm_desktop.file.audit import Asked, audit, field_history
from tpm_desktop.file.author import Author
from tpm_desktop.file.compare import How, differences, record_at
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.rows import Rows, between


@pytest.fixture
def edited(program):
    """Two projects; a task that is set twice, by two people, and one that is removed."""
    with program.transaction("Plan") as edit:
        centre, ledger = (edit.add("project", name=name) for name in ("Data centre", "Ledger"))
        order, gone = (edit.add("task", project_id=centre, name=name) for name in ("Order", "Gone"))
        edit.add("task", project_id=ledger, name="Close books")
    program.author = Author("Ann", "desk")
    with program.transaction("Two days") as edit:
        edit.set("task", order, duration=960)
    with program.transaction("Three days") as edit:
        edit.set("task", order, duration=1440)
        edit.remove("task", gone)
    return program, {"centre": centre, "ledger": ledger, "order": order, "gone": gone}


def test_every_earlier_moment_can_be_had_again(program):
    moments = {program.journal.head(): contents(program)}
    for step in range(6):
        with program.transaction(f"Step {step}") as edit:
            project = edit.add("project", name=f"Project {step}")
            edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(3)])
        if step % 2:
            program.undo()
        moments[program.journal.head()] = contents(program)
    now = Rows.of(program)
    for record_id, then in moments.items():
        rows = now.after(program.journal.net(record_id, program.journal.head()).inverse())
        assert {
            name: sorted(tuple(row.values()) for row in rows.table(name).values()) for name in then
        } == then


def test_rows_that_differ_are_told_by_project_and_table(edited):
    program, ids = edited
    start = program.journal.records()[2].id
    changes = program.journal.net(start, program.journal.head())
    now = Rows.of(program)
    before = now.after(changes.inverse())
    found = differences(changes, before, now)
    assert [(row.how, row.name, row.project) for row in found] == [
        (How.REMOVED, "Gone", ids["centre"]),
        (How.CHANGED, "Order", ids["centre"]),
    ]
    (duration,) = found[1].fields
    assert (duration.field, duration.old, duration.new) == ("duration", 480, 1440)
    assert between(before, now).to_json() == changes.to_json()


def test_a_moment_finds_the_record_that_held_then(edited):
    program, _ = edited
    assert record_at(program.journal, datetime.now(UTC)).label == "Three days"
    with pytest.raises(EditError, match="name a later moment"):
        record_at(program.journal, datetime.now(UTC) - timedelta(days=1))


def test_a_field_tells_its_history(edited):
    program, ids = edited
    history = field_history(program, "task", ids["order"], "duration")
    assert [(record.author, one.old, one.new) for record, one in history] == [
        ("Ann", 960, 1440),
        ("Ann", 480, 960),
        ("Program manager", None, 480),
    ]


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ({}, ["Three days", "Two days", "Plan", "Create program"]),
        ({"person": "ann"}, ["Three days", "Two days"]),
        ({"field": "duration"}, ["Three days", "Two days", "Plan"]),
        ({"table": "project"}, ["Plan"]),
        ({"table": "program"}, ["Create program"]),
        ({"since": datetime(2200, 1, 1, tzinfo=UTC)}, []),
        ({"until": datetime(2200, 1, 1, tzinfo=UTC), "person": "manager"}, ["Plan", "Create program"]),
    ],
)
def test_an_audit_gives_what_it_is_asked_for(edited, asked, labels):
    program, _ = edited
    assert [found.record.label for found in audit(program, Asked(**asked))] == labels


def test_an_audit_of_a_project_knows_rows_that_are_gone(edited):
    program, ids = edited
    centre = {one.row_id for found in audit(program, Asked(project=ids["centre"])) for one in found.changes}
    ledger = [found.record.label for found in audit(program, Asked(project=ids["ledger"]))]
    assert {ids["order"], ids["gone"], ids["centre"]} == centre
    assert ledger == ["Plan"]
