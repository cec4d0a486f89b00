"""A program to plan in, spoken of as planners do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tpm_desktop.gestures import links, outline
from tpm_desktop.plan import OpenProgram

DAY = 480


class Desk:
    """Two component projects; tasks are named, dates read as text."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.ids: dict[str, str] = {}
        for name in ("Data centre", "Ledger"):
            self.ids[name] = outline.insert_project(program, name)

    def task(
        self, name: str, days: float = 1, parent: str = "Data centre", after: str = "", **values: object
    ) -> str:
        duration = round(days * DAY)
        self.ids[name] = outline.insert_task(
            self.program, parent=self.ids[parent], name=name, **{"duration": duration, **values}
        )
        if after:
            links.link(self.program, self.ids[after], self.ids[name])
        return self.ids[name]

    def start(self, name: str) -> str:
        return f"{self.program.plan.start(self.ids[name]):%a %d %H:%M}"

    def finish(self, name: str) -> str:
        return f"{self.program.plan.finish(self.ids[name]):%a %d %H:%M}"

    def outline(self) -> list[str]:
        state = self.program.plan.state
        return [
            "  " * int(level) + name for level, name in zip(state.outline.level, state.names, strict=True)
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with OpenProgram.create(tmp_path / "plan.tpm", start=datetime(2026, 1, 5, 8)) as program:
        yield Desk(program)
