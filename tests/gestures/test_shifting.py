"""Rows move up and down as people see them, also over the borders of summaries and projects."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import links
from tpm_desktop.gestures.removing import hanging
from tpm_desktop.gestures.shifting import shift

NAMES = ("Racks", "Order", "Install", "Network", "Cable", "Test", "Post")


@pytest.fixture
def plan(desk):
    desk.task("Racks")
    desk.task("Order", parent="Racks")
    desk.task("Install", parent="Racks")
    desk.task("Network")
    desk.task("Cable", parent="Network")
    desk.task("Test")
    desk.task("Post", parent="Ledger")
    return desk


def test_a_task_goes_on_into_the_next_summary_and_back(plan):
    shift(plan.program, [plan.ids["Install"]], down=True)
    assert plan.outline()[3:6] == ["  Network", "    Install", "    Cable"]
    shift(plan.program, [plan.ids["Install"]], down=False)
    assert plan.outline()[1:5] == ["  Racks", "    Order", "    Install", "  Network"]


def test_beside_a_plain_task_it_leaves_its_summary(plan):
    shift(plan.program, [plan.ids["Cable"]], down=True)
    assert plan.outline()[4:7] == ["  Network", "  Cable", "  Test"]
    shift(plan.program, [plan.ids["Order"]], down=False)
    assert plan.outline()[1:4] == ["  Order", "  Racks", "    Install"]


def test_a_task_passes_the_border_of_its_project_both_ways(plan):
    before = plan.outline()
    shift(plan.program, [plan.ids["Test"]], down=True)
    assert plan.outline()[-3:] == ["Ledger", "  Test", "  Post"]
    shift(plan.program, [plan.ids["Test"]], down=False)
    assert plan.outline() == before


def test_a_summary_takes_its_parts_over_the_border_as_one_edit(plan):
    before = plan.outline()
    ids = [plan.ids["Network"], plan.ids["Test"]]
    shift(plan.program, ids, down=True)
    assert plan.outline()[-5:] == ["Ledger", "  Network", "    Cable", "  Test", "  Post"]
    plan.program.file.undo()
    assert plan.outline() == before


def test_beyond_the_last_row_there_is_no_place(plan):
    with pytest.raises(EditError, match="last row already"):
        shift(plan.program, [plan.ids["Post"]], down=True)
    with pytest.raises(EditError, match="first row already"):
        shift(plan.program, [plan.ids["Racks"]], down=False)


@given(presses=st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=8))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_moved_no_row_is_lost_and_no_task_becomes_a_summary(plan, presses):
    for name, down in presses:
        with suppress(EditError):
            shift(plan.program, [plan.ids[name]], down=down)
    state = plan.program.plan.state
    assert sorted(state.names) == sorted(plan.ids)
    summaries = {state.names[row] for row in state.outline.has_children().nonzero()[0]}
    assert summaries <= {"Data centre", "Ledger", "Racks", "Network"}


def test_links_with_other_projects_are_told_before_rows_go(plan):
    links.link(plan.program, plan.ids["Install"], plan.ids["Post"])
    links.link(plan.program, plan.ids["Install"], plan.ids["Cable"])
    (found,) = hanging(plan.program, [plan.ids["Racks"]])
    assert str(found) == "“Post” in “Ledger” waited for “Install”"
    (back,) = hanging(plan.program, [plan.ids["Ledger"]])
    assert str(back) == "“Post” waited for “Install” in “Data centre”"
    assert not hanging(plan.program, [plan.ids["Test"]])
