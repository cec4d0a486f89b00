"""Levelling by instants: what may not move past a date, and what is left where slots are coarser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Mode, Proposal, propose
from tpm_desktop.plan.plan import instant


@dataclass
class Plan:
    """A project from Monday 5 January 2026, 08:00, with one engineer; tasks in hours."""

    edit: Any
    project: str
    engineer: str

    def task(self, name: str, hours: float, after: str = "", by: str | None = "engineer", **more: Any) -> str:
        made: str = self.edit.add(
            "task", project_id=self.project, name=name, duration=round(hours * 60), **more
        )
        if by:
            self.edit.add("assignment", task_id=made, resource_id=self.engineer if by == "engineer" else by)
        if after:
            self.edit.add("link", predecessor_id=after, successor_id=made)
        return made


Build = Callable[[Plan], object]


@pytest.fixture
def levelled(tmp_path: Path) -> Callable[..., Proposal]:
    def run(build: Build, mode: Mode = Mode.EARLIEST, choose: bool = False) -> Proposal:
        with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8)) as program:
            with program.file.transaction("Plan") as edit:
                plan = Plan(edit, edit.add("project", name="Project"), edit.add("resource", name="Engineer"))
                build(plan)
            return propose(program.plan.state, mode, 0.1, choose=choose)

    return run


def starts(proposal: Proposal) -> dict[str, str]:
    names, summary = proposal.state.names, proposal.state.summary
    return {
        name: f"{instant(int(proposal.after.start[row])):%d %H:%M}"
        for row, name in enumerate(names)
        if not summary[row]
    }


def work(overloads: list[Any]) -> float:
    return sum(one.work for one in overloads) / 60


def half_days_off(plan: Plan) -> None:
    """Days as slots, since it lasts over five years; the second task has a day of slack from a noon on."""
    first = plan.task("First", 4, by=None)
    plan.task("Before", 12, priority=900)
    second = plan.task("Second", 8, after=first, priority=100)
    plan.task("Last", 8 * 1499, after=second, by=None)
    plan.task("Long", 8 * 1501 + 4, by=None)


def test_within_slack_half_a_day_more_than_there_is_is_not_taken(levelled: Callable[..., Proposal]) -> None:
    found = levelled(half_days_off, Mode.WITHIN_SLACK)
    assert found.after.program_finish == found.state.schedule.program_finish
    assert work(found.overloads_after) <= work(found.overloads_before)


def chain_without_room(plan: Plan) -> None:
    """One after the other in hours and a half each, which slots of an hour make longer than they are."""
    last = ""
    for at in range(4):
        last = plan.task(f"Step {at}", 1.5, after=last)
    plan.task("Beside", 2)
    plan.task("Long", 8, by=None)


def test_within_slack_no_task_waits_past_its_late_start(levelled: Callable[..., Proposal]) -> None:
    found = levelled(chain_without_room, Mode.WITHIN_SLACK)
    assert found.after.program_finish == found.state.schedule.program_finish
    assert (found.after.total_slack >= 0).all()
    assert work(found.overloads_after) <= work(found.overloads_before)


def inside_an_hour(plan: Plan) -> None:
    first = plan.task("First", 4.5, by=None)
    plan.task("Beside", 5)
    plan.task("Second", 8, after=first)


def inside_a_day(plan: Plan) -> None:
    first = plan.task("First", 4, by=None)
    plan.task("Beside", 8)
    plan.task("Second", 8, after=first)
    plan.task("Long", 8 * 700, by=None)


@pytest.mark.parametrize(
    ("build", "second"), [(inside_an_hour, "05 14:00"), (inside_a_day, "06 08:00")], ids=["hour", "day"]
)
def test_a_task_that_starts_inside_a_slot_waits_for_the_slot(
    levelled: Callable[..., Proposal], build: Build, second: str
) -> None:
    found = levelled(build)
    assert work(found.overloads_before) > 0
    assert work(found.overloads_after) == 0
    assert starts(found)["Second"] == second


def two_inside(plan: Plan) -> None:
    inside_an_hour(plan)
    other = plan.edit.add("resource", name="Other")
    early = plan.task("Early", 4.5, by=None)
    plan.task("Alone", 3, after=early, by=other)


def test_only_who_is_in_the_way_waits_for_a_slot(levelled: Callable[..., Proposal]) -> None:
    assert starts(levelled(two_inside))["Alone"] == "05 13:30"
