"""Two component projects with links inside and between them, and views on them without a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.file.author import Author
from tpm_desktop.gestures.links import link
from tpm_desktop.plan import OpenProgram

__all__ = ["Plan", "plan", "refusals", "shown"]


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
    author, begun = Author("Planner", "test device"), datetime(2026, 5, 4, 8)
    path = tmp_path / "linked.tpm"
    with OpenProgram.create(path, author=author, name="Network renewal", start=begun) as program:
        yield Plan(program)


@pytest.fixture
def refusals() -> list[str]:
    """What the view was told that can't be done."""
    return []


def shown(kind: type[View], plan: Plan, refusals: list[str], qtbot: QtBot) -> View:
    """A view on the program, on the screen."""
    session = Session(plan.program)
    session.refused.connect(refusals.append)
    view = kind(session, Appearance.current())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.load()
    view.show()
    qtbot.waitExposed(view)
    return view
