"""The map of component projects: what its edges say, how it is arranged by hand, and that this is kept."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.network.graph import Edge, Graph, Node, NodeKind
from tpm_desktop.desktop.network.nodes import NodeItem
from tpm_desktop.desktop.network.placing import place
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.program import Project
from tpm_desktop.model.schedule import Link
from tpm_desktop.plan.commitments import commitments
from tpm_desktop.plan.crossings import crossings, link_slack
from tpm_desktop.plan.map_layout import PROJECT, Standing

Plan = Any  # the fixture's class is its conftest's


def project(view: NetworkView, plan: Plan, name: str) -> NodeItem:
    return view.canvas.nodes[plan.id[name]]


def drag(view: NetworkView, qtbot: QtBot, item: NodeItem, by: QPoint, held: QPoint = QPoint(0, 0)) -> None:  # noqa: B008
    port = view.canvas.viewport()
    start = view.canvas.mapFromScene(item.head().center() if item.node.opened else item.rect().center())
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start + held)
    qtbot.mouseMove(port, start + by / 2)
    qtbot.mouseMove(port, start + by)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + by)


def kept(plan: Plan, name: str) -> tuple[int | None, int | None]:
    (row,) = plan.program.file.rows(Project, id=plan.id[name])
    return row.map_left, row.map_top


def test_a_project_is_dragged_kept_in_the_file_and_taken_back(
    view: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    item = project(view, plan, "Software")
    before, other = item.pos(), project(view, plan, "Sites").pos()
    drag(view, qtbot, item, QPoint(40, 96))
    moved = project(view, plan, "Software").pos()
    assert (moved - before).y() > 40 and kept(plan, "Software") == (round(moved.x()), round(moved.y()))
    assert project(view, plan, "Sites").pos() == other
    assert plan.program.file.journal.records()[0].label == "Move “Software” on the map"
    view.session.undo()
    assert project(view, plan, "Software").pos() == before and kept(plan, "Software") == (None, None)
    view.session.redo()
    assert project(view, plan, "Software").pos() == moved


def test_keys_move_a_project_and_arranging_anew_forgets_it(
    view: NetworkView, plan: Plan, refusals: list[str], qtbot: QtBot
) -> None:
    before = project(view, plan, "Sites").pos()
    view.canvas.choose(project(view, plan, "Sites"))
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert project(view, plan, "Sites").pos().y() == before.y() + 16
    arrange = next(one for one in view.commands() if one.objectName() == "network-arrange")
    arrange.trigger()
    assert project(view, plan, "Sites").pos() == before and kept(plan, "Sites") == (None, None)
    arrange.trigger()
    assert "nothing on the map was moved by hand" in refusals[-1]


def test_escape_leaves_a_dragged_project_where_it_was(view: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    item, port = project(view, plan, "Sites"), view.canvas.viewport()
    before, start = item.pos(), view.canvas.mapFromScene(item.rect().center())
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(60, 60))
    assert item.pos() != before
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 60))
    assert item.pos() == before and kept(plan, "Sites") == (None, None)


def test_a_project_that_can_not_be_put_there_goes_back(
    view: NetworkView, plan: Plan, refusals: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project(view, plan, "Software").pos()

    def refuse(*_: object) -> None:
        raise EditError("the disk is full")

    monkeypatch.setattr("tpm_desktop.desktop.network.arranging.place_on_map", refuse)
    drag(view, qtbot, project(view, plan, "Software"), QPoint(40, 96))
    assert refusals == ["the disk is full"] and project(view, plan, "Software").pos() == before


def test_an_opened_project_is_moved_with_its_tasks(view: NetworkView, plan: Plan, qtbot: QtBot) -> None:
    view.stage.toggle(plan.id["Sites"])
    view.canvas.fit()
    inside = project(view, plan, "Order").pos() - project(view, plan, "Sites").pos()
    drag(view, qtbot, project(view, plan, "Sites"), QPoint(0, 60))
    assert kept(plan, "Sites") != (None, None)
    assert project(view, plan, "Order").pos() - project(view, plan, "Sites").pos() == inside


def test_another_link_or_project_leaves_the_map_as_people_know_it(view: NetworkView, plan: Plan) -> None:
    before = {name: project(view, plan, name).pos() for name in ("Sites", "Software")}
    with plan.program.file.transaction("More") as edit:
        third = edit.add("project", name="Training")
        task = edit.add("task", project_id=third, name="Teach", duration=480)
        edit.add("link", predecessor_id=task, successor_id=plan.id["Order"])
        edit.add("link", predecessor_id=task, successor_id=plan.id["Design"])
    assert len(view.canvas.nodes) == 3
    assert {name: project(view, plan, name).pos() for name in before} == before


def test_an_edge_tells_links_worst_slack_and_late_commitments_and_opens_to_its_links(
    view: NetworkView, plan: Plan, qtbot: QtBot
) -> None:
    ends = {"giver_id": plan.id["Sites"], "receiver_id": plan.id["Software"]}
    late = {"title": "Racks", "giving_task_id": plan.id["Accept"], "needed_by": date(2026, 5, 4), **ends}
    add_row(plan.program, "commitment", late)
    add_row(plan.program, "commitment", {"title": "Manual", **ends})
    (edge,) = view.canvas.edges.values()
    assert edge.label == "2 links · slack 0 d\n2 commitments, 1 late"
    assert "Racks" in edge.words and "Accept → Test" in edge.words
    qtbot.mouseDClick(
        view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=view.canvas.mapFromScene(edge.middle())
    )
    shown = view.links.shown
    assert {shown.index(row, 2).data() for row in range(shown.rowCount())} == {"Test", "Build"}
    assert "Sites → Software" in view.links._count.text() and view.links.all.isVisible()
    view.links.table.selectRow(0)
    qtbot.keyClick(view.links.table, Qt.Key.Key_Delete)
    assert len(plan.program.file.rows(Link)) == 5 and view.canvas.edges[edge.edge.source, edge.edge.target]
    view.links.all.click()
    assert shown.rowCount() == 5


def test_a_commitment_without_a_link_is_an_edge_of_its_own(view: NetworkView, plan: Plan) -> None:
    back = {"title": "Room plan", "giver_id": plan.id["Software"], "receiver_id": plan.id["Sites"]}
    made = add_row(plan.program, "commitment", back)
    edge = view.canvas.edges[plan.id["Software"], plan.id["Sites"]]
    assert edge.label == "1 commitment"
    went: list[tuple[str, str]] = []
    view.went.connect(lambda *row: went.append(row))
    view.canvas.choose(edge)
    assert view.session.selected == ("commitment", (made,))
    view.editing.open_edge(edge.edge)
    assert went == [("commitment", made)]


@pytest.mark.parametrize("kind", ["fs", "ss", "ff", "sf"])
@pytest.mark.parametrize(
    ("lag", "unit"), [(0, "working"), (960, "working"), (-480, "working"), (2880, "elapsed")]
)
def test_the_slack_of_a_link_is_the_margin_of_its_commitment(
    plan: Plan, kind: str, lag: int, unit: str
) -> None:
    link_id = plan.id["Install-Build"]
    with plan.program.file.transaction("Change") as edit:
        edit.set("link", link_id, type=kind, lag=lag, lag_unit=unit)
        edit.add("commitment", title="Racks", link_id=link_id)
    state = plan.program.plan.state
    (promise,) = commitments(state)
    assert link_slack(state, [state.inputs.tables["link"].row[link_id]]).tolist() == [promise.margin]
    (crossing,) = crossings(state)
    assert crossing.promises == (promise,) and len(crossing.links) == 2


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_the_map_is_saved_whole_in_the_light_theme_and_never_over_a_program(
    view: NetworkView,
    plan: Plan,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusals: list[str],
    ending: str,
) -> None:
    picture = next(one for one in view.commands() if one.objectName() == "network-picture")
    target = tmp_path / f"map{ending}"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: target)
    view.canvas.choose(project(view, plan, "Sites"))
    picture.trigger()
    assert project(view, plan, "Sites").chosen and not refusals
    if ending == ".pdf":
        with pypdfium2.PdfDocument(target) as document:
            (page,) = document
            seen = page.render(scale=1).to_pil().convert("RGB")
        assert seen.width > 500 and seen.getpixel((2, 2)) == (255, 255, 255)
        assert len(seen.getcolors(1_000_000)) > 50
    else:
        made = QImage(str(target))
        assert made.width() > 1000 and made.pixelColor(2, 2).name() == "#ffffff"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: plan.program.file.path)
    picture.trigger()
    assert len(refusals) == 1


def projects(opened: set[int], many: int, tasks: int) -> Graph:
    """A map of projects, each with links to the next ones, and tasks in those that are opened."""
    nodes, edges = [], []
    for n in range(many):
        top = n * 100
        nodes.append(Node(f"p{n}", NodeKind.PROJECT, top, top, n in opened))
        if n in opened:
            inside = [f"p{n}t{t}" for t in range(tasks)]
            nodes += [Node(one, NodeKind.TASK, top + 1 + t, top) for t, one in enumerate(inside)]
            edges += [Edge(*pair, ("l",), crossing=False, critical=False) for pair in pairwise(inside)]
    closed = [f"p{n}" for n in range(many) if n not in opened]
    edges += [Edge(*pair, ("l",), crossing=True, critical=False) for pair in pairwise(closed)]
    return Graph(tuple(nodes), tuple(edges))


def apart(graph: Graph, at: dict[str, tuple[float, float, float, float]]) -> bool:
    rects = [at[node.id] for node in graph.nodes if node.kind is NodeKind.PROJECT]
    return all(
        x + w <= a + 1e-6 or a + c <= x + 1e-6 or y + h <= b + 1e-6 or b + d <= y + 1e-6
        for (x, y, w, h), (a, b, c, d) in combinations(rects, 2)
    )


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 6)), st.integers(0, 9), st.integers(0, 100))
def test_opening_projects_moves_others_aside_and_nothing_overlaps(
    opened: set[int], tasks: int, seed: int
) -> None:
    draw = random.Random(seed)
    held = {f"p{n}": (draw.randint(0, 9) * 100.0, draw.randint(0, 9) * 60.0) for n in range(5)}
    standing = Standing(held=held)
    closed = place(projects(set(), 7, tasks), standing)
    found = place(projects(opened, 7, tasks), standing)
    assert apart(projects(set(), 7, tasks), closed.at) and apart(projects(opened, 7, tasks), found.at)
    for one, other in combinations([f"p{n}" for n in range(5)], 2):
        if closed.at[one][0] + PROJECT[0] <= closed.at[other][0]:
            assert found.at[one][0] + found.at[one][2] <= found.at[other][0]
