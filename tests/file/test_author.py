"""Who stands in the journal: told once on a computer, or said by the environment."""

from __future__ import annotations

import getpass

import pytest

from tpm_desktop.file import author
from tpm_desktop.file.author import Author
from tpm_desktop.file.errors import TargetError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.check import LONGEST_LINE


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A computer on which nobody was asked yet."""
    monkeypatch.setenv("TPM_DATA", str(tmp_path / "data"))
    for name in ("TPM_AUTHOR", "TPM_ROLE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


def test_before_anybody_was_asked_the_login_stands_for_the_person():
    assert not author.is_known()
    assert (Author.here().name, Author.here().role) == (getpass.getuser(), "")


def test_what_was_told_once_holds_from_then_on():
    author.keep("  Site\nlead ", "Programme office")
    assert author.is_known()
    assert (Author.here().name, Author.here().role) == ("Site lead", "Programme office")


def test_an_empty_name_is_the_login_and_is_not_asked_for_again():
    author.keep("", "")
    assert author.is_known()
    assert Author.here().name == getpass.getuser()


def test_the_environment_names_another_person_who_has_no_role_of_the_first(monkeypatch):
    author.keep("Site lead", "Programme office")
    monkeypatch.setenv("TPM_AUTHOR", "Auditor")
    assert (Author.here().name, Author.here().role) == ("Auditor", "")
    monkeypatch.setenv("TPM_ROLE", "Internal audit")
    assert Author.here().role == "Internal audit"


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"name": "x"}', b'"text"', b"null"])
def test_a_damaged_note_counts_as_not_asked(own_folder, content):
    own_folder.mkdir()
    (own_folder / "person.json").write_bytes(content)
    assert not author.is_known()
    assert Author.here().name == getpass.getuser()


def test_a_folder_that_can_not_be_written_is_said(own_folder):
    own_folder.write_text("in the way")
    with pytest.raises(TargetError, match="your name can't be kept in"):
        author.keep("Site lead", "")


def test_an_absurd_name_still_leaves_a_file_that_opens(tmp_path, monkeypatch):
    monkeypatch.setenv("TPM_AUTHOR", "x" * 5_000)
    ProgramFile.create(tmp_path / "long.tpm").close()
    with ProgramFile.open(tmp_path / "long.tpm") as file:
        assert file.journal.records()[0].author == "x" * LONGEST_LINE


def test_what_no_one_can_see_never_stands_in_the_journal(monkeypatch, tmp_path):
    monkeypatch.setenv("TPM_AUTHOR", "Site\udcff\x1b[31m lead")
    with ProgramFile.create(tmp_path / "program.tpm") as file:
        with file.transaction("Merge b\udcff.tpm\n" + "x" * 5_000) as edit:
            edit.add("risk", title="Late racks")
        assert file.journal.records()[0].label == ("Merge b.tpm " + "x" * 5_000)[:LONGEST_LINE]
    with ProgramFile.open(tmp_path / "program.tpm") as file:
        assert file.journal.records()[0].author == "Site[31m lead"


def test_name_role_and_device_stand_in_every_record(tmp_path):
    author.keep("Site lead", "Programme office")
    with ProgramFile.create(tmp_path / "program.tpm") as file:
        record = file.journal.records()[0]
    assert record.who == "Site lead, Programme office"
    assert record.device == Author.here().device
