"""DCMA's 14 points: the worked figures of the schedule health page."""

from __future__ import annotations

import pytest

from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality import Verdict

HOLDS, FAILS, REPORTED, NOTHING = Verdict.HOLDS, Verdict.FAILS, Verdict.REPORTED, Verdict.NOT_APPLICABLE

DAY = 480


def over(start: str, finish: str) -> dict[str, object]:
    """The columns of a finished task."""
    return {"done": WHOLE, "actual_start": start, "actual_finish": finish}


def test_open_ends_are_counted_once(quality, chain):
    chain(38).task("End", after="T38").task("Alone", 1)
    assert quality.told("D1") == (2, 40, HOLDS)
    assert quality.names("D1") == ["T1", "Alone"]
    assert quality.told("S1a") == (2, 40, HOLDS)
    assert quality.told("S1b") == (1, 40, HOLDS)


def test_whole_numbers_are_compared_not_rounded_percents(quality, chain):
    chain(37).task("End", after="T37").task("Alone", 1)  # 2 of 39 are 5.13 %
    assert quality.told("D1") == (2, 39, FAILS)


def test_the_milestones_at_both_ends_are_excused_on_their_open_side(quality, plan):
    plan.task("Start").task("Work", 1, after="Start").task("End", after="Work")
    assert quality.told("D1") == (0, 3, HOLDS)


def test_only_one_milestone_is_the_end(quality, plan):
    plan.task("Start").task("Work", 5, after="Start").task("Proof", after="Start").task("End", after="Work")
    assert quality.names("D1") == ["Proof"]


def test_a_task_that_waits_for_another_program_is_not_open(quality, plan):
    plan.task("Their date", external=True, manual_start="Thu 8").task("Work", 1, after="Their date")
    plan.task("End", after="Work")
    assert quality.told("D1") == (0, 2, HOLDS)


def test_leads_lags_and_types_are_shares_of_the_links(quality, chain):
    links = {2: "FS-1d", 3: "FS+1d", 4: "FS+1d", 5: "SS+1d", 6: "SS+1d"}
    chain(51, links | dict.fromkeys(range(7, 11), "FF"))
    assert quality.told("D2") == (1, 50, FAILS)
    assert quality.told("D3") == (4, 50, FAILS)
    assert quality.told("D4") == (44, 50, FAILS)
    assert quality.links("D2") == ["T1-T2"]
    assert len(quality.links("D4")) == 6


def test_hard_constraints_leave_deadlines_and_soft_dates_out(quality, plan, chain):
    chain(48)
    for at, kind in enumerate(("MSO", "MSO", "FNLT", *["SNET"] * 5)):
        plan.task(f"C{at}", 1, constraint=f"{kind} Fri 30")
    for at in range(4):
        plan.task(f"D{at}", 1, by="Fri 30")
    assert quality.told("D5") == (3, 60, HOLDS)


def test_exactly_two_months_of_slack_are_not_high(quality, plan):
    for slack in (0, 10, 44, 44.5, 90):
        plan.task(f"S{slack}", 91 - slack)
    assert quality.told("D6") == (2, 5, FAILS)
    assert quality.names("D6") == ["S44.5", "S90"]
    assert quality.days("D6") == [44.5, 90]


def test_negative_slack(quality, plan):
    plan.task("Late", 8, by="Fri 9 17:00").task("Tight", 15).task("Loose", 10)
    assert quality.told("D7") == (1, 3, FAILS)
    assert quality.days("D7") == [-3]


def test_long_durations_leave_milestones_out(quality, plan):
    plan.task("Short", 5).task("Two months", 44).task("Long", 45).task("Done")
    assert quality.told("D8") == (1, 3, FAILS)
    assert quality.names("D8") == ["Long"]


def test_the_baseline_duration_counts_where_there_is_one(quality, plan):
    plan.task("Cut short", 40)
    quality.baseline(**{"Cut short": "Mon 5 - 2026-03-06 17:00"}).agreed_days = {"Cut short": 45}
    assert quality.told("D8") == (1, 1, FAILS)
    assert quality.of("D8").found.note == "baseline durations"


def test_work_in_the_past_and_actuals_in_the_future(quality, plan):
    plan.with_options(status_date="Fri 9 17:00")
    plan.task("Unstarted", 1, constraint="SNET Thu 8")
    plan.task("Started", 5, constraint="SNET Wed 7", actual_start="Wed 7", done=1000)
    plan.task("Ahead of time", 1, **over("Mon 12", "Mon 12 17:00"))
    assert quality.told("D9a") == (1, 2, FAILS)
    assert quality.names("D9a") == ["Unstarted"]
    assert quality.told("D9b") == (1, 3, FAILS)
    assert quality.told("S4") == (2, 3, FAILS)


def test_the_status_date_itself_is_no_future(quality, plan):
    plan.with_options(status_date="Fri 9 08:00").task("Done", 1, **over("Fri 9", "Fri 9 17:00"))
    assert quality.told("D9b") == (0, 1, HOLDS)


def test_without_a_status_date_nothing_is_said_of_it(quality, plan):
    plan.task("Work", 1)
    assert quality.told("D9a") == (0, 0, NOTHING)
    assert quality.of("D9a").found.note == "no status date"


def test_tasks_of_a_day_or_more_need_somebody(quality, plan):
    for at in range(10):
        plan.task(f"T{at}", 1)
        if at > 2:
            quality.book(f"T{at}", resource=at)
    plan.task("Half a day", 0.5)
    assert quality.told("D10") == (3, 10, REPORTED)


def test_due_tasks_that_finished_late_or_not_are_missed(quality, plan):
    plan.with_options(status_date="Fri 16 17:00")
    for at in range(20):
        finish = "Tue 6 17:00" if at == 17 else "Mon 5 17:00"
        done = over("Mon 5", finish) if at < 18 else {}
        plan.task(f"T{at}", 1, **done)
    quality.baseline(**{f"T{at}": "Mon 5 - Mon 5 17:00" for at in range(20)})
    assert quality.told("D11") == (3, 20, FAILS)
    assert quality.names("D11") == ["T17", "T18", "T19"]


@pytest.mark.parametrize(
    ("agreed", "index", "verdict"),
    [("2026-05-14 17:00", 94, FAILS), ("2026-05-15 17:00", 95, HOLDS), ("2026-06-03 17:00", 108, HOLDS)],
)
def test_critical_path_length_index(quality, plan, agreed, index, verdict):
    plan.with_options(status_date="Mon 5").task("Path", 100)
    quality.baseline(Path=f"Mon 5 - {agreed}")
    assert quality.told("D13") == (index * DAY, 100 * DAY, verdict)


@pytest.mark.parametrize(("added", "told"), [(0, (19, 20, HOLDS)), (2, (19, 22, FAILS))])
def test_baseline_execution_index(quality, plan, added, told):
    plan.with_options(status_date="Fri 16 17:00")
    due = [f"Due {at}" for at in range(20)]
    for at, name in enumerate(due):
        plan.task(name, 1, **over("Mon 5", "Mon 5 17:00") if at < 18 else {})
    plan.task("Early", 1, **over("Mon 5", "Mon 5 17:00"))
    for at in range(added):
        plan.task(f"Added {at}", 1)
    quality.baseline(**dict.fromkeys(due, "Mon 5 - Mon 5 17:00"), Early="Mon 26 - Mon 26 17:00")
    assert quality.told("D14") == told
    assert quality.told("B1") == (added, 21 + added, REPORTED)


def test_an_empty_plan_gives_no_figures(quality):
    assert {result.verdict for result in quality.results().values()} == {NOTHING}
