"""All kinds of constraints, deadlines and the program's own choices, set as fields: the worked figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.program import ScheduleFrom
from tpm_desktop.model.schedule import Constraint, Task

DAY = 480


def at(day, hour=8):
    return datetime(2026, 1, day, hour)


def put(desk, name, **values):
    set_fields(desk.program, "task", desk.ids[name], values)


def choose(desk, **values):
    set_fields(desk.program, "program", desk.program.file.program.id, values)


def slack(desk, name):
    """Total slack in days."""
    state = desk.program.plan.state
    return int(state.schedule.total_slack[state.outline.row[desk.ids[name]]]) / DAY


def dates(desk, name):
    return f"{desk.start(name)} - {desk.finish(name)}"


CASES = [
    (Constraint.SNET, at(8), 1, "Thu 08 08:00 - Thu 08 17:00", 2, 0),
    (Constraint.FNET, at(9, 17), 1, "Fri 09 08:00 - Fri 09 17:00", 3, 0),
    (Constraint.SNLT, at(7), 5, "Wed 07 08:00 - Wed 07 17:00", -3, 0),
    (Constraint.MSO, at(12), 1, "Mon 12 08:00 - Mon 12 17:00", 4, 0),
    (Constraint.MFO, at(14, 17), 1, "Wed 14 08:00 - Wed 14 17:00", 6, 0),
]


@pytest.mark.parametrize(("kind", "date", "days", "expected", "slack_of_a", "slack_of_b"), CASES)
def test_a_constraint_places_a_task_as_the_worked_cases_say(
    desk, kind, date, days, expected, slack_of_a, slack_of_b
):
    desk.task("A", days=days)
    desk.task("B", days=1, after="A")
    put(desk, "B", constraint=kind, constraint_date=date)
    assert dates(desk, "B") == expected
    assert (slack(desk, "A"), slack(desk, "B")) == (slack_of_a, slack_of_b)


def test_case_18_as_late_as_possible_before_what_follows(desk):
    desk.task("A", days=1)
    desk.task("B", days=1, after="A")
    desk.task("C", days=5)
    desk.task("D", days=1, after="B")
    from tpm_desktop.gestures.links import link

    link(desk.program, desk.ids["C"], desk.ids["D"])
    put(desk, "B", constraint=Constraint.ALAP)
    assert dates(desk, "B") == "Fri 09 08:00 - Fri 09 17:00"
    put(desk, "B", constraint=Constraint.ASAP)
    assert dates(desk, "B") == "Tue 06 08:00 - Tue 06 17:00"


def test_cases_15_and_35_finish_no_later_than_honoured_or_not(desk):
    desk.task("A", days=5)
    put(desk, "A", constraint=Constraint.FNLT, constraint_date=at(7, 17))
    assert dates(desk, "A") == "Thu 01 08:00 - Wed 07 17:00"
    choose(desk, honour_constraints=False)
    assert (dates(desk, "A"), slack(desk, "A")) == ("Mon 05 08:00 - Fri 09 17:00", -2)


def test_case_19_a_deadline_moves_nothing_and_takes_slack(desk):
    desk.task("A", days=5)
    put(desk, "A", deadline=at(7, 17))
    assert (dates(desk, "A"), slack(desk, "A")) == ("Mon 05 08:00 - Fri 09 17:00", -2)


def test_a_dated_constraint_without_a_date_takes_the_date_that_the_task_has(desk):
    desk.task("A", days=2)
    put(desk, "A", constraint=Constraint.MFO)
    row = desk.program.file.row(Task, desk.ids["A"])
    assert (row.constraint_date, dates(desk, "A")) == (at(6, 17), "Mon 05 08:00 - Tue 06 17:00")
    put(desk, "A", constraint_date=None)
    assert desk.program.file.row(Task, desk.ids["A"]).constraint is Constraint.ASAP


def test_a_program_scheduled_from_its_finish_hangs_on_it(desk):
    desk.task("A", days=2)
    desk.task("B", days=3, after="A")
    with pytest.raises(EditError, match="needs a required finish"):
        choose(desk, schedule_from=ScheduleFrom.FINISH)
    choose(desk, schedule_from=ScheduleFrom.FINISH, finish=at(30, 17))
    for name in ("A", "B"):
        put(desk, name, constraint=Constraint.ALAP)
    assert (dates(desk, "A"), dates(desk, "B")) == (
        "Mon 26 08:00 - Tue 27 17:00",
        "Wed 28 08:00 - Fri 30 17:00",
    )


def test_a_component_project_starts_no_earlier_than_it_is_said_to(desk):
    desk.task("A", days=2)
    set_fields(desk.program, "project", desk.ids["Data centre"], {"start": at(12)})
    assert dates(desk, "A") == "Mon 12 08:00 - Tue 13 17:00"
    desk.task("B", days=1, parent="Ledger")
    assert desk.start("B") == "Mon 05 08:00"


@pytest.mark.parametrize("kind", [Constraint.FNET, Constraint.FNLT, Constraint.MFO])
def test_a_bare_day_to_finish_on_means_its_end(desk, kind):
    desk.task("A", days=1)
    put(desk, "A", constraint=kind, constraint_date=at(7))
    assert desk.program.file.row(Task, desk.ids["A"]).constraint_date == at(7, 17)
    put(desk, "A", constraint=Constraint.SNET)
    put(desk, "A", constraint_date=at(8))
    assert desk.program.file.row(Task, desk.ids["A"]).constraint_date == at(8)
    put(desk, "A", constraint=kind)
    assert desk.program.file.row(Task, desk.ids["A"]).constraint_date == at(8, 17)
    put(desk, "A", constraint_date=at(9, 10))
    assert desk.program.file.row(Task, desk.ids["A"]).constraint_date == at(9, 10)
