"""Undo of a merge leaves the very rows from before, and what came in can be merged again."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.plan.copies import copy, edited, merged, proposed, row, rows
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.verify import verify
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.last_round import last_round


@pytest.fixture
def start(tmp_path):
    """A project with four tasks; ids as the names."""
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Plan") as edit,
    ):
        edit.add("project", id="centre", name="Data centre")
        names = ("order", "build", "test", "accept")
        edit.add_all("task", [{"id": i, "project_id": "centre", "name": i, "duration": 480} for i in names])
    return path


@pytest.fixture
def pair(start):
    """Makes both copies with what was done on each."""

    def made(mine, theirs):
        return edited(copy(start, "mine"), mine), edited(copy(start, "theirs"), theirs)

    return made


def history(path):
    """The newest record, and all."""
    with ProgramFile.open(path, read_only=True) as file:
        ids = [record.id for record in file.journal.records()]
    return ids[0], set(ids)


def test_an_undone_merge_leaves_the_very_rows_and_is_done_again(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960), lambda edit: edit.remove("task", "build")
    )
    both = merged(mine, theirs, "both")
    after = rows(both)
    with OpenProgram.open(both) as program:
        assert program.file.undo().label == "Merge theirs.tpm"
    assert rows(both) == rows(mine)
    with OpenProgram.open(both) as program:
        assert program.file.redo().label == "Merge theirs.tpm"
        assert [program.file.undo().label for _ in range(2)] == ["Merge theirs.tpm", "Edit 0 of mine"]
        program.file.redo()
        program.file.redo()
    assert rows(both) == after
    verify(both)


def test_an_undone_merge_that_was_edited_over_is_merged_again(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960), lambda edit: edit.set("task", "build", name="B")
    )
    both = merged(mine, theirs, "both")
    with OpenProgram.open(both) as program:
        program.file.undo()
    edited(both, lambda edit: edit.set("task", "test", name="T"))
    again = merged(both, theirs, "again")
    assert [row(again, "task", i)["name"] for i in ("build", "test")] == ["B", "T"]
    assert proposed(again, theirs).new == 0
    edited(theirs, lambda edit: edit.set("task", "accept", name="A"))
    later = merged(both, theirs, "later")
    assert [row(later, "task", i)["name"] for i in ("build", "test", "accept")] == ["B", "T", "A"]
    assert rows(merged(theirs, later, "theirs-later")) == rows(later)
    verify(later)


def test_who_undid_a_merge_does_not_get_it_back_from_a_copy_where_it_stands(pair):
    both = merged(*pair(lambda edit: None, lambda edit: edit.set("task", "build", name="B")), "both")
    standing = copy(both, "standing")
    with OpenProgram.open(both) as program:
        program.file.undo()
    assert proposed(both, standing).new == 0
    assert row(merged(standing, both, "follows"), "task", "build")["name"] == "build"


def test_a_third_copy_takes_over_a_merge_that_was_undone(start, pair):
    """What a record names that it follows comes along, also what was taken back since."""
    both = merged(
        *pair(
            lambda edit: edit.set("task", "test", name="T"), lambda edit: edit.set("task", "build", name="B")
        ),
        "both",
    )
    with OpenProgram.open(both) as program:
        program.file.undo()
    third = edited(copy(start, "third"), lambda edit: edit.set("task", "accept", name="A"))
    outcome = merged(third, both, "outcome")
    assert [row(outcome, "task", i)["name"] for i in ("build", "test", "accept")] == ["build", "T", "A"]
    verify(outcome)
    assert rows(merged(copy(start, "behind"), both, "caught-up")) == rows(both)
    verify(start.with_name("caught-up.tpm"))


def test_undo_takes_back_all_that_came_to_a_copy_where_nothing_was_done(start):
    names = ("order", "build", "test")
    theirs = edited(
        copy(start, "theirs"), *[lambda edit, i=i: edit.set("task", i, name=i.upper()) for i in names]
    )
    both = merged(start, theirs, "both")
    assert rows(both) == rows(theirs)
    assert proposed(theirs, both).new == 0
    with OpenProgram.open(both) as program:
        assert program.file.undo().label == "Catch up with another copy"
    assert rows(both) == rows(start)
    verify(both)
    with OpenProgram.open(both) as program:
        program.file.redo()
        assert [record.label for record in program.file.journal.records(3)[::-1]] == [
            "Catch up with another copy",
            "Undo: Catch up with another copy",
            "Redo: Catch up with another copy",
        ]
    assert rows(both) == rows(theirs)


def test_the_other_side_takes_up_the_records_of_the_merge_and_undo_gives_its_rows_from_before(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", name="O"), lambda edit: edit.set("task", "build", name="B")
    )
    both = merged(mine, theirs, "both")
    assert proposed(theirs, both).follows_on
    caught_up = merged(theirs, both, "caught-up")
    assert history(caught_up) == history(both)
    assert not proposed(both, caught_up).new
    edited(caught_up, lambda edit: edit.set("task", "test", name="T"))
    assert proposed(both, caught_up).follows_on
    with OpenProgram.open(caught_up) as program:
        assert [program.file.undo().label for _ in range(2)] == [
            "Edit 0 of caught-up",
            "Catch up with another copy",
        ]
    assert rows(caught_up) == rows(theirs)
    with OpenProgram.open(caught_up) as program:
        assert program.file.undo().label == "Edit 0 of theirs"
        assert program.file.undo().label == "Plan"
        assert program.file.undo() is None
        assert [program.file.redo().label for _ in range(3)][-1] == "Catch up with another copy"
        assert program.file.redo() is None
    assert rows(caught_up) == rows(both)
    verify(caught_up)


def test_copies_that_are_mailed_to_and_fro_need_no_joining_records(start):
    first, second = copy(start, "first"), copy(start, "second")
    for turn in range(3):
        edited(first, lambda edit, n=turn: edit.set("task", "order", name=f"O {n}"))
        edited(first, lambda edit, n=turn: edit.set("task", "build", name=f"B {n}"))
        second = merged(second, first, f"second-{turn}")
        edited(second, lambda edit, n=turn: edit.set("task", "test", name=f"T {n}"))
        edited(second, lambda edit, n=turn: edit.set("task", "accept", name=f"A {n}"))
        first = merged(first, second, f"first-{turn}")
    assert history(first) == history(second)
    with ProgramFile.open(first) as file:
        assert {record.kind for record in file.journal.records()} == {"edit"}
    verify(first)


def test_a_status_date_that_came_by_catching_up_is_found(start):
    with ProgramFile.open(start, read_only=True) as file:
        program_id = file.program.id
    days = [datetime(2026, 1, 9, 17), datetime(2026, 1, 16, 17)]
    theirs = edited(
        copy(start, "theirs"),
        *[lambda edit, day=day: edit.set("program", program_id, status_date=day) for day in days],
        lambda edit: edit.set("task", "order", name="O"),
    )
    for path in (theirs, merged(start, theirs, "both")):
        with OpenProgram.open(path, read_only=True) as program:
            assert last_round(program).status_date == days[0]


def test_one_edit_on_top_simply_follows(start):
    theirs = edited(copy(start, "theirs"), lambda edit: edit.set("task", "build", name="B"))
    both = merged(start, theirs, "both")
    with OpenProgram.open(both) as one, ProgramFile.open(theirs) as other:
        assert one.file.journal.head() == other.journal.head()
        one.file.undo()
    assert rows(both) == rows(start)
