"""Positions against the plan: full-time equivalents by month, what leans on a vacancy, skills, boarding."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.people import fill_position, make_checklist, tick_step
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.pmo import BoardingKind, BoardingState, BoardingStep, Position, PositionState
from tpm_desktop.model.resources import Resource
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.skills import skill_gaps
from tpm_desktop.plan.staffing_plan import staffing_plan
from tpm_desktop.plan.staffing_plan_words import staffing_headline, vacancy_words

DAY = 480
STATUS = date(2026, 1, 30)


@pytest.fixture
def desk(tmp_path):
    """Two engineers work all of February; a milestone follows; one position of two is filled."""
    with OpenProgram.create(
        tmp_path / "staff.tpm", start=datetime(2026, 1, 5, 8), status_date=datetime(2026, 1, 30, 17)
    ) as program:
        project = insert_project(program, "Data centre")
        first = insert_task(
            program, parent=project, name="Cable the hall", duration=20 * DAY,
            constraint="snet", constraint_date=datetime(2026, 2, 2, 8),
        )  # fmt: skip
        ready = insert_task(program, parent=project, name="Hall ready", duration=0, milestone=True)
        link(program, first, ready)
        crew = [add_row(program, "resource", {"name": f"Engineer {n}", "role": "network"}) for n in (1, 2)]
        for one in crew:
            add_row(program, "assignment", {"task_id": first, "resource_id": one, "work": 20 * DAY})
        role = add_row(program, "role", {"name": "Network"})
        filled, vacant = (
            add_row(program, "position", {"title": t, "role_id": role, "start": date(2026, 1, 1)})
            for t in ("Lead", "Engineer")
        )
        fill_position(program, filled, crew[0], date(2026, 1, 1))
        yield SimpleNamespace(
            program=program, file=program.file, first=first, ready=ready, crew=crew, role=role,
            filled=filled, vacant=vacant,
        )  # fmt: skip


def plan(desk):
    return staffing_plan(desk.file, desk.program.plan.state, STATUS)


def formats(desk):
    return Formats.of(desk.file.program, "en_GB")


def test_need_and_staffing_by_month_in_full_time_equivalents(desk):
    found = plan(desk)
    (role,) = found.roles
    february = found.months.index(date(2026, 2, 1))
    assert found.whole[february] == 20 * DAY
    assert role.need[february] == role.planned[february] == 2 * 20 * DAY
    assert role.filled[february] == 20 * DAY
    assert role.short[february] == 20 * DAY
    assert (
        staffing_headline(found, formats(desk)) == "1 vacant, 160 h of work wait for them · short of Network"
    )


def test_a_vacancy_tells_which_work_and_which_milestone_wait_for_it(desk):
    (vacancy,) = plan(desk).vacancies
    state = desk.program.plan.state
    assert (vacancy.position.id, vacancy.days, vacancy.missing) == (desk.vacant, 29, 20 * DAY)
    assert [state.outline.ids[one.row] for one in vacancy.tasks] == [desk.first]
    assert (vacancy.hit, state.names[vacancy.milestone]) == (date(2026, 2, 2), "Hall ready")
    assert vacancy_words(state, vacancy, formats(desk)) == (
        "160 h from 2 Feb on: “Cable the hall”; “Hall ready”, 27 Feb waits for it"
    )


def test_somebody_expected_in_the_middle_of_the_month_leaves_half_of_it_open(desk):
    set_fields(desk.program, "position", desk.vacant, {"filled_from": date(2026, 2, 16)})
    (vacancy,) = plan(desk).vacancies
    assert (vacancy.until, vacancy.missing) == (date(2026, 2, 16), 10 * DAY)
    set_fields(desk.program, "position", desk.vacant, {"filled_from": date(2026, 1, 31)})
    (vacancy,) = plan(desk).vacancies
    assert vacancy.missing == 0
    set_fields(desk.program, "position", desk.vacant, {"share": 5_000, "filled_from": None})
    assert plan(desk).vacancies[0].missing == 10 * DAY  # half a position does half of it


def test_filling_and_leaving_a_position_go_with_its_state(desk):
    fill_position(desk.program, desk.vacant, desk.crew[1])
    row = desk.file.row(Position, desk.vacant)
    assert (row.state, row.filled_from) == (PositionState.FILLED, STATUS)
    assert not plan(desk).vacancies
    set_fields(desk.program, "position", desk.vacant, {"holder_id": None})
    row = desk.file.row(Position, desk.vacant)
    assert (row.state, row.filled_from) == (PositionState.OPEN, None)
    with pytest.raises(EditError, match="nobody is named; say who fills it"):
        fill_position(desk.program, desk.vacant, "")
    with pytest.raises(EditError, match="can’t be filled by nobody"):
        set_fields(desk.program, "position", desk.vacant, {"state": PositionState.FILLED})
    with pytest.raises(EditError, match="would end before it begins"):
        set_fields(desk.program, "position", desk.vacant, {"finish": date(2025, 12, 1)})


def test_resources_follow_a_role_that_is_renamed(desk):
    set_fields(desk.program, "role", desk.role, {"name": "Networks"})
    assert {row.role for row in desk.file.rows(Resource)} == {"Networks"}
    assert plan(desk).roles[0].need.any()
    with pytest.raises(EditError, match="there is a role “networks” already"):
        add_row(desk.program, "role", {"name": "networks"})


def test_everybody_in_a_role_needs_its_skills_and_one_is_enough_for_a_task(desk):
    skill = add_row(desk.program, "skill", {"name": "Routing"})
    add_row(desk.program, "skill_need", {"skill_id": skill, "level": 3, "role_id": desk.role})
    add_row(desk.program, "skill_need", {"skill_id": skill, "level": 4, "task_id": desk.first})

    def gaps():
        return {
            (one.name, one.words, one.who) for one in skill_gaps(desk.file, desk.program.plan.state, STATUS)
        }

    nobody = "Routing at 3, works alone: nobody has it"
    assert ("Network", nobody, tuple(desk.crew)) in gaps()
    add_row(desk.program, "resource_skill", {"resource_id": desk.crew[0], "skill_id": skill, "level": 4})
    assert gaps() == {
        ("Network", "Routing at 3, works alone: best is 4, guides others", (desk.crew[1],)),
    }  # fmt: skip
    late = {"resource_id": desk.crew[1], "skill_id": skill, "level": 5, "start": date(2026, 3, 1)}
    add_row(desk.program, "resource_skill", late)
    assert len(gaps()) == 1  # not yet
    with pytest.raises(EditError, match="is there already"):
        add_row(desk.program, "resource_skill", {"resource_id": desk.crew[0], "skill_id": skill, "level": 1})
    with pytest.raises(EditError, match="one of a role or of a task"):
        add_row(desk.program, "skill_need", {"skill_id": skill, "level": 1})


def test_a_checklist_is_made_of_the_standard_steps_and_ticked_off(desk):
    person = desk.crew[1]
    with pytest.raises(EditError, match="no standard steps of on-boarding"):
        make_checklist(desk.program, person, BoardingKind.ON, date(2026, 2, 2))
    for title, days in (("Contract", -10), ("Badge", 0)):
        add_row(desk.program, "standard_step", {"title": title, "days": days})
    ids = make_checklist(desk.program, person, BoardingKind.ON, date(2026, 2, 2))
    due = {row.title: row.due for row in desk.file.rows(BoardingStep)}
    assert due == {"Contract": date(2026, 1, 23), "Badge": date(2026, 2, 2)}
    with pytest.raises(EditError, match="in the checklist already"):
        make_checklist(desk.program, person, BoardingKind.ON, date(2026, 2, 2))
    tick_step(desk.program, ids[0])
    row = desk.file.row(BoardingStep, ids[0])
    assert (row.state, row.done_on) == (BoardingState.DONE, STATUS)
    tick_step(desk.program, ids[0])
    assert desk.file.row(BoardingStep, ids[0]).done_on is None
    desk.file.undo()
    desk.file.undo()
    desk.file.undo()
    assert not desk.file.rows(BoardingStep)
