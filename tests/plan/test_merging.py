"""Two copies edited apart are one again: what can be joined is, what can't is told and decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.plan.copies import copy, edited, merged, proposed, row, rows
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.verify import verify
from tpm_desktop.plan import OpenProgram

MINE, THEIRS = Side.MINE, Side.THEIRS


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """Two projects with four tasks, an owner, a decision and an account; ids as the names tell."""
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Plan") as edit,
    ):
        edit.add_all("project", [{"id": "centre", "name": "Data centre"}, {"id": "ledger", "name": "Ledger"}])
        edit.add("resource", id="ann", name="Ann")
        edit.add_all(
            "task",
            [
                {"id": name, "project_id": "centre", "name": name, "duration": 480, "owner_id": "ann"}
                for name in ("order", "build", "test", "accept")
            ],
        )
        edit.add("risk", id="late", title="Racks come late")
        edit.add("decision", id="go", title="Go live?", state="asked")
        edit.add("account", id="racks", name="Racks")
    return path


@pytest.fixture
def pair(start):
    """Makes both copies with what was done on each."""

    def made(mine, theirs):
        return edited(copy(start, "mine"), mine), edited(copy(start, "theirs"), theirs)

    return made


def only_conflict(mine, theirs):
    (disputed,) = proposed(mine, theirs).open
    return disputed


def test_different_fields_of_one_row_are_joined(pair):
    both = pair(
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "order", name="Order all"),
    )
    found = row(merged(*both, "both"), "task", "order")
    assert (found["duration"], found["name"]) == (960, "Order all")


def test_views_saved_on_both_sides_stand_together_and_one_name_is_asked_about(pair):
    both = pair(
        lambda edit: edit.add("saved_view", id="a", name="Weekly", layout="name 240"),
        lambda edit: edit.add("saved_view", id="b", name="Monthly", condition="critical"),
    )
    whole = merged(*both, "both")
    assert [row(whole, "saved_view", name)["name"] for name in ("a", "b")] == ["Weekly", "Monthly"]
    both = pair(
        lambda edit: edit.add("saved_view", id="a", name="Weekly", layout="name 240"),
        lambda edit: edit.add("saved_view", id="b", name="Weekly", layout="name 300"),
    )
    assert len(proposed(*both).open) == 1


def test_what_both_did_alike_is_no_conflict(pair):
    both = pair(*[lambda edit: edit.set("task", "order", duration=960)] * 2)
    assert row(merged(*both, "both"), "task", "order")["duration"] == 960


def test_one_field_changed_by_both_is_a_conflict_with_who_and_what(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "order", duration=240),
    )
    disputed = only_conflict(mine, theirs)
    conflict = disputed.conflict
    assert (conflict.kind, conflict.table, conflict.row_id, conflict.fields) == (
        ConflictKind.FIELD, "task", "order", ("duration",),
    )  # fmt: skip
    assert [side["duration"] for side in (conflict.base, conflict.mine, conflict.theirs)] == [480, 960, 240]
    assert (disputed.mine.author, disputed.theirs.author) == ("Mine", "Theirs")
    assert row(merged(mine, theirs, "one", MINE), "task", "order")["duration"] == 960
    assert row(merged(mine, theirs, "other", THEIRS), "task", "order")["duration"] == 240
    own = merged(mine, theirs, "own", choose=lambda conflict: {"duration": 720})
    assert row(own, "task", "order")["duration"] == 720
    with pytest.raises(EditError, match="at least 0"):
        merged(mine, theirs, "bad", choose=lambda conflict: {"duration": -1})


@pytest.mark.parametrize("turned", [False, True])
def test_removed_by_one_and_changed_by_the_other_is_a_conflict(start, turned):
    with OpenProgram.open(start) as program, program.file.transaction("Parts") as edit:
        edit.add("task", id="part", project_id="centre", parent_id="build", name="part")
        edit.add("link", id="link", predecessor_id="part", successor_id="test")
    remover = edited(copy(start, "remover"), lambda edit: edit.remove("task", "build"))
    editor = edited(copy(start, "editor"), lambda edit: edit.set("task", "part", duration=960))
    both = (editor, remover) if turned else (remover, editor)
    conflict = only_conflict(*both).conflict
    assert (conflict.kind, conflict.row_id, conflict.fields) == (ConflictKind.REMOVED, "part", ("duration",))
    kept = merged(*both, "kept", MINE if turned else THEIRS)
    assert row(kept, "task", "part")["duration"] == 960
    assert row(kept, "task", "build") is not None  # of which it is a part
    assert row(kept, "link", "link") is not None
    gone = merged(*both, "gone", THEIRS if turned else MINE)
    assert [row(gone, table, i) for table, i in (("task", "build"), ("task", "part"), ("link", "link"))] == [
        None
    ] * 3


@pytest.mark.parametrize("turned", [False, True])
def test_a_reference_to_what_the_other_removed_is_a_conflict(start, turned):
    user = edited(copy(start, "user"), lambda edit: edit.set("risk", "late", owner_id="ann"))
    remover = edited(copy(start, "remover"), lambda edit: edit.remove("resource", "ann"))
    both = (user, remover) if turned else (remover, user)
    disputed = only_conflict(*both)
    assert (disputed.conflict.kind, disputed.conflict.row_id) == (ConflictKind.REMOVED, "ann")
    assert {disputed.mine.author, disputed.theirs.author} == {"User", "Remover"}
    kept = merged(*both, "kept", MINE if turned else THEIRS)
    assert row(kept, "risk", "late")["owner_id"] == "ann"
    assert row(kept, "task", "order")["owner_id"] == "ann"  # what the removal had cleared
    gone = merged(*both, "gone", THEIRS if turned else MINE)
    assert row(gone, "risk", "late")["owner_id"] is None
    assert row(gone, "task", "order")["owner_id"] is None


def test_a_new_part_of_what_the_other_removed_goes_or_brings_it_back(pair):
    mine, theirs = pair(
        lambda edit: edit.remove("task", "build"),
        lambda edit: edit.add("task", id="new", project_id="centre", parent_id="build", name="New"),
    )
    assert only_conflict(mine, theirs).conflict.row_id == "build"
    assert row(merged(mine, theirs, "gone", MINE), "task", "new") is None
    kept = merged(mine, theirs, "kept", THEIRS)
    assert row(kept, "task", "new")["parent_id"] == "build"
    assert row(kept, "task", "build") is not None


def test_what_a_removal_clears_is_no_edit(pair):
    mine, theirs = pair(
        lambda edit: edit.remove("resource", "ann"), lambda edit: edit.remove("task", ["order", "build"])
    )
    assert not proposed(mine, theirs).disputed
    assert row(merged(mine, theirs, "both"), "task", "test")["owner_id"] is None


def test_rows_added_at_the_same_place_all_stay(pair):
    def add(name):
        return lambda edit: edit.add("task", id=name, project_id="centre", name=name)

    both = merged(*pair(add("one"), add("two")), "both")
    with OpenProgram.open(both, read_only=True) as program:
        assert program.plan.state.names[1:7] == ["order", "build", "test", "accept", "one", "two"]


def test_a_row_moved_to_two_places_is_one_conflict(pair):
    both = pair(
        lambda edit: edit.set("task", "test", parent_id="build", order="a5"),
        lambda edit: edit.set("task", "test", parent_id="order", order="a6"),
    )
    assert only_conflict(*both).conflict.fields == ("parent_id", "order")
    assert row(merged(*both, "both", THEIRS), "task", "test")["parent_id"] == "order"


def test_a_new_part_follows_its_summary_into_another_project(pair):
    both = pair(
        lambda edit: edit.set("task", "build", project_id="ledger"),
        lambda edit: edit.add("task", id="new", project_id="centre", parent_id="build", name="New"),
    )
    assert row(merged(*both, "both"), "task", "new")["project_id"] == "ledger"


def test_rows_that_would_be_part_of_each_other_are_a_conflict(pair):
    both = pair(
        lambda edit: edit.set("task", "order", parent_id="build"),
        lambda edit: edit.set("task", "build", parent_id="order"),
    )
    conflict = only_conflict(*both).conflict
    assert conflict.kind is ConflictKind.NESTED
    assert {conflict.row_id, *(i for _, i in conflict.others)} == {"order", "build"}
    mine, theirs = (merged(*both, f"for-{side}", side) for side in Side)
    assert row(mine, "task", "order")["parent_id"] == "build"
    assert (row(theirs, "task", "order")["parent_id"], row(theirs, "task", "build")["parent_id"]) == (
        None,
        "order",
    )


def test_links_that_close_a_ring_together_are_a_conflict(pair):
    both = pair(
        lambda edit: edit.add("link", id="on", predecessor_id="order", successor_id="build"),
        lambda edit: edit.add("link", id="back", predecessor_id="build", successor_id="order"),
    )
    conflict = only_conflict(*both).conflict
    assert (conflict.kind, conflict.row_id, conflict.others) == (ConflictKind.RING, "back", (("link", "on"),))
    mine, theirs = (merged(*both, f"for-{side}", side) for side in Side)
    assert (row(mine, "link", "on") is None, row(mine, "link", "back") is None) == (False, True)
    assert (row(theirs, "link", "on") is None, row(theirs, "link", "back") is None) == (True, False)


def test_a_ring_by_a_move_is_a_conflict(pair):
    both = pair(
        lambda edit: edit.add("link", id="on", predecessor_id="order", successor_id="build"),
        lambda edit: edit.set("task", "build", parent_id="order"),
    )
    assert only_conflict(*both).conflict.kind is ConflictKind.RING
    assert row(merged(*both, "for-mine", MINE), "task", "build")["parent_id"] is None
    assert row(merged(*both, "for-theirs", THEIRS), "link", "on") is None


def test_two_amounts_for_one_month_are_a_conflict_alike_ones_are_one(pair):
    def amount(line, planned):
        values = {"id": line, "account_id": "racks", "month": "2026-05", "planned": planned}
        return lambda edit: edit.add("budget_line", **values)

    both = pair(amount("mine", 100), amount("theirs", 200))
    assert only_conflict(*both).conflict.kind is ConflictKind.TWICE
    assert row(merged(*both, "one", THEIRS), "budget_line", "mine") is None
    alike = pair(amount("mine", 100), amount("theirs", 100))
    both = merged(*alike, "both")
    assert [row(both, "budget_line", line) is None for line in ("mine", "theirs")] == [False, True]


def test_two_links_between_two_tasks_are_a_conflict_alike_ones_are_one(pair):
    def link(name, lag):
        ends = {"id": name, "predecessor_id": "order", "successor_id": "build"}
        return lambda edit: edit.add("link", **ends, lag=lag)

    both = pair(link("mine", 0), link("theirs", 480))
    assert only_conflict(*both).conflict.kind is ConflictKind.TWICE
    assert row(merged(*both, "one", THEIRS), "link", "mine") is None
    alike = merged(*pair(link("mine", 480), link("theirs", 480)), "both")
    assert [row(alike, "link", name) is None for name in ("mine", "theirs")] == [False, True]


def test_a_link_that_something_refers_to_does_not_go_without_asking(pair):
    def link(name):
        return {"id": name, "predecessor_id": "order", "successor_id": "build"}

    def with_commitment(edit):
        edit.add("link", **link("theirs"))
        edit.add("commitment", id="owed", title="Racks", link_id="theirs")

    both = pair(lambda edit: edit.add("link", **link("mine")), with_commitment)
    assert only_conflict(*both).conflict.kind is ConflictKind.TWICE
    assert row(merged(*both, "theirs-won", THEIRS), "commitment", "owed")["link_id"] == "theirs"


def test_a_decision_of_what_the_other_changed_is_a_conflict(pair):
    both = pair(
        lambda edit: edit.set("decision", "go", state="decided", outcome="Yes"),
        lambda edit: edit.set("decision", "go", cost=100_000),
    )
    assert only_conflict(*both).conflict.kind is ConflictKind.SETTLED
    found = row(merged(*both, "both", THEIRS), "decision", "go")
    assert (found["state"], found["outcome"], found["cost"]) == ("asked", None, 100_000)


def test_codes_that_both_gave_out_are_told_apart_and_said(pair):
    def add(name):
        return lambda edit: edit.add("risk", id=name, title=name)

    mine, theirs = pair(add("a"), add("b"))
    (changed,) = proposed(mine, theirs).renumbered
    assert (changed.table, changed.row_id, changed.old, changed.new) == ("risk", "b", "R-2", "R-3")
    both = merged(mine, theirs, "both")
    assert [row(both, "risk", i)["code"] for i in ("late", "a", "b")] == ["R-1", "R-2", "R-3"]


def test_codes_that_differ_by_case_alone_are_the_same(pair):
    both = pair(*[lambda edit, c=c: edit.add("risk", id=c, title=c, code=c) for c in ("R-900", "r-900")])
    (changed,) = proposed(*both).renumbered
    assert (changed.row_id, changed.new) == ("r-900", "R-901")


def test_merging_again_changes_nothing_and_the_other_side_catches_up(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "build", duration=960),
    )
    both = merged(mine, theirs, "both")
    again = proposed(both, theirs)
    assert (again.new, bool(again.changes), bool(again.follows)) == (0, False, False)
    caught_up = merged(theirs, both, "caught")
    assert rows(caught_up) == rows(both)
    back = proposed(both, caught_up)
    assert (back.new, bool(back.changes)) == (0, False)
    with OpenProgram.open(copy(caught_up, "undone")) as program:
        program.file.undo()
    assert rows(caught_up.with_name("undone.tpm")) == rows(theirs)
    for path in (both, caught_up):
        verify(path)


def test_copies_merged_crosswise_go_on_without_conflict(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "build", duration=960),
    )
    one, other = merged(mine, theirs, "one"), merged(theirs, mine, "other")
    edited(one, lambda edit: edit.set("task", "order", duration=1440))
    edited(other, lambda edit: edit.set("task", "build", duration=1440))
    found = merged(one, other, "both")
    assert [row(found, "task", i)["duration"] for i in ("order", "build")] == [1440, 1440]


def test_what_was_decided_differently_crosswise_is_asked_again(pair):
    mine, theirs = pair(
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "order", duration=240),
    )
    one, other = merged(mine, theirs, "one", MINE), merged(theirs, mine, "other", MINE)
    assert only_conflict(one, other).conflict.fields == ("duration",)


def test_strangers_are_refused_with_another_way(start, tmp_path):
    other = tmp_path / "other.tpm"
    OpenProgram.create(other).close()
    with pytest.raises(EditError, match=r"never the same file.*import"):
        proposed(start, other)


def test_before_it_is_done_a_merge_says_what_it_does(pair):
    mine, theirs = pair(
        lambda edit: edit.add("link", id="on", predecessor_id="order", successor_id="build"),
        lambda edit: edit.set("task", "build", duration=4800),
    )
    proposal = proposed(mine, theirs)
    assert proposal.follows.finish[1] - proposal.follows.finish[0] == 13 * 24 * 60
    assert {one.row_id for one in proposal.follows.moved} >= {"build", "centre"}
    both = merged(mine, theirs, "both")
    with OpenProgram.open(both, read_only=True) as program:
        assert program.plan.state.schedule.program_finish == proposal.follows.finish[1]
