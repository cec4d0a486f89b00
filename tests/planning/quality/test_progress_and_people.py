"""Checks of progress, baseline and people: the worked figures of the schedule health page."""

from __future__ import annotations

import pytest

from tests.planning.conftest import instant, said
from tpm_desktop.planning.calendars import CalendarException, CalendarSpec
from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality import Verdict
from tpm_desktop.planning.quality.progress import months_on

HOLDS, FAILS, REPORTED = Verdict.HOLDS, Verdict.FAILS, Verdict.REPORTED


def over(start: str, finish: str) -> dict[str, object]:
    return {"done": WHOLE, "actual_start": start, "actual_finish": finish}


def test_tasks_that_ride_on_the_status_date(quality, plan):
    plan.with_options(status_date="Fri 9 17:00")
    plan.task("Nearly", 40, done=9_500, actual_start="2025-11-18 08:00", resume="Mon 12")
    plan.task("Half", 2, done=5_000, actual_start="Fri 9", resume="Mon 12")
    assert plan.finish("Nearly") == "Tue 13 17:00"
    assert plan.finish("Half") == "Mon 12 17:00"
    assert quality.told("P2") == (1, 2, REPORTED)
    assert quality.names("P2") == ["Nearly"]


def test_progress_that_contradicts_itself(quality, plan):
    plan.task("No finish", 1, done=WHOLE, actual_start="Mon 5")
    plan.task("Not all", 1, done=4_000, actual_start="Mon 5", actual_finish="Mon 5 17:00")
    plan.task("No start", 1, done=2_000).task("Untouched", 1)
    assert quality.told("P3") == (3, 4, FAILS)


def test_remaining_durations_that_nobody_estimated(quality, plan):
    for at in range(10):
        plan.task(f"T{at}", 4, done=5_000, actual_start="Mon 5")
    plan.task("Ahead", 4).task("Done", 4, **over("Mon 5", "Thu 8 17:00"))
    names = [f"T{at}" for at in range(10)]
    quality.baseline(**dict.fromkeys([*names, "Ahead", "Done"], "Mon 5 - Thu 8 17:00"))
    quality.agreed_days["T3"] = 3
    assert quality.told("P4") == (9, 10, REPORTED)
    assert quality.names("P4") == [name for name in names if name != "T3"]


def test_tasks_complete_in_progress_and_to_go(quality, plan):
    plan.task("Done", 1, **over("Mon 5", "Mon 5 17:00")).task("Going", 2, done=5_000, actual_start="Tue 6")
    plan.task("Ahead", 1)
    assert quality.told("S9") == (1, 3, REPORTED)
    assert quality.of("S9").found.note == "1 in progress, 1 to go"


def test_a_bow_wave_of_finishes(quality, plan):
    plan.with_options(start="2025-10-01 08:00", status_date="2025-12-31 17:00")
    for month, finished in (("10", 14), ("11", 16), ("12", 18)):
        for at in range(finished):
            day = f"2025-{month}-15"
            plan.task(f"{month} {at}", 1, **over(f"{day} 08:00", f"{day} 17:00"))
    for at in range(30):
        plan.task(f"Next {at}", 1, constraint="SNET Mon 12")
    plan.task("Later", 1, constraint="SNET 2026-02-09 08:00")
    assert quality.told("P5") == (3 * 30, 48, FAILS)  # 1.875


@pytest.mark.parametrize(
    ("at", "months", "then"),
    [
        ("2026-01-31 17:00", 1, "2026-02-28 17:00"),
        ("2026-03-31 17:00", -1, "2026-02-28 17:00"),
        ("2026-01-15 17:00", -1, "2025-12-15 17:00"),
    ],
)
def test_months_are_those_of_the_calendar(at, months, then):
    assert said(months_on(instant(at), months)) == then


def test_tasks_that_the_baseline_lacks(quality, chain):
    chain(50)
    quality.baseline(**{f"T{at}": "Mon 5 - Mon 5 17:00" for at in range(1, 47)})
    assert quality.told("B1") == (4, 50, REPORTED)
    assert quality.told("G10a") == (0, 1, HOLDS)


def test_a_plan_without_baseline_says_so(quality, chain):
    chain(2)
    assert quality.told("G10a") == (1, 1, FAILS)
    assert quality.of("B1").found.note == "no baseline"


def test_a_baseline_taken_shortly_before_the_finish(quality, plan):
    plan.task("Fitted", 1, **over("2026-05-20 08:00", "2026-05-20 17:00"))
    plan.task("Sound", 1, **over("2026-06-22 08:00", "2026-06-22 17:00"))
    agreed = {"Fitted": "2026-05-20 08:00 - 2026-05-20 17:00", "Sound": "2026-06-22 08:00 - 2026-06-22 17:00"}
    quality.baseline(taken="2026-05-12 12:00", **agreed)
    assert quality.told("B3") == (1, 2, FAILS)
    assert quality.names("B3") == ["Fitted"]


def test_starts_made_count_early_ones(quality, plan):
    plan.with_options(status_date="Fri 16 17:00")
    names = [f"T{at}" for at in range(27)]
    for at, name in enumerate(names):
        begun = at < 22 or at >= 25
        plan.task(name, 20, **{"done": 1_000, "actual_start": "Mon 5"} if begun else {})
    due = dict.fromkeys(names[:25], "Mon 5 - Fri 30 17:00")
    quality.baseline(**due, **dict.fromkeys(names[25:], "Mon 26 - Fri 30 17:00"))
    assert quality.told("B4") == (24, 25, HOLDS)


def test_hits_of_the_last_month(quality, plan):
    plan.with_options(status_date="Fri 16 17:00")
    for at in range(10):
        finish = "Tue 6 17:00" if at < 7 else "Thu 8 17:00"
        plan.task(f"T{at}", 1, **over("Mon 5", finish) if at < 8 else {})
    quality.baseline(**{f"T{at}": "Mon 5 - Tue 6 17:00" for at in range(10)})
    assert quality.told("B5") == (7, 10, REPORTED)


def test_how_far_milestones_slipped(quality, plan):
    plan.task("Go live", constraint="SNET 2026-06-15 17:00").task("Kick-off")
    quality.baseline(
        **{"Go live": "2026-06-01 17:00 - 2026-06-01 17:00", "Kick-off": "Mon 5 08:00 - Mon 5 08:00"}
    )
    assert quality.told("B6") == (1, 2, REPORTED)
    assert quality.of("B6").found.amounts.tolist() == [14]


def test_hours_beyond_a_persons_capacity(quality, plan):
    plan.task("All week", 3).task("Monday", 1, constraint="SNET Mon 5")
    plan.task("Wednesday", 1, constraint="SNET Wed 7").task("Thursday", 1, constraint="SNET Thu 8")
    quality.book("All week").book("Monday", units=25).book("Wednesday", units=50)
    assert quality.told("R1") == (2, 3, FAILS)  # demand of 10, 8 and 12 hours
    found = quality.of("R1").found
    assert found.note == "6 h beyond capacity"
    assert (quality.names("R1"), found.amounts.tolist()) == (
        ["All week", "Monday", "Wednesday"],
        [360, 120, 240],
    )


def test_work_that_follows_other_work_within_a_day_fits(quality, plan):
    plan.task("Morning", 0.5).task("Afternoon", 0.5, after="Morning")
    quality.book("Morning").book("Afternoon")
    assert quality.told("R1") == (0, 2, HOLDS)


def test_two_people_can_do_what_one_cannot(quality, plan):
    plan.task("A", 2).task("B", 2)
    quality.book("A").book("B")
    quality.capacity = [2 * WHOLE]
    assert quality.told("R1") == (0, 2, HOLDS)


def test_days_before_the_status_date_can_not_be_mended(quality, plan):
    plan.with_options(status_date="Wed 7 08:00")
    for name in "AB":
        plan.task(name, 4, done=5_000, actual_start="Mon 5", resume="Wed 7")
        quality.book(name)
    assert quality.told("R1")[0] == 2  # Wednesday and Thursday


def test_critical_tasks_of_one_person(quality, chain):
    chain(20)
    quality.owned({f"T{at}": 3 if at <= 7 else at for at in range(1, 21)})
    assert quality.told("R3") == (7, 20, FAILS)
    assert set(quality.of("R3").found.people.tolist()) == {3}


def test_tasks_without_an_owner(quality, chain):
    chain(30)
    quality.owned({f"T{at}": 0 for at in range(1, 29)})
    assert quality.told("R2") == (2, 30, FAILS)


def test_somebody_away_on_a_day_of_the_task(quality, plan):
    wednesday = instant("Wed 7") // 1440
    plan.calendars.append(
        CalendarSpec("Person", base=0, exceptions=(CalendarException(wednesday, wednesday),))
    )
    plan.task("Week", 5, manual=True, manual_start="Mon 5", manual_finish="Fri 9 17:00").task("Other", 5)
    quality.book("Week", calendar=1).book("Other", 1, calendar=1)
    assert quality.told("R4") == (1, 2, FAILS)
    assert quality.of("R4").found.amounts.tolist() == [1]
