"""A matrix of 500 tasks: a frame while it is scrolled, and reading it anew after an edit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.application import prepare
from tpm_desktop.desktop.matrix import MatrixView
from tpm_desktop.desktop.matrix.scope import Scope
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.author import Author
from tpm_desktop.plan import OpenProgram

_MANY = 500


@pytest.fixture
def view(tmp_path: Path, qapp) -> Iterator[MatrixView]:
    prepare()
    draw, begun = random.Random(3), datetime(2026, 5, 4, 8)
    author = Author("Planner", "here")
    with OpenProgram.create(tmp_path / "matrix.tpm", author=author, name="Matrix", start=begun) as program:
        with program.file.transaction("Fill") as edit:
            top = edit.add("project", name="Project")
            rows = [{"project_id": top, "name": f"Task {n}", "duration": 480} for n in range(_MANY)]
            tasks = edit.add_all("task", rows)
            pairs = {tuple(sorted(draw.sample(range(_MANY), 2))) for _ in range(20 * _MANY)}
            edit.add_all("link", [{"predecessor_id": tasks[a], "successor_id": tasks[b]} for a, b in pairs])
        view = MatrixView(Session(program), Appearance.current())
        view.resize(1366, 768)
        view.bar.show_scope(Scope(tasks=True))
        view.show()
        QApplication.processEvents()
        yield view
        view.close()


@pytest.mark.benchmark(group="matrix")
def test_scrolling(view: MatrixView, benchmark) -> None:
    steps, bars = count(), (view.grid.verticalScrollBar(), view.grid.horizontalScrollBar())

    def frame() -> None:
        step = next(steps)
        for bar in bars:
            bar.setValue(step * 37 % max(bar.maximum(), 1))
        view.grid.viewport().repaint()

    benchmark.pedantic(frame, rounds=100, warmup_rounds=2)
    assert len(view._content.matrix) == _MANY


@pytest.mark.benchmark(group="matrix")
def test_sequencing(view: MatrixView, benchmark) -> None:
    view._actions["sequence"].setChecked(True)
    benchmark.pedantic(view.load, rounds=5)
    assert view._content.matrix.feedback == 0
