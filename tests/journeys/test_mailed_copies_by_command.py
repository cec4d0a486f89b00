"""A program that is mailed about, from its first copy to the proof of its history: by commands alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.all_rows import all_rows
from tests.command_line import Run


def changed(before: dict, after: dict) -> set[tuple[str, str]]:
    """Table and id of each row that is not as it was."""
    return {
        (table, row)
        for table in after
        for row in {*before[table], *after[table]}
        if before[table].get(row) != after[table].get(row)
    }


@pytest.fixture
def tasks(run: Run, sample: Path) -> list[str]:
    """Tasks of the first project that have not begun."""
    external = {row["id"] for row in run("list", sample, "task", "--json").json if row["external"]}
    (project,) = (row["id"] for row in run("list", sample, "project", "--json").json if row["code"] == "P-1")
    own = {row["id"] for row in run("list", sample, "task", "--json").json if row["project_id"] == project}
    return [
        task["id"]
        for task in run("schedule", sample, "--json").json
        if task["id"] in own - external
        and not (task["summary"] or task["milestone"] or task["percent_complete"])
    ]


def test_two_copies_are_edited_compared_merged_and_the_merge_undone(
    run: Run, sample: Path, tmp_path: Path, tasks: list[str]
) -> None:
    mine, theirs, both = sample, tmp_path / "theirs.tpm", tmp_path / "both.tpm"
    run("copy", mine, "-o", theirs).done()
    run("set", mine, "task", tasks[0], "duration=30d").done()
    run("remove", mine, "risk", "R-4").done()
    run("set", theirs, "task", tasks[1], "duration=25d").done()
    run("add", theirs, "risk", "title=The landlord sells").done()
    for path, text in ((mine, "of mine"), (theirs, "of theirs")):
        (tmp_path / "offer.txt").write_text(f"The offer {text}")
        run("attach", path, tasks[2], tmp_path / "offer.txt").done()
    before = all_rows(mine)
    assert run("diff", mine, theirs, "--json").json["summary"]["changed"] >= 2

    answer = run("merge", mine, theirs, "-o", both, "--json").json
    assert (answer["written"], answer["conflicts"], answer["fast_forward"]) == (True, [], False)
    assert [(one["id"], one["old"], one["new"]) for one in answer["renamed"]] == [
        (tasks[2], "offer.txt", "offer (2).txt")
    ]
    said = run("merge", mine, theirs, "-o", tmp_path / "told.tpm").done().out
    assert "renamed: document “offer.txt” of Task" in said
    joint = all_rows(both)
    assert [joint["task"][i]["duration"] for i in tasks[:2]] == [30 * 480, 25 * 480]

    assert run("merge", theirs, both, "-o", theirs, "--json").json["fast_forward"]
    assert all_rows(theirs) == joint
    assert {one["id"] for one in run("log", theirs, "--json").json} == {
        one["id"] for one in run("log", both, "--json").json
    }
    run("undo", both).done()
    assert all_rows(both) == before


def test_conflicts_stop_the_merge_until_they_are_decided(
    run: Run, sample: Path, tmp_path: Path, tasks: list[str]
) -> None:
    theirs, both = Path(shutil.copy(sample, tmp_path / "theirs.tpm")), tmp_path / "both.tpm"
    run("set", sample, "task", tasks[0], "duration=7d").done()
    run("set", theirs, "task", tasks[0], "duration=8d").done()
    run("set", sample, "task", tasks[1], "notes=Needed").done()
    run("remove", theirs, "task", tasks[1]).done()
    stopped = run("merge", sample, theirs, "-o", both, "--json")
    assert (stopped.code, both.exists()) == (3, False)
    assert {one["kind"] for one in json.loads(stopped.out)["conflicts"]} == {"field", "removed"}
    for side, days in (("mine", 7), ("theirs", 8)):
        decided = tmp_path / f"for {side}.tpm"
        run("merge", sample, theirs, "-o", decided, "--prefer", side).done()
        found = {row["id"]: row for row in run("list", decided, "task", "--json").json}
        assert (found[tasks[0]]["duration"], tasks[1] in found) == (days * 480, side == "mine")


def test_a_copy_of_one_project_brings_back_what_was_edited_and_nothing_else(
    run: Run, sample: Path, tmp_path: Path, tasks: list[str]
) -> None:
    part, both = tmp_path / "part.tpm", tmp_path / "both.tpm"
    before = all_rows(sample)
    run("copy", sample, "-o", part, "--project", "P-1", "--without-rates", "--without-history").done()
    run("set", part, "task", tasks[0], "name=Renamed by the lead").done()
    new = run("add", part, "risk", "title=Dust in the hall", "project_id=P-1").done().out.strip()
    run("merge", sample, part, "-o", both).done()
    assert changed(before, all_rows(both)) == {("task", tasks[0]), ("risk", new)}
    run("undo", both).done()
    assert all_rows(both) == before


def test_a_flipped_byte_of_a_record_is_named(run: Run, sample: Path, tasks: list[str]) -> None:
    run("set", sample, "task", tasks[0], "duration=7d").done()
    assert "is sound" in run("verify", sample).done().out
    number, label = flip_last(sample)
    assert f"record {number} of its history, “{label}”" in run("verify", sample).problem


def flip_last(path: Path) -> tuple[int, str]:
    """Flip one bit in the newest record's changes, in the file; the record's number and label."""
    with closing(sqlite3.connect(path)) as db:
        number, label, changes = db.execute(
            "SELECT seq, label, changes FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[content.index(changes) + len(changes) // 2] ^= 1
    path.write_bytes(content)
    return number, label
