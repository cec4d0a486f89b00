"""Indenting, outdenting, moving, inserting and removing rows keep what people see where they put it."""

from __future__ import annotations

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import links, outline


def test_rows_stand_in_the_order_in_which_they_were_inserted(desk):
    desk.task("Order")
    desk.task("Install")
    ids = desk.ids
    ids["Survey"] = outline.insert_task(
        desk.program, parent=ids["Data centre"], before=ids["Order"], name="Survey"
    )
    assert desk.outline() == ["Data centre", "  Survey", "  Order", "  Install", "Ledger"]


def test_indented_tasks_become_parts_of_the_task_above_and_it_spans_them(desk):
    desk.task("Racks", days=1)
    desk.task("Order", days=2)
    desk.task("Install", days=3)
    outline.indent(desk.program, [desk.ids["Order"], desk.ids["Install"]])
    assert desk.outline() == ["Data centre", "  Racks", "    Order", "    Install", "Ledger"]
    assert desk.finish("Racks") == "Wed 07 17:00"


def test_the_first_task_cannot_be_indented(desk):
    desk.task("Order")
    with pytest.raises(EditError, match="no task above"):
        outline.indent(desk.program, [desk.ids["Order"]])


def test_a_component_project_cannot_be_indented(desk):
    with pytest.raises(EditError, match="highest level"):
        outline.indent(desk.program, [desk.ids["Ledger"]])


def test_outdenting_leaves_every_row_where_it_is_seen(desk):
    for name in ("Racks", "Order", "Install", "Test"):
        desk.task(name)
    outline.indent(desk.program, [desk.ids[name] for name in ("Order", "Install", "Test")])
    outline.outdent(desk.program, [desk.ids["Install"]])
    assert desk.outline() == ["Data centre", "  Racks", "    Order", "  Install", "    Test", "Ledger"]


def test_indent_then_outdent_of_a_last_task_changes_nothing(desk):
    for name in ("Racks", "Order"):
        desk.task(name)
    before = desk.outline()
    outline.indent(desk.program, [desk.ids["Order"]])
    outline.outdent(desk.program, [desk.ids["Order"]])
    assert desk.outline() == before


def test_moving_to_another_project_takes_everything_below_along(desk):
    for name in ("Racks", "Order"):
        desk.task(name)
    outline.indent(desk.program, [desk.ids["Order"]])
    outline.move(desk.program, [desk.ids["Racks"]], parent=desk.ids["Ledger"])
    assert desk.outline() == ["Data centre", "Ledger", "  Racks", "    Order"]


def test_a_task_cannot_be_moved_into_its_own_part(desk):
    for name in ("Racks", "Order"):
        desk.task(name)
    outline.indent(desk.program, [desk.ids["Order"]])
    with pytest.raises(EditError, match="part of itself"):
        outline.move(desk.program, [desk.ids["Racks"]], parent=desk.ids["Order"])


def test_moving_before_a_row_that_moves_too(desk):
    for name in ("A", "B", "C", "D"):
        desk.task(name)
    outline.move(
        desk.program,
        [desk.ids["B"], desk.ids["D"]],
        parent=desk.ids["Data centre"],
        before=desk.ids["B"],
    )
    assert desk.outline()[:5] == ["Data centre", "  A", "  B", "  D", "  C"]


def test_removing_a_summary_removes_its_parts_and_their_links_and_undo_brings_all_back(desk):
    desk.task("Racks")
    desk.task("Order")
    desk.task("Use", parent="Ledger")
    outline.indent(desk.program, [desk.ids["Order"]])
    links.link(desk.program, desk.ids["Order"], desk.ids["Use"])
    before = desk.outline()
    outline.remove(desk.program, [desk.ids["Racks"]])
    assert desk.outline() == ["Data centre", "Ledger", "  Use"]
    assert not desk.program.plan.state.inputs.links.predecessor.size
    desk.program.file.undo()
    assert desk.outline() == before
    assert desk.start("Use") == "Tue 06 08:00"


def test_siblings_that_share_an_order_after_a_merge_can_still_be_parted(desk):
    first, second = desk.task("A"), desk.task("B")
    with desk.program.file.transaction("As two copies would have it") as edit:
        edit.set_all("task", [{"id": first, "order": "a0"}, {"id": second, "order": "a0"}])
    shown = [name.strip() for name in desk.outline()[1:3]]
    outline.insert_task(
        desk.program, parent=desk.ids["Data centre"], before=desk.ids[shown[1]], name="Between"
    )
    assert [name.strip() for name in desk.outline()[1:4]] == [shown[0], "Between", shown[1]]


def test_indenting_a_task_below_its_own_predecessor_is_refused_and_nothing_changes(desk):
    desk.task("Order")
    desk.task("Install", after="Order")
    before = desk.outline()
    with pytest.raises(EditError, match="wait for each other"):
        outline.indent(desk.program, [desk.ids["Install"]])
    assert desk.outline() == before
