"""The capacity command, and its sheet."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

HOUR = 60


@pytest.fixture
def booked(run, plan):
    """An engineer on Order and Install in the first week of 2026, two days and three, with 160 % each."""
    who = run("add", plan, "resource", "name=Engineer", "role=Network").out.strip()
    for task in run("list", plan, "task", "--json").json[:2]:
        row = (f"task_id={task['id']}", f"resource_id={who}", "units=160%")
        run("add", plan, "assignment", *row).done()
    return plan


def test_figures_in_minutes_by_person_role_and_project(run, booked):
    found = run("capacity", booked, "--json").json
    assert found["periods"] == [{"first": "2026-01-05", "last": "2026-01-11"}]
    (row,) = found["rows"]
    assert (row["name"], row["demand"], row["capacity"], row["over"]) == (
        "Engineer", [64 * HOUR], [40 * HOUR], [24 * HOUR],
    )  # fmt: skip
    (over,) = found["overloads"]
    assert [(task["name"], task["work"] // HOUR) for task in over["tasks"]] == [
        ("Install", 38),
        ("Order", 25),
    ]
    by_role = run("capacity", booked, "--by", "role", "--period", "month", "--json").json
    assert [(row["id"], sum(row["demand"])) for row in by_role["rows"]] == [("Network", 64 * HOUR)]
    assert by_role["periods"][0] == {"first": "2026-01-01", "last": "2026-01-31"}
    by_project = run("capacity", booked, "--by", "project", "--json").json
    assert [row["name"] for row in by_project["rows"]] == ["Data centre"]


def test_what_people_read_and_the_sheet(run, booked, tmp_path):
    said = run("capacity", booked).done().out
    assert said.startswith("1 resource is over by 24 h (counted week by week).")
    assert "Engineer" in said
    sheet = tmp_path / "staffing.xlsx"
    run("capacity", booked, "-o", sheet).done()
    book = load_workbook(sheet)
    assert [[cell.value for cell in row][:3] for row in book["Over in hours"].iter_rows(min_row=2)] == [
        ["Engineer", 24, 24]
    ]
    assert run("capacity", booked, "-o", tmp_path / "a.csv").problem.startswith("error: ")
    assert run("capacity", booked, "-o", booked).problem.startswith("error: ")
