"""Every kind of link with every kind of lag, on calendars that agree and on some that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Plan

# A takes Wednesday 7 to Thursday 8, B takes one day.
DATES = {
    "FS": "Fri 9 08:00 - Fri 9 17:00",
    "FS+1d": "Mon 12 08:00 - Mon 12 17:00",
    "FS-1d": "Thu 8 08:00 - Thu 8 17:00",
    "FS+4h": "Fri 9 13:00 - Mon 12 12:00",
    "FS+1ed": "Mon 12 08:00 - Mon 12 17:00",
    "FS-1ed": "Thu 8 08:00 - Thu 8 17:00",
    "FS+15eh": "Fri 9 08:00 - Fri 9 17:00",
    "FS+50%": "Mon 12 08:00 - Mon 12 17:00",
    "FS+100e%": "Fri 9 09:00 - Mon 12 09:00",
    "SS": "Wed 7 08:00 - Wed 7 17:00",
    "SS+1d": "Thu 8 08:00 - Thu 8 17:00",
    "SS-1d": "Tue 6 08:00 - Tue 6 17:00",
    "SS+3ed": "Mon 12 08:00 - Mon 12 17:00",
    "SS+50%": "Thu 8 08:00 - Thu 8 17:00",
    "FF": "Thu 8 08:00 - Thu 8 17:00",
    "FF+1d": "Fri 9 08:00 - Fri 9 17:00",
    "FF-1d": "Wed 7 08:00 - Wed 7 17:00",
    "FF+1ed": "Fri 9 08:00 - Fri 9 17:00",
    "FF+50%": "Fri 9 08:00 - Fri 9 17:00",
    "SF": "Tue 6 08:00 - Wed 7 08:00",
    "SF+1d": "Wed 7 08:00 - Wed 7 17:00",
    "SF-1d": "Mon 5 08:00 - Mon 5 17:00",
    "SF+1ed": "Wed 7 08:00 - Thu 8 08:00",
    "SF+50%": "Wed 7 08:00 - Wed 7 17:00",
}


@pytest.mark.parametrize("link", DATES)
def test_link_with_lag(plan: Plan, link: str) -> None:
    plan.task("A", 2, constraint="SNET Wed 7").task("B", 1, after=f"A {link}")
    assert plan.dates("B") == DATES[link]


@pytest.mark.parametrize("link", DATES)
def test_the_predecessor_may_slip_until_the_link_holds_its_successor_late(plan: Plan, link: str) -> None:
    plan.task("A", 2, constraint="SNET Wed 7").task("B", 1, after=f"A {link}")
    plan.task("Long", 20)
    late, slack = plan.late_dates("A"), plan.slack("A")
    moved = type(plan)().task("A", 2, constraint=f"SNET {late.split(' - ', maxsplit=1)[0]}")
    moved.task("B", 1, after=f"A {link}").task("Long", 20)
    assert slack > 0
    assert moved.slack("A") == pytest.approx(0, abs=0.51 if "%" in link or "e" in link else 0)
    assert moved.finish("Long") == plan.finish("Long")


def test_lag_runs_on_the_calendar_of_the_task_that_waits(plan: Plan) -> None:
    plan.calendar("Every day", days=range(7))
    plan.task("Pour", 5).task("Strip", 1, after="Pour FS+2d", calendar="Every day")
    assert plan.dates("Strip") == "Mon 12 08:00 - Mon 12 17:00"


def test_a_task_on_another_calendar_starts_in_its_own_next_shift(plan: Plan) -> None:
    plan.calendar("Weekend", days=(5, 6)).task("Build", 5).task(
        "Cut over", 3, after="Build", calendar="Weekend"
    )
    assert plan.dates("Cut over") == "Sat 10 08:00 - Sat 17 17:00"


def test_a_finish_to_finish_link_across_calendars(plan: Plan) -> None:
    plan.calendar("Weekend", days=(5, 6))
    plan.task("Cut over", 1, calendar="Weekend").task("Guard", 1, after="Cut over FF")
    assert plan.finish("Cut over") == "Sat 10 17:00"
    assert plan.dates("Guard") == "Fri 9 08:00 - Sat 10 17:00"


def test_the_latest_of_several_links_decides_and_is_told(plan: Plan) -> None:
    plan.task("Cable", 2).task("Racks", 4).task("Power", 1)
    plan.task("Install", 1, after=["Cable FS+1d", "Racks", "Power SS+1d"])
    assert plan.start("Install") == "Fri 9 08:00"
    assert plan.driver("Install") == "Racks"


def test_a_lead_does_not_pull_a_task_before_the_start_of_the_plan(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A FS-5d")
    assert plan.start("B") == "Mon 5 08:00"


def test_what_follows_a_task_dated_before_the_plan_starts_there_too(plan: Plan) -> None:
    plan.task("A", 1, constraint="SNET 2025-12-29 08:00").task("B", 1, after="A")
    assert plan.dates("B") == "2025-12-30 08:00 - 2025-12-30 17:00"


def test_inactive_tasks_neither_drive_nor_count(plan: Plan) -> None:
    plan.task("A", 2).task("Option", 10, after="A", active=False).task("B", 1, after="Option")
    assert plan.start("B") == "Mon 5 08:00"
    assert plan.answer.program_finish == plan.answer.finish[plan.row("A")]
    assert "Option" not in plan.critical()


def test_an_external_date_drives_but_does_not_end_the_plan(plan: Plan) -> None:
    plan.task("Delivery", external=True, manual_start="Thu 8", manual_finish="Thu 8")
    plan.task("Install", 1, after="Delivery")
    plan.task("Other program", external=True, manual_start="Mon 26", manual_finish="Mon 26")
    assert plan.dates("Install") == "Thu 8 08:00 - Thu 8 17:00"
    assert plan.slack("Install") == 0


def test_levelling_delay_comes_on_top_and_its_predecessor_may_not_eat_it(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A", levelling_delay=2 * 1440)
    assert plan.dates("B") == "Thu 8 08:00 - Thu 8 17:00"
    assert plan.slack("A") == 0


def test_a_finish_demanded_where_work_begins_is_shown_there(plan: Plan) -> None:
    plan.task("A", 5).task("B", 1, constraint="SNET Mon 12").task("C", 2, after="B SF")
    assert plan.dates("C") == "Thu 8 08:00 - Mon 12 08:00"
