"""Opening a program, and one edit until the plan is current: for 1,000 and for 10,000 tasks."""

from __future__ import annotations

import itertools
import random
from datetime import datetime
from pathlib import Path

import pytest

from tpm_desktop.gestures.records import set_fields
from tpm_desktop.plan import OpenProgram

PROJECTS = 10
BELOW = 24  # tasks of a summary


def generated(path: Path, tasks: int) -> Path:
    """A program of ten component projects with summaries of 24 tasks, each linked to one of the next ten."""
    chance = random.Random(tasks)
    made = OpenProgram.create(path, start=datetime(2026, 1, 5, 8))
    with made as program, program.file.transaction("Generate") as edit:
        for number in range(PROJECTS):
            project = edit.add("project", name=f"Project {number}")
            ids: list[str] = []
            for summary in range(tasks // PROJECTS // (BELOW + 1)):
                parent = edit.add("task", project_id=project, name=f"Summary {summary}")
                rows = [
                    {
                        "project_id": project,
                        "parent_id": parent,
                        "name": f"Task {n}",
                        "duration": days * 480,
                    }
                    for n, days in enumerate(chance.choices(range(1, 9), k=BELOW))
                ]
                ids += edit.add_all("task", rows)
            pairs = [(n, n + chance.randrange(1, 10)) for n in range(len(ids) - 10)]
            edit.add_all("link", [{"predecessor_id": ids[a], "successor_id": ids[b]} for a, b in pairs])
    return path


@pytest.fixture(scope="module", params=[1_000, 10_000])
def big(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("big") / "big.tpm", request.param)


def test_open(benchmark, big):
    program = benchmark(lambda: OpenProgram.open(big, read_only=True))
    assert program.plan.state.schedule.program_finish > 0


def test_one_edit_until_the_plan_is_current(benchmark, big):
    with OpenProgram.open(big) as program:
        outline = program.plan.state.outline
        task = outline.ids[int(outline.last[0]) // 2]
        days = itertools.cycle([3, 9])
        benchmark(lambda: set_fields(program, "task", task, {"duration": next(days) * 480}))
        assert program.plan.state.inputs.tasks.duration[outline.row[task]] in (3 * 480, 9 * 480)


def test_renaming_leaves_the_schedule_alone(benchmark, big):
    with OpenProgram.open(big) as program:
        task = program.plan.state.outline.ids[5]
        names = itertools.cycle(["One", "Other"])
        before = program.plan.state.schedule
        benchmark(lambda: set_fields(program, "task", task, {"name": next(names)}))
        assert program.plan.state.schedule is before
