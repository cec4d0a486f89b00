"""Which names documents get, which of them are opened, and what can't be attached."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.attachments import attach, attachments_of, detach, read_document, rename
from tpm_desktop.gestures.document_kinds import kind_of, refuse_unsafe
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.attachments import LARGEST_DOCUMENT, Attachment
from tpm_desktop.model.document_names import LONGEST_DOCUMENT_NAME, document_name, next_document_name
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def program(tmp_path):
    with OpenProgram.create(tmp_path / "program.tpm") as opened:
        yield opened


@pytest.fixture
def risk(program):
    return add_row(program, "risk", {"title": "Racks come late"})


def written(tmp_path, name="Offer.pdf", content=b"%PDF-1.7"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Offer 2026.pdf", "Offer 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\evil.exe", "evil.exe"),
        (".bashrc", "bashrc"),
        ("offer\u202efdp.exe", "offerfdp.exe"),
        ("offer\x00.pdf\n.exe", "offer.pdf.exe"),
        ("evil.exe. . ", "evil.exe"),
        ('a<b>:"c"|?*.txt', "a_b___c____.txt"),
        ("Angebot für Gestelle, 2. Fassung.docx", "Angebot für Gestelle, 2. Fassung.docx"),
        ("...", "document"),
        ("", "document"),
        ("n" * 300 + ".pdf", "n" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned_of_what_misleads(said: str, name: str):
    assert document_name(said) == name


@given(st.text())
def test_a_cleaned_name_is_a_plain_short_file_name_and_stays_as_it_is(said: str):
    name = document_name(said)
    assert document_name(name) == name
    assert 0 < len(name.encode()) <= LONGEST_DOCUMENT_NAME
    assert not set(name) & set('/\\<>:"|?*\x00\n\u202e') and name[0] not in ". " and name[-1] not in ". "


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("Offer.pdf", "Offer (2).pdf"),
        ("Offer (2).pdf", "Offer (3).pdf"),
        ("Offer (of May).pdf", "Offer (of May) (2).pdf"),
        ("Minutes", "Minutes (2)"),
        ("(9).txt", "(9) (2).txt"),
        ("n" * 196 + ".pdf", "n" * 192 + " (2).pdf"),
    ],
)
def test_another_document_of_a_name_is_numbered(name: str, following: str):
    assert next_document_name(name) == following


@given(st.text())
def test_a_numbered_name_is_one_that_a_document_may_have(said: str):
    names = [document_name(said)]
    for _ in range(3):
        names.append(next_document_name(names[-1]))
    assert [document_name(name) for name in names] == names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "name", ["Offer.pdf", "Plan.XLSX", "Minutes.docx", "Rack.png", "Mail.msg", "notes.txt"]
)
def test_documents_of_known_kinds_are_opened(name: str):
    refuse_unsafe(name, b"whatever a document begins with")
    assert kind_of(name)


@pytest.mark.parametrize(
    "name",
    [
        "setup.exe",
        "run.sh",
        "run.bat",
        "x.desktop",
        "x.lnk",
        "page.html",
        "x.js",
        "x.jar",
        "x.docm",
        "x.app",
        "x",
    ],
)
def test_what_can_be_run_or_is_unknown_is_not_opened(name: str):
    with pytest.raises(EditError, match=r"not opened from here; use “Save as…” if you trust it"):
        refuse_unsafe(name, b"whatever")


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\nrm -rf ~", b"\xcf\xfa\xed\xfe",
        b"L\x00\x00\x00\x01\x14\x02\x00", b"# a note\n[Desktop Entry]\nExec=x",
        "[InternetShortcut]\n".encode("utf-16"),
    ],
)  # fmt: skip
def test_a_program_that_calls_itself_a_document_is_not_opened(content: bytes):
    with pytest.raises(EditError, match="is a program or a link"):
        refuse_unsafe("Invoice.pdf", content)


def test_files_are_attached_in_one_edit_with_author_and_note(program, risk, tmp_path):
    documents = [
        read_document(written(tmp_path), "from the buyer"),
        read_document(written(tmp_path, "b.txt")),
    ]
    attach(program, "risk", risk, documents)
    first, second = attachments_of(program.file, "risk", risk)
    assert (first.name, first.note, first.added_by) == (
        "Offer.pdf",
        "from the buyer",
        program.file.author.name,
    )
    assert second.name == "b.txt"
    (record,) = program.file.journal.records(1)
    assert record.label == "Attach 2 documents to risk R-1 “Racks come late”"
    detach(program, [first.id])
    assert program.file.journal.records(1)[0].label == "Remove “Offer.pdf” from risk R-1 “Racks come late”"


def test_a_new_name_keeps_the_ending_and_is_undone(program, risk, tmp_path):
    (attachment,) = attach(program, "risk", risk, [read_document(written(tmp_path))])
    rename(program, attachment, "Offer of May")
    assert program.file.row(Attachment, attachment).name == "Offer of May.pdf"
    with pytest.raises(EditError, match=r"can't be a file's name; 'x\.pdf' can"):
        rename(program, attachment, "../x.pdf")
    program.file.undo()
    assert program.file.row(Attachment, attachment).name == "Offer.pdf"


def test_one_name_stands_once_on_a_row(program, risk, tmp_path):
    attach(program, "risk", risk, [read_document(written(tmp_path))])
    with pytest.raises(EditError, match=r"called “OFFER\.PDF” is there already"):
        attach(program, "risk", risk, [read_document(written(tmp_path, "OFFER.PDF", b"other"))])


def test_what_is_no_document_says_why(tmp_path):
    too_large = written(tmp_path, "Large.zip", b"")
    with too_large.open("r+b") as file:
        file.truncate(LARGEST_DOCUMENT * 2)
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (too_large, "has 50 MB; a document may have 25 MB"),
        (written(tmp_path, "empty.txt", b""), "is empty"),
        (tmp_path, "is a folder; name"),
        (tmp_path / "pipe", "is a device, not a file"),
        (tmp_path / "nowhere.pdf", "does not exist"),
    ):
        with pytest.raises(EditError, match=said):
            read_document(path)
