"""Comparing, merging, auditing, undoing one record and verifying, from the command line."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def copies(plan: Path) -> tuple[Path, Path]:
    """Two copies of the small plan."""
    return plan, Path(shutil.copy(plan, plan.with_name("theirs.tpm")))


def durations(run, path):
    return {task["name"]: task["duration"] for task in run("list", path, "task", "--json").json}


def test_what_differs_between_two_files_and_what_follows(run, copies):
    mine, theirs = copies
    run("set", theirs, "task", "Install", "duration=5d").done()
    risk = run("add", theirs, "risk", "title=Racks come late").out.strip()
    found = run("diff", mine, theirs, "--json").json
    assert found["summary"] == {"added": 1, "removed": 0, "changed": 1}
    added, changed = found["changes"]
    assert (added["table"], added["id"], added["change"], added["project"]) == ("risk", risk, "added", None)
    assert (changed["name"], changed["change"], changed["project"]) == (
        "Install",
        "changed",
        "P-1 Data centre",
    )
    assert changed["fields"] == [{"field": "duration", "old": 1440, "new": 2400}]
    follows = found["follows"]
    assert follows["finish"] == ["2026-01-12T12:00", "2026-01-14T12:00"]
    assert [task["name"] for task in follows["tasks"]] == ["Install", "Test"]
    assert [project["name"] for project in follows["projects"]] == ["Data centre"]
    assert follows["critical_path"]["joined"] == follows["critical_path"]["left"] == []


def test_what_differs_as_people_read_it(run, copies):
    mine, theirs = copies
    run("set", theirs, "task", "Install", "duration=5d").done()
    said = run("diff", mine, theirs).done().out
    assert "duration: 3 d → 5 d" in said
    assert "Finish: 12 Jan 12:00 → 14 Jan 12:00" in said
    assert run("diff", mine, mine).done().out == "Nothing differs.\n"


def test_what_changed_since_a_record_or_a_moment(run, plan):
    record = run("log", plan, "--json").json[0]["id"]
    run("set", plan, "task", "Order", "duration=5d").done()
    run("remove", plan, "task", "Test").done()
    found = run("diff", plan, "--at", record[:12], "--json").json
    assert found["summary"] == {"added": 0, "removed": 2, "changed": 1}
    assert found["follows"]["finish"] == ["2026-01-12T12:00", "2026-01-14T17:00"]
    assert run("diff", plan, "--at", "2199-01-01").done().out == "Nothing differs.\n"
    assert "the program was made on" in run("diff", plan, "--at", "1999-12-31").problem
    assert "no record begins with" in run("diff", plan, "--at", "ffffffffff").problem
    assert "is no date" in run("diff", plan, "--at", "2026-31-31").problem
    assert run("diff", plan).code == 2


def test_the_log_tells_every_change_and_can_be_asked(run, plan):
    run("set", plan, "task", "Order", "duration=5d").done()
    newest = run("log", plan, "--json").json[0]
    task = run("list", plan, "task", "--json").json[0]["id"]
    assert newest["changes"] == [
        {"table": "task", "id": task, "change": "changed", "field": "duration", "old": 960, "new": 2400}
    ]
    assert {"id", "parents", "author", "device", "at", "kind", "label"} <= set(newest)
    assert len(run("log", plan, "--json", "--table", "link").json) == 2
    assert len(run("log", plan, "--json", "--field", "duration", "--table", "task").json) == 4
    assert len(run("log", plan, "--json", "--project", "Data centre").json) == 7
    assert run("log", plan, "--json", "--person", "nobody at all").json == []
    assert run("log", plan, "--json", "--until", "1999-12-31").json == []
    assert len(run("log", plan, "--json", "--since", "1999-12-31").json) == 9
    assert "duration: 2 d → 5 d of Order" in run("log", plan, "--field", "duration").out
    long = "Order, and wait for the confirmation of a day that the factory is willing to keep to"
    run("set", plan, "task", "Order", f"name={long}").done()
    assert f"task: Order → {long} of" in run("log", plan, "--field", "name", "--table", "task").out
    assert run("log", plan, "--table", "nothing").code == 2
    assert run("log", plan, "--field", "nothing").code == 2


def test_copies_edited_apart_are_one_again(run, copies, tmp_path):
    mine, theirs = copies
    run("set", mine, "task", "Order", "duration=5d").done()
    run("set", theirs, "task", "Install", "duration=5d").done()
    both = tmp_path / "both.tpm"
    answer = run("merge", mine, theirs, "-o", both, "--json").json
    assert (answer["written"], answer["records"], answer["conflicts"]) == (True, 1, [])
    assert answer["rows"] == {"added": 0, "removed": 0, "changed": 1}
    assert answer["follows"]["finish"] == ["2026-01-15T12:00", "2026-01-19T12:00"]
    assert durations(run, both) == {"Order": 2400, "Install": 2400, "Test": 240}
    assert "exists already" in run("merge", mine, theirs, "-o", both).problem
    assert "there already" in run("merge", both, theirs, "-o", both).out
    run("merge", theirs, both, "-o", theirs).done()
    assert run("diff", theirs, both).out == "Nothing differs.\n"
    assert run("undo", both).out == "Undone: Merge theirs.tpm\n"
    assert run("diff", mine, both).out == "Nothing differs.\n"
    assert "is sound" in run("verify", both).done().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["both.tpm", "plan.tpm", "theirs.tpm"]


def test_open_conflicts_are_listed_and_nothing_is_written(run, copies, tmp_path):
    mine, theirs = copies
    run("set", mine, "task", "Order", "duration=5d").done()
    run("set", theirs, "task", "Order", "duration=6d").done()
    run("set", mine, "task", "Test", "name=Try").done()
    run("remove", theirs, "task", "Test").done()
    both = tmp_path / "both.tpm"
    said = run("merge", mine, theirs, "-o", both)
    assert said.code == 3
    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["conflict"] * 2
    assert "duration was 2 d, mine 5 d, theirs 6 d" in said.out
    assert "“Try”: the other copy removed it, my copy changed its name" in said.out
    assert (
        said.err == "error: 2 conflicts are open, nothing was written; add --prefer mine or --prefer theirs\n"
    )
    assert not both.exists()
    before = mine.read_bytes()
    assert run("merge", mine, theirs, "-o", mine, "--json").code == 3
    assert mine.read_bytes() == before
    answer = run("merge", mine, theirs, "-o", both, "--prefer", "theirs", "--json").json
    assert [(one["kind"], one["decided"]) for one in answer["conflicts"]] == [
        ("field", "theirs"),
        ("removed", "theirs"),
    ]
    assert answer["conflicts"][0]["fields"] == [
        {"field": "duration", "base": 960, "mine": 2400, "theirs": 2880}
    ]
    assert durations(run, both) == {"Order": 2880, "Install": 1440}


def test_files_that_were_never_one_are_refused(run, plan, tmp_path):
    other = tmp_path / "other.tpm"
    run("new", other).done()
    assert "import" in run("merge", plan, other, "-o", tmp_path / "both.tpm").problem
    assert not (tmp_path / "both.tpm").exists()


def test_one_older_record_is_undone_alone_or_what_builds_on_it_is_named(run, plan):
    run("set", plan, "task", "Order", "duration=5d").done()
    run("set", plan, "task", "Install", "duration=5d").done()
    newest, older = (one["id"] for one in run("log", plan, "--json").json[:2])
    assert run("undo", plan, "--record", older[:10]).done().out == "Undone: Set duration of “Order”\n"
    assert durations(run, plan) == {"Order": 960, "Install": 2400, "Test": 240}
    run("set", plan, "task", "Install", "duration=6d").done()
    assert "“Set duration of “Install””" in run("undo", plan, "--record", newest).problem
    assert "no record begins with" in run("undo", plan, "--record", "0").problem


def test_a_byte_flipped_in_a_record_is_named(run, plan):
    run("verify", plan).done()
    with closing(sqlite3.connect(plan)) as db, db:
        db.execute("UPDATE journal SET label = 'Rename nothing' WHERE seq = 4")
    assert "record 4 of its history, “Rename nothing”" in run("verify", plan).problem
    assert "record 4 of its history" in run("set", plan, "task", "Order", "duration=1d").problem
    assert len(run("log", plan, "--json").json) == 8
