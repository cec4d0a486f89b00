"""One older record is undone alone where nothing builds on it; otherwise what does is named."""

from __future__ import annotations

import pytest

from tests.file.test_transactions import contents
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.take_back import take_back
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.schedule import Task


@pytest.fixture
def edited(program):
    """A program with two tasks and a risk, each edit a record; ids of rows and records by name."""
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        order, install = edit.add_all(
            "task", [{"project_id": project, "name": n, "duration": 480} for n in ("Order", "Install")]
        )
    with program.transaction("Lengthen order") as edit:
        edit.set("task", order, duration=960)
    with program.transaction("Add risk") as edit:
        risk = edit.add("risk", title="Racks come late")
    with program.transaction("Rename install") as edit:
        edit.set("task", install, name="Install racks")
    records = {record.label: record.id for record in program.journal.records()}
    return program, {"order": order, "install": install, "risk": risk, "project": project}, records


def test_only_what_the_record_changed_goes_back(edited):
    program, ids, records = edited
    assert take_back(program, records["Lengthen order"]).label == "Lengthen order"
    tasks = {task.id: task for task in program.rows(Task)}
    assert (tasks[ids["order"]].duration, tasks[ids["install"]].name) == (480, "Install racks")
    assert len(program.rows(Risk)) == 1
    assert program.journal.records(1)[0].label == "Undo: Lengthen order"


def test_it_is_done_again_and_plain_undo_goes_on_from_there(edited):
    program, _, records = edited
    before = contents(program)
    take_back(program, records["Add risk"])
    assert program.redo().label == "Add risk"
    assert contents(program) == before
    take_back(program, records["Lengthen order"])
    assert [program.undo().label for _ in range(3)] == ["Add risk", "Rename install", "Plan"]
    assert program.undo() is None
    assert [program.redo().label for _ in range(4)] == [
        "Plan",
        "Rename install",
        "Add risk",
        "Lengthen order",
    ]
    assert contents(program) == before


def test_a_later_edit_of_the_same_field_is_named(edited):
    program, ids, records = edited
    with program.transaction("Shorten order") as edit:
        edit.set("task", ids["order"], duration=240)
    before = contents(program)
    with pytest.raises(EditError, match=r"“Shorten order”.*builds on it"):
        take_back(program, records["Lengthen order"])
    assert contents(program) == before
    program.undo()
    take_back(program, records["Lengthen order"])


def test_an_edit_that_refers_to_an_added_row_is_named(edited):
    program, ids, records = edited
    with program.transaction("Promise") as edit:
        edit.add("action", title="Call the vendor", risk_id=ids["risk"])
    with pytest.raises(EditError, match="“Promise”"):
        take_back(program, records["Add risk"])


def test_what_an_undo_would_refer_to_must_be_there(edited):
    program, ids, _ = edited
    with program.transaction("Remove install") as edit:
        edit.remove("task", ids["install"])
    with program.transaction("Remove project") as edit:
        edit.remove("project", ids["project"])
    removed = program.journal.records()[1].id
    with pytest.raises(EditError, match="“Remove project”"):
        take_back(program, removed)


def test_a_code_that_was_given_again_keeps_the_row_away(edited):
    program, ids, _ = edited
    with program.transaction("Remove risk") as edit:
        edit.remove("risk", ids["risk"])
    with program.transaction("Other risk") as edit:
        assert edit.add("risk", title="Power is late")
    with pytest.raises(EditError, match="“Other risk”"):
        take_back(program, program.journal.records()[1].id)


def test_what_cannot_be_undone_alone_says_why(edited):
    program, _, records = edited
    with pytest.raises(EditError, match="making can't be undone"):
        take_back(program, records["Create program"])
    take_back(program, records["Add risk"])
    with pytest.raises(EditError, match="undone already"):
        take_back(program, records["Add risk"])
    with pytest.raises(EditError, match="undo or redo itself"):
        take_back(program, program.journal.head())


def test_redoing_keeps_a_part_that_moved_away_before_its_whole_was_removed(program):
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        whole = edit.add("task", project_id=project, name="Whole")
        part = edit.add("task", project_id=project, name="Part", parent_id=whole)
    with program.transaction("Dissolve") as edit:
        edit.set("task", part, parent_id=None)
        edit.remove("task", whole)
    after = contents(program)
    program.undo()
    program.redo()
    assert contents(program) == after
