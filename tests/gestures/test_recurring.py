"""Recurring tasks come on the days that a planner means, as a summary with a task for each time."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row
from tpm_desktop.gestures.recurring import insert_recurring, occurrences
from tpm_desktop.model.calendars import Calendar, Recurrence
from tpm_desktop.model.schedule import Constraint, Task
from tpm_desktop.plan.recurrence import Rule

MONDAY = date(2026, 1, 5)
WEEKLY, MONTHLY, NTH = Recurrence.WEEKLY, Recurrence.MONTHLY_DAY, Recurrence.MONTHLY_POSITION


def days(desk, rule, first=MONDAY, **end):
    return [f"{at:%a %d %b}" for at in occurrences(desk.program, rule, first, **end)]


def test_every_second_thursday(desk):
    rule = Rule(WEEKLY, 2, weekdays=(3,))
    assert days(desk, rule, count=3) == ["Thu 08 Jan", "Thu 22 Jan", "Thu 05 Feb"]
    assert days(desk, rule, last=date(2026, 1, 22)) == ["Thu 08 Jan", "Thu 22 Jan"]


def test_the_third_and_the_last_thursday_of_a_month(desk):
    assert days(desk, Rule(NTH, weekdays=(3,), position=3), count=2) == ["Thu 15 Jan", "Thu 19 Feb"]
    assert days(desk, Rule(NTH, weekdays=(3,), position=5), count=2) == ["Thu 29 Jan", "Thu 26 Feb"]


def test_a_day_that_is_not_worked_comes_on_the_next_that_is(desk):
    assert days(desk, Rule(MONTHLY, month_day=10), count=2) == ["Mon 12 Jan", "Tue 10 Feb"]
    standard = desk.program.file.rows(Calendar)[0].id
    off = {"calendar_id": standard, "name": "Move", "first": date(2026, 2, 10), "last": date(2026, 2, 10)}
    add_row(desk.program, "calendar_exception", off)
    assert days(desk, Rule(MONTHLY, month_day=10), count=2) == ["Mon 12 Jan", "Wed 11 Feb"]


def test_every_day_leaves_out_weekends(desk):
    assert days(desk, Rule(Recurrence.DAILY), date(2026, 1, 8), last=date(2026, 1, 13)) == [
        "Thu 08 Jan",
        "Fri 09 Jan",
        "Mon 12 Jan",
        "Tue 13 Jan",
    ]


def test_the_31st_of_a_short_month_is_its_last_day(desk):
    rule = Rule(MONTHLY, month_day=31, short_months=True)
    assert days(desk, rule, date(2026, 3, 1), count=3) == ["Tue 31 Mar", "Thu 30 Apr", "Mon 01 Jun"]


def test_a_summary_holds_a_task_for_each_time_in_one_step(desk):
    desk.task("Order")
    starts = occurrences(desk.program, Rule(WEEKLY, weekdays=(0,)), MONDAY, count=3)
    insert_recurring(desk.program, starts, name="Board", duration=60, parent=desk.ids["Data centre"])
    assert desk.outline()[:6] == [
        "Data centre",
        "  Order",
        "  Board",
        "    Board 1",
        "    Board 2",
        "    Board 3",
    ]
    rows = {task.name: task for task in desk.program.file.rows(Task)}
    assert (rows["Board 2"].constraint, rows["Board 2"].constraint_date) == (
        Constraint.SNET,
        datetime(2026, 1, 12, 8),
    )
    desk.ids |= {name: task.id for name, task in rows.items()}
    assert (desk.start("Board"), desk.finish("Board 3")) == ("Mon 05 08:00", "Mon 19 09:00")
    undone = desk.program.file.undo()
    assert undone is not None
    assert undone.label == "Insert recurring “Board”, 3 times"
    assert "  Board" not in desk.outline()


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ({}, "not said when this ends"),
        ({"count": 2000}, "more than 999"),
        ({"last": date(2025, 1, 1)}, "no day"),
    ],
)
def test_what_makes_no_sense_is_refused(desk, end, said):
    with pytest.raises(EditError, match=said):
        occurrences(desk.program, Rule(Recurrence.DAILY), MONDAY, **end)
