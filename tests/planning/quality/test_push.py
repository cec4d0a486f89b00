"""The critical path test, and the whole small plan of the schedule health page."""

from __future__ import annotations

import pytest

from tpm_desktop.planning.columns import WHOLE
from tpm_desktop.planning.quality import Verdict

HOLDS, FAILS = Verdict.HOLDS, Verdict.FAILS
DAYS = ("Mon 5", "Mon 12", "Mon 19")


@pytest.fixture
def small(quality, plan):
    """Days are counted from 0 at Monday 5 January; the status date is the end of day 10."""
    plan.with_options(status_date="Fri 16 17:00")
    plan.task("Start", done=WHOLE, actual_start="Mon 5", actual_finish="Mon 5")
    plan.task("A", 5, after="Start", done=WHOLE, actual_start="Mon 5", actual_finish="Fri 9 17:00")
    plan.task("B", 5, after="A", done=4_000, actual_start="Mon 12", resume="Mon 19")
    plan.task("C", 10, after="A", done=5_000, actual_start="Mon 12", resume="Mon 19")
    plan.task("D", 50, after="B").task("E", 5, after="C").task("F", 5, after=["D", "E FS+2d"])
    plan.task("G", 3, constraint="SNET Mon 19").task("End", after="F")
    ends = {
        "Start": "Mon 5 08:00", "A": "Fri 9 17:00", "B": "Fri 16 17:00", "C": "Fri 23 17:00",
        "D": "2026-03-27 17:00", "E": "Fri 30 17:00", "F": "2026-04-03 17:00", "G": "Wed 28 17:00",
        "End": "2026-04-03 17:00",
    }  # fmt: skip
    return quality.baseline(**{name: f"Mon 5 - {end}" for name, end in ends.items()})


def test_its_dates_are_those_of_the_page(small, plan):
    assert plan.finish("B") == "Wed 21 17:00"  # day 13
    assert plan.finish("D") == "2026-04-01 17:00"  # day 63
    assert plan.finish("End") == "2026-04-08 17:00"  # day 68
    assert [plan.slack(name) for name in "BDFCEG"] == [0, 0, 0, 41, 41, 55]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("D1", (1, 7, FAILS)),
        ("D2", (0, 7, HOLDS)),
        ("D3", (1, 7, FAILS)),
        ("D4", (7, 7, HOLDS)),
        ("D6", (1, 7, FAILS)),
        ("D8", (1, 6, FAILS)),
        ("D9a", (0, 7, HOLDS)),
        ("D9b", (0, 9, HOLDS)),
        ("D11", (1, 3, FAILS)),
        ("D12", (0, 1, HOLDS)),
        ("D13", (55 * 480, 58 * 480, FAILS)),
        ("D14", (2, 3, FAILS)),
    ],
)
def test_its_figures_are_those_of_the_page(small, check, told):
    if check == "D8":
        small.agreed_days = dict(zip("BCDEFG", (5, 10, 50, 5, 5, 3), strict=True))
    assert small.told(check) == told


def test_each_finding_names_its_task(small):
    assert {check: small.names(check) for check in ("D1", "D6", "D8", "D11")} == {
        "D1": ["G"], "D6": ["G"], "D8": ["D"], "D11": ["B"],
    }  # fmt: skip
    assert small.links("D3") == ["E-F"]


def test_a_push_that_a_fixed_date_stops_names_where(quality, plan):
    plan.task("Build", 5).task("Ship", 1, after="Build", constraint="MFO Mon 12 17:00")
    plan.task("Sell", 1, after="Ship")
    assert quality.told("D12") == (1, 1, FAILS)
    assert quality.names("D12") == ["Ship"]


def test_a_gap_before_the_end_swallows_part_of_the_push(quality, plan):
    plan.task("Path", 10, by="Fri 16 17:00").task("End", after="Path", constraint="SNET Fri 30 17:00")
    found = quality.of("D12").found
    assert (found.numerator, found.note) == (1, "the finish moves by 590 d of 600 d")
    assert quality.names("D12") == ["End"]


def test_an_open_end_swallows_the_push_where_its_path_ends(quality, plan):
    plan.task("Urgent", 8, by="Fri 9 17:00").task("Long", 650)
    assert quality.names("D12") == ["Urgent"]


def test_every_driving_path_is_pushed(quality, plan):
    plan.task("One", 5).task("Other", 5, constraint="MSO Mon 5").task("End", after=["One", "Other"])
    assert quality.told("D12") == (0, 2, HOLDS)


def test_people_work_longer_on_what_is_pushed(quality, plan):
    plan.calendar("Four days", range(4)).task("Shared", 5).task("End", after="Shared")
    plan.assign("Shared", hours=40).assign("Shared", "Four days", hours=20, units=50)
    assert quality.told("D12") == (0, 1, HOLDS)


def test_dates_given_by_hand_do_not_hide_the_push(quality, plan):
    plan.task("By hand", 5, manual=True, manual_start="Mon 5", manual_finish="Fri 9 17:00")
    plan.task("End", after="By hand")
    assert quality.told("D12") == (0, 1, HOLDS)
