"""Copies of tasks bring along what is below them, who works on them and the links among them."""

from __future__ import annotations

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import copies, dates, links, outline, records
from tpm_desktop.model.resources import Assignment
from tpm_desktop.model.schedule import Link, Task, TaskSplit


@pytest.fixture
def racks(desk):
    desk.task("Racks")
    desk.task("Order", parent="Racks", days=3)
    desk.task("Install", parent="Racks", days=2, after="Order")
    desk.task("Accept", after="Install")
    buyer = records.add_row(desk.program, "resource", {"name": "Buyer"})
    records.add_row(desk.program, "assignment", {"task_id": desk.ids["Order"], "resource_id": buyer})
    records.add_row(desk.program, "task_split", {"task_id": desk.ids["Order"], "after": 480, "length": 960})
    return desk


def test_a_copied_summary_brings_its_parts_people_and_inner_links(racks):
    (twin,) = copies.duplicate(racks.program, [racks.ids["Racks"]], parent=racks.ids["Ledger"])
    assert racks.outline()[-4:] == ["Ledger", "  Racks", "    Order", "    Install"]
    assert len(racks.program.file.rows(Link)) == 3  # the inner one twice, the one that leads out once
    assert len(racks.program.file.rows(Assignment)) == len(racks.program.file.rows(TaskSplit)) == 2
    copied = next(t for t in racks.program.file.rows(Task, parent_id=twin) if t.name == "Order")
    assert (copied.duration, copied.project_id) == (3 * 480, racks.ids["Ledger"])


def test_copies_stand_before_the_row_that_is_named_and_undo_in_one_step(racks):
    before = racks.outline()
    ids = [racks.ids["Order"], racks.ids["Accept"]]
    copies.duplicate(racks.program, ids, parent=racks.ids["Data centre"], before=racks.ids["Racks"])
    assert racks.outline()[:3] == ["Data centre", "  Order", "  Accept"]
    racks.program.file.undo()
    assert racks.outline() == before


def test_rows_that_are_gone_cannot_be_copied(racks):
    gone = racks.ids["Accept"]
    outline.remove(racks.program, [gone])
    with pytest.raises(EditError, match="no longer"):
        copies.duplicate(racks.program, [gone], parent=racks.ids["Ledger"])


def test_tasks_are_moved_by_working_days(racks):
    task = racks.ids["Order"]
    dates.shift_by(racks.program, [task], 5)
    assert racks.start("Order") == "Mon 12 08:00"
    dates.shift_by(racks.program, [task], -1)
    assert racks.start("Order") == "Fri 09 08:00"


def test_several_rows_are_moved_in_one_step(racks):
    ids = [racks.ids["Order"], racks.ids["Ledger"]]
    racks.task("Post", parent="Ledger")
    dates.shift_by(racks.program, ids, 1)
    assert (racks.start("Order"), racks.start("Post")) == ("Tue 06 08:00", "Tue 06 08:00")
    racks.program.file.undo()
    assert (racks.start("Order"), racks.start("Post")) == ("Mon 05 08:00", "Mon 05 08:00")


def test_links_of_a_copy_are_its_own(racks):
    (twin,) = copies.duplicate(racks.program, [racks.ids["Install"]], parent=racks.ids["Ledger"])
    assert links.links_between(racks.program, [twin]) == []
