"""A record that was altered, put in or taken out is named; the file then opens for reading only."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from tpm_desktop.file.errors import ProgramFileError, ReadOnlyError
from tpm_desktop.file.journal import StoredRecord
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.schema import VERSION
from tpm_desktop.file.verify import verify


@pytest.fixture
def path(program):
    """A closed file with five records."""
    for number in range(4):
        with program.transaction(f"Add risk {number}") as edit:
            edit.add("risk", title=f"Risk {number}")
    program.close()
    return program.path


def forge(path, statement, *values):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement, values)


def test_a_sound_file_is_proved(path):
    found = verify(path)
    assert (found.records, found.rows) == (5, 6)


@pytest.mark.parametrize("column", ["label", "author", "role", "device", "at", "parents", "changes"])
def test_a_byte_flipped_in_a_record_is_named(path, column):
    with closing(sqlite3.connect(path)) as db:
        (stored,) = db.execute(f"SELECT CAST({column} AS BLOB) FROM journal WHERE seq = 3").fetchone()
    place = {"at": 3, "parents": 5}.get(column, len(stored) // 2)
    flipped = bytes([*stored[:place], stored[place] ^ 1, *stored[place + 1 :]])
    forge(
        path,
        f"UPDATE journal SET {column} = ? WHERE seq = 3",
        flipped if column == "changes" else flipped.decode(),
    )
    with pytest.raises(ProgramFileError, match="record 3 of its history") as problem:
        verify(path)
    assert "does not hold" in str(problem.value)


def follow_up(path, text):
    """Append a record that says such a text, with the id that is right for it."""
    with closing(sqlite3.connect(path)) as db, db:
        seq, head = db.execute("SELECT seq, id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        packed = zlib.compress(text.encode(), 9)
        made = StoredRecord(
            seq + 1, "", json.dumps([head]), "A", "", "D", "2026-05-04T10:00:00+00:00", "edit", None, "L",
            VERSION, packed,
        )  # fmt: skip
        row = made._replace(id=made.content_id)
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO journal ({', '.join(row._fields)}) VALUES ({marks})", row)


def test_records_that_swell_are_not_read_without_end(path, monkeypatch):
    for _ in range(20):
        follow_up(path, "{}" + " " * 4_000_000)
    monkeypatch.setattr("tpm_desktop.file.program_file.seconds_to_check", lambda _: 0.05)
    with pytest.raises(ProgramFileError, match="takes too long for its size"):
        ProgramFile.open(path)


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, 10**400, "x" * 100_001], ids=["high", "low", "huge", "long"]
)
def test_a_record_can_not_hold_what_no_column_holds(path, value):
    follow_up(path, json.dumps({"risk": {"r": [{"cost": value}, {"cost": 1}]}}))
    with ProgramFile.open(path) as file, pytest.raises(ProgramFileError, match="was not made by TPM Desktop"):
        file.journal.changes(str(file.journal.head()))


def test_the_file_opens_for_reading_and_says_why_it_can_not_be_changed(path):
    forge(path, "UPDATE journal SET author = 'Somebody else' WHERE seq = 4")
    with ProgramFile.open(path) as file:
        assert file.unsound is not None
        assert file.unsound.number == 4
        assert len(file.journal.records()) == 5
        with pytest.raises(ReadOnlyError, match="record 4 of its history, “Add risk 2”"):
            file.undo()


def test_a_record_taken_out_is_missed(path):
    forge(path, "DELETE FROM journal WHERE seq = 3")
    with pytest.raises(ProgramFileError, match=r"“Add risk 2”.*a record that it follows is missing"):
        verify(path)


def test_the_last_record_taken_out_is_missed_by_its_rows(path):
    forge(path, "DELETE FROM journal WHERE seq = 5")
    with pytest.raises(ProgramFileError, match="risk “R-4 Risk 3” is not as the history made it"):
        verify(path)


def test_a_row_changed_beside_the_journal_is_named(path):
    forge(path, "UPDATE risk SET title = 'Changed' WHERE title = 'Risk 1'")
    with pytest.raises(ProgramFileError, match=r"risk “R-2 Changed”.*differs \(risk\)"):
        verify(path)


def test_a_record_beside_the_line_is_named(path):
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute("SELECT * FROM journal WHERE seq = 5").fetchone())
    with ProgramFile.open(path) as file:
        stored = next(file.journal.stored([row["id"]]))
    forged = stored._replace(label="Beside", changes=zlib.compress(json.dumps({}).encode()))
    values = forged._replace(id=forged.content_id)[1:]
    forge(
        path,
        f"INSERT INTO journal ({', '.join(stored._fields[1:])}) VALUES ({', '.join('?' * len(values))})",
        *values,
    )
    with pytest.raises(ProgramFileError, match="nothing follows from it"):
        verify(path)
