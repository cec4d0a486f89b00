"""Documents of two copies come together: the same content once, and a row's documents with the row."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.plan.copies import copy, edited, merged, proposed, rows
from tpm_desktop.file import contents
from tpm_desktop.file.compare import differences
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.file.contents import hash_of
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows, between
from tpm_desktop.file.take_back import take_back
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.model.attachments import Attachment
from tpm_desktop.plan import OpenProgram

OFFER, DRAWING = b"%PDF-1.7 offer" * 999, b"\x89PNG drawing" * 999


@pytest.fixture
def start(tmp_path: Path) -> Path:
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Risk") as edit,
    ):
        edit.add("risk", id="late", title="Racks come late")
    return path


def attach(name: str = "Offer.pdf", content: bytes = OFFER):
    return lambda edit: edit.attach("risk", "late", name, content, by="Somebody")


def names(path: Path) -> list[str]:
    with ProgramFile.open(path, read_only=True) as file:
        for one in file.rows(Attachment):
            assert file.content(one.content) is not None
        return sorted(one.name for one in file.rows(Attachment))


def stored(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT count(*) FROM content").fetchone()[0]


def test_the_same_document_attached_by_both_is_there_once(start):
    mine = edited(copy(start, "mine"), attach())
    theirs = edited(copy(start, "theirs"), attach(), attach("Drawing.png", DRAWING))
    both = merged(mine, theirs, "both")
    assert names(both) == ["Drawing.png", "Offer.pdf"]
    assert stored(both) == 2
    verify(both)
    assert rows(merged(theirs, mine, "turned"))["attachment"] == rows(both)["attachment"]


def named(path: Path) -> dict[str, bytes]:
    with ProgramFile.open(path, read_only=True) as file:
        return {one.name: file.content(one.content) for one in file.rows(Attachment)}


def test_of_two_documents_of_one_name_the_later_one_gets_another_whoever_merges(start):
    mine = edited(copy(start, "mine"), attach())
    theirs = edited(copy(start, "theirs"), attach("offer.pdf", DRAWING))
    renamed = [proposed(*pair).renamed for pair in ((mine, theirs), (theirs, mine))]
    assert renamed[0] == renamed[1]
    assert [(one.old, one.new) for one in renamed[0]] == [("offer.pdf", "offer (2).pdf")]
    both = merged(mine, theirs, "both")
    assert named(both) == {"Offer.pdf": OFFER, "offer (2).pdf": DRAWING}
    assert rows(merged(theirs, mine, "turned")) == rows(both)
    assert not proposed(both, theirs).renamed
    assert not proposed(both, theirs).changes
    with OpenProgram.open(both) as program:
        program.file.undo()
    assert rows(both) == rows(mine)
    verify(both)


def test_a_document_that_takes_the_place_of_one_that_was_removed_keeps_its_name(start):
    edited(start, attach())
    first = row_ids(start)

    def replace(edit):
        edit.remove("attachment", first)
        attach("Offer.pdf", DRAWING)(edit)

    mine = edited(copy(start, "mine"), replace)
    theirs = edited(copy(start, "theirs"), attach("Plan.png", DRAWING))
    for pair in ((mine, theirs), (theirs, mine)):
        assert proposed(*pair).renamed == ()
    assert named(merged(mine, theirs, "both")) == {"Offer.pdf": DRAWING, "Plan.png": DRAWING}


def test_what_three_copies_attached_under_one_name_has_a_name_each_and_the_same_content_one(start):
    contents_of = {"one": OFFER, "two": DRAWING, "three": OFFER}
    one, two, three = (edited(copy(start, i), attach("o.pdf", c)) for i, c in contents_of.items())
    first = rows(merged(merged(one, two, "a"), three, "b"))
    assert [row[1] for row in sorted(first["attachment"])] == ["o.pdf", "o (2).pdf"]
    assert rows(merged(merged(two, three, "c"), one, "d")) == first
    assert rows(merged(three, merged(two, one, "e"), "f")) == first


def test_a_document_of_a_copy_without_documents_stands_beside_the_originals(start):
    edited(start, attach())
    sent = start.with_name("sent.tpm")
    with OpenProgram.open(start) as program:
        send_copy(program, sent, choose([], rates=True, history=False, documents=False))
    edited(sent, attach("Offer.pdf", DRAWING))
    assert named(merged(start, sent, "back")) == {"Offer.pdf": OFFER, "Offer (2).pdf": DRAWING}


def row_ids(path: Path) -> list[str]:
    with ProgramFile.open(path, read_only=True) as file:
        return [one.id for one in file.rows(Attachment)]


def test_a_copy_that_is_only_behind_takes_the_documents_over_and_undo_gives_the_rows_from_before(start):
    mine, theirs = copy(start, "mine"), edited(copy(start, "theirs"), attach())
    both = merged(mine, theirs, "both")
    assert names(both) == ["Offer.pdf"]
    verify(both)
    with OpenProgram.open(both) as program:
        program.file.undo()
    assert rows(both) == rows(start)
    with OpenProgram.open(both) as program:
        program.file.redo()
    assert names(both) == ["Offer.pdf"]


def test_a_document_that_the_other_copy_removed_again_can_still_be_brought_back(start):
    theirs = edited(copy(start, "theirs"), attach())
    with OpenProgram.open(theirs) as program:
        with program.file.transaction("Remove offer") as edit:
            edit.remove("attachment", program.file.rows(Attachment)[0].id)
        removal = program.file.journal.head()
    mine = edited(copy(start, "mine"), lambda edit: edit.set("risk", "late", title="Racks come very late"))
    both = merged(mine, theirs, "both")
    assert names(both) == []
    verify(both)
    with OpenProgram.open(both) as program:
        take_back(program.file, removal)
    assert names(both) == ["Offer.pdf"]


@pytest.mark.parametrize("side", Side)
def test_a_document_on_a_row_that_the_other_copy_removed_is_a_conflict(start, side):
    mine = edited(copy(start, "mine"), lambda edit: edit.remove("risk", "late"))
    theirs = edited(copy(start, "theirs"), attach())
    (disputed,) = proposed(mine, theirs).open
    assert (disputed.conflict.kind, disputed.conflict.row_id) == (ConflictKind.REMOVED, "late")
    both = merged(mine, theirs, "both", side)
    assert names(both) == ([] if side is Side.MINE else ["Offer.pdf"])
    verify(both)


def test_a_row_that_comes_back_brings_its_documents(start):
    edited(start, attach())
    mine = edited(copy(start, "mine"), lambda edit: edit.remove("risk", "late"))
    theirs = edited(
        copy(start, "theirs"), lambda edit: edit.set("risk", "late", title="Racks come very late")
    )
    assert names(merged(mine, theirs, "both", Side.THEIRS)) == ["Offer.pdf"]
    assert names(merged(mine, theirs, "gone", Side.MINE)) == []


def test_a_merge_that_would_be_too_large_changes_nothing(start, monkeypatch):
    mine = edited(copy(start, "mine"), attach())
    theirs = edited(copy(start, "theirs"), attach("Drawing.png", DRAWING))
    monkeypatch.setattr(contents, "ALL_DOCUMENTS", len(OFFER) + len(DRAWING) - 1)
    with pytest.raises(EditError, match="all documents of a program together"):
        merged(mine, theirs, "both")
    assert names(mine.with_name("both.tpm")) == ["Offer.pdf"]


def test_a_damaged_document_of_the_other_copy_is_not_taken_over(start):
    mine, theirs = copy(start, "mine"), edited(copy(start, "theirs"), attach())
    with contextlib.closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE content SET bytes = zeroblob(length(bytes))")
    with pytest.raises(ProgramFileError, match="this document is damaged"):
        merged(mine, theirs, "both")
    assert names(mine) == [] and stored(mine.with_name("both.tpm")) == 0


def test_comparing_names_the_documents_that_came_and_went(start):
    theirs = edited(copy(start, "theirs"), attach())
    with ProgramFile.open(start) as one, ProgramFile.open(theirs) as other:
        before, after = Rows.of(one), Rows.of(other)
        (found,) = differences(between(before, after), before, after)
    assert (found.table, found.name, found.how) == (
            "attachment", "Offer.pdf · R-1 Racks come late", "added",
        )  # fmt: skip
    assert {f.field: f.new for f in found.fields}["content"] == hash_of(OFFER)


def test_a_copy_of_a_project_has_its_documents_and_brings_new_ones_back(start):
    with OpenProgram.open(start) as program:
        with program.file.transaction("Plan") as edit:
            edit.add_all(
                "project", [{"id": "centre", "name": "Data centre"}, {"id": "ledger", "name": "Ledger"}]
            )
            edit.add("task", id="order", project_id="centre", name="Order racks")
            edit.add("task", id="post", project_id="ledger", name="Post")
            edit.attach("task", "order", "Offer.pdf", OFFER, by="Somebody")
            edit.attach("task", "post", "Drawing.png", DRAWING, by="Somebody")
        sent = start.with_name("sent.tpm")
        send_copy(program, sent, choose(["centre"], rates=True, history=False))
    assert names(sent) == ["Offer.pdf"] and stored(sent) == 1
    assert DRAWING[:40] not in sent.read_bytes()
    edited(sent, lambda edit: edit.attach("task", "order", "Order.pdf", b"%PDF-1.7 order", by="Receiver"))
    back = merged(start, sent, "back")
    assert names(back) == ["Drawing.png", "Offer.pdf", "Order.pdf"]
    verify(back)


def test_a_copy_without_documents_takes_none_away_when_it_comes_back(start):
    edited(start, attach())
    with OpenProgram.open(start) as program:
        sent = start.with_name("sent.tpm")
        send_copy(program, sent, choose([], rates=True, history=True, documents=False))
    assert names(sent) == []
    edited(sent, lambda edit: edit.set("risk", "late", title="Racks come very late"))
    back = merged(start, sent, "back")
    assert names(back) == ["Offer.pdf"]
    verify(back)
