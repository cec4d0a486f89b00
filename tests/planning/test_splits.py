"""Tasks whose work has breaks; the first plan is one that Microsoft Project stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tpm_desktop.planning.splits import Breaks

if TYPE_CHECKING:
    from .conftest import Plan


def test_a_break_makes_a_task_end_later_and_slip_as_a_whole(plan: Plan) -> None:
    plan.with_options(start="2006-09-21 08:00").task("Split once", 10).task("Split twice", 15)
    plan.split("Split once", 4, 3).split("Split twice", 3, 2).split("Split twice", 8, 3)
    assert plan.finish("Split once") == "2006-10-09 17:00"
    assert plan.finish("Split twice") == "2006-10-18 17:00"
    assert plan.late_dates("Split once") == "2006-10-02 08:00 - 2006-10-18 17:00"
    assert (plan.slack("Split once"), plan.critical()) == (7, ["Split twice"])


def test_a_break_moves_with_its_task(plan: Plan) -> None:
    plan.task("A", 1).task("B", 2, after="A").split("B", 1, 1).task("C", 1, after="B")
    assert plan.dates("B") == "Tue 6 08:00 - Thu 8 17:00"
    assert plan.start("C") == "Fri 9 08:00"


def test_a_finish_that_is_demanded_takes_account_of_the_break(plan: Plan) -> None:
    plan.task("A", 2, constraint="MFO Fri 9 17:00").split("A", 1, 1)
    assert plan.start("A") == "Wed 7 08:00"


def test_a_break_after_the_end_says_nothing(plan: Plan) -> None:
    plan.task("A", 2).split("A", 2, 5).split("A", 9, 5)
    assert plan.finish("A") == "Tue 6 17:00"


def test_work_that_has_come_to_the_break_goes_on_after_it(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=5000).split("A", 2, 3)
    assert plan.finish("A") == "Tue 13 17:00"


def test_a_resume_date_stands_in_for_the_break_at_the_stop(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=5000, stop="Tue 6 17:00", resume="Thu 8")
    plan.split("A", 2, 3)
    assert plan.finish("A") == "Fri 9 17:00"


def test_what_is_done_leaves_the_breaks_before_it_aside(plan: Plan) -> None:
    plan.task("A", 4, actual_start="Mon 5", done=7500, stop="Fri 9 17:00").split("A", 2, 2).split("A", 3, 1)
    assert plan.finish("A") == "Tue 13 17:00"


def test_the_parts_between_the_breaks_are_told(plan: Plan) -> None:
    plan.task("A", 4).split("A", 1, 1).split("A", 2, 0.5)
    plan.task("B", 4, actual_start="Mon 5", done=5000, stop="Tue 6 17:00", resume="Thu 8").split("B", 3, 1)
    plan.task("C", 4, actual_start="Mon 5", done=2500).split("C", 2, 1)
    assert plan.parts("A") == [
        "Mon 5 08:00 - Mon 5 17:00",
        "Wed 7 08:00 - Wed 7 17:00",
        "Thu 8 13:00 - Mon 12 12:00",
    ]
    assert plan.parts("C") == ["Mon 5 08:00 - Tue 6 17:00", "Thu 8 08:00 - Fri 9 17:00"]
    assert plan.parts("B") == [
        "Mon 5 08:00 - Tue 6 17:00",
        "Thu 8 08:00 - Thu 8 17:00",
        "Mon 12 08:00 - Mon 12 17:00",
    ]


def test_everybody_in_a_crew_of_different_hours_has_the_break(plan: Plan) -> None:
    plan.calendar("Part time", days=(0, 2, 4)).task("A", 4).split("A", 1, 1)
    plan.assign("A", "Part time", hours=16).assign("A", hours=16)
    assert plan.finish("A") == "Fri 9 17:00"


@given(
    parts=st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), max_size=4, unique_by=lambda p: p[0]),
    minutes=st.integers(1, 60),
)
def test_what_is_worked_in_the_time_that_work_takes_is_that_work(
    parts: list[tuple[int, int]], minutes: int
) -> None:
    breaks = Breaks(tuple(sorted(parts)))
    assert breaks.worked(breaks.span(minutes)) == minutes
    assert breaks.span(minutes) == sum(breaks.span(at + 1, at) for at in range(minutes)) + sum(
        breaks.after(at) for at in range(1, minutes)
    )
