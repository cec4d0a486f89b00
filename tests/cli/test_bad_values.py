"""Values that no plan can have: one line that says why and what to do, and the program stays as it was."""

from __future__ import annotations

import pytest

DURATIONS = {
    "-5": "-5 is out of range; at least 0 fits",
    "-5d": "is below zero; a duration can't be",
    "99999999999": "is out of range; at most 100000000 fits",
    "99999999d": "is longer than a plan can be",
    "100000000": "has no working time after 2199-12-31",
    "1e9": "is not a duration; write it as 3 d",
    "NaN": "is not a duration",
}
DATES = ["9999-01-01T08:00", "0001-01-01T08:00", "1066-10-14T08:00", "2200-01-01T00:00"]


@pytest.mark.parametrize(("value", "said"), DURATIONS.items())
def test_durations(run, plan, value, said):
    before = run("list", plan, "task", "--json").json
    assert said in run("set", plan, "task", "Test", f"duration={value}").problem
    project = before[0]["project_id"]
    assert said in run("add", plan, "task", f"project_id={project}", "name=X", f"duration={value}").problem
    assert run("list", plan, "task", "--json").json == before


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("field", ["constraint_date", "deadline", "actual_start", "actual_finish", "resume"])
def test_dates_out_of_range(run, plan, field, date):
    said = run("set", plan, "task", "Test", f"{field}={date}").problem
    assert "is out of range; dates from 1900-01-01 to 2199-12-31 fit" in said


@pytest.mark.parametrize("date", DATES)
def test_a_program_out_of_range(run, plan, date):
    assert "is out of range" in run("set", plan, "program", "program", f"start={date}").problem


@pytest.mark.parametrize(("year", "shown"), [("1950", "1950"), ("2175", "2175")])
def test_dates_that_can_be_but_should_not_are_noted(run, plan, year, shown):
    run("set", plan, "task", "Order", "constraint=snet", f"constraint_date={year}-06-01T08:00")
    for form in ([], ["--json"]):
        said = run("schedule", plan, *form)
        assert said.code == 0
        (note,) = said.err.splitlines()
        assert note.startswith("note: ") and shown in note and "outside the years 1984 to 2149" in note


def test_links_that_lead_back_or_nowhere(run, plan):
    ids = {task["name"]: task["id"] for task in run("list", plan, "task", "--json").json}
    project = run("list", plan, "project", "--json").json[0]["id"]
    part = run(
        "add", plan, "task", f"project_id={project}", f"parent_id={ids['Test']}", "name=Part"
    ).out.strip()

    def refused(predecessor: str, successor: str, *more: str) -> str:
        ends = (f"predecessor_id={predecessor}", f"successor_id={successor}")
        return run("add", plan, "link", *ends, *more).problem

    assert "this task waits for itself: “Order”; remove its link to itself" in refused(ids["Order"], "Order")
    assert "“Test” → “Part” → “Test”" in refused(ids["Test"], part)
    assert "“Test” → “Part” → “Test”" in refused(part, ids["Test"])
    assert "no task is called 'Nothing'" in refused(ids["Order"], "Nothing")
    assert "no task is called" in refused(ids["Order"], "0190a8b0-0000-7000-8000-000000000000")
    assert "a value is needed" in refused(ids["Order"], "")
    assert "has no working time after 2199-12-31" in refused(ids["Order"], part, "lag=99999d")
    assert len(run("list", plan, "link", "--json").json) == 2


def test_a_calendar_without_working_time(run, plan):
    week = [
        f"{day}=" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ]
    run("add", plan, "calendar", "name=Never", *week)
    said = "calendar “Never” has no working time; give it a working day or choose another"
    assert said in run("set", plan, "task", "Test", "calendar_id=Never").problem
    assert said in run("set", plan, "program", "program", "calendar_id=Never").problem
    crew = run("add", plan, "resource", "name=Crew", "calendar_id=Never").out.strip()
    assert said in run("add", plan, "assignment", "task_id=Test", f"resource_id={crew}").problem
    (standard,) = [row for row in run("list", plan, "calendar", "--json").json if row["name"] != "Never"]
    assert "has no working time" in run("set", plan, "calendar", standard["id"], *week).problem


def test_a_calendar_that_works_one_day_in_a_lifetime(run, plan):
    week = [
        f"{day}=" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ]
    rare = run("add", plan, "calendar", "name=Rare", *week).out.strip()
    day = ["first=2190-01-04", "last=2190-01-04", "hours=08:00-12:00"]
    run("add", plan, "calendar_exception", f"calendar_id={rare}", "name=The day", *day)
    assert "has no working time after 2190-01-04" in (
        run("set", plan, "task", "Order", "calendar_id=Rare").problem
    )


def test_numbers_that_are_none(run, plan):
    assert "at least 0 fits" in run("set", plan, "task", "Test", "levelling_delay=-5").problem
    assert "at most 10000 fits" in run("set", plan, "task", "Test", "percent_complete=20000").problem
