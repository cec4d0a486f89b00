"""Tasks are copied by keys with links and people: to another component project, and to another file."""

from __future__ import annotations

import pytest

from tests.journeys.person import Person, file_typed
from tests.journeys.test_by_keys_alone import AtTheKeys
from tpm_desktop.model.resources import Assignment


@pytest.fixture
def keys(person, tmp_path) -> AtTheKeys:
    """A program with two linked tasks, one of them staffed, and a second, empty component project."""
    person.answer(lambda: person.press("Ctrl+N"), file_typed(tmp_path / "First.tpm"))
    person.press("Alt+3")
    keys = AtTheKeys(person)
    add_project(person, "Site A")
    for name in ("Survey", "Install"):
        keys.type(name)
        keys.press("Return")
    keys.do("resources")
    keys.press("Ins")
    person.overwrite("Site crew")
    keys.press("Alt+3")
    keys.do("table: entry")
    enter(keys, "Install", "predecessors", "2FS+2d")
    enter(keys, "Install", "resources", "Site crew[50%]")
    add_project(person, "Site B")
    return keys


def add_project(person: Person, name: str) -> None:
    person.press("Ctrl+Shift+Ins")
    person.overwrite(name)


def enter(keys: AtTheKeys, name: str, column: str, text: str) -> None:
    keys.to_row(name)
    keys.to_column(column)
    keys.type(text)
    keys.press("Return")


def copy_both(keys: AtTheKeys) -> None:
    keys.to_row("Survey")
    keys.to_column("name")
    keys.press("Shift+Down", "Ctrl+C")


def planned(person: Person) -> list[str]:
    state = person.plan.state
    pairs = zip(state.outline.level.tolist(), state.names, strict=True)
    return ["  " * level + name for level, name in pairs]


def linked(person: Person) -> list[tuple[int, int, int]]:
    """Row numbers of both ends, and the lag in minutes."""
    links = person.plan.state.inputs.links
    ends = zip(links.predecessor.tolist(), links.successor.tolist(), links.lag.tolist(), strict=True)
    return sorted((one + 1, other + 1, lag) for one, other, lag in ends)


def staffed(person: Person) -> list[tuple[int, str, int]]:
    session = person.window.session
    names = session.names.all("resource")
    rows = session.program.file.rows(Assignment)
    return sorted((person.plan.row(r.task_id) + 1, names[r.resource_id], r.units // 100) for r in rows)


def test_tasks_are_copied_to_another_project_with_links_and_people(keys, person):
    copy_both(keys)
    keys.to_row("Site B")
    keys.press("Ctrl+V")
    assert planned(person) == ["Site A", "  Survey", "  Install", "Site B", "  Survey", "  Install"]
    assert linked(person) == [(2, 3, 960), (5, 6, 960)]
    assert staffed(person) == [(3, "Site crew", 50), (6, "Site crew", 50)]
    keys.press("Ctrl+Z")
    assert planned(person) == ["Site A", "  Survey", "  Install", "Site B"]


def test_tasks_are_copied_to_another_file_with_links_and_people(keys, person, sit_down, tmp_path):
    other = sit_down()
    other.answer(lambda: other.press("Ctrl+N"), file_typed(tmp_path / "Second.tpm"))
    other.press("Alt+3")
    add_project(other, "Site C")
    person.come_back()
    copy_both(keys)
    other.come_back()
    AtTheKeys(other).to_row("Site C")
    other.press("Ctrl+V")
    assert planned(other) == ["Site C", "  Survey", "  Install"]
    assert linked(other) == [(2, 3, 960)]
    assert staffed(other) == [(3, "Site crew", 50)]
    assert "Site crew" in other.said
    assert planned(person) == ["Site A", "  Survey", "  Install", "Site B"]
