"""Checks of the logic: the worked figures of the schedule health page."""

from __future__ import annotations

from dataclasses import replace

from tpm_desktop.planning.calendars import Shift
from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality import Verdict
from tpm_desktop.planning.quality.logic import all_on_time, ring

HOLDS, FAILS, REPORTED = Verdict.HOLDS, Verdict.FAILS, Verdict.REPORTED


def test_a_finish_nobody_waits_for_dangles(quality, plan):
    plan.task("Start").task("A", 5, after="Start").task("B", 5, after=["Start", "A SS"])
    plan.task("C", 5, after="B").task("End", after="C")
    assert quality.told("L1") == (1, 5, FAILS)
    assert quality.names("L1") == ["A"]


def test_a_start_that_nothing_holds_dangles(quality, plan):
    plan.task("A", 5).task("B", 5, after="A FF").task("End", after="B")
    assert quality.names("L1") == ["B"]


def test_links_of_summaries_count_once_and_nowhere_else(quality, plan):
    plan.task("Test").task("Run", 5, inside="Test").task("Release", 1, after=["Test", "Run"])
    assert quality.told("L2") == (1, 2, FAILS)
    assert quality.links("L2") == ["Test-Release"]
    assert quality.told("L10")[0] == 1


def test_a_link_that_others_imply_is_redundant(quality, plan):
    plan.task("A", 1).task("B", 1, after="A").task("C", 1, after=["B", "A"])
    assert quality.told("L3") == (1, 3, REPORTED)
    assert quality.links("L3") == ["A-C"]


def test_a_link_with_a_lag_may_drive(quality, plan):
    plan.task("A", 1).task("B", 1, after="A").task("C", 1, after=["B", "A FS+5d"])
    assert quality.links("L3") == []


def test_a_path_over_a_lead_a_fixed_date_or_another_type_implies_nothing(quality, plan):
    plan.task("A", 1).task("Led", 1, after="A FS-1d").task("Fixed", 1, after="A", constraint="MSO Mon 5")
    plan.task("Beside", 1, after="A SS").task("C", 1, after=["Led", "Fixed", "Beside", "A"])
    assert quality.links("L3") == []


def test_of_two_links_of_the_same_tasks_the_weaker_is_redundant(quality, plan):
    plan.task("A", 1).task("B", 1, after=["A", "A FS+2d"])
    assert quality.links("L3") == ["A-B"]
    assert quality.of("L3").found.amounts.tolist() == [0]


def test_redundant_links_of_a_long_row(quality, chain):
    chain(60).link("T1", "T60").link("T30", "T50")
    assert quality.links("L3") == ["T1-T60", "T30-T50"]


def test_work_begun_before_its_predecessor_is_done(quality, plan):
    plan.task("A", 5, done=6_000, actual_start="Mon 5")
    plan.task("B", 5, after="A", done=1_000, actual_start="Tue 6")
    assert quality.told("L4") == (1, 1, FAILS)
    assert quality.links("L4") == ["A-B"]


def test_work_begun_when_its_links_let_it_is_in_sequence(quality, plan):
    plan.task("A", 5, done=WHOLE, actual_start="Mon 5", actual_finish="Fri 9 17:00")
    plan.task("B", 5, after="A", done=1_000, actual_start="Mon 12")
    plan.task("C", 5, after="A FS-2d", done=1_000, actual_start="Thu 8")
    assert quality.told("L4") == (0, 2, HOLDS)


def test_work_begun_a_day_before_its_predecessor_finished(quality, plan):
    plan.task("A", 5, done=WHOLE, actual_start="Mon 5", actual_finish="Fri 9 17:00")
    plan.task("B", 5, after="A", done=1_000, actual_start="Fri 9")
    assert quality.told("L4") == (1, 1, FAILS)


def test_a_date_that_holds_a_task_later_than_its_links(quality, plan):
    plan.task("A", after=(), constraint="SNET 2026-03-02 17:00")
    plan.task("B", 3, after="A", constraint="SNET 2026-03-10 08:00")  # links allow Tuesday 3 March
    assert quality.told("L5") == (1, 2, REPORTED)
    assert (quality.names("L5"), quality.days("L5")) == (["B"], [5])


def test_a_date_that_links_overtake_holds_nothing(quality, plan):
    plan.task("A", 10).task("B", 3, after="A", constraint="SNET Thu 8")
    assert quality.told("L5") == (0, 2, REPORTED)


def test_more_than_five_near_paths_make_a_hotspot(quality, plan):
    for slack in (0, 2, 4, 6, 8, 10, 30):
        plan.task(f"P{slack}", 31 - slack)
    plan.task("Merge", 1, after=[f"P{slack}" for slack in (0, 2, 4, 6, 8, 10, 30)])
    found = quality.of("L6").found
    assert quality.told("L6") == (1, 8, REPORTED)
    assert found.amounts.tolist() == [6]
    assert found.note == "6 paths of 80 % each are all on time with 26%"


def test_paths_that_meet_are_rarely_all_on_time():
    assert round(all_on_time(0.8, 5), 3) == 0.328
    assert round(all_on_time(0.9, 10), 3) == 0.349


def test_a_date_before_what_the_links_allow(quality, plan):
    plan.task("A", 10).task("B", 5, after="A", constraint="FNLT Tue 20 17:00")  # day 12
    assert quality.told("L8") == (1, 2, FAILS)
    assert (quality.names("L8"), quality.days("L8")) == (["B"], [-3])


def test_the_conflict_is_the_same_where_links_win(quality, plan):
    plan.with_options(honour_constraints=False)
    plan.task("A", 10).task("B", 5, after="A", constraint="FNLT Tue 20 17:00")
    assert quality.told("L8") == (1, 2, FAILS)
    assert quality.days("L8") == [-3]
    assert (quality.names("D7"), quality.days("D7")) == (["A", "B"], [-3, -3])


def test_two_fixed_tasks_linked_against_their_dates(quality, plan):
    plan.task("A", 5, constraint="MSO Thu 8").task("B", 5, after="A", constraint="MSO Mon 12")
    assert (quality.names("L8"), quality.days("L8")) == (["B"], [-3])


def test_a_ring_names_its_tasks_and_no_others(quality, plan):
    plan.task("A", 1).task("B", 1).task("C", 1).task("D", 1)
    sound = quality.subject
    plan.link("A", "B").link("B", "C").link("C", "A").link("C", "D")
    found = ring(replace(sound, links=plan.links_table()))
    assert (found.numerator, sorted(found.tasks.tolist())) == (3, [0, 1, 2])
    assert quality.told("L9") == (0, 4, HOLDS)


def test_link_density(quality, chain):
    chain(31)
    for at in range(9):
        quality.plan.task(f"Loose {at}", 1)
    assert quality.told("L10") == (30, 40, FAILS)


def test_links_from_start_to_finish_and_unpaired_starts(quality, chain):
    chain(13, {2: "SF", 3: "SS", 4: "SS"}).link("T3 FF", "T4")
    assert quality.told("L11a") == (1, 13, FAILS)
    assert quality.told("L11b") == (1, 13, REPORTED)
    assert quality.links("L11b") == ["T2-T3"]


def test_long_lags_and_leads(quality, chain):
    chain(4, {2: "FS+2d", 3: "FS+12d", 4: "FS-11d"})
    assert quality.told("L12") == (2, 3, FAILS)


def test_a_lag_past_its_predecessors_end_is_long(quality, chain):
    chain(3, {2: "SS+2d", 3: "SS+1d"})
    assert quality.links("L12") == ["T1-T2"]


def test_calendars_that_never_meet(quality, plan):
    plan.calendar("Weekend", (5, 6)).task("A", 1).task("B", 1, after="A", calendar="Weekend")
    plan.task("C", 1, after="A")
    assert quality.told("L14") == (1, 2, REPORTED)
    assert quality.links("L14") == ["A-B"]


def test_four_shared_hours_a_week_are_enough(quality, plan):
    plan.calendar("Friday afternoon", (4,), (Shift(13 * 60, 17 * 60),))
    plan.task("A", 1).task("B", 1, after="A", calendar="Friday afternoon")
    assert quality.told("L14") == (0, 1, REPORTED)


def test_days_without_work_on_the_critical_path(quality, plan):
    plan.task("A", 5).task("B", 5, after="A", constraint="SNET Mon 19")
    assert quality.told("L15") == (1, 2, FAILS)
    assert (quality.names("L15"), quality.days("L15")) == (["B"], [5])


def test_a_calendar_makes_a_gap_as_well(quality, plan):
    plan.calendar("Weekend", (5, 6)).task("A", 2).task("B", 1, after="A", calendar="Weekend")
    assert quality.days("L15") == [3]


def test_a_lag_is_no_gap(quality, plan):
    plan.task("A", 5).task("B", 5, after="A FS+5d")
    assert quality.told("L15") == (0, 2, HOLDS)


def test_a_task_by_hand_that_breaks_its_link(quality, plan):
    plan.task("A", 5).task("B", 2, after="A", manual=True, manual_start="Thu 8", manual_finish="Fri 9 17:00")
    plan.task("C", 2, after="A", manual=True, manual_start="Mon 12", manual_finish="Tue 13 17:00")
    assert quality.told("M1") == (1, 2, FAILS)
    assert (quality.links("M1"), quality.days("M1")) == (["A-B"], [-2])


def test_level_of_effort_without_slack_that_others_wait_for(quality, plan):
    plan.task("Work", 5).task("Management", 10).task("End", 0, after=["Work", "Management"])
    quality.effort = {"Management"}
    assert quality.told("L13") == (1, 1, Verdict.FAILS)
    assert quality.names("L13") == ["Management"]


def test_level_of_effort_with_slack_or_unlinked_drives_nothing(quality, plan):
    plan.task("Work", 5).task("Management", 4).task("Support", 5).task("End", 0, after=["Work", "Management"])
    quality.effort = {"Management", "Support"}
    assert quality.told("L13") == (0, 2, Verdict.HOLDS)


def test_level_of_effort_is_counted_by_no_other_check(quality, plan):
    plan.task("Work", 5).task("Management", 60).task("End", 0, after="Work")
    quality.effort = {"Management"}
    assert quality.told("D8") == (0, 1, Verdict.HOLDS)
    assert "Management" not in quality.names("D1")
