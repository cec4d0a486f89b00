"""Rows may be read in the middle of an edit, which sees what it has written so far."""

from __future__ import annotations

import pytest

from tpm_desktop.model.program import Project


def test_an_edit_may_read_what_it_has_written(program):
    with program.transaction("Add and rename") as edit:
        edit.add("project", name="Cabling")
        (cabling,) = program.rows(Project)
        edit.set("project", cabling.id, name="Copper cabling")
        assert [project.name for project in program.rows(Project)] == ["Copper cabling"]
    assert [project.name for project in program.rows(Project)] == ["Copper cabling"]
    assert program.journal.records()[0].label == "Add and rename"


def test_an_edit_that_read_rows_is_still_taken_back_when_it_fails(program):
    def fail() -> None:
        with program.transaction("Fail") as edit:
            edit.add("project", name="Cabling")
            program.rows(Project)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert program.rows(Project) == []
