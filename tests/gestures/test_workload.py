"""Work given to somebody else, moved to another week, done with more or less of somebody."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.gestures.workload import moved, reassigned, rescaled
from tpm_desktop.model.resources import Assignment
from tpm_desktop.plan import minutes
from tpm_desktop.plan.supposed import with_changes

HOUR, DAY, WEEK = 60, 480, 7
MONDAY, NEXT = minutes(datetime(2026, 1, 5)), minutes(datetime(2026, 1, 12))


@pytest.fixture
def team(desk):
    """“Routers” of five days and “Switches” of ten after nothing, both the engineer's; and two others."""
    for name, values in (
        ("Engineer", {"rate": 5_000}), ("Tester", {"rate": 4_000}), ("Network role", {"type": "role"}),
    ):  # fmt: skip
        desk.ids[name] = add_row(desk.program, "resource", {"name": name, **values})
    for name, days in (("Routers", 5), ("Switches", 10)):
        task = desk.task(name, days)
        row = {"task_id": task, "resource_id": desk.ids["Engineer"]}
        desk.ids[f"{name}!"] = add_row(desk.program, "assignment", row)
    return desk


def who(team) -> dict[tuple[str, str], tuple[int, int]]:
    """Units in per cent and hours of work, by task and resource."""
    names = {row_id: name for name, row_id in team.ids.items()}
    return {
        (names[row.task_id], names[row.resource_id]): (row.units // 100, row.work // HOUR)
        for row in team.program.file.rows(Assignment)
    }


def test_work_goes_to_somebody_else_in_one_step_and_back(team):
    planned = reassigned(team.program, [team.ids["Routers!"]], team.ids["Tester"])
    assert planned.label == "Give “Routers” to “Tester”"
    planned.make(team.program)
    assert who(team) == {("Routers", "Tester"): (100, 40), ("Switches", "Engineer"): (100, 80)}
    team.program.file.undo()
    assert who(team) == {("Routers", "Engineer"): (100, 40), ("Switches", "Engineer"): (100, 80)}


def test_who_works_on_it_already_does_more(team):
    row = {"task_id": team.ids["Routers"], "resource_id": team.ids["Tester"], "units": 5_000}
    add_row(team.program, "assignment", row)
    reassigned(team.program, [team.ids["Routers!"]], team.ids["Tester"]).make(team.program)
    assert who(team)["Routers", "Tester"] == (150, 60)
    assert ("Routers", "Engineer") not in who(team)
    assert team.finish("Routers") == "Fri 09 17:00"


def test_two_who_give_to_the_same_one_leave_one_assignment(team):
    row = {"task_id": team.ids["Routers"], "resource_id": team.ids["Network role"]}
    other = add_row(team.program, "assignment", row)
    reassigned(team.program, [team.ids["Routers!"], other], team.ids["Tester"]).make(team.program)
    assert who(team)["Routers", "Tester"] == (200, 80)
    assert len(team.program.file.rows(Assignment)) == 2


def test_what_is_done_stays_with_who_did_it(team):
    set_fields(team.program, "task", team.ids["Routers"], {"percent_complete": 4_000})
    reassigned(team.program, [team.ids["Routers!"]], team.ids["Tester"]).make(team.program)
    assert who(team)["Routers", "Engineer"] == (100, 16)
    assert who(team)["Routers", "Tester"] == (100, 24)
    assert team.finish("Routers") == "Fri 09 17:00"
    with pytest.raises(EditError, match="nothing is left"):
        reassigned(team.program, [team.ids["Routers!"]], team.ids["Tester"])


def test_a_preview_says_dates_and_cost_and_changes_nothing(team):
    state = team.program.plan.state
    before = state.money.costs.program
    planned = reassigned(team.program, [team.ids["Switches!"]], team.ids["Tester"])
    after = planned.supposed(state)
    assert after.money.costs.program - before == 80 * (4_000 - 5_000)
    assert team.program.plan.state is state
    planned.make(team.program)
    made = team.program.plan.state
    assert made.money.costs.program == after.money.costs.program
    assert made.schedule.finish.tolist() == after.schedule.finish.tolist()


def test_half_of_somebody_takes_twice_as_long(team):
    planned = rescaled(team.program, [team.ids["Routers!"]], 20 * HOUR, 40 * HOUR)
    assert planned.label == "Set units of “Routers”"
    planned.make(team.program)
    assert who(team)["Routers", "Engineer"] == (50, 40)
    assert team.finish("Routers") == "Fri 16 17:00"
    with pytest.raises(EditError, match="assign somebody first"):
        rescaled(team.program, [team.ids["Routers!"]], 1, 0)


def test_a_task_that_begins_in_the_week_moves_as_a_whole(team):
    planned = moved(team.program, [team.ids["Routers"], team.ids["Switches"]], MONDAY, NEXT, WEEK)
    planned.make(team.program)
    assert (team.start("Routers"), team.start("Switches")) == ("Mon 12 08:00", "Mon 12 08:00")
    assert team.program.file.undo().label == "Move work on 2 tasks"


def test_one_that_goes_on_in_the_week_gets_a_break(team):
    moved(team.program, [team.ids["Switches"]], NEXT, NEXT + 7 * 1440, 14).make(team.program)
    assert (team.start("Switches"), team.finish("Switches")) == ("Mon 05 08:00", "Fri 30 17:00")
    with pytest.raises(EditError, match="only go on later"):
        moved(team.program, [team.ids["Switches"]], NEXT, NEXT + 7 * 1440, -7)


def test_nothing_supposed_is_kept(team):
    state = team.program.plan.state
    task = team.ids["Routers"]
    after = with_changes(state, {("task", task): {"duration": 2 * DAY}}, {}, {"task": [team.ids["Switches"]]})
    assert len(after.outline) == len(state.outline) - 1
    assert int(after.schedule.duration[after.outline.row[task]]) == 2 * DAY
    assert len(team.program.plan.state.outline) == len(state.outline)
