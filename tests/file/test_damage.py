"""What is mailed may be damaged, foreign or hostile: it is told in one line, and nothing is written to it."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import time
import zlib
from pathlib import Path

import pytest

from tpm_desktop.file import connection, defence
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.schema import VERSION
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def mailed(program: ProgramFile) -> Path:
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        rows = [{"project_id": project, "name": f"Task {n}"} for n in range(300)]
        *_, first, second = edit.add_all("task", rows)
        edit.add("link", predecessor_id=first, successor_id=second)
        baseline = edit.add("baseline", name="Approved plan")
        edit.add("baseline_task", baseline_id=baseline, task_id=first, duration=480, work=480)
        edit.add("risk", title="Racks come late")
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
        "CREATE INDEX spy ON task (name)",
        "CREATE INDEX spy ON task (upper(name))",
        "CREATE VIRTUAL TABLE spy USING fts5 (x)",
        "ALTER TABLE task ADD COLUMN spy TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL",
        "ALTER TABLE task ADD COLUMN spy TEXT CHECK (spy IS NULL)",
        "DROP TABLE journal",
        "ANALYZE",
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
        ("UPDATE task SET name = ''", "task can't be"),
        ("UPDATE task SET name = printf('%.1001c', 'x')", "task can't be"),
        ("UPDATE project SET notes = printf('%.100001c', 'x')", "notes can't be"),
        ("UPDATE project SET name = 'Data' || char(27) || '[31m'", "no text"),
        ("UPDATE project SET name = 'Data' || char(10) || 'centre'", "no text"),
        ("UPDATE project SET name = 'Data' || char(0) || 'centre'", "no text"),
        ("UPDATE project SET name = CAST(x'ff41' AS TEXT)", "no text"),
        ("UPDATE task SET id = printf('%.65c', 'x') WHERE rowid = 1", "id can't be"),
        ("UPDATE task SET \"order\" = '!'", "order can't be"),
        ("UPDATE task SET \"order\" = 'z9'", "order can't be"),
        ("UPDATE task SET \"order\" = 'a10'", "order can't be"),
        (f"UPDATE task SET \"order\" = 'A{0:026}'", "order can't be"),
        ("UPDATE link SET lag = 9223372036854775807", "lag can't be"),
        ("UPDATE baseline_task SET duration = -1", "baseline duration can't be"),
        ("UPDATE baseline_task SET work = 9223372036854775807", "baseline work can't be"),
        ("UPDATE risk SET days = -9223372036854775807", "delay if it happens can't be"),
        (
            "UPDATE program SET critical_slack = 9223372036854775807",
            "slack is at most can't be",
        ),
        ("UPDATE journal SET kind = 'spy'", "journal record that can't be"),
        ("UPDATE journal SET at = 'now'", "journal record that can't be"),
        ("UPDATE journal SET at = '2026-05-04T10:00:00'", "journal record that can't be"),
        ("UPDATE journal SET at = '9999-12-31T23:59:59-14:00'", "journal record that can't be"),
        ("UPDATE journal SET label = printf('%.1001c', 'x')", "journal record that can't be"),
        (
            "UPDATE journal SET label = 'Move' || char(27) || ']0;x' || char(7)",
            "journal record that can't be",
        ),
        ("UPDATE journal SET author = 'Site' || char(10) || 'lead'", "journal record that can't be"),
        ("UPDATE journal SET parents = '['", "journal record that can't be"),
        ("UPDATE journal SET schema = 99", "journal record that can't be"),
        ("UPDATE journal SET changes = zeroblob(70000000) WHERE seq = 1", "journal record that can't be"),
        ("DELETE FROM program; DELETE FROM journal", "never finished"),
    ],
)
def test_values_that_this_program_never_writes_are_refused_in_one_line(mailed, statement, said):
    tampered(mailed, statement)
    assert said in refused(mailed)


def tampered(path: Path, statements: str) -> None:
    """Change a file as somebody with another database program could."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(statements)


def test_a_value_of_a_wrong_type_is_damage(mailed):
    tampered(
        mailed,
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'project';",
    )
    tampered(mailed, "UPDATE project SET name = x'00ff'")
    tampered(
        mailed,
        "PRAGMA writable_schema = ON;UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'project';",
    )
    assert refused(mailed)


def test_a_table_whose_statement_is_no_text_is_foreign(mailed):
    tampered(
        mailed,
        "PRAGMA writable_schema = ON;UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) WHERE name = 'project'",
    )
    assert "not as TPM Desktop makes its files" in refused(mailed)


def test_two_tables_in_the_same_place_are_damage(mailed):
    tampered(
        mailed,
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'issue')"
        " WHERE name = 'risk'",
    )
    assert "damaged" in refused(mailed)


def patched(path: Path, offset: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(content)


@pytest.mark.parametrize(
    ("offset", "content", "said"),
    [
        (16, b"\x00\x03", "damaged"),
        (18, b"\x02\x02", "another database program"),
        (59, b"\x02", "another database program"),
        (68, b"SPY!", "another program"),
    ],
)
def test_a_header_that_is_not_ours_is_refused(mailed, offset, content, said):
    patched(mailed, offset, content)
    assert said in refused(mailed)


def test_a_file_of_absurd_size_is_not_even_opened(mailed):
    with mailed.open("rb+") as file:
        file.truncate(defence.LARGEST + 1)  # takes no room: the rest is a hole
    with pytest.raises(ProgramFileError, match="at most 1 GB"):
        ProgramFile.open(mailed)


def test_a_journal_that_names_another_file_does_not_get_it_removed(mailed, tmp_path):
    treasure = tmp_path / "treasure.txt"
    treasure.write_text("mine")
    name = str(treasure).encode()
    number = (0).to_bytes(4) + name + len(name).to_bytes(4) + sum(name).to_bytes(4)
    journal = mailed.with_name(mailed.name + "-journal")
    journal.write_bytes(bytes(512) + number + bytes.fromhex("d9d505f920a163d7"))
    assert "was not made by TPM Desktop" in refused(mailed)
    assert treasure.read_text() == "mine"


def test_the_connection_trusts_nothing_of_the_file(mailed):
    with ProgramFile.open(mailed) as opened:
        db = opened._db
        for pragma, value in {"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1}.items():
            assert db.execute(f"PRAGMA {pragma}").fetchone() == (value,)
        assert db.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
        with pytest.raises(sqlite3.OperationalError, match="not authorized"):
            db.execute("SELECT load_extension('spy')")
        with pytest.raises(sqlite3.DataError, match="too big"):
            db.execute("SELECT zeroblob(100000000)")


def test_what_takes_too_long_is_interrupted(mailed):
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with contextlib.closing(connection.connect(mailed, read_only=True)) as db:
        with connection.within(db, 0.1) as refuse_late:
            time.sleep(0.2)  # as where other programs keep the machine busy
            refuse_late()
            assert db.execute("SELECT count(*) FROM task").fetchone() == (300,)
        with pytest.raises(sqlite3.OperationalError) as said, connection.within(db, 0.1):
            db.execute(endless)
        assert "takes too long" in connection.reason(said.value)
        assert db.execute("SELECT count(*) FROM task").fetchone() == (300,)


def altered_record(path: Path, packed: bytes) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE journal SET changes = ? WHERE label = 'Plan'", (packed,))


def task_set(**values: object) -> str:
    """A record that says what a task was before; its undo would write that."""
    return json.dumps({"task": {"t1": [values, dict.fromkeys(values)]}})


@pytest.mark.parametrize(
    "packed",
    [
        zlib.compress(bytes(200_000_000), 1),
        zlib.compress(b"{}", 9)[:-3],
        b"not compressed",
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"task": {"t1": [null, null]}}'),
        zlib.compress(b'{"task": {"t1": [{"name": [1]}, null]}}'),
        zlib.compress(b'{"sqlite_schema": {"t1": [{"sql": "x"}, {"sql": "y"}]}}'),
        zlib.compress(task_set(**{'name" = 1 --': "x"}).encode()),
        zlib.compress(task_set(constraint="never").encode()),
        zlib.compress(task_set(name="\x1b[31m").encode()),
        zlib.compress(task_set(duration=-5).encode()),
    ],
)
def test_a_record_of_the_history_is_not_trusted_either(mailed, packed):
    altered_record(mailed, packed)
    with contextlib.suppress(ProgramFileError), ProgramFile.open(mailed) as opened:
        before = opened.columns("task", ["id", "name", "duration"])
        with pytest.raises((ProgramFileError, EditError)) as said:
            opened.undo()
        assert "\n" not in str(said.value)
        assert opened.columns("task", ["id", "name", "duration"]) == before
