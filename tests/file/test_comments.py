"""Comments hang on a row of any table: they go with it, come back with it, and never hang on nothing."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.verify import verify
from tpm_desktop.model.comments import Comment


@pytest.fixture
def risk(program: ProgramFile) -> str:
    with program.transaction("Add risk") as edit:
        return edit.add("risk", title="Racks come late")


def say(file: ProgramFile, table: str, row_id: str, text: str = "Is it agreed?") -> str:
    with file.transaction("Comment") as edit:
        return edit.add("comment", text=text, row_table=table, row_id=row_id, written_by="Ada")


def test_a_removed_row_takes_its_comments_along_and_undo_brings_them_back(program, risk):
    said = say(program, "risk", risk)
    with program.transaction("Remove risk") as edit:
        edit.remove("risk", risk)
    assert program.rows(Comment) == []
    program.undo()
    assert [one.id for one in program.rows(Comment)] == [said]
    program.close()
    assert verify(program.path).records


@pytest.mark.parametrize(
    ("table", "row"), [("risk", "nobody"), ("issue", ""), ("spy", ""), ("comment", ""), ("attachment", "")]
)
def test_a_comment_needs_a_row_to_hang_on(program, risk, table, row):
    with pytest.raises(EditError, match="a comment needs a row to hang on"):
        say(program, table, row or risk)
    assert program.rows(Comment) == []


@pytest.mark.parametrize(
    "change", ["row_id = 'nobody'", "row_table = 'journal'", "row_table = 'comment', row_id = id"]
)
def test_a_mailed_file_whose_comment_hangs_on_nothing_is_not_opened(program, risk, change):
    say(program, "risk", risk)
    program.close()
    with contextlib.closing(sqlite3.connect(program.path)) as db, db:
        db.execute(f"UPDATE comment SET {change}")
    with pytest.raises(ProgramFileError, match="a comment that refers to a missing row"):
        ProgramFile.open(program.path)
