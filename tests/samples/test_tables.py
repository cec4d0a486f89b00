"""The sample program shows every table in use, and nothing in it is filler."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tpm_desktop.model.calendars import Calendar, CalendarException
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.program import Project, ProjectKind
from tpm_desktop.model.resources import Assignment, Resource, ResourceKind
from tpm_desktop.model.schedule import BaselineTask, Constraint, LagUnit, Link, LinkType, Task

PERSON = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof)\.? [A-Z]")
PLACEHOLDER = re.compile(r"lorem|\btbd\b|todo|xxx|\b(task|activity|risk|item) \d", re.IGNORECASE)


@pytest.mark.parametrize("table", [entry.name for entry in CATALOGUE])
def test_every_table_is_in_use(demo, table):
    (ids,) = demo.file.columns(table, ["id"])
    assert ids


def test_all_four_kinds_of_component_project(demo):
    projects = demo.file.rows(Project)
    assert 4 <= len(projects) <= 6
    assert {project.kind for project in projects} == set(ProjectKind)
    assert all(project.outcome and project.success_measures and project.manager_id for project in projects)


def test_about_250_tasks_in_an_outline_of_several_levels(demo):
    assert 240 <= len(demo.file.rows(Task)) <= 310
    assert int(demo.state.outline.level.max()) >= 3
    assert int(demo.state.milestone.sum()) >= 25


def test_task_names_say_what_is_done(demo):
    names = Counter(task.name for task in demo.file.rows(Task))
    assert {name for name, n in names.items() if n > 1} == {
        "Agree project charter",
        "Close report and lessons",
        "Mobilise",
    }


def test_all_types_of_link_and_lag(demo):
    links = demo.file.rows(Link)
    assert {link.type for link in links} == set(LinkType)
    assert {LagUnit.WORKING, LagUnit.ELAPSED, LagUnit.PERCENT} <= {link.lag_unit for link in links}
    assert min(link.lag for link in links) < 0 < max(link.lag for link in links)
    assert sum(link.type is LinkType.FS for link in links) > len(links) * 3 // 4


def test_every_project_gives_to_others_and_needs_something_of_them(demo):
    owner = {task.id: task.project_id for task in demo.file.rows(Task)}
    pairs = [(owner[link.predecessor_id], owner[link.successor_id]) for link in demo.file.rows(Link)]
    crossing = [pair for pair in pairs if pair[0] != pair[1]]
    assert len(crossing) >= 12
    projects = {project.id for project in demo.file.rows(Project)}
    assert {giver for giver, _ in crossing} == {receiver for _, receiver in crossing} == projects


def test_constraints_deadlines_and_special_tasks(demo):
    tasks = demo.file.rows(Task)
    kinds = {task.constraint for task in tasks}
    assert {Constraint.ALAP, Constraint.MSO, Constraint.SNET, Constraint.FNET, Constraint.FNLT} <= kinds
    assert sum(task.deadline is not None for task in tasks) >= 8
    assert sum(task.external for task in tasks) == 2
    assert any(task.elapsed for task in tasks)
    assert any(task.estimated for task in tasks)
    assert not all(task.active for task in tasks)


def test_calendars_have_shifts_two_countries_and_a_change_freeze(demo):
    calendars = {calendar.name: calendar for calendar in demo.file.rows(Calendar)}
    assert {"Standard", "Germany", "Night shift", "Change weekends"} < set(calendars)
    exceptions = demo.file.rows(CalendarException)
    assert {year for e in exceptions for year in range(e.first.year, e.last.year + 1)} == {2026, 2027, 2028}
    assert sum("freeze" in e.name for e in exceptions) >= 4
    assert demo.file.program.calendar_id == calendars["Germany"].id


def test_resources_of_every_kind_with_rates_groups_and_calendars(demo):
    resources = demo.file.rows(Resource)
    assert {resource.kind for resource in resources} == set(ResourceKind)
    assert all(resource.group for resource in resources)
    work = [resource for resource in resources if resource.kind is ResourceKind.WORK]
    assert len(work) >= 25
    assert [resource.name for resource in work if not resource.rate] == ["Chief operating officer"]
    assert len({resource.calendar_id for resource in work}) >= 3
    assert max(resource.max_units for resource in work) > 10_000


def test_every_resource_is_on_a_task_but_the_program_office(demo):
    assigned = {assignment.resource_id for assignment in demo.file.rows(Assignment)}
    idle = {resource.name for resource in demo.file.rows(Resource) if resource.id not in assigned}
    assert idle == {"Program manager", "Program office analysts"}


def test_the_baseline_holds_every_task(demo):
    kept = {row.task_id for row in demo.file.rows(BaselineTask)}
    assert kept == {task.id for task in demo.file.rows(Task)}


def test_people_appear_as_roles(demo):
    for resource in demo.file.rows(Resource, kind=ResourceKind.WORK):
        assert not re.search(r" [A-Z]", resource.name), resource.name  # a surname would begin with a capital


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_no_text_is_a_placeholder_or_names_a_person(demo, entry):
    kinds = (Kind.TITLE, Kind.TEXT, Kind.NOTE)
    for values in demo.file.columns(
        entry.name, [n for n, c in entry.fields.items() if c.kind in kinds] or ["id"]
    ):
        for value in filter(None, values):
            assert not PERSON.search(value), value
            assert not PLACEHOLDER.search(value), value
