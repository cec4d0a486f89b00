"""Links that no gesture makes but a file may hold, and a task with 5,000 of them: shown or refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.matrix import MatrixView
from tpm_desktop.desktop.matrix.scope import Scope
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.links import link
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.dependency_findings import FindingKind, dependency_findings

_MANY = 5_000


def changed(path: Path, statement: str, *values: str) -> None:
    """What a damaged or foreign file holds, written past every rule."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement, values)


@pytest.fixture
def path(plan) -> Path:
    """The file of two linked projects, closed."""
    plan.program.close()
    return plan.program.file.path


def test_gestures_refuse_a_link_to_itself_and_a_second_one(plan):
    with pytest.raises(EditError, match="wait for"):
        link(plan.program, plan.id["Order"], plan.id["Order"])
    with pytest.raises(EditError, match="are linked already"):
        link(plan.program, plan.id["Order"], plan.id["Install"])


def test_a_dangling_link_keeps_a_file_from_opening_with_one_sentence(path, plan):
    changed(path, "UPDATE link SET successor_id = ? WHERE id = ?", "0" * 32, plan.id["Order-Install"])
    with pytest.raises(ProgramFileError) as refused:
        OpenProgram.open(path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("odd", ["itself", "twice"])
def test_what_a_file_holds_all_the_same_is_shown_and_found(path, plan, odd, qtbot):
    order, install = plan.id["Order"], plan.id["Install"]
    if odd == "itself":
        changed(path, "UPDATE link SET successor_id = ? WHERE id = ?", order, plan.id["Order-Install"])
    else:
        changed(path, "UPDATE link SET predecessor_id = ?, successor_id = ? WHERE id = ?",
                order, install, plan.id["Design-Build"])  # fmt: skip
    with OpenProgram.open(path) as program:
        session = Session(program)
        network = NetworkView(session, Appearance.current())
        matrix = MatrixView(session, Appearance.current())
        for view in (network, matrix):
            qtbot.addWidget(view)
            view.resize(1366, 768)
            view.load()
        network.stage.open_all(wanted=True)
        matrix.bar.show_scope(Scope(tasks=True))
        assert not network.grab().isNull() and not matrix.grab().isNull()
        kind = FindingKind.ITSELF if odd == "itself" else FindingKind.TWICE
        (found,) = [
            one for one in dependency_findings(program.plan.state, session.formats) if one.kind is kind
        ]
        network.editing.unlink((found.id,))
        kinds = {one.kind for one in dependency_findings(program.plan.state, session.formats)}
        assert kind not in kinds


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProgram]:
    """One task that 5,000 of another project wait for."""
    path = tmp_path_factory.mktemp("hub") / "hub.tpm"
    with OpenProgram.create(path, name="Hub", start=datetime(2026, 5, 4, 8)) as program:
        with program.file.transaction("Fill") as edit:
            one, other = edit.add("project", name="Platform"), edit.add("project", name="Users")
            given = edit.add("task", project_id=one, name="Platform ready", duration=480)
            rows = [{"project_id": other, "name": f"Move {n}", "duration": 480} for n in range(_MANY)]
            moves = edit.add_all("task", rows)
            edit.add_all("link", [{"predecessor_id": given, "successor_id": move} for move in moves])
        yield program


def test_a_node_with_5000_edges_is_one_arrow_its_list_and_a_page_of_words(hub, qtbot):
    view = NetworkView(Session(hub), Appearance.current())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.load()
    (arrow,) = view.canvas.edges.values()
    assert arrow.label.startswith("5,000 links")
    assert len(arrow.words.split("\n")) < 20  # a tool tip that fits a screen
    assert arrow.words.endswith("and 4,988 more")
    view.editing.open_edge(arrow.edge)
    assert view.links.shown.rowCount() == _MANY
    matrix = MatrixView(view.session, Appearance.current())
    qtbot.addWidget(matrix)
    matrix.load()
    assert matrix._content.matrix.gives == (_MANY, 0)
    assert len(matrix._content.words((0, 1)).split("\n")) < 20
