"""A real project from an empty file without a mouse: 30 tasks, links with lag, people, baseline, progress."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget

from tests.journeys.at_the_gantt import AtTheGantt
from tests.journeys.person import Person, file_typed
from tpm_desktop.desktop.gantt.columns import INDEX
from tpm_desktop.model.schedule import Link

PHASES = {
    "Prepare": ("Survey", "Scope", "Permits", "Funds"),
    "Order": ("Racks", "Power", "Links", "Cooling"),
    "Build": ("Floor", "Mount", "Cable", "Label"),
    "Move": ("Freeze", "Copy", "Switch", "Watch"),
    "Test": ("Load", "Failover", "Repair", "Audit"),
    "Close": ("Train", "Accept", "Archive", "Handover"),
}
NAMES = [name for phase, tasks in PHASES.items() for name in (phase, *tasks)]


class AtTheKeys:
    """Somebody whose hands stay on the keyboard of the Gantt."""

    def __init__(self, person: Person) -> None:
        self.person, self.press, self.type = person, person.press, person.type

    @property
    def tree(self):
        return self.person.view.panes.tree

    def to_row(self, name: str) -> None:
        """Up to the first row, and down from there."""
        self.press("Home")
        state = self.person.plan.state
        self.press(*["Down"] * state.names.index(name))

    def to_column(self, key: str) -> None:
        """Tab, forwards or back, until the column is reached."""
        header = self.tree.header()
        order = [header.logicalIndex(n) for n in range(header.count())]
        shown = [column for column in order if not header.isSectionHidden(column)]
        if self.tree.currentIndex().column() not in shown:
            self.press("Tab")
        way = shown.index(INDEX[key]) - shown.index(self.tree.currentIndex().column())
        self.press(*["Tab" if way > 0 else "Shift+Tab"] * abs(way))
        assert self.tree.currentIndex().column() == INDEX[key], key

    def do(self, what: str) -> None:
        """Whatever has a name is found by it."""
        self.press("Ctrl+K")
        self.type(what)
        self.press("Return")
        self.person.come_back()

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Tab until a part of the window or dialog has the keyboard."""
        passed = []
        while len(passed) < 40:
            focus = self.person.keyboard
            if focus.objectName() == name:
                return
            passed.append(focus.objectName() or type(focus).__name__)
            self.press(key)
        raise AssertionError(f"{name} is not reached by {key}, but {passed}")


@pytest.fixture
def keys(person, tmp_path) -> AtTheKeys:
    """A new program, with the Gantt in front."""
    person.answer(lambda: person.press("Ctrl+N"), file_typed(tmp_path / "Data centre.tpm"))
    person.press("Alt+3")
    return AtTheKeys(person)


def outline(person: Person) -> dict[str, int]:
    state = person.plan.state
    return dict(zip(state.names, state.outline.level.tolist(), strict=True))


def staffed(person: Person) -> list[tuple[str, int]]:
    """Who works on what, in the order in which they were put there: task, units."""
    table = person.plan.state.inputs.tables["assignment"]
    names = [person.plan.name(task) for task in table.texts["task_id"]]
    found = dict(zip(names, table.numbers["units"].tolist(), strict=True))
    return [(name, found[name]) for name in NAMES if name in found]


def links_to(person: Person, name: str) -> dict[str, tuple[str, int]]:
    """What a task waits for: kind and lag in minutes, by the predecessor's name."""
    ends = person.window.session.program.file.rows(Link)
    return {
        person.plan.name(link.predecessor_id): (link.type.name, link.lag)
        for link in ends
        if person.plan.name(link.successor_id) == name
    }


def test_a_project_is_planned_and_followed_by_keys_alone(keys, person):
    keys.press("Ctrl+Shift+Ins")
    person.overwrite("Data centre")
    for name in NAMES:
        keys.type(name)
        keys.press("Return")
    for phase in reversed(PHASES):  # from the last to the first: its tasks go below each phase
        keys.to_row(PHASES[phase][0])
        keys.press("Shift+Down", "Shift+Down", "Shift+Down", "Alt+Shift+Right", "Ctrl+F2")
    assert len(NAMES) == 30
    assert outline(person) == {
        "Data centre": 0,
        **dict.fromkeys(PHASES, 1),
        **{task: 2 for tasks in PHASES.values() for task in tasks},
    }
    assert len(person.plan.state.inputs.links) == 6 * 3

    keys.do("table: entry")
    phases = list(PHASES)
    for before, phase in pairwise(phases):  # each phase waits for the one before
        keys.to_row(PHASES[phase][0])
        keys.to_column("predecessors")
        keys.type(str(person.plan.state.names.index(PHASES[before][-1]) + 1))
        keys.press("Return")
    assert len(person.plan.state.inputs.links) == 6 * 3 + 5

    keys.to_row("Survey")
    keys.to_column("duration")
    for days in (2, 3, 5, 1):
        keys.type(f"{days}d")
        keys.press("Return")
    state = person.plan.state
    assert int(state.schedule.duration[state.names.index("Permits")]) == 5 * 480

    keys.do("resources")
    keys.press("Ins")
    person.overwrite("Site crew")
    keys.press("Alt+3")
    keys.to_row("Mount")
    keys.to_column("owner_id")
    keys.type("Site crew")
    keys.press("Return")
    assert "owner" in person.labels[0].casefold()
    keys.to_row("Mount")
    keys.to_column("resources")
    keys.type("site")  # completed while typing
    keys.press("Return")
    keys.type("Site crew[50%]")
    keys.press("Return")
    assert person.labels[:2] == ["Set resources of “Cable”", "Set resources of “Mount”"]
    assert [units for _, units in staffed(person)] == [10_000, 5_000]

    keys.to_row("Switch")
    keys.to_column("predecessors")
    number = {name: row + 1 for row, name in enumerate(person.plan.state.names)}
    keys.type(f"{number['Copy']}FS+2d;{number['Mount']}SS")
    keys.press("Return")
    assert person.labels[0] == "Set predecessors of “Switch”"
    assert links_to(person, "Switch") == {"Copy": ("FS", 2 * 480), "Mount": ("SS", 0)}

    keys.press("Ctrl+Alt+B")
    keys.tab_to("set")
    keys.press("Space", "Escape")
    person.come_back()
    assert len(person.plan.state.inputs.tables["baseline_task"].ids) == 30

    keys.to_row("Permits")
    keys.press("Ctrl+Shift+Alt+S")
    keys.type("+1d")
    keys.press("Tab")
    keys.type("+1w")
    keys.press("Return")
    person.come_back()
    state = person.plan.state
    assert len(state.schedule.parts[state.names.index("Permits")]) == 2

    keys.do("table: schedule")
    keys.to_row("Handover")
    keys.to_column("deadline")
    keys.type("+52w")
    keys.press("Return")
    assert person.labels[0] == "Set deadline of “Handover”"

    keys.do("progress")
    assert person.view.key == "progress"
    keys.press("Ctrl+Shift+W", "Ctrl+Shift+W")
    assert person.labels[0].startswith("Set the status date to ")
    keys.press("Home", "D", "5")  # as planned, then half of the next
    state = person.plan.state
    assert [int(state.done[state.names.index(n)]) for n in ("Survey", "Scope")] == [10_000, 5_000]
    keys.press("Alt+3")
    keys.do("table: variance")
    late = AtTheGantt(person)
    assert late.shown("Handover", "finish_variance").startswith("+")  # the split moved it
    assert late.shown("Survey", "start_variance") == "0 d"


def test_the_keyboard_goes_through_all_parts_of_the_window(keys, person):
    window = person.window
    keys.press("Ctrl+Shift+Ins")
    person.overwrite("Data centre")
    keys.press("Up", "Shift+F2")
    assert window.inspector.isAncestorOf(person.keyboard)
    keys.press("F6")
    assert window.navigation.isAncestorOf(person.keyboard)
    keys.press("F6")
    assert person.view.isAncestorOf(person.keyboard)
    keys.press("F6")
    assert window.inspector.isAncestorOf(person.keyboard)


def test_the_tabs_of_the_inspector_are_reached_back_from_its_fields(keys, person):
    keys.press("Ctrl+Shift+Ins")
    person.overwrite("Data centre")
    keys.type("Survey")
    keys.press("Return", "Up", "Up", "Down", "Shift+F2")
    tabs = person.window.inspector.findChild(QWidget, "inspector-tabs")
    for _ in range(40):
        if tabs.isAncestorOf(person.keyboard):
            break
        keys.press("Shift+Tab")
        assert person.window.inspector.isAncestorOf(person.keyboard), person.keyboard.objectName()
    keys.press("Right")
    assert tabs.currentIndex() == 1
    keys.press("Tab")
    assert person.window.inspector.isAncestorOf(person.keyboard)
    assert not tabs.isAncestorOf(person.keyboard)
