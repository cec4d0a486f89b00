"""The command line as a shell sees it: what it prints, complains of and returns."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tpm_desktop import cli


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def problem(self) -> str:
        """The one line of an expected failure."""
        assert (self.code, self.out) == (1, ""), self
        (line,) = self.err.splitlines()
        assert line.startswith("error: ")
        return line


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Said:
        monkeypatch.setattr("sys.argv", ["tpm-desktop", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


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
