"""A small program with rows in its registers, and the real window on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.main_window import MainWindow
from tpm_desktop.file.author import Author
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import OpenProgram

START = datetime(2026, 5, 4, 8)
STATUS = datetime(2026, 6, 12, 17)


@dataclass
class Ids:
    """What the program of these tests holds, by name."""

    sites: str
    software: str
    order: str
    install: str
    accepted: str
    buyer: str
    crew: str
    late_racks: str
    load_test: str
    committee: str
    action: str


def fill(program: OpenProgram) -> Ids:
    """Two component projects, three tasks in a row, two risks, one overdue action."""
    sites = insert_project(program, "Data centre and sites", kind="infrastructure")
    software = insert_project(program, "Branch software")
    order = insert_task(program, parent=sites, name="Order racks", duration=5 * 480)
    install = insert_task(program, parent=sites, name="Install racks", duration=10 * 480)
    accepted = insert_task(program, parent=sites, name="Racks accepted", duration=0, milestone=True)
    link(program, order, install)
    link(program, install, accepted)
    buyer = add_row(program, "resource", {"name": "Buyer"})
    crew = add_row(program, "resource", {"name": "Site crew", "rate": 5_000})
    late_racks = add_row(
        program,
        "risk",
        {"title": "Racks come late", "project_id": sites, "probability": 4, "impact": 5, "owner_id": buyer},
    )
    load_test = add_row(program, "risk", {"title": "Load test fails", "probability": 2, "impact": 3})
    committee = add_row(program, "body", {"name": "Steering committee"})
    action = add_row(
        program, "action", {"title": "Confirm dates", "owner_id": buyer, "due": date(2026, 6, 2)}
    )
    return Ids(
        sites, software, order, install, accepted, buyer, crew, late_racks, load_test, committee, action
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """The program file, made once; tests get a copy of it."""
    path = tmp_path_factory.mktemp("desktop") / "renewal.tpm"
    author = Author("Program manager", "test device")
    with OpenProgram.create(
        path, author=author, name="Network renewal", start=START, status_date=STATUS, currency="EUR"
    ) as program:
        return path, fill(program)


@pytest.fixture
def ids(made: tuple[Path, Ids]) -> Ids:
    """The ids of what the program holds."""
    return made[1]


@pytest.fixture
def program_path(made: tuple[Path, Ids], tmp_path: Path) -> Path:
    """A program file of the test's own."""
    return Path(shutil.copy(made[0], tmp_path))


@pytest.fixture
def empty_window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window without a program."""
    prepare()
    QSettings().clear()
    window = MainWindow(Appearance.current())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def window(empty_window: MainWindow, program_path: Path) -> MainWindow:
    """The window with the program of these tests open."""
    assert empty_window.files.open(program_path)
    return empty_window
