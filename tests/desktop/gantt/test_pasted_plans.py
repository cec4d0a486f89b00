"""A block with dates, predecessors and resources is one record: over rows, and as new tasks below them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.desktop.paste_preview import PastePreview
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.resources import Assignment

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def crew(desk):
    """The table for entry: duration, start, finish, predecessors, resources."""
    desk.do("table-entry")
    desk.view.panes.tree.setColumnHidden(INDEX["owner_id"], True)
    return {name: add_row(desk.program, "resource", {"name": name}) for name in ("Buyer", "Electrician")}


def paste(desk, name: str | None, column: str, text: str) -> PastePreview | None:
    """Paste at a cell; None is the empty row. Gives what is shown first where not all can be taken."""
    QGuiApplication.clipboard().setText(text)
    desk.at(name, column)
    desk.do("paste")
    return desk.view.findChild(PastePreview)


def staffed(desk, name: str) -> dict[str, tuple[int, int]]:
    """Units in per cent and work in hours, by resource."""
    rows = desk.program.file.rows(Assignment, task_id=desk.id(name))
    resources = desk.session.names.all("resource")
    return {resources[one.resource_id]: (one.units // 100, one.work // 60) for one in rows}


def edits(desk) -> int:
    return len(desk.program.file.journal.records())


def test_predecessors_and_resources_come_over_rows_as_one_record(desk, crew):
    before = edits(desk)
    row = {name: desk.row(name) + 1 for name in ("Order", "Design")}
    text = f"\tBuyer[50%]\n{row['Order']}SS+2d;{row['Design']}\tBuyer; Electrician\n"
    assert paste(desk, "Order", "predecessors", text) is None
    assert edits(desk) == before + 1
    assert desk.last_label() == "Paste 2 tasks"
    assert staffed(desk, "Order") == {"Buyer": (50, 20)}
    assert set(staffed(desk, "Install")) == {"Buyer", "Electrician"}
    assert desk.shown("Install", "predecessors") == f"{row['Order']}SS+2 d; {row['Design']}"
    desk.session.undo()
    assert staffed(desk, "Order") == {}
    assert ("Design", "Install", "fs") not in desk.links()


def test_a_finish_alone_holds_a_task_back_and_beside_its_start_says_how_long_it_lasts(desk, crew):
    finish = desk.program.plan.finish(desk.id("Order"))
    paste(desk, "Order", "finish", "+2w")
    assert desk.program.plan.finish(desk.id("Order")) > finish
    assert desk.days("Order") == 5
    paste(desk, "Order", "start", "1 Jun 2026\t12 Jun 2026")
    assert desk.days("Order") == 10
    assert (desk.start("Order")[:10], desk.finish("Order")[:10]) == ("Mon 01 Jun", "Fri 12 Jun")
    assert desk.last_label() == "Set constraint, constraint date, duration of “Order”"


def test_new_tasks_wait_for_each_other_and_have_their_people(desk, crew):
    before, n = edits(desk), len(desk.program.plan.state.outline)
    text = (
        f"Pull cables\t4 d\t\t\t\tElectrician\n"
        f"Measure\t2 d\t\t\t{n + 1}FS+1d\tElectrician[50%]; Buyer\n"
        f"Sign\t\t1 Jun 2026\t3 Jun 2026\t{n + 2}; {desk.row('Order') + 1}\t\n"
    )
    assert paste(desk, None, "name", text) is None
    assert edits(desk) == before + 1
    assert staffed(desk, "Pull cables") == {"Electrician": (100, 32)}
    assert staffed(desk, "Measure") == {"Electrician": (50, 8), "Buyer": (100, 16)}
    assert desk.days("Sign") == 3
    assert desk.links()[-3:] == [
        ("Pull cables", "Measure", "fs"), ("Measure", "Sign", "fs"), ("Order", "Sign", "fs"),
    ]  # fmt: skip
    desk.session.undo()
    assert len(desk.program.plan.state.outline) == n


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("predecessors", "999", "there is no row 999"),
        ("predecessors", "2; 2SS", "named twice"),
        ("resources", "Nobody", "nobody"),
        ("resources", "Buyer; Buyer[20%]", "named twice"),
        ("finish", "never", "never"),
        ("start", "12 Jun 2026\t1 Jun 2026", "before the start"),
        ("duration", "2 d\t1 Jun 2026\t12 Jun 2026", "follows from the start and the duration"),
    ],
)
def test_cells_that_cannot_be_meant_are_shown_first(desk, crew, column, text, says):
    before, state = edits(desk), desk.outline()
    preview = paste(desk, "Order", column, text + "\nno number" if column == "duration" else text)
    said = [preview.found.topLevelItem(n).text(3) for n in range(preview.found.topLevelItemCount())]
    assert any(says in line.casefold() for line in said), said
    assert (edits(desk), desk.outline()) == (before, state)


def test_a_ring_in_a_block_is_refused_and_nothing_is_written(desk, crew):
    before = edits(desk)
    paste(desk, "Order", "predecessors", f"{desk.row('Install') + 1}\tBuyer")
    assert edits(desk) == before
    assert "wait for each other" in desk.refused[-1]
    assert staffed(desk, "Order") == {}


def test_good_cells_are_taken_once_the_others_were_seen(desk, crew):
    preview = paste(desk, "Order", "predecessors", "999\tBuyer")
    QTest.mouseClick(preview.ok, LEFT)
    assert staffed(desk, "Order") == {"Buyer": (100, 40)}


def test_the_start_of_a_component_project_comes_with_the_block(desk, crew):
    assert paste(desk, "Sites", "start", "1 Jun 2026") is None
    assert desk.start("Sites").startswith("Mon 01 Jun")
