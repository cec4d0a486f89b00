"""Copies of copies, copies and originals that are merged to and fro, and what is recovered of a copy."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.file.damage import lose_pages, pages_of, tamper
from tests.plan.copies import copy, edited, merged, proposed, row, rows
from tests.plan.sent import Worker, made, send_to, sent
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.recover import recover
from tpm_desktop.file.schema import statements
from tpm_desktop.file.steps import STEPS, Step
from tpm_desktop.file.verify import verify
from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.sent_words import sent_sentence


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return made(tmp_path / "start.tpm")


@pytest.fixture
def chain(start: Path) -> tuple[Path, Path]:
    """A part without rates, edited, and a copy of that with all that it holds but the history."""
    part = edited(sent(start, "part"), lambda edit: edit.set("task", "order", duration=1440))
    return part, sent(part, "further", (), rates=True)


@pytest.mark.parametrize("history", [False, True])
def test_a_copy_of_a_part_has_its_limits_and_says_so(start, chain, history):
    part, _ = chain
    further = part.with_name("whole.tpm")
    told = send_to(part, further, (), rates=True, history=history).note
    assert (told.projects, told.neighbours, told.without_rates) == ({"centre"}, {"ledger"}, True)
    assert told.without_history is not history
    with OpenProgram.open(further) as program:
        said = sent_sentence(program.file, Formats.of(program.file.program))
        assert program.file.promised == {"post"}
    assert "“Data centre”, without rates and costs" in said
    for change, refusal in [
        (lambda edit: edit.set("task", "post", duration=480), "neighbouring"),
        (lambda edit: edit.set("resource", "ann", rate=100), "without rates"),
        (lambda edit: edit.add("baseline", name="Own", number=3), "whole program"),
    ]:
        with pytest.raises(EditError, match=refusal):
            edited(further, change)


def test_what_was_edited_in_a_copy_of_a_copy_comes_back_by_way_of_the_copy(start, chain):
    part, further = chain
    edited(
        further,
        lambda edit: edit.set("task", "test", duration=480),
        lambda edit: edit.remove("task", "accept"),
    )
    back = merged(part, further, "back")
    direct = edited(
        copy(start, "direct"),
        lambda edit: edit.set("task", "order", duration=1440),
        lambda edit: edit.set("task", "test", duration=480),
        lambda edit: edit.remove("task", "accept"),
    )
    both = merged(start, back, "both")
    assert rows(both) == rows(direct)
    verify(both)
    assert not proposed(back, further).new
    assert not proposed(both, back).new


def test_a_copy_of_a_copy_is_told_where_it_goes(start, chain):
    _, further = chain
    third = sent(edited(further, lambda edit: edit.remove("task", "accept")), "third", (), rates=True)
    with pytest.raises(
        EditError, match=r"made of part\.tpm.*merge it into part\.tpm, and that into start\.tpm"
    ):
        proposed(start, further)
    with pytest.raises(EditError, match=r"made of further\.tpm.*merge it into further\.tpm, and that into"):
        proposed(start, third)
    for path in (further, third):
        with pytest.raises(EditError, match=r"takes nothing from start\.tpm"):
            proposed(path, start)


def test_a_copy_without_history_of_one_without_history_is_told_where_it_goes(start):
    bare = edited(sent(start, "bare", (), rates=True), lambda edit: edit.set("task", "order", duration=1440))
    further = edited(
        sent(bare, "further", (), rates=True), lambda edit: edit.set("task", "test", duration=480)
    )
    with pytest.raises(EditError, match=r"merge it into bare\.tpm, and that into start\.tpm"):
        proposed(start, further)
    both = merged(start, merged(bare, further, "back"), "both")
    assert [row(both, "task", task)["duration"] for task in ("order", "test")] == [1440, 480]


def test_a_whole_copy_of_a_copy_comes_back_as_well(start):
    part = edited(sent(start, "part"), lambda edit: edit.set("task", "order", duration=1440))
    further = edited(
        sent(part, "further", (), rates=True, history=True),
        lambda edit: edit.set("task", "test", duration=480),
    )
    both = merged(start, further, "both")
    assert [row(both, "task", task)["duration"] for task in ("order", "test")] == [1440, 480]


def test_what_was_made_on_top_of_what_came_from_the_other_one_is_no_conflict(start):
    """A copy without history and its original, merged to and fro, each time edited where the other was."""
    bare = edited(sent(start, "bare", (), rates=True), lambda edit: edit.set("task", "order", duration=1440))
    mine = edited(copy(start, "mine"), lambda edit: edit.set("task", "quiet", duration=1440))
    for round_, days in enumerate((2, 3, 4)):
        mine = merged(mine, bare, f"mine-{round_}")
        edited(mine, lambda edit, days=days: edit.set("task", "order", duration=480 * days))
        assert not proposed(bare, mine).open
        bare = merged(bare, mine, f"bare-{round_}")
        assert rows(bare) == rows(mine)
        edited(bare, lambda edit, days=days: edit.set("task", "order", duration=480 * days + 60))
        assert not proposed(mine, bare).open
    mine = merged(mine, bare, "last")
    assert rows(bare) == rows(mine)
    assert not proposed(mine, bare).new
    verify(mine)
    verify(bare)


def test_an_original_that_undid_the_merge_takes_nothing_from_the_copy_that_was_made_without_history(start):
    bare = edited(sent(start, "bare", (), rates=True), lambda edit: edit.set("task", "order", duration=1440))
    mine = merged(start, bare, "mine")
    with OpenProgram.open(mine) as program:
        program.file.undo()
    edited(mine, lambda edit: edit.set("task", "quiet", duration=960))
    both = merged(bare, mine, "both")
    assert [row(both, "task", task)["duration"] for task in ("order", "quiet")] == [1440, 960]
    verify(both)


def test_a_copy_of_what_came_in_by_a_merge_finds_its_ground(start):
    """The moment that a copy was made of lies beside the main line of the file that it meets."""
    other = edited(copy(start, "other"), lambda edit: edit.set("task", "build", duration=1440))
    bare = edited(sent(other, "bare", (), rates=True), lambda edit: edit.set("task", "order", duration=1440))
    mine = merged(
        edited(copy(start, "mine"), lambda edit: edit.set("task", "test", duration=480)), other, "m"
    )
    durations = [1440, 1440, 480]
    for number, pair in enumerate([(mine, bare), (bare, mine)]):
        both = merged(*pair, f"both-{number}")
        assert [row(both, "task", i)["duration"] for i in ("order", "build", "test")] == durations
        verify(both)
    with OpenProgram.open(mine) as program:
        program.file.undo()
    both = merged(mine, bare, "both-undone")
    assert [row(both, "task", i)["duration"] for i in ("order", "build", "test")] == durations
    verify(both)


def test_a_part_of_what_came_in_by_a_merge_comes_back_though_that_was_undone(start):
    """The copy was made by somebody whose own edit came here, with a merge that was undone since."""
    other = edited(copy(start, "other"), lambda edit: edit.set("task", "build", duration=1440))
    part = edited(sent(other, "part"), lambda edit: edit.set("task", "order", duration=1440))
    mine = merged(
        edited(copy(start, "mine"), lambda edit: edit.set("task", "test", duration=480)), other, "m"
    )
    with OpenProgram.open(mine) as program:
        program.file.undo()
    both = merged(mine, part, "both")
    found = [row(both, "task", i)["duration"] for i in ("order", "build", "test")]
    assert found == [1440, 1440, 480]
    verify(both)


def test_what_is_recovered_of_a_copy_says_what_it_is_and_keeps_its_limits(start):
    part, found = sent(start, "part", note="Please check"), start.with_name("found.tpm")
    lose_pages(part, pages_of(part, "risk"))
    recover(part, found)
    with ProgramFile.open(found) as file, ProgramFile.open(sent(start, "again")) as again:
        (note,) = file.sent
        assert replace(note, sent=again.sent[0].sent, note="") == again.sent[0]
        assert (note.note, file.promised) == ("Please check", {"post"})
    with pytest.raises(EditError, match="without rates"):
        edited(found, lambda edit: edit.set("resource", "ann", rate=100))
    with pytest.raises(EditError, match=r"found\.tpm .* was recovered"):
        proposed(start, found)


def test_a_note_that_can_not_be_read_is_left_out_of_what_is_recovered(start):
    bare = sent(start, "bare", (), rates=True)
    further, found = sent(bare, "further", (), rates=True), start.with_name("found.tpm")
    tamper(further, "UPDATE sent_copy SET sent = 'soon' WHERE base = (SELECT max(base) FROM sent_copy)")
    recover(further, found)
    with ProgramFile.open(found) as file:
        assert len(file.sent) == 1


def test_a_newer_program_knows_what_an_older_one_has_merged(start, monkeypatch):
    """Its schema has one table more, so that these records read as before."""
    part = edited(
        sent(start, "part"),
        lambda edit: edit.set("task", "order", duration=1440),
        lambda edit: edit.remove("resource", "shared"),
        lambda edit: edit.add("risk", title="Dust", project_id="centre"),
    )
    both = merged(start, part, "both")
    monkeypatch.setattr("tpm_desktop.file.retold.VERSION", 2)
    monkeypatch.setitem(STEPS, 1, Step(statements(), lambda _: None, lambda changes: changes))
    assert not proposed(both, part).new


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_edits_in_a_copy_of_a_copy_come_back_as_if_made_in_the_file(tmp_path_factory, seed):
    start = made(tmp_path_factory.mktemp("chain") / "start.tpm")
    here, there = Worker(random.Random(seed)), Worker(random.Random(seed))
    first, second, third = ([here.next() for _ in range(3)] for _ in range(3))
    part = edited(sent(start, "part", rates=True), *first)
    further = edited(sent(part, "further", random.Random(seed).choice([(), ("centre",)])), *second)
    back = edited(merged(part, further, "back"), *third)
    both = merged(start, back, "both")
    assert rows(both) == rows(edited(copy(start, "direct"), *[there.next() for _ in range(9)]))
    verify(both)
    assert not proposed(both, back).new
