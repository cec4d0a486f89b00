"""What was decided on one copy holds for what was decided about: the other one changed it, so it is asked."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.plan.copies import copy, edited, merged, proposed, row
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merge_words import sentence, told

MINE, THEIRS = Side.MINE, Side.THEIRS


@pytest.fixture
def start(tmp_path):
    """An assessed change request with two options, of which none is chosen."""
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Plan") as edit,
    ):
        edit.add("change_request", id="shifts", title="Two shifts", state="assessed")
        edit.add_all(
            "change_option",
            [{"id": name, "change_id": "shifts", "title": name, "edits": "{}"} for name in ("all", "some")],
        )
    return path


def approve(edit, state="approved"):
    edit.set("change_option", "all", chosen=True)
    edit.set("change_request", "shifts", state=state)


OTHERS = {
    "title": lambda edit: edit.set("change_request", "shifts", title="Three shifts"),
    "option": lambda edit: edit.set("change_option", "some", title="None at all"),
    "new option": lambda edit: edit.add("change_option", id="more", change_id="shifts", title="More"),
    "less": lambda edit: edit.remove("change_option", "all"),
}


@pytest.fixture(params=OTHERS)
def other(request):
    """What the other copy does to the request or to its options."""
    return OTHERS[request.param]


def whole(path):
    return {i: row(path, "change_option", i) for i in ("all", "some", "more")} | {
        "request": row(path, "change_request", "shifts")
    }


@pytest.mark.parametrize("turned", [False, True])
def test_an_approval_of_a_request_that_the_other_changed_is_a_conflict(start, other, turned):
    approved, changed = edited(copy(start, "approved"), approve), edited(copy(start, "changed"), other)
    mine, theirs = (changed, approved) if turned else (approved, changed)
    proposal = proposed(mine, theirs)
    assert proposal.open[0].conflict.kind is ConflictKind.SETTLED
    assert len(proposal.open) == 1
    for side, path in ((MINE, mine), (THEIRS, theirs)):
        assert whole(merged(mine, theirs, f"{side}-taken", side)) == whole(path)


@pytest.mark.parametrize("state", ["rejected", "applied"])
def test_so_is_any_other_answer(start, state):
    mine = edited(copy(start, "mine"), lambda edit: approve(edit, state))
    theirs = edited(copy(start, "theirs"), OTHERS["title"])
    assert [one.conflict.kind for one in proposed(mine, theirs).open] == [ConflictKind.SETTLED]


def test_it_names_the_options_that_were_changed(start):
    mine, theirs = edited(copy(start, "mine"), approve), edited(copy(start, "theirs"), OTHERS["option"])
    proposal = proposed(mine, theirs)
    said = told(proposal.open[0], proposal.merged, Formats("en_GB"))
    some = "Change option “some · CR-1 Two shifts”"
    assert said.question == f"my copy settled it, the other copy changed {some}"
    assert said.ways[MINE] == "Approved, without the changes of the other copy"
    assert said.by[THEIRS].startswith("Theirs, ")


def test_both_approved_alike_but_chose_differently(start):
    mine = edited(copy(start, "mine"), approve)
    theirs = edited(
        copy(start, "theirs"),
        lambda edit: edit.set("change_option", "some", chosen=True),
        lambda edit: edit.set("change_request", "shifts", state="approved"),
    )
    assert len(proposed(mine, theirs).open) == 1
    for side, chosen in ((MINE, "all"), (THEIRS, "some")):
        path = merged(mine, theirs, f"{side}-taken", side)
        assert [i for i in ("all", "some") if row(path, "change_option", i)["chosen"]] == [chosen]


def test_what_both_settled_alike_is_no_conflict(start):
    assert not proposed(*(edited(copy(start, name), approve) for name in ("mine", "theirs"))).open


def test_only_one_may_hold_a_mark_that_has_one_holder(start):
    """Each side chose another option while nothing was approved yet."""
    mine, theirs = (
        edited(copy(start, name), lambda edit, i=option: edit.set("change_option", i, chosen=True))
        for name, option in (("mine", "all"), ("theirs", "some"))
    )
    proposal = proposed(mine, theirs)
    (disputed,) = proposal.open
    assert disputed.conflict.kind is ConflictKind.HELD
    line = sentence(disputed, proposal.merged, Formats("en_GB"))
    some, all_ = ("“some · CR-1 Two shifts”", "“all · CR-1 Two shifts”")
    assert f"Change option {some}: it and Change option {all_} would both be chosen" in line
    said = told(disputed, proposal.merged, Formats("en_GB"))
    assert said.ways == {MINE: all_, THEIRS: some}
    assert (said.by[MINE].split(",")[0], said.by[THEIRS].split(",")[0]) == ("Mine", "Theirs")
    for side, chosen in ((MINE, "all"), (THEIRS, "some")):
        path = merged(mine, theirs, f"{side}-taken", side)
        assert [i for i in ("all", "some") if row(path, "change_option", i)["chosen"]] == [chosen]


def test_two_that_were_chosen_before_are_left_alone(start):
    """A file in which two are chosen already (none of ours makes one) can still be merged."""
    edited(start, *(lambda edit, i=i: edit.set("change_option", i, chosen=True) for i in ("all", "some")))
    mine = edited(copy(start, "mine"), OTHERS["title"])
    theirs = edited(copy(start, "theirs"), lambda edit: edit.set("program", program_id(start), name="Other"))
    assert not proposed(mine, theirs).open


def program_id(path):
    with OpenProgram.open(path, read_only=True) as program:
        return program.file.program.id


def test_an_approved_capital_request_is_binding_too_but_not_on_its_orders(start):
    edited(start, lambda edit: edit.add("capital_request", id="racks", title="Racks", state="reviewed"))
    mine = edited(copy(start, "mine"), lambda edit: edit.set("capital_request", "racks", state="approved"))
    theirs = edited(
        copy(start, "theirs"), lambda edit: edit.set("capital_request", "racks", title="Racks and power")
    )
    assert [one.conflict.kind for one in proposed(mine, theirs).open] == [ConflictKind.SETTLED]
    ordered = edited(
        copy(start, "ordered"),
        lambda edit: edit.add("purchase_order", title="Racks", request_id="racks", ordered=date(2026, 5, 4)),
    )
    assert not proposed(mine, ordered).open


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_packs_that_were_issued_the_later_one_is_the_last(start, turned):
    with OpenProgram.open(start, read_only=True) as program:
        key = program.file.program.id
    copies = [
        edited(
            copy(start, name), lambda edit, at=at: edit.set("program", key, last_pack=datetime(2026, 3, at))
        )
        for name, at in (("first", 2), ("second", 9))
    ]
    mine, theirs = reversed(copies) if turned else copies
    assert row(merged(mine, theirs, "both"), "program", key)["last_pack"].startswith("2026-03-09")
