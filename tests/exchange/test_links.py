"""Links with their types and lags, and those that can't be drawn."""

from __future__ import annotations

import pytest

from tests.exchange.documents import document, link, task
from tpm_desktop.model.schedule import LagUnit, Link, LinkType, Task


@pytest.mark.parametrize(
    ("number", "kind"),
    [(0, LinkType.FF), (1, LinkType.FS), (2, LinkType.SF), (3, LinkType.SS), (None, LinkType.FS)],
)
def test_types(imported, number, kind):
    made = imported(document(task(1, "A"), task(2, "B", link(1, Type=number))))
    (row,) = made.rows(Link)
    assert row.type is kind
    assert (row.predecessor_id, row.successor_id) == (made.task("A").id, made.task("B").id)


@pytest.mark.parametrize(
    ("lag", "number", "kept", "unit"),
    [
        (4800, 7, 480, LagUnit.WORKING),
        (-4800, 5, -480, LagUnit.WORKING),
        (28800, 8, 2880, LagUnit.ELAPSED),
        (14400, 38, 1440, LagUnit.ELAPSED),
        (-50, 19, -5000, LagUnit.PERCENT),
        (25, 52, 2500, LagUnit.ELAPSED_PERCENT),
        (0, None, 0, LagUnit.WORKING),
        (10**15, 7, 0, LagUnit.WORKING),
    ],
)
def test_lags(imported, lag, number, kept, unit):
    made = imported(document(task(1, "A"), task(2, "B", link(1, LinkLag=lag, LagFormat=number))))
    (row,) = made.rows(Link)
    assert (row.lag, row.lag_unit) == (kept, unit)


def test_a_lag_of_two_days_is_two_working_days(imported):
    made = imported(document(task(1, "A", hours=16), task(2, "B", link(1, LinkLag=9600))))
    assert made.start("B") == "2026-01-09 08:00"


def test_the_link_that_closes_a_ring_is_set_aside_and_named(imported):
    made = imported(
        document(task(1, "Order", link(3)), task(2, "Deliver", link(1)), task(3, "Install", link(2)))
    )
    assert len(made.rows(Link)) == 2
    (note,) = made.set_aside
    assert "“2 Deliver” → “3 Install”" in note
    assert "ring" in note


def test_a_ring_through_a_summary_is_seen(imported):
    made = imported(document(task(1, "Phase", link(3)), task(2, "Step", level=2), task(3, "After", link(2))))
    assert len(made.rows(Link)) == 1
    assert len(made.set_aside) == 1


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ((task(1, "A", link(99)),), "99"),
        ((task(1, "A", link(1)),), "itself"),
        ((task(1, "A"), task(2, "B", link(1), level=2)), "summary"),
        ((task(1, "A", link(2)), task(2, "B", level=2)), "summary"),
        ((task(0, "Whole", level=0), task(1, "A", link(0))), "project itself"),
    ],
)
def test_a_link_that_leads_nowhere_is_set_aside(imported, tasks, said):
    made = imported(document(*tasks))
    assert made.rows(Link) == []
    (note,) = made.set_aside
    assert said in note


def test_two_tasks_are_linked_once(imported):
    made = imported(document(task(1, "A"), task(2, "B", link(1), link(1), link(1, Type=3))))
    assert [row.type for row in made.rows(Link)] == [LinkType.FS]
    assert [note.split(": ")[1] for note in made.set_aside] == [
        "the two are linked already; the first link was taken"
    ] * 2


def test_a_predecessor_in_another_file_becomes_an_external_task(imported):
    place = r"C:\plans\Data centre.mpp\17"
    outside = link(40, CrossProject=1, CrossProjectName=place)
    made = imported(document(task(1, "Plan"), task(2, "Connect", outside, Start="2026-01-14T08:00:00")))
    external = made.task("Task 17 of Data centre.mpp")
    assert external.external
    assert [row.predecessor_id for row in made.rows(Link)] == [external.id]
    assert made.start("Connect") == "2026-01-14 08:00"
    assert any("Connect" in text and "check that date" in text for text in made.adjusted)


def test_two_tasks_of_one_number(imported):
    made = imported(document(task(1, "First"), task(1, "Second"), task(2, "After", link(1))))
    assert [row.uid for row in made.rows(Task)] == [1, None, 2]
    assert [row.predecessor_id for row in made.rows(Link)] == [made.task("First").id]
    assert any("Second" in text for text in made.adjusted)
