"""An older file is upgraded in a copy that takes its place whole; the older one stays beside, undo works on.

Until a second version is released the older one is made up here: version 0, in which risks had headlines,
projects had a colour and there were no actions.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.journeys.broken import closed_folder
from tpm_desktop.file import backups, journal, schema, steps, upgrade
from tpm_desktop.file.author import Author
from tpm_desktop.file.backups import Reason
from tpm_desktop.file.changes import Changes, RowChange
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.schema import APPLICATION_ID, VERSION
from tpm_desktop.file.steps import Step
from tpm_desktop.model.registers import Risk

if TYPE_CHECKING:
    from alembic.operations import Operations


OURS = ("journal", "content")  # which no model declares


def older_statements() -> tuple[str, ...]:
    kept = [sql for sql in schema.statements() if "action" not in sql.split("(")[0]]
    return tuple(
        sql.replace("title TEXT", "headline TEXT") if sql.lstrip().startswith("CREATE TABLE risk") else
        sql.replace("code TEXT", "code TEXT, colour INTEGER", 1)
        if sql.lstrip().startswith("CREATE TABLE project") else sql
        for sql in kept
    )  # fmt: skip


def alter(operations: Operations) -> None:
    with operations.batch_alter_table("risk") as risk:
        risk.alter_column("headline", new_column_name="title")
    with operations.batch_alter_table("project") as project:
        project.drop_column("colour")
    columns = SQLModel.metadata.tables["action"].columns
    operations.create_table("action", *(sa.Column(c.name, c.type, nullable=c.nullable) for c in columns))


def translate(changes: Changes) -> Changes:
    def renamed(values):
        return values and {("title" if name == "headline" else name): value for name, value in values.items()}

    rows = {row_id: RowChange(renamed(c.old), renamed(c.new)) for row_id, c in changes.of("risk").items()}
    return Changes({**changes.tables, "risk": rows}) if rows else changes


@pytest.fixture
def older(tmp_path, monkeypatch) -> Path:
    """A file as an older program left it: a risk was added and then renamed."""
    path, today = tmp_path / "program.tpm", tmp_path / "today.tpm"
    with ProgramFile.create(today, name="Renewal") as file, file.transaction("Add risk") as edit:
        edit.add("risk", id="r1", title="Late cables")
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        for statement in older_statements():
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 0")
        with contextlib.closing(sqlite3.connect(today)) as made:
            made.row_factory = sqlite3.Row
            for table in ("calendar", "program", "risk"):
                for row in made.execute(f"SELECT * FROM {table}"):
                    insert(db, table, dict(row))
        with monkeypatch.context() as then:
            then.setattr(journal, "VERSION", 0)
            record(db, "Add risk", RowChange(None, {"id": "r1", "headline": "Cables"}))
            record(db, "Rename risk", RowChange({"headline": "Cables"}, {"headline": "Late cables"}))
    today.unlink()
    monkeypatch.setitem(steps.STEPS, 0, Step(older_statements(), alter, translate))
    return path


def insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    named = {"headline" if (table, name) == ("risk", "title") else name: row[name] for name in row}
    columns, marks = ", ".join(f'"{name}"' for name in named), ", ".join("?" * len(named))
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(named.values()))


def record(db: sqlite3.Connection, label: str, change: RowChange) -> None:
    changes = Changes({"risk": {"r1": change}})
    journal.Journal(db).append(changes, Author("Ada", "laptop"), journal.RecordKind.EDIT, label, None)


def differences(path: Path) -> list[object]:
    """What Alembic finds different between a file and the model."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(path))
    try:
        with engine.connect() as connection:
            about = MigrationContext.configure(
                connection, opts={"include_name": lambda name, kind, _: kind != "table" or name not in OURS}
            )
            return compare_metadata(about, SQLModel.metadata)
    finally:
        engine.dispose()


def test_an_older_file_becomes_todays_and_still_undoes(older):
    with ProgramFile.open(older) as file:
        (risk,) = file.rows(Risk)
        assert (risk.id, risk.title, file.program.name) == ("r1", "Late cables", "Renewal")
        assert file.undo().label == "Rename risk"
        assert file.rows(Risk)[0].title == "Cables"
        assert file.redo().label == "Rename risk"
        assert file.rows(Risk)[0].title == "Late cables"
    assert differences(older) == []


def test_the_older_file_stays_beside_and_among_the_backups(older):
    content = older.read_bytes()
    ProgramFile.open(older).close()
    kept = older.with_name("program (version 0).tpm")
    assert {path.name for path in older.parent.iterdir()} == {older.name, kept.name}
    with contextlib.closing(sqlite3.connect(kept)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (0,)
        assert db.execute("SELECT headline FROM risk").fetchall() == [("Late cables",)]
    assert Reason.UPGRADE in [backup.reason for backup in backups.backups(older)]
    older.write_bytes(content)
    ProgramFile.open(older).close()
    assert kept.with_name("program (version 0, 2).tpm").exists()


def test_opening_for_reading_upgrades_too_and_takes_no_lock(older):
    with ProgramFile.open(older, read_only=True) as file:
        assert file.read_only
        assert file.rows(Risk)[0].title == "Late cables"
        with ProgramFile.open(older) as writer:
            assert not writer.read_only


def refused(path: Path) -> str:
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(ProgramFileError) as said:
        ProgramFile.open(path)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before
    return str(said.value)


def test_an_older_file_with_foreign_parts_is_not_trusted(older):
    with contextlib.closing(sqlite3.connect(older)) as db:
        db.execute("CREATE VIEW spy AS SELECT 1")
    assert "do not trust it" in refused(older)


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(older, monkeypatch):
    def broken(operations: Operations) -> None:
        operations.drop_column("project", "colour")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(steps.STEPS, 0, Step(older_statements(), broken, translate))
    assert "program.tpm can't be upgraded: no space left on device" in refused(older)


def test_an_upgrade_that_gives_unfit_rows_is_refused(older):
    with contextlib.closing(sqlite3.connect(older)) as db, db:
        db.execute("UPDATE risk SET headline = ''")
    assert "risk can't be" in refused(older)


def test_a_file_that_somebody_writes_is_not_upgraded_under_him(older):
    from tpm_desktop.file.lock import WriterLock

    lock = WriterLock(older)
    assert lock.take(Author("Bob", "desk"))
    try:
        with pytest.raises(ProgramFileError, match="older version and can't be upgraded where it is"):
            ProgramFile.open(older)
    finally:
        lock.release()


def test_an_older_file_in_a_closed_folder_says_where_to_take_it(older):
    with closed_folder(older.parent):
        assert "copy it to a folder that can be written" in refused(older)


def test_a_version_without_a_step_is_no_file_of_ours(program):
    program.close()
    with contextlib.closing(sqlite3.connect(program.path)) as db:
        db.execute("PRAGMA user_version = 0")
    assert "version 0" in refused(program.path)


def test_a_new_file_is_as_the_model_says(program):
    program.close()
    assert differences(program.path) == []


def test_every_version_before_todays_has_its_step():
    assert list(steps.STEPS) == list(range(1, VERSION))


def test_a_killed_upgrade_leaves_a_file_that_is_upgraded_the_next_time(older, monkeypatch):
    def killed(*_: object) -> None:
        os._exit(9)

    child = os.fork() if hasattr(os, "fork") else pytest.skip("no fork here")
    if child == 0:
        upgrade.put = killed
        with contextlib.suppress(BaseException):
            ProgramFile.open(older)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    with ProgramFile.open(older) as file:
        assert file.rows(Risk)[0].title == "Late cables"
