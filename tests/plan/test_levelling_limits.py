"""Levelling by instants: what may not move past a date, and what is left where slots are coarser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Mode, Proposal, propose
from tpm_desktop.plan.levelling_delays import as_delays
from tpm_desktop.plan.levelling_remarks import remarks
from tpm_desktop.plan.plan import instant

FORMATS = Formats("en_GB", year=2026)


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


FRIDAY = datetime(2026, 1, 9, 17)


def dated(**date: Any) -> Build:
    """Two weeks of work for one: the second task is the one that has a date."""

    def build(plan: Plan) -> None:
        plan.task("First", 40, priority=900)
        plan.task("Dated", 40, **date)

    return build


def followed(**date: Any) -> Build:
    """What comes before a task with a date may not be put off either."""

    def build(plan: Plan) -> None:
        plan.task("First", 40, priority=900)
        before = plan.task("Dated", 40)
        plan.task("Follows", 8, after=before, by=None, **date)

    return build


def of_a_summary(plan: Plan) -> None:
    plan.task("First", 40, priority=900)
    summary = plan.task("Summary", 8, by=None, deadline=FRIDAY)
    plan.task("Dated", 40, parent_id=summary)


LIMITS: dict[str, Build] = {
    "finish no later": dated(constraint="fnlt", constraint_date=FRIDAY),
    "start no later": dated(constraint="snlt", constraint_date=datetime(2026, 1, 5, 8)),
    "deadline": dated(deadline=FRIDAY),
    "before finish no later": followed(constraint="fnlt", constraint_date=datetime(2026, 1, 12, 17)),
    "before must start": followed(constraint="mso", constraint_date=datetime(2026, 1, 12, 8)),
    "before must finish": followed(constraint="mfo", constraint_date=datetime(2026, 1, 12, 17)),
    "before a pinned one": followed(
        priority=1000, constraint="snet", constraint_date=datetime(2026, 1, 12, 8)
    ),
    "before a deadline": followed(deadline=datetime(2026, 1, 12, 17)),
    "of a summary": of_a_summary,
}


@pytest.mark.parametrize("build", LIMITS.values(), ids=LIMITS.keys())
def test_no_date_is_passed_where_others_can_wait(levelled: Callable[..., Proposal], build: Build) -> None:
    found = levelled(build)
    assert starts(found)["Dated"] == "05 08:00"
    assert starts(found)["First"] == "12 08:00"
    assert not found.overloads_after
    assert remarks(found, FORMATS) == []
    assert (found.supposed.schedule.start == found.after.start).all()


def test_a_task_that_finds_no_time_before_its_date_is_named_and_the_rest_goes_on(
    levelled: Callable[..., Proposal],
) -> None:
    def build(plan: Plan) -> None:
        for name in ("One", "Two"):
            plan.task(name, 40, constraint="fnlt", constraint_date=FRIDAY)
        plan.task("Free", 40, priority=900)

    found = levelled(build)
    assert set(starts(found).values()) == {"05 08:00", "12 08:00"}
    assert starts(found)["Free"] == "12 08:00"
    assert work(found.overloads_after) == 40
    (said,) = remarks(found, FORMATS)
    assert said.text in {
        f"“{name}” finds no time with enough of Engineer by its date, 9 Jan, and stays overloaded"
        for name in ("One", "Two")
    }


def test_a_deadline_that_can_not_be_met_is_passed_and_said_and_the_others_hold(
    levelled: Callable[..., Proposal],
) -> None:
    def build(plan: Plan) -> None:
        plan.task("Short", 8, deadline=FRIDAY)
        plan.task("Long", 40, deadline=FRIDAY)
        plan.task("Later", 40, deadline=datetime(2026, 1, 16, 17))

    found = levelled(build)
    assert not found.overloads_after
    said = remarks(found, FORMATS)
    assert 1 <= len(said) <= 2
    assert all("would pass its deadline" in one.text for one in said)


def test_a_task_that_does_not_answer_to_delays_is_said(levelled: Callable[..., Proposal]) -> None:
    """As one with dates of its own would not: that no such task is asked is levelling's own rule."""

    def build(plan: Plan) -> None:
        plan.task("Given", 8, manual=True, manual_start=datetime(2026, 1, 5, 8))

    found = levelled(build)
    row = found.state.names.index("Given")
    start = int(found.state.schedule.start[row])
    placed = as_delays(found.state.scenario, found.state.schedule, {row: start + 1440})
    assert placed.early == (row,)
    (said,) = remarks(replace(found, early=placed.early), FORMATS)
    assert said.text.startswith("“Given” does not answer to delays: it would start on 5 Jan")


@pytest.mark.parametrize(
    ("hours", "proven"), [((8, 8), True), ((4.5, 4.5), False)], ids=["whole hours", "half hours"]
)
def test_a_finish_is_proven_only_as_far_as_slots_are_as_long_as_the_work(
    levelled: Callable[..., Proposal], hours: tuple[float, float], proven: bool
) -> None:
    """Two times four hours and a half: in whole hours none is earlier than what takes half an hour more."""

    def build(plan: Plan) -> None:
        for at, each in enumerate(hours):
            plan.task(f"Task {at}", each)

    found = levelled(build)
    assert found.levelled is not None
    assert found.levelled.is_proven
    assert found.is_proven is proven
    assert not found.overloads_after


def test_what_comes_later_than_was_proven_is_not_called_proven(levelled: Callable[..., Proposal]) -> None:
    """Both have hours of their own, of which slots of the plan's hours know nothing."""

    def build(plan: Plan) -> None:
        evenings = plan.edit.add("calendar", name="Evenings", monday="18:00-20:00", tuesday="18:00-20:00")
        guard = plan.edit.add("resource", name="Guard", calendar_id=evenings)
        for name in ("One", "Two"):
            plan.task(name, 2, by=guard, calendar_id=evenings)

    found = levelled(build)
    assert found.levelled is not None
    assert found.levelled.is_proven
    assert sorted(starts(found).values()) == ["05 18:00", "06 18:00"]
    assert not found.is_proven


def test_the_same_dates_hold_within_a_solver_and_without(levelled: Callable[..., Proposal]) -> None:
    """With more tasks than the solver takes the search alone keeps the dates."""

    def build(plan: Plan) -> None:
        for number in range(90):
            plan.task(f"Open {number}", 8, priority=900)
        plan.task("Dated", 8, constraint="fnlt", constraint_date=datetime(2026, 1, 7, 17))

    found = levelled(build)
    assert not found.overloads_after
    assert remarks(found, FORMATS) == []
    assert starts(found)["Dated"] <= "07 08:00"
