"""Documents on rows: their bytes are kept once, outside the journal, and rows come and go without them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.file.damage import lose_pages, pages_of, tamper
from tpm_desktop.file import contents
from tpm_desktop.file.author import Author
from tpm_desktop.file.contents import hash_of
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.excerpt import Chosen
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.recover import recover
from tpm_desktop.file.sending import send
from tpm_desktop.file.take_back import take_back
from tpm_desktop.file.verify import verify
from tpm_desktop.model.attachments import LARGEST_DOCUMENT, Attachment
from tpm_desktop.model.registers import Risk

OFFER = b"%PDF-1.7 the offer for racks " * 2_000  # over several pages
SECRET = b"nobody but us may read the margin " * 2_000


@pytest.fixture
def risk(program: ProgramFile) -> str:
    with program.transaction("Add risk") as edit:
        return edit.add("risk", title="Racks come late")


def attach(file: ProgramFile, risk: str, name: str = "Offer.pdf", content: bytes = OFFER) -> str:
    with file.transaction(f"Attach {name}") as edit:
        return edit.attach("risk", risk, name, content, by="Program manager")


def hashes(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return sorted(row[0] for row in db.execute("SELECT sha256 FROM content"))


def test_a_document_comes_back_as_it_was_after_closing(program: ProgramFile, risk: str):
    attach(program, risk)
    program.close()
    with ProgramFile.open(program.path) as file:
        (found,) = file.rows(Attachment)
        assert (found.name, found.row_table, found.row_id, found.size) == (
            "Offer.pdf",
            "risk",
            risk,
            len(OFFER),
        )
        assert found.added_by == "Program manager"
        assert file.content(found.content) == OFFER
    assert verify(program.path).documents == 1


def test_the_same_content_is_stored_once_and_never_in_the_journal(program: ProgramFile, risk: str):
    attach(program, risk)
    before = program.path.stat().st_size
    attach(program, risk, "The same offer.pdf")
    assert hashes(program.path) == [hash_of(OFFER)]
    assert program.path.stat().st_size - before < len(OFFER) // 2
    stored = [record.text for record in program.journal.all_stored()]
    assert all(len(text) < 2_000 for text in stored)


def test_a_removed_row_takes_its_documents_along_and_undo_brings_them_back(program: ProgramFile, risk: str):
    attach(program, risk)
    with program.transaction("Remove risk") as edit:
        edit.remove("risk", risk)
    assert program.rows(Attachment) == []
    assert len(program.journal.changes(program.journal.head()).of("attachment")) == 1
    program.undo()
    (found,) = program.rows(Attachment)
    assert program.content(found.content) == OFFER
    program.redo()
    assert program.rows(Attachment) == []
    verify(program.path)


def test_a_removed_project_takes_the_documents_of_its_tasks_along(program: ProgramFile):
    with program.transaction("Plan") as edit:
        project = edit.add("project", name="Data centre")
        task = edit.add("task", project_id=project, name="Order racks")
        edit.attach("task", task, "Offer.pdf", OFFER, by="Program manager")
    with program.transaction("Remove project") as edit:
        edit.remove("project", project)
    assert program.rows(Attachment) == []


def test_a_removed_document_comes_back_by_undo(program: ProgramFile, risk: str):
    attachment = attach(program, risk)
    with program.transaction("Remove document") as edit:
        edit.remove("attachment", attachment)
    program.undo()
    assert program.content(program.rows(Attachment)[0].content) == OFFER


def _attach_and_break(edit: Edit, risk: str) -> None:
    edit.attach("risk", risk, "Secret.txt", SECRET, by="Program manager")
    edit.set("risk", "nobody", title="x")


def test_what_is_attached_and_taken_off_in_one_edit_leaves_no_bytes(program: ProgramFile, risk: str):
    with program.transaction("Nothing") as edit:
        edit.remove("attachment", edit.attach("risk", risk, "Secret.txt", SECRET, by="Program manager"))
    with pytest.raises(EditError, match="no risk with that id"), program.transaction("Broken") as edit:
        _attach_and_break(edit, risk)
    assert hashes(program.path) == []


def test_a_document_needs_a_row_and_its_content(program: ProgramFile, risk: str):
    for table, row_id in (("risk", "nobody"), ("issue", risk), ("spy", risk), ("attachment", risk)):
        with pytest.raises(EditError, match="needs a row"), program.transaction("Attach") as edit:
            edit.attach(table, row_id, "Offer.pdf", OFFER, by="Program manager")
    row = {"name": "Offer.pdf", "row_table": "risk", "row_id": risk, "size": len(OFFER)}
    with pytest.raises(EditError, match="content of this document"), program.transaction("Attach") as edit:
        edit.add("attachment", **row, content=hash_of(OFFER))
    assert program.rows(Attachment) == [] and hashes(program.path) == []


def test_a_document_stays_what_it_is_where_it_is(program: ProgramFile, risk: str):
    attachment = attach(program, risk)
    for field, value in (("row_id", "other"), ("content", hash_of(SECRET)), ("size", 3), ("added_by", "x")):
        with pytest.raises(EditError, match="stays as it was given"), program.transaction("Set") as edit:
            edit.set("attachment", attachment, **{field: value})


def test_a_document_that_is_too_large_is_refused(program: ProgramFile, risk: str):
    attach(program, risk, "Large.zip", bytes(LARGEST_DOCUMENT))
    with pytest.raises(EditError, match="at most 26214400"):
        attach(program, risk, "Larger.zip", bytes(LARGEST_DOCUMENT + 1))
    assert hashes(program.path) == [hash_of(bytes(LARGEST_DOCUMENT))]


def test_all_documents_together_have_a_limit(program: ProgramFile, risk: str, monkeypatch):
    monkeypatch.setattr(contents, "ALL_DOCUMENTS", len(OFFER) + 10)
    attach(program, risk)
    with pytest.raises(EditError, match="all documents of a program together"):
        attach(program, risk, "Secret.txt", SECRET)
    assert hashes(program.path) == [hash_of(OFFER)]
    monkeypatch.setattr(contents, "ALL_DOCUMENTS", len(OFFER) - 1)
    program.close()
    with pytest.raises(ProgramFileError, match="MB of documents"):
        ProgramFile.open(program.path)


def test_a_risk_with_a_later_document_can_t_be_undone_alone(program: ProgramFile, risk: str):
    added = program.journal.head()
    attach(program, risk)
    with pytest.raises(EditError, match=r"can't be undone alone: “Attach Offer\.pdf”"):
        take_back(program, added)


def test_the_removal_of_a_document_can_be_undone_alone_unless_its_row_is_gone(
    program: ProgramFile, risk: str
):
    attachment = attach(program, risk)
    with program.transaction("Remove document") as edit:
        edit.remove("attachment", attachment)
    removal = program.journal.head()
    with program.transaction("Rename") as edit:
        edit.set("risk", risk, title="Racks come very late")
    take_back(program, removal)
    assert [one.id for one in program.rows(Attachment)] == [attachment]
    with program.transaction("Remove document") as edit:
        edit.remove("attachment", attachment)
    removal = program.journal.head()
    with program.transaction("Remove risk") as edit:
        edit.remove("risk", risk)
    with pytest.raises(EditError, match="can't be undone alone: “Remove risk”"):
        take_back(program, removal)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ("DELETE FROM content", "an attachment that refers to a missing content"),
        ("UPDATE attachment SET size = 3", "an attachment that refers to a missing content"),
        ("UPDATE attachment SET row_id = 'nobody'", "an attachment that refers to a missing row"),
        ("UPDATE attachment SET row_table = 'journal'", "an attachment that refers to a missing row"),
        ("UPDATE attachment SET row_table = 'attachment', row_id = id", "refers to a missing row"),
        ("UPDATE attachment SET name = '../../.bashrc'", "whose name can't be"),
        ("UPDATE attachment SET name = 'offer' || char(8238) || 'fdp.exe'", "whose name can't be"),
        ("INSERT INTO content VALUES ('../../x', x'00')", "content that can't be"),
        (
            f"INSERT INTO content VALUES ('{'a' * 64}', zeroblob({LARGEST_DOCUMENT + 1}))",
            "content that can't be",
        ),
    ],
)
def test_a_mailed_file_whose_documents_are_not_right_is_refused(
    program: ProgramFile, risk: str, statements: str, said: str
):
    attach(program, risk)
    program.close()
    tamper(program.path, statements)
    with pytest.raises(ProgramFileError, match=said):
        ProgramFile.open(program.path)


def test_a_flipped_byte_is_found_before_a_document_is_read_and_by_verify(program: ProgramFile, risk: str):
    attach(program, risk)
    program.close()
    raw = program.path.read_bytes()
    at = raw.index(OFFER[100:1_000]) + 50
    program.path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
    with (
        ProgramFile.open(program.path) as file,
        pytest.raises(ProgramFileError, match="this document is damaged"),
    ):
        file.content(hash_of(OFFER))
    with pytest.raises(ProgramFileError, match="this document is damaged"):
        verify(program.path)


def test_verify_names_bytes_that_nobody_knows(program: ProgramFile, risk: str):
    attach(program, risk)
    program.close()
    tamper(program.path, f"INSERT INTO content VALUES ('{hash_of(b'spy')}', CAST('spy' AS BLOB))")
    with pytest.raises(ProgramFileError, match="neither a row nor the history knows"):
        verify(program.path)


def test_a_copy_without_history_holds_no_byte_of_a_removed_document(program: ProgramFile, risk: str):
    attach(program, risk)
    secret = attach(program, risk, "Margin.txt", SECRET)
    with program.transaction("Remove document") as edit:
        edit.remove("attachment", secret)
    target = program.path.with_name("mailed.tpm")
    send(program, target, Chosen(history=False), {})
    assert SECRET[:200] in program.path.read_bytes()
    assert SECRET[:30] not in target.read_bytes() and b"Margin" not in target.read_bytes()
    with ProgramFile.open(target) as copy:
        assert copy.content(hash_of(OFFER)) == OFFER
        assert copy.content(hash_of(SECRET)) is None
    assert verify(target).documents == 1


def test_a_copy_without_documents_holds_none(program: ProgramFile, risk: str):
    attach(program, risk)
    target = program.path.with_name("mailed.tpm")
    send(program, target, Chosen(documents=False), {})
    assert OFFER[:30] not in target.read_bytes() and b"Offer.pdf" not in target.read_bytes()
    assert verify(target).documents == 0


def test_a_whole_copy_and_a_backup_hold_the_documents(program: ProgramFile, risk: str):
    attach(program, risk)
    program.save_copy(target := program.path.with_name("copy.tpm"))
    with ProgramFile.open(target) as copy:
        assert copy.content(hash_of(OFFER)) == OFFER


def test_recover_saves_the_documents_that_are_whole(program: ProgramFile, risk: str):
    attach(program, risk)
    attach(program, risk, "Margin.txt", SECRET)
    program.close()
    raw = program.path.read_bytes()
    at = raw.index(SECRET[100:1_000]) + 50
    program.path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
    lose_pages(program.path, pages_of(program.path, "journal"))
    target = program.path.with_name("new.tpm")
    lost = {
        found.table: found.lost
        for found in recover(program.path, target, author=Author("Ada", "desk")).tables
    }
    assert lost["attachment"] == 1 and lost["risk"] == 0
    with ProgramFile.open(target) as file:
        assert [one.name for one in file.rows(Attachment)] == ["Offer.pdf"]
        assert file.content(hash_of(OFFER)) == OFFER
    verify(target)


def test_a_document_outlives_its_row_on_a_stand_in_when_that_is_lost(program: ProgramFile, risk: str):
    attach(program, risk)
    program.close()
    for name in ("risk", "journal"):
        lose_pages(program.path, pages_of(program.path, name))
    target = program.path.with_name("new.tpm")
    recover(program.path, target)
    with ProgramFile.open(target) as file:
        (kept,), (stand_in,) = file.rows(Attachment), file.rows(Risk)
        assert (kept.row_id, stand_in.title) == (stand_in.id, "Lost risk")
        assert file.content(kept.content) == OFFER
