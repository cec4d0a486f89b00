"""What the plan makes of baseline, progress and actuals: earned value by control account and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpm_desktop.gestures import outline
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.model.schedule import Earning
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.earned_lines import Level, Line, findings, lines
from tpm_desktop.plan.earned_value import earned_value


class Desk:
    """A project with two accounts, planned from 1 January 2026; amounts in whole currency units."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.ids = program, {}
        self.ids["Sites"] = outline.insert_project(program, "Sites")
        for name in ("Build", "Office"):
            with program.file.transaction(f"Add {name}") as edit:
                self.ids[name] = edit.add("account", name=name, project_id=self.ids["Sites"])

    def task(self, name: str, days: int, cost: int, **values: object) -> str:
        made = {"account_id": self.ids["Build"], "duration": days * 480, "fixed_cost": cost * 100, **values}
        self.ids[name] = outline.insert_task(self.program, parent=self.ids["Sites"], name=name, **made)
        return self.ids[name]

    def agreed(self, status: datetime) -> None:
        take_baseline(self.program, "Approved")
        self.set("program", self.program.file.program.id, status_date=status)

    def set(self, table: str, row_id: str, **values: object) -> None:
        with self.program.file.transaction("Edit") as edit:
            edit.set(table, row_id, **values)

    def add(self, table: str, **values: object) -> str:
        with self.program.file.transaction("Add") as edit:
            return edit.add(table, **values)

    def spent(self, account: str, month: date, amount: int, planned: int = 0) -> None:
        where = {"account_id": self.ids[account], "month": month, "treatment": "opex"}
        self.add("budget_line", **where, actual=amount * 100, planned=planned * 100)

    def lines(self) -> dict[str, Line]:
        state = self.program.plan.state
        return {line.name.partition(" ")[2] or line.name: line for line in lines(state, earned_value(state))}

    def findings(self) -> set[tuple[str, str]]:
        state = self.program.plan.state
        return {(one.id, one.about) for one in findings(state, lines(state, earned_value(state)))}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with OpenProgram.create(tmp_path / "plan.tpm", start=datetime(2026, 1, 1, 8)) as program:
        yield Desk(program)


def amounts(line: Line) -> tuple[float, ...]:
    return tuple(int(part) / 100 for part in (line.found.bac, line.found.pv, line.found.ev, line.found.ac))


def test_planned_value_follows_working_days_up_to_the_status_date(desk):
    desk.task("Cabling", 20, 20_000)  # 1 to 28 January 2026
    desk.agreed(datetime(2026, 1, 14, 17))
    assert amounts(desk.lines()["Build"]) == (20_000, 10_000, 0, 0)


def test_what_is_done_is_earned_and_what_is_booked_is_spent(desk):
    task = desk.task("Cabling", 20, 20_000)
    desk.agreed(datetime(2026, 1, 14, 17))
    desk.set("task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=4_000)
    desk.spent("Build", date(2026, 1, 1), 9_000)
    line = desk.lines()["Build"]
    assert amounts(line) == (20_000, 10_000, 8_000, 9_000)
    assert (float(line.found.spi), line.forecast) == (0.8, 22_500_00)


def test_physical_progress_goes_before_progress_in_time(desk):
    task = desk.task("Cabling", 20, 20_000)
    desk.agreed(datetime(2026, 1, 28, 17))
    desk.set(
        "task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=9_000, physical_percent=2_500
    )
    assert amounts(desk.lines()["Build"])[2] == 5_000


@pytest.mark.parametrize(
    ("earning", "begun", "finished"),
    [("at_finish", 0, 8_000), ("half_at_start", 4_000, 8_000), ("quarter_at_start", 2_000, 8_000),
     ("fifth_at_start", 1_600, 8_000)],
)  # fmt: skip
def test_methods_by_start_and_finish(desk, earning, begun, finished):
    task = desk.task("Order", 10, 8_000, earning=earning)
    desk.agreed(datetime(2026, 1, 9, 17))
    assert amounts(desk.lines()["Build"])[1:3] == (begun, 0), "planned by the same method"
    desk.set("task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=6_000)
    assert amounts(desk.lines()["Build"])[2] == begun
    desk.set("program", desk.program.file.program.id, status_date=datetime(2026, 2, 27, 17))
    desk.set("task", task, actual_finish=datetime(2026, 1, 14, 17), percent_complete=10_000)
    assert amounts(desk.lines()["Build"])[2] == finished


def test_weighted_milestones_earn_when_they_are_reached(desk):
    task = desk.task("Migrate", 40, 10_000, earning="milestones")
    for weight, planned, reached in (
        (2_000, date(2026, 1, 9), date(2026, 1, 12)),
        (3_000, date(2026, 1, 23), date(2026, 2, 3)),
        (5_000, None, None),
    ):
        desk.add(
            "earning_milestone", name="Step", task_id=task, weight=weight, planned=planned, reached=reached
        )
    desk.agreed(datetime(2026, 2, 6, 17))
    line = desk.lines()["Build"]
    assert amounts(line) == (10_000, 5_000, 5_000, 0)
    state = desk.program.plan.state
    assert (earned_value(state).ev[0, :2] // 100).tolist() == [2_000, 3_000]
    assert ("EV-7", "Migrate") not in desk.findings()


def test_a_planned_milestone_after_the_finish_keeps_its_day(desk):
    task = desk.task("Licences", 5, 10_000, earning="milestones")
    desk.add("earning_milestone", name="Now", task_id=task, weight=6_000, planned=date(2026, 1, 7))
    desk.add("earning_milestone", name="Later", task_id=task, weight=4_000, planned=date(2026, 6, 30))
    desk.agreed(datetime(2026, 2, 27, 17))
    assert amounts(desk.lines()["Build"])[:2] == (10_000, 6_000)


def test_apportioned_work_earns_as_its_base_task(desk):
    base = desk.task("Assemble", 20, 36_000)
    desk.task("Inspect", 5, 3_600, earning="apportioned", apportioned_to_id=base)
    desk.agreed(datetime(2026, 1, 28, 17))
    desk.set("task", base, actual_start=datetime(2026, 1, 1, 8), percent_complete=1_000)
    assert amounts(desk.lines()["Build"])[1:3] == (39_600, 3_960)


def test_level_of_effort_earns_what_is_planned_and_is_told_apart(desk):
    desk.task("Manage", 20, 5_000, level_of_effort=True)
    task = desk.task("Cabling", 20, 5_000)
    desk.agreed(datetime(2026, 1, 14, 17))
    desk.set("task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=2_500)
    line = desk.lines()["Build"]
    assert amounts(line) == (10_000, 5_000, 3_750, 0)
    assert (float(line.found.spi), float(line.without_effort.spi)) == (0.75, 0.5)
    assert ("EV-1", "Program") in desk.findings()


def test_an_account_that_is_level_of_effort_earns_its_monthly_budget(desk):
    desk.set("account", desk.ids["Office"], earned="effort")
    for month in (1, 2, 3):
        desk.spent("Office", date(2026, month, 1), 600 if month == 1 else 0, planned=500)
    desk.agreed(datetime(2026, 2, 27, 17))
    assert amounts(desk.lines()["Office"]) == (1_500, 1_000, 1_000, 600)


def test_a_reserve_is_no_part_of_the_baseline(desk):
    desk.set("account", desk.ids["Office"], earned="none")
    desk.spent("Office", date(2026, 1, 1), 100, planned=50_000)
    desk.task("Cabling", 20, 20_000)
    desk.agreed(datetime(2026, 1, 14, 17))
    assert "Office" not in desk.lines() and amounts(desk.lines()["Program"])[0] == 20_000


def test_tasks_of_no_account_still_count_for_their_project(desk):
    desk.task("Cabling", 20, 20_000, account_id=None)
    desk.agreed(datetime(2026, 1, 14, 17))
    found = desk.lines()
    assert found["of no account"].level is Level.ACCOUNT
    assert amounts(found["Program"]) == (20_000, 10_000, 0, 0)


def test_a_variance_beyond_the_limits_asks_until_it_is_explained(desk):
    desk.task("Cabling", 20, 200_000)
    desk.agreed(datetime(2026, 1, 14, 17))
    account = ("EV-6", "C-1 Build")
    assert account in desk.findings()
    desk.add(
        "variance_explanation", cause="Late delivery", account_id=desk.ids["Build"], month=date(2026, 1, 1)
    )
    assert account not in desk.findings() and desk.lines()["Build"].explained
    desk.set("program", desk.program.file.program.id, status_date=datetime(2026, 2, 13, 17))
    assert account in desk.findings(), "each month is explained anew"
    desk.set("program", desk.program.file.program.id, explain_sum=900_000_00)
    assert account not in desk.findings()


def test_what_makes_the_figures_less_than_they_seem_is_found(desk):
    task = desk.task("Cabling", 20, 20_000, earning="milestones")
    desk.add("earning_milestone", name="Half", task_id=task, weight=5_000, reached=date(2026, 1, 9))
    desk.agreed(datetime(2026, 1, 14, 17))
    desk.spent("Office", date(2026, 1, 1), 300)
    assert {("EV-2", "C-2 Office"), ("EV-3", "C-1 Build"), ("EV-7", "Cabling")} <= desk.findings()
    desk.spent("Build", date(2026, 1, 1), 20_000)
    assert ("EV-4", "C-1 Build") in desk.findings()


def test_nothing_is_earned_before_a_status_date_is_set(desk):
    task = desk.task("Cabling", 20, 20_000)
    take_baseline(desk.program, "Approved")
    desk.set("task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=2_500)
    line = desk.lines()["Build"]
    assert amounts(line) == (20_000, 0, 0, 0) and line.period is None


def test_a_program_without_tasks_has_no_lines(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm") as program:
        state = program.plan.state
        assert lines(state, earned_value(state)) == []


METHODS = st.sampled_from(list(Earning))
PROGRESS = st.tuples(
    METHODS, st.integers(0, 10_000), st.integers(1, 10**7), st.booleans(), st.integers(1, 60)
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(progress=st.lists(PROGRESS, min_size=1, max_size=6), day=st.integers(1, 28))
def test_sums_agree_by_any_path(tmp_path_factory, progress, day):
    where = tmp_path_factory.mktemp("sums") / "plan.tpm"
    with OpenProgram.create(where, start=datetime(2026, 1, 1, 8)) as program:
        desk = Desk(program)
        tasks = [
            desk.task(f"T{n}", days, cost, earning=method, account_id=desk.ids["Build"] if on else None)
            for n, (method, _, cost, on, days) in enumerate(progress)
        ]
        desk.agreed(datetime(2026, 2, day, 17))
        for task, (_, done, *_) in zip(tasks, progress, strict=True):
            if done:
                desk.set("task", task, actual_start=datetime(2026, 1, 1, 8), percent_complete=done)
        desk.spent("Build", date(2026, 1, 1), 77)
        state = program.plan.state
        found = earned_value(state)
        every = lines(state, found)
        whole = every[-1]
        assert int(whole.found.bac) == sum(cost * 100 for _, _, cost, _, _ in progress)
        for level in (Level.ACCOUNT, Level.PROJECT):
            parts = [line for line in every if line.level is level]
            for name in ("bac", "pv", "ev", "ac"):
                assert sum(int(getattr(part.found, name)) for part in parts) == getattr(whole.found, name)
            assert sum(part.forecast for part in parts) == whole.forecast
        running = found.by_month(whole.rows)
        assert [int(getattr(running, name)[-1]) for name in ("pv", "ev", "ac")] == [
            int(getattr(whole.found, name)) for name in ("pv", "ev", "ac")
        ]
        assert 0 <= whole.found.ev <= whole.found.bac and (np.diff(running.ev) >= 0).all()
