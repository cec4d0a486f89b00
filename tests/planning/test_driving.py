"""Driving links and what follows from them: the longest path, a path for each end, bands of slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from tpm_desktop.planning.bands import Band, SlackBands, bands
from tpm_desktop.planning.columns import Assignments, Options, Reason
from tpm_desktop.planning.driving import Driving, demanded
from tpm_desktop.planning.scenario import Scenario

from .conftest import said
from .test_properties import CALENDARS, START, Network, networks
from .test_rings import scenario

if TYPE_CHECKING:
    from .conftest import Plan


def driving(plan: Plan) -> Driving:
    asked = scenario(plan)
    return Driving.of(asked, asked.scheduled())


def names(plan: Plan, flags: np.ndarray) -> str:
    return " ".join(str(plan.rows[row]["name"]) for row in np.flatnonzero(flags))


def test_the_longest_path_is_the_chain_behind_the_last_finish(plan: Plan) -> None:
    plan.task("A", 2).task("B", 5).task("C", 1, after=["A", "B"]).task("D", 1, after="A")
    plan.task("E", 1, after="C")
    assert names(plan, driving(plan).longest_path()) == "B C E"


def test_a_date_that_holds_a_task_begins_the_longest_path(plan: Plan) -> None:
    plan.task("A", 2).task("B", 1, after="A", constraint="SNET Fri 16").task("C", 1, after="B")
    assert names(plan, driving(plan).longest_path()) == "B C"


def test_every_end_has_a_path_of_its_own(plan: Plan) -> None:
    plan.task("A", 2).task("B", 5, after="A").task("C", 1, after="A").task("D", 1)
    found = driving(plan)
    assert [plan.rows[end]["name"] for end in found.ends] == ["B", "C", "D"]
    assert [names(plan, found.path_to([end])) for end in found.ends.tolist()] == ["A B", "A C", "D"]
    assert found.ends_of(plan.row("A")) == [plan.row("B"), plan.row("C")]


def test_paths_lead_through_summaries(plan: Plan) -> None:
    plan.task("S").task("A", 1, inside="S").task("B", 3, inside="S")
    plan.task("T", after="S").task("C", 1, inside="T").task("D", 2, inside="T", after="C")
    assert names(plan, driving(plan).longest_path()) == "B C D"


@pytest.mark.parametrize("link", ["A FS", "A FS+1d", "A SS+2h", "A FF+1d", "A SF+5d", "A FS+2ed", "A SS+50%"])
def test_whatever_the_link_its_demand_is_where_the_follower_stands(plan: Plan, link: str) -> None:
    plan.task("A", 2).task("B", 3, after=link)
    asked = scenario(plan)
    found = asked.scheduled()
    assert plan.reason("B") is Reason.LINK
    at = int(demanded(asked, found)[0])
    held = found.start if " FS" in link or " SS" in link else found.finish
    assert CALENDARS[0].between(at, int(held[1])) == 0
    assert names(plan, driving(plan).longest_path()) == "A B"


def test_a_link_that_a_fixed_date_overrides_does_not_drive(plan: Plan) -> None:
    plan.task("A", 5).task("B", 1, after="A", constraint="SNLT Wed 7")
    assert driving(plan).drivers() == [[], []]
    assert said(int(demanded(scenario(plan), plan.answer)[0])) == "Fri 9 17:00"


def test_done_manual_and_inactive_tasks_are_driven_by_nothing(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A", actual_start="Tue 6", actual_finish="Tue 6 17:00")
    plan.task("C", 1, after="A", manual=True, manual_start="Tue 6").task("D", 1, after="A", active=False)
    assert driving(plan).drivers() == [[], [], [], []]


def test_what_is_left_of_a_begun_task_may_be_driven(plan: Plan) -> None:
    plan.task("A", 5).task("B", 4, after="A", actual_start="Mon 5", done=2500)
    assert driving(plan).drivers()[1] == [0]


def test_a_resource_day_off_between_two_tasks_breaks_no_path(plan: Plan) -> None:
    plan.calendar("Late", days=(3, 4)).task("A", 1).task("B", 1, after="A").assign("B", "Late")
    assert plan.start("B") == "Thu 8 08:00"
    assert names(plan, driving(plan).longest_path()) == "A B"


def test_a_plan_of_nothing_has_no_path(plan: Plan) -> None:
    plan.task("S", container=True)
    found = driving(plan)
    assert not found.longest_path().any()
    assert found.ends.tolist() == []


@given(networks())
def test_every_link_that_decides_drives_and_the_longest_path_is_unbroken(network: Network) -> None:
    asked = Scenario(CALENDARS, network.tasks, network.links, Options(start=START), Assignments.empty())
    found = asked.scheduled()
    drivers = Driving.of(asked, found).drivers()
    path = Driving.of(asked, found).longest_path()
    assert path.any() == bool((~found.summary).any())
    for row in np.flatnonzero(~found.summary & (found.reason == Reason.LINK)).tolist():
        assert drivers[row]
        assert not path[row] or path[drivers[row]].all()


def test_bands_of_slack(plan: Plan) -> None:
    plan.task("Last", 60).task("Late", 5, by="Wed 7 17:00")
    for days in (59.5, 50, 49, 16, 15):
        plan.task(f"{days}", days)
    plan.task("Done", 1, done=10_000).task("Elapsed", elapsed_days=1).task("Off", 1, active=False)
    found = bands(plan.tasks(), plan.answer, Options(start=0))
    assert [Band(code).name for code in found] == [
        "ZERO", "NEGATIVE", "NEAR", "NEAR", "NORMAL", "NORMAL", "HIGH", "DONE", "HIGH", "DONE",
    ]  # fmt: skip
    wider = bands(plan.tasks(), plan.answer, Options(start=0), SlackBands(near=20, high=45))
    assert [Band(code).name for code in wider[4:7]] == ["NEAR", "NORMAL", "NORMAL"]
