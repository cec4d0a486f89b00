"""Full disks, vanished files, locks and half-written edits: a sentence for each, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.command_line import Run, run
from tests.journeys.broken import closed_folder, fill, small_disk
from tpm_desktop.file import connection
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.lock import WriterLock
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.restoring import restore_as
from tpm_desktop.model.program import Project
from tpm_desktop.model.schedule import Task

__all__ = ["run"]


def names(file: ProgramFile) -> list[str]:
    return [project.name for project in file.rows(Project)]


def add_project(file: ProgramFile, name: str) -> None:
    with file.transaction(f"Add {name}") as edit:
        edit.add("project", name=name)


def refused(file: ProgramFile) -> str:
    before = names(file)
    with pytest.raises(ProgramFileError) as said:
        add_project(file, "Refused")
    assert names(file) == before
    return str(said.value)


def test_a_file_that_was_removed_takes_no_edit_and_can_be_saved_elsewhere(program, tmp_path):
    add_project(program, "One")
    program.path.unlink()
    assert "was moved or removed while it was open; save a copy" in refused(program)
    program.save_copy(tmp_path / "saved.tpm")
    with ProgramFile.open(tmp_path / "saved.tpm") as saved:
        assert names(saved) == ["One"]


def test_a_file_in_whose_place_another_was_put_is_not_written_over(program, tmp_path):
    newer = tmp_path / "newer.tpm"
    program.save_copy(newer)
    content = newer.read_bytes()
    newer.replace(program.path)
    assert "was moved or removed while it was open" in refused(program)
    assert program.path.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "plan.tpm")
    with pytest.raises(ProgramFileError, match="is a device or pipe"):
        ProgramFile.open(tmp_path / "plan.tpm")


def test_a_folder_that_was_removed_with_the_file_is_told(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    with ProgramFile.create(folder / "plan.tpm") as file:
        shutil.rmtree(folder)
        assert "plan.tpm can't be written" in refused(file)


def test_a_full_disk_keeps_what_was_before_and_takes_the_edit_later(tmp_path):
    with small_disk(tmp_path / "disk", 2_048) as disk, ProgramFile.create(disk / "plan.tpm") as file:
        filler = fill(disk)
        said = refused(file)
        assert "the disk is full; make room and try again" in said or "no space left" in said, said
        filler.unlink()
        add_project(file, "One")
        assert names(file) == ["One"]


def test_a_file_that_another_program_holds_is_told(program, monkeypatch):
    program.close()
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    with contextlib.closing(sqlite3.connect(program.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProgramFileError, match="another program is writing it; try again"):
            ProgramFile.open(program.path)
        other.execute("ROLLBACK")
        with ProgramFile.open(program.path) as file:
            other.execute("BEGIN IMMEDIATE")
            assert "another program is writing it; try again" in refused(file)
            other.execute("ROLLBACK")
            add_project(file, "One")


def test_a_lock_that_a_crash_left_is_no_lock(program):
    program.close()
    lock, note = (program.path.with_name(f".program.tpm.{kind}") for kind in ("lock", "writer"))
    lock.touch()
    note.write_text('{"author": "Bob", "device": "desk", "since": "2020-01-01T08:00"}')
    with ProgramFile.open(program.path) as file:
        assert not file.read_only
        add_project(file, "One")
    assert not lock.exists()
    assert not note.exists()


def test_who_takes_the_lock_at_the_very_moment_it_is_given_back_writes_alone(program, monkeypatch):
    program.close()
    first, second, third = (WriterLock(program.path) for _ in range(3))
    assert first.take(program.author)
    give_back, taken = first._lock.release, []

    def give_back_to_the_second() -> None:
        give_back()
        taken.append(second.take(program.author))

    monkeypatch.setattr(first._lock, "release", give_back_to_the_second)
    first.release()
    assert taken == [True]
    assert not third.take(program.author)
    second.release()


def test_a_copy_made_in_the_middle_of_an_edit_is_whole_and_as_before_it(program, tmp_path):
    add_project(program, "One")
    copy = tmp_path / "copy.tpm"
    with program.transaction("Large") as edit:
        project = edit.add("project", name="Two")
        edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(10_000)])
        shutil.copyfile(program.path, copy)  # as a file manager, a mail or a backup program does
    with ProgramFile.open(copy) as opened:
        assert names(opened) == ["One"]
        assert opened.rows(Task) == []
    assert names(program) == ["One", "Two"]


@pytest.fixture
def interrupted(program) -> Path:
    """A file whose writer was killed while it wrote: the journal of the half-written edit lies beside it."""
    add_project(program, "One")
    program.close()
    child = os.fork() if hasattr(os, "fork") else pytest.skip("processes are killed where they can be forked")
    if child == 0:
        with contextlib.suppress(BaseException):
            db = sqlite3.connect(program.path, isolation_level=None)
            db.execute("PRAGMA cache_size = 5")
            db.execute("BEGIN")
            db.execute("UPDATE project SET name = 'Half', notes = printf('%.90000c', 'x')")
            for _ in range(40):
                db.execute("UPDATE calendar SET name = name || printf('%.900c', 'x')")
            db.execute("CREATE TABLE half AS SELECT zeroblob(900000)")
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(1)
    os.waitpid(child, 0)
    assert program.path.with_name("program.tpm-journal").stat().st_size > 0
    return program.path


def test_a_half_written_edit_is_taken_back_also_by_who_only_reads(run: Run, interrupted):
    assert [row["name"] for row in run("list", interrupted, "project", "--json").json] == ["One"]
    assert [path.name for path in interrupted.parent.iterdir()] == ["program.tpm"]


def test_a_half_written_edit_in_a_closed_folder_says_where_to_take_it(interrupted, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with closed_folder(interrupted.parent):
        with pytest.raises(ProgramFileError, match=r"copy it together with its -journal file"):
            ProgramFile.open(interrupted)
        for path in interrupted.parent.iterdir():
            shutil.copyfile(path, elsewhere / path.name)
    with ProgramFile.open(elsewhere / interrupted.name) as file:
        assert names(file) == ["One"]


def test_what_takes_the_place_of_a_file_is_not_hurt_by_its_half_written_edit(interrupted, tmp_path_factory):
    """SQLite would take the pages of the lost file back into the one that has its name now."""
    with ProgramFile.create(tmp_path_factory.mktemp("kept") / "kept.tpm") as kept:
        add_project(kept, "Kept")
        left = interrupted.with_name("program.tpm-journal").read_bytes()
        interrupted.unlink()
        for put_there in (kept.save_copy, lambda target: restore_as(kept.path, target)):
            interrupted.with_name("program.tpm-journal").write_bytes(left)
            put_there(interrupted)
            with ProgramFile.open(interrupted) as file:
                assert names(file) == ["Kept"]
            interrupted.unlink()


def test_a_program_whose_making_was_interrupted_says_so(tmp_path):
    from tpm_desktop.file import schema

    path = tmp_path / "plan.tpm"
    with contextlib.closing(sqlite3.connect(path)) as db:
        schema.build(db)
    with pytest.raises(ProgramFileError, match=r"plan\.tpm was never finished; delete it and make it again"):
        ProgramFile.open(path)
