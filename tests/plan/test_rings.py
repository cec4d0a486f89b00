"""A file that holds a ring opens all the same; a further ring is refused, and the first can be mended."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.gestures import links, outline
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.rings import ring_sentences


@pytest.fixture
def tied(tmp_path: Path) -> Path:
    """A plan with a ring of two, as no edit could make it; Apart is not in it, Behind waits for it."""
    path = tmp_path / "tied.tpm"
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program:
        project = outline.insert_project(program, "Data centre")
        ids = {
            name: outline.insert_task(program, parent=project, name=name)
            for name in ("A", "B", "Behind", "Apart", "After")
        }
        links.link(program, ids["A"], ids["B"])
        links.link(program, ids["B"], ids["Behind"])
        links.link(program, ids["Apart"], ids["After"])
    with ProgramFile.open(path) as file, file.transaction("Break") as edit:
        edit.add("link", predecessor_id=ids["B"], successor_id=ids["A"])
    return path


def ident(program: OpenProgram, name: str) -> str:
    return program.plan.state.outline.ids[program.plan.state.names.index(name)]


def test_it_opens_and_what_is_not_behind_the_ring_has_its_dates(tied):
    with OpenProgram.open(tied) as program:
        state = program.plan.state
        assert program.plan.start(ident(program, "After")) == datetime(2026, 1, 6, 8)
        flagged = [state.names[row] for row in range(len(state.outline)) if state.provisional[row]]
        assert flagged == ["Data centre", "A", "B", "Behind"]
        assert ring_sentences(state) == [
            "These tasks wait for each other: “A” → “B” → “A”; remove one of the links. "
            "Until then their dates, and those of 2 rows behind them, are provisional."
        ]


def test_other_edits_are_made_and_a_further_ring_is_refused(tied):
    with OpenProgram.open(tied) as program:
        set_fields(program, "task", ident(program, "Apart"), {"duration": 960})
        assert program.plan.start(ident(program, "After")) == datetime(2026, 1, 7, 8)
        ends = {"predecessor_id": ident(program, "After"), "successor_id": ident(program, "Apart")}
        with pytest.raises(EditError, match="“Apart” → “After” → “Apart”"):
            add_row(program, "link", ends)
        ends = {"predecessor_id": ident(program, "Behind"), "successor_id": ident(program, "A")}
        with pytest.raises(EditError, match="these tasks wait for each other"):
            add_row(program, "link", ends)
        assert len(program.plan.state.rings) == 1


def test_it_is_mended_by_removing_a_link_and_cannot_be_tied_again(tied):
    with OpenProgram.open(tied) as program:
        link_table = program.plan.state.inputs.tables["link"]
        last = link_table.ids[program.plan.state.rings[0].links[-1]]
        links.unlink(program, [last])
        assert program.plan.state.rings == ()
        assert not program.plan.state.provisional.any()
        assert ring_sentences(program.plan.state) == []
        with pytest.raises(EditError, match="these tasks wait for each other"):
            add_row(
                program, "link", {"predecessor_id": ident(program, "B"), "successor_id": ident(program, "A")}
            )


def test_undo_brings_back_the_file_as_it_was(tied):
    with OpenProgram.open(tied) as program:
        program.file.undo()
        assert program.plan.state.rings == ()
