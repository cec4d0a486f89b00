"""Every edit is kept and journalled whole, or leaves nothing; undo and redo outlive closing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError, ProgramFileError, ReadOnlyError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.program import Project
from tpm_desktop.model.registers import Risk
from tpm_desktop.model.schedule import Link, Task


def contents(file: ProgramFile) -> dict[str, list[tuple]]:
    """Every stored value of every table."""
    there = file.filled()
    return {
        about.name: file.stored(about.name, ["id", *about.fields]) if about.name in there else []
        for about in CATALOGUE
    }


def planned(program: ProgramFile) -> list[str]:
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        ids = edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(4)])
        edit.set("task", ids[3], parent_id=ids[0])
        edit.add("link", predecessor_id=ids[0], successor_id=ids[1])
    return ids


def test_a_new_file_has_a_program_row_and_a_working_week(program):
    assert program.program.name == "Network renewal"
    assert program.program.calendar_id is not None
    assert [record.label for record in program.journal.records()] == ["Create program"]


def test_rows_are_read_in_their_order_and_codes_are_given(program):
    planned(program)
    with program.transaction("Risks") as edit:
        edit.add("risk", title="Late")
        edit.add_all("risk", [{"title": "Dear"}, {"title": "Own code", "code": "R-17"}])
        edit.add("risk", title="Next")
    assert [task.name for task in program.rows(Task)] == [f"Task {n}" for n in range(4)]
    assert [risk.code for risk in program.rows(Risk)] == ["R-1", "R-18", "R-17", "R-19"]


def test_some_rows_are_read_in_the_order_in_which_they_are_named(program):
    ids = planned(program)
    named = [ids[3], "nowhere", ids[0], ids[2]]
    assert [task.name for task in program.rows_of(Task, named)] == ["Task 3", "Task 0", "Task 2"]
    assert program.rows_of(Task, []) == []


def test_what_is_part_of_a_removed_row_goes_along_and_comes_back(program):
    ids = planned(program)
    before = contents(program)
    with program.transaction("Remove") as edit:
        edit.remove("task", ids[0])
    assert len(program.rows(Task)) == 2
    assert program.rows(Link) == []
    assert program.undo().label == "Remove"
    assert contents(program) == before


def test_what_only_refers_to_a_removed_row_lives_on(program):
    with program.transaction("Owner") as edit:
        owner = edit.add("resource", name="Risk owner")
        edit.add("risk", title="Late", owner_id=owner)
    with program.transaction("Remove") as edit:
        edit.remove("resource", owner)
    assert program.rows(Risk)[0].owner_id is None
    program.undo()
    assert program.rows(Risk)[0].owner_id == owner


def test_undo_and_redo_hold_over_closing(program):
    planned(program)
    after = contents(program)
    program.undo()
    program.close()
    with ProgramFile.open(program.path) as again:
        assert again.rows(Task) == []
        assert again.redo().label == "Plan"
        assert contents(again) == after
        assert again.redo() is None


def test_a_new_edit_ends_what_could_be_done_again(program):
    planned(program)
    program.undo()
    with program.transaction("Other") as edit:
        edit.add("project", name="Ledger")
    assert program.redo() is None
    assert [project.name for project in program.rows(Project)] == ["Ledger"]


def test_the_making_of_the_file_is_not_undone(program):
    assert program.undo() is None
    assert program.program.name == "Network renewal"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "a value is needed"),
        ({"nme": "x"}, "has no field 'nme'"),
        ({"duration": -1}, "at least 0"),
        ({"duration": 2**70}, "at most"),
        ({"duration": 1.5}, "not a whole number"),
        ({"constraint": "soon"}, "asap"),
        ({"deadline": "tomorrow"}, "2026-05-04T08:00"),
        ({"deadline": "3026-01-01"}, "out of range"),
        ({"project_id": "nowhere"}, "not in the file"),
    ],
)
def test_a_refused_value_is_named_and_nothing_of_the_edit_is_kept(program, values, said):
    ids = planned(program)
    before = contents(program)
    with pytest.raises(EditError, match=said), program.transaction("Bad") as edit:  # noqa: PT012
        edit.set("task", ids[0], name="Changed first")
        edit.set("task", ids[0], **values)
    assert contents(program) == before
    assert program.journal.records()[0].label == "Plan"


def test_an_error_of_the_caller_rolls_back_and_goes_on_up(program):
    before = contents(program)
    with pytest.raises(ZeroDivisionError), program.transaction("Bad") as edit:  # noqa: PT012
        edit.add("project", name="Ledger")
        raise ZeroDivisionError
    assert contents(program) == before


def test_a_guard_refuses_before_anything_is_kept(program):
    def guard(changes):
        raise EditError("not today")

    program.guards.append(guard)
    before = contents(program)
    with pytest.raises(EditError, match="not today"), program.transaction("Bad") as edit:
        edit.add("project", name="Ledger")
    assert contents(program) == before


def test_an_edit_that_changes_nothing_leaves_no_record(program):
    ids = planned(program)
    with program.transaction("Nothing") as edit:
        edit.set("task", ids[0], name="Task 0")
        extra = edit.add("project", name="Ledger")
        edit.remove("project", extra)
    assert program.journal.records()[0].label == "Plan"


def test_each_record_names_the_one_before_it(program):
    planned(program)
    program.undo()
    records = program.journal.records()
    assert [record.parents for record in records] == [(records[1].id,), (records[2].id,), ()]


def test_unseen_characters_of_a_text_are_taken_out(program):
    with program.transaction("Odd") as edit:
        project = edit.add("project", name="Data\x00 \x1b[31mcentre\n two", notes="one\r\ntwo")
    row = program.row(Project, project)
    assert (row.name, row.notes) == ("Data [31mcentre two", "one\ntwo")


@given(seed=st.integers(0, 2**32))
def test_undoing_everything_gives_the_beginning_and_redoing_it_the_end(tmp_path_factory, seed):
    chance = random.Random(seed)
    path = tmp_path_factory.mktemp("walk") / "plan.tpm"
    with ProgramFile.create(path) as program:
        states = [contents(program)]
        for step in range(12):
            _random_edit(program, chance, step)
            if contents(program) != states[-1]:
                states.append(contents(program))
        for state in reversed(states[:-1]):
            assert program.undo() is not None
            assert contents(program) == state
        assert program.undo() is None
        for state in states[1:]:
            assert program.redo() is not None
            assert contents(program) == state


def _random_edit(program: ProgramFile, chance: random.Random, step: int) -> None:
    projects, tasks = ([row.id for row in program.rows(model)] for model in (Project, Task))
    with program.transaction(f"Step {step}") as edit:
        if not projects or chance.random() < 0.2:
            projects.append(edit.add("project", name=f"Project {step}"))
        for _ in range(chance.randrange(4)):
            parent = chance.choice([None, *tasks])
            tasks.append(edit.add("task", project_id=chance.choice(projects), name="New", parent_id=parent))
        if len(tasks) > 1 and chance.random() < 0.5:
            edit.add("link", predecessor_id=tasks[0], successor_id=tasks[1], lag=chance.randrange(5))
        if tasks and chance.random() < 0.5:
            edit.set("task", chance.choice(tasks), name=f"Name {step}", duration=chance.randrange(1000))
        if chance.random() < 0.3:
            edit.remove(*chance.choice([("project", projects), ("task", tasks)]))


def test_a_file_opened_for_reading_refuses_edits(program):
    program.close()
    with ProgramFile.open(program.path, read_only=True) as reader:
        with pytest.raises(ReadOnlyError, match="save a copy"), reader.transaction("No"):
            pass
        with pytest.raises(ReadOnlyError):
            reader.undo()


def test_a_second_writer_reads_and_is_told_who_writes(program):
    with ProgramFile.open(program.path) as second:
        assert second.read_only
        assert second.held_by.startswith("Program manager on test device since ")
        with pytest.raises(ReadOnlyError, match="Program manager"), second.transaction("No"):
            pass
    program.close()
    with ProgramFile.open(program.path) as third:
        assert not third.read_only


def test_closing_leaves_nothing_beside_the_file(program):
    planned(program)
    program.close()
    program.close()
    assert [path.name for path in program.path.parent.iterdir()] == ["program.tpm"]


def test_a_copy_is_whole_and_its_history_goes_along(program, tmp_path):
    planned(program)
    copy = tmp_path / "copy.tpm"
    program.save_copy(copy)
    with ProgramFile.open(copy) as opened:
        assert contents(opened) == contents(program)
        assert opened.undo().label == "Plan"


def test_a_copy_that_cannot_be_written_leaves_nothing(program, tmp_path):
    with pytest.raises(ProgramFileError, match="can't be written"):
        program.save_copy(tmp_path / "missing" / "copy.tpm")
    assert not (tmp_path / "missing").exists()


def test_a_full_disk_keeps_the_file_as_it_was(program):
    ids = planned(program)
    before = contents(program)
    project = program.rows(Project)[0].id
    pages = program._db.execute("PRAGMA page_count").fetchone()[0]
    program._db.execute(f"PRAGMA max_page_count = {pages}")
    full = pytest.raises(ProgramFileError, match="the disk is full; make room")
    with full, program.transaction("Big") as edit:
        edit.add_all("task", [{"project_id": project, "name": "x" * 900} for _ in range(500)])
    program._db.execute("PRAGMA max_page_count = 1000000")
    assert contents(program) == before
    with program.transaction("Small") as edit:
        edit.set("task", ids[0], name="Works again")


def test_many_rows_are_journalled_as_one_edit(program):
    with program.transaction("Many") as edit:
        project = edit.add("project", name="Data centre")
        edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(3000)])
    assert len(program.journal.changes(program.journal.head())) == 3001
    program.undo()
    assert program.rows(Task) == []


def test_a_file_is_never_made_over_another(tmp_path: Path):
    taken = tmp_path / "taken.tpm"
    taken.write_bytes(b"something else")
    with pytest.raises(ProgramFileError, match="exists already"):
        ProgramFile.create(taken)
    assert taken.read_bytes() == b"something else"


def test_a_file_in_a_missing_folder_is_refused(tmp_path: Path):
    with pytest.raises(ProgramFileError, match="folder does not exist"):
        ProgramFile.create(tmp_path / "missing" / "plan.tpm")
