"""Arranging the program map: kept in the file, taken back, merged, sent along; never off the map."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.plan.copies import copy, merged
from tpm_desktop.file.conflicts import Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.map_places import arrange_anew, map_places, place_on_map
from tpm_desktop.model.program import FURTHEST_ON_MAP
from tpm_desktop.plan import OpenProgram


@pytest.fixture
def start(tmp_path: Path) -> Path:
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Projects") as edit,
    ):
        edit.add("project", id="sites", name="Sites")
        edit.add("project", id="software", name="Software")
    return path


def moved(path: Path, project: str, left: float, top: float) -> Path:
    with OpenProgram.open(path) as program:
        place_on_map(program, project, left, top)
    return path


def places(path: Path) -> dict[str, tuple[float, float]]:
    with OpenProgram.open(path, read_only=True) as program:
        return map_places(program.plan.state)


def test_places_of_two_copies_come_together(start: Path) -> None:
    mine = moved(copy(start, "mine"), "sites", 40, -16)
    theirs = moved(copy(start, "theirs"), "software", 480, 200)
    assert places(merged(mine, theirs, "both")) == {"sites": (40, -16), "software": (480, 200)}


def test_one_project_moved_by_both_is_decided(start: Path) -> None:
    mine, theirs = moved(copy(start, "mine"), "sites", 8, 8), moved(copy(start, "theirs"), "sites", 96, 96)
    assert places(merged(mine, theirs, "ours", Side.MINE)) == {"sites": (8, 8)}
    assert places(merged(mine, theirs, "other", Side.THEIRS)) == {"sites": (96, 96)}


def test_arranging_anew_is_one_step_that_is_taken_back(start: Path) -> None:
    with OpenProgram.open(start) as program:
        place_on_map(program, "sites", 1, 2)
        place_on_map(program, "software", 3, 4)
        arrange_anew(program)
        assert map_places(program.plan.state) == {}
        program.file.undo()
        assert map_places(program.plan.state) == {"sites": (1, 2), "software": (3, 4)}


def test_a_place_beyond_the_map_is_its_edge_and_what_is_gone_is_refused(start: Path) -> None:
    with OpenProgram.open(start) as program:
        place_on_map(program, "sites", 1e9, -1e9)
        assert map_places(program.plan.state) == {"sites": (FURTHEST_ON_MAP, -FURTHEST_ON_MAP)}
        with pytest.raises(EditError, match="is gone"):
            place_on_map(program, "nothing", 0, 0)
