"""A copy that is sent holds what was chosen and no more, and says what it is."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.plan.copies import edited, merged, proposed, row, rows
from tests.plan.sent import COST, OWN_TASKS, RATE, SECRET, ids, made, send_to, sent
from tpm_desktop.file.changes import Changes, RowChange
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.packing import unpack
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return made(tmp_path / "start.tpm")


def test_a_copy_of_a_project_holds_it_and_what_it_needs(start):
    part = sent(start, "part")
    assert ids(part, "project") == {"centre", "ledger"}
    assert ids(part, "task") == {*OWN_TASKS, "part", "post"}
    assert ids(part, "link") == {"within", "across"}
    assert ids(part, "resource") == {"ann", "shared"}
    assert ids(part, "calendar_exception") == {"off"}
    assert ids(part, "body") == {"board"}
    assert ids(part, "commitment") == {"owed"}
    assert ids(part, "budget_line") == set()
    assert ids(sent(start, "costs", rates=True), "budget_line") == {"may"}
    assert row(part, "decision", "go")["meeting_id"] is None
    assert len(ids(part, "baseline_task")) == len(OWN_TASKS) + 1


def test_naming_every_project_leaves_out_what_is_of_none_and_the_history(start):
    with ProgramFile.open(start) as file, file.transaction("Add a risk") as edit:
        edit.add("risk", id="whole", title="Of the program")
    every = start.with_name("every.tpm")
    made = send_to(start, every, ("centre", "ledger", "third"), rates=True, history=True)
    assert made.note.without_history
    assert ids(every, "project") == {"centre", "ledger", "third"}
    assert ids(every, "risk") == {"late", "else"}


def test_a_neighbours_task_stands_where_it_was_promised(start):
    promise = row(sent(start, "part"), "task", "post")
    with OpenProgram.open(start, read_only=True) as program:
        at = program.plan.start("post"), program.plan.finish("post")
    assert (promise["external"], promise["fixed_cost"]) == (1, 0)
    assert (promise["manual_start"], promise["manual_finish"]) == tuple(
        t.isoformat(timespec="minutes") for t in at
    )


def test_nothing_that_was_left_out_is_in_the_file(start, tmp_path):
    part = sent(start, "part")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part.tpm", "start.tpm"]
    content = part.read_bytes()
    with sqlite3.connect(part) as db:
        journal = "".join(
            unpack(changes) + label for changes, label in db.execute("SELECT changes, label FROM journal")
        )
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
        told = journal + "\n".join(db.iterdump())
    db.close()
    assert "Racks come late" in told  # so that a search can find something
    assert b"Racks come late" in content
    for secret in (SECRET, str(RATE), str(COST)):
        assert secret.encode() not in content
        assert secret not in told
    for amount in (RATE, COST):  # as SQLite stores whole numbers of three and four bytes
        assert amount.to_bytes(3 if amount < 2**23 else 4) not in content
        assert amount.to_bytes(3 if amount < 2**23 else 4) in start.read_bytes()
    assert verify(part).records == 1


def test_what_options_of_changes_would_cost_stays_at_home(start):
    told_rate = 7_654_321
    edits = Changes({"resource": {"ann": RowChange({"rate": RATE}, {"rate": told_rate})}}).to_json()
    with ProgramFile.open(start) as file, file.transaction("Ask for a change") as edit:
        edit.add("change_request", id="dearer", title="Pay more")
        edit.add("change_option", id="raise", change_id="dearer", title="A raise", edits=edits, cost=1)
    whole = sent(start, "whole", ())
    option = row(whole, "change_option", "raise")
    assert (option["title"], option["edits"], option["cost"]) == ("A raise", None, None)
    assert str(told_rate).encode() not in whole.read_bytes()
    assert row(sent(start, "told", (), rates=True), "change_option", "raise")["edits"] == edits


def test_a_copy_says_who_sent_it_and_what_it_is(start):
    told = send_to(start, start.with_name("part.tpm"), note="Please check\nthe dates")
    with ProgramFile.open(start.with_name("part.tpm")) as file:
        (note,) = file.sent
    assert note.base == told.note.base
    assert (note.sender, note.note) == ("Sender", "Please check\nthe dates")
    assert (note.projects, note.neighbours) == ({"centre"}, {"ledger"})
    assert (note.without_rates, note.without_history) == (True, True)
    assert told.promised == 1
    with pytest.raises(ProgramFileError, match="100,000 fit"):
        send_to(start, start.with_name("long.tpm"), note="x" * 100_001)
    assert not start.with_name("long.tpm").exists()


def test_a_complete_copy_is_the_file_with_its_history(start):
    whole = sent(start, "whole", (), rates=True, history=True)
    assert rows(whole) == rows(start)
    with ProgramFile.open(whole) as file, ProgramFile.open(start) as original:
        assert file.journal.head() == original.journal.head()
        assert [note.complete for note in file.sent] == [True]
        assert original.sent == ()
    assert rows(sent(start, "bare", (), rates=True)) == rows(start)
    assert verify(start.with_name("bare.tpm")).records == 1


# What can't be edited in it


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda edit: edit.set("task", "post", duration=480), "neighbouring"),
        (lambda edit: edit.remove("task", "post"), "neighbouring"),
        (lambda edit: edit.set("task", "order", project_id="ledger"), "neighbouring"),
        (lambda edit: edit.set("project", "ledger", name="Other"), "neighbouring"),
        (lambda edit: edit.set("resource", "ann", rate=100), "without rates"),
        (lambda edit: edit.add("risk", title="New", cost=100), "without rates"),
        (lambda edit: edit.add("budget_line", account_id="racks", month="2026-06"), "without rates"),
        (lambda edit: edit.add("baseline", name="Own", number=3), "whole program"),
    ],
)
def test_what_could_not_come_back_is_refused(start, change, said):
    part = sent(start, "part")
    with pytest.raises(EditError, match=said):
        edited(part, change)
    assert verify(part).records == 1


def test_progress_in_a_copy_leaves_the_neighbours_alone(start):
    part = sent(start, "part")
    with OpenProgram.open(part) as program:
        record_progress(program, datetime(2026, 3, 2, 17))
    assert row(part, "task", "order")["percent_complete"] == 10_000
    both = merged(start, part, "both")
    assert row(both, "task", "order")["percent_complete"] == 10_000
    assert row(both, "task", "post") == row(start, "task", "post")


# What comes back


def test_a_copy_of_a_program_with_a_long_name_opens(tmp_path):
    with OpenProgram(ProgramFile.create(tmp_path / "long.tpm", name="x" * 1_000)) as program:
        send_copy(program, tmp_path / "copy.tpm", choose([], rates=False, history=False))
    with ProgramFile.open(tmp_path / "copy.tpm", read_only=True) as copy:
        assert copy.program.name == "x" * 1_000


@pytest.mark.parametrize("lie", ["sent = 'soon'", "without_rates = 7", "sender = ''", "note = char(7)"])
def test_a_note_that_can_not_be_is_refused_at_opening(start, lie):
    part = sent(start, "part")
    with sqlite3.connect(part) as db:
        db.execute(f"UPDATE sent_copy SET {lie}")
    db.close()
    with pytest.raises(ProgramFileError, match="sent_copy"):
        ProgramFile.open(part)


def test_a_note_that_names_another_moment_is_refused(start):
    part = sent(start, "part")
    with ProgramFile.open(start) as file:
        first = file.journal.records()[-1].id
    with sqlite3.connect(part) as db:
        db.execute("UPDATE sent_copy SET base = ?", (first,))
    db.close()
    with pytest.raises(EditError, match=r"was not made of start\.tpm"):
        proposed(start, part)


# Whatever is done in it
