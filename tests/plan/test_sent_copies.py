"""A copy that is sent holds what was chosen and no more; what is edited in it comes back, and only that."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plan.copies import copy, edited, merged, proposed, row, rows
from tpm_desktop.file.author import Author
from tpm_desktop.file.changes import Changes, RowChange
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.packing import unpack
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.sending import Sent
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram

SECRET = "Hush"  # begins the name of all that the copy of the data centre must not hold
RATE, COST = 987_654, 876_543_210
OWN_TASKS = ("order", "build", "test", "accept")


def made(path: Path) -> Path:
    """Three projects; the data centre waits for a task of the ledger, nothing joins it with the third."""
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8), author=Author("Sender", "desk")) as program:
        with program.file.transaction("Plan") as edit:
            begin(edit)
        take_baseline(program, "Agreed")
        with program.file.transaction(f"Plan {SECRET} project") as edit:
            edit.add("task", id="gone", project_id="ledger", name=f"{SECRET} is gone")
        program.file.undo()
    return path


def begin(edit: Edit) -> None:
    hours = {"monday": "08:00-12:00"}
    edit.add_all("calendar", [{"id": "shift", "name": "Shift", **hours}])
    edit.add(
        "calendar_exception", id="off", calendar_id="shift", name="Off", first="2026-02-02", last="2026-02-02"
    )
    edit.add("calendar", id="other", name=f"{SECRET} calendar")
    edit.add_all(
        "project",
        [
            {"id": "centre", "name": "Data centre"},
            {"id": "ledger", "name": "Ledger", "notes": f"{SECRET} notes"},
            {"id": "third", "name": f"{SECRET} project"},
        ],
    )
    edit.add_all(
        "resource",
        [
            {"id": "ann", "name": "Ann", "rate": RATE, "calendar_id": "shift"},
            {"id": "shared", "name": "Shared", "rate": RATE},
            {"id": "bob", "name": f"{SECRET} person", "rate": RATE},
        ],
    )
    tasks = [
        {"id": i, "project_id": "centre", "name": i, "duration": 960, "owner_id": "ann"} for i in OWN_TASKS
    ]
    edit.add_all(
        "task", [*tasks, {"id": "part", "project_id": "centre", "parent_id": "build", "name": "Part"}]
    )
    edit.add("task", id="post", project_id="ledger", name="Post", duration=4800, fixed_cost=COST)
    edit.add("task", id="quiet", project_id="ledger", name=f"{SECRET} task")
    edit.add_all("link", [
        {"id": "within", "predecessor_id": "order", "successor_id": "build"},
        {"id": "across", "predecessor_id": "post", "successor_id": "test"},
        {"id": "beyond", "predecessor_id": "quiet", "successor_id": "post", "notes": f"{SECRET} link"},
    ])  # fmt: skip
    edit.add("assignment", id="a1", task_id="order", resource_id="ann", work=960)
    edit.add("assignment", id="a2", task_id="test", resource_id="shared", work=960)
    edit.add("assignment", id="a3", task_id="quiet", resource_id="shared", work=960)
    edit.add("assignment", id="a4", task_id="quiet", resource_id="bob", work=960)
    edit.add("commitment", id="owed", title="Opening balances", giver_id="ledger", giving_task_id="post",
             receiver_id="centre", receiving_task_id="test")  # fmt: skip
    edit.add("commitment", id="other", title=f"{SECRET} reports", giver_id="ledger", receiver_id="third")
    edit.add("risk", id="late", title="Racks come late", project_id="centre", cost=COST)
    edit.add("risk", id="else", title=f"{SECRET} risk", project_id="third")
    edit.add("action", id="act", title=f"{SECRET} action", risk_id="late")
    edit.add("account", id="racks", name="Racks", project_id="centre")
    edit.add("budget_line", id="may", account_id="racks", month="2026-05", planned=COST)
    edit.add("body", id="board", name="Board")
    edit.add("meeting", id="sitting", title=f"{SECRET} sitting", body_id="board", held="2026-05-04T10:00")
    edit.add("decision", id="go", title="Go?", project_id="centre", body_id="board", meeting_id="sitting")


def sent(path: Path, name: str, projects=("centre",), *, rates=False, history=False, note="") -> Path:
    send_to(path, path.with_name(f"{name}.tpm"), projects, rates=rates, history=history, note=note)
    return path.with_name(f"{name}.tpm")


def send_to(path: Path, target: Path, projects=("centre",), *, rates=False, history=False, note="") -> Sent:
    with OpenProgram.open(path, read_only=True, author=Author("Sender", "desk")) as program:
        return send_copy(program, target, choose(projects, rates=rates, history=history), note)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return made(tmp_path / "start.tpm")


def ids(path: Path, table: str) -> set[str]:
    with ProgramFile.open(path, read_only=True) as file:
        return {row_id for (row_id,) in file.stored(table, ["id"])}


# What it holds


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


class Worker:
    """Edits the data centre's rows, by ids, in a copy or in the file itself."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.tasks, self.number = chance, list(OWN_TASKS), 0

    def next(self) -> Callable[[Edit], object]:
        self.number += 1
        kind = self.chance.choice(["set", "set", "add", "remove", "risk", "assign", "unlink", "owner"])
        task = self.chance.choice(self.tasks)
        minutes = 480 * self.chance.randrange(1, 9)
        if kind == "set":
            return lambda edit: edit.set("task", task, duration=minutes, notes=f"{minutes}")
        if kind == "add":
            new = f"new-{self.number}"
            self.tasks.append(new)
            values = {"id": new, "project_id": "centre", "name": new, "order": f"b{self.number}V"}
            return lambda edit: edit.add("task", **values, duration=minutes)
        if kind == "remove" and len(self.tasks) > 2:
            self.tasks.remove(task)
            return lambda edit: edit.remove("task", task)
        if kind == "risk":
            return lambda edit: edit.set("risk", "late", probability=minutes // 960 + 1, status="treating")
        if kind == "assign":
            values = {"id": f"as-{self.number}", "task_id": task, "resource_id": "ann", "work": minutes}
            return lambda edit: edit.add("assignment", **values, delay=self.number)
        if kind == "unlink":
            return lambda edit: edit.remove("link", self.chance.choice(["within", "across"]))
        return lambda edit: edit.set("task", task, owner_id=None, calendar_id="shift")


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
