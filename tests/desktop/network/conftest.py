"""Two component projects with links inside and between them, and the dependencies view on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.network import NetworkView
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.author import Author
from tpm_desktop.gestures.links import link
from tpm_desktop.plan import OpenProgram


class Plan:
    """The program with its rows known by name."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.id: dict[str, str] = {}
        with program.file.transaction("Set up") as edit:
            for project, tasks in (
                ("Sites", ("Order", "Install", "Accept")),
                ("Software", ("Design", "Build", "Test")),
            ):
                self.id[project] = edit.add("project", name=project)
                for name in tasks:
                    self.id[name] = edit.add("task", project_id=self.id[project], name=name, duration=960)
        for one, other in (
            ("Order", "Install"),
            ("Install", "Accept"),
            ("Design", "Build"),
            ("Build", "Test"),
            ("Accept", "Test"),
            ("Install", "Build"),
        ):
            self.id[f"{one}-{other}"] = link(program, self.id[one], self.id[other])


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    author = Author("Planner", "test device")
    with OpenProgram.create(
        tmp_path / "network.tpm", author=author, name="Network renewal", start=datetime(2026, 5, 4, 8)
    ) as program:
        yield Plan(program)


@pytest.fixture
def refusals() -> list[str]:
    return []


@pytest.fixture
def view(plan: Plan, refusals: list[str], qtbot: QtBot) -> NetworkView:
    session = Session(plan.program)
    session.refused.connect(refusals.append)
    view = NetworkView(session, Appearance.current())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.load()
    view.show()
    qtbot.waitExposed(view)
    return view
