"""Of a damaged file every row is saved that it or its history still tells, and it is said which are not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.file.damage import lose_pages, pages_of, tamper
from tests.file.test_chain import follow_up
from tests.file.test_transactions import contents as stored
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.recover import Recovery, recover
from tpm_desktop.file.schema import PAGE_SIZE
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.program import Project
from tpm_desktop.model.resources import Resource
from tpm_desktop.model.schedule import Link, Task
from tpm_desktop.plan import OpenProgram

TASKS = 800
SAME_CODES = (
    "INSERT INTO project (id, code, name, kind, status)"
    " SELECT id || 'x', lower(code), name, kind, status FROM project"
)


@pytest.fixture
def damaged(program: ProgramFile) -> Path:
    """A sound file yet: a project with so many tasks in a chain, and a calendar of its own."""
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        ids = edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(TASKS)])
        edit.add_all(
            "link",
            [{"predecessor_id": a, "successor_id": b} for a, b in pairwise(ids)],
        )
        edit.set("project", project, manager_id=edit.add("resource", name="Ada"))
    program.close()
    return program.path


def contents(path: Path) -> dict[str, list[tuple]]:
    with ProgramFile.open(path, read_only=True) as file:
        return stored(file)


def without_history(path: Path) -> None:
    lose_pages(path, pages_of(path, "journal"))


def recovered(damaged: Path) -> tuple[Path, Recovery, dict[str, object]]:
    """What became of it; the damaged file stays as it was, and the new one opens and can be planned."""
    before, target = damaged.read_bytes(), damaged.with_name("new.tpm")
    with pytest.raises(ProgramFileError):
        ProgramFile.open(damaged)
    recovery = recover(damaged, target)
    assert damaged.read_bytes() == before
    assert {path.name for path in damaged.parent.iterdir()} == {damaged.name, "new.tpm"}
    OpenProgram.open(target).close()
    return target, recovery, {found.table: found for found in recovery.tables}


def test_a_sound_file_is_saved_whole(damaged, tmp_path):
    target = tmp_path / "new.tpm"
    head, warning = recover(damaged, target).lines()
    assert head == f"{2 * TASKS + 3:,} rows saved; nothing is missing"
    assert "merges with no earlier copy" in warning
    assert contents(target) == contents(damaged)
    with ProgramFile.open(target) as file:
        assert file.journal.records()[0].label == "Recover program.tpm"


def test_lost_pages_of_a_table_cost_only_their_rows(damaged):
    without_history(damaged)
    lose_pages(damaged, pages_of(damaged, "task")[5:7])
    target, recovery, found = recovered(damaged)
    saved = found["task"].kept
    assert TASKS - 100 < saved < TASKS
    assert found["task"].lost == TASKS - saved
    assert found["link"].lost == TASKS - 1 - found["link"].kept > 0
    assert f"Tasks: {saved:,} saved, {TASKS - saved} lost" in recovery.lines()[1]
    with ProgramFile.open(target) as file:
        assert {task.name for task in file.rows(Task)} < {f"Task {n}" for n in range(TASKS)}
        assert len(file.rows(Link)) == found["link"].kept


@pytest.mark.parametrize("lost", ["a leaf", "the root", "all of it"])
def test_the_history_gives_back_what_the_table_lost(damaged, lost):
    before = contents(damaged)
    pages = pages_of(damaged, "task")
    lose_pages(damaged, {"a leaf": pages[3:4], "the root": pages[:1], "all of it": pages}[lost])
    target, _, found = recovered(damaged)
    assert contents(target) == before
    assert found["task"].from_history > 0
    assert found["task"].lost == 0


def test_a_lost_beginning_of_the_file_is_replaced(damaged):
    before = contents(damaged)
    lose_pages(damaged, [1])
    target, _, _ = recovered(damaged)
    assert contents(target) == before


def test_of_half_a_file_half_is_saved(damaged):
    content, of_tasks = damaged.read_bytes(), pages_of(damaged, "task")
    damaged.write_bytes(content[: PAGE_SIZE * of_tasks[len(of_tasks) // 2]])
    _, _, found = recovered(damaged)
    assert found["task"].kept > TASKS / 3


def test_a_history_that_swells_is_not_read_without_end(damaged, tmp_path, monkeypatch):
    for _ in range(4):
        follow_up(damaged, "{}" + " " * 4_000_000)
    monkeypatch.setattr("tpm_desktop.file.recover.seconds_to_check", lambda _: 0.0)
    target = tmp_path / "new.tpm"
    head, unread, _ = recover(damaged, target).lines()
    assert head == f"{2 * TASKS + 3:,} rows saved; nothing is missing"
    assert "newer history was not read" in unread
    assert contents(target) == contents(damaged)


def test_tasks_of_a_lost_project_get_a_stand_in(damaged):
    without_history(damaged)
    lose_pages(damaged, pages_of(damaged, "project"))
    target, _, found = recovered(damaged)
    assert (found["task"].kept, found["project"].stand_ins) == (TASKS, 1)
    with ProgramFile.open(target) as file:
        assert [project.name for project in file.rows(Project)] == ["Lost component project"]


def test_the_lost_program_row_is_made_anew(damaged):
    without_history(damaged)
    lose_pages(damaged, pages_of(damaged, "program"))
    target, recovery, _ = recovered(damaged)
    assert "Programs: 1 saved, one of them a stand-in for a lost one" in " ".join(recovery.lines())
    with ProgramFile.open(target) as file:
        assert file.program.name == "program"


@pytest.mark.parametrize(
    ("statement", "counted"),
    [
        ("UPDATE task SET name = '' WHERE rowid < 4", ("task", "values", 3)),
        ("UPDATE task SET \"constraint\" = 'never' WHERE rowid = 1", ("task", "values", 1)),
        ("UPDATE task SET parent_id = 'nowhere' WHERE rowid = 1", ("task", "references", 1)),
        ("UPDATE task SET parent_id = id WHERE rowid = 1", ("task", "references", 1)),
        ("UPDATE task SET id = '' WHERE rowid = 1", ("link", "lost", 1)),
        ("UPDATE link SET successor_id = 'nowhere' WHERE rowid = 1", ("link", "lost", 1)),
        ("INSERT INTO program SELECT 'other', name || '2', {rest} FROM program", ("program", "lost", 1)),
        ("UPDATE resource SET name = ''; {codes}", ("project", "values", 1)),
        ("CREATE TRIGGER spy AFTER INSERT ON task BEGIN DELETE FROM risk; END", ("task", "lost", 0)),
        ("PRAGMA journal_mode = WAL", ("task", "lost", 0)),
    ],
)
def test_what_cannot_be_is_mended_and_counted(damaged, statement, counted):
    without_history(damaged)
    columns = [c.name for c in CATALOGUE[0].table.columns if c.name not in ("id", "name")]
    tamper(damaged, statement.format(rest=", ".join(f'"{name}"' for name in columns), codes=SAME_CODES))
    _, _, found = recovered(damaged)
    table, kind, number = counted
    assert getattr(found[table], kind) == number


def test_nothing_that_a_file_would_compute_is_read(damaged):
    """A stranger's view in the place of a table would never end, a computed column fill the memory."""
    rename = "UPDATE sqlite_schema SET sql = replace(sql, 'TABLE {0}', 'TABLE old_{0}') WHERE name = '{0}'; "
    endless = "WITH RECURSIVE r(id, title) AS (SELECT 1, 2 UNION ALL SELECT id, 2 FROM r) SELECT * FROM r"
    tamper(
        damaged,
        "PRAGMA writable_schema = ON; "
        + rename.format("risk")
        + f"INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, 'CREATE VIEW risk AS {endless}'); "
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE resource (id TEXT, name TEXT AS (hex(zeroblob(9))))'"
        " WHERE name = 'resource'",
    )
    target, _, found = recovered(damaged)
    assert (found["risk"].kept, found["risk"].unread, found["task"].kept) == (0, True, TASKS)
    with ProgramFile.open(target) as file:
        assert [resource.name for resource in file.rows(Resource)] == ["Ada"]  # as the history knows it


def test_nothing_is_written_where_nothing_can_be_saved(tmp_path, damaged):
    letter, target = tmp_path / "letter.tpm", tmp_path / "new.tpm"
    letter.write_bytes(b"Dear all,\n" * 5_000)
    with pytest.raises(ProgramFileError, match=r"nothing of letter\.tpm can be read"):
        recover(letter, target)
    with pytest.raises(ProgramFileError, match=r"missing\.tpm can't be used: no such file"):
        recover(tmp_path / "missing.tpm", target)
    with pytest.raises(ProgramFileError, match=r"can't be used: no such file"):
        recover(damaged, tmp_path / "nowhere" / "new.tpm")
    assert not target.exists()
    target.write_text("mine")
    with pytest.raises(ProgramFileError, match="exists already"):
        recover(damaged, target)
    assert target.read_text() == "mine"
