"""What is mailed may be damaged, foreign or hostile: it is told in one line, and nothing is written to it."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.schema import VERSION
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def mailed(program: ProgramFile) -> Path:
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(300)])
    program.close()
    return program.path


def refused(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProgramFileError) as said:
        OpenProgram.open(path)
    assert "\n" not in str(said.value)
    assert path.name in str(said.value)
    if before is not None:
        assert path.read_bytes() == before
    assert not list(path.parent.glob(f".{path.name}.*")), "a lock or note was left behind"
    return str(said.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 something zipped", "not a program file"),
        (b"<?xml version='1.0'?><Project/>", "import"),
        (b"SQLite format 3\x00" + bytes(84), ""),
        (b"SQLite format 3\x00" + b"\xff" * 5000, ""),
    ],
)
def test_what_is_no_program_file_is_refused(tmp_path, content, said):
    path = tmp_path / "mailed.tpm"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "does not exist" in refused(tmp_path / "missing.tpm")
    assert "is a folder" in refused(tmp_path)


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.tpm"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE task (id TEXT)")
    db.close()
    assert "another program" in refused(path)


def test_a_newer_file_says_so(mailed):
    with sqlite3.connect(mailed) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    assert "newer TPM Desktop" in refused(mailed)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON task BEGIN DELETE FROM risk; END",
        "CREATE VIEW spy AS SELECT * FROM task",
        "CREATE TABLE spy (x)",
        "DROP TABLE risk",
        "ALTER TABLE task ADD COLUMN spy TEXT",
    ],
)
def test_a_file_with_foreign_parts_is_not_trusted(mailed, statement):
    with sqlite3.connect(mailed) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(statement)
    db.close()
    assert "do not trust it" in refused(mailed)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_or_read_but_never_changed(mailed, share):
    content = mailed.read_bytes()
    mailed.write_bytes(content[: int(len(content) * share)])
    assert refused(mailed)


def test_flipped_bytes_never_give_a_traceback(mailed, tmp_path):
    content = mailed.read_bytes()
    chance = random.Random(7)
    refusals = 0
    for n in range(60):
        damaged = bytearray(content)
        for _ in range(8):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"damaged-{n}.tpm"
        path.write_bytes(damaged)
        refusals += not _opens(path)
        path.unlink()
    assert refusals > 5


def _opens(path: Path) -> bool:
    """Anything but a refusal in one line goes on up and fails the test."""
    try:
        with OpenProgram.open(path) as opened:
            return bool(opened.file.program)
    except ProgramFileError as error:
        if "\n" in str(error):
            raise
        return False


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE task SET \"constraint\" = 'never'", "constraint can't be"),
        ("UPDATE program SET start = 'soon'", "start can't be"),
        ("UPDATE program SET start = '2026-02-31T08:00'", "start can't be"),
        ("UPDATE program SET start = '0026-01-01T08:00'", "start can't be"),
        ("UPDATE calendar SET monday = 'always'", "monday can't be"),
        ("DELETE FROM program", "just one program"),
        ("UPDATE task SET parent_id = id", "part of each other"),
        ("UPDATE task SET duration = -9000000000000000000", "duration can't be"),
        ("UPDATE task SET project_id = 'nowhere'", "missing project"),
    ],
)
def test_values_that_this_program_never_writes_are_refused_in_one_line(mailed, statement, said):
    with sqlite3.connect(mailed) as db:
        db.execute(statement)
    db.close()
    assert said in refused(mailed)
