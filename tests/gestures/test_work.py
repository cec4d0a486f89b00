"""Work, units and duration follow each other by a task's type; whoever edits, and wherever."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.crew import Crew, Part, shared
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Task, TaskType

DAY, HALF, WHOLE = 480, 5_000, 10_000


def task(desk, name="A"):
    return desk.program.file.row(Task, desk.ids[name])


def assign(desk, who, name="A", **values):
    person = add_row(desk.program, "resource", {"name": who})
    row = {"task_id": desk.ids[name], "resource_id": person, **values}
    return add_row(desk.program, "assignment", row)


def people(desk):
    """Units in per cent and work in hours of each assignment."""
    return [(a.units // 100, a.work / 60) for a in desk.program.file.rows(Assignment)]


def test_case_27_sixteen_hours_of_one_person_at_half_time_take_four_days(desk):
    desk.task("A", days=1)
    assign(desk, "Ann", units=HALF, work=16 * 60)
    assert (desk.start("A"), desk.finish("A")) == ("Mon 05 08:00", "Thu 08 17:00")


def test_case_28_a_second_person_halves_what_is_effort_driven(desk):
    desk.task("A", days=1, effort_driven=True)
    assign(desk, "Ann", units=HALF, work=16 * 60)
    assign(desk, "Bob", units=HALF)
    assert (desk.start("A"), desk.finish("A")) == ("Mon 05 08:00", "Tue 06 17:00")
    assert people(desk) == [(50, 8), (50, 8)]


def test_work_entered_for_the_task_gives_the_same(desk):
    desk.task("A", days=1)
    assign(desk, "Ann", units=HALF)
    set_fields(desk.program, "task", desk.ids["A"], {"work": 16 * 60})
    assert desk.finish("A") == "Thu 08 17:00"
    row = desk.program.plan.row(desk.ids["A"])
    assert desk.program.plan.state.work.whole[row] == 16 * 60


TYPES = [
    (TaskType.FIXED_UNITS, "units", 50, (4, 50, 16)),
    (TaskType.FIXED_UNITS, "duration", 4, (4, 100, 32)),
    (TaskType.FIXED_UNITS, "work", 32, (4, 100, 32)),
    (TaskType.FIXED_DURATION, "units", 50, (2, 50, 8)),
    (TaskType.FIXED_DURATION, "duration", 4, (4, 100, 32)),
    (TaskType.FIXED_DURATION, "work", 8, (2, 50, 8)),
    (TaskType.FIXED_WORK, "units", 50, (4, 50, 16)),
    (TaskType.FIXED_WORK, "duration", 4, (4, 50, 16)),
    (TaskType.FIXED_WORK, "work", 32, (4, 100, 32)),
]


@pytest.mark.parametrize(("kind", "edited", "value", "expected"), TYPES)
def test_the_third_value_follows_by_the_type_of_the_task(desk, kind, edited, value, expected):
    desk.task("A", days=2, type=kind)
    assignment = assign(desk, "Ann")
    if edited == "duration":
        set_fields(desk.program, "task", desk.ids["A"], {"duration": value * DAY})
    else:
        minutes_or_share = value * 60 if edited == "work" else value * 100
        set_fields(desk.program, "assignment", assignment, {edited: minutes_or_share})
    ((units, hours),) = people(desk)
    assert (task(desk).duration / DAY, units, hours) == expected


def test_of_fixed_duration_the_units_are_shared_out(desk):
    desk.task("A", days=2, type=TaskType.FIXED_DURATION, effort_driven=True)
    assign(desk, "Ann")
    assign(desk, "Bob")
    assert task(desk).duration == 2 * DAY
    assert people(desk) == [(50, 8), (50, 8)]


def test_who_goes_leaves_their_work_to_the_others(desk):
    desk.task("A", days=2, effort_driven=True)
    first = assign(desk, "Ann")
    assign(desk, "Bob")
    assert (desk.finish("A"), people(desk)) == ("Mon 05 17:00", [(100, 8), (100, 8)])
    remove_rows(desk.program, "assignment", [first])
    assert (desk.finish("A"), people(desk)) == ("Tue 06 17:00", [(100, 16)])
    desk.program.file.undo()
    assert (desk.finish("A"), people(desk)) == ("Mon 05 17:00", [(100, 8), (100, 8)])


def test_a_task_that_is_not_effort_driven_gets_more_work_by_more_people(desk):
    desk.task("A", days=2)
    assign(desk, "Ann")
    assign(desk, "Bob")
    assert (desk.finish("A"), people(desk)) == ("Tue 06 17:00", [(100, 16), (100, 16)])


def test_fixed_work_is_effort_driven_and_stays_so(desk):
    desk.task("A", days=2)
    set_fields(desk.program, "task", desk.ids["A"], {"type": TaskType.FIXED_WORK})
    assert task(desk).effort_driven
    with pytest.raises(EditError, match="fixed work is effort-driven"):
        set_fields(desk.program, "task", desk.ids["A"], {"effort_driven": False})


def test_a_task_lasts_as_long_as_its_longest_assignment_delays_included(desk):
    desk.task("A", days=2)
    assign(desk, "Ann")
    second = assign(desk, "Bob", work=8 * 60)
    set_fields(desk.program, "assignment", second, {"delay": 2 * DAY, "work": 2 * DAY})
    assert (task(desk).duration, desk.finish("A")) == (4 * DAY, "Thu 08 17:00")


def test_a_pasted_block_follows_the_same_rules_in_one_step(desk):
    desk.task("A", days=2, effort_driven=True)
    desk.task("B", days=2, type=TaskType.FIXED_DURATION)
    first, other = assign(desk, "Ann"), assign(desk, "Eve", "B")
    person = add_row(desk.program, "resource", {"name": "Bob"})
    joined = {"task_id": desk.ids["A"], "resource_id": person}
    set_rows(desk.program, "assignment", {first: {"units": HALF}, other: {"units": HALF}}, [joined], "Paste")
    assert (task(desk, "A").duration, task(desk, "B").duration) == (640, 2 * DAY)
    work = {a.id: a.work for a in desk.program.file.rows(Assignment)}
    assert (work[first], work[other], sum(work.values())) == (320, DAY, 3 * DAY)
    undone = desk.program.file.undo()
    assert undone is not None
    assert undone.label == "Paste 3 assignments"
    assert task(desk, "A").duration == 2 * DAY


def test_a_stretched_bar_takes_the_work_along(desk):
    desk.task("A", days=1)
    assign(desk, "Ann")
    dates.stretch(desk.program, desk.ids["A"], datetime(2026, 1, 8, 17))
    assert people(desk) == [(100, 32)]


def test_work_of_a_task_on_which_nobody_works_is_refused(desk):
    desk.task("A", days=1)
    with pytest.raises(EditError, match="assign somebody first"):
        set_fields(desk.program, "task", desk.ids["A"], {"work": 600})


def test_a_new_task_has_no_work_before_somebody_is_assigned(desk):
    with pytest.raises(EditError, match="a new task has no work yet"):
        add_row(desk.program, "task", {"name": "A", "project_id": desk.ids["Ledger"], "work": 600})


def test_materials_have_no_part_in_it(desk):
    desk.task("A", days=2, effort_driven=True)
    assign(desk, "Ann")
    cable = add_row(desk.program, "resource", {"name": "Cable", "kind": "material"})
    row = {"task_id": desk.ids["A"], "resource_id": cable, "work": 600}
    add_row(desk.program, "assignment", row)
    assert (desk.finish("A"), people(desk)) == ("Tue 06 17:00", [(100, 16), (100, 10)])
    assert desk.program.plan.state.work.whole[desk.program.plan.row(desk.ids["A"])] == 16 * 60


parts = st.builds(
    Part,
    units=st.sampled_from([0, 2_500, 3_333, 5_000, 10_000, 20_000]),
    work=st.integers(0, 20_000),
    delay=st.sampled_from([0, 0, 0, 240]),
)
crews = st.builds(
    lambda kind, people, days: Crew(
        kind, effort_driven=True, duration=days * DAY, parts={str(n): p for n, p in enumerate(people)}
    ),
    st.sampled_from(list(TaskType)),
    st.lists(parts, min_size=1, max_size=5),
    st.integers(1, 40),
)


@given(crews, st.sampled_from([2_500, 10_000]))
def test_who_comes_to_what_is_effort_driven_changes_no_work(crew, units):
    work = crew.work
    crew.join("new", Part(units, 0))
    assert crew.work == (work or crew.parts["new"].work)


@given(crews, st.integers(0, 100_000))
def test_entered_work_is_the_sum_of_what_people_get(crew, work):
    crew.set_work(work)
    assert crew.work == work


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10_000), min_size=1, max_size=9))
def test_nothing_is_lost_when_a_whole_is_shared_out(whole, shares):
    found = shared(whole, shares)
    assert sum(found) == whole
    assert min(found) >= 0


def test_somebody_at_no_units_is_there_as_long_as_the_task_lasts_and_does_nothing(desk):
    desk.task("A", days=2)
    assign(desk, "Ann")
    idle = assign(desk, "Bob", units=0)
    assert people(desk) == [(100, 16), (0, 0)]
    set_fields(desk.program, "task", desk.ids["A"], {"duration": 4 * DAY})
    assert people(desk) == [(100, 32), (0, 0)]
    set_fields(desk.program, "assignment", idle, {"units": HALF})
    assert people(desk) == [(100, 32), (50, 16)]
    set_fields(desk.program, "assignment", idle, {"units": 0})
    assert (people(desk), desk.finish("A")) == ([(100, 32), (0, 0)], "Thu 08 17:00")


def test_work_for_somebody_at_no_units_gives_them_units(desk):
    desk.task("A", days=2)
    idle = assign(desk, "Bob", units=0)
    set_fields(desk.program, "assignment", idle, {"work": 8 * 60})
    assert (people(desk), desk.finish("A")) == ([(50, 8)], "Tue 06 17:00")
    set_fields(desk.program, "assignment", idle, {"units": 0})
    set_fields(desk.program, "task", desk.ids["A"], {"work": 16 * 60})
    assert (people(desk), desk.finish("A")) == ([(100, 16)], "Tue 06 17:00")


def test_work_that_is_done_stays_when_somebody_does_no_more(desk):
    desk.task("A", days=2)
    one = assign(desk, "Ann")
    set_fields(desk.program, "assignment", one, {"actual_work": 4 * 60})
    set_fields(desk.program, "assignment", one, {"units": 0})
    set_fields(desk.program, "task", desk.ids["A"], {"duration": 3 * DAY})
    assert people(desk) == [(0, 4)]


def test_a_duration_of_fixed_work_leaves_idle_people_their_units(desk):
    desk.task("A", days=2, type=TaskType.FIXED_WORK, effort_driven=True)
    assign(desk, "Ann", work=0)
    set_fields(desk.program, "task", desk.ids["A"], {"duration": 4 * DAY})
    assert people(desk) == [(100, 0)]


def test_a_little_work_of_many_takes_at_least_a_minute(desk):
    desk.task("A", days=1)
    many = assign(desk, "Crowd", units=1000 * WHOLE)
    set_fields(desk.program, "assignment", many, {"work": 30})
    assert task(desk).duration == 1


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("task", "levelling_delay"),
        ("assignment", "levelling_delay"),
        ("assignment", "delay"),
        ("assignment", "units"),
        ("assignment", "work"),
        ("resource", "max_units"),
    ],
)
def test_what_is_longer_or_more_than_any_plan_is_refused(desk, table, field):
    desk.task("A")
    ids = {"task": desk.ids["A"], "assignment": assign(desk, "Ann")}
    ids["resource"] = desk.program.file.rows(Assignment)[0].resource_id
    for value, said in ((10**13, "at most"), (-1, "at least 0")):
        with pytest.raises(EditError, match=said):
            set_fields(desk.program, table, ids[table], {field: value})
