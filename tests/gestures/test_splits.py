"""A task is split, its parts are moved and joined again; its ends are pulled, and the breaks stay."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates, splits
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.gestures.splits import Worked
from tpm_desktop.model.schedule import TaskSplit
from tpm_desktop.planning.clocks import ELAPSED


def parts(desk, name):
    """Start and finish of each part as the plan has them."""
    return said(splits.Worked.of(desk.program, desk.ids[name]))


def said(worked):
    return [f"{start:%a %d} – {finish:%a %d}" for start, finish in splits._dated(worked.spans)]


def breaks(desk):
    return [(row.after // 480, row.length // 480) for row in desk.program.file.rows(TaskSplit)]


def label(desk):
    return desk.program.file.journal.records()[0].label


@pytest.fixture
def split(desk):
    """Ten days of work from Monday 5 January, split after Wednesday, going on the Monday after."""
    desk.task("Install", days=10)
    splits.split(desk.program, desk.ids["Install"], datetime(2026, 1, 8), datetime(2026, 1, 12))
    return desk


def test_a_task_is_split_at_a_date_and_goes_on_at_another(split):
    assert parts(split, "Install") == ["Mon 05 – Wed 07", "Mon 12 – Tue 20"]
    assert breaks(split) == [(3, 2)]
    assert label(split) == "Split “Install”"


def test_what_is_shown_before_a_split_is_what_it_makes(desk):
    desk.task("Install", days=10)
    ends = datetime(2026, 1, 8), datetime(2026, 1, 12)
    shown = splits.split_to(desk.program, desk.ids["Install"], *ends)
    splits.split(desk.program, desk.ids["Install"], *ends)
    assert shown == splits._dated(Worked.of(desk.program, desk.ids["Install"]).spans)


def test_a_part_is_moved_and_what_is_behind_it_keeps_its_distance(split):
    task = split.ids["Install"]
    splits.split(split.program, task, datetime(2026, 1, 14), datetime(2026, 1, 15))
    shown = splits.part_moved_to(split.program, task, 1, datetime(2026, 1, 13))
    splits.move_part(split.program, task, 1, datetime(2026, 1, 13))
    assert parts(split, "Install") == ["Mon 05 – Wed 07", "Tue 13 – Wed 14", "Fri 16 – Thu 22"]
    assert shown == splits._dated(Worked.of(split.program, task).spans)
    assert label(split) == "Move a part of “Install”"


def test_a_part_moved_onto_the_one_before_is_joined_to_it(split):
    splits.move_part(split.program, split.ids["Install"], 1, datetime(2026, 1, 6))
    assert parts(split, "Install") == ["Mon 05 – Fri 16"]
    assert breaks(split) == []
    assert label(split) == "Join the parts of “Install”"


def test_what_is_done_is_not_split(desk):
    desk.task("Install", days=10)
    set_fields(desk.program, "task", desk.ids["Install"], {"percent_complete": 5_000})
    with pytest.raises(EditError, match="within the work that is left"):
        splits.split(desk.program, desk.ids["Install"], datetime(2026, 1, 8), datetime(2026, 1, 12))
    splits.split(desk.program, desk.ids["Install"], datetime(2026, 1, 13), datetime(2026, 1, 14))
    assert parts(desk, "Install") == ["Mon 05 – Mon 12", "Wed 14 – Mon 19"]


def test_a_part_that_waits_because_of_progress_says_so(desk):
    task = desk.task("Install", days=10)
    set_fields(desk.program, "task", task, {"percent_complete": 5_000})
    set_fields(desk.program, "task", task, {"resume": datetime(2026, 1, 19, 8)})
    assert parts(desk, "Install") == ["Mon 05 – Fri 09", "Mon 19 – Fri 23"]
    splits.split(desk.program, task, datetime(2026, 1, 21), datetime(2026, 1, 22))
    assert len(parts(desk, "Install")) == 3
    with pytest.raises(EditError, match="interrupted when progress was recorded"):
        splits.move_part(desk.program, task, 1, datetime(2026, 1, 20))


@pytest.mark.parametrize("values", [{"manual": True}, {"duration": 0, "milestone": True}])
def test_a_task_with_given_dates_or_without_duration_is_not_split(desk, values):
    desk.task("Handover", **{"days": 3, **values})
    with pytest.raises(EditError, match="Handover"):
        splits.split(desk.program, desk.ids["Handover"], datetime(2026, 1, 6), datetime(2026, 1, 8))


def test_the_finish_of_a_split_task_is_stretched_by_work_alone(split):
    task = split.ids["Install"]
    shown = dates.stretched_to(split.program, task, datetime(2026, 1, 22))
    dates.stretch(split.program, task, datetime(2026, 1, 22))
    assert parts(split, "Install") == ["Mon 05 – Wed 07", "Mon 12 – Wed 21"]
    assert shown.duration == 11 * 480
    assert shown.finish == datetime(2026, 1, 21, 17)


def test_the_start_is_pulled_and_finish_and_breaks_stay(split):
    task = split.ids["Install"]
    dates.pull(split.program, task, datetime(2026, 1, 6, 8))
    assert parts(split, "Install") == ["Tue 06 – Wed 07", "Mon 12 – Tue 20"]
    assert label(split) == "Change the start of “Install”"
    short = split.task("Short", days=1)
    with pytest.raises(EditError, match="no duration"):
        dates.pull(split.program, short, datetime(2026, 1, 6, 8))


def test_a_moved_split_task_is_shown_with_its_breaks(split):
    shown = dates.moved_to(split.program, split.ids["Install"], datetime(2026, 1, 6, 8))
    dates.set_start(split.program, split.ids["Install"], datetime(2026, 1, 6, 8))
    assert f"{shown.finish:%a %d %H:%M}" == split.finish("Install")


LENGTHS = st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 5_000)), min_size=1, max_size=5)


@given(LENGTHS, st.integers(1, 20_000), st.integers(0, 10_000))
def test_parts_keep_their_work_wherever_they_are_cut_and_pushed(lengths, after, later):
    clock, at, spans = ELAPSED, 0, []
    for work, pause in lengths:
        spans.append((at, at + work))
        at += work + pause
    worked = Worked(clock, tuple(spans)).cut(after)
    whole = sum(work for work, _ in lengths)
    assert worked.before(len(worked.spans)) == whole
    assert len(worked.spans) - len(spans) in (0, 1)
    last = len(worked.spans) - 1
    pushed = Worked(clock, worked.pushed(last, worked.spans[last][0] + later))
    assert pushed.before(last + 1) == whole
    assert pushed.by(pushed.spans[-1][1]) == whole
