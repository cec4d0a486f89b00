"""Checks of single tasks, the work breakdown and the critical path: the worked figures of the page."""

from __future__ import annotations

import pytest

from tpm_desktop.planning.calendars import Shift
from tpm_desktop.planning.quality import Verdict

HOLDS, FAILS, REPORTED = Verdict.HOLDS, Verdict.FAILS, Verdict.REPORTED


def test_missing_predecessors_and_successors_are_two_figures(quality, chain):
    plan = chain(72).task("End", after="T72")
    for at in range(2):
        plan.task(f"No start {at}", 1).link(f"No start {at}", "End")
    for at in range(5):
        plan.task(f"No end {at}", 1, after="T1")
    assert quality.told("S1a") == (3, 80, HOLDS)
    assert quality.told("S1b") == (5, 80, FAILS)


def test_constraints_of_any_kind(quality, chain):
    chain(71)
    for at in range(9):
        quality.plan.task(f"C{at}", 1, constraint="ALAP" if at else "SNET Fri 9")
    assert quality.told("S2") == (9, 80, FAILS)


def test_estimates_are_to_be_confirmed(quality, chain):
    chain(4)
    quality.estimated = {"T2"}
    assert quality.told("S5") == (1, 4, FAILS)


def test_milestones_that_last_and_tasks_that_do_not(quality, plan):
    plan.task("Proof", 2).task("Handover").task("Nothing to do").task("Work", 1)
    quality.marked = {"Proof", "Handover"}
    assert quality.names("S6") == ["Proof", "Nothing to do"]


@pytest.mark.parametrize("name", ["", "  ", "TBD", "Supplier tbc", "New task", "<New Task>", "new task 2"])
def test_names_still_to_be_given(quality, plan, name):
    plan.task(name, 1).task("Install racks", 1).task("Brief the new task force", 1)
    assert quality.told("S7") == (1, 3, FAILS)


def test_manual_tasks(quality, plan):
    plan.task("By hand", 1, manual=True, manual_start="Mon 5").task("Other", 1)
    assert quality.told("S8") == (1, 2, FAILS)


def test_names_that_stand_twice(quality, plan):
    plan.task("Install", 1).task("install ", 1).task("Test", 1)
    assert quality.told("G1a") == (2, 3, FAILS)


def test_durations_that_look_like_a_kept_guess(quality, plan):
    plan.task("Default", 1).task("Weeks", 10).task("Reckoned", 3.5).task("End")
    assert quality.told("G4a") == (2, 3, REPORTED)


def test_tasks_that_go_on_round_the_clock(quality, plan):
    plan.calendar("Always", range(7), (Shift(0, 1440),))
    plan.task("Soak test", 1, calendar="Always").task("Dry", elapsed_days=2).task("Work", 1)
    assert quality.names("G4b") == ["Soak test", "Dry"]


def test_a_summary_by_hand_strays_from_its_tasks(quality, plan):
    plan.task("Phase", manual=True, manual_start="Mon 5", manual_finish="Fri 9 17:00")
    plan.task("Work", 10, inside="Phase").task("Sound").task("Part", 1, inside="Sound")
    assert quality.told("G5a") == (1, 2, FAILS)
    assert quality.names("G5a") == ["Phase"]


def test_a_project_without_tasks(quality, plan):
    plan.task("Empty", container=True).task("Sites", container=True).task("Install", 1, inside="Sites")
    assert quality.told("W1") == (1, 2, FAILS)


def test_tasks_outside_the_breakdown_of_their_project(quality, plan):
    plan.task("Sites", container=True).task("Rooms", inside="Sites").task("Paint", 1, inside="Rooms")
    plan.task("Loose", 1, inside="Sites").task("Handed over", inside="Sites")
    plan.task("Flat", container=True).task("Only", 1, inside="Flat")
    assert quality.told("W2") == (1, 3, FAILS)
    assert quality.names("W2") == ["Loose"]


def test_tasks_of_the_next_ninety_days_should_be_short(quality, plan):
    plan.with_options(status_date="Mon 5")
    for at in range(30):
        plan.task(f"T{at}", 23 if at < 4 else 22, constraint="SNET Tue 6")
    plan.task("Far off", 40, constraint="SNET 2026-05-04 08:00")
    assert quality.told("X1") == (4, 30, FAILS)


def test_a_long_stretch_without_a_milestone(quality, plan):
    plan.task("First", manual=True, manual_start="2026-03-01 17:00")
    plan.task("Second", manual=True, manual_start="2026-06-15 17:00")  # 106 days later
    assert quality.told("X2") == (1, 3, FAILS)
    assert quality.names("X2") == ["Second"]
    assert quality.of("X2").found.amounts.tolist() == [106]


def test_a_workstream_without_milestones_is_one_stretch(quality, plan):
    plan.task("Sites", container=True).task("Install", 80, inside="Sites")
    assert quality.names("X2") == ["Sites"]


def test_critical_and_near_critical_shares(quality, plan):
    for at in range(120):
        days = 50 if at < 18 else 40 + at % 10 if at < 42 else 30
        plan.task(f"T{at}", days)
    assert quality.told("C1") == (18, 120, REPORTED)
    assert quality.told("C2") == (24, 120, REPORTED)
    limit = quality.of("C1").check.limit
    assert limit.keeps(18, 120, quality.of("C1").check.figure)
