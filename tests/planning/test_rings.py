"""Plans that hold rings: each is told, and whatever does not wait for one is scheduled as ever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from tpm_desktop.planning.calendars import compile_calendars
from tpm_desktop.planning.columns import Assignments, Links, Options, Tasks
from tpm_desktop.planning.network import find_cycle
from tpm_desktop.planning.rings import find_rings, untied
from tpm_desktop.planning.scenario import Scenario

from .conftest import said
from .test_properties import CALENDARS, START, Network, networks

if TYPE_CHECKING:
    from .conftest import Plan


def scenario(plan: Plan) -> Scenario:
    return Scenario(
        compile_calendars(plan.calendars),
        plan.tasks(),
        plan.links_table(),
        Options(**plan.options),  # type: ignore[arg-type]
        plan.assignments(),
    )


def rings(plan: Plan) -> list[list[str]]:
    return [
        [str(plan.rows[row]["name"]) for row in ring.around]
        for ring in find_rings(plan.tasks(), plan.links_table())
    ]


def test_every_ring_is_told_in_order_and_only_what_is_in_it(plan: Plan) -> None:
    plan.task("A", 1, after="C").task("B", 1, after="A").task("C", 1, after="B").task("D", 1, after="C")
    plan.task("X", 1, after="Y").task("Y", 1, after="X").task("Z", 1, after="Z")
    assert rings(plan) == [["A", "B", "C"], ["X", "Y"], ["Z"]]


def test_a_ring_through_summaries_names_what_is_linked(plan: Plan) -> None:
    plan.task("S").task("A", 1, inside="S").task("T").task("B", 1, inside="T")
    plan.link("A", to="T").link("B", to="S")
    (ring,) = rings(plan)
    assert set(ring) == {"S", "A", "T", "B"}


@pytest.mark.parametrize(("link", "to"), [("A", "S"), ("S", "A"), ("S", "S")])
def test_a_link_within_one_branch_is_a_ring(plan: Plan, link: str, to: str) -> None:
    plan.task("S").task("A", 1, inside="S").link(link, to=to)
    (ring,) = rings(plan)
    assert set(ring) == {link, to}


def test_the_rest_is_scheduled_as_ever(plan: Plan) -> None:
    plan.task("Before", 2).task("A", 1, after=["B", "Before"]).task("B", 1, after="A")
    plan.task("Behind", 1, after="B").task("Apart", 3, after="Before")
    untangled = untied(scenario(plan))
    found = untangled.scheduled()
    assert [said(at) for at in found.finish[[0, 4]].tolist()] == ["Tue 6 17:00", "Fri 9 17:00"]
    assert untangled.behind.tolist() == [False, True, True, True, False]
    # Provisionally the two stand as if they did not wait for each other; links keep their own numbers.
    assert said(int(found.start[1])) == "Wed 7 08:00"
    assert plan.links[int(found.driver[1])] == ("Before", "A")
    assert plan.links[int(found.driver[4])] == ("Before", "Apart")


def test_what_a_phase_waits_for_holds_back_its_tasks_though_one_of_them_is_in_a_ring(plan: Plan) -> None:
    plan.task("Before", 2).task("Phase", after="Before").task("Ring", 1, after="Ring", inside="Phase")
    plan.task("Apart", 1, inside="Phase")
    untangled = untied(scenario(plan))
    assert untangled.behind.tolist() == [False, True, True, False]
    assert [said(at) for at in untangled.scheduled().start[[2, 3]].tolist()] == ["Wed 7 08:00"] * 2


def test_a_plan_without_a_ring_stays_as_it_is(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A")
    untangled = untied(scenario(plan))
    assert untangled.rings == ()
    assert not untangled.behind.any()
    assert untangled.kept.tolist() == [0]


def test_a_ring_of_a_hundred_thousand_tasks_is_found() -> None:
    n = 100_000
    links = Links.empty(n)
    links.predecessor[:], links.successor[:] = range(n), [*range(1, n), 0]
    (ring,) = find_rings(Tasks.empty(n), links)
    assert len(ring.around) == len(ring.tasks) == n


@given(networks(forward=False))
def test_what_is_left_has_no_ring_and_what_was_not_behind_one_keeps_its_dates(network: Network) -> None:
    whole = Scenario(CALENDARS, network.tasks, network.links, Options(start=START), Assignments.empty())
    untangled = untied(whole)
    assert bool(untangled.rings) == (find_cycle(network.tasks, network.links) is not None)
    assert find_cycle(network.tasks, untangled.scenario.links) is None
    found = untangled.scheduled()
    # Without any link from what is in or behind a ring the others stand where they stood.
    links = network.links
    clear = ~untangled.behind[links.predecessor]
    alone = replace(whole, links=Links(*(getattr(links, name)[clear] for name in links.__slots__)))
    free = ~untangled.behind & ~found.summary
    assert (alone.scheduled().start[free] == found.start[free]).all()
    assert np.isin(untangled.kept, np.arange(len(links))).all()
