"""The worked cases of the scheduling rules: standard calendar, from Monday 5 January 2026, dates honoured."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Plan

CASES: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "finish to start": (
        lambda plan: plan.task("A", 2).task("B", 3, after="A"),
        "A Mon 5 08:00 - Tue 6 17:00, 0 d; B Wed 7 08:00 - Fri 9 17:00, 0 d",
    ),
    "lag of two days": (
        lambda plan: plan.task("A", 2).task("B", 3, after="A FS+2d"),
        "A Mon 5 08:00 - Tue 6 17:00, 0 d; B Fri 9 08:00 - Tue 13 17:00, 0 d",
    ),
    "lead of a day": (
        lambda plan: plan.task("A", 2).task("B", 3, after="A FS-1d"),
        "A Mon 5 08:00 - Tue 6 17:00, 0 d; B Tue 6 08:00 - Thu 8 17:00, 0 d",
    ),
    "elapsed lag over the weekend": (
        lambda plan: plan.task("A", 5).task("B", 1, after="A FS+2ed"),
        "A Mon 5 08:00 - Fri 9 17:00, 0 d; B Mon 12 08:00 - Mon 12 17:00, 0 d",
    ),
    "lag of half the predecessor": (
        lambda plan: plan.task("A", 4).task("B", 1, after="A FS+50%"),
        "A Mon 5 08:00 - Thu 8 17:00, 0 d; B Tue 13 08:00 - Tue 13 17:00, 0 d",
    ),
    "start to start with a lag": (
        lambda plan: plan.task("A", 3).task("B", 2, after="A SS+1d"),
        "A Mon 5 08:00 - Wed 7 17:00, 0 d; B Tue 6 08:00 - Wed 7 17:00, 0 d",
    ),
    "finish to finish": (
        lambda plan: plan.task("A", 3).task("B", 1, after="A FF"),
        "A Mon 5 08:00 - Wed 7 17:00, 0 d; B Wed 7 08:00 - Wed 7 17:00, 0 d",
    ),
    "finish to finish with a lag": (
        lambda plan: plan.task("A", 3).task("B", 1, after="A FF+1d"),
        "A Mon 5 08:00 - Wed 7 17:00, 0 d; B Thu 8 08:00 - Thu 8 17:00, 0 d",
    ),
    "slack by a parallel path": (
        lambda plan: plan.task("A", 1).task("B", 5).task("C", 1, after=["A", "B"]),
        "A Mon 5 08:00 - Mon 5 17:00, 4 d; B Mon 5 08:00 - Fri 9 17:00, 0 d; "
        "C Mon 12 08:00 - Mon 12 17:00, 0 d",
    ),
    "milestone keeps the instant its predecessor finishes": (
        lambda plan: plan.task("A", 1).task("B", after="A").task("C", 1, after="B"),
        "A Mon 5 08:00 - Mon 5 17:00, 0 d; B Mon 5 17:00 - Mon 5 17:00, 0 d; "
        "C Tue 6 08:00 - Tue 6 17:00, 0 d",
    ),
    "start no earlier than": (
        lambda plan: plan.task("A", 1).task("B", 1, after="A", constraint="SNET Thu 8"),
        "A Mon 5 08:00 - Mon 5 17:00, 2 d; B Thu 8 08:00 - Thu 8 17:00, 0 d",
    ),
    "finish no earlier than": (
        lambda plan: plan.task("A", 1).task("B", 1, after="A", constraint="FNET Fri 9 17:00"),
        "A Mon 5 08:00 - Mon 5 17:00, 3 d; B Fri 9 08:00 - Fri 9 17:00, 0 d",
    ),
    "start no later than, against a link": (
        lambda plan: plan.task("A", 5).task("B", 1, after="A", constraint="SNLT Wed 7"),
        "A Mon 5 08:00 - Fri 9 17:00, -3 d; B Wed 7 08:00 - Wed 7 17:00, 0 d",
    ),
    "finish no later than, before the plan's start": (
        lambda plan: plan.task("A", 5, constraint="FNLT Wed 7 17:00").task("B", 1, after="A"),
        "A Thu 1 08:00 - Wed 7 17:00, 0 d; B Thu 8 08:00 - Thu 8 17:00, 0 d",
    ),
    "must start on": (
        lambda plan: (
            plan.task("A", 1).task("B", 1, after="A", constraint="MSO Mon 12").task("C", 1, after="B")
        ),
        "A Mon 5 08:00 - Mon 5 17:00, 4 d; B Mon 12 08:00 - Mon 12 17:00, 0 d; "
        "C Tue 13 08:00 - Tue 13 17:00, 0 d",
    ),
    "must finish on": (
        lambda plan: plan.task("A", 1).task("B", 1, after="A", constraint="MFO Wed 14 17:00"),
        "A Mon 5 08:00 - Mon 5 17:00, 6 d; B Wed 14 08:00 - Wed 14 17:00, 0 d",
    ),
    "as late as possible before what follows": (
        lambda plan: (
            plan.task("A", 1)
            .task("B", 1, after="A", constraint="ALAP")
            .task("C", 5)
            .task("D", 1, after=["B", "C"])
        ),
        "A Mon 5 08:00 - Mon 5 17:00, 3 d; B Fri 9 08:00 - Fri 9 17:00, 0 d; "
        "C Mon 5 08:00 - Fri 9 17:00, 0 d; "
        "D Mon 12 08:00 - Mon 12 17:00, 0 d",
    ),
    "deadline missed": (
        lambda plan: plan.task("A", 5, by="Wed 7 17:00"),
        "A Mon 5 08:00 - Fri 9 17:00, -2 d",
    ),
    "deadline after the plan's end": (
        lambda plan: plan.task("A", 1, by="Fri 16 17:00").task("B", 3),
        "A Mon 5 08:00 - Mon 5 17:00, 2 d; B Mon 5 08:00 - Wed 7 17:00, 0 d",
    ),
    "holiday": (
        lambda plan: plan.holiday("Wed 7").task("A", 3).task("B", 1, after="A"),
        "A Mon 5 08:00 - Thu 8 17:00, 0 d; B Fri 9 08:00 - Fri 9 17:00, 0 d",
    ),
    "holiday within a lag": (
        lambda plan: plan.holiday("Wed 7").task("A", 2).task("B", 1, after="A FS+1d"),
        "A Mon 5 08:00 - Tue 6 17:00, 0 d; B Fri 9 08:00 - Fri 9 17:00, 0 d",
    ),
    "hours over lunch and night": (
        lambda plan: plan.task("A", hours=6).task("B", hours=4, after="A"),
        "A Mon 5 08:00 - Mon 5 15:00, 0 d; B Mon 5 15:00 - Tue 6 10:00, 0 d",
    ),
    "a branch off the chain": (
        lambda plan: plan.task("A", 1).task("B", 3).task("C", 1, after=["A", "B"]).task("D", 1, after="A"),
        "A Mon 5 08:00 - Mon 5 17:00, 2 d; B Mon 5 08:00 - Wed 7 17:00, 0 d; "
        "C Thu 8 08:00 - Thu 8 17:00, 0 d; "
        "D Tue 6 08:00 - Tue 6 17:00, 2 d",
    ),
    "the later of two links decides": (
        lambda plan: plan.task("A", 3).task("B", 1).task("C", 1, after=["A FS-1d", "B SS+3d"]),
        "A Mon 5 08:00 - Wed 7 17:00, 1 d; B Mon 5 08:00 - Mon 5 17:00, 0 d; "
        "C Thu 8 08:00 - Thu 8 17:00, 0 d",
    ),
    "resource off on a day": (
        lambda plan: (
            plan.calendar("Installer").holiday("Tue 6", "Installer").task("A", 2).assign("A", "Installer")
        ),
        "A Mon 5 08:00 - Wed 7 17:00, 0 d",
    ),
    "elapsed duration": (
        lambda plan: plan.task("A", elapsed_days=2, constraint="SNET Fri 9"),
        "A Fri 9 08:00 - Sun 11 08:00, 0 d",
    ),
    "actual start": (
        lambda plan: plan.task("A", 2, actual_start="Tue 6").task("B", 1, after="A"),
        "A Tue 6 08:00 - Wed 7 17:00, 0 d; B Thu 8 08:00 - Thu 8 17:00, 0 d",
    ),
    "task calendar of three days a week": (
        lambda plan: plan.calendar("Lab", days=range(3)).task("A", 5, calendar="Lab"),
        "A Mon 5 08:00 - Tue 13 17:00, 0 d",
    ),
    "finish no later than, not honoured": (
        lambda plan: plan.with_options(honour_constraints=False).task("A", 5, constraint="FNLT Wed 7 17:00"),
        "A Mon 5 08:00 - Fri 9 17:00, -2 d",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_worked_case(plan: Plan, case: str) -> None:
    build, expected = CASES[case]
    build(plan)
    assert "; ".join(plan.described(str(row["name"])) for row in plan.rows) == expected


def test_start_to_finish_shows_the_finish_where_its_predecessor_starts(plan: Plan) -> None:
    plan.task("Changeover", 2, constraint="SNET Thu 8").task("Standby", 1, after="Changeover SF")
    assert plan.dates("Standby") == "Wed 7 08:00 - Thu 8 08:00"
    assert plan.slack("Standby") == 2


def test_what_is_left_of_a_begun_task_moves_behind_the_status_date(plan: Plan) -> None:
    plan.with_options(status_date="Mon 12", reschedule_uncompleted=True)
    plan.task("A", 4, actual_start="Mon 5", done=5000)
    assert plan.dates("A") == "Mon 5 08:00 - Tue 13 17:00"


def test_a_manual_task_keeps_its_dates_and_drives_others(plan: Plan) -> None:
    plan.task("A", 5)
    plan.task("B", 2, after="A", manual=True, manual_start="Mon 5", manual_finish="Tue 6 17:00")
    plan.task("C", 1, after="B")
    assert plan.dates("B") == "Mon 5 08:00 - Tue 6 17:00"
    assert plan.start("C") == "Wed 7 08:00"


def test_what_follows_a_summary_waits_for_its_last_child(plan: Plan) -> None:
    plan.task("S").task("A", 2, inside="S").task("B", 3, inside="S", after="A").task("C", 1, after="S")
    assert plan.dates("S") == "Mon 5 08:00 - Fri 9 17:00"
    assert plan.start("C") == "Mon 12 08:00"
