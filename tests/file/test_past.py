"""The program as it was after any of its records: whole, for reading only, and a sound file when saved."""

from __future__ import annotations

import pytest

from tests.file.test_transactions import contents
from tpm_desktop.file.errors import ProgramFileError, ReadOnlyError
from tpm_desktop.file.past import PastFile
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.take_back import obstacle, take_back
from tpm_desktop.file.verify import verify
from tpm_desktop.gestures.attachments import attach, attachments_of, content_of, detach, read_document
from tpm_desktop.gestures.outline import insert_project
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def moments(program):
    """Edits, undo, redo and one older edit taken back alone; the rows after each record, by its id."""
    found = {program.journal.head(): contents(program)}

    def note():
        found[program.journal.head()] = contents(program)

    for step in range(5):
        with program.transaction(f"Step {step}") as edit:
            project = edit.add("project", name=f"Project {step}")
            edit.add_all("task", [{"project_id": project, "name": f"Task {n}"} for n in range(3)])
        note()
    older = program.journal.records()[2].id
    for step in (program.undo, program.undo, program.redo, lambda: take_back(program, older)):
        step()
        note()
    with program.transaction("Rename") as edit:
        edit.set("program", program.program.id, name="Renamed")
    note()
    return found


def test_the_rows_are_those_after_every_record(program, moments):
    for record_id, then in moments.items():
        past = PastFile(program, record_id)
        assert contents(past) == then
        assert past.journal.head() == record_id
        past.close()


def test_the_plan_is_computed_from_the_rows_of_then(program, moments):
    sizes = []
    for record_id in moments:
        with OpenProgram(PastFile(program, record_id)) as past:
            sizes.append(len(past.plan.state.outline))
    assert sizes == [0, 4, 8, 12, 16, 20, 16, 12, 16, 12, 12]


def test_nothing_can_be_changed_in_it_nor_does_it_change_the_file(program, moments):
    head, rows = program.journal.head(), contents(program)
    with PastFile(program, next(iter(moments))) as past:
        with pytest.raises(ReadOnlyError), past.transaction("Edit") as edit:
            edit.add("project", name="New")
        with pytest.raises(ReadOnlyError):
            past.undo()
    assert (program.journal.head(), contents(program)) == (head, rows)


def test_a_copy_saved_of_it_is_a_sound_file_that_can_be_edited(program, moments, tmp_path):
    record_id = list(moments)[3]
    with PastFile(program, record_id) as past:
        past.save_copy(tmp_path / "then.tpm")
    verify(tmp_path / "then.tpm")
    with ProgramFile.open(tmp_path / "then.tpm") as copy:
        assert contents(copy) == moments[record_id]
        assert copy.undo().label == "Step 2"


def test_a_record_that_is_none_is_a_key_error(program):
    with pytest.raises(KeyError):
        PastFile(program, "0" * 64)


def test_a_history_that_writes_what_can_not_be_is_refused(program, monkeypatch):
    """A forged record that is applied backwards would leave a program without its calendar."""
    with program.transaction("Plan") as edit:
        edit.add("project", name="Data centre")
    first = program.journal.records()[1].id
    made = program.journal.changes(program.journal.head())
    (project,) = made.of("project").values()
    project.new["name"] = None
    forged = type(made)({"calendar": dict(made.of("project"))})
    monkeypatch.setattr("tpm_desktop.file.journal.Journal.net", lambda *_: forged.inverse())
    with pytest.raises(ProgramFileError):
        PastFile(program, first)


def test_why_an_edit_can_not_be_undone_alone_is_said_without_ids_for_the_window(program):
    with program.transaction("Add risk") as edit:
        risk = edit.add("risk", title="Late")
    added = program.journal.head()
    with program.transaction("Rename risk") as edit:
        edit.set("risk", risk, title="Later")
    renamed = program.journal.head()
    assert obstacle(program, renamed) == ""
    assert f"“Rename risk” ({renamed[:12]}) builds on it" in obstacle(program, added)
    assert "“Rename risk” builds on it" in obstacle(program, added, ids=False)


def test_documents_are_there_while_they_were_and_a_copy_of_then_proves_itself(program, tmp_path):
    document = tmp_path / "offer.txt"
    document.write_text("An offer")
    program.close()
    with OpenProgram.open(program.path) as opened:
        project = insert_project(opened, "Data centre")
        before = opened.file.journal.head()
        (attached,) = attach(opened, "project", project, [read_document(document)])
        then = opened.file.journal.head()
        detach(opened, [attached])
        with PastFile(opened.file, then) as past:
            assert content_of(past, attached) == b"An offer"
            past.save_copy(tmp_path / "then.tpm")
        with PastFile(opened.file, before) as past:
            assert attachments_of(past, "project", project) == []
            past.save_copy(tmp_path / "before.tpm")
    for name in ("then.tpm", "before.tpm"):
        verify(tmp_path / name)
