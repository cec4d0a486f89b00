"""A copy of one project can clash with rows of another one that it does not hold."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.plan.copies import copy, edited, merged, proposed, row
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merge_words import sentence


@pytest.fixture
def ringed(tmp_path):
    """The program, and the copy of its project `one` with a link back from b to a."""
    path, part = tmp_path / "whole.tpm", tmp_path / "part.tpm"
    with OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program:
        with program.file.transaction("Plan") as edit:
            edit.add_all("project", [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}])
            where = {"a": "one", "b": "one", "near": "two", "far": "two"}
            edit.add_all(
                "task",
                [{"id": i, "project_id": p, "name": i.upper(), "duration": 480} for i, p in where.items()],
            )
            for before, after in (("a", "near"), ("near", "far"), ("far", "b")):
                edit.add("link", predecessor_id=before, successor_id=after)
        send_copy(program, part, choose(["one"], rates=True, history=True, documents=True), "")
    edited(part, lambda edit: edit.add("link", id="back", predecessor_id="b", successor_id="a"))
    return path, edited(part, lambda edit: edit.set("task", "a", name="Better"))


def test_it_is_a_conflict_and_mine_drops_the_link_alone(ringed):
    (disputed,) = proposed(*ringed).open
    assert (disputed.conflict.kind, disputed.conflict.row_id) == (ConflictKind.RING, "back")
    with OpenProgram.open(ringed[0], read_only=True) as program:
        said = sentence(disputed, proposed(*ringed).merged, Formats.of(program.file.program))
    assert "through work that one copy does not hold" in said
    both = merged(*ringed, "both", Side.MINE)
    assert row(both, "link", "back") is None
    assert row(both, "task", "a")["name"] == "Better"


def test_decided_for_the_ring_it_is_refused_by_name(ringed):
    with pytest.raises(EditError, match=r"the link from “B” to “Better”.*decide this for mine"):
        merged(*ringed, "both", Side.THEIRS)


@pytest.mark.parametrize("part_first", [False, True])
def test_a_code_given_out_in_a_part_is_the_same_whenever_its_other_row_goes(ringed, part_first):
    whole, part = ringed
    part.unlink()
    edited(whole, lambda edit: edit.add("action", id="other", title="Other", project_id="two"))
    with OpenProgram.open(whole) as program:
        send_copy(program, part, choose(["one"], rates=True, history=True, documents=True), "")
    remover = edited(copy(whole, "remover"), lambda edit: edit.remove("action", "other"))
    edited(part, lambda edit: edit.add("action", id="new", title="New", project_id="one", code="A-1"))
    first, second = (part, remover) if part_first else (remover, part)
    both = merged(merged(whole, first, "first"), second, "second")
    assert row(both, "action", "new")["code"] == "A-2"
