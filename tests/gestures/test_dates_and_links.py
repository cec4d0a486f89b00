"""Moving, stretching and linking do to the dates what a user of a planning tool expects."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates, links
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Constraint, LagUnit, Link, LinkType, Task


def row(desk, name):
    return desk.program.file.row(Task, desk.ids[name])


def test_finish_moves_when_the_only_driver_slips(desk):
    desk.task("Order", days=5)
    desk.task("Install", days=2, after="Order")
    set_fields(desk.program, "task", desk.ids["Order"], {"duration": 8 * 480})
    assert desk.finish("Install") == "Fri 16 17:00"


def test_a_moved_task_starts_no_earlier_than_where_it_was_dropped(desk):
    desk.task("Order")
    dates.set_start(desk.program, desk.ids["Order"], datetime(2026, 1, 10, 13))
    assert desk.start("Order") == "Mon 12 08:00"  # dropped on a Saturday
    assert row(desk, "Order").constraint is Constraint.SNET


def test_a_moved_component_project_takes_its_tasks_along(desk):
    desk.task("Post", parent="Ledger")
    dates.set_start(desk.program, desk.ids["Ledger"], datetime(2026, 1, 14, 8))
    assert desk.start("Post") == "Wed 14 08:00"


def test_a_summary_cannot_be_moved(desk):
    desk.task("Racks")
    desk.task("Order")
    from tpm_desktop.gestures import outline

    outline.indent(desk.program, [desk.ids["Order"]])
    with pytest.raises(EditError, match="follow from the tasks below"):
        dates.set_start(desk.program, desk.ids["Racks"], datetime(2026, 1, 14, 8))
    with pytest.raises(EditError, match="follows from the tasks below"):
        set_fields(desk.program, "task", desk.ids["Racks"], {"duration": 480})


def test_a_stretched_task_has_the_working_days_up_to_its_new_end(desk):
    desk.task("Order", days=1)
    dates.stretch(desk.program, desk.ids["Order"], datetime(2026, 1, 12, 17))
    assert row(desk, "Order").duration == 6 * 480
    assert desk.finish("Order") == "Mon 12 17:00"


def test_stretching_back_beyond_the_start_leaves_a_milestone(desk):
    desk.task("Order", days=3)
    dates.stretch(desk.program, desk.ids["Order"], datetime(2026, 1, 1, 8))
    assert row(desk, "Order").duration == 0


def test_work_follows_a_new_duration_and_units_stay(desk):
    task = desk.task("Order", days=2)
    who = add_row(desk.program, "resource", {"name": "Buyer", "rate": 6000})
    add_row(desk.program, "assignment", {"task_id": task, "resource_id": who, "units": 5000})
    assert desk.program.plan.state.money.cost_of_tasks == 8 * 6000
    set_fields(desk.program, "task", task, {"duration": 4 * 480})
    (assignment,) = desk.program.file.rows(Assignment)
    assert (assignment.work, assignment.units) == (2 * 480, 5000)
    assert desk.program.plan.state.money.cost_of_tasks == 16 * 6000


def test_progress_gives_a_task_its_actual_dates(desk):
    desk.task("Order", days=2)
    set_fields(desk.program, "task", desk.ids["Order"], {"percent_complete": 5000})
    assert row(desk, "Order").actual_start == datetime(2026, 1, 5, 8)
    set_fields(desk.program, "task", desk.ids["Order"], {"percent_complete": 10000})
    assert row(desk, "Order").actual_finish == datetime(2026, 1, 6, 17)
    set_fields(desk.program, "task", desk.ids["Order"], {"percent_complete": 0})
    assert row(desk, "Order").actual_start is None
    assert row(desk, "Order").actual_finish is None


def test_a_link_that_would_close_a_ring_is_refused_naming_it(desk):
    desk.task("Order")
    desk.task("Install", after="Order")
    desk.task("Use", parent="Ledger", after="Install")
    with pytest.raises(EditError, match="“Order”") as refused:
        links.link(desk.program, desk.ids["Use"], desk.ids["Order"])
    assert all(name in str(refused.value) for name in ("Install", "Use"))
    assert len(desk.program.plan.state.inputs.links) == 2


def test_links_of_other_kinds_and_lags(desk):
    desk.task("Pour", days=2)
    desk.task("Cure", days=1)
    links.link(desk.program, desk.ids["Pour"], desk.ids["Cure"], kind=LinkType.FF, lag=480)
    assert desk.finish("Cure") == "Wed 07 17:00"


def test_changing_type_and_lag_of_a_link_moves_what_waits(desk):
    desk.task("Pour", days=2)
    desk.task("Cure", days=1, after="Pour")
    (link_id,) = desk.program.plan.state.inputs.tables["link"].ids
    links.change_link(desk.program, link_id, LinkType.SS, 480, LagUnit.WORKING)
    assert desk.start("Cure") == "Tue 06 08:00"
    assert desk.program.file.journal.records()[0].label == "Change the link from “Pour” to “Cure”"
    set_fields(desk.program, "link", link_id, {"lag": 960})
    assert desk.program.file.journal.records()[0].label == "Set lag of “Pour → Cure”"
    links.unlink(desk.program, [link_id])
    with pytest.raises(EditError, match="the link is gone"):
        links.change_link(desk.program, link_id, LinkType.FS, 0, LagUnit.WORKING)


def test_a_second_link_between_the_same_tasks_is_refused(desk):
    desk.task("Order")
    desk.task("Install", after="Order")
    with pytest.raises(EditError, match="linked already"):
        links.link(desk.program, desk.ids["Order"], desk.ids["Install"])


def test_linking_a_chain_and_unlinking_it(desk):
    for name in ("A", "B", "C"):
        desk.task(name)
    chain = [desk.ids[name] for name in ("A", "B", "C")]
    links.link_chain(desk.program, chain)
    assert desk.start("C") == "Wed 07 08:00"
    links.unlink(desk.program, links.links_between(desk.program, chain))
    assert desk.start("C") == "Mon 05 08:00"


def test_a_constraint_without_a_date_takes_the_present_one(desk):
    desk.task("Order", days=2)
    set_fields(desk.program, "task", desk.ids["Order"], {"constraint": "fnlt"})
    assert row(desk, "Order").constraint_date == datetime(2026, 1, 6, 17)
    set_fields(desk.program, "task", desk.ids["Order"], {"constraint": "asap"})
    assert row(desk, "Order").constraint_date is None


def test_a_move_and_a_stretch_can_be_looked_at_before_they_are_made(desk):
    desk.task("Order", days=2)
    task = desk.ids["Order"]
    seen = dates.moved_to(desk.program, task, datetime(2026, 1, 9, 8))
    dates.set_start(desk.program, task, datetime(2026, 1, 9, 8))
    assert (seen.start, seen.finish) == (desk.program.plan.start(task), desk.program.plan.finish(task))
    seen = dates.stretched_to(desk.program, task, datetime(2026, 1, 17))
    dates.stretch(desk.program, task, datetime(2026, 1, 17))
    assert (seen.finish, seen.duration) == (desk.program.plan.finish(task), row(desk, "Order").duration)
    assert seen.finish == datetime(2026, 1, 16, 17)


def test_two_tasks_are_linked_once_however_a_link_comes(desk):
    for name in ("Order", "Install", "Test"):
        desk.task(name)
    order, install, test = (desk.ids[name] for name in ("Order", "Install", "Test"))
    ends = {"predecessor_id": order, "successor_id": install}
    add_row(desk.program, "link", ends)
    said = "“Order” and “Install” are linked already; change that link instead"
    with pytest.raises(EditError, match=said):
        add_row(desk.program, "link", ends | {"type": LinkType.SS})
    other = add_row(desk.program, "link", {"predecessor_id": order, "successor_id": test})
    with pytest.raises(EditError, match=said):
        set_fields(desk.program, "link", other, {"successor_id": install})
    with pytest.raises(EditError, match="“Install” and “Test” are linked already"):
        set_rows(desk.program, "link", {}, [{"predecessor_id": install, "successor_id": test}] * 2)
    set_fields(desk.program, "link", other, {"successor_id": test, "type": LinkType.FF})
    assert [link.type for link in desk.program.file.rows(Link)] == [LinkType.FS, LinkType.FF]


def test_a_file_that_holds_two_links_between_two_tasks_opens_and_can_be_mended(desk):
    one, other = desk.task("Order", days=2), desk.task("Install")
    ends = {"predecessor_id": one, "successor_id": other}
    with desk.program.file.transaction("As an older program wrote it") as edit:
        ids = edit.add_all("link", [ends, ends | {"type": LinkType.SS, "lag": 5 * 480}])
    assert desk.start("Install") == "Mon 12 08:00"
    set_fields(desk.program, "link", ids[1], {"lag": 6 * 480})
    assert desk.start("Install") == "Tue 13 08:00"
    remove_rows(desk.program, "link", [ids[1]])
    assert desk.start("Install") == "Wed 07 08:00"
