"""Demand against capacity as people read it: by person, role, team and project, by week and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from tpm_desktop.formats import Formats
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.splits import split
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.staffing import Span, Staffing
from tpm_desktop.plan.staffing_rows import By, chart, in_cells, requests_in, rows
from tpm_desktop.plan.staffing_words import headline, name_of, open_requests, overs, vacancies

HOUR, DAY = 60, 480


class Team:
    """Two projects; an engineer and a tester of the network team, and a role that nobody fills."""

    def __init__(self, program: OpenProgram) -> None:
        self.program, self.ids = program, {}
        for name in ("Data centre", "Ledger"):
            self.ids[name] = insert_project(program, name)
        for name, values in (
            ("Engineer", {"role": "Network", "group": "Infrastructure"}),
            ("Tester", {"role": "Test", "group": "Infrastructure"}),
            ("Analyst wanted", {"role": "Test", "type": "role"}),
        ):
            self.ids[name] = add_row(program, "resource", {"name": name, **values})

    def task(self, name: str, days: int, project: str, *who: str, **values: object) -> str:
        task = insert_task(
            self.program, parent=self.ids[project], name=name, **{"duration": days * DAY, **values}
        )
        for one in who:
            told = {"resource_id": self.ids[one]} if one else {"work": days * DAY}
            add_row(self.program, "assignment", {"task_id": task, **told})
        self.ids[name] = task
        return task

    def staffing(self, span: Span = Span.WEEK) -> Staffing:
        return Staffing(self.program.plan.state, span)

    def hours(self, by: By, measure: str = "demand", span: Span = Span.WEEK) -> dict[str, list[int]]:
        found = self.staffing(span)
        told = chart(found, rows(found, by))
        return {
            name_of(row): (getattr(told, measure)[at] // HOUR).tolist() for at, row in enumerate(told.rows)
        }


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 1, 5, 8)) as program:
        yield Team(program)


def test_two_tasks_at_once_are_too_much_for_one_but_not_for_the_team(team):
    team.task("Routers", 5, "Data centre", "Engineer")
    team.task("Ledger network", 10, "Ledger", "Engineer")
    assert team.hours(By.PERSON)["Engineer"] == [80, 40]
    assert team.hours(By.PERSON, "over")["Engineer"] == [40, 0]
    assert team.hours(By.TEAM, "over")["Infrastructure"] == [0, 0]
    assert team.hours(By.PROJECT) == {"Data centre": [40, 0], "Ledger": [40, 40]}
    found = team.staffing()
    assert chart(found, rows(found, By.TEAM)).strained[0].tolist() == [True, False]
    (over,) = overs(found)
    assert (over.row.name, over.demand, over.capacity) == ("Engineer", 80 * HOUR, 40 * HOUR)
    names = found.state.names
    assert [(names[load.task], load.work) for load in over.loads] == [
        ("Routers", 40 * HOUR), ("Ledger network", 40 * HOUR),
    ]  # fmt: skip
    said = headline(found, Formats("en_GB"))
    assert said == "1 resource is over by 40 h (counted week by week)"


def test_roles_and_nobody_are_vacant_and_not_over(team):
    team.task("Test plan", 5, "Ledger", "Analyst wanted", "")
    assert team.hours(By.PERSON, "vacant") == {
        "Analyst wanted": [40], "Engineer": [0], "Tester": [0], "Nobody yet": [40],
    }  # fmt: skip
    assert team.hours(By.ROLE, "capacity") == {"Network": [40], "Test": [40], "No role": [0]}
    assert team.hours(By.ROLE, "over") == {"Network": [0], "Test": [0], "No role": [0]}
    found = team.staffing()
    assert [(name_of(one.row), one.work) for one in vacancies(found)] == [
        ("Analyst wanted", 40 * HOUR), ("Nobody yet", 40 * HOUR),
    ]  # fmt: skip


def test_months_begin_with_their_first_day(team):
    team.task("Routers", 20, "Data centre", "Engineer", constraint="snet",
              constraint_date=datetime(2026, 1, 26, 8))  # fmt: skip
    found = team.staffing(Span.MONTH)
    assert [found.first(at) for at in range(len(found))] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert team.hours(By.PERSON, span=Span.MONTH)["Engineer"] == [40, 120]


def test_a_break_takes_the_work_along(team):
    task = team.task("Routers", 5, "Data centre", "Engineer")
    split(team.program, task, datetime(2026, 1, 7, 8), datetime(2026, 1, 19, 8))
    assert team.hours(By.PERSON)["Engineer"] == [16, 0, 24]


def test_what_was_asked_for_and_what_was_promised(team):
    team.task("Routers", 10, "Data centre", "Engineer")
    values = {"title": "Cabling", "project_id": team.ids["Data centre"], "resource_id": team.ids["Engineer"]}
    days = {"first": date(2026, 1, 5), "last": date(2026, 1, 14)}
    request = add_row(team.program, "staffing_request", {**values, **days})
    assert team.hours(By.PERSON, "requested")["Engineer"] == [40, 24]
    set_fields(team.program, "staffing_request", request, {"state": "committed", "committed_units": 5_000})
    assert team.hours(By.PERSON, "committed")["Engineer"] == [20, 12]
    assert team.hours(By.PROJECT, "committed")["Data centre"] == [20, 12]
    found = team.staffing()
    assert [one.missing for one in open_requests(found)] == [32 * HOUR]
    row = next(row for row in rows(found, By.PERSON) if row.name == "Engineer")
    assert [requests_in(found, row, [at]) for at in range(len(found))] == [[0], [0]]
    assert requests_in(found, rows(found, By.PROJECT)[1], [0]) == []
    set_fields(team.program, "staffing_request", request, {"state": "withdrawn"})
    assert not any(team.hours(By.PERSON, "requested")["Engineer"])
    assert open_requests(team.staffing()) == []


def test_every_hour_is_in_some_cell_whatever_it_is_asked_by(team):
    team.task("Routers", 7, "Data centre", "Engineer", "Tester", "")
    team.task("Ledger network", 13, "Ledger", "Engineer", "Analyst wanted")
    state = team.program.plan.state
    whole = int(state.work.whole[state.outline.parent < 0].sum())
    for span in Span:
        found = team.staffing(span)
        for by in By:
            told = chart(found, rows(found, by))
            assert int(told.demand.sum()) == whole
            for at, row in enumerate(told.rows):
                loads = in_cells(found, row, range(len(found)))
                assert sum(load.work for load in loads) == int(told.demand[at].sum())


def test_a_year_typed_wrong_leaves_the_weeks_of_the_plan(team):
    team.task("Routers", 5, "Data centre", "Engineer")
    values = {"title": "Cabling", "project_id": team.ids["Ledger"], "resource_id": team.ids["Engineer"]}
    for first, last in ((date(1926, 1, 5), date(2026, 1, 9)), (date(2026, 1, 5), date(2162, 1, 9))):
        add_row(team.program, "staffing_request", {**values, "first": first, "last": last})
    found = team.staffing()
    week = found.period_of(int(found.pieces.segments.start[0]))
    assert found.first(week) == date(2026, 1, 5)
    assert team.hours(By.PERSON)["Engineer"][week] == 40


def test_a_program_without_work_or_people_has_one_period(tmp_path):
    with OpenProgram.create(tmp_path / "empty.tpm", start=datetime(2026, 1, 5, 8)) as program:
        found = Staffing(program.plan.state)
        assert (len(found), rows(found, By.PERSON), rows(found, By.TEAM)) == (1, (), ())
        assert headline(found, Formats("en_GB")) == (
            "Nobody is needed more than there is of them (counted week by week)"
        )
        assert chart(found, ()).demand.shape == (0, 1)
        assert np.array_equal(found.demand, [[0]])
