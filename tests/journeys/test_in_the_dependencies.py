"""Links drawn, picked, changed and taken away in the graph; rings refused by the names of their tasks."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from tests.journeys.person import PATIENCE, Person
from tpm_desktop.desktop.network.graph import NodeKind
from tpm_desktop.desktop.network.links_model import CROSSING, ID, LAG, TYPE
from tpm_desktop.gestures.links import why_not


class AtTheGraph:
    """A person at the dependencies with all component projects open; tasks are known by outline rows."""

    def __init__(self, person: Person) -> None:
        self.person, self.view = person, person.go("network")
        self.canvas = self.view.canvas
        person.push("network-open-all")
        person.qtbot.waitUntil(lambda: len(self.canvas.nodes) > 100, timeout=PATIENCE)
        while self.canvas.transform().m11() < 0.5:
            person.push("network-zoom-in")

    def id(self, row: int) -> str:
        return self.person.plan.state.outline.ids[row]

    def name(self, row: int) -> str:
        return self.person.plan.state.names[row]

    def in_sight(self) -> list[int]:
        """Tasks that are wholly on the screen."""
        room = self.canvas.viewport().rect().adjusted(30, 30, -30, -30)
        shown = [item for item in self.canvas.nodes.values() if item.node.row >= 0]
        shown = [item for item in shown if item.node.kind is not NodeKind.PROJECT]
        places = [(item.node.row, self.canvas.mapFromScene(item.rect()).boundingRect()) for item in shown]
        return [row for row, place in places if room.contains(place)]

    def project(self, row: int) -> int:
        return int(self.person.plan.state.outline.project[row])

    def may_wait(self, one: int, other: int) -> bool:
        """Whether the second task may wait for the first, as far as rules go."""
        assert self.person.window.session is not None
        return why_not(self.person.window.session.program, self.id(one), self.id(other)) is None

    def at(self, row: int) -> QPoint:
        """The middle of a node."""
        return self.canvas.mapFromScene(self.canvas.nodes[self.id(row)].rect().center())

    def draw(self, giver: int, taker: int) -> None:
        """Drag from node to node."""
        self.person.drag(self.canvas.viewport(), self.at(giver), self.at(taker))

    def selected_link(self) -> str:
        assert self.person.window.session is not None
        table, (link_id,) = self.person.window.session.selected
        assert table == "link"
        return link_id

    def listed(self, link_id: str) -> dict[int, object]:
        """What the list says of a link."""
        model = self.view.links.model
        row = next(n for n in range(model.rowCount()) if model.index(n, 0).data(ID) == link_id)
        cells = {column: model.index(row, column).data() for column in range(model.columnCount())}
        return {**cells, CROSSING: model.index(row, 0).data(CROSSING)}

    def count(self) -> int:
        """How many links the list holds."""
        return self.view.links.model.rowCount()


@pytest.fixture
def graph(person: Person, sample: Path) -> AtTheGraph:
    person.open(sample)
    person.choose("inspector")  # puts it away: there is more room for the graph
    return AtTheGraph(person)


def test_a_link_is_drawn_changed_and_taken_away(graph):
    person, count = graph.person, graph.count()
    giver, taker = next(pair for pair in permutations(graph.in_sight(), 2) if graph.may_wait(*pair))
    graph.draw(giver, taker)
    assert person.labels[0] == f"Link “{graph.name(giver)}” to “{graph.name(taker)}”"
    link_id = graph.selected_link()
    assert graph.count() == count + 1

    person.press("T")
    person.overwrite("SS+3d")
    assert (graph.listed(link_id)[TYPE], graph.listed(link_id)[LAG]) == ("Start to start", "3 d")
    person.press("Ctrl+Z")
    assert (graph.listed(link_id)[TYPE], graph.listed(link_id)[LAG]) == ("Finish to start", "–")
    person.press("Ctrl+Z")
    assert graph.count() == count
    person.press("Ctrl+Shift+Z")
    assert graph.count() == count + 1

    edge = next(line for line in graph.canvas.edges.values() if link_id in line.edge.links)
    person.click(graph.canvas.viewport(), graph.canvas.mapFromScene(edge.middle()))
    assert graph.selected_link() == link_id
    person.press("Del")
    assert graph.count() == count


def test_a_link_to_another_project_is_picked_by_name(graph):
    person, state = graph.person, graph.person.plan.state
    tasks = [row for row in range(len(state.outline)) if not state.summary[row]]
    giver, taker = next(
        (one, other)
        for one in graph.in_sight()
        for other in tasks
        if graph.project(one) != graph.project(other)
        and state.names.count(state.names[other]) == 1
        and graph.may_wait(one, other)
    )
    person.click(graph.canvas.viewport(), graph.at(giver))
    person.press("L")
    person.type(graph.name(taker))
    person.press("Return")
    assert person.labels[0] == f"Link “{graph.name(giver)}” to “{graph.name(taker)}”"
    assert graph.listed(graph.selected_link())[CROSSING] is True


def test_a_ring_is_refused_by_name(graph):
    person, links = graph.person, graph.person.plan.state.inputs.links
    labels, seen = person.labels, graph.in_sight()
    ends = zip(links.predecessor.tolist(), links.successor.tolist(), strict=True)
    giver, taker = next(pair for pair in ends if set(pair) <= set(seen))
    graph.draw(taker, giver)
    assert person.labels == labels
    assert graph.name(giver) in person.said
    assert graph.name(taker) in person.said
    assert person.window.toast.text == person.said
