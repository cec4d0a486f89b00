"""Who could do some work instead: the role first, then skills, then time."""

from __future__ import annotations

from datetime import date

from tests.plan.test_staffing import DAY, HOUR, Team, team
from tpm_desktop.gestures.records import add_row
from tpm_desktop.gestures.workload import reassigned
from tpm_desktop.plan.candidates import Replacement, candidates
from tpm_desktop.plan.staffing_rows import By, in_cells, rows

__all__ = ["team"]


def asked(team: Team, name: str) -> list[tuple[str, bool, int, int]]:
    """Who could do all work of somebody: name, whether they play the role, skills lacking, hours of time."""
    found = team.staffing()
    row = next(row for row in rows(found, By.PERSON) if row.name == name)
    loads = in_cells(found, row, range(len(found)))
    names = found.state.inputs.tables["resource"].texts["name"]
    return [
        (names[one.resource], one.plays_role, one.lacks, one.covered // HOUR)
        for one in candidates(team.program.file, found, loads)
    ]


def test_role_then_skills_then_time(team):
    team.task("Test plan", 5, "Ledger", "Analyst wanted")
    team.task("Test run", 2, "Ledger", "Tester")
    add_row(team.program, "resource", {"name": "Crane", "type": "equipment"})
    assert asked(team, "Analyst wanted") == [("Tester", True, 0, 24), ("Engineer", False, 0, 40)]
    role = add_row(team.program, "role", {"name": "Test"})
    skill = add_row(team.program, "skill", {"name": "Load tests"})
    add_row(team.program, "skill_need", {"skill_id": skill, "role_id": role, "level": 3})
    values = {"resource_id": team.ids["Engineer"], "skill_id": skill, "level": 4}
    add_row(team.program, "resource_skill", {**values, "start": date(2027, 1, 1)})
    assert [one[2] for one in asked(team, "Analyst wanted")] == [1, 1]  # not by then
    late = add_row(team.program, "resource", {"name": "Late tester", "role": "test "})
    add_row(team.program, "resource_skill", {"resource_id": late, "skill_id": skill, "level": 3})
    assert asked(team, "Analyst wanted")[0] == ("Late tester", True, 0, 40)


def test_a_replacement_tells_dates_and_cost(team):
    task = team.task("Test plan", 5, "Ledger", "Analyst wanted")
    row = team.program.plan.state.inputs.tables["assignment"].ids[0]
    calendar = add_row(team.program, "calendar", {"name": "Two days a week", **dict.fromkeys(
        ("monday", "tuesday"), "08:00-12:00 13:00-17:00")})  # fmt: skip
    half = add_row(team.program, "resource", {"name": "Half", "calendar_id": calendar, "rate": 5_000})
    state = team.program.plan.state
    after = reassigned(team.program, [row], half).supposed(state)
    found = Replacement(state, after, (0, 0))
    assert found.cost == 5 * DAY // HOUR * 5_000
    assert [found.before.outline.ids[at] for at in found.moved()] == [task]
    assert found.finish[1] > found.finish[0]
