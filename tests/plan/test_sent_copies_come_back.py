"""What is edited in a copy that was sent comes back, and only that."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plan.copies import copy, edited, merged, proposed, row, rows
from tests.plan.sent import OWN_TASKS, RATE, SECRET, Worker, made, sent
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return made(tmp_path / "start.tpm")


def test_what_was_edited_comes_back_and_nothing_else(start):
    part = edited(
        sent(start, "part"),
        lambda edit: edit.set("task", "order", duration=1440),
        lambda edit: edit.add("task", id="new", project_id="centre", name="New", parent_id="build"),
        lambda edit: edit.remove("task", "accept"),
        lambda edit: edit.set("decision", "go", meeting_id=None, outcome="Yes"),
    )
    both = merged(start, part, "both")
    direct = edited(
        copy(start, "direct"),
        lambda edit: edit.set("task", "order", duration=1440),
        lambda edit: edit.add("task", id="new", project_id="centre", name="New", parent_id="build"),
        lambda edit: edit.remove("task", "accept"),
        lambda edit: edit.set("decision", "go", outcome="Yes"),
    )
    got, expected = rows(both), rows(direct)
    assert {t: r for t, r in got.items() if t != "task"} == {t: r for t, r in expected.items() if t != "task"}
    for task in (*OWN_TASKS, "part", "post", "quiet", "new"):
        mine, theirs = row(both, "task", task), row(direct, "task", task)
        assert mine is theirs or {**mine, "order": ""} == {**theirs, "order": ""}
    with ProgramFile.open(both) as file:
        authors = [(one.author, one.label) for one in file.journal.records(5)]
    assert authors[1:] == [("Part", f"Edit {n} of part") for n in (3, 2, 1, 0)]
    verify(both)


def test_merging_it_again_changes_nothing_and_later_edits_follow(start):
    part = edited(sent(start, "part"), lambda edit: edit.set("task", "order", duration=1440))
    both = merged(start, part, "both")
    assert (proposed(both, part).new, len(proposed(both, part).changes)) == (0, 0)
    edited(part, lambda edit: edit.set("task", "order", name="Order all"))
    edited(both, lambda edit: edit.set("task", "order", duration=480))
    assert proposed(both, part).new == 1
    found = row(merged(both, part, "later"), "task", "order")
    assert (found["duration"], found["name"]) == (480, "Order all")


def test_one_undo_takes_all_of_it_back(start):
    part = edited(
        sent(start, "part"),
        lambda edit: edit.set("task", "order", duration=1440),
        lambda edit: edit.remove("task", "accept"),
    )
    both = merged(start, part, "both")
    after = rows(both)
    with OpenProgram.open(both) as program:
        assert program.file.undo().label == "Merge part.tpm"
    assert rows(both) == rows(start)
    with OpenProgram.open(both) as program:
        assert program.file.redo().label == "Merge part.tpm"
    assert rows(both) == after


def test_a_part_whose_merge_was_undone_is_merged_again(start):
    part = edited(sent(start, "part"), lambda edit: edit.set("task", "order", duration=1440))
    once = merged(start, part, "once")
    with OpenProgram.open(once) as program:
        program.file.undo()
    assert rows(merged(once, part, "at-once")) == rows(merged(start, part, "plain"))
    edited(once, lambda edit: edit.set("task", "quiet", duration=960))
    edited(part, lambda edit: edit.remove("task", "accept"))
    again = merged(once, part, "again")
    assert row(again, "task", "order")["duration"] == 1440
    assert row(again, "task", "accept") is None
    assert row(again, "task", "quiet")["duration"] == 960
    assert not proposed(again, part).new
    with OpenProgram.open(again) as program:
        program.file.undo()
    assert rows(again) == rows(once)
    verify(again)


def test_the_same_field_edited_on_both_sides_is_a_conflict(start):
    part = edited(sent(start, "part"), lambda edit: edit.set("task", "order", duration=1440))
    mine = edited(copy(start, "mine"), lambda edit: edit.set("task", "order", duration=480))
    (disputed,) = proposed(mine, part).open
    assert disputed.conflict.kind is ConflictKind.FIELD
    assert (disputed.mine.author, disputed.theirs.author) == ("Mine", "Part")
    assert row(merged(mine, part, "both", Side.THEIRS), "task", "order")["duration"] == 1440


def test_what_was_undone_in_the_copy_brings_nothing_back(start):
    part = edited(sent(start, "part"), lambda edit: edit.remove("resource", "ann"))
    with OpenProgram.open(part) as program:
        program.file.undo()
    assert rows(merged(start, part, "both")) == rows(start)


def test_what_is_part_of_a_row_that_stays_stays_with_it(start):
    """A budget line that the copy lacked needs the account, and so the project's other lines stay as well."""
    with ProgramFile.open(start) as file, file.transaction("Attach") as edit:
        edit.attach("account", "racks", "offer.txt", b"An offer", by="PMO")
    part = edited(sent(start, "part"), lambda edit: edit.remove("account", "racks"))
    assert ("account", "racks") in proposed(start, part).kept
    both = merged(start, part, "both")
    for table in ("account", "budget_line", "attachment"):
        assert rows(both)[table] == rows(start)[table]
    verify(both)


def test_a_document_that_was_left_out_goes_with_its_row(start):
    with ProgramFile.open(start) as file, file.transaction("Attach") as edit:
        edit.attach("task", "order", "offer.txt", b"An offer", by="PMO")
    target = start.with_name("bare.tpm")
    with OpenProgram.open(start, read_only=True) as program:
        chosen = choose([], rates=True, history=False, documents=False)
        send_copy(program, target, chosen)
    part = edited(target, lambda edit: edit.remove("task", "order"))
    assert proposed(start, part).kept == ()
    both = merged(start, part, "both")
    assert row(both, "task", "order") is None
    assert rows(both)["attachment"] == []
    verify(both)


def test_what_others_still_need_stays(start):
    part = edited(
        sent(start, "part"),
        lambda edit: edit.remove("resource", ["ann", "shared"]),
        lambda edit: edit.remove("risk", "late"),
    )
    assert set(proposed(start, part).kept) == {("resource", "shared"), ("risk", "late")}
    both = merged(start, part, "both")
    assert proposed(both, part).new == 0
    assert row(both, "resource", "ann") is None
    assert row(both, "resource", "shared")["rate"] == RATE  # has an assignment in the ledger
    assert row(both, "assignment", "a2") == row(start, "assignment", "a2"), "so what refers to it still does"
    assert row(both, "assignment", "a3") == row(start, "assignment", "a3")
    assert row(both, "risk", "late") == row(start, "risk", "late")  # an action is about it
    verify(both)


def test_a_code_that_the_original_gave_to_what_stayed_behind_moves_up(start):
    part = edited(sent(start, "part"), lambda edit: edit.add("risk", id="new", title="New"))
    assert row(part, "risk", "new")["code"] == "R-2"
    (changed,) = proposed(start, part).renumbered
    assert (changed.row_id, changed.old, changed.new) == ("new", "R-2", "R-3")
    assert row(merged(start, part, "both"), "risk", "else")["code"] == "R-2"


def test_a_copy_without_history_and_its_original_merge_both_ways(start):
    bare = sent(start, "bare", (), rates=True)
    edited(bare, lambda edit: edit.set("task", "order", duration=1440))
    mine = edited(copy(start, "mine"), lambda edit: edit.set("task", "quiet", duration=1440))
    there, here = merged(mine, bare, "there"), merged(bare, mine, "here")
    assert rows(there) == rows(here)
    assert [row(there, "task", task)["duration"] for task in ("order", "quiet")] == [1440, 1440]
    assert rows(merged(bare, there, "caught-up")) == rows(there)


def test_a_copy_of_a_part_takes_nothing_from_its_original(start):
    part = sent(start, "part")
    with pytest.raises(EditError, match=r"copy of a part of start\.tpm; merge it into start\.tpm"):
        proposed(part, start)


def test_a_copy_of_another_program_is_a_stranger(start, tmp_path):
    OpenProgram.create(tmp_path / "other.tpm").close()
    with pytest.raises(EditError, match="never the same file"):
        proposed(tmp_path / "other.tpm", sent(start, "part"))


def test_a_copy_that_was_tampered_with_is_refused(start):
    part = sent(start, "part")
    with sqlite3.connect(part) as db:
        db.execute("UPDATE task SET name = 'Smuggled' WHERE id = 'order'")
    db.close()
    with pytest.raises(EditError, match="not as its history made it"):
        proposed(start, part)


def test_the_only_project_named_is_still_a_part(tmp_path):
    file = ProgramFile.create(tmp_path / "one.tpm")
    with file.transaction("Begin") as edit:
        edit.add("project", id="only", name="Only")
        edit.add("risk", id="mine", title="Late", project_id="only")
        edit.add("risk", id="ours", title=f"{SECRET} of the program")
    with file.transaction("Remove") as edit:
        edit.remove("risk", "ours")
    with OpenProgram(file) as program:
        sent = send_copy(program, tmp_path / "part.tpm", choose(["only"], rates=True, history=True))
    assert (sent.note.projects, sent.note.without_history) == ({"only"}, True)
    assert SECRET.encode() not in (tmp_path / "part.tpm").read_bytes()
    with ProgramFile.open(tmp_path / "part.tpm", read_only=True) as copy:
        assert len(copy.journal.records()) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), rates=st.booleans())
def test_edits_in_a_copy_come_back_as_if_made_in_the_file(tmp_path_factory, seed, rates):
    start = made(tmp_path_factory.mktemp("sent") / "start.tpm")
    part = sent(start, "part", rates=rates)
    pairs = [Worker(random.Random(seed)), Worker(random.Random(seed))]
    changes = [[worker.next() for _ in range(6)] for worker in pairs]
    edited(part, *changes[0])
    if random.Random(seed).random() < 0.3:
        with OpenProgram.open(part) as program:
            program.file.undo()
        changes[1].pop()
    direct = edited(copy(start, "direct"), *changes[1])
    both = merged(start, part, "both")
    assert rows(both) == rows(direct)
    verify(both)
    assert not proposed(both, part).new
    with OpenProgram.open(both) as program:
        assert program.file.undo() is not None
    assert rows(both) == rows(start)
