"""Whatever writes a row, in whatever way, is journalled, also after an edit that was taken back."""

from __future__ import annotations

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.schedule import Task


@pytest.fixture
def ids(program: ProgramFile) -> list[str]:
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        return edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(3)])


def newest(program: ProgramFile) -> list[tuple[str, str, object, object]]:
    changes = program.journal.changes(program.journal.head())
    return [(table, row_id, change.old, change.new) for table, row_id, change in changes]


def triggers(program: ProgramFile) -> set[str]:
    """Those that the connection has so far."""
    return {
        name for (name,) in program._db.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'")
    }


@pytest.mark.parametrize("times", [1, 2])
def test_an_edit_after_one_that_was_refused_is_journalled(program, ids, times):
    for _ in range(times):
        with pytest.raises(EditError), program.transaction("Refused") as edit:  # noqa: PT012
            edit.set("task", ids[0], name="Refused")
            edit.remove("task", ids[1])
            edit.add("task", project_id="nowhere", name="Refused")
    with program.transaction("Rename") as edit:
        edit.set("task", ids[0], name="Kept")
    assert newest(program) == [("task", ids[0], {"name": "Task 0"}, {"name": "Kept"})]
    with program.transaction("Remove") as edit:
        edit.remove("task", ids[1])
    assert [(table, row, new) for table, row, _, new in newest(program)] == [("task", ids[1], None)]
    program.undo()
    assert {task.name for task in program.rows(Task)} == {"Kept", "Task 1", "Task 2"}


def test_what_is_written_past_the_edit_is_journalled(program, ids):
    with program.transaction("By statement"):
        program._db.execute("UPDATE task SET notes = 'one' WHERE id = ?", (ids[0],))
        program._db.execute("WITH new AS (SELECT 'two' AS wbs) UPDATE task SET wbs = (SELECT wbs FROM new)")
    assert {row: new for _, row, _, new in newest(program)} == {
        ids[0]: {"notes": "one", "wbs": "two"}, ids[1]: {"wbs": "two"}, ids[2]: {"wbs": "two"}
    }  # fmt: skip
    with program.transaction("Many by statement"):
        program._db.executemany("DELETE FROM task WHERE id = ?", ((row_id,) for row_id in ids))
    assert {row for _, row, _, new in newest(program) if new is None} == set(ids)


def test_a_row_is_told_as_it_was_before_the_first_change_and_as_it_is_after_the_last(program, ids):
    with program.transaction("To and fro") as edit:
        edit.set("task", ids[0], name="Once", notes="a")
        edit.set("task", ids[0], name="Twice")
        edit.set("task", ids[1], name="Other")
        edit.set("task", ids[1], name="Task 1")
        edit.remove("task", ids[2])
        edit.add("task", id=ids[2], project_id=program.row(Task, ids[0]).project_id, name="Again")
    told = {row: (old, new) for _, row, old, new in newest(program)}
    assert told.keys() == {ids[0], ids[2]}
    assert told[ids[0]] == ({"name": "Task 0", "notes": None}, {"name": "Twice", "notes": "a"})
    assert told[ids[2]][1]["name"] == "Again" and told[ids[2]][0].keys() == told[ids[2]][1].keys()


def test_a_row_of_another_id_is_told_as_another_row(program, ids):
    with program.transaction("By statement"):
        program._db.execute("UPDATE task SET id = 'new' WHERE id = ?", (ids[0],))
    assert {row: (old and old["name"], new and new["name"]) for _, row, old, new in newest(program)} == {
        ids[0]: ("Task 0", None), "new": (None, "Task 0")
    }  # fmt: skip


def test_no_table_can_be_written_in_any_way_without_a_trigger_that_notes_it(program):
    ways = {
        "insert": "INSERT INTO {} (id) VALUES ('x')",
        "update": "UPDATE {} SET id = id",
        "delete": "DELETE FROM {}",
    }
    for about in CATALOGUE:
        for how, statement in ways.items():
            program._db.execute(f"EXPLAIN {statement.format(about.name)}").close()
            assert f"{how}_{about.name}" in triggers(program)


def test_what_goes_or_is_cleared_with_a_row_is_noted_too(program):
    program._db.execute("EXPLAIN DELETE FROM project").close()
    made = triggers(program)
    for about in CATALOGUE:
        if any(column.target == "project" for column in about.fields.values()):
            assert f"delete_{about.name}" in made or f"update_{about.name}" in made
    assert {"delete_task", "delete_link", "delete_attachment", "update_risk"} <= made
