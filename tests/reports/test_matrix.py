"""The dependency matrix on paper: its finding, its cells, and how it goes on over sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import Subject, find_pack, write_pack
from tpm_desktop.reports.matrix import MatrixAsked

_MANY = 60


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProgram]:
    """60 tasks in a row in one project, and two more projects that need each other."""
    path = tmp_path_factory.mktemp("matrix") / "plan.tpm"
    with OpenProgram.create(path, name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        with opened.file.transaction("Fill") as edit:
            tops = [edit.add("project", name=name) for name in ("Chain", "Sites", "Software")]
            rows = [{"project_id": tops[0], "name": f"Task {n}", "duration": 480} for n in range(_MANY)]
            chain = edit.add_all("task", rows)
            sites = [edit.add("task", project_id=tops[1], name=f"Site {n}", duration=480) for n in range(2)]
            soft = edit.add("task", project_id=tops[2], name="Build", duration=480)
            pairs = [*pairwise(chain), (sites[0], soft), (soft, sites[1])]
            edit.add_all("link", [{"predecessor_id": a, "successor_id": b} for a, b in pairs])
        yield opened


def pages(program: OpenProgram, asked: MatrixAsked | None = None) -> list[str]:
    made = BytesIO()
    pack = find_pack("matrix")
    assert pack is not None
    write_pack(pack, program, made, Subject(matrix=asked))
    return [" ".join(page.extract_text().split()) for page in PdfReader(made).pages]


def test_projects_that_need_each_other_are_said_and_listed(program):
    (page,) = pages(program)
    assert "1 of 2 cells are feedback in 1 loop" in page
    assert page.count("Software") >= 3  # as a row, as a column, and in the list of feedback
    assert "Got before it is given" in page


def test_a_large_matrix_goes_on_with_its_names_on_every_sheet(program):
    top = program.plan.state.outline.ids[program.plan.state.outline.children(-1)[0]]
    sheets = pages(program, MatrixAsked(tasks=True, projects=(top,)))
    assert len(sheets) > 2
    assert "nothing is got before it is given" in sheets[0]
    assert "Tasks of Chain" in sheets[0]
    every = " ".join(sheets)
    assert every.count("FS") == _MANY - 1  # each link once, and none lost between the sheets
    for sheet in sheets:
        assert "Task" in sheet and "Gives" in sheet


def test_what_has_no_tasks_is_said(tmp_path: Path):
    with OpenProgram.create(tmp_path / "p.tpm", name="Empty", start=datetime(2026, 6, 1, 8)) as empty:
        assert "nothing to compare yet" in pages(empty)[0]
        assert "No component project gives anything" in pages(empty)[0]
