"""Full disks, vanished files, closed folders and locks in a merge: a sentence for each, and mine stays."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.file.test_transactions import contents
from tests.journeys.broken import closed_folder, fill, small_disk
from tests.plan.copies import copy, edited
from tpm_desktop.file import backups, connection
from tpm_desktop.file.conflicts import prefer
from tpm_desktop.file.errors import BackupError, EditError, ProgramFileError, ReadOnlyError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merging import Proposal, merge_in, propose

Pair = tuple[OpenProgram, Proposal]


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("TPM_DATA", str(folder))
    return folder


@contextlib.contextmanager
def about_to_merge(folder: Path, *, read_only: bool = False):
    """My copy, open in a folder, and what merging another one would do to it: 300 rows more."""
    start = folder / "start.tpm"
    OpenProgram.create(start).close()
    mine = edited(copy(start, "mine"), lambda edit: edit.add("project", name="Mine"))
    rows = [{"title": f"Risk {n}", "notes": "x" * 2_000} for n in range(300)]
    theirs = edited(copy(start, "theirs"), lambda edit: edit.add_all("risk", rows))
    with OpenProgram.open(mine, read_only=read_only) as program:
        with ProgramFile.open(theirs, read_only=True) as other:
            proposal = propose(program, other, prefer(None))
        for path in (start, theirs):
            path.unlink()
        yield program, proposal


def refused(program: OpenProgram, proposal: Proposal) -> str:
    """Why it is not merged; nothing of it is kept."""
    before = contents(program.file)
    with pytest.raises(ProgramFileError) as said:
        merge_in(program, proposal)
    assert contents(program.file) == before
    assert "\n" not in str(said.value)
    return str(said.value)


def merges_now(program: OpenProgram, proposal: Proposal) -> None:
    merge_in(program, proposal)
    assert len(program.file.stored("risk", ["id"])) == 300


def test_a_full_disk_keeps_mine_and_takes_the_merge_once_there_is_room(tmp_path):
    with small_disk(tmp_path / "disk", 8_192) as disk, about_to_merge(disk) as (program, proposal):
        filler = fill(disk)
        said = refused(program, proposal)
        assert "the disk is full; make room and try again" in said or "no space left" in said, said
        filler.unlink()
        merges_now(program, proposal)


def test_a_full_disk_of_the_backups_is_told_before_anything_is_merged(tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk", 512) as disk, about_to_merge(tmp_path) as (program, proposal):
        monkeypatch.setenv("TPM_DATA", str(disk))
        fill(disk)
        before = contents(program.file)
        with pytest.raises(BackupError, match=r"no backup of mine\.tpm can be written: "):
            merge_in(program, proposal)
        assert contents(program.file) == before
        merge_in(program, proposal, backed_up=False)


def test_a_file_that_was_removed_meanwhile_is_told(tmp_path):
    with about_to_merge(tmp_path) as (program, proposal):
        program.file.path.unlink()
        assert "was moved or removed while it was open; save a copy" in refused(program, proposal)


def test_a_folder_that_was_closed_meanwhile_is_told(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    with about_to_merge(folder) as (program, proposal):
        with closed_folder(folder):
            assert "mine.tpm can't be written" in refused(program, proposal)
        merges_now(program, proposal)


def test_a_file_that_another_program_writes_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    with about_to_merge(tmp_path) as (program, proposal):
        with contextlib.closing(sqlite3.connect(program.file.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "another program is writing it; try again" in refused(program, proposal)
            other.execute("ROLLBACK")
        merges_now(program, proposal)


def test_into_a_file_that_is_only_read_nothing_is_merged_and_no_backup_is_made(tmp_path):
    with about_to_merge(tmp_path, read_only=True) as (program, proposal):
        with pytest.raises(ReadOnlyError, match="save a copy and edit that"):
            merge_in(program, proposal)
        reasons = {backup.reason for backup in backups.backups(program.file.path)}
        assert backups.Reason.MERGE not in reasons


def test_what_was_edited_while_the_merge_was_decided_is_not_written_over(tmp_path):
    with about_to_merge(tmp_path) as (program, proposal):
        with program.file.transaction("Meanwhile") as edit:
            edit.add("project", name="Meanwhile")
        with pytest.raises(EditError, match=r"mine\.tpm was edited while the merge was decided; begin again"):
            merge_in(program, proposal)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (lambda path: path.unlink(), "other.tpm does not exist"),
        (lambda path: path.write_bytes(b""), "other.tpm is empty"),
    ],
)
def test_another_copy_that_can_not_be_read_is_told(tmp_path, trouble: Callable[[Path], object], said: str):
    path = tmp_path / "other.tpm"
    OpenProgram.create(path).close()
    trouble(path)
    with pytest.raises(ProgramFileError, match=said):
        ProgramFile.open(path, read_only=True)


def test_another_copy_that_is_being_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.1)
    path = tmp_path / "other.tpm"
    OpenProgram.create(path).close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProgramFileError, match=r"other\.tpm .*another program is writing it; try again"):
            ProgramFile.open(path, read_only=True)
