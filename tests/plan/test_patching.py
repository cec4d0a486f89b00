"""Whatever is edited, undone or done again: the plan kept current is the plan read anew."""

from __future__ import annotations

import contextlib
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import dates, links, money, outline, records
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.inputs import Inputs

START = datetime(2026, 1, 5, 8)


class Walk:
    """Makes edits at random, as a user in a hurry would."""

    def __init__(self, program: OpenProgram, chance: random.Random) -> None:
        self.program, self.chance = program, chance

    def step(self) -> None:
        gestures = [
            self.insert, self.insert, self.link, self.duration, self.move, self.indent, self.outdent,
            self.remove, self.amount, self.assign, self.holiday, self.rename, self.progress, self.undo,
            self.redo, self.project,
        ]  # fmt: skip
        gesture = self.chance.choice(gestures)
        with contextlib.suppress(EditError):  # a refused edit must leave the plan as it was, which is checked
            gesture()

    def tasks(self) -> list[str]:
        outlined = self.program.plan.state.outline
        return [i for i, project in zip(outlined.ids, outlined.is_project, strict=True) if not project]

    def task(self) -> str:
        return self.chance.choice(self.tasks() or [self.insert()])

    def insert(self) -> str:
        parents = self.program.plan.state.outline.ids or [outline.insert_project(self.program, "First")]
        return outline.insert_task(
            self.program, parent=self.chance.choice(parents), name=f"T{self.chance.random()}"
        )

    def project(self) -> None:
        outline.insert_project(self.program, "Another")

    def link(self) -> None:
        links.link(self.program, self.task(), self.task(), lag=self.chance.choice([0, 480, -240]))

    def duration(self) -> None:
        records.set_fields(self.program, "task", self.task(), {"duration": self.chance.randrange(0, 9) * 240})

    def move(self) -> None:
        dates.set_start(self.program, self.task(), START + timedelta(days=self.chance.randrange(60)))

    def indent(self) -> None:
        outline.indent(self.program, [self.task()])

    def outdent(self) -> None:
        outline.outdent(self.program, [self.task()])

    def remove(self) -> None:
        outline.remove(self.program, [self.task()])

    def rename(self) -> None:
        records.set_fields(self.program, "task", self.task(), {"name": "Renamed", "notes": "why"})

    def progress(self) -> None:
        records.set_fields(
            self.program, "task", self.task(), {"percent_complete": self.chance.choice([0, 4000, 10000])}
        )

    def amount(self) -> None:
        account = records.add_row(self.program, "account", {"name": "Hardware"})
        cell = money.Cell(account, date(2026, self.chance.randrange(1, 13), 1), money.Measure.PLANNED, 100)
        money.set_amounts(self.program, [cell])

    def assign(self) -> None:
        who = records.add_row(self.program, "resource", {"name": "Buyer", "rate": 5000})
        records.add_row(self.program, "assignment", {"task_id": self.task(), "resource_id": who})

    def holiday(self) -> None:
        calendar = self.program.plan.state.inputs.tables["calendar"].ids[0]
        day = date(2026, 1, 5) + timedelta(days=self.chance.randrange(40))
        values = {"calendar_id": calendar, "name": "Holiday", "first": day, "last": day}
        records.add_row(self.program, "calendar_exception", values)

    def undo(self) -> None:
        self.program.file.undo()

    def redo(self) -> None:
        self.program.file.redo()


def same(kept: State, read: State) -> None:
    assert kept.outline.ids == read.outline.ids
    assert kept.names == read.names
    assert kept.wbs == read.wbs
    for name in (
        "start",
        "finish",
        "late_start",
        "late_finish",
        "total_slack",
        "free_slack",
        "critical",
        "duration",
    ):
        assert np.array_equal(getattr(kept.schedule, name), getattr(read.schedule, name)), name
    assert np.array_equal(kept.done, read.done)
    assert np.array_equal(kept.money.costs.task, read.money.costs.task)
    assert np.array_equal(kept.money.budget.program.months.planned, read.money.budget.program.months.planned)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_plan_kept_current_is_the_plan_read_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    path = tmp_path_factory.mktemp("walk") / "plan.tpm"
    with OpenProgram.create(path, start=START) as program:
        outline.insert_project(program, "Data centre")
        walk = Walk(program, random.Random(seed))
        for _ in range(25):
            walk.step()
            same(program.plan.state, State(Inputs.read(program.file)))


def test_an_edit_that_cannot_be_scheduled_leaves_file_and_plan_as_they_were(tmp_path: Path) -> None:
    with OpenProgram.create(tmp_path / "plan.tpm", start=START) as program:
        project = outline.insert_project(program, "Data centre")
        one = outline.insert_task(program, parent=project, name="One")
        other = outline.insert_task(program, parent=project, name="Other")
        links.link(program, one, other)
        before = program.plan.state
        with pytest.raises(EditError, match="wait for each other"):
            records.add_row(program, "link", {"predecessor_id": other, "successor_id": one})
        assert program.plan.state is before
        assert len(program.file.columns("link", ["id"])[0]) == 1
        assert program.file.journal.records()[0].label.startswith("Link")


def test_an_edit_that_the_engine_does_not_see_keeps_the_schedule(tmp_path: Path) -> None:
    with OpenProgram.create(tmp_path / "plan.tpm", start=START) as program:
        project = outline.insert_project(program, "Data centre")
        task = outline.insert_task(program, parent=project, name="One")
        before = program.plan.state.schedule
        records.set_fields(program, "task", task, {"name": "Renamed"})
        assert program.plan.state.schedule is before
        assert program.plan.name(task) == "Renamed"


def test_what_an_edit_moved_is_told(tmp_path: Path) -> None:
    with OpenProgram.create(tmp_path / "plan.tpm", start=START) as program:
        project = outline.insert_project(program, "Data centre")
        one = outline.insert_task(program, parent=project, name="One")
        other = outline.insert_task(program, parent=project, name="Other")
        alone = outline.insert_task(program, parent=project, name="Alone", duration=0)
        links.link(program, one, other)
        told = []
        program.plan.listeners.append(lambda changes, delta: told.append(delta))
        records.set_fields(program, "task", one, {"duration": 960})
        (delta,) = told
        assert {one, other, project} <= delta.moved
        assert not delta.reshaped
        assert delta.finish[1] - delta.finish[0] == 24 * 60
        assert alone in delta.moved  # its slack grew with the finish
