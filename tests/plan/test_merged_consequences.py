"""What an edit brought along by the rules follows the decision about that edit and is not asked about."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.plan.copies import copy, merged, proposed, row
from tpm_desktop.file.conflicts import Side
from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.merge_words import sentence

MINE, THEIRS = Side.MINE, Side.THEIRS


@pytest.fixture
def start(tmp_path):
    """A task of five days on which two people work, one of them half of the time, and one by hand."""
    path = tmp_path / "start.tpm"
    with (
        OpenProgram.create(path, start=datetime(2026, 1, 5, 8)) as program,
        program.file.transaction("Plan") as edit,
    ):
        edit.add("project", id="centre", name="Data centre")
        edit.add_all("resource", [{"id": who, "name": who.title()} for who in ("fitter", "tester")])
        edit.add("task", id="racks", name="Racks", project_id="centre", duration=2400)
        edit.add("task", id="by hand", name="By hand", project_id="centre", duration=480, manual=True,
                 manual_start=datetime(2026, 1, 5, 8), manual_finish=datetime(2026, 1, 5, 17))  # fmt: skip
        edit.add("assignment", id="whole", task_id="racks", resource_id="fitter", work=2400)
        edit.add("assignment", id="half", task_id="racks", resource_id="tester", work=1200, units=5000)
    return path


def by_hand(path, *edits):
    """The file after edits of tasks and assignments, each with all that follows from it."""
    with OpenProgram.open(path) as program:
        for table, row_id, values in edits:
            set_fields(program, table, row_id, values)
    return path


@pytest.fixture
def pair(start):
    """Makes both copies with the edits of each; an edit is the fields of the task, or (table, id, fields)."""

    def made(mine, theirs):
        return tuple(
            by_hand(copy(start, name), *(e if isinstance(e, tuple) else ("task", "racks", e) for e in edits))
            for name, edits in (("mine", mine), ("theirs", theirs))
        )

    return made


def fields(mine, theirs):
    """The table and fields of each open conflict."""
    return [(one.conflict.table, *one.conflict.fields) for one in proposed(mine, theirs).open]


def test_the_work_of_the_people_follows_the_duration(pair):
    both = pair([{"duration": 3840}], [{"duration": 4800}])
    assert fields(*both) == [("task", "duration")]
    for side, work in ((MINE, (3840, 1920)), (THEIRS, (4800, 2400))):
        path = merged(*both, side.value + "-chosen", side)
        assert row(path, "task", "racks")["duration"] == work[0]
        assert tuple(row(path, "assignment", who)["work"] for who in ("whole", "half")) == work


def test_it_says_what_goes_along(pair):
    proposal = proposed(*pair([{"duration": 3840}], [{"duration": 4800}]))
    said = sentence(proposal.open[0], proposal.merged, Formats("en_GB"))
    assert "duration was 5 d, mine 8 d, theirs 10 d; work of 2 assignments goes along" in said


def test_a_duration_of_ones_own_brings_its_work(pair):
    path = merged(
        *pair([{"duration": 3840}], [{"duration": 4800}]), "own", choose=lambda _: {"duration": 960}
    )
    assert row(path, "task", "racks")["duration"] == 960
    assert [row(path, "assignment", who)["work"] for who in ("whole", "half")] == [960, 480]


def test_a_duration_of_ones_own_keeps_several_people_of_a_kind(pair):
    """Units above 100 % are no mistake; only progress ends there."""
    crew = [("assignment", "half", {"units": 20_000, "work": 4800}), {"type": "fixed_work"}]
    both = pair([*crew, {"duration": 3840}], [*crew, {"duration": 4800}])
    path = merged(*both, "own", choose=lambda _: {"duration": 1920})
    units = {who: row(path, "assignment", who)["units"] for who in ("whole", "half")}
    assert units == {"whole": 12_500, "half": 25_000}


def test_a_duration_of_ones_own_asks_no_more_work_than_there_can_be(pair):
    """What grows with it ends where its column ends, so that the merge is not refused for it."""
    both = pair(
        *(
            [("assignment", "whole", {"units": 1_000_000, "work": 240_000}), {"duration": days}]
            for days in (900_000, 9)
        )
    )
    path = merged(*both, "own", choose=lambda _: {"duration": 12_000_000})
    assert row(path, "assignment", "whole")["work"] == 1_000_000_000


def test_work_that_was_set_apart_is_asked_about_apart(pair):
    mine = [{"duration": 3840, "type": "fixed_duration"}, ("assignment", "whole", {"work": 1000})]
    both = pair(mine, [{"duration": 4800}])
    assert fields(*both) == [("task", "duration"), ("assignment", "work")]


def test_progress_is_one_decision_with_dates_and_work_done(pair):
    both = pair([{"percent_complete": 10_000}], [{"percent_complete": 6_000}])
    assert fields(*both) == [("task", "percent_complete")]
    done, begun = merged(*both, "done", MINE), merged(*both, "begun", THEIRS)
    assert row(done, "task", "racks")["actual_finish"] == "2026-01-09T17:00"
    assert row(begun, "task", "racks")["actual_finish"] is None
    assert [row(path, "assignment", "whole")["actual_work"] for path in (done, begun)] == [2400, 1440]


@pytest.mark.parametrize(("share", "finish"), [(8_000, None), (10_000, "2026-01-09T17:00")])
def test_progress_of_ones_own_is_finished_only_when_it_is_all(pair, share, finish):
    both = pair([{"percent_complete": 10_000}], [{"percent_complete": 6_000}])
    task = row(path := merged(*both, "own", choose=lambda _: {"percent_complete": share}), "task", "racks")
    assert (task["percent_complete"], task["actual_finish"]) == (share, finish)
    assert row(path, "assignment", "whole")["actual_work"] == 2400 * share // 10_000


def test_work_that_is_all_done_by_ones_own_word_has_still_begun(pair):
    days = [datetime(2026, 1, day, 8) for day in (6, 7)]
    begun = (
        {"actual_start": day, "percent_complete": share}
        for day, share in zip(days, (3_000, 6_000), strict=True)
    )
    both = pair(*([one] for one in begun))
    path = merged(
        *both,
        "own",
        choose=lambda c: {"percent_complete": 10_000} if "percent_complete" in c.fields else MINE,
    )
    task = row(path, "task", "racks")
    assert (task["percent_complete"], task["actual_start"]) == (10_000, "2026-01-06T08:00")


def test_progress_that_was_entered_apart_is_not_lost_with_the_duration(pair):
    """Only mine says how much is done: choosing their duration must not take that away unasked."""
    path = merged(
        *pair([{"duration": 3840}, {"percent_complete": 5_000}], [{"duration": 4800}]), "one", THEIRS
    )
    task = row(path, "task", "racks")
    assert (task["duration"], task["percent_complete"]) == (4800, 5_000)


def test_what_came_by_a_merge_was_still_entered_apart(pair, start):
    """That one record brought both makes neither a consequence of the other."""
    mine, theirs = pair([{"duration": 3840}, {"percent_complete": 5_000}], [{"duration": 4800}])
    third = by_hand(copy(start, "third"), ("task", "by hand", {"name": "By both hands"}))
    path = merged(merged(third, mine, "joined", MINE), theirs, "one", THEIRS)
    task = row(path, "task", "racks")
    assert (task["duration"], task["percent_complete"]) == (4800, 5_000)


def test_days_stay_days_and_elapsed_ones_elapsed(pair):
    both = pair([{"duration": 3840}], [{"duration": 4320, "elapsed": True}])
    assert fields(*both) == [("task", "duration")]
    mine = row(merged(*both, "working", MINE), "task", "racks")
    assert (mine["duration"], mine["elapsed"]) == (3840, 0)


def test_two_drags_of_a_task_by_hand_are_one_decision(pair):
    days = [{"manual_start": datetime(2026, 1, day, 8)} for day in (7, 8)]
    both = pair(*([("task", "by hand", day)] for day in days))
    assert fields(*both) == [("task", "manual_start")]
    task = row(merged(*both, "one", THEIRS), "task", "by hand")
    assert (task["manual_start"], task["manual_finish"]) == ("2026-01-08T08:00", "2026-01-08T17:00")


def test_a_constraint_keeps_its_own_date(pair):
    both = pair(
        [{"constraint": "snet", "constraint_date": datetime(2026, 1, 7, 8)}],
        [{"constraint": "mso", "constraint_date": datetime(2026, 1, 8, 8)}],
    )
    assert fields(*both) == [("task", "constraint")]
    task = row(merged(*both, "one", THEIRS), "task", "racks")
    assert (task["constraint"], task["constraint_date"]) == ("mso", "2026-01-08T08:00")


def test_what_follows_is_declared_of_fields_that_are_there():
    """The row that leads stands before those that follow it, so that it is decided first."""
    names = [about.name for about in CATALOGUE]
    for about in CATALOGUE:
        for name, leaders in about.follows.items():
            assert name in about.fields
            for leader in leaders:
                reference, _, field = leader.rpartition(".")
                table = about.fields[reference].target if reference else about.name
                assert field in entry(table).fields
                assert names.index(table) <= names.index(about.name)


def test_a_way_of_ones_own_must_still_be_a_value(pair):
    both = pair([{"duration": 3840}], [{"duration": 4800}])
    with pytest.raises(EditError, match="Duration"):
        merged(*both, "bad", choose=lambda _: {"duration": -1})
