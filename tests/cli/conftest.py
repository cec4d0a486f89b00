"""A small plan for the command line to work on."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from tests.command_line import Run, run

__all__ = ["plan", "run"]


@pytest.fixture(scope="session")
def made_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small plan lies once the first test has made it; tests get a copy of it."""
    return tmp_path_factory.mktemp("cli") / "plan.tpm"


@pytest.fixture
def plan(run: Run, made_plan: Path, tmp_path: Path) -> Path:
    """A small plan made by commands alone: order, then install, then test."""
    if not made_plan.exists():
        _make(run, made_plan)
    return Path(shutil.copy(made_plan, tmp_path))


def _make(run: Run, path: Path) -> None:
    assert run("new", path, "--name", "Core renewal").code == 0
    run("set", path, "program", "program", "start=2026-01-05T08:00")
    project = run("add", path, "project", "name=Data centre").out.strip()
    ids = [
        run("add", path, "task", f"project_id={project}", f"name={name}", f"duration={duration}").out.strip()
        for name, duration in (("Order", "960"), ("Install", "3d"), ("Test", "4h"))
    ]
    for predecessor, successor in pairwise(ids):
        assert (
            run("add", path, "link", f"predecessor_id={predecessor}", f"successor_id={successor}").code == 0
        )
