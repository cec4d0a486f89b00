"""Cross-references hang on two rows: they go with either, are said once, and never lead to nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest

from tests.command_line import run
from tests.plan.copies import copy, edited, merged, proposed
from tests.plan.sent import made
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.recover import recover
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.records import add_row, remove_rows
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.gestures.touches import touch, touching, untouch
from tpm_desktop.model.touches import Touch
from tpm_desktop.plan import OpenProgram

__all__ = ["run"]


@pytest.fixture
def program(tmp_path) -> Iterator[OpenProgram]:
    with OpenProgram.create(tmp_path / "p.tpm") as program:
        with program.file.transaction("Begin") as edit:
            edit.add("risk", id="late", title="Racks come late")
            edit.add("issue", id="broken", title="A rack is broken")
        yield program


def test_a_tie_is_seen_from_both_rows_and_is_one_row_whoever_says_it(program):
    (tie,) = touch(program, "risk", ["late"], ("issue", "broken"), "same supplier")
    (seen,) = touching(program.file, "risk", ["late"])
    assert (seen.table, seen.row_id, seen.note) == ("issue", "broken", "same supplier")
    (back,) = touching(program.file, "issue", ["broken"])
    assert (back.touch_id, back.table, back.row_id) == (tie, "risk", "late")
    with pytest.raises(EditError, match="the two touch already"):
        touch(program, "issue", ["broken"], ("risk", "late"))
    untouch(program, [tie])
    assert touching(program.file, "risk", ["late"]) == []


@pytest.mark.parametrize(("table", "row_id"), [("risk", "late"), ("issue", "broken")])
def test_it_goes_with_either_row_which_is_told_and_comes_back(program, table, row_id):
    touch(program, "risk", ["late"], ("issue", "broken"))
    assert remove_rows(program, table, [row_id]) == "with 1 cross-reference"
    assert program.file.rows(Touch) == []
    program.file.undo()
    assert len(program.file.rows(Touch)) == 1
    program.close()
    assert verify(program.file.path).records


def test_removing_tells_what_hung_on_the_row(program):
    owner = add_row(program, "resource", {"name": "Buyer"})
    add_row(program, "risk", {"title": "No buyer", "owner_id": owner})
    assert remove_rows(program, "resource", [owner]) == "no longer named in 1 risk"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (("risk", "late"), "can’t touch itself"),
        (("spy", "x"), "can’t lead to “spy”"),
        (("comment", "x"), "can’t lead to “comment”"),
        (("issue", "nobody"), "needs a row to hang on"),
    ],
)
def test_it_leads_to_another_row_that_is_there(program, other, said):
    row = {"row_table": "risk", "row_id": "late", "other_table": other[0], "other_id": other[1]}
    with pytest.raises(EditError, match=said):
        add_row(program, "touch", row)
    assert program.file.rows(Touch) == []


@pytest.mark.parametrize("end", ["row", "other"])
def test_a_mailed_file_whose_tie_leads_to_nothing_is_not_opened_but_can_be_recovered(program, tmp_path, end):
    touch(program, "risk", ["late"], ("issue", "broken"))
    program.close()
    with contextlib.closing(sqlite3.connect(program.file.path)) as db, db:
        db.execute(f"UPDATE touch SET {end}_table = 'journal'")
    with pytest.raises(ProgramFileError, match="a cross-reference that refers to a missing row"):
        ProgramFile.open(program.file.path)
    recover(program.file.path, tmp_path / "whole.tpm")
    with OpenProgram.open(tmp_path / "whole.tpm") as whole:
        assert {one.row_table for one in whole.file.rows(Touch)} <= {"risk", "issue"}


def test_ties_of_two_copies_come_together_and_a_removed_row_asks(program):
    program.close()
    pair = {"row_table": "issue", "row_id": "broken", "other_table": "risk", "other_id": "late"}
    mine = edited(copy(program.file.path, "mine"), lambda edit: edit.add("touch", **pair, note="Mine"))
    gone = edited(copy(program.file.path, "gone"), lambda edit: edit.remove("issue", "broken"))
    assert len(proposed(mine, gone).open) == 1
    other = edited(copy(program.file.path, "other"), lambda edit: edit.add("risk", title="Another"))
    with OpenProgram.open(merged(mine, other, "both")) as both:
        assert [one.note for one in both.file.rows(Touch)] == ["Mine"]


def test_a_copy_of_one_project_tells_no_tie_to_what_stays_behind(tmp_path):
    with OpenProgram.open(made(tmp_path / "whole.tpm")) as program:
        touch(program, "task", ["order"], ("task", "build"), "Inside")
        touch(program, "task", ["order"], ("project", "ledger"), "Hush")
        send_copy(program, tmp_path / "sent.tpm", choose(["centre"], rates=True, history=False))
    with ProgramFile.open(tmp_path / "sent.tpm", read_only=True) as sent:
        assert [one.note for one in sent.rows(Touch)] == ["Inside"]


def test_the_command_ties_lists_and_unties_by_codes(run, program):
    program.close()
    path = str(program.file.path)
    run("add", path, "risk", "title=Load test fails")
    said = run("touches", path, "Load test fails", "--add", "late", "--note", "both in the hall")
    assert "Racks come late" in said.out and "both in the hall" in said.out
    (tie,) = run("touches", path, "late", "--json").json
    assert (tie["table"], tie["name"]) == ("risk", "R-2 “Load test fails”")
    assert [row["note"] for row in run("list", path, "touch", "--json").json] == ["both in the hall"]
    assert "does not touch" in run("touches", path, "late", "--remove", "broken").problem
    assert "no other row" in run("touches", path, "late", "--remove", "Load test fails").out
