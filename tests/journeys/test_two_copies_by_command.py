"""A program is mailed, edited on both sides, compared, merged, undone and verified: by commands alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.all_rows import all_rows
from tests.command_line import Run, run

__all__ = ["run"]


@pytest.fixture
def mine(run: Run, tmp_path: Path) -> Path:
    """The sample program."""
    path = tmp_path / "mine.tpm"
    run("demo", path).done()
    return path


def leaf(run: Run, path: Path, place: int) -> dict:
    """A task that is not done and no summary."""
    open_tasks = [
        t for t in run("schedule", path, "--json").json if not t["summary"] and not t["percent_complete"]
    ]
    return [task for task in open_tasks if task["duration"]][place]


def test_two_people_edit_a_program_apart_and_put_it_together(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Path(shutil.copy(mine, tmp_path / "theirs.tpm"))
    first, second = leaf(run, mine, 0), leaf(run, mine, 5)

    monkeypatch.setenv("TPM_AUTHOR", "Ann")
    run("set", mine, "task", first["id"], "duration=30d").done()
    run("add", mine, "risk", "title=Two vendors merge", "probability=3").done()
    run("remove", mine, "risk", "R-4").done()
    monkeypatch.setenv("TPM_AUTHOR", "Bob")
    run("set", theirs, "task", second["id"], "duration=25d").done()
    run("set", theirs, "task", first["id"], "notes=Ask the landlord").done()
    run("add", theirs, "risk", "title=The landlord sells").done()

    before = all_rows(mine)
    differs = run("diff", mine, theirs, "--json").json
    assert differs["summary"]["changed"] >= 2
    assert differs["follows"]["tasks"]

    both = tmp_path / "both.tpm"
    answer = run("merge", mine, theirs, "-o", both, "--json").json
    assert answer["conflicts"] == []
    assert [one["old"] != one["new"] for one in answer["renumbered"]] == [True]
    joint = all_rows(both)
    tasks = {task["id"]: task for task in joint["task"].values()}
    assert (tasks[first["id"]]["duration"], tasks[first["id"]]["notes"]) == (30 * 480, "Ask the landlord")
    assert tasks[second["id"]]["duration"] == 25 * 480
    codes = [risk["code"] for risk in joint["risk"].values()]
    assert len(codes) == len(set(codes)) == len(before["risk"]) + 1
    assert run("schedule", both, "--json").json
    assert answer["follows"]["finish"][1] == max(t["finish"] for t in run("schedule", both, "--json").json)

    assert run("merge", both, theirs, "-o", tmp_path / "again.tpm", "--json").json["records"] == 0
    assert all_rows(tmp_path / "again.tpm") == joint
    caught_up = run("merge", theirs, both, "-o", theirs, "--json").json
    assert (caught_up["written"], caught_up["conflicts"]) == (True, [])
    assert all_rows(theirs) == joint
    assert run("merge", theirs, both, "-o", tmp_path / "equal.tpm", "--json").json["records"] == 0

    run("undo", both).done()
    assert all_rows(both) == before
    run("redo", both).done()
    assert all_rows(both) == joint
    for path in (mine, theirs, both):
        assert "is sound" in run("verify", path).done().out
    assert {one["author"] for one in run("log", both, "--json").json} >= {"Ann", "Bob"}


def test_what_can_not_be_joined_is_listed_and_decided(run: Run, mine: Path, tmp_path: Path) -> None:
    theirs = Path(shutil.copy(mine, tmp_path / "theirs.tpm"))
    task, gone = leaf(run, mine, 0)["id"], leaf(run, mine, 3)["id"]
    one, other = leaf(run, mine, 8)["id"], leaf(run, mine, 30)["id"]
    run("set", mine, "task", task, "duration=7d").done()
    run("set", theirs, "task", task, "duration=8d").done()
    run("set", mine, "task", gone, "notes=Needed").done()
    run("remove", theirs, "task", gone).done()
    run("set", mine, "risk", "R-1", "probability=5").done()
    run("set", theirs, "risk", "R-1", "probability=1").done()
    run("add", mine, "link", f"predecessor_id={one}", f"successor_id={other}").done()
    run("add", theirs, "link", f"predecessor_id={other}", f"successor_id={one}").done()

    both = tmp_path / "both.tpm"
    listed = run("merge", mine, theirs, "-o", both)
    answer = json.loads(run("merge", mine, theirs, "-o", both, "--json").out)
    assert listed.code == 3
    assert listed.out.count("conflict: ") == len(answer["conflicts"])
    found = {(conflict["kind"], conflict["table"]) for conflict in answer["conflicts"]}
    assert found >= {("field", "task"), ("removed", "task"), ("field", "risk"), ("ring", "link")}
    assert not both.exists()

    run("merge", mine, theirs, "-o", both, "--prefer", "mine").done()
    joint = {row["id"]: row for row in run("list", both, "task", "--json").json}
    assert (joint[task]["duration"], joint[gone]["notes"]) == (7 * 480, "Needed")
    run("merge", mine, theirs, "-o", tmp_path / "other.tpm", "--prefer", "theirs").done()
    joint = {row["id"]: row for row in run("list", tmp_path / "other.tpm", "task", "--json").json}
    assert (joint[task]["duration"], gone in joint) == (8 * 480, False)


def test_a_plan_that_was_exported_and_imported_is_a_stranger(run: Run, mine: Path, tmp_path: Path) -> None:
    plan, again = tmp_path / "plan.xml", tmp_path / "again.tpm"
    run("export", mine, "-o", plan).done()
    run("import", plan, "-o", again).done()
    assert "never the same file" in run("merge", mine, again, "-o", tmp_path / "both.tpm").problem
    assert run("diff", mine, again, "--json").json["summary"]["added"] > 100
