"""Every program has rolling copies in the person's own folder, of which it can be restored."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command_line import Run, run
from tpm_desktop.file import backups
from tpm_desktop.file.backups import Reason
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.program import Project

__all__ = ["run"]

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("TPM_DATA", str(folder))
    return folder


def add_project(file: ProgramFile, name: str) -> None:
    with file.transaction(f"Add {name}") as edit:
        edit.add("project", name=name)


def edit_again(path: Path, name: str) -> None:
    """Another day's work: open, change, close."""
    with ProgramFile.open(path) as file:
        add_project(file, name)


def reasons(path: Path) -> list[Reason]:
    return [backup.reason for backup in backups.backups(path)]


def test_the_first_edit_of_a_day_leaves_a_copy_of_what_was_before(program):
    add_project(program, "One")
    program.close()
    assert reasons(program.path) == []
    edit_again(program.path, "Two")
    edit_again(program.path, "Three")
    (backup,) = backups.backups(program.path)
    assert (backup.reason, backup.name) == (Reason.DAILY, "program.tpm")
    with ProgramFile.open(backup.path, read_only=True) as kept:
        assert [project.name for project in kept.rows(Project)] == ["One"]


@pytest.mark.parametrize(
    ("since", "then"),
    [
        (timedelta(minutes=59), None),
        (timedelta(minutes=61), Reason.HOURLY),
        (timedelta(days=1), Reason.DAILY),
        (timedelta(days=-1), Reason.DAILY),  # a clock that was set back does not end the backups
    ],
)
def test_backups_are_due_by_the_clock(program, since, then):
    db, program_id = program._db, program.program.id
    assert backups.due(program_id, "program.tpm", NOON) is Reason.DAILY
    backups.back_up(db, program_id, "program.tpm", Reason.DAILY, NOON)
    assert backups.due(program_id, "program.tpm", NOON + since) is then
    assert backups.due(program_id, "other copy.tpm", NOON) is Reason.DAILY


def test_a_long_session_is_backed_up_by_the_hour(program):
    program.close()
    with ProgramFile.open(program.path) as file:
        add_project(file, "One")
        program_id = file.program.id
        for backup in backups.backups(file.path):  # as if the session had begun two hours ago
            earlier = (backup.made - timedelta(hours=2)).strftime("%Y-%m-%dT%H%M%S.%f")
            backup.path.rename(backup.path.with_name(f"{earlier} {backup.reason} {backup.name}"))
        file._backups._next = datetime.now(UTC)
        add_project(file, "Two")
        assert backups.due(program_id, file.path.name, datetime.now(UTC)) is None
    assert len(backups.backups(program.path)) == 2


def test_the_newest_of_each_kind_are_kept(program):
    db, program_id = program._db, program.program.id
    for hour in range(30):
        backups.back_up(db, program_id, "program.tpm", Reason.HOURLY, NOON + timedelta(hours=hour))
    for number in range(12):
        program.back_up(Reason.MERGE)
        backups.back_up(db, program_id, "copy.tpm", Reason.IMPORT, NOON + timedelta(days=number))
    kept = backups.backups(program.path)
    by_kind = {reason: [b.made for b in kept if b.reason is reason] for reason in Reason}
    assert {reason: len(made) for reason, made in by_kind.items() if made} == {
        Reason.HOURLY: 24, Reason.MERGE: 10, Reason.IMPORT: 10,
    }  # fmt: skip
    assert by_kind[Reason.HOURLY] == [NOON + timedelta(hours=hour) for hour in range(29, 5, -1)]


def test_large_backups_by_the_hour_leave_the_one_from_before_a_merge(program, monkeypatch):
    monkeypatch.setattr(backups, "MOST_BYTES", 10)
    program.back_up(Reason.MERGE)
    for name in ("program.tpm", "mailed copy.tpm"):
        for hour in range(1, 4):
            later = datetime.now(UTC) + timedelta(hours=hour)
            backups.back_up(program._db, program.program.id, name, Reason.HOURLY, later)
    kept = {(backup.name, backup.reason) for backup in backups.backups(program.path)}
    assert kept == {
        ("program.tpm", Reason.MERGE),
        ("program.tpm", Reason.HOURLY),
        ("mailed copy.tpm", Reason.HOURLY),
    }


def test_they_take_no_more_than_their_share_of_the_disk(program, monkeypatch):
    size = program.path.stat().st_size
    monkeypatch.setattr(backups, "MOST_BYTES", 3 * size + size // 2)
    for hour in range(6):
        backups.back_up(
            program._db, program.program.id, "program.tpm", Reason.HOURLY, NOON + timedelta(hours=hour)
        )
    assert [backup.made.hour for backup in backups.backups(program.path)] == [17, 16, 15]
    monkeypatch.setattr(backups, "MOST_BYTES", 10)
    program.back_up(Reason.MERGE)
    kept = [backup.reason for backup in backups.backups(program.path)]
    assert kept == [Reason.MERGE, Reason.HOURLY], "the newest of each kind stays whatever it takes"


def test_an_edit_goes_on_without_a_backup_and_says_so(program, own_folder):
    program.close()
    (own_folder / "backups").write_text("in the way")
    with ProgramFile.open(program.path) as file:
        add_project(file, "One")
        assert file.backup_problem.startswith("there is no new backup of program.tpm: ")
        with pytest.raises(ProgramFileError, match=r"no backup of program\.tpm can be written"):
            file.back_up(Reason.MERGE)
        assert len(file.rows(Project)) == 1


def test_of_a_program_that_cannot_be_read_the_backups_are_found_by_its_name(program):
    program.close()
    edit_again(program.path, "One")
    program.path.write_bytes(b"overwritten")
    assert len(backups.backups(program.path)) == 1
    program.path.unlink()
    assert len(backups.backups(program.path)) == 1


def test_what_a_file_says_never_becomes_a_path(program, own_folder):
    program.close()
    (own_folder / "backups").mkdir()
    backups.back_up(program_db(program.path), "../../../evil", "program.tpm", Reason.MERGE, NOON)
    assert [p.relative_to(own_folder).parts[0] for p in own_folder.rglob("*.tpm")] == ["backups"]


def program_db(path: Path):
    from tpm_desktop.file.connection import connect

    return connect(path, read_only=True)


def test_a_backup_is_restored_beside_the_file(run: Run, program):
    add_project(program, "One")
    program.close()
    run("add", program.path, "project", "name=Two").done()
    (listed,) = run("backups", program.path, "--json").json
    assert (listed["reason"], listed["file"]) == ("daily", "program.tpm")
    assert Path(listed["path"]).name in run("backups", program.path).done().out

    restored = program.path.with_name("restored.tpm")
    said = run("restore", Path(listed["path"]).name, "-o", restored).done().out
    assert said == "Restored; the last edit in it is: Add One\n"
    assert [row["name"] for row in run("list", restored, "project", "--json").json] == ["One"]
    assert [row["name"] for row in run("list", program.path, "project", "--json").json] == ["One", "Two"]

    assert "restored.tpm exists already" in run("restore", listed["path"], "-o", restored).problem
    assert "there is no backup x" in run("restore", "x", "-o", program.path.with_name("y.tpm")).problem


def two_copies(run: Run, path: Path) -> tuple[Path, Path]:
    """Two copies with a project each since they parted."""
    theirs = path.with_name("theirs.tpm")
    shutil.copy(path, theirs)
    run("add", path, "project", "name=Mine").done()
    run("add", theirs, "project", "name=Theirs").done()
    return path, theirs


def test_a_merge_into_a_file_keeps_it_as_it_was(run: Run, program):
    program.close()
    mine, theirs = two_copies(run, program.path)
    run("merge", mine, theirs, "-o", mine).done()
    (backup,) = [b for b in backups.backups(mine) if b.reason is Reason.MERGE]
    with ProgramFile.open(backup.path, read_only=True) as kept:
        assert [project.name for project in kept.rows(Project)] == ["Mine"]
    run("merge", mine, theirs, "-o", mine).done()  # nothing is new: there is nothing to keep either
    run("merge", backup.path, theirs, "-o", mine.with_name("third.tpm")).done()  # both stay as they are
    assert reasons(mine).count(Reason.MERGE) == 1


def test_without_a_backup_nothing_is_merged_unless_that_is_asked_for(run: Run, program, own_folder):
    program.close()
    mine, theirs = two_copies(run, program.path)
    shutil.rmtree(own_folder / "backups", ignore_errors=True)
    (own_folder / "backups").write_text("in the way")
    before = mine.read_bytes()
    said = run("merge", mine, theirs, "-o", mine).problem
    assert "no backup of program.tpm can be written" in said
    assert "nothing was merged; --no-backup merges without one" in said
    assert mine.read_bytes() == before
    run("merge", mine, theirs, "-o", mine, "--no-backup").done()
    assert len(run("list", mine, "project", "--json").json) == 2
