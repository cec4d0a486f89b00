"""Journeys through the matrix: reading cells and sums, editing by the cell, sequencing, going to tasks."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.desktop.linked_projects import Plan
from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.matrix import MatrixView
from tpm_desktop.desktop.matrix.scope import Scope
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.schedule import Link, LinkType


@pytest.fixture
def tasks(view: MatrixView) -> MatrixView:
    """The tasks of both projects."""
    view.bar.choice.setCurrentIndex(1)
    view.bar.choice.activated.emit(1)
    return view


def place(view: MatrixView, name: str) -> int:
    return next(n for n in range(len(view._content.matrix)) if view._content.element(n).name == name)


def cell(view: MatrixView, giver: str, receiver: str) -> QPoint:
    return view.grid.lie().cell((place(view, giver), place(view, receiver))).center()


def click(view: MatrixView, qtbot: QtBot, giver: str, receiver: str, *, double: bool = False) -> None:
    press = qtbot.mouseDClick if double else qtbot.mouseClick
    press(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell(view, giver, receiver))


def links(plan: Plan) -> set[tuple[str, str]]:
    names = {row_id: name for name, row_id in plan.id.items()}
    return {(names[row.predecessor_id], names[row.successor_id]) for row in plan.program.file.rows(Link)}


def test_projects_show_what_crosses_and_what_they_give_and_get(view: MatrixView, plan: Plan) -> None:
    matrix = view._content.matrix
    at = place(view, "Sites"), place(view, "Software")
    assert view._content.cells.short(at) == "2" and matrix.gives == (2, 0) and matrix.gets == (0, 2)
    assert "2 component projects" in view.headline() and "2 links" in view.headline()
    words = view._content.words(at)
    assert "Sites → Software" in words and "Slack 0 d" in words and "Install → Build (FS)" in words
    add_row(
        plan.program,
        "commitment",
        {
            "title": "Racks",
            "giver_id": plan.id["Sites"],
            "receiver_id": plan.id["Software"],
            "giving_task_id": plan.id["Accept"],
            "needed_by": date(2026, 5, 4),
        },
    )
    assert view._content.cells.short(at) == "2c" and "1 late" in view._content.words(at)


def test_a_cell_of_projects_opens_its_links_for_editing(view: MatrixView, plan: Plan, qtbot: QtBot) -> None:
    click(view, qtbot, "Sites", "Software", double=True)
    shown = view.links.shown
    assert view.links.isVisible() and shown.rowCount() == 2
    assert "Sites → Software" in view.links._count.text()
    qtbot.keyClick(view.links.table, Qt.Key.Key_Delete)
    assert len(links(plan)) == 5 and shown.rowCount() == 1
    assert view._content.cells.short((0, 1)) == "1"


def test_an_empty_cell_of_projects_leads_to_the_tasks_of_both(
    view: MatrixView, plan: Plan, qtbot: QtBot
) -> None:
    click(view, qtbot, "Software", "Sites", double=True)
    assert view.bar.scope.tasks and set(view.bar.scope.projects) == {plan.id["Sites"], plan.id["Software"]}
    assert "Software" in view.bar.choice.currentText() and len(view._content.matrix) == 6


def test_links_are_made_changed_and_removed_in_cells(tasks: MatrixView, plan: Plan, qtbot: QtBot) -> None:
    click(tasks, qtbot, "Order", "Design", double=True)
    assert tasks.editor.isVisible() and tasks.editor.text() == "FS"
    qtbot.keyClicks(tasks.editor, "ss+1d")
    qtbot.keyClick(tasks.editor, Qt.Key.Key_Return)
    at = place(tasks, "Order"), place(tasks, "Design")
    assert ("Order", "Design") in links(plan) and tasks._content.cells.short(at) == "SS+1 d"
    tasks.grid.setFocus()
    qtbot.keyClick(tasks.grid, Qt.Key.Key_F)
    assert tasks.editor.text() == "f"
    qtbot.keyClicks(tasks.editor, "f")
    qtbot.keyClick(tasks.editor, Qt.Key.Key_Return)
    (changed,) = [row for row in plan.program.file.rows(Link) if row.type is LinkType.FF]
    assert changed.predecessor_id == plan.id["Order"]
    tasks.grid.setFocus()
    qtbot.keyClick(tasks.grid, Qt.Key.Key_Delete)
    assert ("Order", "Design") not in links(plan)
    tasks.session.undo()
    assert ("Order", "Design") in links(plan)
    qtbot.keyClick(tasks.grid, Qt.Key.Key_Return)
    tasks.editor.clear()
    qtbot.keyClick(tasks.editor, Qt.Key.Key_Return)
    assert ("Order", "Design") not in links(plan)


def test_a_ring_is_refused_where_it_is_typed(tasks: MatrixView, plan: Plan, qtbot: QtBot) -> None:
    click(tasks, qtbot, "Test", "Order", double=True)
    qtbot.keyClick(tasks.editor, Qt.Key.Key_Return)
    assert tasks.editor.isVisible()
    assert all(name in tasks.editor.toolTip() for name in ("“Order”", "“Test”", "→"))
    assert len(links(plan)) == 6


def test_keys_walk_through_cells_and_jump_to_what_is_filled(
    tasks: MatrixView, plan: Plan, qtbot: QtBot
) -> None:
    tasks.grid.setFocus()
    tasks.grid.choose((place(tasks, "Install"), place(tasks, "Order")))
    qtbot.keyClick(tasks.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert tasks.grid.current == (place(tasks, "Install"), place(tasks, "Accept"))
    assert tasks.session.selected == ("link", (plan.id["Install-Accept"],))
    assert "Install → Accept" in tasks.grid.accessibleDescription()
    qtbot.keyClick(tasks.grid, Qt.Key.Key_Home)
    qtbot.keyClick(tasks.grid, Qt.Key.Key_Up)
    assert tasks.grid.current == (place(tasks, "Order"), 0)


def test_sequence_puts_givers_first_and_frames_loops(view: MatrixView, plan: Plan, qtbot: QtBot) -> None:
    with plan.program.file.transaction("More") as edit:
        first = edit.add("project", name="Approvals")
        task = edit.add("task", project_id=first, name="Approve", duration=480)
        edit.add("link", predecessor_id=task, successor_id=plan.id["Order"])
        edit.add("link", predecessor_id=plan.id["Design"], successor_id=plan.id["Accept"])
    assert [view._content.element(n).name for n in range(3)] == ["Sites", "Software", "Approvals"]
    qtbot.mouseClick(view.bar.sequence, Qt.MouseButton.LeftButton)
    assert [view._content.element(n).name for n in range(3)] == ["Approvals", "Sites", "Software"]
    assert view._content.matrix.loops == ((1, 2),) and view._content.in_loop((2, 1))
    assert "1 loop" in view.headline() and "1 cell is feedback" in view.headline()


def test_names_select_and_open(view: MatrixView, plan: Plan, qtbot: QtBot) -> None:
    name = view.grid.lie().row_name(place(view, "Software")).center()
    qtbot.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert view.session.selected == ("project", (plan.id["Software"],))
    qtbot.mouseDClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert view.bar.scope == Scope(tasks=True, projects=(plan.id["Software"],))
    assert {view._content.element(n).name for n in range(3)} == {"Design", "Build", "Test"}
    view.filter("build")
    assert len(view._content.matrix) == 1 and "filtered" in view.headline()


def test_a_project_that_goes_leaves_the_matrix_of_all(view: MatrixView, plan: Plan) -> None:
    view.bar.show_scope(Scope(tasks=True, projects=(plan.id["Software"],)))
    with plan.program.file.transaction("Clear") as edit:
        edit.remove("project", [plan.id["Software"]])
    assert view.bar.scope == Scope() and len(view._content.matrix) == 1
    with plan.program.file.transaction("Clear") as edit:
        edit.remove("project", [plan.id["Sites"]])
    assert view.empty.isVisible()
    assert isinstance(view.bar.sequence, QToolButton)


def test_what_is_far_away_is_scrolled_to(plan: Plan, view: MatrixView, qtbot: QtBot) -> None:
    with plan.program.file.transaction("Many") as edit:
        rows = [{"project_id": plan.id["Sites"], "name": f"Step {n}", "duration": 60} for n in range(90)]
        edit.add_all("task", rows)
    view.bar.show_scope(Scope(tasks=True))
    many = len(view._content.matrix)
    view.grid.choose((many - 1, many - 1))
    assert view.grid.lie().cells.contains(view.grid.lie().cell((many - 1, many - 1)))
    shown = view.grid.lie().shown()
    assert len(shown[0]) < many and many - 1 in shown[0] and 0 not in shown[1]


def test_names_stand_in_full_where_there_is_room_for_them(view, plan):
    long = "Order-to-cash processes of the home market"
    with plan.program.file.transaction("Rename") as edit:
        edit.set("project", plan.id["Sites"], name=long)
    lie = view.grid.lie()
    wide = view.grid.fontMetrics().horizontalAdvance(long)
    assert lie.names.width() > wide and lie.names.height() > wide
    view.resize(700, 320)
    assert view.grid.lie().names.height() < wide
    assert view.grid.lie().rest.isNull()  # what is small still stands there as a whole


def test_what_is_shown_is_saved_as_any_kind_of_file_that_a_pack_can_be(tasks, qtbot, monkeypatch, tmp_path):
    offered = set()
    (page,) = (action for action in tasks.commands() if action.objectName().endswith("page"))
    for ending in ("pdf", "xlsx", "html"):
        target = tmp_path / f"matrix.{ending}"
        monkeypatch.setattr(file_dialogs, "ask_save", lambda *asked, at=target: offered.add(asked[3]) or at)
        with qtbot.waitSignal(tasks.page.written):
            page.trigger()
    assert offered == {file_dialogs.packs()}
    text = PdfReader(tmp_path / "matrix.pdf").pages[0].extract_text()
    assert "All tasks" in text and "Install" in text
    cells = [
        cell for sheet in load_workbook(tmp_path / "matrix.xlsx") for row in sheet.values for cell in row
    ]
    assert "Install" in " ".join(map(str, cells))
    assert "All tasks" in (tmp_path / "matrix.html").read_text(encoding="utf-8")
