"""A small plan for the command line to work on."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.command_line import Run, run

__all__ = ["plan", "run"]


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A small plan made by commands alone: order, then install, then test."""
    path = tmp_path / "plan.tpm"
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
    return path
