"""Rings of links: how they are told, which links to set aside, and which are refused in the first place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tpm_desktop.planning.columns import Links, Tasks
from tpm_desktop.planning.errors import CycleError, PlanError
from tpm_desktop.planning.network import cycle_closing_links, find_cycle, would_close

if TYPE_CHECKING:
    from .conftest import Plan


def refused(plan: Plan, predecessor: str, successor: str) -> list[str] | None:
    """The ring that a new link would close, by name."""
    ring = would_close(plan.tasks(), plan.links_table(), plan.row(predecessor), plan.row(successor))
    return ring and [str(plan.rows[row]["name"]) for row in ring]


def ring(plan: Plan) -> list[str]:
    with pytest.raises(CycleError) as caught:
        plan.start(str(plan.rows[0]["name"]))
    return [str(plan.rows[row]["name"]) for row in caught.value.ring]


def test_a_ring_is_told_in_order(plan: Plan) -> None:
    plan.task("A", 1, after="C").task("B", 1, after="A").task("C", 1, after="B").task("D", 1, after="C")
    assert ring(plan) in (["A", "B", "C"], ["B", "C", "A"], ["C", "A", "B"])


def test_a_ring_reads_as_a_planner_would_say_it() -> None:
    told = str(CycleError([0, 1], ["Order", "Install"]))
    assert told == "these tasks wait for each other: Order → Install → Order; remove one of the links"
    assert str(CycleError([3], ["Order"])) == "this task waits for itself: Order; remove its link to itself"
    assert "row 0 → row 1 → row 0" in str(CycleError([0, 1]))


def test_a_task_that_waits_for_itself(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1).link("B", to="B")
    assert ring(plan) == ["B"]


def test_a_ring_through_two_summaries(plan: Plan) -> None:
    plan.task("S").task("A", 1, inside="S").task("T").task("B", 1, inside="T")
    plan.link("A", to="T").link("B", to="S")
    assert set(ring(plan)) == {"S", "A", "T", "B"}


@pytest.mark.parametrize(("link", "to"), [("A", "S"), ("S", "A"), ("S", "S")])
def test_a_link_within_one_branch_is_a_ring(plan: Plan, link: str, to: str) -> None:
    plan.task("S").task("A", 1, inside="S").link(link, to=to)
    assert set(ring(plan)) == {link, to}


def test_later_links_are_set_aside_first(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A").task("C", 1, after="B")
    plan.link("C", to="A").link("B", to="A").link("A", to="C").link("C", to="C")
    assert cycle_closing_links(plan.tasks(), plan.links_table()) == [2, 3, 5]


def test_links_within_one_branch_are_set_aside(plan: Plan) -> None:
    plan.task("S").task("A", 1, inside="S").task("B", 1, inside="S", after="A").link("A", to="S").link(
        "S", to="B"
    )
    assert cycle_closing_links(plan.tasks(), plan.links_table()) == [1, 2]


def test_a_plan_without_a_ring_loses_no_link(plan: Plan) -> None:
    plan.task("A", 1, after="B").task("B", 1, after="S").task("S").task("C", 1, inside="S")
    assert find_cycle(plan.tasks(), plan.links_table()) is None
    assert cycle_closing_links(plan.tasks(), plan.links_table()) == []


def test_thousands_of_links_in_one_ring_are_sorted_out() -> None:
    n = 3000
    tasks, links = Tasks.empty(n), Links.empty(2 * n)
    links.predecessor[:n] = range(n)
    links.successor[:n] = [*range(1, n), 0]
    links.predecessor[n:] = range(n - 1, -1, -1)
    links.successor[n:] = 0
    aside = cycle_closing_links(tasks, links)
    assert aside == [n - 1, *range(n, 2 * n)]


def test_a_link_that_would_close_a_ring_is_refused_with_the_ring(plan: Plan) -> None:
    plan.task("A", 1).task("B", 1, after="A").task("C", 1, after="B")
    assert refused(plan, "C", "A") == ["C", "A", "B"]
    assert refused(plan, "A", "A") == ["A"]
    assert refused(plan, "A", "C") is None


def test_a_link_to_a_summary_above_or_a_part_below_is_refused(plan: Plan) -> None:
    plan.task("S").task("T", inside="S").task("A", 1, inside="T").task("B", 1)
    assert refused(plan, "A", "S") == ["A", "S"]
    assert refused(plan, "S", "A") == ["S", "A"]
    assert refused(plan, "B", "S") is None


def test_a_ring_through_a_summary_names_only_what_is_linked(plan: Plan) -> None:
    plan.task("S").task("T", inside="S").task("A", 1, inside="T").task("B", 1, after="A")
    assert refused(plan, "B", "S") == ["B", "S", "A"]


def test_rows_out_of_outline_order_are_told() -> None:
    tasks = Tasks.empty(3)
    tasks.parent[:] = [-1, -1, 0]
    with pytest.raises(PlanError, match="row 2 does not stand below the summary it belongs to"):
        find_cycle(tasks, Links.empty())


def test_a_link_to_nowhere_is_told() -> None:
    links = Links.empty(1)
    links.successor[0] = 5
    with pytest.raises(PlanError, match="link 0 leads to a task that is not there; remove the link"):
        find_cycle(Tasks.empty(2), links)
