"""Conflicts are told with titles, labels and formats; each kind has the choices that make sense for it."""

from __future__ import annotations

from tests.plan.copies import copy, edited, proposed
from tests.plan.test_merging import start
from tpm_desktop.file.conflicts import ConflictKind, Side
from tpm_desktop.formats import Formats
from tpm_desktop.plan.merge_words import Line, Told, sentence, told

__all__ = ["start"]

MINE, THEIRS = Side.MINE, Side.THEIRS


def the_one(start, mine, theirs, kind: ConflictKind) -> Told:
    """The only conflict of two copies, in words."""
    both = edited(copy(start, "mine"), mine), edited(copy(start, "theirs"), theirs)
    proposal = proposed(*both)
    (disputed,) = proposal.open
    assert disputed.conflict.kind is kind
    said = told(disputed, proposal.merged, Formats("en_GB"))
    line = sentence(disputed, proposal.merged, Formats("en_GB"))
    assert "\n" not in line
    assert said.row in line
    return said


def test_a_field_is_told_by_its_label_and_in_its_units(start):
    said = the_one(
        start,
        lambda edit: edit.set("task", "order", duration=960),
        lambda edit: edit.set("task", "order", duration=1440, elapsed=True),
        ConflictKind.FIELD,
    )
    assert said.row == "Task “order”"
    assert said.question == "both copies changed its duration"
    assert said.lines == (Line("Duration", "1 d", "2 d", "1 ed"),)
    assert said.ways == {MINE: "2 d", THEIRS: "1 ed"}
    assert said.by[MINE].startswith("Mine, ")
    assert said.by[THEIRS].startswith("Theirs, ")


def test_a_place_is_told_by_what_is_around_it(start):
    said = the_one(
        start,
        lambda edit: edit.set("task", "accept", parent_id="order"),
        lambda edit: edit.set("task", "accept", parent_id="build"),
        ConflictKind.FIELD,
    )
    (line,) = said.lines
    assert line.label == "Place"
    assert line.base == "in “P-1 Data centre”, after “test”"
    assert said.ways == {MINE: "in “order”, first", THEIRS: "in “build”, first"}


def test_a_removal_against_an_edit_offers_to_keep_or_to_remove(start):
    said = the_one(
        start,
        lambda edit: edit.remove("task", "build"),
        lambda edit: edit.set("task", "build", duration=960),
        ConflictKind.REMOVED,
    )
    assert said.question == "my copy removed it, the other copy changed its duration"
    assert said.lines == (Line("Duration", "1 d", "–", "2 d"),)
    assert said.ways == {MINE: "Remove it", THEIRS: "Keep it with the changed duration"}


def test_a_removal_against_a_reference_says_what_becomes_of_who_refers(start):
    said = the_one(
        start,
        lambda edit: edit.set("risk", "late", owner_id="ann"),
        lambda edit: edit.remove("resource", "ann"),
        ConflictKind.REMOVED,
    )
    assert said.row == "Resource “Ann”"
    risk = "Risk “R-1 Racks come late”"
    assert said.ways == {
        MINE: f"Keep it, as {risk} refers to it",
        THEIRS: f"Remove it; nothing stands in its place in {risk}",
    }


def test_a_new_part_of_what_was_removed_goes_with_it(start):
    said = the_one(
        start,
        lambda edit: edit.remove("task", "build"),
        lambda edit: edit.add("task", id="new", project_id="centre", parent_id="build", name="New"),
        ConflictKind.REMOVED,
    )
    assert said.ways == {MINE: "Remove it with Task “New”", THEIRS: "Keep it, as Task “New” refers to it"}


def test_nesting_offers_the_two_ways_round(start):
    said = the_one(
        start,
        lambda edit: edit.set("task", "order", parent_id="build"),
        lambda edit: edit.set("task", "build", parent_id="order"),
        ConflictKind.NESTED,
    )
    assert said.question == "it and “order” would be part of each other"
    assert said.ways == {MINE: "Put “order” in “build”", THEIRS: "Put “build” in “order”"}


def test_a_ring_offers_either_sides_links(start):
    said = the_one(
        start,
        lambda edit: edit.add("link", predecessor_id="order", successor_id="build"),
        lambda edit: edit.add("link", predecessor_id="build", successor_id="order"),
        ConflictKind.RING,
    )
    assert said.ways == {
        MINE: "Keep Link “order → build”, without Link “build → order”",
        THEIRS: "Keep Link “build → order”, without Link “order → build”",
    }


def test_two_where_one_can_be_show_what_tells_them_apart(start):
    month = {"account_id": "racks", "month": "2026-03-01"}
    said = the_one(
        start,
        lambda edit: edit.add("budget_line", **month, planned=100_50),
        lambda edit: edit.add("budget_line", **month, planned=250_00),
        ConflictKind.TWICE,
    )
    assert [(line.base, line.mine, line.theirs) for line in said.lines] == [("–", "100.50", "250")]
    assert said.ways == {MINE: "Keep the one of my copy", THEIRS: "Keep the one of the other copy"}


def test_what_was_decided_against_what_was_changed(start):
    said = the_one(
        start,
        lambda edit: edit.set("decision", "go", state="decided", outcome="Yes"),
        lambda edit: edit.set("decision", "go", cost=5_000_00),
        ConflictKind.SETTLED,
    )
    assert said.question == "my copy settled it, the other copy changed it"
    assert said.ways == {
        MINE: "Decided, without the changes of the other copy",
        THEIRS: "Asked for, with the changes of the other copy",
    }
    assert {line.label for line in said.lines} == {"Cost", "State", "Outcome"}
