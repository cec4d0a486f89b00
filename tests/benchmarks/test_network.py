"""The dependencies of large programs: the map of 40 projects, the network of 2,000 tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime

import pytest
from fractional_indexing import generate_n_keys_between
from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.author import Author
from tpm_desktop.plan import OpenProgram

_INSIDE, _ACROSS = 50, 2000  # tasks of a project, links between projects


@pytest.fixture(scope="module", params=[40, 200], ids=["2k", "10k"])
def program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenProgram]:
    """So many projects of 50 tasks, each waiting for an earlier one of its project, and links across."""
    draw, many = random.Random(7), request.param
    path, begun = tmp_path_factory.mktemp("network") / "map.tpm", datetime(2026, 5, 4, 8)
    with OpenProgram.create(path, author=Author("Planner", "here"), name="Map", start=begun) as program:
        with program.file.transaction("Fill") as edit:
            tops = [edit.add("project", name=f"Project {n}") for n in range(many)]
            places = generate_n_keys_between(None, None, _INSIDE)
            rows = [
                {"project_id": top, "name": f"Task {n}", "duration": 480, "order": place}
                for top in tops
                for n, place in enumerate(places)
            ]
            tasks = edit.add_all("task", rows)
            pairs = {(n - draw.randint(1, min(n % _INSIDE, 5)), n) for n in range(len(tasks)) if n % _INSIDE}
            across: set[tuple[int, int]] = set()
            while len(across) < _ACROSS:
                one, other = sorted(draw.sample(range(len(tasks)), 2))
                if one // _INSIDE != other // _INSIDE:
                    across.add((one, other))
            links = [{"predecessor_id": tasks[a], "successor_id": tasks[b]} for a, b in pairs | across]
            edit.add_all("link", links)
        yield program


@pytest.fixture
def view(program: OpenProgram, qapp) -> Iterator[NetworkView]:
    prepare()
    view = NetworkView(Session(program), Appearance.current())
    view.resize(1366, 768)
    view.load()
    yield view
    view.close()


def shown(view: NetworkView, *, opened: bool) -> None:
    """Lay it out and paint it, as when it is asked for."""
    view.stage.open_all(wanted=opened)
    while view.stage.busy:
        QThreadPool.globalInstance().waitForDone()
        QTest.qWait(1)
    view.grab()


@pytest.mark.benchmark(group="dependencies")
def test_map(view: NetworkView, benchmark) -> None:
    benchmark.pedantic(lambda: shown(view, opened=False), setup=lambda: shown(view, opened=True), rounds=3)
    assert sum(len(edge.edge.links) for edge in view.canvas.edges.values()) == _ACROSS


@pytest.mark.benchmark(group="dependencies")
def test_network(view: NetworkView, program: OpenProgram, benchmark) -> None:
    benchmark.pedantic(lambda: shown(view, opened=True), setup=lambda: shown(view, opened=False), rounds=2)
    assert len(view.canvas.nodes) == len(program.plan.state.outline)
