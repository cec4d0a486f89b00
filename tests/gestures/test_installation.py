"""Environments become ready by the steps of their components; services are handed over complete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.installation import USUAL, USUAL_OF_SERVICE, add_checklists, toggle_steps
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.model.installation import (
    COMPONENT_STEPS,
    ComponentKind,
    ComponentState,
    InstallationState,
    InstallationStep,
)
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.installation import components, environments, services
from tpm_desktop.plan.installation_lacks import LackKind, lacks
from tpm_desktop.plan.procurement_words import day_number

STATUS = date(2026, 6, 12)
OPEN, DONE = InstallationState.OPEN, InstallationState.DONE


@pytest.fixture
def program(tmp_path) -> Iterator[OpenProgram]:
    status = datetime(2026, 6, 12, 17)
    with OpenProgram.create(tmp_path / "p.tpm", start=datetime(2026, 5, 4, 8), status_date=status) as program:
        yield program


@pytest.fixture
def environment(program) -> str:
    return add_row(program, "environment", {"name": "Production"})


def component(program: OpenProgram, environment: str, **values: object) -> str:
    return add_row(program, "component", {"name": "Servers", "environment_id": environment, **values})


def wrong(program: OpenProgram, ahead: int = 60) -> dict[LackKind, int]:
    return {one.kind: one.number for one in lacks(program.plan.state, day_number(STATUS), ahead)}


def test_a_component_goes_on_one_step_back_one_or_is_retired():
    assert set(COMPONENT_STEPS) == set(ComponentState)
    assert COMPONENT_STEPS[ComponentState.INSTALLED] == ("configured", "delivered", "retired")
    assert COMPONENT_STEPS[ComponentState.TESTED] == ("accepted", "configured", "retired")


def test_the_usual_checklist_fits_the_kind_and_a_programs_own_takes_its_place(program, environment):
    servers = component(program, environment)
    add_checklists(program, "component", [servers])
    titles = [step.title for step in program.file.rows(InstallationStep)]
    assert titles == [title for title, kinds in USUAL if ComponentKind.HARDWARE in kinds]
    with pytest.raises(EditError, match="are there already"):
        add_checklists(program, "component", [servers])
    add_row(program, "checklist_item", {"title": "Weighed", "kind": "hardware"})
    add_row(program, "checklist_item", {"title": "Licensed", "kind": "licence"})
    assert add_checklists(program, "component", [servers]) == 1
    assert {step.title for step in program.file.rows(InstallationStep)} == {*titles, "Weighed"}


def test_readiness_counts_steps_and_a_component_is_accepted_only_when_all_are_done(program, environment):
    servers = component(program, environment, state="tested")
    component(program, environment, name="Rack", state="accepted")
    for title in ("Power", "Network", "Backup"):
        add_row(program, "installation_step", {"title": title, "component_id": servers})
    steps = [step.id for step in program.file.rows(InstallationStep)]
    (one,) = environments(program.plan.state)
    assert one.share == 2_500  # the rack counts as one check beside three
    with pytest.raises(EditError, match="can’t be accepted yet: open is “Power”, “Network”, “Backup”"):
        set_fields(program, "component", servers, {"state": "accepted"})
    toggle_steps(program, steps[:2])
    assert environments(program.plan.state)[0].share == 7_500
    done = {step.state: step.done_on for step in program.file.rows(InstallationStep)}
    assert done == {DONE: STATUS, OPEN: None}
    toggle_steps(program, steps)
    assert environments(program.plan.state)[0].share == 10_000
    set_fields(program, "component", servers, {"state": "accepted"})
    toggle_steps(program, steps)
    assert {step.done_on for step in program.file.rows(InstallationStep)} == {None}


def test_a_step_belongs_to_one_component_or_one_service(program, environment):
    servers = component(program, environment)
    service = add_row(program, "service_transition", {"title": "Operations"})
    for ends in ({}, {"component_id": servers, "transition_id": service}):
        with pytest.raises(EditError, match="of one component or of one service"):
            add_row(program, "installation_step", {"title": "Power", **ends})


def test_readiness_against_the_need_follows_the_plan(program, environment):
    site = insert_project(program, "Site")
    build = insert_task(program, parent=site, name="Build", duration=10 * 480)
    use = insert_task(program, parent=site, name="Use", duration=480)
    set_fields(program, "environment", environment, {"ready_task_id": build, "need_task_id": use})
    assert wrong(program)[LackKind.LATE] == 11  # ready on Friday 15 May, needed on Monday 4 May
    set_fields(program, "environment", environment, {"needed_by": date(2026, 5, 15)})
    assert LackKind.LATE not in wrong(program)


def test_nothing_is_handed_over_incomplete(program):
    service = add_row(program, "service_transition", {"title": "Operations", "state": "prepared"})
    add_checklists(program, "service_transition", [service])
    assert [one.steps for one in services(program.plan.state)] == [tuple(range(len(USUAL_OF_SERVICE)))]
    asked = "it lacks a run book, a support model, somebody who takes it over, the open steps “Run book"
    with pytest.raises(EditError, match=asked):
        set_fields(program, "service_transition", service, {"state": "handed_over"})
    assert {LackKind.NO_RUN_BOOK, LackKind.NO_SUPPORT} <= set(wrong(program))
    toggle_steps(program, [step.id for step in program.file.rows(InstallationStep)])
    taker = add_row(program, "resource", {"name": "Operations"})
    values = {"run_book": "Shelf", "support": "internal", "receiver_id": taker}
    set_fields(program, "service_transition", service, {**values, "state": "handed_over"})
    assert wrong(program) == {}


def test_what_runs_out_doubles_and_overdue_steps_are_found(program, environment):
    servers = component(
        program, environment, warranty_until=date(2026, 6, 30), licence_until=date(2026, 6, 1)
    )
    add_row(
        program, "installation_step", {"title": "Power", "component_id": servers, "due": date(2026, 6, 10)}
    )
    days = (date(2026, 7, 1), date(2026, 7, 10))
    slot = {"environment_id": environment, "start": days[0], "finish": days[1]}
    add_row(program, "booking", {"title": "Tests", **slot})
    found = lacks(program.plan.state, day_number(STATUS), 30)
    assert [(one.kind, one.number, one.what) for one in found] == [
        (LackKind.STEP_OVERDUE, 2, ""),
        (LackKind.EXPIRES, -11, "Licence"),
        (LackKind.EXPIRES, 18, "Warranty"),
    ]
    again = add_row(program, "booking", {"title": "Training", **slot, "start": days[1]})
    assert LackKind.DOUBLE in wrong(program)
    set_fields(program, "booking", again, {"start": date(2026, 7, 11), "finish": date(2026, 7, 12)})
    assert LackKind.DOUBLE not in wrong(program)
    with pytest.raises(EditError, match="can’t end before it begins"):
        set_fields(program, "booking", again, {"finish": days[0]})


def test_the_newest_version_runs(program, environment):
    servers = component(program, environment)
    for version, day in (("2", date(2026, 5, 2)), ("1", date(2026, 4, 2))):
        add_row(program, "component_version", {"component_id": servers, "version": version, "installed": day})
    (one,) = components(program.plan.state)
    assert program.plan.state.inputs.tables["component_version"].texts["version"][one.version] == "2"
