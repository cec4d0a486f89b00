"""How the sample program's file comes about: step by step, the same each time, whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter

import numpy as np
import pytest

from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.file.journal import RecordKind
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.program import Project
from tpm_desktop.plan import OpenProgram
from tpm_desktop.samples import create_demo
from tpm_desktop.samples import demo as making


def contents(program: OpenProgram) -> dict[str, object]:
    return {entry.name: program.file.columns(entry.name, ["id", *entry.fields]) for entry in CATALOGUE}


def test_the_history_tells_what_was_done(demo):
    labels = [record.label for record in demo.file.journal.records()]
    assert len(labels) >= 30
    assert len(set(labels)) == len(labels)
    assert labels[-1] == "Create program"
    assert {
        "Define governance",
        "Plan Order-to-Cash System",
        "Take baseline “Approved plan”",
        "Record progress to 30 October 2026",
        "Record actuals for October 2026",
    } < set(labels)


def test_all_of_it_undone_and_redone_gives_the_same(sample_file, tmp_path):
    shutil.copy(sample_file, tmp_path / "demo.tpm")
    with OpenProgram.open(tmp_path / "demo.tpm") as program:
        before = contents(program)
        while program.file.undo():
            pass
        assert not program.file.rows(Project)
        while program.file.redo():
            pass
        assert contents(program) == before
        kinds = Counter(record.kind for record in program.file.journal.records())
        assert kinds[RecordKind.UNDO] == kinds[RecordKind.REDO] == kinds[RecordKind.EDIT] - 1


def test_two_of_them_hold_the_same_plan(demo, tmp_path):
    create_demo(tmp_path / "second.tpm")
    with OpenProgram.open(tmp_path / "second.tpm") as second:
        assert second.plan.state.names == demo.state.names
        assert np.array_equal(second.plan.state.schedule.finish, demo.state.schedule.finish)


def test_a_file_that_exists_is_left_alone(tmp_path):
    path = tmp_path / "mine.tpm"
    path.write_text("mine")
    with pytest.raises(ProgramFileError, match="exists already"):
        create_demo(path)
    assert path.read_text() == "mine"


def test_nothing_is_left_of_one_that_fails_halfway(tmp_path, monkeypatch):
    def fails(*_: object) -> None:
        raise ProgramFileError("the disk is full")

    monkeypatch.setattr(making, "record_progress", fails)
    with pytest.raises(ProgramFileError, match="the disk is full"):
        create_demo(tmp_path / "half.tpm")
    assert not list(tmp_path.iterdir())
